"""Emphases: what is spoken of most, by whom and where. Counted in the database; no text of a voice is loaded, but a few
to show a word as people write it.

A voice counts once in each field one of its parts lies in, so the fields can sum to more than all voices.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from roterfaden.kernel.words import words
from roterfaden.participation.enums import ContributionKind
from roterfaden.participation.models import (
    Contribution,
    Process,
    SearchEntry,
    Support,
    Theme,
    ThemeAssignment,
)
from roterfaden.participation.queries import with_field
from roterfaden.places.models import Area
from roterfaden.sorting.enums import Dimension
from roterfaden.sorting.methods.emphases import FEWEST, Particular, gathered, hidden_cells, particular
from roterfaden.topics.models import FieldOfAction

NOWHERE = "ohne"
"""Stands for voices without a field, a group or a municipality, as in the filters of the list of voices."""
REST = "weitere"
"""Stands for fields taken together because each has too few voices."""
PATHS = {
    Dimension.FIELD: "field_slug", Dimension.GROUP: "actor_group__slug", Dimension.AREA: "area__slug",
    Dimension.KIND: "kind",
}  # fmt: skip
CUTS = (Dimension.GROUP, Dimension.AREA, Dimension.KIND)
"""By what the public page crosses the fields of action."""
Cell = tuple[str, str]


@dataclass(frozen=True)
class Measures:
    """How many voices, the points they were given, and how often they are supported."""

    voices: int = 0
    points: int = 0
    support: int = 0

    def __add__(self, other: "Measures") -> "Measures":
        return Measures(self.voices + other.voices, self.points + other.points, self.support + other.support)


NOTHING = Measures()


@dataclass(frozen=True)
class EmphasisFilter:
    """What narrows the counts: values as in addresses, `NOWHERE` among them; empty means all."""

    field: str = ""
    group: str = ""
    area: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Cut:
    """One dimension: (value, name) in reading order."""

    dimension: Dimension
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Emphases:
    """Rows against columns. `hidden` cells are not shown; a column in `hidden_totals` shows no total."""

    process: Process
    rows: Cut
    columns: Cut
    cells: Mapping[Cell, Measures]
    voices: int
    hidden: frozenset[Cell] = frozenset()
    hidden_totals: frozenset[str] = frozenset()

    def at(self, row: str, column: str) -> Measures:
        """What one cell counts, hidden or not: ask `hidden` before it is shown."""
        return self.cells.get((row, column), NOTHING)

    def row_total(self, row: str) -> Measures:
        """The sum of a row."""
        return sum((self.at(row, value) for value, _name in self.columns.values), NOTHING)

    def column_total(self, column: str) -> Measures:
        """The sum of a column."""
        return sum((self.at(value, column) for value, _name in self.rows.values), NOTHING)

    @property
    def silent(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(column, rows nobody from there spoke to), where somebody might have; not what is hidden."""
        found = []
        for value, name in self.columns.values:
            rows = tuple(
                label for row, label in self.rows.values
                if row not in (NOWHERE, REST) and not self.at(row, value).voices and (row, value) not in self.hidden
            )  # fmt: skip
            if rows and value != NOWHERE:
                found.append((name, rows))
        return tuple(found)


def emphases(process: Process, rows: Dimension, columns: Dimension, wanted: EmphasisFilter | None = None) -> Emphases:
    """Everything counted, for the office. Four queries at most: the counts, all voices, and the names of each side."""
    narrowed = _narrowed(process, wanted or EmphasisFilter())
    cells = _counted(narrowed, rows, columns)
    return Emphases(
        process,
        Cut(rows, _with_nowhere(rows, names_of(process, rows), {row for row, _column in cells})),
        Cut(columns, _with_nowhere(columns, names_of(process, columns), {column for _row, column in cells})),
        cells,
        narrowed.values("pk").distinct().count(),
    )


