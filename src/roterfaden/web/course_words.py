"""Courses in the words of the reader's language: weekly times, and lines for pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from roterfaden.courses.methods.weekly import WeeklyTime, written_times
from roterfaden.courses.queries import RunLine
from roterfaden.ui.filters import current_locale


@dataclass(frozen=True)
class ShownRun:
    """A course on a page: what is known and counted, and its weekly times in words."""

    line: RunLine
    times: str


def weekly_words(times: Iterable[WeeklyTime]) -> str:
    """Weekly times with the short names of the days in the language of the page: "Mo–Do 8:30–12:45"."""
    names = current_locale().days["format"]["abbreviated"]
    return written_times(times, [names[number].rstrip(".") for number in range(7)])


def shown_runs(lines: Iterable[RunLine]) -> list[ShownRun]:
    """Courses for a page, in their order."""
    return [ShownRun(line, weekly_words(line.times)) for line in lines]
