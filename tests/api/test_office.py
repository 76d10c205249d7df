"""The office for programs: a token opens what its owner may see, and nothing else; three acts, each said in the log."""

import json
from datetime import date, timedelta
from uuid import uuid4

import jsonschema
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.api.office import signing_in
from roterfaden.audit.models import Event
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models import Concept, Element
from roterfaden.council.enums import Result
from roterfaden.implementation.models import InitiativeStatus
from roterfaden.indicators.models import Observation
from roterfaden.machines.enums import Permit
from roterfaden.monitoring.enums import SignalKind
from roterfaden.monitoring.models import Signal
from roterfaden.participation.models import Contribution, ProcessTask
from roterfaden.places.models import Area
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
ROOT = "/api/office/v1"
ALL = [permit.value for permit in Permit]
KEY = {"authorization": "Bearer faden_all"}
LISTS = (
    "processes", "events", "contributions", "initiatives", "series", "papers", "adoptions", "signals", "tasks",
)  # fmt: skip


@pytest.fixture
def world(planner):
    return build(planner, 1)


def build(planner, n):
    cache.clear()
    factories.instance()
    factories.access_token(planner, *ALL, secret="faden_all")
    process = factories.process()
    stage = factories.stage(process)
    concept = factories.concept(process=process)
    field, place = factories.field(), factories.municipality()
    for number in range(n):
        event = factories.event(stage, slug=f"forum-{number}")
        factories.contribution(process, event=event)
        element = factories.element(concept, ElementKind.INITIATIVE, field=field)
        factories.series(factories.definition())
        factories.paper()
        factories.adoption(element, place)
        Signal.objects.create(key=f"s{number}", element=element, kind=SignalKind.OFF_PATH, raised_at=NOW)
        ProcessTask.objects.create(process=process, title=f"Aufgabe {number}", due_on=TODAY, role=Role.MODERATOR)
    factories.frozen_version(concept, VersionKind.ADOPTED)
    return process


def ask(client, path, secret="faden_all", **query):  # noqa: S107 -- a token of this test only
    return client.get(f"{ROOT}/{path}", query, headers={"authorization": f"Bearer {secret}"})


def tell(client, path, body, secret="faden_all"):  # noqa: S107 -- a token of this test only
    return client.post(
        f"{ROOT}/{path}", json.dumps(body), content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )  # fmt: skip


def card(process, **values):
    return {
        "client_id": str(uuid4()), "process": process.slug, "kind": "challenge", "text": "Der Bus fehlt.",
        "channel": "letter", "said_on": "2017-06-15", "late": True,
    } | values  # fmt: skip


# --- who comes in ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("header", [{}, {"authorization": "Bearer nie"}, {"authorization": "Basic YTpi"}])
def test_nobody_comes_in_without_a_token(client, world, header):
    response = client.get(f"{ROOT}/contributions", headers=header)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert "detail" in response.json()


def test_session_opens_nothing(client, world, planner):
    client.force_login(planner)

    assert client.get(f"{ROOT}/contributions").status_code == 401


def test_token_never_does_more_than_its_permits(client, world, planner):
    factories.access_token(planner, Permit.READ_FIGURES, secret="faden_figures")

    assert ask(client, "series", "faden_figures").status_code == 200
    assert ask(client, "contributions", "faden_figures").status_code == 403
    assert tell(client, "contributions", card(world), "faden_figures").status_code == 403


def test_token_never_does_more_than_its_owner(client, world, clerk):
    other = factories.process(slug="anderes")
    inside = factories.contribution(other)
    somebody = factories.user(Role.MODERATOR, scope=(ScopeKind.PROCESS, "anderes"))
    factories.access_token(somebody, *ALL, secret="faden_one")
    factories.access_token(clerk, *ALL, secret="faden_clerk")

    assert [row["id"] for row in ask(client, "contributions", "faden_one").json()["data"]] == [inside.pk]
    outside = Contribution.objects.exclude(pk=inside.pk).first()
    assert ask(client, f"contributions/{outside.pk}", "faden_one").status_code == 404
    assert tell(client, "contributions", card(world), "faden_one").status_code == 404
    assert tell(client, "contributions", card(world), "faden_clerk").status_code == 403
    assert ask(client, "series", "faden_one").status_code == 403


