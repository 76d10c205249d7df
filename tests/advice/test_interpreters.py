"""The pool of interpreters: asking, answering by link, hours."""

from datetime import timedelta

import pytest

from roterfaden.advice import actions, errors, queries
from roterfaden.advice.enums import AssignmentState
from roterfaden.advice.exports import hours_pdf
from roterfaden.advice.methods import LinkedInterpreter, half_day
from roterfaden.advice.tasks.appointments import erase_addresses
from roterfaden.kernel.errors import NotAllowed
from roterfaden.post.models import Message
from tests.factories import NOW
from tests.factories import appointments as made

LATER = NOW + timedelta(days=3)


@pytest.fixture
def appointment(db):
    return made.booked(made.counsellor(), made.centre(), LATER, language="fa")


def linked(assignment) -> LinkedInterpreter:
    return LinkedInterpreter(opens=assignment.pk, actor_id=str(assignment.pk))


def test_asked_by_mail_with_a_link_that_says_nothing_about_the_person(appointment, counsellor):
    who = made.interpreter("fa", name="Dina Deutlich")

    row = actions.ask_interpreter(actor=counsellor, appointment=appointment, interpreter=who, now=NOW)

    message = Message.objects.get()
    token = message.text.partition("/beratung/dolmetschen/")[2].split("/")[0]
    assert queries.assignment_behind(token, now=NOW) == row
    assert appointment.code not in message.text
    assert queries.assignment_behind(token, now=LATER + timedelta(days=15)) is None
    with pytest.raises(errors.InterpreterBusy):
        actions.ask_interpreter(actor=counsellor, appointment=appointment, interpreter=who, now=NOW)
    with pytest.raises(errors.LanguageNotSpoken):
        actions.ask_interpreter(actor=counsellor, appointment=appointment, interpreter=made.interpreter("ar"), now=NOW)


def test_link_answers_and_reports_its_own_assignment_only(appointment):
    row, _token = made.asked(made.interpreter("fa"), appointment)
    other, _token = made.asked(made.interpreter("fa"), appointment)

    accepted = actions.answer_request(actor=linked(row), assignment=row, accepts=True, now=NOW)

    assert accepted.state == AssignmentState.ACCEPTED
    with pytest.raises(NotAllowed):
        actions.answer_request(actor=linked(row), assignment=other, accepts=True, now=NOW)
    with pytest.raises(errors.StillUnderWay):
        actions.report_minutes(actor=linked(row), assignment=row, minutes=60, now=NOW)
    actions.report_minutes(actor=linked(row), assignment=row, minutes=60, now=LATER)
    with pytest.raises(errors.AnswerOver):
        actions.report_minutes(actor=linked(other), assignment=other, minutes=60, now=LATER)
    with pytest.raises(errors.AnswerOver):
        actions.answer_request(actor=linked(row), assignment=row, accepts=False, now=LATER)


def test_free_and_usual_interpreters_are_proposed_first(appointment):
    busy = made.interpreter("fa", name="A")
    unusual = made.interpreter("fa", name="B")
    usual = made.interpreter("fa", name="C", half_days=[half_day(LATER)])
    made.interpreter("ar")
    made.asked(busy, appointment)

    assert [each.interpreter for each in queries.candidates(appointment)] == [usual, unusual, busy]


def test_hours_of_a_month_by_person_and_language(appointment, counsellor):
    who = made.interpreter("fa", "ar", name="Dina Deutlich")
    row, _token = made.asked(who, appointment, state=AssignmentState.ACCEPTED)
    actions.report_minutes(actor=counsellor, assignment=row, minutes=50, now=LATER)
    common = {"actor": counsellor, "interpreter": who, "minutes": 20, "place": "am Telefon", "now": NOW}
    actions.record_interpreting(**common, language="ar", starts_at=NOW - timedelta(hours=1))
    with pytest.raises(errors.StillUnderWay):
        actions.record_interpreting(**common, language="ar", starts_at=NOW + timedelta(hours=1))

    (sheet,) = queries.hours_sheets(NOW.date().replace(day=1))

    assert (sheet.minutes, [line.language for line in sheet.lines]) == (70, ["Arabisch", "Persisch"])
    counted = queries.counted_interpreting(NOW.date().replace(day=1), NOW.date() + timedelta(days=30))
    assert [(each.language, each.minutes) for each in counted] == [("ar", 20), ("fa", 50)]
    assert hours_pdf([sheet], month="Juni 2017", site="Haus", made_at=NOW).startswith(b"%PDF-")


def test_who_leaves_loses_contact_then_the_name(counsellor):
    who = actions.add_interpreter(
        actor=counsellor, name="Dina Deutlich", languages=["fa"], email="dina@example.org", phone="0541", now=NOW
    )
    assert queries.interpreter_rows("fa")[0].email == "dina@example.org"
    with pytest.raises(errors.LanguageMissing):
        actions.revise_interpreter(
            actor=counsellor, interpreter=who, name="Dina", languages=[], email="dina@example.org", now=NOW
        )

    actions.retire_interpreter(actor=counsellor, interpreter=who, now=NOW)

    who.refresh_from_db()
    assert (who.email, who.phone, who.name) == ("", "", "Dina Deutlich")
    erase_addresses(now=NOW)
    assert not type(who).objects.exists()
