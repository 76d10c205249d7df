"""Offers of chosen elements, the matrix, what carries over to a new version, joint units and reminders."""

from datetime import timedelta

import pytest

from roterfaden.audit.models import Event
from roterfaden.concept.enums import ElementKind, MapKind, VersionKind
from roterfaden.concept.models import ElementMap, ElementRevision, Node
from roterfaden.implementation import actions, errors, queries
from roterfaden.implementation.enums import Answer, Continued, Verb
from roterfaden.implementation.models import Adoption, Offer, OfferItem
from roterfaden.implementation.tasks import send_handover_reminders
from roterfaden.kernel.errors import NotAllowed
from roterfaden.post.models import Message
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


@pytest.fixture
def concept(db):
    return factories.concept()


@pytest.fixture
def goal(concept):
    return factories.element(concept, title="Sprachkurse am Abend")


@pytest.fixture
def initiative(concept):
    return factories.element(concept, ElementKind.INITIATIVE, title="Kinderbetreuung im Kurs")


@pytest.fixture
def version(concept, goal, initiative):
    return factories.frozen_version(concept, VersionKind.ADOPTED)


def offer(actor, version, *areas, **values):
    facts = {"offered_on": TODAY, "answer_by": TODAY + timedelta(days=60), "now": NOW}
    return actions.make_offer(actor=actor, version=version, municipalities=areas, **(facts | values))


def reword(element, title):
    """Other words in the working draft."""
    old = element.revisions.get()
    new = ElementRevision.objects.create(element=element, number=2, title=title, made_as=old.made_as, made_at=NOW)
    Node.objects.filter(element=element, version__frozen_at=None).update(revision=new)


# --- offers ----------------------------------------------------------------------------------------------------------
def test_offer_holds_what_was_chosen_and_a_second_one_the_rest(planner, version, goal, initiative, municipality):
    first = offer(planner, version, municipality, elements=[initiative])[0]
    second = offer(planner, version, municipality, elements=[goal, initiative], reminder_days=[-7, 14])[0]

    assert [item.element for item in first.items.all()] == [initiative]
    assert [item.element for item in second.items.all()] == [goal]
    assert second.reminder_days == [14, -7]
    with pytest.raises(errors.OfferedAlready):
        offer(planner, version, municipality, elements=[goal])


def test_offer_refuses_what_does_not_stand_in_the_version(planner, concept, version, municipality):
    with pytest.raises(errors.NotInVersion):
        offer(planner, version, municipality, elements=[factories.element(concept)])
    with pytest.raises(errors.NotAnswerable):
        offer(planner, version, municipality, elements=[factories.element(concept, ElementKind.TEXT)])
    with pytest.raises(errors.NothingChosen):
        offer(planner, version, municipality, elements=[])
    assert not Offer.objects.exists()


def test_initiative_is_answered_with_the_wording_that_was_offered(coordinator, version, initiative, municipality):
    factories.offer(version, municipality, [initiative])

    adoption = actions.answer_adoption(
        actor=coordinator, element=initiative, municipality=municipality, answer=Answer.ALREADY_DONE,
        reason="Seit 2015 in der Kita.", done_since=2015, now=NOW,
    )  # fmt: skip

    assert (adoption.revision, adoption.done_since) == (initiative.revisions.get(), 2015)


# --- the matrix ------------------------------------------------------------------------------------------------------
def test_matrix_tells_answered_open_asked_again_and_not_offered(version, goal, initiative):
    melle, bramsche, artland = (factories.municipality(short_name=name) for name in ("Melle", "Bramsche", "Artland"))
    factories.offer(version, melle, [goal, initiative])
    factories.offer(version, bramsche)
    factories.adoption(goal, melle, Answer.ADAPT, adapted_text="…")
    older = factories.element(factories.concept()).revisions.get()
    factories.adoption(goal, bramsche, revision=older)

    found = queries.matrix(version, on=TODAY)

    assert found.municipalities == (artland, bramsche, melle)
    assert [[cell.code for cell in row.cells] for row in found.rows] == [
        ["not_offered", "again", "adapt"],
        ["not_offered", "not_offered", ""],
    ]
    assert (found.count.answered, found.count.offered) == (1, 3)
    assert found.by_municipality[melle.pk].share_taken == 0.5
    counts = {row.municipality: (row.answered, row.waiting) for row in queries.municipalities(version, on=TODAY)}
    assert counts == {artland: (0, 0), bramsche: (0, 1), melle: (1, 1)}