def test_drafts_and_answers_of_others_are_not_in_the_lists(client, world, coordinator, group_member):
    own = factories.adoption(Element.objects.get(), Area.objects.get(key=coordinator.roles_held[0][1].key))
    draft = factories.paper(submitted_on=None, is_public=False)
    factories.access_token(coordinator, *ALL, secret="faden_there")
    factories.access_token(group_member, *ALL, secret="faden_group")

    assert [row["id"] for row in ask(client, "adoptions", "faden_there").json()["data"]] == [own.pk]
    assert len(ask(client, "adoptions", "faden_group").json()["data"]) == 2
    assert draft.pk in {row["id"] for row in ask(client, "papers").json()["data"]}
    assert draft.pk not in {row["id"] for row in ask(client, "papers", "faden_group").json()["data"]}
    assert ask(client, f"papers/{draft.pk}", "faden_group").status_code == 404
    assert ask(client, "papers", "faden_there").status_code == 403
    assert ask(client, "signals", "faden_there").status_code == 403


def test_too_many_requests_have_to_wait(client, world, monkeypatch):
    monkeypatch.setattr(signing_in, "REQUESTS", 1)
    monkeypatch.setattr(signing_in, "WRONG", 1)

    assert [ask(client, "").status_code for _ in range(2)] == [200, 429]
    assert [ask(client, "", "faden_wrong").status_code for _ in range(2)] == [401, 429]


# --- reading ---------------------------------------------------------------------------------------------------------
QUERIES = {
    "processes": 3, "events": 3, "contributions": 3, "initiatives": 9, "series": 3, "elements": 6, "papers": 3,
    "adoptions": 3, "signals": 5, "tasks": 3,
}  # fmt: skip


@pytest.mark.parametrize("n", [1, 3])
def test_lists_take_the_same_queries_and_agree_with_the_description(client, planner, n):
    build(planner, n)
    concept_slug = Concept.objects.get().slug
    description = client.get(f"{ROOT}/openapi.json").json()
    found = {}
    ask(client, "")  # the day of its first use is noted once
    for name in (*LISTS, f"elements?concept={concept_slug}"):
        with CaptureQueriesContext(connection) as queries:
            response = ask(client, name)
        name = name.partition("?")[0]
        found[name] = len(queries)
        answer = description["paths"][f"{ROOT}/{name}"]["get"]["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"] | {"components": description["components"]}
        jsonschema.validate(response.json(), schema)
        assert len(response.json()["data"]) == (1 if name == "processes" else n)

    assert found == QUERIES


def test_pages_hold_every_record_once(client, planner):
    build(planner, 3)

    for name in LISTS:
        whole = [row["id"] for row in ask(client, name).json()["data"]]
        pages, address = [], f"{ROOT}/{name}?limit=1"
        while address:
            page = client.get(
                address.removeprefix("http://localhost:8000"), headers={"authorization": "Bearer faden_all"}
            )
            pages += [row["id"] for row in page.json()["data"]]
            address = page.json()["next"]
        assert pages == whole


@pytest.mark.parametrize(
    ("path", "status"),
    [("contributions?x=1", 422), ("contributions?limit=0", 422), ("contributions/0", 404), ("people", 404)],
)
def test_what_cannot_be_understood_is_refused_in_words(client, world, path, status):
    response = ask(client, path)

    assert (response.status_code, bool(response.json()["detail"])) == (status, True)


