"""Coming to an event without an account: forms, codes, calendars, feeds."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

from roterfaden.kernel.codes import new_code
from roterfaden.kernel.logs import without_personal_data
from roterfaden.participation import actions
from roterfaden.participation.enums import EventKind
from roterfaden.participation.methods import EVENT_PATH, INVITATION_PATH, REGISTRATION_PATH
from roterfaden.participation.models import Event, Registration
from roterfaden.post.models import Message
from tests import factories


@pytest.fixture
def event(db) -> Event:
    factories.instance()
    now = timezone.now()
    process = factories.process()
    stage = factories.stage(process, starts_on=(now - timedelta(days=30)).date(), ends_on=None)
    factories.group(process)
    factories.municipality()
    return factories.event(
        stage, starts_at=now + timedelta(days=5), ends_at=now + timedelta(days=5, hours=3), capacity=2,
        registration_from=now - timedelta(days=5), registration_until=now + timedelta(days=4), child_care=True,
        place="Rathaus", address="Markt 1, 49324 Melle", interpreters=["ar"],
    )  # fmt: skip


def filled(event: Event, **values) -> dict:
    group = event.process.actor_groups.get()
    return {"submission": str(uuid.uuid4()), "actor_group": str(group.pk), "language": "de", **values}


def sign_up(client, event: Event, **values):
    return client.post(reverse("public:register", args=[event.slug]), filled(event, **values))


def test_paths_in_letters_are_the_routes():
    with translation.override("de"):
        assert reverse("public:registration", args=["X"]) == REGISTRATION_PATH.format(code="X")
        assert reverse("public:invited", args=["X"]) == INVITATION_PATH.format(code="X")
        assert reverse("public:event", args=["x"]) == EVENT_PATH.format(slug="x")


def test_registering_leads_to_a_page_with_code_and_qr(page_client, event):
    assert page_client.get(reverse("public:register", args=[event.slug])).status_code == 200
    response = sign_up(page_client, event, name="Zoë", email="zoe@example.org", children_under_3="1")
    guest = Registration.objects.get()

    assert response.headers["Location"] == f"/anmeldung/{guest.code}/?neu"
    page = page_client.get(response.headers["Location"])
    assert "Danke, Sie sind angemeldet" in page.content.decode()
    assert 'class="rf-qr"' in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in page.headers["Cache-Control"]


def test_nothing_but_the_group_has_to_be_filled_in(client, event):
    sign_up(client, event)

    guest = Registration.objects.get()
    assert (guest.name, guest.email, guest.area) == ("", "", None)
    assert not Message.objects.exists()


def test_known_address_gets_the_same_answer_as_an_unknown_one(client, event):
    first, second = (sign_up(client, event, email="familie@example.org") for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert Registration.objects.filter(email="familie@example.org").count() == 2


def test_program_that_fills_in_the_trap_is_refused(page_client, event):
    assert sign_up(page_client, event, website="http://spam.example").status_code == 422
    assert not Registration.objects.exists()


def test_foreign_letters_in_a_name_are_explained(page_client, event):
    response = sign_up(page_client, event, name="Іван")

    assert response.status_code == 422
    assert "lateinischen" in response.content.decode()


def test_many_registrations_from_one_address_are_slowed(client, event):
    Event.objects.update(capacity=None)
    answers = [sign_up(client, event).status_code for _ in range(31)]

    assert answers == [302] * 30 + [429]


def test_full_event_offers_the_waiting_list(page_client, event):
    for _ in range(2):
        sign_up(page_client, event)
    assert "Warteliste" in page_client.get(reverse("public:event", args=[event.slug])).content.decode()

    response = page_client.get(sign_up(page_client, event).headers["Location"])

    assert "Sie stehen auf der Warteliste" in response.content.decode()


def test_change_and_cancel_by_code(page_client, event):
    code = sign_up(page_client, event, name="Anna").headers["Location"].split("/")[2]
    address = reverse("public:registration_change", args=[code])
    assert page_client.get(address).status_code == 200
    assert page_client.post(address, filled(event, name="Anne")).status_code == 302
    assert Registration.objects.get().name == "Anne"

    page_client.post(reverse("public:registration_cancel", args=[code]))

    assert not Registration.objects.get().is_active
    page = page_client.get(reverse("public:registration", args=[code]))
    assert "zurückgenommen" in page.content.decode()


def test_code_is_found_as_people_type_it(page_client, event):
    code = sign_up(page_client, event).headers["Location"].split("/")[2]
    typed = f"{code[:3]} {code[3:6].lower()}-{code[6:]}"

    response = page_client.post(reverse("public:registrations"), {"code": typed})

    assert response.headers["Location"] == f"/anmeldung/{code}/"


def test_unknown_codes_are_not_found_and_slowed(page_client, event):
    answers = [page_client.get(reverse("public:registration", args=[new_code()])).status_code for _ in range(21)]

    assert answers == [404] * 20 + [429]


def test_codes_stay_out_of_log_files():
    assert without_personal_data("GET /anmeldung/K7M2QX9AB/?neu /en/einladung/ABC/") == (
        "GET /anmeldung/<code>/?<query> /en/einladung/<code>/"
    )


def test_closed_registration_says_why(page_client, event):
    address = reverse("public:register", args=[event.slug])
    now = timezone.now()
    for values, words in (
        ({"registration_from": now + timedelta(days=1)}, "beginnt am"),
        ({"registration_from": now - timedelta(days=5), "registration_until": now - timedelta(days=1)}, "vorbei"),
        ({"registration_from": None, "registration_until": None}, "Kommen Sie einfach"),
        ({"cancelled_at": now, "cancel_reason": "Sturm"}, "fällt aus"),
    ):
        Event.objects.update(**values)
        assert words in page_client.get(address).content.decode()


def test_invitation_fills_in_and_can_be_declined(page_client, moderator, event):
    group = event.process.actor_groups.get()
    row = actions.InviteeRow(1, organisation="Verein", email="verein@example.org", actor_group=group)
    invitee = actions.add_invitee(actor=moderator, event=event, row=row, now=timezone.now())
    address = reverse("public:invited", args=[invitee.code])
    assert "verein@example.org" in page_client.get(address).content.decode()

    page_client.post(reverse("public:invitation_decline", args=[invitee.code]))
    assert "Sie haben abgesagt" in page_client.get(address).content.decode()

    page_client.post(address, filled(event))
    invitee.refresh_from_db()
    assert (Registration.objects.get().invitee, invitee.declined_at) == (invitee, None)


def test_internal_round_hides_where_and_opens_by_invitation_only(page_client, moderator, event):
    Event.objects.update(kind=EventKind.INTERNAL)
    for name in ("public:event", "public:register"):
        assert "Markt 1" not in page_client.get(reverse(name, args=[event.slug])).content.decode()
    assert sign_up(page_client, event).status_code == 200
    assert not Registration.objects.exists()
    assert page_client.get(reverse("public:event_calendar", args=[event.slug])).status_code == 404
    assert event.title not in page_client.get(reverse("public:events_feed")).content.decode()

    row = actions.InviteeRow(1, organisation="Rathaus")
    invitee = actions.add_invitee(actor=moderator, event=event, row=row, now=timezone.now())
    assert page_client.post(reverse("public:invited", args=[invitee.code]), filled(event)).status_code == 302


# --- lists, calendars, feeds -----------------------------------------------------------------------------------------
def test_list_is_filtered(page_client, event):
    past = factories.event(event.stage)
    address = reverse("public:events")

    def titles(query: str) -> list[bool]:
        html = page_client.get(f"{address}?{query}").content.decode()
        return [event.title in html, past.title in html]

    assert titles("") == [True, True]
    assert titles("zeit=kommend") == [True, False]
    assert titles("zeit=vergangen") == [False, True]
    assert titles("sprache=ar") == [True, False]
    assert titles("sprache=tr") == [False, False]


def test_calendar_of_everything_is_readable(client, event):
    Event.objects.update(sequence=3)
    calendar = Calendar.from_ical(client.get(reverse("public:events_calendar")).content)
    (date,) = calendar.walk("VEVENT")

    assert (date["SEQUENCE"], str(date["LOCATION"])) == (3, "Rathaus, Markt 1, 49324 Melle")
    assert str(date["UID"]) == f"{event.uid}@roterfaden"


def test_feed_is_atom(client, event):
    response = client.get(reverse("public:events_feed"))

    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert f"urn:uuid:{event.uid}" in response.content.decode()


def test_calendar_of_a_registration_holds_the_code(client, event):
    code = sign_up(client, event).headers["Location"].split("/")[2]
    calendar = Calendar.from_ical(client.get(reverse("public:registration_calendar", args=[code])).content)

    assert f"{code[:3]}-{code[3:6]}-{code[6:]}" in str(calendar.walk("VEVENT")[0]["DESCRIPTION"])


@pytest.mark.parametrize("count", [1, 3])
def test_list_needs_the_same_queries(client, event, query_count, count):
    for _ in range(count):
        factories.event(event.stage)

    assert query_count(lambda: client.get(reverse("public:events"))) == 3
