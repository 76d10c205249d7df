"""Around an event in the office: setting it up, guests, invitations, counts, documentation."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from roterfaden.participation import actions
from roterfaden.participation.enums import InviteeState
from roterfaden.participation.models import Documentation, Event, Invitee, Registration
from roterfaden.post.models import Message
from tests import factories


@pytest.fixture(autouse=True)
def _house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def event() -> Event:
    now = timezone.now()
    process = factories.process()
    stage = factories.stage(process, starts_on=(now - timedelta(days=30)).date(), ends_on=None)
    factories.group(process, slug="vereine", name="Vereine")
    return factories.event(
        stage, starts_at=now + timedelta(days=5), ends_at=now + timedelta(days=5, hours=3), questions=["Was gelingt?"],
        registration_from=now - timedelta(days=5), registration_until=now + timedelta(days=4), child_care=True,
        interpreters=["ar"],
    )  # fmt: skip


def begun(event: Event) -> Event:
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=2))
    event.refresh_from_db()
    return event


def guest(event: Event, actor, **answers) -> Registration:
    return actions.register(actor=actor, event=event, submission=uuid.uuid4(), answers=answers, now=timezone.now())


def invite(event: Event, actor, count: int, **values) -> list[Invitee]:
    return [
        actions.add_invitee(
            actor=actor, event=event, now=timezone.now(),
            row=actions.InviteeRow(0, **{"organisation": f"Verein {n}", "email": f"verein{n}@example.org"} | values),
        )
        for n in range(count)
    ]  # fmt: skip


def at(name: str, *args) -> str:
    return reverse(f"office:{name}", args=args)


def test_agenda_is_typed_as_lines(page_client, planner, event):
    page_client.force_login(planner)

    typed = "18:00 Begrüßung\n18.30 bis 19.15 Uhr Runde 1: Was gelingt? (Frage 1)"
    assert page_client.post(at("event_agenda", event.slug), {"agenda": typed}).status_code == 302

    event.refresh_from_db()
    assert event.agenda[1] == {"at": "18:30", "until": "19:15", "title": "Runde 1: Was gelingt?", "questions": [1]}
    assert (
        "18:30–19:15 Runde 1: Was gelingt? (Frage 1)"
        in page_client.get(at("event_agenda", event.slug)).content.decode()
    )


@pytest.mark.parametrize("typed", ["ohne Uhrzeit", "18:00 Runde (Frage 7)"])
def test_agenda_that_cannot_be_read_keeps_what_was_typed(page_client, planner, event, typed):
    page_client.force_login(planner)

    response = page_client.post(at("event_agenda", event.slug), {"agenda": typed})

    assert response.status_code == 422
    assert typed in response.content.decode()


def test_access_is_described_and_a_new_address_told(page_client, planner, participant, event):
    guest(event, participant, email="anna@example.org")
    page_client.force_login(planner)

    page_client.post(at("event_access", event.slug), {
        "address": "Am Schölerberg 1, 49082 Osnabrück", "access_features": ["step_free"], "interpreters": ["ar", "tr"],
        "child_care": "on", "contact": "Referat, Telefon 0541 501-0",
    })  # fmt: skip

    event.refresh_from_db()
    assert (event.interpreters, event.sequence) == (["ar", "tr"], 1)
    assert Message.objects.filter(about="Termin geändert").count() == 1


def test_event_page_leads_to_everything(page_client, planner, event):
    page_client.force_login(planner)
    html = page_client.get(at("event", event.slug)).content.decode()

    for name in ("event_agenda", "event_access", "event_registration", "invitees", "event_guests", "event_door",
                 "event_table_signs", "event_cancel"):  # fmt: skip
        assert at(name, event.slug) in html


@pytest.mark.parametrize(("name", "queries"), [("event_guests", 11), ("event_door", 9)])
def test_lists_of_guests_need_the_same_queries(page_client, moderator, participant, event, query_count, name, queries):
    page_client.force_login(moderator)
    found = []
    for count in (1, 3):
        for _ in range(count):
            guest(event, participant, name="Anna", area=factories.municipality(), needs="leise")
        found.append(query_count(lambda: page_client.get(at(name, event.slug))))

    assert found == [queries, queries]


def test_guest_is_cancelled_by_the_office(page_client, moderator, participant, event):
    row = guest(event, participant, name="Anna")
    page_client.force_login(moderator)

    page_client.post(at("event_guest_cancel", event.slug, row.pk))

    row.refresh_from_db()
    assert not row.is_active


def test_door_ticks_off_and_lets_in(page_client, moderator, participant, event):
    row = guest(event, participant, name="Anna")
    begun(event)
    page_client.force_login(moderator)

    page_client.post(at("event_check_in", event.slug, row.pk), {"da": "1"})
    page_client.post(at("event_door", event.slug), {"submission": str(uuid.uuid4()), "language": "tr"})

    assert event.registrations.present().count() == 2
    assert "2 von 2" in page_client.get(at("event_door", event.slug)).content.decode()


def test_table_signs_name_nobody(page_client, moderator, participant, event):
    guest(event, participant, name="Annegret")
    page_client.force_login(moderator)
    html = page_client.get(at("event_table_signs", event.slug)).content.decode()

    assert "Tisch 6" in html
    assert "Annegret" not in html


def test_headcounts_come_from_the_door_and_are_kept(page_client, moderator, participant, event):
    row = guest(event, participant, actor_group=event.process.actor_groups.get(), language="ar")
    begun(event)
    row.refresh_from_db()
    actions.check_in_guest(actor=moderator, registration=row, is_present=True, now=timezone.now())
    page_client.force_login(moderator)
    html = page_client.get(at("event_headcounts", event.slug)).content.decode()
    assert 'name="group-vereine" value="1"' in html

    page_client.post(at("event_headcounts", event.slug), {"total": "30", "group-vereine": "28", "language-ar": "5"})

    kept = {(count.of, count.key): (count.registered, count.attended) for count in event.headcounts.all()}
    assert kept[("all", "")] == (1, 30)
    assert kept[("language", "ar")] == (1, 5)


def test_headcounts_whose_parts_are_more_than_all_are_refused(page_client, moderator, event):
    begun(event)
    page_client.force_login(moderator)

    response = page_client.post(at("event_headcounts", event.slug), {"total": "3", "group-vereine": "4"})

    assert response.status_code == 422
    assert not event.headcounts.exists()


# --- invitations -----------------------------------------------------------------------------------------------------
PASTED = """Einrichtung\tE-Mail\tPLZ\tOrt\tStraße\tAkteursgruppe\tSprache
Verein A\ta@example.org\t\t\t\tVereine\tArabisch
Verein B\t\t49074\tOsnabrück\tWeg 1\tvereine\t
Verein C\tc@example.org\t\t\t\tUnbekannte\t
"""


def test_pasted_list_is_read_and_reading_again_changes_nothing(page_client, moderator, event):
    page_client.force_login(moderator)
    answers = [page_client.post(at("invitees_import", event.slug), {"pasted": PASTED}) for _ in range(2)]

    assert [answer.context["report"].added for answer in answers] == [2, 0]
    assert answers[1].context["report"].known == 2
    assert answers[0].context["refused"][0][0] == 4
    assert list(event.invitees.order_by("pk").values_list("language", flat=True)) == ["ar", "de"]


def test_english_list_is_read_and_told_what_is_wrong_in_its_own_words(page_client, moderator, event):
    page_client.force_login(moderator)
    pasted = "Institution\tEmail\tActor group\tLanguage\nClub A\ta@example.org\tVereine\tArabic\nClub B\t\tNobody\t\n"

    answer = page_client.post(at("invitees_import", event.slug), {"pasted": pasted})

    assert answer.context["report"].added == 1
    assert answer.context["refused"] == [(3, "„Nobody“ gibt es unter Actor group nicht.")]
    assert event.invitees.get().language == "ar"


def test_file_is_read_too(page_client, moderator, event):
    page_client.force_login(moderator)
    upload = SimpleUploadedFile("liste.csv", PASTED.replace("\t", ";").encode("cp1252"))

    assert page_client.post(at("invitees_import", event.slug), {"upload": upload}).context["report"].added == 2


def test_list_without_names_is_refused(page_client, moderator, event):
    page_client.force_login(moderator)

    assert page_client.post(at("invitees_import", event.slug), {"pasted": "E-Mail\na@example.org"}).status_code == 422


def test_invitations_go_out_once_in_both_languages(page_client, moderator, event):
    invite(event, moderator, 1, language="ar")
    actions.write_invitation(
        actor=moderator, event=event, language="ar", subject="دعوة", text="ندعوكم", now=timezone.now()
    )
    page_client.force_login(moderator)
    for _ in range(2):
        page_client.post(at("invitations_send", event.slug))

    message = Message.objects.get()
    assert "ندعوكم" in message.text
    assert "laden Sie herzlich ein" in message.text
    assert event.invitees.get().code in message.text
    assert message.attachments.get().name.endswith(".ics")


def test_reminder_goes_to_the_silent_only_and_once(page_client, moderator, participant, event):
    silent, coming, gone = invite(event, moderator, 3)
    page_client.force_login(moderator)
    page_client.post(at("invitations_send", event.slug))
    actions.register(
        actor=participant, event=event, submission=uuid.uuid4(), answers={}, invitee=coming, now=timezone.now()
    )
    actions.decline_invitation(actor=participant, invitee=gone, now=timezone.now())
    for _ in range(2):
        page_client.post(at("invitations_remind", event.slug))

    assert list(Message.objects.filter(about="Erinnerung an eine Einladung").values_list("to")) == [(silent.email,)]
    states = dict(event.invitees.with_state().values_list("pk", "state"))
    assert states == {
        silent.pk: InviteeState.INVITED, coming.pk: InviteeState.REGISTERED, gone.pk: InviteeState.DECLINED,
    }  # fmt: skip


def test_letters_are_printed_for_those_without_mail(page_client, moderator, event):
    invite(event, moderator, 1, email="", street="Weg 1", postcode="49074", city="Osnabrück")
    page_client.force_login(moderator)
    html = page_client.get(at("invitation_letters", event.slug)).content.decode()
    assert "49074 Osnabrück" in html
    assert event.invitees.get().code in html

    page_client.post(at("invitation_letters_sent", event.slug))

    assert event.invitees.get().invited_by == "letter"


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_invitations_needs_the_same_queries(page_client, moderator, event, query_count, count):
    invite(event, moderator, count)
    page_client.force_login(moderator)

    assert query_count(lambda: page_client.get(at("invitees", event.slug))) == 11


def test_invitee_is_removed_unless_they_come(page_client, moderator, participant, event):
    stays, goes = invite(event, moderator, 2)
    actions.register(
        actor=participant, event=event, submission=uuid.uuid4(), answers={}, invitee=stays, now=timezone.now()
    )
    page_client.force_login(moderator)
    for row in (stays, goes):
        page_client.post(at("invitee_remove", event.slug, row.pk))

    assert list(event.invitees.all()) == [stays]


# --- documentation ---------------------------------------------------------------------------------------------------
WORDS = {"summary": "Achtzig Menschen sprachen.", "emphases": "", "next_steps": "Die Karten werden sortiert."}


def test_documentation_is_written_published_and_taken_back(page_client, client, planner, event):
    begun(event)
    page_client.force_login(planner)
    public = reverse("public:event_documentation", args=[event.slug])
    page_client.post(at("event_documentation", event.slug), WORDS)
    assert client.get(public).status_code == 404

    page_client.post(at("event_documentation_publish", event.slug))
    assert "Achtzig Menschen" in client.get(public).content.decode()

    page_client.post(at("event_documentation_publish", event.slug), {"zurueck": "1"})
    assert client.get(public).status_code == 404


def test_photo_is_seen_only_after_its_release(page_client, client, planner, event, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    begun(event)
    picture = BytesIO()
    Image.new("RGB", (600, 400), "navy").save(picture, "JPEG")
    page_client.force_login(planner)
    page_client.post(at("event_documentation", event.slug), WORDS)
    page_client.post(at("event_documentation_publish", event.slug))
    page_client.post(at("event_photo_add", event.slug), {
        "upload": SimpleUploadedFile("tisch.jpg", picture.getvalue()), "alt": "Ein Tisch mit Karten",
    })  # fmt: skip
    photo = event.photos.get()
    address = reverse("public:event_photo", args=[event.slug, photo.pk])
    assert client.get(address).status_code == 404
    assert page_client.get(at("event_documentation", event.slug)).status_code == 200

    assert page_client.post(at("event_photo_release", event.slug, photo.pk), {}).status_code == 422
    page_client.post(at("event_photo_release", event.slug, photo.pk), {"consent": "nobody"})
    assert client.get(address).headers["Content-Type"] == "image/jpeg"
    page = reverse("public:event_documentation", args=[event.slug])
    assert "Ein Tisch mit Karten" in page_client.get(page).content.decode()

    page_client.post(at("event_photo_remove", event.slug, photo.pk))
    assert client.get(address).status_code == 404


def test_moderator_writes_but_does_not_publish(page_client, moderator, event):
    begun(event)
    page_client.force_login(moderator)
    page_client.post(at("event_documentation", event.slug), WORDS)

    assert page_client.post(at("event_documentation_publish", event.slug)).status_code == 403
    assert not Documentation.objects.get().is_published
