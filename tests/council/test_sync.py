"""Reading another council system from its entrance to the decision at our paper, by a server that lies and stumbles."""

import gzip
import json
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from roterfaden.audit.models import Event
from roterfaden.council import actions, errors, queries
from roterfaden.council import tasks as council_tasks
from roterfaden.council.enums import ConsultationRole, MatchState, Result, SyncFault, SyncState
from roterfaden.council.models import CopiedDecision, ForeignObject, Match, Source, SyncRun
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import System
from roterfaden.kernel.outgoing import FetchError, Limits
from roterfaden.kernel.time import local_day
from tests import factories
from tests.api.oparl import council_world
from tests.jobs import run_jobs
from tests.other_server import Reply, as_json

pytestmark = pytest.mark.django_db

NOW = factories.NOW
READER = System("test")
SCHEMA = "https://schema.oparl.org/1.1/"


@pytest.fixture
def paper():
    """Our paper, with a step of the council on the day of NOW."""
    found = factories.paper(reference="2017/045", title="Konzept Migration und Integration")
    factories.consultation(found, factories.meeting(factories.body(name="Kreistag")))
    return found


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    """No pauses in tests, and little patience."""
    limits = Limits(largest=200_000, seconds=5, patience=4, attempts=2, first_pause=0)
    monkeypatch.setattr("roterfaden.council.tasks.sync.LIMITS", limits)


def other_system(server, paper, **changes):
    """A small system of OParl 1.1 that has our paper under its own spelling of the number, decided on the same day."""
    start = NOW.isoformat()
    objects = {
        "/system": {"id": "HOME/system", "type": f"{SCHEMA}System", "oparlVersion": SCHEMA, "body": "HOME/bodies"},
        "/bodies": {"data": [
            {"id": "HOME/body/1", "type": f"{SCHEMA}Body", "name": "Landkreis", "paper": "HOME/papers"}]},
        "/papers": {"data": [
            {"id": "HOME/paper/1", "type": f"{SCHEMA}Paper", "name": paper.title, "reference": "BV 45/2017",
             "date": str(paper.submitted_on), "consultation": ["HOME/step/1"], "originatorPerson": ["HOME/person/9"]},
            {"id": "HOME/paper/2", "type": f"{SCHEMA}Paper", "name": "Gebührensatzung", "reference": "46/2017"},
        ]},
        "/paper/1": {"id": "HOME/paper/1", "type": f"{SCHEMA}Paper", "name": paper.title, "reference": "BV 45/2017",
                     "date": str(paper.submitted_on), "consultation": ["HOME/step/1"]},
        "/step/1": {"id": "HOME/step/1", "type": f"{SCHEMA}Consultation", "role": "Beschlussfassung",
                    "agendaItem": "HOME/item/1", "meeting": "HOME/meeting/1", "organization": ["HOME/org/1"]},
        "/item/1": {"id": "HOME/item/1", "type": f"{SCHEMA}AgendaItem", "meeting": "HOME/meeting/1", "number": "Ö 7",
                    "public": True, "result": "mehrheitlich beschlossen",
                    "resolutionText": "Das Konzept wird beschlossen."},
        "/meeting/1": {"id": "HOME/meeting/1", "type": f"{SCHEMA}Meeting", "name": "Kreistag", "start": start,
                       "organization": ["HOME/org/1"]},
        "/org/1": {"id": "HOME/org/1", "type": f"{SCHEMA}Organization", "name": "Kreistag"},
    }  # fmt: skip
    server.answers |= {path: as_json(value) for path, value in objects.items()} | changes


@pytest.fixture
def source(other_server):
    return actions.add_source(
        actor=READER, name="Kreis", url=f"{other_server.url}/system", area=factories.county(), now=NOW
    )


def read(source, *, at=NOW, full=False, token="t"):  # noqa: S107 -- whose reading it is, no secret
    source.refresh_from_db()
    return council_tasks.read(
        source, actor=READER, ask=council_tasks.asking(source), token=token, full=full, now=lambda: at
    )


def faults(run):
    return set(run.faults)


