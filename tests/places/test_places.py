"""Areas with official keys, the house itself, and the fields of action."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.audit.models import Event
from roterfaden.kernel.errors import NotAllowed
from roterfaden.places import actions, errors, queries
from roterfaden.places.enums import AreaKind
from roterfaden.places.methods import may_belong_to
from roterfaden.places.models import Area, Instance
from roterfaden.topics import actions as topics
from roterfaden.topics.queries import fields_of_action
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

MELLE = {
    "key": "03459024", "ars": "034590024024", "ags": "03459024", "slug": "melle", "name": "Stadt Melle",
    "short_name": "Melle", "kind": AreaKind.UNITARY, "is_town": True, "valid_from": date(1972, 7, 1),
}  # fmt: skip
ARTLAND = {
    "key": "034595401", "ars": "034595401", "slug": "artland", "name": "Samtgemeinde Artland",
    "short_name": "Artland", "kind": AreaKind.JOINT, "valid_from": date(1972, 7, 1),
}  # fmt: skip


def test_add_area_keeps_the_official_keys(administrator):
    area = actions.add_area(actor=administrator, parent=factories.county(), now=NOW, **MELLE)

    assert Area.objects.get(key="03459024") == area
    assert Event.objects.get().subject_label == "Stadt Melle (03459024)"


def test_add_area_refuses_a_joint_municipality_with_ags(system):
    with pytest.raises(ValidationError, match="places_joint_municipality_has_no_ags"):
        actions.add_area(actor=system, ags="03459999", now=NOW, **ARTLAND)


def test_add_area_refuses_a_municipality_without_ags(system):
    with pytest.raises(ValidationError, match="places_municipality_has_ags"):
        actions.add_area(actor=system, now=NOW, **(MELLE | {"ags": ""}))


def test_add_area_refuses_a_key_that_is_taken(system):
    actions.add_area(actor=system, now=NOW, **MELLE)

    with pytest.raises(ValidationError):
        actions.add_area(actor=system, now=NOW, **(MELLE | {"slug": "melle-2"}))


def test_add_area_refuses_a_member_of_the_county(system):
    with pytest.raises(errors.WrongParent):
        actions.add_area(actor=system, parent=factories.county(), now=NOW, **(MELLE | {"kind": AreaKind.MEMBER}))


def test_add_area_accepts_a_member_of_a_joint_municipality(system):
    artland = actions.add_area(actor=system, parent=factories.county(), now=NOW, **ARTLAND)

    member = actions.add_area(actor=system, parent=artland, now=NOW, **(MELLE | {"kind": AreaKind.MEMBER}))

    assert list(artland.members.all()) == [member]


def test_add_area_refuses_staff_without_the_role(planner):
    with pytest.raises(NotAllowed):
        actions.add_area(actor=planner, now=NOW, **MELLE)


@given(kind=st.sampled_from(AreaKind), parent=st.none() | st.sampled_from(AreaKind))
def test_nothing_belongs_to_a_municipality_but_members_to_a_joint_one(kind, parent):
    if may_belong_to(kind, parent):
        assert (kind == AreaKind.MEMBER) == (parent == AreaKind.JOINT)


def test_partners_are_unitary_and_joint_municipalities_that_exist():
    county = factories.county()
    unitary = factories.municipality(short_name="B")
    joint = Area.objects.create(**(ARTLAND | {"short_name": "A", "parent": county}))
    Area.objects.create(**(MELLE | {"kind": AreaKind.MEMBER, "parent": joint}))
    factories.municipality(valid_until=date(2000, 1, 1))

    assert list(queries.partners(TODAY)) == [joint, unitary]
    assert Area.objects.basic().on(TODAY).count() == 2


def test_area_exists_from_the_first_day_to_the_day_before_the_last():
    area = factories.municipality(valid_from=date(2010, 1, 1), valid_until=date(2011, 1, 1))

    found = [area in Area.objects.on(day) for day in (date(2009, 12, 31), date(2010, 1, 1), date(2011, 1, 1))]

    assert found == [False, True, False]


def set_up(actor):
    return actions.set_up_instance(
        actor=actor, county=factories.county(), name="Landkreis Osnabrück", contact_unit="Referat S",
        contact_email="s@example.org", now=NOW,
    )  # fmt: skip


def test_set_up_instance_happens_once(administrator):
    assert queries.county() is None
    instance = set_up(administrator)

    assert (instance.is_example, queries.county()) == (False, factories.county())
    with pytest.raises(errors.SetUpAlready):
        set_up(administrator)
    assert Instance.objects.count() == 1


def test_set_up_instance_refuses_an_area_that_is_gone(administrator):
    factories.county(valid_until=date(2000, 1, 1))

    with pytest.raises(errors.NotACounty):
        set_up(administrator)


def test_fields_of_action_stand_in_their_official_order(planner):
    for number, slug in ((2, "sprache"), (1, "willkommen")):
        topics.add_field_of_action(
            actor=planner, slug=slug, number=number, name=slug.title(), short_name=slug.title(), now=NOW
        )

    assert [field.slug for field in fields_of_action()] == ["willkommen", "sprache"]
    assert Event.objects.order_by("number").first().subject_label == "2 Sprache"


def test_field_of_action_refuses_a_number_that_is_taken(planner):
    factories.field(number=1)

    with pytest.raises(ValidationError):
        topics.add_field_of_action(actor=planner, slug="neu", number=1, name="Neu", short_name="Neu", now=NOW)


def test_field_of_action_refuses_staff_without_the_role(moderator):
    with pytest.raises(NotAllowed):
        topics.add_field_of_action(actor=moderator, slug="neu", number=1, name="Neu", short_name="Neu", now=NOW)