def public_emphases(process: Process, columns: Dimension) -> Emphases:
    """Fields against `columns`, small numbers hidden. Four queries."""
    whole = emphases(process, Dimension.FIELD, columns)
    return _with_hidden(_gathered(whole)) if whole.voices >= FEWEST else replace(whole, cells={})


# --- counting -----------------------------------------------------------------------------------------------------
def _narrowed(process: Process, wanted: EmphasisFilter) -> QuerySet[Any]:
    """Published voices with `.field_slug`, once for each field they lie in."""
    rows: QuerySet[Any] = with_field(Contribution.objects.published().filter(process=process))
    rows = rows.annotate(lying_field=F("lying__theme__field"), lying_key=F("lying__pk"))
    earlier = ThemeAssignment.objects.current().filter(
        contribution=OuterRef("pk"), theme__field=OuterRef("lying_field"), pk__lt=OuterRef("lying_key")
    )
    rows = rows.filter(~Exists(earlier))
    asked = {
        Dimension.FIELD: wanted.field, Dimension.GROUP: wanted.group, Dimension.AREA: wanted.area,
        Dimension.KIND: wanted.kind,
    }  # fmt: skip
    for dimension, value in asked.items():
        if value:
            rows = rows.filter(Q(**{PATHS[dimension]: None if value == NOWHERE else value}))
    return rows


def _counted(rows: QuerySet[Any], first: Dimension, second: Dimension) -> dict[Cell, Measures]:
    """One query, one row for each combination there is."""
    supports = Support.objects.current().filter(contribution=OuterRef("pk")).order_by().values("contribution")
    counted = (
        rows.annotate(supporters=Coalesce(Subquery(supports.annotate(n=Count("pk")).values("n")), 0))
        .values(PATHS[first], PATHS[second])
        .annotate(voices=Count("pk", distinct=True), points=Sum("weight"), support=Sum("supporters"))
        .order_by()
    )
    return {
        (row[PATHS[first]] or NOWHERE, row[PATHS[second]] or NOWHERE): Measures(
            row["voices"], row["points"], row["support"]
        )
        for row in counted
    }


def names_of(process: Process, dimension: Dimension) -> tuple[tuple[str, str], ...]:
    """(value, name) of a dimension in reading order. One query, none for kinds."""
    if dimension == Dimension.KIND:
        return tuple((kind.value, str(kind.label)) for kind in ContributionKind)
    if dimension == Dimension.GROUP:
        return tuple(process.actor_groups.order_by("position", "pk").values_list("slug", "name"))
    if dimension == Dimension.AREA:
        return tuple(Area.objects.partners().order_by("short_name", "pk").values_list("slug", "short_name"))
    return tuple(FieldOfAction.objects.order_by("number", "pk").values_list("slug", "short_name"))


def _with_nowhere(
    dimension: Dimension, names: tuple[tuple[str, str], ...], used: set[str]
) -> tuple[tuple[str, str], ...]:
    """The names, and those in use that are not among them (nowhere; an area that is no partner); kinds only if used."""
    known = {value for value, _name in names}
    listed = tuple(pair for pair in names if dimension != Dimension.KIND or pair[0] in used)
    others = tuple((value, value) for value in sorted(used - known - {NOWHERE}))
    return (*listed, *others, *(((NOWHERE, _("ohne Angabe")),) if NOWHERE in used else ()))


# --- hiding -------------------------------------------------------------------------------------------------------
def _gathered(whole: Emphases) -> Emphases:
    """Fields with too few voices taken together."""
    values = whole.rows.values
    alone, together = gathered([whole.row_total(row).voices for row, _name in values])
    if not together:
        return whole
    rest = {values[place][0] for place in together}
    cells: dict[Cell, Measures] = defaultdict(Measures)
    for (row, column), measures in whole.cells.items():
        cells[REST if row in rest else row, column] += measures
    kept = tuple(values[place] for place in alone)
    return replace(whole, rows=Cut(whole.rows.dimension, (*kept, (REST, _("weitere zusammen")))), cells=dict(cells))


