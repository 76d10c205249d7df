"""Findings as rows, and the work list: what is found in a real process, ticked off, and comes back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from roterfaden.audit.models import Event
from roterfaden.concept.models import Consideration, ElementRevision, Incorporation
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import System
from roterfaden.kernel.errors import NotAllowed
from roterfaden.office.my_day import tasks_for
from roterfaden.participation.models import GroupMembership, VoiceGroup
from roterfaden.weighing import actions, errors, queries
from roterfaden.weighing.enums import CheckKind
from roterfaden.weighing.methods.checks import Found, all_findings
from roterfaden.weighing.models import CheckRun, Dismissal, Finding
from roterfaden.weighing.tasks import check_again, check_answers
from tests import factories
from tests.factories import NOW, TODAY
from tests.jobs import run_jobs

LIST = "/buero/abwaegung/pruefliste/"
LATER = NOW + timedelta(days=40)
GOOD = "Ab Mai fahren am Abend zwei Busse mehr nach Melle."
ACTOR = System("test")


@pytest.fixture
def process(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    return factories.process()


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


def answer(voice, outcome="not_taken_up", **values):
    return Consideration.objects.create(
        **{
            "contribution": voice, "outcome": outcome, "reason": "Passt zu Ziel 1.", "plain_reason": GOOD,
            "made_as": "strategy_officer", "made_at": NOW,
        }
        | values
    )  # fmt: skip


def grouped(process, *voices):
    group, step = VoiceGroup.objects.create(process=process), factories.board_step(process)
    for voice in voices:
        GroupMembership.objects.create(group=group, contribution=voice, made_as="moderator", made_at=NOW, step=step)


def short(process, text="Geht nicht."):
    """A voice with an answer that is too short."""
    return answer(factories.contribution(process), plain_reason=text)


def found_kinds(process, now=LATER):
    return {found.kind for found in all_findings(queries.check_facts(process), now)}


def listed(response):
    return [row.finding.kind for row in response.context["rows"]]


# --- what is read -------------------------------------------------------------------------------------------------
def test_facts_of_a_process_are_read_as_they_stand(process):
    goal = factories.element(factories.concept(process=process), title="Busse am Abend")
    first, second, third = (factories.contribution(process) for _number in range(3))
    grouped(process, first, second)
    factories.assignment(third, factories.theme(process, factories.field()))
    answer(first, "taken_up", element=goal)
    answer(second, "not_taken_up")
    one, two = factories.split(third, (0, 3), (4, 6))
    answer(third, segment=one)
    ElementRevision.objects.create(
        element=goal, number=2, title="Busse am Abend und nachts", made_as="strategy_officer", made_at=LATER
    )

    facts = queries.check_facts(process)

    assert facts.voices[first.pk].group == facts.voices[second.pk].group is not None
    assert facts.voices[third.pk].parts == (one.pk, two.pk)
    assert facts.wordings[goal.pk].revision == 2
    assert found_kinds(process) >= {
        CheckKind.SAME_DIFFERENT, CheckKind.PART_OPEN, CheckKind.TEXT_NEWER, CheckKind.NOT_WORKED_IN,
    }  # fmt: skip


def test_wording_that_came_from_the_answer_does_not_make_it_old(process):
    goal = factories.element(factories.concept(process=process), title="Busse am Abend")
    given_answer = answer(factories.contribution(process), "taken_up", element=goal)
    revision = ElementRevision.objects.create(
        element=goal, number=2, title="Mehr Busse", made_as="strategy_officer", made_at=LATER
    )
    Incorporation.objects.create(
        consideration=given_answer, revision=revision, made_as="strategy_officer", made_at=LATER
    )

    assert found_kinds(process) == set()


def test_voices_nobody_may_read_are_left_out(process):
    answer(factories.contribution(process, moderation="withheld", moderation_reason="Name"), plain_reason="Nein.")

    assert found_kinds(process) == set()


def test_facts_take_the_same_queries_for_one_and_three(process, query_count):
    goal = factories.element(factories.concept(process=process), title="Busse")
    answer(factories.contribution(process), "taken_up", element=goal)
    one = query_count(lambda: queries.check_facts(process))
    for _number in range(2):
        answer(factories.contribution(process), "taken_up", element=goal)

    assert (one, query_count(lambda: queries.check_facts(process))) == (9, 9)


# --- keeping and ticking off ----------------------------------------------------------------------------------------
def test_check_keeps_what_it_found_once(process, system):
    short(process)
    assert check_answers(actor=system, process=process, now=LATER) == (1, 1, 0)
    assert check_answers(actor=system, process=process, now=LATER + timedelta(days=1)) == (1, 0, 0)

    assert Finding.objects.get().kind == CheckKind.REASON_SHORT
    assert CheckRun.objects.get().checked_at == LATER + timedelta(days=1)
    assert Event.objects.filter(verb="checks.run").count() == 1


def test_check_runs_for_open_processes_by_the_clock(process):
    short(process)
    done = factories.process(closed_on=TODAY)
    short(done)

    check_again(now=LATER)

    assert [row.process for row in Finding.objects.all()] == [process]


def test_dismissed_finding_returns_when_its_facts_change(process, planner, system):
    short(process)
    check_answers(actor=system, process=process, now=LATER)
    actions.dismiss_finding(actor=planner, finding=Finding.objects.get(), reason="So besprochen.", now=LATER)
    assert not Finding.objects.open().exists()

    short(process)
    check_answers(actor=system, process=process, now=LATER)

    assert Finding.objects.open().get().voices == list(
        process.contributions.order_by("pk").values_list("pk", flat=True)
    )
    assert Finding.objects.dismissed().count() == 0


def test_dismissing_refuses(process, planner, system, outsider):
    short(process)
    check_answers(actor=system, process=process, now=LATER)
    row = Finding.objects.get()

    with pytest.raises(NotAllowed):
        actions.dismiss_finding(actor=outsider, finding=row, reason="Nein.", now=LATER)
    with pytest.raises(errors.DismissalWithoutReason):
        actions.dismiss_finding(actor=planner, finding=row, reason=" ", now=LATER)
    with pytest.raises(errors.NotDismissed):
        actions.reopen_finding(actor=planner, finding=row, now=LATER)
    actions.dismiss_finding(actor=planner, finding=row, reason="So besprochen.", now=LATER)
    with pytest.raises(errors.AlreadyDismissed):
        actions.dismiss_finding(actor=planner, finding=row, reason="Noch einmal.", now=LATER)
    Finding.objects.update(gone_at=LATER)
    with pytest.raises(errors.FindingGone):
        actions.dismiss_finding(actor=planner, finding=row, reason="Zu spät.", now=LATER)


def test_dismissal_says_why_in_the_database_too(process):
    row = Finding.objects.create(process=process, kind="part_open", key="voice:1", fingerprint="a", found_at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Dismissal.objects.create(finding=row, reason="", made_as="strategy_officer", made_at=NOW)


class DismissingHidesNoChange(TestCase):
    """Whatever is found, changed and ticked off in whatever order: only what was ticked off as it stands is hidden."""

    @given(st.lists(st.one_of(st.dictionaries(st.sampled_from("abc"), st.integers(0, 2)), st.sampled_from("abc"))))
    def test_only_dismissed_facts_are_hidden(self, steps):
        process = factories.process()
        now, ticked = {}, set()
        for step in steps:
            if isinstance(step, dict):
                now = step
                found = [Found(CheckKind.PART_OPEN, key, {"state": state}, ()) for key, state in now.items()]
                actions.keep_findings(actor=ACTOR, process=process, found=found, answers=0, now=NOW)
            elif row := Finding.objects.open().filter(process=process, key=step).first():
                actions.dismiss_finding(actor=ACTOR, finding=row, reason="So besprochen.", now=NOW)
                ticked.add((step, now[step]))
            visible = {(row.key, row.facts["state"]) for row in Finding.objects.open().filter(process=process)}
            assert visible == set(now.items()) - ticked


# --- the pages ----------------------------------------------------------------------------------------------------
def test_list_shows_every_kind_in_words(desk, process):
    voice = factories.contribution(process)
    numbers = {
        "open": 1, "parts": 2, "uses": 1, "since": NOW.isoformat(), "days": 14, "words": 2, "least": 6, "own": 1,
        "grade": 12.3, "sentences": 1, "of": 9, "share": 0.6, "other_share": 0.15, "themes": 2, "p_holm": 0.00003,
        "odds_ratio": 8.1, "outcomes": {"taken_up": 1, "not_taken_up": 2},
    }  # fmt: skip
    for kind in CheckKind.values:
        Finding.objects.create(
            process=process, kind=kind, key=f"receiver:{kind}", fingerprint=kind, numbers=numbers, voices=[voice.pk],
            facts={"down": 12, "answered": 20, "other_down": 15, "other_answered": 100, "tested": 2}, found_at=NOW,
        )  # fmt: skip
    response = desk.get(LIST)
    html = response.content.decode()

    assert listed(response) == CheckKind.values
    assert "12 von 20 beantworteten Beiträgen wurden nicht aufgenommen (60" in html
    assert "p &lt; 0,0001" in html
    assert html.count(f'href="/buero/abwaegung/{voice.pk}/"') == len(CheckKind)


def test_list_takes_the_same_queries_for_one_and_three(desk, process, system, query_count):
    short(process)
    check_answers(actor=system, process=process, now=LATER)
    desk.get(LIST)
    one = query_count(lambda: desk.get(LIST))
    for text in ("Ja.", "Nein."):
        short(process, text)
    check_answers(actor=system, process=process, now=LATER)

    assert (one, query_count(lambda: desk.get(LIST))) == (13, 13)
    assert len(listed(desk.get(LIST))) == 3


def test_finding_is_ticked_off_and_taken_up_again(desk, process, system):
    short(process)
    check_answers(actor=system, process=process, now=LATER)
    row = Finding.objects.get()
    page = f"{LIST}{row.pk}/"

    assert "Geht nicht." in desk.get(page).content.decode()
    assert desk.post(page, {"reason": ""}).status_code == 422
    assert desk.post(page, {"reason": "So besprochen."}, follow=True).status_code == 200
    assert listed(desk.get(LIST)) == []
    assert "So besprochen." in desk.get(LIST, {"stand": "abgehakt"}).content.decode()
    desk.post(f"{page}wieder-aufnehmen/", follow=True)
    assert listed(desk.get(LIST, {"art": "reason_short"})) == ["reason_short"]
    assert listed(desk.get(LIST, {"art": "reason_hard"})) == []


def test_checking_on_demand_is_a_job(desk, process, planner):
    short(process)

    response = desk.post(f"{LIST}{process.slug}/pruefen/")
    run_jobs()

    assert response["Location"] == f"/buero/auftraege/{Job.objects.get().uid}/"
    assert Job.objects.get().result == {"answers": 1, "came": 1, "went": 0}
    assert [(task.title, task.count) for task in tasks_for(planner, TODAY) if "Hinweis" in str(task.title)] == [
        ("1 Hinweis zu den Antworten ist anzusehen", 1)
    ]