@pytest.mark.parametrize(
    ("chosen", "rows"),
    [
        (queries.MatrixFilter(kind="goal"), 1),
        (queries.MatrixFilter(kind="initiative"), 1),
        (queries.MatrixFilter(answer="adopt"), 1),
        (queries.MatrixFilter(answer="open"), 1),
        (queries.MatrixFilter(answer="not_applicable"), 0),
        (queries.MatrixFilter(field="gibt-es-nicht"), 0),
    ],
)
def test_matrix_is_narrowed(version, goal, initiative, chosen, rows):
    area = factories.municipality()
    factories.offer(version, area, [goal, initiative])
    factories.adoption(goal, area)

    assert len(queries.matrix(version, on=TODAY, chosen=chosen).rows) == rows


def test_matrix_and_desk_of_twenty_one_by_sixty_take_the_same_queries(concept, goal, query_count):
    def counts(version, area):
        return (
            query_count(lambda: queries.matrix(version, on=TODAY)),
            query_count(lambda: queries.municipalities(version, on=TODAY)),
            query_count(lambda: queries.desk(area, version, side="own")),
        )

    one = factories.frozen_version(concept, VersionKind.ADOPTED)
    area = factories.municipality()
    factories.offer(one, area)
    assert counts(one, area) == (4, 5, 5)
    for number in range(59):
        factories.element(concept, title=f"Ziel {number}")
    all_of_them = factories.frozen_version(concept, VersionKind.AMENDED, frozen_at=LATER)
    for place in [area, *(factories.municipality() for _number in range(20))]:
        factories.offer(all_of_them, place)
        factories.adoption(goal, place)

    assert len(queries.matrix(all_of_them, on=TODAY).rows) == 60
    assert counts(all_of_them, area) == (4, 5, 5)


# --- a newer version -------------------------------------------------------------------------------------------------
def test_renewed_offer_asks_only_what_changed(planner, concept, version, goal, initiative, municipality):
    factories.offer(version, municipality, [goal, initiative])
    kept, lost = factories.adoption(goal, municipality), factories.adoption(initiative, municipality)
    reword(initiative, "Kinderbetreuung in jedem Kurs")
    added = factories.element(concept, title="Mehr Busse")
    newer = factories.frozen_version(concept, VersionKind.AMENDED, frozen_at=LATER)
    assert queries.version_before(newer) == version
    changes = {row.carried.change: row.answers for row in queries.renewal(version, newer).rows}
    assert changes == {Continued.SAME: 1, Continued.CHANGED: 1, Continued.NEW: 0}

    actions.renew_offer(
        actor=planner, old=version, version=newer, municipalities=[municipality], new_elements=[added],
        offered_on=TODAY, now=LATER,
    )  # fmt: skip

    rows = {row.element_id: row for row in queries.desk(municipality, newer, side=None).rows}
    assert (rows[goal.pk].adoption, rows[goal.pk].waits) == (kept, False)
    assert (rows[initiative.pk].adoption, rows[initiative.pk].is_outdated, rows[initiative.pk].waits) == (
        lost, True, True,
    )  # fmt: skip
    assert rows[added.pk].waits
    assert queries.municipalities(newer, on=TODAY)[0].waiting == 2