# --- acting ----------------------------------------------------------------------------------------------------------
def test_card_is_captured_once_in_the_owners_name(client, world, planner):
    told = card(world)

    first, again = tell(client, "contributions", told), tell(client, "contributions", told)

    assert first.status_code == 201, first.json()
    assert first.json() == again.json()
    kept = Contribution.objects.get(pk=first.json()["id"])
    assert (kept.text, str(kept.code.code)) == ("Der Bus fehlt.", first.json()["code"].replace("-", ""))
    written = Event.objects.get(verb="contribution.captured")
    assert written.actor_id == str(planner.pk)
    used = Event.objects.filter(verb="token.used").first()
    assert (used.reason, used.changes) == ("capture", {})


def test_state_of_an_initiative_is_reported(client, world):
    (initiative,) = ask(client, "initiatives").json()["data"]
    path = f"initiatives/{initiative['id']}/statuses"

    refused = tell(client, path, {"progress": "postponed", "as_of": "2020-01-01"})
    told = tell(client, path, {"progress": "under_way", "as_of": "2020-01-01"})

    assert (refused.status_code, told.status_code) == (422, 201), told.json()
    assert InitiativeStatus.objects.get().progress == "under_way"
    assert ask(client, path).json()["data"] == [told.json()]


def test_value_is_added_as_it_was_printed(client, world):
    (series,) = ask(client, "series").json()["data"]
    value = {
        "series": series["id"], "period_start": "2019-01-01", "period_end": "2019-12-31", "raw": "12,5",
        "known_on": "2020-03-01", "source": "Amt",
    }  # fmt: skip

    first, again = tell(client, "observations", value), tell(client, "observations", value)
    other = tell(client, "observations", value | {"raw": "13"})
    unreadable = tell(client, "observations", value | {"raw": "viel", "known_on": "2020-03-02"})

    assert (first.status_code, other.status_code, unreadable.status_code) == (201, 422, 422), first.json()
    assert first.json() == again.json()
    assert Observation.objects.get().period_end == date(2019, 12, 31)


def test_paper_is_told_with_what_was_resolved(client, world):
    paper = factories.paper(title="Konzept")
    step = factories.consultation(paper, factories.meeting(factories.body()))
    factories.resolution(step, result=Result.ADOPTED)

    told = ask(client, f"papers/{paper.pk}").json()

    assert (told["title"], told["proposal"]) == ("Konzept", "Das Konzept wird beschlossen.")
    assert [(each["role"], each["result"]) for each in told["steps"]] == [("deciding", "adopted")]


def test_task_is_done_once_and_opened_again(client, world):
    (task,) = ask(client, "tasks", state="open").json()["data"]

    done = [tell(client, f"tasks/{task['id']}/done", {"note": "Gedruckt."}) for _ in range(2)]

    assert [each.status_code for each in done] == [200, 200], done[0].json()
    assert done[0].json() == done[1].json()
    assert (done[0].json()["state"], done[0].json()["done_note"]) == ("done", "Gedruckt.")
    assert Event.objects.filter(verb="task.finished").count() == 1
    assert ask(client, "tasks", state="open").json()["data"] == []
    assert tell(client, f"tasks/{task['id']}/open", {}).json()["state"] == "open"
    assert tell(client, "tasks/0/done", {}).status_code == 404


def test_warning_is_put_off_and_closed_with_a_reason(client, world):
    (signal,) = ask(client, "signals", state="open").json()["data"]
    path, until = f"signals/{signal['id']}", (timezone.localdate() + timedelta(days=30)).isoformat()

    refused = tell(client, f"{path}/put-off", {"until": "2020-01-01", "reason": "später"})
    waits = [tell(client, f"{path}/put-off", {"until": until, "reason": "nach der Wahl"}) for _ in range(2)]
    closed = [tell(client, f"{path}/closed", {"reason": "erledigt"}) for _ in range(2)]
    other = tell(client, f"{path}/closed", {"reason": "anders"})

    assert (refused.status_code, [each.json()["state"] for each in waits]) == (422, ["put_off", "put_off"])
    assert [each.json()["state"] for each in closed] == ["closed", "closed"], closed[0].json()
    assert other.status_code == 422
    assert Event.objects.filter(verb__in=["signal.snoozed", "signal.closed"]).count() == 2
