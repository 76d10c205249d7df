"""The table of ways people take away, and what one they bring would change: row by row, before anything is changed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roterfaden.courses.errors import TooManyWays
from roterfaden.courses.methods.cells import folded
from roterfaden.courses.methods.way_table import ROWS_LIMIT, Places, WayFacts, WayRow, columns_of, read_way, site_key
from roterfaden.courses.models import Site, TimetableWay, WayTable
from roterfaden.courses.queries.course_tables import CHANGED, NEW, REFUSED, SAME
from roterfaden.courses.queries.offers import sites_of
from roterfaden.courses.queries.travel import Pair, Ways
from roterfaden.kernel.tables import Table
from roterfaden.places.models import Area
from roterfaden.ui.filters import day as written_day

EMPTY = "empty"
OUTCOMES: dict[str, str | Promise] = {
    NEW: gettext_lazy("neu"), CHANGED: gettext_lazy("geändert"), SAME: gettext_lazy("unverändert"),
    EMPTY: gettext_lazy("ohne Minuten, bleibt geschätzt"), REFUSED: gettext_lazy("nicht übernommen"),
}  # fmt: skip


@dataclass(frozen=True)
class WayLine:
    """A line of the table people take away: what is known of one way, and what would be estimated (minutes)."""

    area: Area
    site: Site
    known: TimetableWay | None
    estimate: int | None


def way_lines(table: WayTable | None, on: date) -> list[WayLine]:
    """Every way between municipalities and sites in use, with what `table` says about it. Three queries."""
    areas = list(Area.objects.basic().on(on).order_by("short_name", "pk"))
    known, bare = _times_of(table), Ways(None, {})
    lines = []
    for site in sites_of():
        for area in areas:
            guess = bare.way(area, site)
            lines.append(WayLine(area, site, known.get((area.pk, site.pk)), guess.minutes if guess else None))
    return lines


def _times_of(table: WayTable | None) -> dict[Pair, TimetableWay]:
    rows = TimetableWay.objects.filter(table=table).order_by("pk") if table else ()
    return {(row.area_id, row.site_id): row for row in rows}


@dataclass(frozen=True)
class WayPreviewRow:
    """One row of a table somebody brings: what would become of it, and why or how it differs."""

    row: WayRow
    outcome: str
    note: str = ""

    @property
    def outcome_label(self) -> str:
        """The outcome in words."""
        return str(OUTCOMES[self.outcome])


@dataclass(frozen=True)
class WaysPreview:
    """The whole table: `ways` would be kept, from `valid_from` on. `gone` ways stand in the table before, not here."""

    rows: tuple[WayPreviewRow, ...]
    valid_from: date | None
    gone: int

    @property
    def ways(self) -> tuple[WayFacts, ...]:
        """What would be kept."""
        return tuple(each.row.facts for each in self.rows if each.row.facts and each.outcome != REFUSED)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come to which outcome."""
        return {name: sum(row.outcome == name for row in self.rows) for name in OUTCOMES}


def ways_preview(table: Table, on: date) -> WaysPreview:
    """What the table would do. Raises ColumnsMissing and TooManyWays. Four queries at most.

    It is compared with the table in force on its own first day.
    """
    if len(table.rows) > ROWS_LIMIT:
        raise TooManyWays(count=ROWS_LIMIT)
    columns = columns_of(table.columns)
    places = Places(_area_names(Area.objects.basic().on(on).order_by("pk")), _site_names(sites_of()))
    rows = [read_way(row.line, row.cells, columns, places) for row in table.rows]
    since = next((row.facts.valid_from for row in rows if row.facts), None)
    before = _times_of(WayTable.objects.holding(since).first()) if since else {}
    twice = Counter((row.facts.area, row.facts.site) for row in rows if row.facts)
    found = tuple(_previewed(row, since, before, twice) for row in rows)
    kept = {(each.row.facts.area, each.row.facts.site) for each in found if each.row.facts and each.outcome != REFUSED}
    return WaysPreview(found, since, len(before.keys() - kept))


def _area_names(areas: Iterable[Area]) -> dict[str, int]:
    """Municipalities by key, and by those of their names that only one has."""
    rows = list(areas)
    names = Counter(name for area in rows for name in {folded(area.name), folded(area.short_name)})
    found = {name: area.pk for area in rows for name in (folded(area.name), folded(area.short_name))}
    return {name: pk for name, pk in found.items() if names[name] == 1} | {area.key: area.pk for area in rows}


def _site_names(sites: Iterable[Site]) -> dict[str, int]:
    """Sites by the key of this program."""
    return {site_key(site.pk): site.pk for site in sites}


def _previewed(
    row: WayRow, since: date | None, before: dict[Pair, TimetableWay], twice: Counter[Pair]
) -> WayPreviewRow:
    facts = row.facts
    if row.faults:
        return WayPreviewRow(row, REFUSED, "; ".join(row.faults))
    if facts is None:
        return WayPreviewRow(row, EMPTY)
    if facts.valid_from != since:
        told = _("Eine Tabelle gilt ab einem Tag. In der ersten Zeile steht: %(day)s.")
        return WayPreviewRow(row, REFUSED, told % {"day": written_day(since, "medium")})
    pair = facts.area, facts.site
    if twice[pair] > 1:
        return WayPreviewRow(row, REFUSED, _("Dieser Weg steht mehrmals in der Tabelle."))
    known = before.get(pair)
    if known is None:
        return WayPreviewRow(row, NEW, _minutes(facts.minutes))
    same = (known.minutes, known.changes, known.by, known.source) == (
        facts.minutes, facts.changes, facts.by, facts.source
    )  # fmt: skip
    note = _("%(before)s → %(after)s") % {"before": _minutes(known.minutes), "after": _minutes(facts.minutes)}
    return WayPreviewRow(row, SAME if same else CHANGED, "" if same else note)


def _minutes(count: int | None) -> str:
    return _("%(count)s Minuten") % {"count": count} if count is not None else _("nicht erreichbar")
