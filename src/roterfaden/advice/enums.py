"""Vocabulary of the advice centre. It has no word for a residence status, and none may come (§§ 87–88a AufenthG)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """Why something about a person is kept (Art. 5 (1) b GDPR). Every kept record names one."""

    ADVICE = "advice", _("Beratung einer Person")
    PROOF = "proof", _("Nachweis der geleisteten Beratung, ohne Namen")
    ACCOUNTABILITY = "accountability", _("Nachweis, wer in einen Fall geschaut hat")
    APPOINTMENT = "appointment", _("Vergabe von Terminen")
    INTERPRETING = "interpreting", _("Dolmetschen vermitteln und abrechnen")


class Place(TextChoices):
    """Where somebody was advised."""

    CENTRE = "centre", _("im Migrationszentrum")
    OUTREACH = "outreach", _("in der Gemeinde oder Unterkunft")
    PHONE = "phone", _("am Telefon")
    VIDEO = "video", _("per Video")
    WRITING = "writing", _("schriftlich")


class Result(TextChoices):
    """How a consultation ended."""

    ANSWERED = "answered", _("Frage beantwortet")
    REFERRED = "referred", _("weiterverwiesen")
    ACCOMPANIED = "accompanied", _("Unterlagen vorbereitet oder begleitet")
    CONTINUED = "continued", _("wird fortgesetzt")
    UNRESOLVED = "unresolved", _("nicht gelöst")


class Referral(TextChoices):
    """Where somebody was sent on to, in kinds; the organisation itself stands beside it when the directory has it."""

    NONE = "none", _("niemand")
    COUNTY = "county", _("andere Stelle des Landkreises")
    MUNICIPALITY = "municipality", _("Stadt oder Gemeinde")
    JOBCENTER = "jobcenter", _("Jobcenter oder Arbeitsagentur")
    COURSE = "course", _("Sprach- oder Integrationskurs")
    SCHOOL = "school", _("Schule oder Kita")
    HEALTH = "health", _("Arztpraxis, Klinik oder Gesundheitsdienst")
    WELFARE = "welfare", _("Beratung eines Verbands")
    VOLUNTEERS = "volunteers", _("Ehrenamt oder Verein")
    LAWYER = "lawyer", _("Rechtsberatung")


class ConsentPurpose(TextChoices):
    """What a person may agree to."""

    SITUATION = "situation", _("Situation und Notizen aufschreiben")


class ConsentManner(TextChoices):
    """How the agreement was given."""

    WRITTEN = "written", _("unterschrieben")
    SPOKEN = "spoken", _("mündlich, in der Sprache der Person erklärt")


class FollowUpKind(TextChoices):
    """What has to be done for a case. No free words: what it is about stands in the case."""

    CALL = "call", _("Anrufen")
    MEET = "meet", _("Termin vereinbaren")
    LOOK_AGAIN = "look_again", _("Nachsehen, wie es steht")
    DOCUMENTS = "documents", _("Unterlagen durchsehen")
    WRITE = "write", _("Schreiben aufsetzen")
    ASK = "ask", _("Bei einer Stelle nachfragen")


class OpeningReason(TextChoices):
    """Why somebody opened a case of another team."""

    PERSON_PRESENT = "person_present", _("Die Person ist da, ihr Team ist nicht erreichbar.")
    DANGER = "danger", _("Es besteht Gefahr für einen Menschen.")
    RIGHTS = "rights", _("Die Person verlangt Auskunft, Berichtigung oder Löschung.")
    HANDOVER = "handover", _("Ihr Team arbeitet nicht mehr hier.")


class LockReason(TextChoices):
    """Why everything was locked."""

    DEVICE_LOST = "device_lost", _("Ein Gerät oder ein Zugang ist verloren.")
    INTRUSION = "intrusion", _("Jemand könnte unbefugt gelesen haben.")
    REQUEST = "request", _("Jemand verlangt Daten, die nicht herausgegeben werden dürfen.")
    DRILL = "drill", _("Übung")


class RequestKind(TextChoices):
    """What a person with the code of a case can ask for (Art. 15–17 GDPR)."""

    ACCESS = "access", _("Auskunft")
    RECTIFICATION = "rectification", _("Berichtigung")
    ERASURE = "erasure", _("Löschung")


class AppointmentState(TextChoices):
    """How far a request for an appointment has come. One row from the wish to the end."""

    WAITING = "waiting", _("auf der Warteliste")
    OFFERED = "offered", _("angeboten, noch nicht angenommen")
    BOOKED = "booked", _("vereinbart")
    KEPT = "kept", _("wahrgenommen")
    MISSED = "missed", _("nicht erschienen")
    CANCELLED = "cancelled", _("abgesagt")


HOLDING = (AppointmentState.OFFERED, AppointmentState.BOOKED, AppointmentState.KEPT, AppointmentState.MISSED)
"""States in which nobody else can have the time."""
OPEN_APPOINTMENTS = (AppointmentState.WAITING, AppointmentState.OFFERED, AppointmentState.BOOKED)
"""States from which something can still happen."""


class CancelledBy(TextChoices):
    """Who called an appointment off."""

    PERSON = "person", _("die Person")
    OFFICE = "office", _("das Migrationszentrum")
    PROGRAM = "program", _("das Programm, weil die Zeit um war")


class WalkInState(TextChoices):
    """Where somebody is who came without an appointment."""

    WAITING = "waiting", _("wartet")
    CALLED = "called", _("aufgerufen")
    DONE = "done", _("beraten")
    GONE = "gone", _("nicht mehr da")


class AssignmentState(TextChoices):
    """What an interpreter answered, and what came of it."""

    ASKED = "asked", _("angefragt")
    ACCEPTED = "accepted", _("zugesagt")
    DECLINED = "declined", _("abgesagt")
    DONE = "done", _("geleistet")
    WITHDRAWN = "withdrawn", _("zurückgenommen")


STANDING_ASSIGNMENTS = (AssignmentState.ASKED, AssignmentState.ACCEPTED, AssignmentState.DONE)
"""States in which an interpreter is on the way to an appointment, or was there."""


class Verb(TextChoices):
    """What can happen in the advice centre. Cases are named by a number, never by what they are about."""

    CONSULTATION_RECORDED = "advice.recorded", _("hat %(subject)s eingetragen")
    CONSULTATION_DROPPED = "advice.dropped", _("hat %(subject)s gelöscht, weil es falsch eingetragen war")
    CASE_OPENED = "case.opened", _("hat %(subject)s angelegt")
    CASE_CLOSED = "case.closed", _("hat %(subject)s abgeschlossen")
    CASE_CORRECTED = "case.corrected", _("hat Angaben in %(subject)s berichtigt")
    CASE_ERASED = "case.erased", _("hat %(subject)s auf Verlangen gelöscht")
    CASE_TOLD = "case.told", _("hat Auskunft aus %(subject)s gegeben")
    CASE_OPENED_BY_CODE = "case.found", _("hat %(subject)s mit dem Code aufgesucht")
    TEAM_JOINED = "case.joined", _("hat jemanden in das Team von %(subject)s aufgenommen")
    TEAM_LEFT = "case.left", _("hat jemanden aus dem Team von %(subject)s genommen")
    CONSENT_RECORDED = "case.consented", _("hat eine Einwilligung zu %(subject)s eingetragen")
    CONSENT_WITHDRAWN = "case.withdrawn", _("hat den Widerruf der Einwilligung zu %(subject)s eingetragen")
    SITUATION_WRITTEN = "case.described", _("hat die Situation in %(subject)s aufgeschrieben")
    NOTE_WRITTEN = "case.noted", _("hat eine Notiz in %(subject)s geschrieben")
    FOLLOW_UP_SET = "case.followed", _("hat eine Wiedervorlage in %(subject)s angelegt")
    FOLLOW_UP_DONE = "case.followed_up", _("hat eine Wiedervorlage in %(subject)s erledigt")
    LETTER_WRITTEN = "advice.referred", _("hat ein Begleitschreiben gedruckt zu %(subject)s")
    EMERGENCY_OPENED = "case.emergency", _("hat %(subject)s im Notfall geöffnet")
    LOCKED = "advice.locked", _("hat die Beratung gesperrt: %(subject)s")
    UNLOCK_ASKED = "advice.unlock_asked", _("hat die Freigabe der Beratung beantragt: %(subject)s")
    UNLOCKED = "advice.unlocked", _("hat die Beratung freigegeben: %(subject)s")
    DELETION_BEGUN = "advice.deletion_begun", _("hat einen Löschlauf begonnen: %(subject)s")
    DELETION_ENDED = "advice.deletion_ended", _("hat einen Löschlauf beendet: %(subject)s")
    COUNSELLOR_SET = "counsellor.set", _("hat Sprachen und Raum für %(subject)s eingetragen")
    HOURS_SET = "advice_hours.set", _("hat %(subject)s eingetragen")
    HOURS_ENDED = "advice_hours.ended", _("hat %(subject)s beendet")
    ABSENCE_ADDED = "advice_absence.added", _("hat %(subject)s eingetragen")
    ABSENCE_REMOVED = "advice_absence.removed", _("hat %(subject)s gelöscht")
    APPOINTMENT_BOOKED = "appointment.booked", _("hat %(subject)s vereinbart")
    APPOINTMENT_WISHED = "appointment.wished", _("hat sich auf die Warteliste gesetzt: %(subject)s")
    APPOINTMENT_OFFERED = "appointment.offered", _("hat eine Zeit von der Warteliste angeboten: %(subject)s")
    APPOINTMENT_DECLINED = "appointment.declined", _("hat ein Angebot nicht angenommen: %(subject)s")
    APPOINTMENT_MOVED = "appointment.moved", _("hat %(subject)s verschoben")
    APPOINTMENT_CANCELLED = "appointment.cancelled", _("hat %(subject)s abgesagt")
    APPOINTMENT_CLOSED = "appointment.closed", _("hat eingetragen, ob %(subject)s stattfand")
    APPOINTMENT_REMINDED = "appointment.reminded", _("hat an %(subject)s erinnert")
    NUMBER_DRAWN = "walk_in.drawn", _("hat %(subject)s ausgegeben")
    NUMBER_CALLED = "walk_in.called", _("hat %(subject)s aufgerufen")
    NUMBER_ENDED = "walk_in.ended", _("hat %(subject)s abgeschlossen")
    INTERPRETER_SET = "interpreter.set", _("hat eine dolmetschende Person eingetragen oder geändert: %(subject)s")
    INTERPRETER_RETIRED = "interpreter.retired", _("hat eine dolmetschende Person aus der Liste genommen: %(subject)s")
    INTERPRETER_ASKED = "interpreter.asked", _("hat zum Dolmetschen angefragt: %(subject)s")
    INTERPRETER_ANSWERED = "interpreter.answered", _("hat auf eine Anfrage zum Dolmetschen geantwortet: %(subject)s")
    INTERPRETER_WITHDRAWN = "interpreter.withdrawn", _("hat eine Anfrage zum Dolmetschen zurückgenommen: %(subject)s")
    INTERPRETER_REPORTED = "interpreter.reported", _("hat eine Dolmetschzeit eingetragen: %(subject)s")
    APPOINTMENT_ERASED = "appointment.erased", _("hat die E-Mail-Adresse zu %(subject)s gelöscht")
    INTERPRETER_REMOVED = "interpreter.removed", _("hat eine ausgeschiedene dolmetschende Person gelöscht: %(subject)s")
