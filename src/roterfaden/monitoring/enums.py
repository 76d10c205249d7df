"""Vocabulary of the review."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """The six statuses. Each is followed by its reason in one sentence; never averaged."""

    REACHED = "reached", _("erreicht")
    ON_TRACK = "on_track", _("auf Kurs")
    UNCERTAIN = "uncertain", _("unsicher")
    AT_RISK = "at_risk", _("gefährdet")
    MISSED = "missed", _("verfehlt")
    NOT_ASSESSABLE = "not_assessable", _("nicht beurteilbar")


class ReasonCode(TextChoices):
    """Why a status was given."""

    TARGET_MET = "target_met", _("Der Zielwert ist erreicht und das Zieldatum ist vorbei.")
    HELD = "held", _("Der Wert liegt innerhalb der vereinbarten Toleranz.")
    TARGET_NOT_MET = "target_not_met", _("Das Zieldatum ist vorbei und der Zielwert ist nicht erreicht.")
    LIKELY = "likely", _("Nach der bisherigen Entwicklung wird der Zielwert wahrscheinlich erreicht.")
    OPEN = "open", _("Nach der bisherigen Entwicklung ist offen, ob der Zielwert erreicht wird.")
    UNLIKELY = "unlikely", _("Nach der bisherigen Entwicklung wird der Zielwert wahrscheinlich verfehlt.")
    NOT_MEASURABLE = "not_measurable", _("Für dieses Ziel gibt es noch keine Messgröße.")
    NOT_JUDGED = "not_judged", _("Diese Messgröße beschreibt nur die Lage; an ihr wird niemand gemessen.")
    TOO_FEW_VALUES = "too_few_values", _("Es liegen weniger als vier vergleichbare Werte vor.")
    BREAK = "break", _("Seit dem Ausgangswert hat sich die Zählweise geändert; die Werte sind nicht vergleichbar.")
    OUTDATED = "outdated", _("Der letzte Wert ist zu alt.")
    NO_VALUE = "no_value", _("Zum Stichtag liegt kein Wert vor.")
    SUPPRESSED = "suppressed", _("Der Wert darf wegen kleiner Fallzahlen nicht gezeigt werden.")


class SignalKind(TextChoices):
    """What an early warning is about."""

    WORSENED = "worsened", _("Der Status hat sich zweimal nacheinander verschlechtert.")
    LESS_LIKELY = "less_likely", _("Die Aussicht, das Ziel zu erreichen, ist deutlich gesunken.")
    OFF_PATH = "off_path", _("Der Wert liegt weit neben dem Zielpfad.")
    VALUE_OVERDUE = "value_overdue", _("Ein Wert ist überfällig.")


class Verb(TextChoices):
    """What can happen in the review."""

    CYCLE_OPENED = "cycle.opened", _("hat die Überprüfung %(subject)s eröffnet")
    CYCLE_CLOSED = "cycle.closed", _("hat die Überprüfung %(subject)s abgeschlossen")
    GOALS_ASSESSED = "goals.assessed", _("hat die Ziele berechnet: %(subject)s")
    GOAL_RATED = "goal.rated", _("hat ein Ziel bewertet: %(subject)s")
    SIGNAL_RAISED = "signal.raised", _("hat gewarnt: %(subject)s")
    CORRECTION_AGREED = "correction.agreed", _("hat eine Gegensteuerung vereinbart: %(subject)s")
