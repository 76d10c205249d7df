"""Vocabulary of figures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way is good. `none` is for context indicators that nobody should be judged by."""

    UP = "up", _("mehr ist besser")
    DOWN = "down", _("weniger ist besser")
    CORRIDOR = "corridor", _("innerhalb einer Spanne")
    HOLD = "hold", _("halten")
    NONE = "none", _("ohne Wertung")


class Accountability(TextChoices):
    """Population against performance accountability (Results-Based Accountability, Friedman 2005)."""

    CONDITION = "condition", _("Lage im Landkreis")
    PERFORMANCE = "performance", _("eigene Leistung")


class ObservationStatus(TextChoices):
    """What the printed sign means (signs of official statistics). A dash never becomes zero silently."""

    NORMAL = "normal", _("Wert")
    NIL = "nil", _("nichts vorhanden (–)")
    UNKNOWN = "unknown", _("unbekannt oder geheim (.)")
    UNRELIABLE = "unreliable", _("nicht sicher genug (/)")
    LIMITED = "limited", _("eingeschränkt sicher ( )")
    BLOCKED = "blocked", _("nicht sinnvoll (x)")
    LATER = "later", _("liegt noch nicht vor (…)")
    PROVISIONAL = "provisional", _("vorläufig")
    ESTIMATED = "estimated", _("geschätzt")


class Notation(TextChoices):
    """How a source writes numbers. `auto` accepts only what can be read in one way."""

    AUTO = "auto", _("eindeutig")
    GERMAN = "german", _("1.234,5")
    ENGLISH = "english", _("1,234.5")


class RowOutcome(TextChoices):
    """What became of one row of an import."""

    ADDED = "added", _("neu eingetragen")
    UNCHANGED = "unchanged", _("schon vorhanden")
    REFUSED = "refused", _("abgewiesen")


class Verb(TextChoices):
    """What can happen to figures."""

    INDICATOR_DEFINED = "indicator.defined", _("hat die Messgröße %(subject)s festgelegt")
    BREAK_MARKED = "break.marked", _("hat einen Bruch in der Reihe %(subject)s vermerkt")
    OBSERVATION_RECORDED = "observation.recorded", _("hat einen Wert für %(subject)s eingetragen")
    FIGURES_IMPORTED = "figures.imported", _("hat Zahlen eingelesen: %(subject)s")
