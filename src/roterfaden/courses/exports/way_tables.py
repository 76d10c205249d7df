"""The table of ways as XLSX: what is known stands in it, what is missing can be filled in, and it comes in again."""

from datetime import date
from typing import IO

from roterfaden.courses.methods.way_table import HEADINGS, NONE, WIDTHS, site_key
from roterfaden.courses.models import WayTable
from roterfaden.courses.queries.way_tables import WayLine, way_lines
from roterfaden.kernel.tables import write_xlsx


def way_table(table: WayTable | None, on: date) -> IO[bytes]:
    """Every way between municipalities and sites in use as one row, in the columns that can be read in again."""
    since = table.valid_from if table else None
    return write_xlsx(HEADINGS, (_cells(line, since) for line in way_lines(table, on)), sheet="Wege", widths=WIDTHS)


def _cells(line: WayLine, since: date | None) -> list[object]:
    known = line.known
    said: list[object] = [None, None, "", None, ""]
    if known is not None:
        said = [NONE if known.minutes is None else known.minutes, known.changes, known.by, since, known.source]
    names = [line.area.key, line.area.short_name, site_key(line.site.pk), f"{line.site.provider.name}: {line.site}"]
    return [*names, *said, line.estimate]
