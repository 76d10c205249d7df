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
    ORAL = "oral", _("mündlich, von der Moderation notiert")


class Moderation(TextChoices):
    """Whether a contribution may be shown. The original is kept in every case."""

    PENDING = "pending", _("wird geprüft")
    PUBLISHED = "published", _("veröffentlicht")
    WITHHELD = "withheld", _("zurückgehalten")


class TranslationStatus(TextChoices):
    """Who stands behind a translation."""

    MACHINE = "machine", _("maschinell übersetzt")
    CHECKED = "checked", _("von einer Person geprüft")


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


class Verb(TextChoices):
    """What can happen in participation."""

    PROCESS_OPENED = "process.opened", _("hat den Prozess %(subject)s eröffnet")
    STAGE_PLANNED = "stage.planned", _("hat den Abschnitt %(subject)s geplant")
    STAGE_RESCHEDULED = "stage.rescheduled", _("hat den Abschnitt %(subject)s geändert")
    STAGE_GATE_PASSED = "stage.gate_passed", _("hat festgehalten, dass die Bedingung erfüllt ist: %(subject)s")
    ACTOR_GROUP_ADDED = "actor_group.added", _("hat die Akteursgruppe %(subject)s angelegt")
    EVENT_PLANNED = "event.planned", _("hat die Veranstaltung %(subject)s geplant")
    EVENT_REPLANNED = "event.replanned", _("hat die Veranstaltung %(subject)s geändert")
    CODES_ISSUED = "codes.issued", _("hat Codes für Karten ausgegeben: %(subject)s")
    CONTRIBUTION_CAPTURED = "contribution.captured", _("hat %(subject)s erfasst")
    CONTRIBUTION_ADDED_LATE = "contribution.added_late", _("hat %(subject)s nachgereicht")
    CONTRIBUTION_PUBLISHED = "contribution.published", _("hat %(subject)s veröffentlicht")
    CONTRIBUTION_WITHHELD = "contribution.withheld", _("hat %(subject)s zurückgehalten")
    CONTRIBUTION_TRANSLATED = "contribution.translated", _("hat %(subject)s übersetzt")
    THEME_ADDED = "theme.added", _("hat das Thema %(subject)s angelegt")
    CONTRIBUTION_ASSIGNED = "contribution.assigned", _("hat %(subject)s einem Thema zugeordnet")
