"""Pages of appointments, the waiting room and interpreters, with the markup looked at."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from roterfaden.advice import actions
from roterfaden.advice.enums import AppointmentState, LockReason
from roterfaden.advice.models import Appointment, InterpreterAssignment, WalkIn
from tests import factories
from tests.factories import appointments as made

pytestmark = pytest.mark.django_db
WISH = "?thema=anderes&sprache=ar"


@pytest.fixture
def centre(settings):
    settings.SECOND_FACTOR = "optional"
    cache.clear()
    factories.instance()
    place = made.centre()
    made.every_day(made.counsellor("de", "ar"), place)
    return place


def book(client, **posted):
    address = reverse("public:appointment_book") + WISH
    if "time" not in posted and "warteliste" not in posted:
        posted["time"] = next(iter(client.get(address).context["form"].times))
    return client.post(address, posted)


def test_resident_books_moves_and_calls_off_in_arabic_without_a_code_in_an_address(page_client, centre):
    with translation.override("ar"):
        assert page_client.get(reverse("public:appointment_book")).status_code == 200
        done = book(page_client, email="amal@example.org")
        assert done["Location"] == "/ar/beratung/termin/mein/"
        shown = page_client.get(done["Location"])
        row = Appointment.objects.get()
        assert shown.context["row"] == row
        assert 'dir="rtl"' in shown.content.decode()
        moving = page_client.get(reverse("public:appointment_move"))
        later = list(moving.context["form"].times)[3]
        assert page_client.post(reverse("public:appointment_move"), {"time": later}).status_code == 302
        assert page_client.get(reverse("public:appointment_calendar")).content.startswith(b"BEGIN:VCALENDAR")
        page_client.post(done["Location"], {"absagen": "1"})
    row.refresh_from_db()
    assert (row.state, row.reading, row.sequence) == (AppointmentState.CANCELLED, "ar", 2)


def test_time_that_is_gone_is_told_with_the_next_free_ones_and_nothing_typed_is_lost(page_client, centre):
    address = reverse("public:appointment_book") + WISH
    first = next(iter(page_client.get(address).context["form"].times))
    book(page_client, time=first)

    refused = book(page_client, time=first, email="amal@example.org")

    assert refused.status_code == 422
    said = refused.content.decode()
    assert "gerade vergeben" in said
    assert 'value="amal@example.org"' in said
    assert first not in refused.context["form"].times
    assert book(page_client).status_code == 302


def test_without_a_free_time_one_joins_the_waiting_list(page_client, centre):
    address = reverse("public:appointment_book") + WISH
    first = next(iter(page_client.get(address).context["form"].times))
    today = timezone.now().date()
    made.Counsellor.objects.get().absences.create(first_on=today, last_on=today + timedelta(days=60))

    assert book(page_client, time=first).status_code == 422, "who chose a time does not land on a list unasked"
    joined = book(page_client, warteliste="1")

    assert joined.status_code == 302
    assert page_client.get(joined["Location"]).context["ahead"] == 0


def test_code_is_asked_for_found_and_forgotten(page_client, centre):
    row = made.booked(made.counsellor(), centre, timezone.now() + timedelta(days=3))
    page = reverse("public:appointment")

    assert page_client.post(page, {"code": "222222222"}).status_code == 422
    assert page_client.post(page, {"code": row.code.lower()})["Location"] == page
    assert page_client.get(page).context["row"] == row
    page_client.post(page, {"vergessen": "1"})
    assert "row" not in page_client.get(page).context


def test_interpreter_answers_by_link_and_looking_changes_nothing(page_client, centre):
    row = made.booked(made.counsellor(), centre, timezone.now() + timedelta(days=3), language="fa")
    assignment, token = made.asked(made.interpreter("fa"), row)
    page = reverse("public:interpreting", args=[token])

    with translation.override("ar"):
        in_arabic = page_client.get(reverse("public:interpreting", args=[token])).content.decode()
    assert 'dir="rtl"' in in_arabic
    assert f'href="/uk{page}"' in in_arabic
    assignment.refresh_from_db()
    assert assignment.state == "asked"
    page_client.post(page, {"ja": "1"})
    InterpreterAssignment.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    assert page_client.post(page, {"minutes": "0"}).status_code == 422
    page_client.post(page, {"minutes": "50"})
    assignment.refresh_from_db()
    assert (assignment.state, assignment.minutes) == ("done", 50)
    assert page_client.get(reverse("public:interpreting", args=["falsch"])).status_code == 404


def test_counter_draws_calls_and_the_display_shows_numbers_only(page_client, centre, counsellor):
    page_client.force_login(counsellor)
    page = reverse("office:walk_ins")
    slip = page_client.post(page, {"ziehen": "1", "language": "fa"})
    assert page_client.get(slip["Location"]).context["slip"].ahead == 0
    page_client.post(page, {"naechste": "1", "room": "7"})

    shown = page_client.get(reverse("public:waiting_room", args=[centre.uid])).content.decode()

    assert (">1<" in shown, ">7<" in shown, "Persisch" in shown) == (True, True, False)
    row = WalkIn.objects.get()
    page_client.post(reverse("office:walk_in_act", args=[row.uid]), {"beraten": "1"})
    row.refresh_from_db()
    assert row.state == "done"
    nobody = page_client.post(page, {"naechste": "1", "room": "7b"})
    assert nobody.status_code == 422
    assert 'value="7b"' in nobody.content.decode()


def test_counsellor_enters_hours_moves_asks_and_closes(page_client, centre, counsellor):
    page_client.force_login(counsellor)
    page_client.post(reverse("office:hours_profile"), {"languages": ["de"], "room": "3"})
    typed = {
        "site": centre.pk, "weekday": 1, "starts": "08:00", "ends": "10:00", "minutes": 45, "buffer": 15, "capacity": 1,
        "first_on": "2017-01-01",
    }  # fmt: skip
    assert page_client.post(reverse("office:hours_add"), typed | {"ends": "07:00"}).status_code == 422
    assert page_client.post(reverse("office:hours_add"), typed).status_code == 302
    today = timezone.now().date().isoformat()
    page_client.post(reverse("office:hours_away"), {"first_on": today, "last_on": today})
    assert page_client.get(reverse("office:hours")).status_code == 200
    own = made.Counsellor.objects.get(person=counsellor)
    row = made.booked(own, centre, timezone.now() + timedelta(days=3), language="ar", needs_interpreter=True)
    who = made.interpreter("ar")
    page = reverse("office:appointment", args=[row.uid])

    assert page_client.post(page, {"interpreter": str(who.uid)}).status_code == 302
    moving = page_client.get(reverse("office:appointment_move", args=[row.uid]))
    time = list(moving.context["form"].times)[5]
    assert page_client.post(reverse("office:appointment_move", args=[row.uid]), {"time": time}).status_code == 302
    assert "zurückgenommen" in page_client.get(page).content.decode()
    Appointment.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    page_client.post(reverse("office:appointment_act", args=[row.uid]), {"da": "1"})
    row.refresh_from_db()
    assert row.state == "kept"


def test_week_gives_moves_and_calls_off_and_leads_to_the_record(page_client, centre, counsellor):
    own = made.counsellor("de", "ar", person=counsellor)
    made.every_day(own, centre)
    page_client.force_login(counsellor)
    next_week = timezone.now().date() + timedelta(days=7)
    calendar = f"{reverse('office:calendar')}?woche={next_week}&person={own.pk}"
    free = [each for day in page_client.get(calendar).context["week"].days for each in day.entries]

    giving = f"{reverse('office:appointment_give')}?zeit={free[0].token}&person={own.pk}"
    refused = page_client.post(giving, {"time": free[0].token, "language": "ar", "email": "amal@example"})
    page_client.post(giving, {"time": free[0].token, "language": "ar", "email": ""})
    row = Appointment.objects.get()
    moving = page_client.get(f"{calendar}&verschieben={row.uid}")
    times = [
        each.token for day in moving.context["week"].days for each in day.entries if not hasattr(each, "appointment")
    ]
    moved = page_client.post(reverse("office:appointment_move", args=[row.uid]), {"time": times[0], "kalender": own.pk})
    begun = timezone.now() - timedelta(minutes=50)
    Appointment.objects.update(starts_at=begun, ends_at=timezone.now(), counsellor=own)
    came = page_client.post(reverse("office:appointment_act", args=[row.uid]), {"da": "1", "kalender": own.pk})
    proposed = page_client.get(came["Location"]).context["form"].initial

    assert refused.status_code == 422
    assert 'value="amal@example"' in refused.content.decode()
    assert (row.counsellor, row.language, row.reading) == (own, "ar", "ar")
    assert free[0].token not in times
    assert moved["Location"].startswith(f"{reverse('office:calendar')}?woche=")
    assert (proposed["language"], proposed["site"], proposed["duration_minutes"]) == ("ar", centre, 50)


def test_locked_centre_takes_nothing_from_residents_and_loses_nothing(page_client, centre):
    row = made.booked(made.counsellor(), centre, timezone.now() + timedelta(days=3))
    page_client.post(reverse("public:appointment"), {"code": row.code})
    first = next(iter(page_client.get(reverse("public:appointment_book") + WISH).context["form"].times))
    actions.lock_advice(actor=factories.user("advice_lead"), reason=LockReason.DRILL, now=timezone.now())

    booked = book(page_client, time=first, email="amal@example.org")
    called_off = page_client.post(reverse("public:appointment"), {"absagen": "1"})

    assert (booked.status_code, called_off.status_code) == (503, 503)
    assert 'name="email" value="amal@example.org"' in booked.content.decode()
    row.refresh_from_db()
    assert row.state == AppointmentState.BOOKED


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_however_long(client, centre, counsellor, query_count, count):
    client.force_login(counsellor)
    own = made.counsellor(person=counsellor)
    for step in range(count):
        row = made.booked(own, centre, timezone.now() + timedelta(hours=step), needs_interpreter=True)
        made.asked(made.interpreter("ar"), row)
        made.number(centre, timezone.now())
        Appointment.objects.create(
            state=AppointmentState.WAITING, language="ar", requested_at=timezone.now(), waiting_since=timezone.now(),
            code=f"22222222{step}", **made.KEPT,
        )  # fmt: skip
    pages = ("calendar", "appointment_wishes", "walk_ins", "interpreters", "hours", "interpreter_hours")

    counts = [query_count(lambda page=page: client.get(reverse(f"office:{page}"))) for page in pages]

    assert counts == [18, 6, 8, 7, 9, 6]
