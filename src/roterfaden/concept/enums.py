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


class Verb(TextChoices):
    """What can happen to the concept."""

    CONCEPT_OPENED = "concept.opened", _("hat das Konzept %(subject)s angelegt")
    ELEMENT_ADDED = "element.added", _("hat %(subject)s in das Konzept aufgenommen")
    ELEMENT_REVISED = "element.revised", _("hat %(subject)s neu gefasst")
    VERSION_FROZEN = "version.frozen", _("hat die Fassung %(subject)s festgehalten")
    CONTRIBUTION_CONSIDERED = "contribution.considered", _("hat %(subject)s abgewogen")
    CONTRIBUTION_INCORPORATED = "contribution.incorporated", _("hat %(subject)s in den Text eingearbeitet")
    ELEMENT_MAPPED = "element.mapped", _("hat %(subject)s einem Element der anderen Fassung zugeordnet")
