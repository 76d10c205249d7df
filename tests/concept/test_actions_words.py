"""Writing and rewording the working draft."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.audit.models import Event as AuditEvent
from roterfaden.concept import actions, errors
from roterfaden.concept.enums import ElementKind, TargetFault
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.models import ElementRevision, Node, Target
from roterfaden.concept.queries import target_values
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.concept.values import NOT_YET, add, goal_under, measurable
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept():
    return factories.concept(process=factories.process())


def last():
    return AuditEvent.objects.order_by("-number").first()


def numbers(concept):
    return list(Node.objects.filter(version__concept=concept).order_by("order_key").values_list("number", flat=True))


def revise(actor, element, **values):
    return actions.revise_element(
        **{
            "actor": actor, "element": element, "title": "Neu gefasst", "reason": "Karte 12", "expected_revision": 1,
            "now": NOW,
        }
        | values
    )  # fmt: skip


# --- open and add -------------------------------------------------------------------------------------------------
def test_open_concept_brings_its_working_draft(planner):
    concept = actions.open_concept(
        actor=planner, slug="konzept", title="Konzept", area=factories.county(), starts_on=date(2018, 1, 1),
        ends_on=date(2023, 1, 1), now=NOW,
    )  # fmt: skip

    draft = concept.versions.get()
    assert (draft.number, draft.kind, draft.frozen_at) == (1, "draft", None)
    assert last().verb == "concept.opened"


def test_add_element_numbers_places_in_order(planner, concept):
    first, second = add(planner, concept, ElementKind.FIELD), add(planner, concept, ElementKind.FIELD)
    challenge = add(planner, concept, ElementKind.CHALLENGE, second)
    add(planner, concept, ElementKind.GOAL, challenge)
    add(planner, concept, ElementKind.PRINCIPLE, first)

    assert numbers(concept) == ["1", "1.1", "2", "2.1", "2.1.1"]
    assert last().verb == "element.added"


def test_add_element_inherits_the_field_of_its_parent(planner, concept):
    goal = goal_under(planner, concept)

    assert goal.field is not None
    assert goal.field.name == "Handlungsfeld 1"


def test_add_goal_without_target_is_refused(planner, concept):
    field = add(planner, concept, ElementKind.FIELD)

    with pytest.raises(errors.TargetMissing) as refusal:
        add(planner, concept, ElementKind.GOAL, field, target=None)

    assert refusal.value.field == "series"


def test_add_goal_with_faulty_target_names_every_fault(planner, concept):
    field = add(planner, concept, ElementKind.FIELD)
    target = measurable(target_on=None, baseline_value=Decimal(30))

    with pytest.raises(errors.TargetNotSmart) as refusal:
        add(planner, concept, ElementKind.GOAL, field, target=target)

    assert [fault.fault for fault in refusal.value.faults] == [
        TargetFault.WRONG_WAY,
        TargetFault.NO_DATE,
        TargetFault.BASELINE_DATE,
        TargetFault.BASELINE_SOURCE,
    ]
    assert str(refusal.value).endswith("Bei dieser Messgröße gilt: mehr ist besser.")


def test_add_target_to_initiative_is_refused(planner, concept):
    field = add(planner, concept, ElementKind.FIELD)

    with pytest.raises(errors.OnlyGoalsHaveTargets):
        add(planner, concept, ElementKind.INITIATIVE, field, target=NOT_YET)


def test_add_element_refuses_wrong_place_and_foreign_parent(planner, concept):
    foreign = add(planner, factories.concept(), ElementKind.FIELD)

    with pytest.raises(errors.WrongPlace) as refusal:
        add(planner, concept, ElementKind.INITIATIVE)
    with pytest.raises(errors.OtherConcept):
        add(planner, concept, ElementKind.CHALLENGE, foreign)

    assert str(refusal.value) == "„Maßnahme“ kann nicht an dieser Stelle stehen."
    assert numbers(concept) == []


@pytest.mark.parametrize(
    "name",
    [
        "moderator",
        "clerk",
        "group_member",
        "goal_owner",
        "counsellor",
        "auditor",
        "administrator",
        "outsider",
        "participant",
    ],
)
def test_writing_is_refused_to_others(name, concept, planner, request):
    actor = request.getfixturevalue(name)
    field = add(planner, concept, ElementKind.FIELD)

    with pytest.raises(NotAllowed):
        add(actor, concept, ElementKind.FIELD)
    with pytest.raises(NotAllowed):
        revise(actor, field)
    with pytest.raises(NotAllowed):
        actions.freeze_version(actor=actor, concept=concept, kind="conference", slug="k", title="K", now=NOW)


def test_planner_of_one_process_writes_its_concept_only(concept):
    person = factories.user(Role.STRATEGY_OFFICER, scope=(ScopeKind.PROCESS, concept.process.slug))

    assert add(person, concept, ElementKind.FIELD).concept == concept
    with pytest.raises(NotAllowed):
        add(person, factories.concept(process=factories.process()), ElementKind.FIELD)
    with pytest.raises(NotAllowed):
        add(person, factories.concept(), ElementKind.FIELD)


# --- revise -------------------------------------------------------------------------------------------------------
def test_revise_supersedes_the_wording_and_moves_the_draft(planner, concept):
    field = add(planner, concept, ElementKind.FIELD)
    before = field.revisions.get()

    revision = revise(planner, field)

    before.refresh_from_db()
    assert (before.superseded_at, revision.supersedes, revision.number) == (NOW, before, 2)
    assert Node.objects.get(element=field).revision == revision
    assert last().changes == {"title": ["field", "Neu gefasst"]}
    assert (last().verb, last().reason) == ("element.revised", "Karte 12")


def test_revise_keeps_the_target_unless_told_otherwise(planner, concept):
    target = measurable(tolerance=Decimal("0.5"))
    goal = goal_under(planner, concept, target=target)

    kept = revise(planner, goal)
    changed = revise(
        planner, goal, target=measurable(series=target.series, target_value=Decimal(30)), expected_revision=2
    )

    assert target_values(kept) == target
    assert target_values(changed).target_value == 30
    assert Target.objects.count() == 3


def test_revise_may_change_the_target_alone(planner, concept):
    goal = goal_under(planner, concept)
    revision = revise(planner, goal, title="goal", target=TargetValues(not_measurable_reason="Anders begründet."))

    assert (revision.title, target_values(revision).not_measurable_reason) == ("goal", "Anders begründet.")


def test_revise_refuses_a_stale_text_and_carries_both(planner, concept):
    field = add(planner, concept, ElementKind.FIELD)
    theirs = revise(planner, field, title="Von Petra")

    with pytest.raises(errors.StaleRevision) as refusal:
        revise(planner, field, title="Von Mona")

    assert refusal.value.mine["title"] == "Von Mona"
    assert refusal.value.theirs == theirs
    assert field.revisions.count() == 2


def test_revise_refuses_empty_reason_and_unchanged_words(planner, concept):
    field = add(planner, concept, ElementKind.FIELD)

    with pytest.raises(errors.ReasonMissing):
        revise(planner, field, reason="  ")
    with pytest.raises(errors.NothingChanged):
        revise(planner, field, title=" field ")


def test_revise_refuses_target_that_is_not_smart(planner, concept):
    goal = goal_under(planner, concept)

    with pytest.raises(errors.TargetNotSmart):
        revise(planner, goal, target=TargetValues())
    with pytest.raises(errors.OnlyGoalsHaveTargets):
        revise(planner, add(planner, concept, ElementKind.FIELD), target=NOT_YET)


@pytest.mark.parametrize("change", [{"title": "x"}, {"body": "x"}, {"accountable": "x"}, {"number": 9}])
def test_database_refuses_to_change_a_wording(planner, concept, change):
    revision = add(planner, concept, ElementKind.FIELD).revisions.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ElementRevision.objects.filter(pk=revision.pk).update(**change)