def test_our_paper_is_found_confirmed_and_its_decision_copied(other_server, source, paper, clerk):
    other_system(other_server, paper)

    run = read(source)

    match = Match.objects.select_related("foreign").get()
    assert (run.state, run.pages, run.added, run.proposed, faults(run)) == ("done", 1, 6, 1, set())
    assert (match.state, match.points, match.reasons[0]) == ("proposed", 100, ["same_reference", "BV 45/2017"])
    assert "originatorPerson" not in match.foreign.raw
    assert CopiedDecision.objects.count() == 0  # nobody has confirmed yet

    actions.confirm_match(actor=clerk, match=match, now=NOW + timedelta(hours=1))

    copied = CopiedDecision.objects.get()
    assert (copied.result, copied.role, copied.body_name) == (Result.ADOPTED, ConsultationRole.DECIDING, "Kreistag")
    assert (copied.text, copied.fetched_at) == ("Das Konzept wird beschlossen.", NOW)
    source.refresh_from_db()
    assert (source.version, source.body_name, source.read_until) == ("1.1", "Landkreis", NOW)
    verbs = Event.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["sync.ended", "match.confirmed", "decision.copied"]


def test_what_is_recorded_here_stays_and_the_difference_is_shown(other_server, source, paper, clerk):
    ours = factories.resolution(paper.consultations.get(), Result.REJECTED, decided_on=local_day(NOW))
    other_system(other_server, paper)
    read(source)
    match = actions.confirm_match(actor=clerk, match=Match.objects.get(), now=NOW)

    (side,) = queries.match_page(match).sides

    assert [(each.what, each.ours, each.theirs) for each in side.differences] == [("result", "rejected", "adopted")]
    assert not side.may_be_taken_over
    with pytest.raises(errors.ResolvedAlready):
        actions.take_over_decision(
            actor=clerk, copied=CopiedDecision.objects.get(), consultation=ours.consultation, result=Result.ADOPTED,
            text="x", decided_on=local_day(NOW), now=NOW,
        )  # fmt: skip


def test_copied_decision_becomes_our_resolution_when_a_person_takes_it_over(other_server, source, paper, clerk):
    other_system(other_server, paper)
    read(source)
    actions.confirm_match(actor=clerk, match=Match.objects.get(), now=NOW)

    made = actions.take_over_decision(
        actor=clerk, copied=CopiedDecision.objects.get(), consultation=paper.consultations.get(), result=Result.ADOPTED,
        text="Das Konzept wird beschlossen.", decided_on=local_day(NOW), now=NOW,
    )  # fmt: skip

    assert (made.result, made.consultation.paper) == (Result.ADOPTED, paper)
    assert Event.objects.order_by("-number").first().verb == "decision.taken_over"


def test_later_word_supersedes_the_copy_and_both_stay(other_server, source, paper, clerk):
    other_system(other_server, paper)
    read(source)
    match = actions.confirm_match(actor=clerk, match=Match.objects.get(), now=NOW)
    changed = {"id": "HOME/item/1", "result": "vertagt", "meeting": "HOME/meeting/1"}
    other_server.answers["/item/1"] = as_json(changed)

    run = read(source, at=NOW + timedelta(hours=7))

    first, second = CopiedDecision.objects.order_by("pk")
    assert (run.copied, second.supersedes, second.result, second.fetched_at) == (
        1, first, Result.DEFERRED, NOW + timedelta(hours=7)
    )  # fmt: skip
    assert queries.copied_decisions(match.paper).get() == second
    with pytest.raises(DatabaseError), transaction.atomic():
        CopiedDecision.objects.filter(pk=first.pk).update(text="anders")


def test_changes_are_asked_for_with_overlap_and_everything_once_a_week(other_server, source, paper):
    other_system(other_server, paper)
    read(source)
    other_server.asked.clear()

    second = read(source, at=NOW + timedelta(days=2))
    third = read(source, at=NOW + timedelta(days=8))

    lists = [path for path in other_server.asked if path.startswith("/papers")]
    since = (NOW - timedelta(days=1)).astimezone(timezone.get_fixed_timezone(-60)).isoformat(timespec="seconds")
    assert lists == [f"/papers?modified_since={since}", "/papers"]
    assert (second.is_full, third.is_full) == (False, True)
    assert (second.added, second.changed) == (0, 0)


