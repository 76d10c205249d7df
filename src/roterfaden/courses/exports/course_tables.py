"""Courses on paper and in tables: the template providers fill in, and the lines of the monthly overview."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.courses.enums import CourseKind, RunState
from roterfaden.courses.methods.course_table import HEADINGS, WIDTHS, cells_of
from roterfaden.courses.methods.weekly import written_times
from roterfaden.courses.queries.offers import RunFilter, RunLine, run_facts, run_lines
from roterfaden.kernel.tables import write_xlsx
from roterfaden.ui.filters import day as written_day


def course_table(lines: Iterable[RunLine]) -> IO[bytes]:
    """Courses as XLSX with the columns that can be read in again; without courses it is the empty template."""
    rows = (
        cells_of(
            run_facts(line.run), site=line.run.site.name, course_type=line.run.course_type.name, state=line.run.state,
            cancel_reason=line.run.cancel_reason,
        )
        for line in lines
    )  # fmt: skip
    return write_xlsx(HEADINGS, rows, sheet="Kurse", widths=WIDTHS)


def overview_lines(on: date) -> Sequence[str]:
    """The courses somebody can still begin, one line each, as the public page lists them. Five queries."""
    return [_line(line) for line in run_lines(RunFilter(to_join=True), on)]


def _line(line: RunLine) -> str:
    run = line.run
    seats = ngettext("ein freier Platz", "%(count)s freie Plätze", line.free) % {"count": line.free}
    parts = [
        str(CourseKind(run.course_type.kind).label),
        f"{run.level_from}–{run.level_to}",
        _("ab %(day)s") % {"day": written_day(run.starts_on, "medium")},
        written_times(line.times),
        _("online") if run.online else f"{run.site.name}, {run.site.area.short_name}",
        seats,
        _("mit Kinderbetreuung") if run.child_care else "",
        _("nur für Frauen") if run.women_only else "",
        _("noch nicht sicher") if run.state == RunState.PLANNED else "",
        f"{run.provider.name}, {run.number}",
    ]
    return " · ".join(part for part in parts if part)