def test_renewed_offer_follows_the_map_into_the_successor_concept(planner, version, goal, initiative, municipality):
    factories.offer(version, municipality, [goal, initiative])
    answer = factories.adoption(goal, municipality, reason="Wie bisher.")
    factories.adoption(initiative, municipality)
    successor = factories.concept(predecessor=goal.concept)
    same = factories.element(successor, title="Sprachkurse am Abend")
    halves = [factories.element(successor, ElementKind.INITIATIVE, title=name) for name in ("Eins", "Zwei")]
    newer = factories.frozen_version(successor, VersionKind.ADOPTED, frozen_at=LATER)
    links = [(goal, same, MapKind.SAME), *((initiative, half, MapKind.SPLIT) for half in halves)]
    for old, new, kind in links:
        ElementMap.objects.create(
            from_element=old, to_element=new, to_version=newer, kind=kind, reason="…", made_as="x", made_at=NOW
        )

    actions.renew_offer(
        actor=planner, old=version, version=newer, municipalities=[municipality], offered_on=TODAY, now=LATER
    )

    copy = Adoption.objects.get(element=same)
    assert (copy.reason, copy.made_at, copy.revision) == ("Wie bisher.", answer.made_at, same.revisions.get())
    items = {item.element: item.is_carried for item in OfferItem.objects.filter(offer__version=newer)}
    assert items == {same: True, halves[0]: False, halves[1]: False}
    assert Event.objects.filter(verb=Verb.ANSWER_CARRIED).count() == 1


def test_renewed_offer_refuses_who_had_none(planner, version, municipality):
    newer = factories.frozen_version(version.concept, VersionKind.AMENDED, frozen_at=LATER)

    with pytest.raises(errors.NeverOffered):
        actions.renew_offer(
            actor=planner, old=version, version=newer, municipalities=[municipality], offered_on=TODAY, now=LATER
        )


# --- joint units -----------------------------------------------------------------------------------------------------
def test_joint_unit_changes_its_members_and_ends_once(planner, coordinator):
    one, two, three = (factories.municipality() for _number in range(3))
    facts = {"slug": "land", "name": "Wittlager Land", "since": TODAY, "now": NOW}
    with pytest.raises(errors.TooFewMembers):
        actions.set_joint_unit(actor=planner, municipalities=[one], **facts)
    actions.set_joint_unit(actor=planner, municipalities=[one, two], **facts)
    unit = actions.set_joint_unit(actor=planner, municipalities=[two, three], **facts)

    assert {member.municipality for member in unit.members.all()} == {two, three}
    with pytest.raises(NotAllowed):
        actions.end_joint_unit(actor=coordinator, unit=unit, ended_on=TODAY, now=NOW)
    actions.end_joint_unit(actor=planner, unit=unit, ended_on=TODAY, now=NOW)
    with pytest.raises(errors.EndedAlready):
        actions.end_joint_unit(actor=planner, unit=unit, ended_on=TODAY, now=NOW)
    assert queries.joint_units(on=TODAY + timedelta(days=1)) == ()


# --- reminders -------------------------------------------------------------------------------------------------------
def test_each_reminder_reaches_each_coordinator_once_and_only_while_something_is_open(
    coordinator, coordinator_elsewhere, version, goal, municipality
):
    factories.offer(version, municipality, answer_by=TODAY + timedelta(days=14), reminder_days=[14, -7])

    for days in (0, 0, 1, 21, 22, 40):
        send_handover_reminders(now=NOW + timedelta(days=days))

    letters = Message.objects.order_by("pk")
    assert [letter.to for letter in letters] == [coordinator.email] * 2
    assert "bis zum" in letters[0].text
    assert "hatte bis zum" in letters[1].text
    assert f"/buero/kommunen/{municipality.slug}/" in letters[0].text

    factories.offer(version, factories.municipality(), answer_by=TODAY, reminder_days=[1])
    Message.objects.all().delete()
    factories.adoption(goal, municipality)
    send_handover_reminders(now=NOW)
    assert not Message.objects.exists()