def test_tombstone_clears_what_is_nobodys_and_keeps_what_is_ours(other_server, source, paper, clerk):
    other_system(other_server, paper)
    read(source)
    actions.confirm_match(actor=clerk, match=Match.objects.get(), now=NOW)
    gone = [{"id": f"HOME/paper/{n}", "deleted": True, "modified": NOW.isoformat()} for n in (1, 2, 3)]
    other_server.answers["/papers"] = as_json({"data": gone})

    run = read(source, at=NOW + timedelta(days=1))

    ours, other = ForeignObject.objects.filter(kind="paper").order_by("reference_key", "pk").reverse()
    assert (run.gone, run.added) == (2, 0)
    assert (ours.name, other.name) == (paper.title, "")
    assert None not in (ours.gone_at, other.gone_at)
    assert queries.copied_decisions(paper).count() == 1


def test_paper_that_vanishes_without_a_word_is_found_out_by_a_full_reading_only(other_server, source, paper):
    other_system(other_server, paper)
    read(source)
    whole = json.loads(other_server.answers["/papers"].content)
    other_server.answers["/papers"] = as_json({"data": whole["data"][:1]})

    assert read(source, at=NOW + timedelta(hours=7)).gone == 0
    assert read(source, at=NOW + timedelta(hours=14), full=True).gone == 1


PAPER = {"id": "HOME/paper/1", "name": "A", "reference": "1/2017"}
MORE = {"links": {"next": "HOME/papers?page=2"}}


def endless(path):
    """A page that always names another one, and always holds the same."""
    number = int(path.partition("page=")[2] or 1)
    return as_json({"data": [PAPER], "links": {"next": f"HOME/papers?page={number + 1}"}})


def growing(path):
    """A page that always names another one, with ever new papers."""
    number = int(path.partition("page=")[2] or 1)
    return as_json({"data": [PAPER | {"id": f"HOME/paper/{number}"}], "links": {"next": f"?page={number + 1}"}})


@pytest.mark.parametrize(("answer", "state", "pages", "met"), [
    ([Reply(status=500), as_json({"data": [PAPER]})], "done", 1, {"no_type"}),
    (endless, "done", 4, {"loop", "no_type"}),
    (growing, "partly", 30, {"too_many_pages", "no_type"}),
    (as_json({"data": [PAPER], "links": {"next": "HOME/papers"}}), "done", 1, {"loop", "no_type"}),
    (as_json({"data": [PAPER], "links": {"next": "https://boese.de/papers"}}), "partly", 1, {"other_host", "no_type"}),
    (as_json({"data": PAPER}), "done", 1, {"wrong_value", "no_type"}),
    (as_json([PAPER, 7, None]), "done", 1, {"wrong_value", "no_type"}),
    (as_json({"data": [PAPER | {"consultation": {"id": 7}, "date": "2017-99-99", "name": {"de": 1}}], "links": "x"}),
     "done", 1, {"wrong_value", "no_type"}),
    (as_json({"data": [{"name": "ohne Adresse"}, PAPER | {"type": f"{SCHEMA}File"}]}),
     "done", 1, {"no_id", "other_type"}),
    (as_json({"data": [PAPER | {"modified": "jetzt"}]}), "done", 1, {"no_type"}),
    (Reply(b'\xef\xbb\xbf{"data": [{"id": "HOME/paper/1", "name": "a\tb\x01"}]}'), "done", 1, {"no_type"}),
    (Reply(gzip.compress(json.dumps({"data": [PAPER]}).replace("HOME", "http://127.0.0.1").encode()),
           headers={"Content-Encoding": "gzip"}), "done", 1, {"no_type"}),
    (Reply(b'{"data": []}'), "done", 1, set()),
])  # fmt: skip
def test_stumbling_server_is_survived(other_server, source, paper, monkeypatch, answer, state, pages, met):
    monkeypatch.setattr("roterfaden.council.tasks.sync.MOST_PAGES", 30)
    other_system(other_server, paper)
    other_server.answers["/papers"] = answer

    run = read(source)

    assert (run.state, run.pages, faults(run)) == (state, pages, met)


