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
    FUNDING_ENDING = "funding_ending", _("Die Förderung einer Maßnahme läuft aus.")
    ANSWER_MISSING = "answer_missing", _("Eine angefragte Meldung fehlt.")


class SdgClass(TextChoices):
    """The second reading: what Eurostat and Open SDG would call it. Stands beside the status, never mixed with it."""

    ACHIEVED = "achieved", _("Ziel erreicht")
    SUBSTANTIAL = "substantial", _("deutlicher Fortschritt")
    MODERATE = "moderate", _("mäßiger Fortschritt")
    LIMITED = "limited", _("geringer Fortschritt")
    AWAY = "away", _("Entwicklung vom Ziel weg")
    NOT_AVAILABLE = "not_available", _("nicht bestimmbar")


class AnswerKind(TextChoices):
    """What a place says about a value it is asked for."""

    VALUE = "value", _("Der Wert ist")
    UNCHANGED = "unchanged", _("wie im Vorjahr")
    MISSING = "missing", _("liegt nicht vor, weil")


class Result(TextChoices):
    """What became of counter-steering."""

    DONE = "done", _("erledigt")
    PARTLY = "partly", _("teilweise erledigt")
    OPEN = "open", _("noch offen")
    DROPPED = "dropped", _("aufgegeben")


class Verb(TextChoices):
    """What can happen in the review."""

    CYCLE_OPENED = "cycle.opened", _("hat die Überprüfung %(subject)s eröffnet")
    CYCLE_CLOSED = "cycle.closed", _("hat die Überprüfung %(subject)s abgeschlossen")
    GOALS_ASSESSED = "goals.assessed", _("hat die Ziele berechnet: %(subject)s")
    GOAL_RATED = "goal.rated", _("hat ein Ziel bewertet: %(subject)s")
    SIGNAL_RAISED = "signal.raised", _("hat gewarnt: %(subject)s")
    CORRECTION_AGREED = "correction.agreed", _("hat eine Gegensteuerung vereinbart: %(subject)s")
    CORRECTION_FOLLOWED_UP = "correction.followed_up", _("hat nach einer Gegensteuerung gesehen: %(subject)s")
    SESSION_NOTED = "session.noted", _("hat eine Sitzung vermerkt: %(subject)s")
    SIGNALS_WATCHED = "signals.watched", _("hat nach Frühwarnungen gesehen: %(subject)s")
    SIGNAL_SNOOZED = "signal.snoozed", _("hat eine Frühwarnung zurückgestellt: %(subject)s")
    SIGNAL_CLOSED = "signal.closed", _("hat eine Frühwarnung erledigt: %(subject)s")
    DELIVERER_SAVED = "deliverer.saved", _("hat die Meldestelle %(subject)s gespeichert")
    DELIVERER_RETIRED = "deliverer.retired", _("fragt die Meldestelle %(subject)s nicht mehr")
    FIGURES_ASKED = "figures.asked", _("hat Zahlen angefragt: %(subject)s")
    DELIVERER_REMINDED = "deliverer.reminded", _("hat an eine Datenanfrage erinnert: %(subject)s")
    REQUEST_REVOKED = "request.revoked", _("hat eine Datenanfrage zurückgenommen: %(subject)s")
    ANSWERS_SAVED = "answers.saved", _("hat Zahlen zwischengespeichert: %(subject)s")
    ANSWERS_HANDED_IN = "answers.handed_in", _("hat Zahlen abgegeben: %(subject)s")
    FILE_ATTACHED = "request.attached", _("hat eine Datei angehängt: %(subject)s")
    FILE_DETACHED = "request.detached", _("hat eine Datei entfernt: %(subject)s")
    ANSWER_QUESTIONED = "answer.questioned", _("hat zu einem gemeldeten Wert zurückgefragt: %(subject)s")
    ANSWERS_TAKEN_OVER = "answers.taken_over", _("hat gemeldete Werte übernommen: %(subject)s")
