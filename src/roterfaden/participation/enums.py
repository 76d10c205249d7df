"""Kinds and states of participation, and what can happen in it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StageKind(TextChoices):
    """The stages of a process, in the order of the model case (domain.md §1)."""

    MANDATE = "mandate", _("Auftrag")
    FORUM = "forum", _("Dialogforen")
    EVALUATION = "evaluation", _("Auswertung")
    INTERNAL_ROUND = "internal_round", _("Interne Runde")
    DRAFT = "draft", _("Entwurf")
    CONFERENCE = "conference", _("Integrationskonferenz")
    COMMITTEE = "committee", _("Beratung im Fachausschuss")
    COUNCIL = "council", _("Beschluss im Kreistag")
    HANDOVER = "handover", _("Übertragung auf die Kommunen")
    IMPLEMENTATION = "implementation", _("Umsetzung")
    REVIEW = "review", _("Überprüfung der Ziele")


class EventKind(TextChoices):
    """How people meet."""

    FORUM = "forum", _("Dialogforum")
    CONFERENCE = "conference", _("Konferenz")
    INTERNAL = "internal", _("Interne Runde")
    ONLINE = "online", _("Online-Beteiligung")


class AccessFeature(TextChoices):
    """What makes it easier for somebody to take part in an event."""

    STEP_FREE = "step_free", _("stufenlos erreichbar")
    TOILET = "toilet", _("barrierefreie Toilette")
    PARKING = "parking", _("Behindertenparkplatz")
    HEARING_LOOP = "hearing_loop", _("Höranlage")
    SIGN_LANGUAGE = "sign_language", _("Gebärdensprache")
    WRITTEN = "written", _("Schriftdolmetschen")
    PLAIN_LANGUAGE = "plain_language", _("einfache Sprache")
    QUIET_ROOM = "quiet_room", _("Ruheraum")


class RegistrationState(TextChoices):
    """Whether somebody has a seat."""

    REGISTERED = "registered", _("angemeldet")
    WAITING = "waiting", _("auf der Warteliste")
    CANCELLED = "cancelled", _("abgemeldet")


class InviteeState(TextChoices):
    """How far an invitation has come."""

    NOT_INVITED = "not_invited", _("nicht eingeladen")
    INVITED = "invited", _("eingeladen")
    REGISTERED = "registered", _("angemeldet")
    DECLINED = "declined", _("abgesagt")


class InvitedBy(TextChoices):
    """The way an invitation takes."""

    MAIL = "mail", _("per E-Mail")
    LETTER = "letter", _("per Brief")


class HeadcountOf(TextChoices):
    """By what the people at an event are counted."""

    ALL = "all", _("alle")
    GROUP = "group", _("Akteursgruppe")
    AREA = "area", _("Kommune")
    LANGUAGE = "language", _("Sprache")


class DocumentationState(TextChoices):
    """Who may read what an event was."""

    DRAFT = "draft", _("Entwurf")
    PUBLISHED = "published", _("veröffentlicht")


class PhotoConsent(TextChoices):
    """Why a photo may be shown (§ 22 KunstUrhG, Article 6 GDPR)."""

    NOBODY = "nobody", _("Auf dem Foto ist niemand zu erkennen.")
    CONSENTED = "consented", _("Alle, die zu erkennen sind, haben der Veröffentlichung zugestimmt.")


class Wall(TextChoices):
    """Which cards of an event the projector shows."""

    CHECKED = "checked", _("nur geprüfte Karten")
    AT_ONCE = "at_once", _("jede Karte sofort, solange die Veranstaltung läuft")


class Reading(TextChoices):
    """Whether a machine has tried to read a photo."""

    NONE = "none", _("nicht gelesen")
    WAITING = "waiting", _("wird gelesen")
    DONE = "done", _("gelesen")
    FAILED = "failed", _("nicht lesbar")


class ContributionKind(TextChoices):
    """What a card says (method of the dialogue forums, domain.md §1.2)."""

    STRENGTH = "strength", _("Stärke")
    WEAKNESS = "weakness", _("Schwäche")
    CHALLENGE = "challenge", _("Herausforderung")
    GOAL = "goal", _("Ziel")
    INDICATOR = "indicator", _("Messgröße")
    MEASURE = "measure", _("Maßnahme")
    FEEDBACK = "feedback", _("Rückmeldung zum Entwurf")
    QUESTION = "question", _("Frage")


class Channel(TextChoices):
    """The way a voice reached the office."""

    CARD = "card", _("Karte auf Papier")
    PHONE = "phone", _("eigenes Telefon")
    ONLINE = "online", _("Online-Formular")
    LETTER = "letter", _("Brief oder E-Mail")
    INTERVIEW = "interview", _("Interview")
    ORAL = "oral", _("mündlich, von der Moderation notiert")


class Moderation(TextChoices):
    """Whether a contribution may be shown. The original is kept in every case."""

    PENDING = "pending", _("wird geprüft")
    PUBLISHED = "published", _("veröffentlicht")
    WITHHELD = "withheld", _("zurückgehalten")


class TranslationStatus(TextChoices):
    """Who stands behind a translation."""

    MACHINE = "machine", _("maschinell übersetzt")
    HUMAN = "human", _("von einer Person übersetzt")
    CHECKED = "checked", _("von einer Person geprüft")


BY_PEOPLE = (TranslationStatus.HUMAN, TranslationStatus.CHECKED)
"""What a machine never overwrites."""


class Language(TextChoices):
    """Languages in which people contribute; each named in itself."""

    DE = "de", "Deutsch"
    EN = "en", "English"
    AR = "ar", "العربية"
    TR = "tr", "Türkçe"
    UK = "uk", "Українська"
    RU = "ru", "Русский"
    PL = "pl", "Polski"
    RO = "ro", "Română"
    FA = "fa", "فارسی"
    TI = "ti", "ትግርኛ"
    BG = "bg", "Български"
    KU = "ku", "Kurdî"
    FR = "fr", "Français"


class TaskAnchor(TextChoices):
    """From where the day of a task is counted."""

    FIXED = "fixed", _("ein fester Tag")
    START = "start", _("vom ersten Tag an")
    END = "end", _("vom letzten Tag an")


class PassageKind(TextChoices):
    """Why words of a voice are not shown."""

    PERSON = "person", _("nennt eine Person")
    ADDRESS = "address", _("Adresse, Telefon oder E-Mail")
    HEALTH = "health", _("Gesundheit")
    OTHER = "other", _("anderer Grund")


class SealKind(TextChoices):
    """What is sealed: passages of a voice, or all its words because the person withdrew it."""

    PASSAGES = "passages", _("einzelne Stellen")
    WITHDRAWAL = "withdrawal", _("zurückgezogener Beitrag")


class ConsentPurpose(TextChoices):
    """What somebody agreed to."""

    PUBLISH = "publish", _("Veröffentlichung ohne Namen")
    QUOTE = "quote", _("Zitat in Berichten")
    INFORM = "inform", _("Nachricht per E-Mail")


class ReviewOutcome(TextChoices):
    """What came of a request to look again."""

    PUBLISHED = "published", _("wird jetzt veröffentlicht")
    UPHELD = "upheld", _("bleibt zurückgehalten")


class Retention(TextChoices):
    """Kinds of personal data that are erased after a period."""

    UNCONFIRMED_ADDRESS = "unconfirmed_address", _("E-Mail-Adressen, die niemand bestätigt hat")
    ADDRESS = "address", _("E-Mail-Adressen zu Beiträgen")
    WITHDRAWN_WORDS = "withdrawn_words", _("Worte zurückgezogener Beiträge")
    SEALED_ORIGINAL = "sealed_original", _("Originale mit ausgelassenen Stellen")
    REVIEW_REQUEST = "review_request", _("Worte in Bitten um erneute Prüfung")
    FREE_CODE = "free_code", _("Codes auf Karten, die niemand abgegeben hat")
    IMPORT_FILE = "import_file", _("Dateien eingelesener Listen")
    CARD_PHOTO = "card_photo", _("nicht freigegebene Fotos von Karten")
    FLAG_NOTE = "flag_note", _("Worte in Meldungen")
    SOURCE_FILE = "source_file", _("Originale von Briefen und Interviews")


class StepKind(TextChoices):
    """What can be done on the board."""

    THEME_ADDED = "theme_added", _("Thema angelegt")
    THEME_REVISED = "theme_revised", _("Thema geändert")
    THEMES_MERGED = "themes_merged", _("Themen zusammengeführt")
    THEME_RETIRED = "theme_retired", _("Thema stillgelegt")
    SORTED = "sorted", _("Karten verschoben")
    SPLIT = "split", _("Karte geteilt")
    JOINED = "joined", _("Teile zusammengefügt")
    GROUPED = "grouped", _("Ähnliche zusammengelegt")
    UNGROUPED = "ungrouped", _("Aus der Gruppe genommen")
    UNDONE = "undone", _("Schritt zurückgenommen")


class CommentRule(TextChoices):
    """How comments are treated in a process."""

    CHECKED_FIRST = "checked_first", _("werden gelesen und dann gezeigt")
    SHOWN_AT_ONCE = "shown_at_once", _("werden sofort gezeigt und später gelesen")
    CLOSED = "closed", _("sind nicht vorgesehen")


class FlagReason(TextChoices):
    """Why a reader reports a voice or comment."""

    INSULT = "insult", _("beleidigt oder bedroht jemanden")
    PERSONAL = "personal", _("nennt Namen oder anderes Persönliches")
    ADVERT = "advert", _("ist Werbung")
    UNLAWFUL = "unlawful", _("verstößt gegen das Gesetz")
    OTHER = "other", _("etwas anderes")


class FlagDecision(TextChoices):
    """What came of a report."""

    KEPT = "kept", _("bleibt sichtbar")
    WITHHELD = "withheld", _("wird nicht mehr gezeigt")


class Sign(TextChoices):
    """What makes the program ask a person to look first."""

    TRAP = "trap", _("hat ein Feld ausgefüllt, das Menschen nicht sehen")
    TOO_FAST = "too_fast", _("war schneller abgeschickt, als ein Mensch schreibt")
    SIMILAR = "similar", _("gleicht einem anderen Text:")
    LINKS = "links", _("enthält Internet-Adressen:")
    FLOOD = "flood", _("kam mit vielen anderen kurz hintereinander")


class ImportField(TextChoices):
    """What a column of a table can hold."""

    TEXT = "text", _("Text des Beitrags")
    KIND = "kind", _("Art")
    EVENT = "event", _("Veranstaltung")
    TABLE = "table", _("Tisch")
    ROUND = "round", _("Runde")
    ACTOR_GROUP = "actor_group", _("Akteursgruppe")
    AREA = "area", _("Kommune")
    SAID_ON = "said_on", _("gesagt am")
    LANGUAGE = "language", _("Sprache")
    CHANNEL = "channel", _("Weg")
    WEIGHT = "weight", _("Punkte")
    CODE = "code", _("Code auf der Karte")
    OWN_ID = "own_id", _("eigene Kennung")


class ImportMode(TextChoices):
    """What happens to a table with faulty rows."""

    SKIP = "skip", _("fehlerhafte Zeilen auslassen, die anderen aufnehmen")
    ALL = "all", _("nur aufnehmen, wenn alle Zeilen stimmen")


class ImportState(TextChoices):
    """How far an import is."""

    DRAFT = "draft", _("Spalten noch nicht zugeordnet")
    CHECKED = "checked", _("geprüft, noch nicht eingelesen")
    RUNNING = "running", _("wird eingelesen")
    DONE = "done", _("eingelesen")


class RowOutcome(TextChoices):
    """What became of a row."""

    IMPORTED = "imported", _("aufgenommen")
    KNOWN = "known", _("schon da")
    FAULTY = "faulty", _("fehlerhaft")
    HELD = "held", _("nicht aufgenommen, weil andere Zeilen fehlerhaft sind")


class Verb(TextChoices):
    """What can happen in participation."""

    PROCESS_OPENED = "process.opened", _("hat den Prozess %(subject)s eröffnet")
    STAGE_PLANNED = "stage.planned", _("hat den Abschnitt %(subject)s geplant")
    STAGE_RESCHEDULED = "stage.rescheduled", _("hat den Abschnitt %(subject)s geändert")
    STAGE_GATE_PASSED = "stage.gate_passed", _("hat festgehalten, dass die Bedingung erfüllt ist: %(subject)s")
    ACTOR_GROUP_ADDED = "actor_group.added", _("hat die Akteursgruppe %(subject)s angelegt")
    EVENT_PLANNED = "event.planned", _("hat die Veranstaltung %(subject)s geplant")
    EVENT_REPLANNED = "event.replanned", _("hat die Veranstaltung %(subject)s geändert")
    EVENT_AGENDA_SET = "event.agenda_set", _("hat den Ablauf von %(subject)s festgelegt")
    EVENT_ACCESS_DESCRIBED = "event.access_described", _("hat Ort und Zugang von %(subject)s beschrieben")
    EVENT_REGISTRATION_SET = "event.registration_set", _("hat die Anmeldung zu %(subject)s eingerichtet")
    EVENT_CANCELLED = "event.cancelled", _("hat die Veranstaltung %(subject)s abgesagt")
    EVENT_GUESTS_TOLD = "event.guests_told", _("hat Angemeldeten die Änderung mitgeteilt: %(subject)s")
    REGISTRATION_MADE = "registration.made", _("hat sich angemeldet: %(subject)s")
    REGISTRATION_CHANGED = "registration.changed", _("hat die %(subject)s geändert")
    REGISTRATION_CANCELLED = "registration.cancelled", _("hat die %(subject)s zurückgenommen")
    REGISTRATION_MOVED_UP = "registration.moved_up", _("hat einen frei gewordenen Platz vergeben: %(subject)s")
    GUEST_CHECKED_IN = "guest.checked_in", _("hat die Anwesenheit festgehalten: %(subject)s")
    WALK_IN_ADDED = "guest.walk_in_added", _("hat jemanden ohne Anmeldung eingelassen: %(subject)s")
    HEADCOUNT_RECORDED = "headcount.recorded", _("hat die Teilnahmezahlen von %(subject)s festgehalten")
    REGISTRATIONS_ERASED = "registrations.erased", _("hat die Anmeldedaten von %(subject)s gelöscht")
    INVITEE_ADDED = "invitee.added", _("hat jemanden auf die Einladungsliste gesetzt: %(subject)s")
    INVITEES_IMPORTED = "invitees.imported", _("hat eine Einladungsliste eingelesen für %(subject)s")
    INVITEE_REMOVED = "invitee.removed", _("hat jemanden von der Einladungsliste genommen: %(subject)s")
    INVITATION_WRITTEN = "invitation.written", _("hat den Text der Einladung geschrieben: %(subject)s")
    INVITATIONS_SENT = "invitations.sent", _("hat Einladungen verschickt zu %(subject)s")
    INVITEES_REMINDED = "invitees.reminded", _("hat an die Einladung erinnert zu %(subject)s")
    INVITATION_DECLINED = "invitation.declined", _("hat die Einladung abgesagt: %(subject)s")
    DOCUMENTATION_WRITTEN = "documentation.written", _("hat an der %(subject)s geschrieben")
    DOCUMENTATION_PUBLISHED = "documentation.published", _("hat die %(subject)s veröffentlicht")
    DOCUMENTATION_WITHDRAWN = "documentation.withdrawn", _("hat die %(subject)s zurückgezogen")
    PHOTO_ADDED = "photo.added", _("hat ein Foto hinzugefügt: %(subject)s")
    PHOTO_RELEASED = "photo.released", _("hat ein Foto freigegeben: %(subject)s")
    PHOTO_REMOVED = "photo.removed", _("hat ein Foto entfernt: %(subject)s")
    EVENT_ROOM_STEERED = "event.room_steered", _("hat Kartenwand und Telefone eingestellt: %(subject)s")
    CODES_ISSUED = "codes.issued", _("hat Codes für Karten ausgegeben: %(subject)s")
    CONTRIBUTION_CAPTURED = "contribution.captured", _("hat %(subject)s erfasst")
    CONTRIBUTION_ADDED_LATE = "contribution.added_late", _("hat %(subject)s nachgereicht")
    CONTRIBUTION_SLIP = "contribution.slip", _("hat %(subject)s als Fehleingabe zurückgenommen")
    CARD_PHOTO_KEPT = "card_photo.kept", _("hat ein Foto aufgenommen: %(subject)s")
    CARD_PHOTO_READ = "card_photo.read", _("hat ein Foto gelesen: %(subject)s")
    CARD_PHOTO_RELEASED = "card_photo.released", _("hat ein Foto freigegeben: %(subject)s")
    CARD_PHOTO_HIDDEN = "card_photo.hidden", _("hat ein Foto wieder verborgen: %(subject)s")
    IMPORT_OPENED = "import.opened", _("hat eine Liste zum Einlesen vorgelegt: %(subject)s")
    IMPORT_PLANNED = "import.planned", _("hat die Spalten zugeordnet: %(subject)s")
    IMPORT_CHECKED = "import.checked", _("hat die Zeilen prüfen lassen: %(subject)s")
    IMPORT_STARTED = "import.started", _("hat das Einlesen begonnen: %(subject)s")
    CONTRIBUTIONS_IMPORTED = "contributions.imported", _("hat Beiträge eingelesen: %(subject)s")
    SOURCE_KEPT = "source.kept", _("hat ein Original aufgenommen: %(subject)s")
    IMPORT_FILE_ERASED = "import.file_erased", _("hat die Datei gelöscht: %(subject)s")
    SOURCE_ERASED = "source.erased", _("hat ein Original gelöscht: %(subject)s")
    SOURCE_QUOTED = "source.quoted", _("hat einen Beitrag aus einem Original erfasst: %(subject)s")
    CONTRIBUTION_PUBLISHED = "contribution.published", _("hat %(subject)s veröffentlicht")
    CONTRIBUTION_WITHHELD = "contribution.withheld", _("hat %(subject)s zurückgehalten")
    CONTRIBUTION_TRANSLATED = "contribution.translated", _("hat %(subject)s übersetzt")
    TASK_ADDED = "task.added", _("hat die Aufgabe %(subject)s angelegt")
    TASK_CHANGED = "task.changed", _("hat die Aufgabe %(subject)s geändert")
    TASK_MOVED = "task.moved", _("hat den Tag der Aufgabe %(subject)s verschoben")
    TASK_FINISHED = "task.finished", _("hat die Aufgabe %(subject)s erledigt")
    TASK_REOPENED = "task.reopened", _("hat die Aufgabe %(subject)s wieder geöffnet")
    TASK_DROPPED = "task.dropped", _("hat die Aufgabe %(subject)s gestrichen")
    TEMPLATE_SAVED = "template.saved", _("hat das Muster %(subject)s gespeichert")
    TEMPLATE_REMOVED = "template.removed", _("hat das Muster %(subject)s entfernt")
    PASSAGES_SEALED = "contribution.passages_sealed", _("hat Stellen in %(subject)s ausgelassen")
    PASSAGES_SHOWN = "contribution.passages_shown", _("zeigt die ausgelassenen Stellen in %(subject)s wieder")
    ORIGINAL_OPENED = "contribution.original_opened", _("hat das verschlossene Original gelesen: %(subject)s")
    VOICE_WITHDRAWN = "voice.withdrawn", _("hat %(subject)s zurückgezogen")
    VOICE_RESTORED = "voice.restored", _("hat das Zurückziehen rückgängig gemacht: %(subject)s")
    CONSENT_GIVEN = "consent.given", _("hat einer Verwendung zugestimmt: %(subject)s")
    CONSENT_WITHDRAWN = "consent.withdrawn", _("hat eine Zustimmung zurückgenommen: %(subject)s")
    ADDRESS_LEFT = "address.left", _("hat eine E-Mail-Adresse hinterlassen: %(subject)s")
    ADDRESS_CONFIRMED = "address.confirmed", _("hat eine E-Mail-Adresse bestätigt: %(subject)s")
    ADDRESS_REMOVED = "address.removed", _("hat eine E-Mail-Adresse entfernt: %(subject)s")
    AUTHOR_INFORMED = "author.informed", _("hat eine Nachricht verschickt: %(subject)s")
    REVIEW_ASKED = "review.asked", _("bittet um erneute Prüfung: %(subject)s")
    REVIEW_ANSWERED = "review.answered", _("hat eine Bitte um erneute Prüfung beantwortet: %(subject)s")
    RETENTION_SET = "retention.set", _("hat eine Frist festgelegt: %(subject)s")
    RETENTION_RUN = "retention.run", _("hat nach Ablauf der Frist gelöscht: %(subject)s")
    QUESTION_FIELDS_SET = "event.question_fields_set", _("hat die Fragen von %(subject)s Handlungsfeldern zugeordnet")
    COMMENT_RULE_SET = "process.comment_rule_set", _("hat geregelt, wie Kommentare behandelt werden: %(subject)s")
    SUPPORT_GIVEN = "support.given", _("unterstützt %(subject)s")
    SUPPORT_WITHDRAWN = "support.withdrawn", _("unterstützt nicht mehr: %(subject)s")
    COMMENT_WRITTEN = "comment.written", _("hat geschrieben: %(subject)s")
    COMMENT_WITHDRAWN = "comment.withdrawn", _("hat zurückgezogen: %(subject)s")
    COMMENT_PUBLISHED = "comment.published", _("hat veröffentlicht: %(subject)s")
    COMMENT_WITHHELD = "comment.withheld", _("hat zurückgehalten: %(subject)s")
    CONTRIBUTION_SUSPECTED = "contribution.suspected", _("bittet, zuerst zu lesen: %(subject)s")
    FLAGGED = "flag.received", _("hat etwas gemeldet: %(subject)s")
    FLAGS_DECIDED = "flag.decided", _("hat über Meldungen entschieden: %(subject)s")
    THEME_ADDED = "theme.added", _("hat das Thema %(subject)s angelegt")
    THEME_REVISED = "theme.revised", _("hat das Thema %(subject)s geändert")
    THEMES_MERGED = "themes.merged", _("hat das Thema %(subject)s in ein anderes überführt")
    THEME_RETIRED = "theme.retired", _("hat das Thema %(subject)s stillgelegt")
    CONTRIBUTION_ASSIGNED = "contribution.assigned", _("hat %(subject)s einem Thema zugeordnet")
    CONTRIBUTIONS_SORTED = "contributions.sorted", _("hat Karten verschoben: %(subject)s")
    CONTRIBUTION_SPLIT = "contribution.split", _("hat %(subject)s geteilt")
    CONTRIBUTION_JOINED = "contribution.joined", _("hat die Teile zusammengefügt: %(subject)s")
    CONTRIBUTIONS_GROUPED = "contributions.grouped", _("hat ähnliche Beiträge zusammengelegt: %(subject)s")
    CONTRIBUTIONS_UNGROUPED = "contributions.ungrouped", _("hat Beiträge aus einer Gruppe genommen: %(subject)s")
    BOARD_STEP_UNDONE = "board_step.undone", _("hat einen Schritt auf der Pinnwand zurückgenommen: %(subject)s")
