"""The waiting list, the proposal and the seats as the coordination sees them."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.courses import actions
from roterfaden.courses.enums import CancelReason, Disclosure, PartnerKind, SeatState
from roterfaden.courses.models import (
    Agreement,
    Candidate,
    CandidateAccess,
    CourseRun,
    PlacementLock,
    PlacementPlan,
    Seat,
)
from roterfaden.kernel.tables import read_table
from roterfaden.kernel.time import local_day
from tests import factories
from tests.access.waiting_list import WAITING_LIST, waiting_list
from tests.courses.network import NOW, area, kind, ready, register, rule, run, site
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(page_client, course_coordinator, settings):
    """The coordinator at work, in a house."""
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(course_coordinator)
    return page_client


@pytest.fixture
def network(course_coordinator):
    """A course in twenty days with two seats, and three people."""
    rule()
    today = local_day(timezone.now())
    course = run(starts_on=today + timedelta(days=20), ends_on=today + timedelta(days=60), seats_max=2)
    return course, [ready(course_coordinator, number) for number in range(3)]


def typed(**values):
    """A registration as typed."""
    return {
        "family": "Haddad", "given": "Amal", "born_on": "1990-05-17", "language": "ar", "area": area().pk,
        "slots": ["morning"], "children": "0", "waiting_since": "2026-08-01", "kind": kind().pk,
        "issued_on": "2026-07-01", "anyway": "False",
    } | values  # fmt: skip


def test_registration_ends_at_the_person_and_asks_before_a_second_record(desk):
    first = desk.post(reverse("office:candidate_new"), typed())

    person = Candidate.objects.get()
    assert first.url == reverse("office:candidate", args=[person.code])
    assert "addad" not in first.url
    assert person.entitlements.get().valid_until.isoformat() == "2027-07-01"

    again = desk.post(reverse("office:candidate_new"), typed(family="Hadad"))
    assert (again.status_code, Candidate.objects.count()) == (422, 1)
    assert "ähnlich geschriebener Name und gleiches Geburtsdatum" in again.content.decode()
    desk.post(reverse("office:candidate_new"), typed(family="Hadad", anyway="on"))
    assert Candidate.objects.count() == 2


def test_name_is_shown_for_one_look_and_recorded(desk, course_coordinator):
    person = register(course_coordinator)
    address = reverse("office:candidate", args=[person.code])

    closed = desk.get(address).content.decode()
    opened = desk.post(address, {"purpose": "contact"})

    assert "Haddad" not in closed
    assert "Amal Haddad" in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    assert CandidateAccess.objects.filter(purpose="contact").count() == 1


def test_list_filters_and_keeps_its_number_of_queries(desk, course_coordinator, query_count):
    rule()
    register(course_coordinator)
    address = reverse("office:candidates")
    one = query_count(lambda: desk.get(address))
    ready(course_coordinator, 1)
    ready(course_coordinator, 2)

    assert (one, query_count(lambda: desk.get(address))) == (11, 11)
    shown = desk.get(address, {"stand": "ohne-test"}).context["shown"]
    assert shown == 1


def test_search_by_name_answers_with_pseudonyms(desk, course_coordinator):
    person = register(course_coordinator)

    found = desk.post(reverse("office:candidate_search"), {"family": "Hadad"}).content.decode()
    assert person.pseudonym in found
    assert "Amal" not in found
    assert desk.post(reverse("office:candidate_search"), {"code": person.pseudonym}).status_code == 302


def test_every_page_is_sound_with_something_on_it(desk):
    world = SimpleNamespace()
    waiting_list(world)
    for line in WAITING_LIST:
        if line.method == "get":
            assert desk.get(reverse(line.route, args=line.args(world))).status_code == 200, line.route


def test_a_morning_from_the_proposal_to_the_letter(desk, network):
    course, _people = network
    started = desk.post(reverse("office:placement_start"))
    run_jobs()
    plan = PlacementPlan.objects.get()
    assert started.url.startswith("/buero/auftraege/")

    page = desk.get(reverse("office:placement")).content.decode()
    assert "Der Vorschlag ist nachweislich der bestmögliche." in page
    assert "Zuweisung" not in page
    placed = list(plan.lines.exclude(run=None).values_list("candidate_id", flat=True))
    waits = plan.lines.get(run=None).candidate
    desk.post(
        reverse("office:candidate_lock", args=[waits.code]), {"kind": "pin", "run": course.pk, "reason": "Härtefall"}
    )
    assert PlacementLock.objects.get().candidate == waits

    desk.post(reverse("office:placement_confirm", args=[plan.uid]), {"person": placed})
    seat = Seat.objects.order_by("pk").first()
    assert Seat.objects.count() == 2
    letter = desk.post(reverse("office:seat_letter", args=[seat.pk]))
    with pikepdf.open(io.BytesIO(letter.content)) as document:
        assert (str(document.Root.Lang), len(document.pages)) == ("ar", 2)
        assert "<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes().decode()
    assert CandidateAccess.objects.filter(purpose="letter").count() == 1


def test_start_list_names_only_those_who_consented(desk, course_coordinator, network):
    course, people = network
    agreement = Agreement.objects.create(
        name="VHS", kind=PartnerKind.PROVIDER, provider=site().provider, purpose="Kursplatz", valid_from=NOW.date(),
        discloses=[Disclosure.NAME], legal_source="Vereinbarung",
    )  # fmt: skip
    actions.allow_disclosure(actor=course_coordinator, candidate=people[0], agreement=agreement, now=NOW)
    for person in people[:2]:
        actions.reserve_seat(actor=course_coordinator, candidate=person, run=course, reason="…", now=timezone.now())

    answer = desk.post(reverse("office:start_list", args=[course.uid, "xlsx"]))

    lines = [row for _number, row in read_table(b"".join(answer), "liste.xlsx").rows]
    told = {row[0]: row[1:2] for row in lines[-2:]}
    assert told == {people[0].pseudonym: ("Haddad, Persona",), people[1].pseudonym: ()}
    assert desk.post(reverse("office:start_list", args=[course.uid, "pdf"])).content[:5] == b"%PDF-"
    assert CandidateAccess.objects.filter(purpose="start_list").count() == 2


def test_course_falls_through_and_a_new_proposal_is_started(desk, course_coordinator, network):
    course, people = network
    actions.reserve_seat(actor=course_coordinator, candidate=people[0], run=course, reason="…", now=timezone.now())
    other = run("Q-2", starts_on=course.starts_on, ends_on=course.ends_on)
    address = reverse("office:run_falls_through", args=[course.uid])
    assert people[0].pseudonym in desk.get(address).content.decode()

    done = desk.post(address, {"cause": CancelReason.NO_TEACHER, "reason": "Lehrkraft krank"})

    assert done.url.startswith("/buero/auftraege/")
    course.refresh_from_db()
    assert (course.state, Seat.objects.get().state) == ("cancelled", SeatState.FELL_THROUGH)
    run_jobs()
    assert {line.run for line in PlacementPlan.objects.get().lines.exclude(run=None)} <= {other}


def test_course_called_off_by_its_provider_waits_for_the_coordinator(desk, course_coordinator, provider, network):
    course, people = network
    actions.reserve_seat(actor=course_coordinator, candidate=people[0], run=course, reason="…", now=timezone.now())
    run("Q-2", starts_on=course.starts_on, ends_on=course.ends_on)
    page, falls = reverse("office:course", args=[course.uid]), reverse("office:run_falls_through", args=[course.uid])
    warning = "Mit der Absage verliert eine Person ihren Platz."
    seen = desk.get(page).content.decode()
    assert warning in seen
    assert falls in seen
    desk.force_login(provider)
    seen = desk.get(page).content.decode()
    assert warning in seen
    assert falls not in seen
    assert people[0].pseudonym not in seen
    assert desk.get(falls).status_code == 403
    desk.post(reverse("office:course_state", args=[course.uid]), {"state": "cancelled", "cancel_reason": "no_room"})
    assert "neuen Platz" not in desk.get(reverse("office:my_day")).content.decode()

    desk.force_login(course_coordinator)

    day = desk.get(reverse("office:my_day")).content.decode()
    assert f'href="{falls}"' in day
    assert "Kurs Q-1 fällt aus: Eine Person braucht einen neuen Platz" in day
    assert falls in desk.get(reverse("office:course_seats")).content.decode()
    seen = desk.get(falls).content.decode()
    assert people[0].pseudonym in seen
    assert f'action="{reverse("office:placement_start")}"' in seen
    assert 'name="cause"' not in seen


def test_question_about_one_more_course_is_answered(desk, network, course_coordinator):
    course, _people = network
    desk.post(reverse("office:placement_start"))
    run_jobs()
    asked = desk.post(reverse("office:placement_what_if"), {
        "course_type": course.course_type.pk, "section": 1, "site": site().pk, "starts_on": course.starts_on,
        "slot": "morning", "seats": 4, "minimum": 1, "childcare_seats": 0,
    })  # fmt: skip
    run_jobs()

    page = desk.get(asked.url).content.decode()
    assert "Zusätzlich beginnen würden: " in page
    assert CourseRun.objects.count() == 1


def test_weights_need_the_decision_of_the_round(desk):
    address = reverse("office:placement_weights")
    values = {name: field.initial for name, field in desk.get(address).context["form"].fields.items() if field.initial}

    assert desk.post(address, values).status_code == 422
    assert desk.post(address, values | {"reason": "KIM-Runde vom 1. September"}).status_code == 302


def test_facts_are_corrected_and_the_name_is_opened_for_it(desk, course_coordinator):
    person = register(course_coordinator)
    address = reverse("office:candidate_revise", args=[person.code])
    assert 'value="Haddad"' in desk.get(address).content.decode()

    desk.post(address, typed(children="2"))

    person.refresh_from_db()
    assert (person.children, person.morning) == (2, True)
    assert CandidateAccess.objects.filter(purpose="revision").count() == 1
