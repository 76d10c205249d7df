"""Language courses for programs: a provider keeps its own, and only those; the same acts as on the pages."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Membership, User
from roterfaden.audit.models import Event
from roterfaden.courses import actions
from roterfaden.courses.models import CourseRun, Provider, Site
from roterfaden.machines.enums import Permit
from tests import factories
from tests.api.test_office import ROOT, ask, tell
from tests.courses import network

pytestmark = pytest.mark.django_db
COURSES = [Permit.READ_COURSES, Permit.WRITE_COURSES]


def keeps_courses(person: User, code: str = "vhs") -> None:
    """Give somebody the role of a provider."""
    Membership.objects.create(
        user=person, role=Role.PROVIDER, scope_kind=ScopeKind.PROVIDER, scope_key=code, granted_at=factories.NOW
    )


@pytest.fixture
def course(provider):
    cache.clear()
    factories.instance()
    factories.access_token(provider, *COURSES, secret="faden_all")
    return network.run()


@pytest.fixture
def foreign(course):
    other = Provider.objects.create(code="andere", name="Andere", email="a@example.org")
    place = Site.objects.create(provider=other, name="Dort", address="Weg 1", area=course.site.area)
    return network.run("F-1", provider=other, site=place)


def said(course, **values):
    starts = timezone.localdate() + timedelta(days=20)
    return {
        "number": "Q-9", "site": course.site_id, "course_type": "general", "level_from": "A0", "level_to": "A1",
        "starts_on": starts.isoformat(), "ends_on": (starts + timedelta(days=90)).isoformat(), "seats_max": 20,
        "seats_min": 12, "times": [{"weekday": 2, "starts": "08:30", "ends": "12:45"}],
    } | values  # fmt: skip


def put(client, path, body):
    headers = {"authorization": "Bearer faden_all"}
    return client.put(f"{ROOT}/{path}", body, content_type="application/json", headers=headers)


def test_list_counts_and_takes_the_same_queries(client, course, foreign, course_coordinator):
    ask(client, "courses")
    with CaptureQueriesContext(connection) as first:
        (row,) = ask(client, "courses").json()["data"]
    for number in ("Q-2", "Q-3"):
        network.run(number)
    with CaptureQueriesContext(connection) as queries:
        assert len(ask(client, "courses").json()["data"]) == 3

    assert (len(first), len(queries)) == (7, 7)
    assert (row["number"], row["taken"], row["free"], row["provider"]) == ("Q-1", 0, 3, "vhs")
    assert row["times"] == [{"weekday": 1, "starts": "08:30", "ends": "12:45"}]
    assert [each["id"] for each in ask(client, "course-sites").json()["data"]] == [course.site_id]
    assert [each["slug"] for each in ask(client, "course-types").json()["data"]] == ["general"]
    factories.access_token(course_coordinator, *COURSES, secret="faden_office")
    assert len(ask(client, "courses", "faden_office").json()["data"]) == 4
    assert len(ask(client, "courses", "faden_office", provider="andere", state="planned").json()["data"]) == 1


def test_course_of_somebody_else_does_not_exist(client, course, foreign):
    own, path = said(course), f"courses/{foreign.pk}"
    answers = [
        ask(client, path), put(client, path, own), tell(client, f"{path}/free", {"free": 1}),
        tell(client, f"{path}/state", {"state": "open"}), tell(client, "courses", own | {"site": foreign.site_id}),
        tell(client, "course-confirmations", {"courses": [course.pk, foreign.pk]}),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [404] * 6
    assert not Event.objects.filter(verb__startswith="course_run").exists()


def test_reading_needs_no_permit_to_write(client, course, provider, planner):
    factories.access_token(provider, Permit.READ_COURSES, secret="faden_read")
    factories.access_token(planner, *COURSES, secret="faden_planner")

    assert ask(client, f"courses/{course.pk}", "faden_read").status_code == 200
    assert tell(client, f"courses/{course.pk}/free", {"free": 1}, "faden_read").status_code == 403
    assert ask(client, "courses", "faden_planner").status_code == 403


def test_course_is_added_once_and_changed(client, course, provider):
    first, again = tell(client, "courses", said(course)), tell(client, "courses", said(course))
    other = tell(client, "courses", said(course, seats_max=9, seats_min=2))
    changed = put(client, f"courses/{first.json()['id']}", said(course, seats_max=18, note=" neu "))

    assert (first.status_code, again.status_code, other.status_code, changed.status_code) == (201, 201, 422, 200)
    assert first.json() == again.json()
    assert (changed.json()["seats_max"], changed.json()["note"], changed.json()["state"]) == (18, "neu", "planned")
    assert Event.objects.filter(verb="course_run.saved", actor_id=str(provider.pk)).count() == 2
    assert set(Event.objects.filter(verb="token.used").values_list("reason", flat=True)) == {
        "add_course", "change_course",
    }  # fmt: skip


REFUSED = (
    {"times": [{"weekday": 1, "starts": "12:00", "ends": "09:00"}]},
    {"times": [{"weekday": 1, "starts": "08:00", "ends": "10:00"}] * 2},
    {"times": [{"weekday": 8, "starts": "08:00", "ends": "10:00"}]},
    {"ends_on": "2020-01-01"},
    {"section": 7},
    {"number": " "},
    {"level_to": "Z9"},
)


def test_what_cannot_be_is_refused_in_words(client, course):
    answers = [tell(client, "courses", said(course, **values)) for values in REFUSED]

    assert [(answer.status_code, bool(answer.json()["detail"])) for answer in answers] == [(422, True)] * len(REFUSED)
    assert CourseRun.objects.count() == 1


def test_free_seats_state_and_confirmation(client, course, system):
    person = network.ready(system, 0)
    actions.reserve_seat(actor=system, candidate=person, run=course, reason="…", now=network.NOW)
    path = f"courses/{course.pk}"

    assert tell(client, f"{path}/free", {"free": 1}).json()["seats_taken_otherwise"] == 1
    refused = tell(client, f"{path}/free", {"free": 3})
    assert "höchstens 2" in refused.json()["detail"]
    assert tell(client, f"{path}/state", {"state": "open"}).json()["state"] == "open"
    assert tell(client, f"{path}/state", {"state": "open"}).status_code == 200
    assert tell(client, f"{path}/state", {"state": "cancelled"}).status_code == 422
    assert tell(client, "course-confirmations", {"courses": [course.pk]}).json() == {"confirmed": 1}
    off = tell(client, f"{path}/state", {"state": "cancelled", "reason": "no_room"})
    assert off.json()["cancel_reason"] == "no_room"
    course.refresh_from_db()
    assert (course.state, person.seats.get().state) == ("cancelled", "fell_through")
    assert tell(client, f"{path}/free", {"free": 1}).status_code == 422
    assert tell(client, "course-confirmations", {"courses": [course.pk]}).json() == {"confirmed": 0}
