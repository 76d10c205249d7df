"""Vocabulary of the implementation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """How a municipality answers the offer of a goal. Municipalities are partners, not subordinates."""

    ADOPT = "adopt", _("übernimmt")
    ADAPT = "adapt", _("passt an")
    ALREADY_DONE = "already_done", _("schon erledigt")
    NOT_APPLICABLE = "not_applicable", _("trifft nicht zu")


class DraftSide(TextChoices):
    """Whose draft an answer is that has not been given yet. Neither side reads the drafts of the other."""

    OWN = "own", _("Entwurf der Kommune")
    COUNTY = "county", _("Entwurf des Landkreises im Namen der Kommune")
    PROPOSED = "proposed", _("Vorschlag einer Kommune derselben Einheit")


class Standing(TextChoices):
    """How an offered element stands with one municipality."""

    OPEN = "open", _("noch offen")
    AGAIN = "again", _("neu gefragt")
    DRAFT = "draft", _("Entwurf")
    ANSWERED = "answered", _("beantwortet")


class Lack(TextChoices):
    """What an answer lacks before it can be given."""

    ANSWER = "answer", _("Wählen Sie eine Antwort.")
    ADAPTED_TEXT = "adapted_text", _("Bitte schreiben Sie, wie Ihre Kommune es anpasst.")
    DONE = "done", _("Bitte schreiben Sie, was schon erledigt ist.")
    REASON = "reason", _("Bitte nennen Sie den Grund.")
    RESOLUTION = "resolution", _("Zum Datum oder Gremium fehlt der Beschluss.")


class Continued(TextChoices):
    """What became of an answered element in a newer version, and so of the answer."""

    SAME = "same", _("unverändert: die Antwort gilt weiter")
    CHANGED = "changed", _("geändert: es wird neu gefragt")
    SPLIT = "split", _("geteilt: es wird neu gefragt")
    MERGED = "merged", _("zusammengeführt: es wird neu gefragt")
    DROPPED = "dropped", _("entfallen: die Antwort bleibt in der Akte")
    NEW = "new", _("neu: es wird gefragt")
    UNKNOWN = "unknown", _("Verbleib nicht angegeben: es wird nicht gefragt")


class Progress(TextChoices):
    """How far an initiative is (vocabulary of domain.md §7.1)."""

    NOT_STARTED = "not_started", _("noch nicht begonnen")
    PLANNED = "planned", _("in Planung")
    UNDER_WAY = "under_way", _("in Umsetzung")
    DONE = "done", _("umgesetzt")
    REGULAR_WORK = "regular_work", _("in den Regelbetrieb übergegangen")
    POSTPONED = "postponed", _("zurückgestellt")
    DROPPED = "dropped", _("nicht weiterverfolgt")


class Weight(TextChoices):
    """What an initiative is for the strategy: something to show soon, or something that carries much of it."""

    QUICK_WIN = "quick_win", _("Sofortmaßnahme")
    FOCUS = "focus", _("Schwerpunkt")


class DueKind(TextChoices):
    """What a date of an initiative is."""

    MILESTONE = "milestone", _("Meilenstein")
    FUNDING = "funding", _("Förderung endet")
    END = "end", _("soll fertig sein")


class LateReason(TextChoices):
    """Why an initiative is late."""

    MILESTONE = "milestone", _("Meilenstein überfällig")
    OVER = "over", _("sollte fertig sein")
    POSTPONED = "postponed", _("zurückgestellt")
    DROPPED = "dropped", _("nicht weiterverfolgt")


class Verb(TextChoices):
    """What can happen in the implementation."""

    GOALS_OFFERED = "goals.offered", _("hat die Ziele angeboten: %(subject)s")
    OFFER_RENEWED = "offer.renewed", _("hat die neue Fassung angeboten: %(subject)s")
    COORDINATORS_REMINDED = "coordinators.reminded", _("hat an das Angebot erinnert: %(subject)s")
    ADOPTION_ANSWERED = "adoption.answered", _("hat auf das Angebot geantwortet: %(subject)s")
    ANSWER_CARRIED = "adoption.carried", _("hat die Antwort auf die neue Fassung übertragen: %(subject)s")
    DRAFTS_KEPT = "drafts.kept", _("hat Antworten entworfen: %(subject)s")
    DRAFT_DROPPED = "draft.dropped", _("hat einen Entwurf verworfen: %(subject)s")
    ANSWER_PROPOSED = "answer.proposed", _("hat eine gemeinsame Antwort vorgeschlagen: %(subject)s")
    JOINT_UNIT_SET = "joint_unit.set", _("hat die gemeinsame Einheit %(subject)s festgehalten")
    JOINT_UNIT_ENDED = "joint_unit.ended", _("hat die gemeinsame Einheit %(subject)s beendet")
    PROGRESS_REPORTED = "progress.reported", _("hat den Stand gemeldet: %(subject)s")
    MILESTONE_SET = "milestone.set", _("hat den Meilenstein %(subject)s gesetzt")
    MILESTONE_REACHED = "milestone.reached", _("hat den Meilenstein %(subject)s abgeschlossen")
    MILESTONE_MOVED = "milestone.moved", _("hat den Meilenstein %(subject)s verschoben")
    PROGRESS_REPORTED_BY_LINK = "progress.reported_by_link", _("hat über den Link den Stand gemeldet: %(subject)s")
    PLAN_SET = "plan.set", _("hat den Plan festgehalten: %(subject)s")
    BUDGET_SET = "budget.set", _("hat die Mittel eines Jahres festgehalten: %(subject)s")
    FUNDING_SET = "funding.set", _("hat eine Förderung festgehalten: %(subject)s")
    FUNDING_ENDED = "funding.ended", _("hat eine Förderung gestrichen: %(subject)s")
    DEPENDENCY_SET = "dependency.set", _("hat eine Voraussetzung festgehalten: %(subject)s")
    DEPENDENCY_ENDED = "dependency.ended", _("hat eine Voraussetzung gestrichen: %(subject)s")
    CARE_ASSIGNED = "care.assigned", _("hat die Betreuung vergeben: %(subject)s")
    CARE_ENDED = "care.ended", _("hat die Betreuung beendet: %(subject)s")
    OWNER_REMINDED = "owner.reminded", _("hat an die Meldung erinnert: %(subject)s")
