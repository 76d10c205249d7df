"""Asking a unit for advice by link, and what it answers."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.actors import Participant, System
from roterfaden.kernel.errors import NotAllowed
from roterfaden.post.models import Message
from roterfaden.weighing import actions, errors, queries
from roterfaden.weighing.methods import AdvisingUnit, hash_of, new_link, reminder_due
from roterfaden.weighing.models import AdviceDraft, AdviceLink, AdviceReply
from roterfaden.weighing.tasks import remind_units
from tests import factories
from tests.factories import NOW, TODAY
from tests.weighing.advice import advise, ask, token_in, unit_of

DUE = TODAY + timedelta(days=14)


@pytest.fixture
def process(db):
    factories.instance()
    return factories.process()


def test_link_is_kept_as_a_hash_only(planner, process):
    request = ask(planner, process, voices=1)
    token = token_in(Message.objects.get().text)

    link = AdviceLink.objects.get()

    assert link.secret_hash == hash_of(token)
    assert token.partition(":")[0] not in str(list(AdviceLink.objects.values()))
    assert queries.request_behind(token, now=NOW) == request


@pytest.mark.parametrize("change", ["", "x", "a:b"])
def test_link_that_is_not_ours_opens_nothing(planner, process, change):
    ask(planner, process, voices=1)

    assert queries.request_behind(change, now=NOW) is None
    assert queries.request_behind(new_link()[0], now=NOW) is None


def test_link_ends_and_is_revoked(planner, process):
    request = ask(planner, process, voices=1)
    token = token_in(Message.objects.get().text)

    assert queries.request_behind(token, now=request.link_until) is None
    actions.revoke_advice(actor=planner, request=request, reason="Doppelt gefragt", now=NOW)
    assert queries.request_behind(token, now=NOW) is None
    with pytest.raises(errors.AdviceClosed):
        advise(request)


def test_request_refuses_what_cannot_be_asked(planner, process):
    unit = factories.unit()
    voice = factories.contribution(process)
    hidden = factories.contribution(process, moderation="pending")

    def refused(**values):
        asked = {
            "actor": planner, "process": process, "unit": unit, "voices": [voice], "question": "Geht das?",
            "due_on": DUE, "now": NOW,
        }  # fmt: skip
        return actions.request_advice(**asked | values)

    with pytest.raises(errors.NothingAsked):
        refused(voices=[])
    with pytest.raises(errors.UnknownVoices, match="2"):
        refused(voices=[voice, hidden])
    with pytest.raises(errors.DueInThePast):
        refused(due_on=TODAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        refused(actor=Participant())
    actions.retire_unit(actor=planner, unit=unit, now=NOW)
    with pytest.raises(errors.UnitRetired):
        refused(unit=queries.units().get(pk=unit.pk))
    assert Message.objects.count() == 0


def test_partial_advice_is_kept_and_completed_later(planner, process):
    request = ask(planner, process, voices=3)
    first, second, third = (row.contribution_id for row in request.voices.order_by("pk"))
    actor = unit_of(request)

    actions.save_advice(actor=actor, request=request, said={first: ("", "Das prüfen wir"), second: ("", "")}, now=NOW)
    assert [(d.contribution_id, d.words) for d in AdviceDraft.objects.all()] == [(first, "Das prüfen wir")]

    with pytest.raises(errors.AdviceIncomplete):
        actions.give_advice(actor=actor, request=request, said={first: ("", "Das prüfen wir")}, now=NOW)
    actions.give_advice(
        actor=actor, request=request, said={first: ("taken_up", "Das geht."), second: ("", "")}, now=NOW
    )
    request.refresh_from_db()
    assert (request.finished_at, AdviceDraft.objects.count()) == (None, 0)

    said = {second: ("partly", "Zum Teil."), third: ("no_advice", "Das ist nicht unser Fach.")}
    actions.give_advice(actor=actor, request=request, said=said, now=NOW)
    request.refresh_from_db()
    assert request.finished_at == NOW


def test_newer_advice_supersedes_and_same_words_change_nothing(planner, process):
    request = ask(planner, process, voices=1)
    (old,) = advise(request)

    assert advise(request) == []
    (new,) = advise(request, words="Doch nicht.", choice="not_taken_up")

    old.refresh_from_db()
    assert (old.superseded_at, new.supersedes) == (NOW, old)
    (beside,) = queries.advice_beside(new.contribution)
    assert beside.reply == new


def test_advice_is_append_only_in_the_database(planner, process):
    (reply,) = advise(ask(planner, process, voices=1))

    with pytest.raises(IntegrityError), transaction.atomic():
        AdviceReply.objects.filter(pk=reply.pk).update(words="anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        AdviceReply.objects.filter(pk=reply.pk).delete()


def test_unit_of_another_request_may_not_answer(planner, process):
    request, other = ask(planner, process, voices=1), ask(planner, process, voices=1)

    for actor in (unit_of(other), Participant(), planner):
        with pytest.raises(NotAllowed):
            actions.give_advice(actor=actor, request=request, said={}, now=NOW)
    foreign = other.voices.get().contribution_id
    with pytest.raises(errors.NotAsked):
        actions.save_advice(actor=unit_of(request), request=request, said={foreign: ("", "x")}, now=NOW)


def test_advice_is_public_only_when_released(planner, process):
    (reply,) = advise(ask(planner, process, voices=1))
    assert queries.released_advice(reply.contribution) == ()

    actions.release_advice(actor=planner, reply=reply, now=NOW)

    assert queries.released_advice(reply.contribution) == (reply,)
    with pytest.raises(errors.AdviceReleasedAlready):
        actions.release_advice(actor=planner, reply=reply, now=NOW)


def test_log_names_the_unit_and_no_words(planner, process):
    advise(ask(planner, process, voices=1))

    event = AuditEvent.objects.filter(verb="advice.given").get()
    assert (event.actor_kind, event.subject_label) == ("unit", "Fachdienst Jugend 1")
    assert "Das geht" not in str(AuditEvent.objects.values())


@pytest.mark.parametrize(
    ("day", "due"),
    [(1, ""), (10, ""), (11, "before"), (14, "before"), (15, "after"), (21, "after"), (22, "late"), (40, "late")],
)
def test_reminder_by_day(day, due):
    begin = date(2020, 1, 1)

    found = reminder_due(asked_on=begin, due_on=begin + timedelta(days=14), on=begin + timedelta(days=day))

    assert found == due


def test_reminders_go_out_once_however_often_and_late_the_work_runs(planner, process):
    request = ask(planner, process, voices=2)
    first, _second = (row.contribution_id for row in request.voices.order_by("pk"))
    actions.give_advice(actor=unit_of(request), request=request, said={first: ("taken_up", "Das geht.")}, now=NOW)

    for days in (1, 11, 11, 12, 17, 17, 30):
        remind_units(now=NOW + timedelta(days=days))

    written = list(Message.objects.order_by("pk").values_list("subject", flat=True))
    assert [link.occasion for link in AdviceLink.objects.order_by("pk")] == ["asked", "before", "after", "late"]
    assert [subject.startswith("Erinnerung") for subject in written] == [False, True, True, True]
    assert "zu einem Beitrag fehlt noch" in Message.objects.order_by("pk").last().text


def test_nobody_is_reminded_of_what_is_answered_revoked_or_too_old(planner, process):
    advise(ask(planner, process, voices=1))
    actions.revoke_advice(actor=planner, request=ask(planner, process, voices=1), reason="Erledigt", now=NOW)
    old = ask(planner, process, voices=1)
    before = Message.objects.count()

    remind_units(now=old.link_until + timedelta(hours=1))
    actions.give_advice(
        actor=unit_of(old), request=old, said={old.voices.get().contribution_id: ("partly", "So.")}, now=NOW
    )
    remind_units(now=NOW + timedelta(days=12))

    assert Message.objects.count() == before


def test_every_reminder_link_opens_the_request(planner, process):
    request = ask(planner, process, voices=1)
    actions.remind_unit(actor=System("test"), request=request, occasion="before", now=NOW)

    tokens = {token_in(text) for text in Message.objects.values_list("text", flat=True)}

    assert len(tokens) == 2
    assert {queries.request_behind(token, now=NOW) for token in tokens} == {request}


@pytest.mark.parametrize("n", [1, 3])
def test_lists_need_a_fixed_number_of_queries(planner, process, n, django_assert_num_queries):
    for _ in range(n):
        advise(ask(planner, process, voices=n))
    voice = AdviceReply.objects.order_by("pk").first().contribution

    with django_assert_num_queries(4):
        rows = queries.advice_rows(queries.advice_list(process, only_open=False), on=TODAY)
    with django_assert_num_queries(4):
        page = queries.advice_page(rows[0].request)
    with django_assert_num_queries(2):
        queries.advice_beside(voice)
    assert (len(rows), page.answered) == (n, n)


def test_actor_of_a_unit_is_no_member_of_staff():
    assert AdvisingUnit(opens=1, actor_id="7").is_authenticated is False
    assert isinstance(NOW, datetime)
