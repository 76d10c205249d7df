"""One way to a course: how long, who says so, and whether a travel grant is possible. In words for the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.courses.enums import CourseKind
from roterfaden.ui.filters import day as written_day
from roterfaden.ui.filters import number

GRANTED = frozenset(set(CourseKind) - {CourseKind.VOCATIONAL, CourseKind.LAND})
"""Kinds of courses the travel grant of IntV § 4a is for; vocational courses have one of their own (DeuFöV § 10)."""
TIMETABLE, ESTIMATED, SINCE = "timetable", "estimated", "since"
"""What a run keeps about its ways: how many each, and from when the timetable holds (`basis_words`)."""


@dataclass(frozen=True)
class Way:
    """The way from a municipality to a site. `minutes` None: by timetable there is none.

    `is_estimated`: from coordinates; then `by` and `source` are empty. `kilometres` are always estimated, None without
    coordinates.
    """

    minutes: int | None
    is_estimated: bool
    changes: int | None = None
    by: str = ""
    source: str = ""
    kilometres: float | None = None

    def is_within(self, limit: int) -> bool:
        """Whether the way takes at most so many minutes."""
        return self.minutes is not None and self.minutes <= limit


def way_words(way: Way | None, limit: int) -> str:
    """The way in one sentence that says where the minutes come from; `limit` are the minutes nobody is sent beyond."""
    if way is None:
        return _("Weg unbekannt: Es fehlen Koordinaten.")
    if way.minutes is None:
        return _("nach Fahrplan nicht erreichbar (%(source)s)") % {"source": way.source}
    if way.is_estimated:
        told = _("nach Entfernung geschätzt: etwa %(minutes)s Min.") % {"minutes": number(way.minutes)}
        return told if way.is_within(limit) else told + " " + _("(zu weit)")
    return _by_timetable(way, limit)


def _by_timetable(way: Way, limit: int) -> str:
    near = way.is_within(limit)
    if way.by:
        told = _("mit %(by)s erreichbar: %(minutes)s Min.") if near else _("mit %(by)s zu weit: %(minutes)s Min.")
    else:
        told = _("erreichbar: %(minutes)s Min.") if near else _("zu weit: %(minutes)s Min.")
    details = [told % {"by": way.by, "minutes": number(way.minutes or 0)}]
    if way.changes == 0:
        details.append(_("ohne Umstieg"))
    elif way.changes:
        changed = ngettext("ein Umstieg", "%(count)s Umstiege", way.changes)
        details.append(changed % {"count": way.changes})
    return f"{', '.join(details)} ({way.source})"


def grant_words(way: Way | None, kind: str, *, needed: Decimal, source: str) -> str:
    """That a travel grant is possible, or nothing. `needed` are kilometres on foot by the rule of the day.

    The distance is from the middle of the municipality: the office measures from the door before anybody applies.
    """
    if way is None or way.kilometres is None or kind not in GRANTED or Decimal(way.kilometres) < needed:
        return ""
    return _(
        "Fahrtkostenzuschuss möglich: Fußweg über %(needed)s km (von der Ortsmitte geschätzt %(found)s km; %(source)s)"
    ) % {"needed": _plain(needed), "found": number(way.kilometres, 0), "source": source}


def basis_words(ways: Mapping[str, Any]) -> str:
    """Where the minutes of a run came from, in one sentence; nothing for runs that did not keep it."""
    if not ways:
        return ""
    if not ways[TIMETABLE]:
        return _("Alle Wege sind nach Entfernung geschätzt.")
    return _("Wege: %(known)s nach dem Fahrplan ab %(day)s, %(estimated)s nach Entfernung geschätzt.") % {
        "known": number(ways[TIMETABLE]),
        "estimated": number(ways[ESTIMATED]),
        "day": written_day(date.fromisoformat(ways[SINCE]), "medium"),
    }


def _plain(value: Decimal) -> str:
    return number(float(value), 0 if value == int(value) else 1)
