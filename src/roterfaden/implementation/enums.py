"""Vocabulary of the implementation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """How a municipality answers the offer of a goal. Municipalities are partners, not subordinates."""

    ADOPT = "adopt", _("übernimmt")
    ADAPT = "adapt", _("passt an")
    ALREADY_DONE = "already_done", _("schon erledigt")
    NOT_APPLICABLE = "not_applicable", _("trifft nicht zu")


class Progress(TextChoices):
    """How far an initiative is (vocabulary of domain.md §7.1)."""

    NOT_STARTED = "not_started", _("noch nicht begonnen")
    PLANNED = "planned", _("in Planung")
    UNDER_WAY = "under_way", _("in Umsetzung")
    DONE = "done", _("umgesetzt")
    REGULAR_WORK = "regular_work", _("in den Regelbetrieb übergegangen")
    POSTPONED = "postponed", _("zurückgestellt")
    DROPPED = "dropped", _("nicht weiterverfolgt")


class Verb(TextChoices):
    """What can happen in the implementation."""

    GOALS_OFFERED = "goals.offered", _("hat die Ziele angeboten: %(subject)s")
    ADOPTION_ANSWERED = "adoption.answered", _("hat auf das Angebot geantwortet: %(subject)s")
    PROGRESS_REPORTED = "progress.reported", _("hat den Stand gemeldet: %(subject)s")
    MILESTONE_SET = "milestone.set", _("hat den Meilenstein %(subject)s gesetzt")
    MILESTONE_REACHED = "milestone.reached", _("hat den Meilenstein %(subject)s abgeschlossen")