@pytest.mark.parametrize(("answer", "error"), [
    (Reply(status=503), FetchError), (Reply(b"x" * 300_000), FetchError),
    (Reply(gzip.compress(b" " * 5_000_000), headers={"Content-Encoding": "gzip"}), FetchError),
    (Reply(b"<html>Wartung</html>"), errors.Unreadable), (Reply(b"", HTTPStatus.FORBIDDEN), errors.Refused),
    (Reply(b"", HTTPStatus.NOT_FOUND), errors.NoPapersListed),
    (Reply(b"", 302, {"Location": "http://169.254.169.254/latest/"}), FetchError),
])  # fmt: skip
def test_server_that_cannot_be_read_fails_with_a_reason_and_loses_nothing(other_server, source, paper, answer, error):
    other_system(other_server, paper)
    other_server.answers["/papers"] = answer
    source.read_until = source.full_at = None

    with pytest.raises(error) as refused:
        read(source)

    run = SyncRun.objects.get()
    assert (run.state, run.message) == (SyncState.FAILED, str(refused.value)[:300])
    source.refresh_from_db()
    assert source.read_until is None


def test_server_that_dawdles_is_left(other_server, source, paper, monkeypatch):
    monkeypatch.setattr("roterfaden.council.tasks.sync.LIMITS", Limits(seconds=0.3))
    other_server.answers["/system"] = Reply(late=1)

    with pytest.raises(FetchError):
        read(source)


@pytest.mark.parametrize("answer", [Reply(b"", 400), Reply(b"<html>", 200), Reply(b"", 500)])
def test_question_for_changes_that_is_not_understood_becomes_one_for_everything(other_server, source, paper, answer):
    other_system(other_server, paper)
    read(source)
    everything = other_server.answers["/papers"]
    other_server.answers["/papers"] = lambda path: answer if "since" in path else everything

    run = read(source, at=NOW + timedelta(hours=7))

    assert (run.state, run.unchanged > 0, faults(run)) == ("done", True, {SyncFault.FILTER_REFUSED.value})


def test_nothing_changed_may_be_answered_with_404(other_server, source, paper):
    other_system(other_server, paper)
    read(source)
    other_server.answers["/papers"] = Reply(b"", 404)

    run = read(source, at=NOW + timedelta(hours=7))

    assert (run.state, run.faults) == ("done", {})


def test_item_without_address_or_link_is_taken_out_of_its_meeting(other_server, source, paper):
    other_system(other_server, paper)
    item = {"id": "HOME/item/1", "consultation": "HOME/step/1", "result": "abgelehnt"}
    step = {"id": "HOME/step/1", "type": f"{SCHEMA}Consultation", "meeting": "HOME/meeting/1"}
    meeting = {
        "id": "HOME/meeting/1",
        "name": "Kreistag",
        "start": NOW.isoformat(),
        "agendaItem": [{"id": "x/1"}, item],
    }
    other_server.answers |= {"/step/1": as_json(step), "/meeting/1": as_json(meeting), "/item/1": Reply(b"", 404)}

    read(source)

    (found,) = queries.steps_there(Match.objects.get().foreign)
    assert (found.result, found.body_name, found.held_on) == (Result.REJECTED, "Kreistag", local_day(NOW))


@pytest.mark.parametrize(
    ("keys", "chosen"), [(("3459", "3404"), "B0"), (("03404", "03405"), None), (("", "03459"), "B1")]
)
def test_body_of_the_area_is_chosen_among_many(other_server, source, paper, keys, chosen):
    other_system(other_server, paper)
    bodies = [
        {"id": f"HOME/body/{n}", "name": f"B{n}", "ags": key, "paper": "HOME/papers"} for n, key in enumerate(keys)
    ]
    other_server.answers["/bodies"] = as_json({"data": bodies})
    if chosen:
        read(source)
        source.refresh_from_db()
        assert source.body_name == chosen
    else:
        with pytest.raises(errors.SeveralBodies, match="B0, B1"):
            read(source)


