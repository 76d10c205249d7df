"""The pool of interpreters: who belongs to it, who is asked, what they answer and how long it took."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.utils import translation

from roterfaden.accounts.rules import require
from roterfaden.advice import errors
from roterfaden.advice.enums import AppointmentState, AssignmentState, Purpose, Verb
from roterfaden.advice.methods import INTERPRETING_PATH, new_link, notices
from roterfaden.advice.methods.notices import When
from roterfaden.advice.models import Appointment, Consultation, Interpreter, InterpreterAssignment
from roterfaden.advice.queries.appointments import where
from roterfaden.advice.queries.interpreters import opened
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import seal_words
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message

ABOUT = "Anfrage zum Dolmetschen"
GERMAN = "de"
"""Interpreters are written to in German: they interpret it."""
KEPT_FOR = timedelta(days=2 * 365)
"""So long an assignment stays, for hours sheets and counts."""


def add_interpreter(
    *,
    actor: Actor,
    name: str,
    languages: Iterable[str],
    email: str,
    now: datetime,
    phone: str = "",
    half_days: Iterable[str] = (),
) -> Interpreter:
    """Somebody belongs to the pool now; mail address and telephone are kept sealed.

    Refuses nobody's language (LanguageMissing) and what is no address (ValidationError). Audited as interpreter.set,
    without name and contact.
    """
    require(actor, "advice.add_interpreter")
    row = Interpreter(added_at=now)
    with transaction.atomic():
        _write(row, name, languages, email, phone, half_days)
        record(actor=actor, verb=Verb.INTERPRETER_SET, subject=row, now=now)
    return row


def revise_interpreter(
    *,
    actor: Actor,
    interpreter: Interpreter,
    name: str,
    languages: Iterable[str],
    email: str,
    now: datetime,
    phone: str = "",
    half_days: Iterable[str] = (),
) -> Interpreter:
    """Other languages, other contact. Refuses somebody who has left (InterpreterRetired), and as add_interpreter.

    Audited as interpreter.set, without name and contact.
    """
    require(actor, "advice.revise_interpreter", interpreter)
    with transaction.atomic():
        row = Interpreter.objects.select_for_update().get(pk=interpreter.pk)
        if row.retired_at is not None:
            raise errors.InterpreterRetired()
        _write(row, name, languages, email, phone, half_days)
        record(actor=actor, verb=Verb.INTERPRETER_SET, subject=row, now=now)
        scrub_on_commit()
    return row


def retire_interpreter(*, actor: Actor, interpreter: Interpreter, now: datetime) -> Interpreter:
    """Somebody leaves the pool: contact data is erased, the name stays for the hours sheets as long as they are kept.

    Refuses somebody who has left before (InterpreterRetired). Audited as interpreter.retired.
    """
    require(actor, "advice.retire_interpreter", interpreter)
    with transaction.atomic():
        row = Interpreter.objects.select_for_update().get(pk=interpreter.pk)
        if row.retired_at is not None:
            raise errors.InterpreterRetired()
        row.retired_at, row.email, row.phone = now, "", ""
        row.save(update_fields=["retired_at", "email", "phone"])
        record(actor=actor, verb=Verb.INTERPRETER_RETIRED, subject=row, now=now)
        scrub_on_commit()
    return row


def remove_interpreter(*, actor: Actor, interpreter: Interpreter, now: datetime) -> None:
    """The name of somebody who left the pool goes with the last assignment. Audited as interpreter.removed."""
    require(actor, "advice.remove_interpreter", interpreter)
    with transaction.atomic():
        record(actor=actor, verb=Verb.INTERPRETER_REMOVED, subject=interpreter, now=now)
        interpreter.delete()
        scrub_on_commit()


def ask_interpreter(
    *, actor: Actor, appointment: Appointment, interpreter: Interpreter, now: datetime
) -> InterpreterAssignment:
    """Write to an interpreter: when, where, which language, and a link to answer. Nothing about the person.

    Refuses appointments that will not take place (NothingToInterpret), whoever has left (InterpreterRetired), does not
    interpret the language (LanguageNotSpoken) or has been asked for that time (InterpreterBusy). Audited as
    interpreter.asked.
    """
    require(actor, "advice.ask_interpreter", appointment)
    with transaction.atomic():
        who = Interpreter.objects.select_for_update().get(pk=interpreter.pk)
        starts_at, ends_at = appointment.starts_at, appointment.ends_at
        is_coming = appointment.state == AppointmentState.BOOKED and starts_at is not None and now < starts_at
        if not is_coming or starts_at is None or ends_at is None:
            raise errors.NothingToInterpret()
        _check(who, appointment.language, starts_at, ends_at)
        token, kept = new_link()
        row = InterpreterAssignment(
            interpreter=who, appointment=appointment, language=appointment.language, starts_at=starts_at,
            ends_at=ends_at, where=where(appointment.site), secret_hash=kept, asked_at=now,
            purpose=Purpose.INTERPRETING, delete_on=local_day(ends_at) + KEPT_FOR,
        )  # fmt: skip
        row.full_clean()
        row.save()
        link = f"{settings.BASE_URL}{INTERPRETING_PATH.format(token=token)}"
        with translation.override(GERMAN):
            letter = notices.asked_to_interpret(_when(row), language=row.language_label, link=link)
        _send(actor, who, letter, f"interpreting:{row.uid}:asked", now)
        record(actor=actor, verb=Verb.INTERPRETER_ASKED, subject=row, now=now)
    return row


def withdraw_requests(*, actor: Actor, appointment: Appointment, now: datetime) -> int:
    """Nobody has to come to this appointment any more; who was asked or had accepted is told. Returns how many.

    Audited as interpreter.withdrawn, once for each.
    """
    require(actor, "advice.withdraw_requests", appointment)
    with transaction.atomic():
        open_states = [AssignmentState.ASKED, AssignmentState.ACCEPTED]
        rows = InterpreterAssignment.objects.select_for_update().filter(appointment=appointment, state__in=open_states)
        count = 0
        for row in rows.order_by("pk"):
            row.state, row.answered_at = AssignmentState.WITHDRAWN, now
            row.save(update_fields=["state", "answered_at"])
            with translation.override(GERMAN):
                letter = notices.interpreting_changed(_when(row), language=row.language_label)
            _send(actor, row.interpreter, letter, f"interpreting:{row.uid}:withdrawn", now)
            record(actor=actor, verb=Verb.INTERPRETER_WITHDRAWN, subject=row, now=now)
            count += 1
    return count


def answer_request(
    *, actor: Actor, assignment: InterpreterAssignment, accepts: bool, now: datetime
) -> InterpreterAssignment:
    """Say yes or no; a yes may become a no until the appointment begins, and the other way round.

    Refuses when it was taken back, has begun or is done (AnswerOver). Audited as interpreter.answered.
    """
    require(actor, "advice.answer_request", assignment)
    with transaction.atomic():
        row = InterpreterAssignment.objects.select_for_update().get(pk=assignment.pk)
        if row.state in (AssignmentState.WITHDRAWN, AssignmentState.DONE) or now >= row.starts_at:
            raise errors.AnswerOver()
        before, row.state = row.state, AssignmentState.ACCEPTED if accepts else AssignmentState.DECLINED
        row.answered_at = now
        row.save(update_fields=["state", "answered_at"])
        changes = {"state": (before, row.state)}
        record(actor=actor, verb=Verb.INTERPRETER_ANSWERED, subject=row, changes=changes, now=now)
    return row


def report_minutes(
    *, actor: Actor, assignment: InterpreterAssignment, minutes: int, now: datetime
) -> InterpreterAssignment:
    """How long it took, for the hours sheet; may be corrected while the link opens.

    Refuses before the appointment has begun (StillUnderWay), and where nobody had accepted (AnswerOver). Audited as
    interpreter.reported with old and new.
    """
    require(actor, "advice.report_minutes", assignment)
    with transaction.atomic():
        row = InterpreterAssignment.objects.select_for_update().get(pk=assignment.pk)
        if row.state not in (AssignmentState.ACCEPTED, AssignmentState.DONE):
            raise errors.AnswerOver()
        if now < row.starts_at:
            raise errors.StillUnderWay()
        changes = {"minutes": (row.minutes, minutes)}
        row.state, row.minutes = AssignmentState.DONE, minutes
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save(update_fields=["state", "minutes"])
        record(actor=actor, verb=Verb.INTERPRETER_REPORTED, subject=row, changes=changes, now=now)
    return row


def record_interpreting(
    *,
    actor: Actor,
    interpreter: Interpreter,
    language: str,
    starts_at: datetime,
    minutes: int,
    place: str,
    now: datetime,
    consultation: Consultation | None = None,
) -> InterpreterAssignment:
    """Somebody interpreted without having been asked in writing: on the telephone, or for a walk-in.

    Refuses a time that has not begun (StillUnderWay) and a language they do not interpret (LanguageNotSpoken). Audited
    as interpreter.reported.
    """
    require(actor, "advice.record_interpreting")
    if starts_at > now:
        raise errors.StillUnderWay()
    if language not in interpreter.languages:
        raise errors.LanguageNotSpoken()
    ends_at = starts_at + timedelta(minutes=minutes)
    with transaction.atomic():
        row = InterpreterAssignment(
            interpreter=interpreter, consultation=consultation, language=language, starts_at=starts_at, ends_at=ends_at,
            where=place, state=AssignmentState.DONE, minutes=minutes, secret_hash=new_link()[1], asked_at=now,
            answered_at=now, purpose=Purpose.INTERPRETING, delete_on=local_day(ends_at) + KEPT_FOR,
        )  # fmt: skip
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.INTERPRETER_REPORTED, subject=row, now=now)
    return row


# --- inside -----------------------------------------------------------------------------------------------------------
def _write(
    row: Interpreter, name: str, languages: Iterable[str], email: str, phone: str, half_days: Iterable[str]
) -> None:
    row.name, row.languages, row.half_days = name.strip(), sorted(set(languages)), sorted(set(half_days))
    if not row.languages:
        raise errors.LanguageMissing()
    validate_email(email.strip())
    row.email = seal_words(email.strip())
    row.phone = seal_words(phone.strip()) if phone.strip() else ""
    row.full_clean()
    row.save()


def _check(who: Interpreter, language: str, starts_at: datetime, ends_at: datetime) -> None:
    if who.retired_at is not None:
        raise errors.InterpreterRetired()
    if language not in who.languages:
        raise errors.LanguageNotSpoken()
    busy = who.assignments.standing().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if busy.exists():
        raise errors.InterpreterBusy()


def _when(row: InterpreterAssignment) -> When:
    return When(starts_at=row.starts_at, where=row.where, code="", page="", house=house_name())


def _send(actor: Actor, who: Interpreter, letter: notices.Letter, once: str, now: datetime) -> None:
    """Nothing goes to somebody whose contact data is erased."""
    if who.email:
        write_message(
            actor=actor, to=opened(who.email), subject=letter.subject, text=letter.text, language=GERMAN, about=ABOUT,
            once=once, now=now,
        )  # fmt: skip
