"""The inbox of early warnings: what it is about, why in words, what became of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Node, Target, Version
from roterfaden.monitoring.enums import SignalKind, Status
from roterfaden.monitoring.models import Correction, Signal
from roterfaden.ui.filters import day as written_day
from roterfaden.ui.filters import number, percent

INBOX, ASLEEP, CLOSED = "offen", "zurueckgestellt", "erledigt"
BOXES = (INBOX, ASLEEP, CLOSED)


@dataclass(frozen=True)
class SignalRow:
    """A warning with its words. `goal` is the element where it is about a goal, else 0."""

    signal: Signal
    sentence: str | Promise
    about: str
    why: str
    goal: int
    is_asleep: bool
    corrections: int


def box(name: str, *, on: date) -> QuerySet[Signal]:
    """The warnings of one box: open ones, newest first; those put off, the next to come back first; closed ones."""
    if name == ASLEEP:
        return Signal.objects.asleep(on).order_by("snoozed_until", "pk")
    if name == CLOSED:
        return Signal.objects.filter(closed_at__isnull=False).exclude(close_reason="").order_by("-closed_at", "-pk")
    return Signal.objects.awake(on).order_by("-raised_at", "pk")


def signal_rows(signals: Iterable[Signal], *, on: date) -> tuple[SignalRow, ...]:
    """Warnings with the words of what they are about. Two queries besides the warnings."""
    listed = list(signals)
    words = _words(signal.element_id for signal in listed if signal.element_id)
    counts = _corrections(listed)
    return tuple(_row(signal, words, counts, on) for signal in listed)


def with_subjects(signals: QuerySet[Signal]) -> QuerySet[Signal]:
    """Everything `signal_rows` reads of a warning."""
    return signals.select_related("element", "request__deliverer", "request__cycle", "assessment__cycle", "closed_by")


def _words(elements: Iterable[int]) -> dict[int, Node]:
    """For each element its newest frozen wording with its target."""
    nodes = Node.objects.filter(element__in=set(elements), version__in=Version.objects.frozen())
    rows = nodes.select_related("element", "revision__target__series__definition")
    return {node.element_id: node for node in rows.order_by("version__number", "pk")}


def _corrections(signals: Iterable[Signal]) -> dict[int, int]:
    found: dict[int, int] = {}
    for pk in Correction.objects.filter(signal__in=[each.pk for each in signals]).values_list("signal_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def _row(signal: Signal, words: Mapping[int, Node], counts: Mapping[int, int], on: date) -> SignalRow:
    node = words.get(signal.element_id or 0)
    about = signal.request.deliverer.name if signal.request else ""
    if node is not None:
        about = f"{node.number} {node.revision.title}"
    is_goal = signal.element is not None and signal.element.kind == ElementKind.GOAL
    return SignalRow(
        signal=signal, sentence=SignalKind(signal.kind).label, about=about,
        why=reason_words(signal.kind, signal.inputs, getattr(node.revision, "target", None) if node else None),
        goal=signal.element_id or 0 if is_goal else 0,
        is_asleep=signal.snoozed_until is not None and signal.snoozed_until > on, corrections=counts.get(signal.pk, 0),
    )  # fmt: skip


def reason_words(kind: str, inputs: Mapping[str, Any], target: Target | None = None) -> str:
    """The numbers behind a warning in one sentence; empty for inputs of another time."""
    definition = target.series.definition if target and target.series else None
    unit, decimals = (definition.unit, definition.decimals) if definition else ("", 1)
    try:
        if kind == SignalKind.WORSENED:
            named = [str(Status(each).label) for each in reversed(inputs["statuses"])]
            return _("Erst %(first)s, dann %(second)s, jetzt %(third)s.") % dict(
                zip(("first", "second", "third"), named, strict=True)
            )
        if kind == SignalKind.LESS_LIKELY:
            words = {"before": percent(inputs["before"]), "now": percent(inputs["now"])}
            return _("Die Aussicht ist von %(before)s auf %(now)s gesunken.") % words
        if kind == SignalKind.OFF_PATH:
            words = {
                "gap": f"{number(abs(inputs['gap']), decimals)} {unit}".strip(),
                "usual": f"{number(inputs['mean_change'], decimals)} {unit}".strip(),
            }
            return _("Zum Zielpfad fehlen %(gap)s. Üblich sind Schwankungen um %(usual)s.") % words
        if kind == SignalKind.VALUE_OVERDUE:
            if not inputs["value_on"]:
                return _("Es gibt noch keinen Wert.")
            return _("Der letzte Wert ist vom %(day)s.") % {"day": _day(inputs["value_on"])}
        if kind == SignalKind.ANSWER_MISSING:
            return _("Erbeten war sie bis %(day)s.") % {"day": _day(inputs["due_on"])}
        if kind == SignalKind.FUNDING_ENDING:
            words = {"day": _day(inputs["ends_on"]), "funder": inputs["funder"]}
            return _("%(funder)s fördert sie nur bis %(day)s.") % words
    except (KeyError, ValueError, TypeError):
        pass
    return ""


def _day(written: str) -> str:
    return written_day(date.fromisoformat(written), "medium")
