"""One seat on its page: inviting by mail, a pause, a result, how it goes on, and notes to other bodies."""

import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.audit.models import Event
from roterfaden.courses import actions
from roterfaden.courses.enums import CourseKind, NoteFact, PartnerKind, SeatState
from roterfaden.courses.models import AttendanceNote, NoteRule, Seat
from roterfaden.kernel.time import local_day
from roterfaden.post.models import Message
from tests import factories
from tests.courses.network import NOW, OVER, TODAY, course_type, ready, register, rule, run, seated, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(page_client, course_coordinator, settings):
    """The coordinator at work, in a house."""
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(course_coordinator)
    return page_client


@pytest.fixture
def law():
    """The body that obliged is told who did not appear."""
    return NoteRule.objects.create(
        kind="duty", body=PartnerKind.JOB_CENTRE, facts=[NoteFact.NOT_APPEARED], valid_from=date(2026, 1, 1),
        legal_source="IntV § 8 Abs. 3 Satz 1", entered_at=NOW,
    )  # fmt: skip


def coming(number="Q-1", **values):
    """A literacy course that begins in twenty days."""
    today = local_day(timezone.now())
    literacy = course_type("literacy", name="Kurs mit Alphabetisierung", kind=CourseKind.LITERACY)
    return run(number, course_type=literacy, starts_on=today + timedelta(days=20),
               ends_on=today + timedelta(days=90), **values)  # fmt: skip


def test_invitation_by_mail_goes_by_one_click_once_and_names_nobody(desk, course_coordinator):
    person = register(course_coordinator, words(email="amal@example.org"))
    seat = actions.reserve_seat(
        actor=course_coordinator, candidate=person, run=coming(), reason="…", now=timezone.now()
    )
    page, send = (reverse(name, args=[seat.pk]) for name in ("office:seat", "office:seat_letter"))
    assert "E-Mail an die Person" in desk.get(page).content.decode()
    assert Message.objects.count() == 0

    desk.post(send, {"way": "mail"})

    mail = Message.objects.get()
    assert (mail.to, mail.language, mail.about) == ("amal@example.org", "ar", "Einladung zum Kurs")
    assert "Für Sie ist ein Platz in einem Sprachkurs reserviert." in mail.text
    assert not {"Amal", "Haddad", "Alphabetisierung", "Berechtigung"} & set(mail.text.replace(",", " ").split())
    assert Event.objects.filter(verb="course_seat.invited").count() == 1
    assert "schon als E-Mail verschickt" in desk.post(send, {"way": "mail"}, follow=True).content.decode()
    assert Message.objects.count() == 1


def test_without_address_the_page_says_so_and_the_letter_remains(desk, course_coordinator):
    seat = actions.reserve_seat(
        actor=course_coordinator, candidate=register(course_coordinator), run=coming(), reason="…", now=timezone.now()
    )
    send = reverse("office:seat_letter", args=[seat.pk])

    assert "Nehmen Sie den Brief." in desk.post(send, {"way": "mail"}, follow=True).content.decode()
    assert desk.post(send, {"way": "letter"}).content[:5] == b"%PDF-"


def test_from_a_pause_to_the_result_and_the_next_section(desk, course_coordinator):
    course = run(starts_on=NOW.date(), ends_on=NOW.date() + timedelta(days=30))
    seat = seated(course_coordinator, ready(course_coordinator, 0), course, "confirmed", "started")
    address = reverse("office:seat", args=[seat.pk])
    step = reverse("office:seat_step", args=[seat.pk])

    desk.post(step, {"state": "interrupted", "on": "2026-09-08"})
    assert "seit dem 8. September 2026" in desk.get(address).content.decode()
    assert "wieder da" in desk.get(step).content.decode()
    desk.post(step, {"state": "started", "on": "2026-09-15"})
    desk.post(step, {"state": "ended", "on": "2026-10-01", "lessons": "80"})
    assert "Wie geht es weiter?" in desk.get(reverse("office:my_day")).content.decode()
    result = {"result": "language:a2", "taken_on": "2026-10-02", "source": "provider"}
    desk.post(reverse("office:seat_result", args=[seat.pk]), result)
    page = desk.get(address).content.decode()
    assert "Deutsch-Test für Zuwanderer (DTZ): A2" in page
    assert "nach Angabe des Trägers" in page
    after = desk.post(reverse("office:seat_next", args=[seat.pk]), {"step": "section"})

    seat.refresh_from_db()
    assert after.url == reverse("office:candidate", args=[seat.candidate.code])
    assert (seat.next_step, seat.candidate.section) == ("section", 2)


def test_note_is_decided_on_its_page_and_printed(desk, course_coordinator, law):
    seat = seated(course_coordinator, ready(course_coordinator, 0), run(starts_on=TODAY), "confirmed", "no_show")
    due = desk.get(reverse("office:attendance_notes"))
    (option,) = due.context["options"]
    address = reverse("office:seat_note", args=[seat.pk, option.key])
    assert address in due.content.decode()
    alone = desk.post(address, {"decision": "write", "addressee": "Jobcenter"})
    assert "nur für den Kursträger" in alone.content.decode()

    desk.post(address, {"decision": "write", "addressee": "Jobcenter\r\nMarkt 1", "commissioned": "on"})

    note = AttendanceNote.objects.get()
    letter = desk.post(reverse("office:note_letter", args=[note.pk]))
    with pikepdf.open(io.BytesIO(letter.content)) as document:
        assert "<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes().decode()
    assert "no-store" in letter["Cache-Control"]
    assert desk.get(address).url == reverse("office:seat", args=[seat.pk])


def test_lists_keep_their_number_of_queries(desk, course_coordinator, law, query_count):
    rule()
    course = run(seats_max=9, starts_on=TODAY)
    addresses = [reverse(name) for name in ("office:attendance_notes", "office:course_seats")]
    counts = []
    for numbers in ((0,), (1, 2)):
        for number in numbers:
            seated(course_coordinator, ready(course_coordinator, number), course, "confirmed", "no_show")
            seated(course_coordinator, ready(course_coordinator, number + 5), course, *OVER)
        counts.append([query_count(lambda page=page: desk.get(page)) for page in addresses])

    assert Seat.objects.filter(state=SeatState.ENDED).count() == 3
    assert counts == [[9, 12], [9, 12]]


def test_rule_of_notes_is_changed_like_any_other(desk, law):
    rules = reverse("office:course_rules")
    assert "Jobcenter oder Agentur für Arbeit: ist nicht erschienen" in desk.get(rules).content.decode()
    change = {"body": "job_centre", "valid_from": "2027-01-01", "legal_source": "Beschluss der Runde"}

    done = desk.post(reverse("office:course_rule", args=["mitteilung", "duty"]), change)

    assert done.url == rules
    assert "nur mit Einwilligung" in desk.get(rules).content.decode()
