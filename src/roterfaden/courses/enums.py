"""Vocabulary of the course management: law and offers first, then people and placement, then what can happen."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class CourseKind(TextChoices):
    """What a course is for. Types of one kind share their hours and limits only through their dated terms."""

    GENERAL = "general", _("Allgemeiner Integrationskurs")
    LITERACY = "literacy", _("Alphabetisierungskurs")
    SECOND_SCRIPT = "second_script", _("Kurs für Zweitschriftlernende")
    LOW_LITERACY = "low_literacy", _("Kurs für gering Literalisierte")
    INTENSIVE = "intensive", _("Intensivkurs")
    ORIENTATION = "orientation", _("Orientierungskurs")
    YOUTH = "youth", _("Jugendintegrationskurs")
    PARENTS = "parents", _("Elternintegrationskurs")
    WOMEN = "women", _("Frauenintegrationskurs")
    VOCATIONAL = "vocational", _("Berufssprachkurs")
    LAND = "land", _("Sprachkurs des Landes")


class Level(TextChoices):
    """How much German somebody knows: GER for language, LASLLIAM for learning to read and write in it."""

    L1 = "L1", _("LASLLIAM 1")
    L2 = "L2", _("LASLLIAM 2")
    L3 = "L3", _("LASLLIAM 3")
    L4 = "L4", _("LASLLIAM 4")
    A0 = "A0", _("A0")
    A1 = "A1", _("A1")
    A2 = "A2", _("A2")
    B1 = "B1", _("B1")
    B2 = "B2", _("B2")
    C1 = "C1", _("C1")
    C2 = "C2", _("C2")


class Priority(TextChoices):
    """Who comes first when seats are short."""

    FIRST = "first", _("vorrangig")
    NORMAL = "normal", _("ohne Vorrang")
    SPARE = "spare", _("nur auf freie Plätze")


class Unit(TextChoices):
    """What the number of a rule counts."""

    DAYS = "days", _("Tage")
    WORKING_DAYS = "working_days", _("Arbeitstage")
    WEEKS = "weeks", _("Wochen")
    MONTHS = "months", _("Monate")
    YEARS = "years", _("Jahre")
    KILOMETRES = "km", _("Kilometer")
    LESSONS = "lessons", _("Unterrichtseinheiten")
    PEOPLE = "people", _("Personen")


class RuleName(TextChoices):
    """The numbers of law and agreement the program reckons with. Their values are dated rows, never code."""

    START_AFTER_REGISTRATION = "start-after-registration", _("Kursbeginn nach der Anmeldung, spätestens nach")
    RIGHT_LAPSES_UNSTARTED = "right-lapses-unstarted", _("Anspruch erlischt ohne Kursbeginn nach")
    RIGHT_LAPSES_INTERRUPTED = "right-lapses-interrupted", _("Anspruch erlischt bei Unterbrechung nach")
    HOUR_ACCOUNT = "hour-account", _("Stundenkonto einer Person einschließlich Wiederholung")
    VOCATIONAL_REGISTRATION = "vocational-registration", _("Berufssprachkurs: Anmeldung nach der Berechtigung binnen")
    VOCATIONAL_START = "vocational-start", _("Berufssprachkurs: Kursbeginn nach der Anmeldung, spätestens nach")
    VOCATIONAL_REPORT = "vocational-report", _("Berufssprachkurs: Meldung ohne anderen Träger binnen")
    VOCATIONAL_MINIMUM = "vocational-minimum", _("Berufssprachkurs: Kurs soll stattfinden ab")
    VOCATIONAL_CHILD_CARE = "vocational-child-care", _("Berufssprachkurs: Kinderbetreuung ab Kindern von so vielen")
    TEST_AGE = "test-age", _("Einstufung für einen Berufssprachkurs höchstens alt")
    CERTIFICATE_AGE = "certificate-age", _("B1-Zertifikat bei der Anmeldung höchstens alt")
    RESERVATION = "reservation", _("Reservierung eines Platzes gilt")
    TRAVEL_GRANT = "travel-grant", _("Fahrtkostenzuschuss ab einem Fußweg von")
    OFFERS_AHEAD = "offers-ahead", _("Kurse werden veröffentlicht für die nächsten")
    OFFERS_FRESH = "offers-fresh", _("Freie Plätze werden bestätigt mindestens alle")
    DELETE_NAMES = "delete-names", _("Namen und Geburtsdatum gelöscht spätestens nach")
    DELETE_REST = "delete-rest", _("übrige Angaben gelöscht spätestens nach")
    DELETE_VOCATIONAL = "delete-vocational", _("Berufssprachkurs: Angaben gelöscht spätestens nach")
    DELETE_TESTS = "delete-tests", _("Unterlagen der Einstufung gelöscht nach")
    DELETE_ACCESS_LOG = "delete-access-log", _("Protokoll der Einsichten gelöscht nach")
    DELETE_WITHDRAWN = "delete-withdrawn", _("Angaben gelöscht nach zurückgenommener Einwilligung binnen")
    DELETE_POOL = "delete-pool", _("Angaben zur Vermittlung gelöscht nach Kursbeginn oder Ausscheiden nach")


class RunState(TextChoices):
    """Where a course stands."""

    PLANNED = "planned", _("geplant")
    OPEN = "open", _("findet statt")
    RUNNING = "running", _("läuft")
    ENDED = "ended", _("beendet")
    CANCELLED = "cancelled", _("abgesagt")


class CancelReason(TextChoices):
    """Why a course falls through. Counted for the round of the network."""

    TOO_FEW = "too_few", _("zu wenige Anmeldungen")
    NO_TEACHER = "no_teacher", _("keine Lehrkraft")
    NO_ROOM = "no_room", _("kein Raum")
    NO_CHILD_CARE = "no_child_care", _("keine Kinderbetreuung")
    FUNDING = "funding", _("keine Förderung")
    OTHER = "other", _("anderer Grund")


class Weekday(IntegerChoices):
    """ISO weekdays."""

    MONDAY = 1, _("Montag")
    TUESDAY = 2, _("Dienstag")
    WEDNESDAY = 3, _("Mittwoch")
    THURSDAY = 4, _("Donnerstag")
    FRIDAY = 5, _("Freitag")
    SATURDAY = 6, _("Samstag")
    SUNDAY = 7, _("Sonntag")


class TimeOfDay(TextChoices):
    """When people can come, and when a course is held."""

    MORNING = "morning", _("vormittags")
    AFTERNOON = "afternoon", _("nachmittags")
    EVENING = "evening", _("abends")
    WEEKEND = "weekend", _("am Wochenende")


class KeyKind(TextChoices):
    """What two records of one person may have in common."""

    NAME_DAY = "name_day", _("Name und Geburtsdatum")
    SOUND_DAY = "sound_day", _("Klang des Namens und Geburtsdatum")
    SOUND_YEAR = "sound_year", _("Klang des Namens und Geburtsjahr")
    GIVEN_DAY = "given_day", _("Klang des Vornamens und Geburtsdatum")
    SOUND = "sound", _("Klang des Namens")
    FAMILY = "family", _("Klang des Familiennamens")


class SameReason(TextChoices):
    """Why two records may be one person."""

    NAME_DAY = "name_day", _("gleicher Name und gleiches Geburtsdatum")
    SOUND_DAY = "sound_day", _("ähnlich geschriebener Name und gleiches Geburtsdatum")
    SOUND_YEAR = "sound_year", _("ähnlich geschriebener Name und gleiches Geburtsjahr")
    GIVEN_DAY = "given_day", _("ähnlicher Vorname und gleiches Geburtsdatum, anderer Familienname")


class ClockKind(TextChoices):
    """The clocks of a person who waits."""

    SIX_WEEKS = "six_weeks", _("Kurs soll begonnen haben")
    VOCATIONAL_START = "vocational_start", _("Berufssprachkurs soll begonnen haben")
    VOCATIONAL_REPORT = "vocational_report", _("Meldung, wenn kein anderer Träger gefunden ist")
    TEST_AGE = "test_age", _("Einstufung gilt für einen Berufssprachkurs")
    ENTITLEMENT = "entitlement", _("Berechtigung gilt")
    RIGHT_LAPSES = "right_lapses", _("Anspruch erlischt ohne Kursbeginn")
    RESERVATION = "reservation", _("Platz ist reserviert")
    INTERRUPTED = "interrupted", _("Anspruch erlischt durch die Unterbrechung")


class OpenPurpose(TextChoices):
    """Why somebody opens the name and address of a person. Recorded each time."""

    CONTACT = "contact", _("Kontakt aufnehmen")
    IDENTITY = "identity", _("Angaben mit Ausweis oder Berechtigung vergleichen")
    REVISION = "revision", _("Angaben ändern")
    DUPLICATE = "duplicate", _("prüfen, ob zwei Einträge eine Person sind")
    LETTER = "letter", _("Schreiben an die Person")
    START_LIST = "start_list", _("Startliste für den Kursträger")
    MAIL = "mail", _("E-Mail an die Person")
    NOTE = "note", _("Mitteilung an eine andere Stelle")
    ACCESS = "access", _("Auskunft an die Person selbst")


class KeptKind(TextChoices):
    """What of people has a period of deletion of its own, in the order in which it goes."""

    WORDS = "words", _("Namen, Anschriften und Wünsche")
    TESTS = "tests", _("Einstufungstests")
    FACTS = "facts", _("übrige Angaben zu Personen")
    PLANS = "plans", _("Angaben und Begründungen in Vorschlägen")
    ACCESSES = "accesses", _("Protokoll der Einsichten")


class HoldReason(TextChoices):
    """Why nothing of a person is deleted for a time."""

    OBJECTION = "objection", _("Widerspruch läuft")
    COURT = "court", _("Verfahren vor Gericht")
    COMPLAINT = "complaint", _("Beschwerde bei der Datenschutzaufsicht")
    REQUEST = "request", _("Die Person verlangt es (Art. 18 DSGVO)")


class LeaveReason(TextChoices):
    """Why somebody no longer waits for a course."""

    FINISHED = "finished", _("Kurs beendet")
    MOVED_AWAY = "moved_away", _("weggezogen")
    WORK = "work", _("Arbeit oder Ausbildung aufgenommen")
    NOT_NEEDED = "not_needed", _("kein Kurs mehr nötig")
    NO_CONSENT = "no_consent", _("Einwilligung zurückgenommen")
    UNREACHABLE = "unreachable", _("nicht erreichbar")


class PartnerKind(TextChoices):
    """What a partner of the agreement is."""

    PROVIDER = "provider", _("Kursträger")
    ADVICE = "advice", _("Migrationsberatung")
    JOB_CENTRE = "job_centre", _("Jobcenter oder Agentur für Arbeit")
    IMMIGRATION = "immigration", _("Ausländerbehörde")
    SOCIAL = "social", _("Leistungsbehörde nach dem AsylbLG")
    FEDERAL_OFFICE = "federal_office", _("Bundesamt für Migration und Flüchtlinge")


class Disclosure(TextChoices):
    """What of a person a partner may be told under the agreement."""

    NAME = "name", _("Name")
    BIRTH_DATE = "birth_date", _("Geburtsdatum")
    CONTACT = "contact", _("Telefon und E-Mail")
    ADDRESS = "address", _("Anschrift")
    LANGUAGE = "language", _("Sprache der Verständigung")
    PLACEMENT = "placement", _("Ergebnis der Einstufung")
    CHILD_CARE = "child_care", _("Bedarf an Kinderbetreuung")
    OBLIGATION = "obligation", _("Art der Berechtigung")
    ATTENDANCE = "attendance", _("Anmeldung zum Kurs, Beginn, Unterbrechung und Ende, auch Nichterscheinen")


class SeatState(TextChoices):
    """Where a seat stands: the first four hold it, the others are how it ended."""

    RESERVED = "reserved", _("reserviert")
    CONFIRMED = "confirmed", _("zugesagt")
    STARTED = "started", _("begonnen")
    INTERRUPTED = "interrupted", _("unterbrochen")
    ENDED = "ended", _("beendet")
    NO_SHOW = "no_show", _("nicht erschienen")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
    EXPIRED = "expired", _("Reservierung abgelaufen")
    FELL_THROUGH = "fell_through", _("Kurs ausgefallen")


HOLDING = (SeatState.RESERVED, SeatState.CONFIRMED, SeatState.STARTED, SeatState.INTERRUPTED)
"""A seat in one of these states is taken."""
BEGUN = (SeatState.STARTED, SeatState.INTERRUPTED)
"""People in these states are in a course and wait for none."""
TOLD = (SeatState.RESERVED, SeatState.CONFIRMED)
"""People in these states have been told their course and are not moved."""


class NextStep(TextChoices):
    """How it goes on for somebody after a course has ended. Empty on a seat: nobody has decided yet."""

    SECTION = "section", _("nächster Kursabschnitt")
    ORIENTATION = "orientation", _("Orientierungskurs")
    REPEAT = "repeat", _("Wiederholung")
    DONE = "done", _("fertig, wartet nicht mehr")


class ResultKind(TextChoices):
    """What somebody can take at the end of a course (IntV § 17 (1); the certificate of a vocational course)."""

    LANGUAGE = "language", _("Deutsch-Test für Zuwanderer (DTZ)")
    LIFE = "life", _("Leben in Deutschland (LiD)")
    VOCATIONAL = "vocational", _("Zertifikat des Berufssprachkurses")


class ResultOutcome(TextChoices):
    """What came out: levels for the language test, passed or not for the others."""

    B1 = "b1", _("B1")
    A2 = "a2", _("A2")
    BELOW = "below", _("unter A2")
    PASSED = "passed", _("bestanden")
    FAILED = "failed", _("nicht bestanden")


class ResultSource(TextChoices):
    """How the office knows of a result."""

    CERTIFICATE = "certificate", _("Zertifikat vorgelegt")
    PROVIDER = "provider", _("Mitteilung des Kursträgers")
    PERSON = "person", _("Angabe der Person")


class RepeatHurdle(TextChoices):
    """Why somebody may not, or perhaps not, attend lessons again at public cost."""

    NOT_FORESEEN = "not_foreseen", _("Für diese Kursart ist keine Wiederholung vorgesehen.")
    REPEATED = "repeated", _("Eine Wiederholung gab es schon.")
    HOURS_LEFT = "hours_left", _("Das Stundenkontingent ist noch nicht ausgeschöpft.")
    PASSED = "passed", _("Der Sprachtest ist mit B1 bestanden.")
    NOT_TESTED = "not_tested", _("Es ist kein Sprachtest eingetragen. Das Bundesamt kann darauf verzichten.")


class NoteFact(TextChoices):
    """All that a note to another body may say of a person."""

    REGISTERED = "registered", _("ist angemeldet")
    NOT_APPEARED = "not_appeared", _("ist nicht erschienen")
    BEGAN = "began", _("hat begonnen")
    INTERRUPTED = "interrupted", _("nimmt nicht mehr teil")
    ENDED = "ended", _("hat den Kurs beendet")


class EarlierEnd(TextChoices):
    """How waiting ended for somebody who was counted before the program."""

    STARTED = "started", _("Kurs begonnen")
    LEFT = "left", _("ohne Kurs ausgeschieden")


class PlanState(TextChoices):
    """Where a run of the placement stands."""

    WAITING = "waiting", _("wird gerechnet")
    DONE = "done", _("fertig")
    CANCELLED = "cancelled", _("abgebrochen")
    FAILED = "failed", _("nicht gelungen")


class LockKind(TextChoices):
    """What a person decided about a person and a course before the next run."""

    PIN = "pin", _("soll diesen Kurs bekommen")
    BAR = "bar", _("soll diesen Kurs nicht bekommen")


class Verb(TextChoices):
    """What can happen in the course management."""

    RULE_CHANGED = "course_rule.changed", _("hat eine Regel der Sprachkurse geändert: %(subject)s")
    TERMS_CHANGED = "course_terms.changed", _("hat Bedingungen einer Kursart geändert: %(subject)s")
    KIND_CHANGED = "entitlement_kind.changed", _("hat eine Art der Berechtigung geändert: %(subject)s")
    ADMISSION_STOPPED = "admission.stopped", _("hat einen Zulassungsstopp eingetragen: %(subject)s")
    ADMISSION_REOPENED = "admission.reopened", _("hat einen Zulassungsstopp beendet: %(subject)s")
    REFERENCE_LOADED = "course_reference.loaded", _("hat die Regeln der Sprachkurse geladen: %(subject)s")
    PROVIDER_SAVED = "course_provider.saved", _("hat den Kursträger %(subject)s gespeichert")
    SITE_SAVED = "course_site.saved", _("hat den Kursort %(subject)s gespeichert")
    RUN_SAVED = "course_run.saved", _("hat den Kurs %(subject)s gespeichert")
    RUN_CONFIRMED = "course_run.confirmed", _("hat die Angaben zum Kurs %(subject)s bestätigt")
    RUN_MOVED = "course_run.moved", _("hat den Stand des Kurses %(subject)s geändert")
    RUN_CANCELLED = "course_run.cancelled", _("hat den Kurs %(subject)s abgesagt")
    RUNS_IMPORTED = "course_runs.imported", _("hat Kurse aus einer Tabelle übernommen: %(subject)s")
    WAYS_IMPORTED = "course_ways.imported", _("hat eine Tabelle der Wege eingelesen, gültig ab %(subject)s")
    PROVIDER_ASKED = "course_provider.asked", _("hat den Kursträger %(subject)s um seine Kurse gebeten")
    READER_SAVED = "course_reader.saved", _("hat den Empfänger der Kursübersicht gespeichert: %(subject)s")
    OVERVIEW_SENT = "course_overview.sent", _("hat die Kursübersicht verschickt: %(subject)s")
    CANDIDATE_REGISTERED = "candidate.registered", _("hat eine Person für einen Sprachkurs angemeldet: %(subject)s")
    CANDIDATE_REVISED = "candidate.revised", _("hat Angaben zu einer Person geändert: %(subject)s")
    CANDIDATE_TOLD = "candidate.told", _("hat einer Person gesagt, was gespeichert ist: %(subject)s")
    CANDIDATE_ERASED = "candidate.erased", _("hat alles über eine Person gelöscht: %(subject)s")
    HOLD_SET = "deletion_hold.set", _("hat eine Löschsperre eingetragen: %(subject)s")
    HOLD_ENDED = "deletion_hold.ended", _("hat eine Löschsperre aufgehoben: %(subject)s")
    DELETION_BEGUN = "courses.deletion_begun", _("hat einen Löschlauf der Sprachkurse begonnen: %(subject)s")
    DELETION_ENDED = "courses.deletion_ended", _("hat einen Löschlauf der Sprachkurse beendet: %(subject)s")
    CANDIDATE_LEFT = "candidate.left", _("hat eine Person aus der Warteliste genommen: %(subject)s")
    CANDIDATES_MERGED = "candidate.merged", _("hat zwei Einträge einer Person zusammengeführt: %(subject)s")
    CANDIDATES_PARTED = "candidate.parted", _("hat zwei Einträge wieder getrennt: %(subject)s")
    ENTITLEMENT_ADDED = "entitlement.added", _("hat eine Berechtigung eingetragen: %(subject)s")
    ENTITLEMENT_ENDED = "entitlement.ended", _("hat eine Berechtigung beendet: %(subject)s")
    TEST_PLANNED = "placement_test.planned", _("hat eine Einstufung verabredet: %(subject)s")
    TEST_RECORDED = "placement_test.recorded", _("hat das Ergebnis einer Einstufung eingetragen: %(subject)s")
    AGREEMENT_SAVED = "course_agreement.saved", _("hat die Vereinbarung mit einem Partner gespeichert: %(subject)s")
    DISCLOSURE_ALLOWED = "disclosure.allowed", _("hat eine Einwilligung eingetragen: %(subject)s")
    DISCLOSURE_WITHDRAWN = "disclosure.withdrawn", _("hat eine Einwilligung zurückgenommen: %(subject)s")
    WEIGHTS_SET = "placement_weights.set", _("hat die Gewichte der Platzvermittlung festgelegt: %(subject)s")
    PLAN_STARTED = "placement_plan.started", _("hat einen Vorschlag rechnen lassen: %(subject)s")
    PLAN_KEPT = "placement_plan.kept", _("hat einen Vorschlag festgehalten: %(subject)s")
    PLAN_GIVEN_UP = "placement_plan.given_up", _("hat keinen Vorschlag gefunden: %(subject)s")
    LOCK_SET = "placement_lock.set", _("hat vor dem nächsten Vorschlag festgelegt: %(subject)s")
    LOCK_ENDED = "placement_lock.ended", _("hat eine Festlegung aufgehoben: %(subject)s")
    SEAT_RESERVED = "course_seat.reserved", _("hat einen Platz reserviert: %(subject)s")
    SEAT_MOVED_ON = "course_seat.moved_on", _("hat den Stand eines Platzes geändert: %(subject)s")
    SEAT_EXPIRED = "course_seat.expired", _("hat eine abgelaufene Reservierung beendet: %(subject)s")
    SEAT_INVITED = "course_seat.invited", _("hat die Einladung als E-Mail verschickt: %(subject)s")
    NEXT_CHOSEN = "course_seat.next_chosen", _("hat nach dem Ende eines Kurses entschieden: %(subject)s")
    RESULT_RECORDED = "course_result.recorded", _("hat das Ergebnis eines Kurses eingetragen: %(subject)s")
    NOTE_WRITTEN = "attendance_note.written", _("hat eine Mitteilung zur Teilnahme geschrieben: %(subject)s")
    NOTE_LEFT = "attendance_note.left", _("hat entschieden, nichts mitzuteilen: %(subject)s")
    NOTE_RULE_CHANGED = "note_rule.changed", _("hat geändert, was ohne Einwilligung mitgeteilt wird: %(subject)s")
    EARLIER_TAKEN_OVER = "earlier_cases.taken_over", _("hat frühere Anmeldungen ohne Namen übernommen: %(subject)s")
    ROUND_PACK_FROZEN = "round_pack.frozen", _("hat die Mappe der Runde festgehalten: %(subject)s")
