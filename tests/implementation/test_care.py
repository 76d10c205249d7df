"""Those who care for initiatives: one mail a month, and a link that is good for one thing and not for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from roterfaden.audit.models import Event
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import actions, errors, queries
from roterfaden.implementation.enums import Progress, Verb
from roterfaden.implementation.methods import LINK_LASTS, LinkedOwner
from roterfaden.implementation.models import Caretaker, InitiativeStatus, UpdateLink
from roterfaden.implementation.tasks import remind_owners
from roterfaden.kernel.errors import NotAllowed
from roterfaden.post.models import Message
from tests import factories

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 2, 8, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, 8, tzinfo=UTC)
ADDRESS = "lotsin@example.org"


@pytest.fixture
def initiatives():
    factories.instance()
    concept = factories.concept()
    made = [factories.element(concept, ElementKind.INITIATIVE, title=f"Maßnahme {n}") for n in range(3)]
    factories.frozen_version(concept, VersionKind.ADOPTED)
    return made


def assign(planner, element, **values):
    return actions.assign_caretaker(actor=planner, element=element, now=MARCH, **values)


def tokens(text):
    return [line.split("/massnahmen/meldung/")[1].rstrip("/") for line in text.splitlines() if "/meldung/" in line]


def by_link(link, caretaker=None, *, now=MARCH, **values):
    actor = LinkedOwner(opens=(caretaker or link.caretaker).pk, actor_id="1")
    return actions.report_by_link(actor=actor, link=link, **({"progress": Progress.UNDER_WAY, "now": now} | values))


def sent_link(element):
    return UpdateLink.objects.select_related("caretaker").get(caretaker__element=element)


def test_address_is_sealed_and_erased_with_the_care(planner, initiatives):
    caretaker = assign(planner, initiatives[0], address=ADDRESS)
    assert ADDRESS not in caretaker.address
    assert queries.address_of(caretaker) == ADDRESS

    actions.end_care(actor=planner, caretaker=caretaker, now=APRIL)

    assert Caretaker.objects.get().address == ""
    with pytest.raises(errors.NoLongerInForce):
        actions.end_care(actor=planner, caretaker=caretaker, now=APRIL)
    assert ADDRESS not in str(list(Event.objects.values()))


def test_care_refuses_both_neither_nonsense_and_the_same_person_twice(planner, goal_owner, initiatives):
    first = initiatives[0]
    for values in ({}, {"person": goal_owner, "address": ADDRESS}):
        with pytest.raises(errors.PersonOrAddress):
            assign(planner, first, **values)
    with pytest.raises(ValidationError):
        assign(planner, first, address="niemand")
    assign(planner, first, person=goal_owner)
    with pytest.raises(errors.CaresAlready):
        assign(planner, first, address=goal_owner.email.upper())
    with pytest.raises(NotAllowed):
        assign(goal_owner, first, address=ADDRESS)


def test_one_mail_a_person_and_month_however_often_the_work_runs(planner, goal_owner, initiatives):
    assign(planner, initiatives[0], person=goal_owner)
    assign(planner, initiatives[1], address=goal_owner.email.upper())
    assign(planner, initiatives[1], address=ADDRESS)
    factories.progress(initiatives[2], Progress.DONE)
    assign(planner, initiatives[2], address="fertig@example.org")

    for now in (MARCH, MARCH, MARCH + timedelta(days=20), APRIL, APRIL + timedelta(hours=1)):
        remind_owners(now=now)

    sent = sorted((row.to, len(tokens(row.text))) for row in Message.objects.all())
    assert sent == sorted([(goal_owner.email, 2)] * 2 + [(ADDRESS, 1)] * 2)
    assert UpdateLink.objects.count() == Event.objects.filter(verb=Verb.OWNER_REMINDED).count() == 6
    assert ADDRESS not in str(list(Message.objects.values_list("once", "about")))


def test_somebody_new_in_the_month_of_the_mail_waits_for_the_next(planner, initiatives):
    assign(planner, initiatives[0], address=ADDRESS)
    remind_owners(now=MARCH)
    assign(planner, initiatives[1], address=ADDRESS)

    remind_owners(now=MARCH + timedelta(days=1))
    assert UpdateLink.objects.count() == 1
    remind_owners(now=APRIL)
    assert UpdateLink.objects.count() == 3


def test_link_reports_its_own_initiative_as_by_link(planner, initiatives):
    assign(planner, initiatives[0], address=ADDRESS)
    remind_owners(now=MARCH)
    [token] = tokens(Message.objects.get().text)

    link = queries.link_behind(token, now=MARCH)
    status = by_link(link, progress=Progress.POSTPONED, reason="Kein Raum")

    assert (status.element, status.made_by, status.made_as) == (initiatives[0], None, "link")
    event = Event.objects.order_by("number").last()
    assert (event.verb, event.actor_kind) == (Verb.PROGRESS_REPORTED_BY_LINK, "link")
    assert by_link(link, now=MARCH + timedelta(days=3)).progress == Progress.UNDER_WAY


def test_link_is_good_for_nothing_else(planner, initiatives, municipality):
    first, second = assign(planner, initiatives[0], address=ADDRESS), assign(planner, initiatives[1], address="a@b.de")
    remind_owners(now=MARCH)
    link = sent_link(initiatives[0])
    actor = LinkedOwner(opens=first.pk, actor_id="1")

    with pytest.raises(NotAllowed):
        by_link(link, second)
    for values in ({"element": initiatives[0]}, {"element": initiatives[1]}):
        with pytest.raises(NotAllowed):
            actions.report_progress(actor=actor, progress="done", as_of=MARCH.date(), now=MARCH, **values)
    with pytest.raises(NotAllowed):
        actions.set_plan(actor=actor, element=initiatives[0], unit="…", now=MARCH)
    with pytest.raises(errors.ReasonMissing):
        by_link(link, progress=Progress.DROPPED)
    assert not InitiativeStatus.objects.exists()


@pytest.mark.parametrize("how", ["over", "ended", "account closed", "forged"])
def test_link_opens_nothing_any_more(planner, goal_owner, initiatives, how):
    caretaker = assign(planner, initiatives[0], person=goal_owner)
    remind_owners(now=MARCH)
    [token], now = tokens(Message.objects.get().text), MARCH + timedelta(days=5)
    assert queries.link_behind(token, now=now) is not None
    link = sent_link(initiatives[0])

    if how == "over":
        now = MARCH + LINK_LASTS
    elif how == "ended":
        actions.end_care(actor=planner, caretaker=caretaker, now=now)
    elif how == "account closed":
        goal_owner.is_active = False
        goal_owner.save()
    else:
        token = token[:-1] + ("A" if token[-1] != "A" else "B")

    assert queries.link_behind(token, now=now) is None
    if how != "forged":
        with pytest.raises(errors.LinkClosed):
            by_link(link, now=now)
        remind_owners(now=APRIL)
        assert Message.objects.count() == (2 if how == "over" else 1)


def test_own_initiatives_take_the_same_queries_for_one_and_three(planner, goal_owner, initiatives, query_count):
    version = queries.adopted_version()
    assign(planner, initiatives[0], person=goal_owner)
    assert query_count(lambda: queries.own_initiatives(version, goal_owner, on=MARCH.date())) == 7
    for element in initiatives[1:]:
        assign(planner, element, person=goal_owner)
    assert query_count(lambda: queries.own_initiatives(version, goal_owner, on=MARCH.date())) == 7
    assert len(queries.own_initiatives(version, goal_owner, on=MARCH.date())) == 3


def test_possible_caretakers_may_report(planner, goal_owner, coordinator, moderator, municipality):
    now = timezone.now()

    assert set(queries.possible_caretakers(now)) == {planner, goal_owner}
    assert set(queries.possible_caretakers(now, municipality)) == {planner, goal_owner, coordinator}
