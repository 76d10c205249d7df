"""Why a goal has its status, and what would have to happen. Plain German sentences, made from the stored figures."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.monitoring.enums import ReasonCode, Status
from roterfaden.monitoring.methods.judgement import FEWEST_POINTS, Goal, horizon
from roterfaden.ui.filters import day as written_day
from roterfaden.ui.filters import number, percent

PERCENT = frozenset({"%", "Prozent"})


@dataclass(frozen=True)
class Case:
    """One assessed goal with its unit: what the sentences are made from. `goal` is None where nothing is measured."""

    status: str
    reason: str
    goal: Goal | None = None
    unit: str = ""
    decimals: int = 0
    rhythm_months: int = 12
    value: float | None = None
    value_on: date | None = None
    gap: float | None = None
    forecast: float | None = None
    forecast_low: float | None = None
    forecast_high: float | None = None
    probability: float | None = None
    mean_change: float | None = None
    points: int = 0
    """How many comparable values there are."""


@dataclass(frozen=True)
class Explanation:
    """The sentences that answer "why?" and the one that answers "what would have to happen?"."""

    why: tuple[str, ...]
    needed: str


def explain(case: Case) -> Explanation:
    """Both answers for one goal. `why` begins with the reason of the status itself."""
    sentences = [str(ReasonCode(case.reason).label)]
    if case.value is not None and case.value_on is not None:
        values = {"value": _amount(case, case.value), "day": written_day(case.value_on, "medium")}
        sentences.append(_("Der letzte Wert ist %(value)s (%(day)s).") % values)
        sentences += [each for each in (_beside_path(case), _ahead(case)) if each]
    return Explanation(tuple(sentences), _needed(case))


def _beside_path(case: Case) -> str:
    """Where the value lies against what was planned for its day."""
    if case.gap is None or case.goal is None:
        return ""
    size = {"size": _difference(case, abs(case.gap))}
    if case.goal.corridor is not None or case.goal.is_hold:
        return _("Er liegt im vereinbarten Bereich.") if case.gap >= 0 else _("Er liegt %(size)s außerhalb.") % size
    if round(case.gap, case.decimals) == 0:
        return _("Er liegt auf dem Zielpfad.")
    return (
        _("Das sind %(size)s mehr Fortschritt als geplant.") if case.gap > 0 else _("Ihm fehlen %(size)s zum Plan.")
    ) % size


def _ahead(case: Case) -> str:
    """What the forecast says about the date of the goal."""
    if case.goal is None or case.forecast is None or case.forecast_low is None or case.forecast_high is None:
        return ""
    words = {
        "day": written_day(case.goal.target_on, "medium"), "middle": _amount(case, case.forecast),
        "low": number(case.forecast_low, case.decimals), "high": number(case.forecast_high, case.decimals),
        "chance": percent(case.probability, 0),
    }  # fmt: skip
    return (
        _("Geht es weiter wie bisher, sind es am %(day)s etwa %(middle)s (%(low)s bis %(high)s). Aussicht: %(chance)s.")
        % words
    )


def _needed(case: Case) -> str:
    """What would have to happen."""
    missing = {
        ReasonCode.NOT_MEASURABLE: _("Für das Ziel müssten Messgröße, Ausgangswert und Zielwert festgelegt werden."),
        ReasonCode.NOT_JUDGED: _("Nichts. Diese Messgröße beschreibt die Lage und hat kein Ziel."),
        ReasonCode.BREAK: _("Der Ausgangswert müsste in der neuen Zählweise neu festgelegt werden."),
        ReasonCode.OUTDATED: _("Ein neuer Wert müsste eingetragen werden."),
        ReasonCode.NO_VALUE: _("Ein Wert bis zum Stichtag müsste eingetragen werden."),
        ReasonCode.SUPPRESSED: _("Die Zahl müsste für ein größeres Gebiet oder mehrere Jahre zusammen erhoben werden."),
        ReasonCode.TARGET_MET: _("Nichts. Das Ziel ist erreicht."),
        ReasonCode.HELD: _("Der Wert müsste bleiben, wo er ist."),
        ReasonCode.TARGET_NOT_MET: _("Das Zieldatum ist vorbei. Zu entscheiden ist über ein neues Ziel."),
    }  # fmt: skip
    if case.reason == ReasonCode.TOO_FEW_VALUES:
        count = max(1, FEWEST_POINTS - case.points)
        words = ngettext(
            "Es fehlt noch ein vergleichbarer Wert.", "Es fehlen noch %(count)s vergleichbare Werte.", count
        )
        return words % {"count": count}
    return str(missing.get(ReasonCode(case.reason)) or _pace(case))


def _pace(case: Case) -> str:
    """How much the value would have to change from now on, beside how much it changed so far."""
    goal = case.goal
    if goal is None or case.value is None or case.value_on is None:
        return ""
    if goal.is_met_by(case.value):
        return _("Der Wert müsste bis zum %(day)s im vereinbarten Bereich bleiben.") % _due(goal)
    low, high = goal.accepted
    way = low - case.value if case.value < low else high - case.value
    periods = horizon(case.value_on, goal.target_on, case.rhythm_months)
    words = _due(goal) | {
        "step": _difference(case, abs(way) / periods), "so_far": _difference(case, case.mean_change or 0.0),
    }  # fmt: skip
    if way > 0:
        sentence = _("Bis zum %(day)s müsste der Wert %(every)s um %(step)s steigen.")
    else:
        sentence = _("Bis zum %(day)s müsste der Wert %(every)s um %(step)s sinken.")
    words["every"] = _("jedes Jahr") if case.rhythm_months == 12 else _("mit jeder Erhebung")  # noqa: PLR2004 -- a year
    if case.mean_change:
        sentence += " " + _("Bisher änderte er sich im Mittel um %(so_far)s.")
    if case.status == Status.ON_TRACK:
        sentence = _("Es müsste weitergehen wie bisher.") + " " + sentence
    return sentence % words


def _due(goal: Goal) -> dict[str, str]:
    return {"day": written_day(goal.target_on, "medium")}


def _amount(case: Case, value: float) -> str:
    return f"{number(value, case.decimals)} {case.unit}".strip()


def _difference(case: Case, size: float) -> str:
    """A difference between two values: of per cents it has points."""
    unit = _("Prozentpunkte") if case.unit in PERCENT else case.unit
    return f"{number(size, max(case.decimals, 1) if case.unit in PERCENT else case.decimals)} {unit}".strip()