def _with_hidden(whole: Emphases) -> Emphases:
    rows = [row for row, _name in whole.rows.values]
    columns = [column for column, _name in whole.columns.values]
    if not columns:
        return whole
    places = hidden_cells([[whole.at(row, column).voices for column in columns] for row in rows])
    return replace(
        whole,
        hidden=frozenset((rows[row], columns[column]) for row, column in places if row < len(rows)),
        hidden_totals=frozenset(columns[column] for row, column in places if row == len(rows)),
    )


# --- what is particular -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ParticularGroup:
    """What a group names far more often than the others: words as people write them, and (key, title) of themes."""

    value: str
    name: str
    voices: int
    terms: tuple[Particular[str], ...] = ()
    themes: tuple[Particular[tuple[int, str]], ...] = field(default=())


def particular_of(process: Process) -> tuple[ParticularGroup, ...]:
    """Words and themes of each actor group with enough voices, against all other groups. Five queries.

    Words come from the search index, so covered and withdrawn words are not among them.
    """
    names = names_of(process, Dimension.GROUP)
    shown = Contribution.objects.published().filter(process=process, actor_group__isnull=False)
    terms: dict[str, Counter[str]] = {value: Counter() for value, _name in names}
    voices: Counter[str] = Counter()
    for group, found in shown.values_list("actor_group__slug", "search_entry__terms").iterator():
        voices[group] += 1
        terms[group].update(word for word in (found or "").split() if len(word) >= FEWEST and not word.isdigit())
    themes = _theme_counts(process)
    by_terms = particular({group: counts for group, counts in terms.items() if voices[group] >= FEWEST}, most=12)
    by_themes = particular({group: counts for group, counts in themes.items() if voices[group] >= FEWEST})
    spelt = _spelt(process, {each.thing for found in by_terms.values() for each in found})
    return tuple(
        ParticularGroup(value, name, voices[value], _told(by_terms.get(value, ()), spelt), by_themes.get(value, ()))
        for value, name in names
        if voices[value] >= FEWEST
    )


def _told(found: tuple[Particular[str], ...], spelt: Mapping[str, str], most: int = 6) -> tuple[Particular[str], ...]:
    """The terms as people write them, each word once: a compound and its part say the same."""
    chosen: dict[str, Particular[str]] = {}
    for each in found:
        word = spelt.get(each.thing, "")
        if word and not any(each.thing in other.casefold() for other in chosen):
            chosen.setdefault(word, replace(each, thing=word))
    return tuple(chosen.values())[:most]


def _theme_counts(process: Process) -> dict[str, Counter[tuple[int, str]]]:
    """Group → (key, title) of a theme → voices. Two queries."""
    titles = dict(Theme.objects.filter(process=process).living().values_list("pk", "title"))
    lying = ThemeAssignment.objects.current().filter(
        contribution__in=Contribution.objects.published().filter(process=process, actor_group__isnull=False)
    )
    counted = lying.values_list("contribution__actor_group__slug", "theme").annotate(
        n=Count("contribution", distinct=True)
    )
    found: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for group, theme, n in counted.order_by():
        if theme in titles:
            found[group][theme, titles[theme]] = n
    return found


SAMPLE = 400
"""Voices read to learn how people write a word."""


def _spelt(process: Process, terms: set[str]) -> dict[str, str]:
    """Term → how German voices write it most often, as a word of its own. One query, a bounded number of texts."""
    if not terms:
        return {}
    rows = (
        SearchEntry.objects.filter(
            contribution__process=process, contribution__language="de", terms__hold=sorted(terms)
        )
        .select_related("contribution")
        .order_by("-contribution__number", "pk")[:SAMPLE]
    )
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        text = row.contribution.words.text
        for word in words(text):
            if word.whole in terms:
                seen[word.whole][text[word.start : word.end]] += 1
    return {term: min(forms, key=lambda form: (-forms[form], form)) for term, forms in seen.items()}