def test_broken_off_reading_goes_on_where_it_stopped(other_server, source, paper):
    other_system(other_server, paper)
    first = as_json({"data": [PAPER], "links": {"next": "HOME/papers?page=2"}})
    other_server.answers |= {"/papers": first, "/papers?page=2": as_json({"data": [PAPER | {"id": "HOME/paper/2"}]})}

    class Stops(Exception):
        pass

    class Progress:
        uid, actor, cancelled = "a", READER, False

        def set(self, *_told):
            raise Stops

    ask = council_tasks.asking(source)
    with pytest.raises(Stops):
        council_tasks.read(source, actor=READER, ask=ask, token="a", progress=Progress(), now=lambda: NOW)
    other_server.asked.clear()
    with pytest.raises(errors.SyncRunsAlready):
        read(source, token="b")

    run = read(source, token="a")

    assert other_server.asked[0] == "/papers?page=2"
    assert (run.pages, run.state, SyncRun.objects.count()) == (2, "done", 1)


def test_paused_source_is_never_asked(other_server, source):
    actions.pause_source(actor=READER, source=source, now=NOW)

    council_tasks.read_due_sources(now=NOW)
    with pytest.raises(errors.SourcePaused):
        read(source)

    assert other_server.asked == []
    assert Job.objects.count() == 0


def test_due_source_is_read_by_a_job_and_only_once(other_server, source, paper):
    other_system(other_server, paper)

    council_tasks.read_due_sources(now=timezone.now())
    council_tasks.read_due_sources(now=timezone.now())
    run_jobs()
    council_tasks.read_due_sources(now=timezone.now())

    job = Job.objects.get()
    assert (job.state, job.result["pages"], job.result["proposed"]) == ("done", 1, 1)


def test_command_reads_and_says_what_it_found(other_server, source, paper, capsys):
    other_system(other_server, paper)

    call_command("sync_council")

    assert "Kreis: vollständig gelesen – 1 Seite" in capsys.readouterr().out


def test_refused_match_is_not_proposed_again_and_one_paper_is_confirmed_once(other_server, source, paper, clerk):
    other_system(other_server, paper)
    papers = json.loads(other_server.answers["/papers"].content)
    papers["data"][1] |= {"reference": "45-2017", "name": "Konzept"}
    other_server.answers["/papers"] = as_json(papers)
    read(source)
    first, second = Match.objects.order_by("-points")
    actions.refuse_match(actor=clerk, match=first, now=NOW)

    assert read(source, at=NOW + timedelta(hours=7)).proposed == 0
    actions.confirm_match(actor=clerk, match=second, now=NOW)
    with pytest.raises(errors.MatchedElsewhere):
        actions.confirm_match(actor=clerk, match=first, now=NOW)
    assert list(Match.objects.order_by("-points").values_list("state", flat=True)) == [
        MatchState.REFUSED, MatchState.CONFIRMED
    ]  # fmt: skip


def test_our_own_server_can_be_read(client):
    """Our OParl server and our client understand each other; asked through the test client, not over the network."""
    world = council_world()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.BASE_URL", "http://testserver")
        reader = Client()

        def ask(url):
            parts = urlsplit(url)
            response = reader.get(f"{parts.path}?{parts.query}")
            return None if response.status_code == HTTPStatus.NOT_FOUND else json.loads(response.content)

        source = Source.objects.create(
            name="Wir selbst", url="http://testserver/oparl/v1.1/system", area=factories.county(), added_at=NOW
        )
        run = council_tasks.read(source, actor=READER, ask=ask, token="t", now=lambda: NOW)
        again = council_tasks.read(source, actor=READER, ask=ask, token="t", now=lambda: NOW + timedelta(days=1))

    assert (run.state, run.faults, run.proposed > 0) == ("done", {}, True)
    assert (again.faults, again.added, again.changed) == ({}, 0, 0)
    best = Match.objects.order_by("-points", "pk").first()
    assert best.points == 100
    assert best.foreign.reference == best.paper.reference
    assert world is not None
