"""Vocabulary of the concept."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VersionKind(TextChoices):
    """How far a version has come. Everything but the working draft is frozen."""

    DRAFT = "draft", _("Arbeitsentwurf")
    CONFERENCE = "conference", _("Konferenzentwurf")
    SUBMITTED = "submitted", _("Beratungsfassung")
    ADOPTED = "adopted", _("Beschlossene Fassung")
    AMENDED = "amended", _("Geänderte Fassung")


class ElementKind(TextChoices):
    """What an element of the concept is."""

    FIELD = "field", _("Handlungsfeld")
    PRINCIPLE = "principle", _("Leitsatz")
    CHALLENGE = "challenge", _("Herausforderung")
    GOAL = "goal", _("Ziel")
    INITIATIVE = "initiative", _("Maßnahme")
    TEXT = "text", _("Text")


class Outcome(TextChoices):
    """What became of a voice (interface.md "Words")."""

    TAKEN_UP = "taken_up", _("aufgenommen")
    PARTLY = "partly", _("teilweise aufgenommen")
    ALREADY_COVERED = "already_covered", _("schon enthalten")
    REFERRED = "referred", _("weitergegeben")
    NOT_TAKEN_UP = "not_taken_up", _("nicht aufgenommen")


class MapKind(TextChoices):
    """How an element of one version relates to an element of another."""

    SAME = "same", _("gleich")
    MOVED = "moved", _("verschoben")
    SPLIT = "split", _("geteilt")
    MERGED = "merged", _("zusammengeführt")
    DROPPED = "dropped", _("gestrichen")


class TargetFault(TextChoices):
    """What keeps a target from being SMART; the label tells the author what to do."""

    MISSING = "missing", _("Wählen Sie eine Zahlenreihe – oder schreiben Sie, warum das Ziel noch nicht messbar ist.")
    SERIES_AND_REASON = (
        "series_and_reason",
        _("Das Ziel hat eine Zahlenreihe und ist damit messbar. Streichen Sie diese Begründung oder die Zahlenreihe."),
    )
    VALUE_WITHOUT_SERIES = "value_without_series", _("Zu diesem Wert fehlt die Zahlenreihe, an der er gemessen wird.")
    NO_VALUE = "no_value", _("Nennen Sie den Zielwert oder eine Spanne von – bis.")
    CORRIDOR_HALF = "corridor_half", _("Eine Spanne braucht beide Enden: von und bis.")
    CORRIDOR_ORDER = "corridor_order", _("Das obere Ende der Spanne muss größer sein als das untere.")
    NO_DATE = "no_date", _("Nennen Sie den Tag, bis zu dem das Ziel erreicht sein soll.")
    DATE_BEFORE_CONCEPT = "date_before_concept", _("Dieser Tag liegt vor dem Beginn des Konzepts.")
    DATE_AFTER_CONCEPT = "date_after_concept", _("Dieser Tag liegt nach dem Ende des Konzepts.")
    DATE_BEFORE_BASELINE = "date_before_baseline", _("Dieser Tag muss nach dem Stand des Ausgangswerts liegen.")
    BASELINE_DATE = "baseline_date", _("Nennen Sie den Tag, von dem der Ausgangswert stammt.")
    BASELINE_SOURCE = "baseline_source", _("Nennen Sie die Quelle des Ausgangswerts.")
    WRONG_WAY = (
        "wrong_way",
        _("Der Zielwert ist nicht besser als der Ausgangswert. Bei dieser Messgröße gilt: %(direction)s."),
    )
    NEGATIVE_TOLERANCE = "negative_tolerance", _("Die Toleranz kann nicht kleiner als null sein.")


class Verb(TextChoices):
    """What can happen to the concept."""

    CONCEPT_OPENED = "concept.opened", _("hat das Konzept %(subject)s angelegt")
    ELEMENT_ADDED = "element.added", _("hat %(subject)s in das Konzept aufgenommen")
    ELEMENT_REVISED = "element.revised", _("hat %(subject)s neu gefasst")
    ELEMENT_MOVED = "element.moved", _("hat %(subject)s an eine andere Stelle gesetzt")
    ELEMENT_WITHDRAWN = "element.withdrawn", _("hat %(subject)s aus dem Entwurf genommen")
    VERSION_FROZEN = "version.frozen", _("hat die Fassung %(subject)s festgehalten")
    CONTRIBUTION_CONSIDERED = "contribution.considered", _("hat %(subject)s abgewogen")
    ANSWER_PUBLISHED = "answer.published", _("hat die Antwort auf %(subject)s veröffentlicht")
    CONTRIBUTION_INCORPORATED = "contribution.incorporated", _("hat %(subject)s in den Text eingearbeitet")
    ELEMENT_MAPPED = "element.mapped", _("hat %(subject)s einem Element der anderen Fassung zugeordnet")
