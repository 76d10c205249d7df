"""Kinds of suggestions, what people made of them, and what can happen in sorting."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SuggestionKind(TextChoices):
    """What is suggested for a card."""

    FIELD = "field", _("Handlungsfeld")
    THEME = "theme", _("Thema")
    DUPLICATE = "duplicate", _("sagt dasselbe")
    NEIGHBOUR = "neighbour", _("ähnliche Karte")
    NAME = "name", _("Name für ein neues Thema")


class ScoreKind(TextChoices):
    """What the number beside a suggestion is."""

    CHANCE = "chance", _("Wahrscheinlichkeit, an früheren Zuordnungen geeicht")
    LETTERS = "letters", _("Übereinstimmung der Buchstaben zwischen 0 und 1, keine Wahrscheinlichkeit")
    WORDS = "words", _("Ähnlichkeit der Wörter zwischen 0 und 1, keine Wahrscheinlichkeit")
    SHARE = "share", _("Anteil der Karten der Gruppe, die das erste Wort enthalten, keine Wahrscheinlichkeit")


class Likeness(TextChoices):
    """What two cards are to each other."""

    SAME = "same", _("wörtlich gleich")
    NEARLY = "nearly", _("fast gleich")
    ALIKE = "alike", _("ähnlich")


class Verdict(TextChoices):
    """What a person decided on a suggestion."""

    ACCEPTED = "accepted", _("übernommen")
    OTHER = "other", _("anders entschieden")
    REJECTED = "rejected", _("abgelehnt")


class Dimension(TextChoices):
    """By what emphases are counted; the values stand in addresses."""

    FIELD = "feld", _("Handlungsfeld")
    GROUP = "gruppe", _("Akteursgruppe")
    AREA = "kommune", _("Kommune")
    KIND = "art", _("Art")


class Measure(TextChoices):
    """What is counted."""

    VOICES = "beitraege", _("Beiträge")
    POINTS = "punkte", _("Punkte")
    SUPPORT = "unterstuetzung", _("Unterstützung")


class Verb(TextChoices):
    """What can happen in sorting."""

    SUGGESTIONS_WRITTEN = "suggestions.written", _("hat Vorschläge berechnet: %(subject)s")
    SUGGESTION_DECIDED = "suggestion.decided", _("hat über Vorschläge entschieden: %(subject)s")
    SUGGESTION_REJECTED = "suggestion.rejected", _("hat einen Vorschlag abgelehnt: %(subject)s")
