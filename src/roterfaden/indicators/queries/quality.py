"""Figures as the checks read them, and the work list of what they found, in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy

from roterfaden.indicators.enums import FigureCheck
from roterfaden.indicators.methods import breakdown_parts, last_day
from roterfaden.indicators.methods.quality import Figure, Found, Line, all_findings
from roterfaden.indicators.models import (
    BreakdownTerm,
    FigureCheckRun,
    FigureFinding,
    FigureFindingQuerySet,
    FindingAnswer,
    Indicator,
    Observation,
    Series,
)
from roterfaden.indicators.queries.figures import Words, breakdown_word, breaks_of, series_label, terms_in_use
from roterfaden.indicators.queries.protecting import Family, families_of, frame_of
from roterfaden.ui.filters import day, number

NAMES_SHOWN = 4


# --- what the checks read ---------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Looked:
    """What one family of definitions gave: its findings, and how much was looked at."""

    family: Family
    found: tuple[Found, ...]
    series: int
    values: int


def look_at_figures(definitions: Iterable[int] | None = None) -> Iterator[Looked]:
    """Check the families of these definitions, or all, one after the other. Six queries each."""
    for family in families_of(None if definitions is None else set(definitions)):
        lines = lines_of(family)
        if lines:
            values = sum(len(line.figures) for line in lines)
            yield Looked(family, tuple(all_findings(lines, frame_of(family))), len(lines), values)


def lines_of(family: Family) -> list[Line]:
    """All series of a family with their values, the newest vintage of each period apart. Three queries."""
    figures: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    columns = (
        "series", "pk", "period_start", "period_end", "value", "raw", "status", "known_on", "base", "source",
    )  # fmt: skip
    rows = Observation.objects.filter(series__definition__in=list(family.definitions))
    for row in rows.order_by("series", "period_end", "period_start", "known_on", "pk").values_list(*columns):
        figures[row[0]].append(row)
    breaks = {key: tuple(row.on for row in found) for key, found in breaks_of(family.definitions).items()}
    series = Series.objects.filter(pk__in=Series.objects.filter(definition__in=list(family.definitions)))
    return [
        _line(row, family, figures[row.pk], breaks.get(row.definition_id, ()))
        for row in series.select_related("area").order_by("pk")
        if figures[row.pk]
    ]


def _line(series: Series, family: Family, rows: Sequence[tuple[Any, ...]], breaks: tuple[date, ...]) -> Line:
    newest: dict[tuple[date, date], Figure] = {}
    earlier = []
    for _series, key, start, end, value, raw, status, known_on, base, source in rows:
        figure = Figure(
            last_day(start, end), None if value is None else float(value), raw, status, known_on, base, source, start,
            end, key,
        )  # fmt: skip
        if (start, end) in newest:
            earlier.append(newest[(start, end)])
        newest[(start, end)] = figure
    definition = family.definitions[series.definition_id]
    figures = sorted(newest.values(), key=lambda each: (each.on, each.start, each.key))
    return Line(
        key=series.pk, indicator=definition.indicator.slug, definition=definition.pk, area=series.area_id,
        area_name=series.area.short_name, breakdown=series.breakdown, label=series_label(series),
        level=series.area.kind, figures=tuple(figures), earlier=tuple(earlier), breaks=breaks,
        is_share=bool(definition.denominator), limit=definition.minimum_count, multiplier=definition.multiplier,
        rhythm_months=definition.rhythm_months,
    )  # fmt: skip


# --- in words ---------------------------------------------------------------------------------------------------------
SENTENCES: Mapping[str, Words] = {
    FigureCheck.IDENTICAL: gettext_lazy(
        "%(same)s von %(series)s Reihen haben genau den Wert des Zeitraums davor. Das kommt kaum von selbst vor: "
        "Wahrscheinlich hat die Quelle die alten Zahlen kopiert."
    ),
    FigureCheck.SUM: gettext_lazy(
        "%(name)s: Gesamt %(total)s, die %(parts)s Teile zusammen %(sum)s. Unterschied %(difference)s; mit Rundung "
        "erklären sich höchstens %(room)s."
    ),
    FigureCheck.RATIO: gettext_lazy(
        "%(wrong)s von %(series)s Werten sind nicht Zähler durch Nenner. Am weitesten weg: %(name)s mit %(value)s "
        "statt %(expected)s. Oft wurde der Nenner nachträglich berichtigt und die Quote nicht."
    ),
    FigureCheck.UNIT_SHIFT: gettext_lazy(
        "%(name)s: erst %(before)s, dann %(after)s – etwa das %(factor)s-Fache oder dessen Bruchteil. Vielleicht hat "
        "sich die Einheit geändert."
    ),
    FigureCheck.PEER_OUTLIER: gettext_lazy(
        "%(name)s: von %(before)s auf %(after)s (%(change)s Prozent). Bei den %(peers)s vergleichbaren Reihen waren "
        "es in der Mitte %(usual)s Prozent."
    ),
    FigureCheck.JUMP: gettext_lazy(
        "%(name)s: %(value)s. Die Werte davor und danach liegen bei %(usual)s – ein Fehler, ein Ereignis oder eine "
        "neue Zählweise."
    ),
    FigureCheck.CONFLICT: gettext_lazy(
        "%(name)s: %(value)s nach „%(source)s“, %(other)s nach „%(other_source)s“. Gezeigt wird der zuletzt bekannte "
        "Wert."
    ),
    FigureCheck.BASE: gettext_lazy(
        "Die Grundlage wechselt von „%(before)s“ zu „%(after)s“, ohne dass ein Bruch vermerkt ist. Über einen Bruch "
        "hinweg wird nichts verglichen."
    ),
    FigureCheck.DATES: gettext_lazy("%(name)s: Neben dem Wert steht „%(text)s“ – das ist das Jahr %(year)s."),
    FigureCheck.GAP: gettext_lazy(
        "Zwischen %(after)s und %(before)s gibt es keine Werte. Fehlende Zeiträume: %(periods)s, betroffene Reihen: "
        "%(series)s. Nicht erhoben oder nicht geliefert? Nichts davon wird geschätzt."
    ),
    FigureCheck.ENDS_EARLY: gettext_lazy(
        "%(name)s: der letzte Wert ist vom %(last)s, andere Reihen gehen bis %(newest)s."
    ),
    FigureCheck.SMALL_CELLS: gettext_lazy(
        "%(cells)s Werte liegen unter %(limit)s. Sie werden nirgends gezeigt; war die Quelle damit einverstanden, dass "
        "wir sie haben?"
    ),
}
LONELY_SENTENCES: Mapping[str, Words] = {
    FigureCheck.RATIO: gettext_lazy(
        "%(name)s: %(value)s, nach Zähler und Nenner wären es %(expected)s. Oft wurde der Nenner nachträglich "
        "berichtigt und die Quote nicht."
    ),
    FigureCheck.SUM: gettext_lazy(
        "%(name)s: Gesamt %(total)s, die %(parts)s Teile zusammen %(sum)s. Der Unterschied von %(difference)s lässt "
        "sich nicht mit Rundung erklären."
    ),
}
"""Where one value is wrong, and where nothing is rounded."""
OTHER_SENTENCES: Mapping[tuple[str, str], Words] = {
    (FigureCheck.ROUNDING, "decimals"): gettext_lazy(
        "Hier haben die Werte höchstens %(decimals)s Nachkommastellen, sonst meist %(usual)s. Kleine Veränderungen von "
        "und zu diesem Zeitraum sagen nichts."
    ),
    (FigureCheck.ROUNDING, "base"): gettext_lazy(
        "Von hier an sind alle %(numbers)s Zahlen Vielfache von %(base)s, davor nicht. Unterschiede unter %(base)s "
        "sagen nichts mehr."
    ),
    (FigureCheck.DASHES, "dashes"): gettext_lazy(
        "%(dashes)s von %(values)s Werten sind Striche. Ein Strich heißt „nichts vorhanden“; hier heißt er wohl „nicht "
        "geliefert“."
    ),
    (FigureCheck.DASHES, "name"): gettext_lazy(
        "%(name)s: ein Strich, davor %(before)s. Heißt er wirklich „nichts vorhanden“?"
    ),
}
AS_DAYS = frozenset({"after", "before", "last", "newest"})
AS_PER_CENT = frozenset({"change", "usual"})


def sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """Why a finding is one, with its numbers as they are: for those who enter them, nobody else."""
    words = SENTENCES.get(kind)
    if facts.get("wrong") == 1 or facts.get("room") == 0:
        words = LONELY_SENTENCES.get(kind, words)
    if words is None:
        words = next(text for (named, key), text in OTHER_SENTENCES.items() if named == kind and key in facts)
    said = {name: _said(kind, name, value) for name, value in facts.items()}
    return str(words) % said


def _said(kind: str, name: str, value: Any) -> str:
    if isinstance(value, str):
        is_day = name in AS_DAYS and kind in (FigureCheck.GAP, FigureCheck.ENDS_EARLY)
        return str(day(date.fromisoformat(value), "medium")) if is_day else value
    if name == "year":
        return str(value)
    if isinstance(value, bool | list) or value is None:
        return ""
    if kind == FigureCheck.PEER_OUTLIER and name in AS_PER_CENT:
        return str(number(100 * value, 1))
    is_whole = float(value).is_integer()
    return str(number(value, 0 if is_whole else 2))


# --- the work list ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ShownFinding:
    """A finding as a person reads it: `why` is the sentence, `names` are series, `more` how many besides."""

    pk: int
    kind: str
    kind_label: Words
    title: str
    slug: str
    series_id: int | None
    on: date | None
    why: str
    names: tuple[str, ...]
    more: int
    found_at: Any
    gone_at: Any
    answer: FindingAnswer | None
    answer_holds: bool


@dataclass(frozen=True)
class CheckProgress:
    """How many findings of each kind are open, how many have an answer, and when was looked last."""

    by_kind: tuple[tuple[str, Words, int], ...]
    open: int
    answered: int
    run: FigureCheckRun | None


def figure_findings(*, on: date, kind: str = "", state: str = "", indicator: str = "") -> FigureFindingQuerySet:
    """The work list, the most serious first. Slice it, then pass the slice to `shown_findings`."""
    rows = FigureFinding.objects.answered(on, state) if state else FigureFinding.objects.open(on)
    if kind:
        rows = rows.filter(kind=kind)
    if indicator:
        rows = rows.filter(indicator__slug=indicator)
    ranks = [When(kind=each.value, then=Value(place)) for place, each in enumerate(FigureCheck)]
    rank = Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())
    return rows.select_related("indicator").annotate(rank=rank).order_by("rank", "-on", "indicator__title", "pk")


def shown_findings(rows: Iterable[FigureFinding], *, on: date) -> tuple[ShownFinding, ...]:
    """Findings in words, with what people said about them. One query."""
    listed = list(rows)
    answers = {
        row.finding_id: row
        for row in FindingAnswer.objects.filter(finding__in=listed, superseded_at=None).select_related("made_by")
    }
    return tuple(_shown_finding(row, answers.get(row.pk), on) for row in listed)


def _shown_finding(row: FigureFinding, answer: FindingAnswer | None, on: date) -> ShownFinding:
    names = tuple(row.facts.get("names", ()))
    names = names if len(names) > 1 else ()
    total = row.facts.get("same") or row.facts.get("series") or len(names)
    holds = (
        answer is not None and answer.fingerprint == row.fingerprint and (answer.until is None or answer.until >= on)
    )
    return ShownFinding(
        pk=row.pk, kind=row.kind, kind_label=FigureCheck(row.kind).label, title=row.indicator.title,
        slug=row.indicator.slug, series_id=row.series_id, on=row.on, why=sentence(row.kind, row.facts),
        names=names[:NAMES_SHOWN], more=max(0, int(total) - NAMES_SHOWN) if names else 0,
        found_at=row.found_at, gone_at=row.gone_at, answer=answer, answer_holds=holds,
    )  # fmt: skip


def check_progress(on: date) -> CheckProgress:
    """The head of the work list. Three queries."""
    counts: dict[str, int] = defaultdict(int)
    for kind in FigureFinding.objects.open(on).order_by("kind", "pk").values_list("kind", flat=True):
        counts[kind] += 1
    return CheckProgress(
        tuple((kind.value, kind.label, counts[kind.value]) for kind in FigureCheck if kind.value in counts),
        sum(counts.values()),
        FigureFinding.objects.answered(on).count(),
        FigureCheckRun.objects.order_by("-checked_at", "-pk").first(),
    )


def findings_of(indicator: Indicator, series_id: int | None, *, on: date) -> tuple[ShownFinding, ...]:
    """What was found about an indicator: of many of its series and of this one, answered or not. Two queries."""
    rows = FigureFinding.objects.standing().filter(indicator=indicator).filter(Q(series=None) | Q(series=series_id))
    return shown_findings(rows.select_related("indicator").order_by("-on", "kind", "pk"), on=on)


def checked_indicators() -> list[tuple[str, str]]:
    """Slug and title of the indicators with standing findings. One query."""
    rows: QuerySet[Any] = Indicator.objects.filter(pk__in=FigureFinding.objects.standing().values("indicator"))
    return list(rows.order_by("title", "pk").values_list("slug", "title"))


@dataclass(frozen=True)
class BreakdownRow:
    """A dimension with its values in use, what they are called, and in how many series it stands."""

    dimension: str
    words: str
    values: tuple[str, ...]
    terms: Mapping[str, BreakdownTerm]
    named: int
    series: int


def breakdowns_in_use() -> list[BreakdownRow]:
    """Every dimension of the series there are, by name. Two queries."""
    values: dict[str, set[str]] = defaultdict(set)
    series: dict[str, int] = defaultdict(int)
    rows = Series.objects.exclude(breakdown="").order_by("breakdown").values_list("breakdown", flat=True)
    for breakdown in rows:
        for name, value in breakdown_parts(breakdown):
            values[name].add(value)
            series[name] += 1
    terms: dict[str, dict[str, BreakdownTerm]] = defaultdict(dict)
    for (dimension, value), term in terms_in_use().items():
        terms[dimension][value] = term
    found = []
    for name in sorted(values):
        own = terms.get(name, {})
        words = own[""].words if "" in own and own[""].words else breakdown_word(name)
        named = sum(value in own and bool(own[value].words) for value in values[name])
        found.append(BreakdownRow(name, words, tuple(sorted(values[name])), own, named, series[name]))
    return found
