"""Consultations as counsellors see their own, and as numbers for everybody else."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_date
from django.db.models import Count, F, Q, QuerySet, Sum

from roterfaden.accounts.models import User
from roterfaden.advice.enums import Place
from roterfaden.advice.methods import month_of, months_after
from roterfaden.advice.models import LONGEST_MINUTES, Appointment, Consultation, WalkIn, WeeklyHours
from roterfaden.directory.models import Site
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.filters import current_locale

DEFAULT_MINUTES = 30
SHORTEST = 5
"""Minutes a talk with a number has at least: whoever forgets to press a button corrects one figure."""


@dataclass(frozen=True)
class Defaults:
    """What the page of the record proposes: what was chosen the last time, or what is known from an appointment or a
    number. Where a person lives is asked anew."""

    site: Site | None = None
    place: str = Place.CENTRE
    language: str = "de"
    area: Area | None = None
    duration_minutes: int = DEFAULT_MINUTES
    with_interpreter: bool = False
    topics: tuple[FieldOfAction, ...] = ()

    def of_appointment(self, row: Appointment) -> "Defaults":
        """The same for a talk that follows from an appointment: everything is known but what came of it."""
        minutes = (row.ends_at - row.starts_at).total_seconds() // 60 if row.starts_at and row.ends_at else 0
        return replace(
            self, site=row.site, place=Place.CENTRE, language=row.language, with_interpreter=row.needs_interpreter,
            topics=(row.topic,) if row.topic else (), duration_minutes=int(minutes) or self.duration_minutes,
        )  # fmt: skip

    def of_number(self, row: WalkIn) -> "Defaults":
        """The same for somebody who drew a number: the place, the language if they were asked, how long it took."""
        minutes = (row.ended_at - row.called_at).total_seconds() // 60 if row.called_at and row.ended_at else 0
        return replace(
            self, site=row.site, place=Place.CENTRE, language=row.language or self.language,
            duration_minutes=min(max(int(minutes), SHORTEST), LONGEST_MINUTES) if minutes else self.duration_minutes,
        )  # fmt: skip


def record_defaults(user: User) -> Defaults:
    """The proposals for `user`'s next record. One query."""
    last = Consultation.objects.filter(counsellor=user).select_related("site").order_by("-recorded_at", "-pk").first()
    return Defaults(last.site, last.place, last.language) if last else Defaults()


def own_consultations(user: User) -> QuerySet[Consultation]:
    """What `user` recorded, newest first; two queries with the topics."""
    return (
        Consultation.objects.filter(counsellor=user)
        .select_related("area", "site", "case")
        .prefetch_related("topics")
        .order_by("-held_on", "-pk")
    )


@dataclass(frozen=True)
class Tally:
    """How many consultations (or topics) of a month fall on one value. `key` is a slug, a code or the key of an area;
    empty where nothing was said."""

    month: date
    key: str
    count: int


@dataclass(frozen=True)
class MonthNumbers:
    """One month in numbers."""

    month: date
    talks: int
    minutes: int
    interpreted: int

    @property
    def name(self) -> str:
        """The month in words: "November 2026"."""
        return format_date(self.month, "LLLL y", locale=current_locale())

    @property
    def hours(self) -> float:
        """The same time in hours."""
        return self.minutes / 60


def numbers_by_month(*, until: date, months: int = 12) -> tuple[MonthNumbers, ...]:
    """The months up to the one of `until`, oldest first, those without a talk too. One query."""
    last = month_of(until)[0]
    first = months_after(last, 1 - months)
    found = {first_day: [0, 0, 0] for first_day in (months_after(first, step) for step in range(months))}
    rows = (
        Consultation.objects.held_between(first, months_after(last, 1))
        .order_by()
        .values("held_on", "with_interpreter")
        .annotate(talks=Count("pk"), minutes=Sum("duration_minutes"))
    )
    for row in rows:
        sums = found[month_of(row["held_on"])[0]]
        sums[0] += row["talks"]
        sums[1] += row["minutes"]
        sums[2] += row["talks"] if row["with_interpreter"] else 0
    return tuple(MonthNumbers(month, *sums) for month, sums in found.items())


def tallies(by: str, *, start: date, end: date) -> tuple[Tally, ...]:
    """Consultations from `start` to `end` (excluded) by month and `by`: "language", "area", "topic" or "" (all).

    A consultation about two topics counts for both, so topics make up more than the consultations. One query.
    """
    column = {"language": F("language"), "area": F("area__key"), "topic": F("topics__slug"), "": None}[by]
    rows = Consultation.objects.held_between(start, end).order_by()
    if column is not None:
        rows = rows.annotate(found_key=column)
    names = ("held_on", "found_key") if column is not None else ("held_on",)
    counts: dict[tuple[date, str], int] = {}
    for row in rows.values(*names).annotate(count=Count("pk")):
        slot = month_of(row["held_on"])[0], row.get("found_key") or ""
        counts[slot] = counts.get(slot, 0) + row["count"]
    return tuple(Tally(month, key, count) for (month, key), count in sorted(counts.items()))


def months_with_talks(*, before: date) -> tuple[date, ...]:
    """The first days of all months with a consultation before a day, oldest first. One query."""
    days: Iterable[date] = (
        Consultation.objects.filter(held_on__lt=before).order_by().values_list("held_on", flat=True).distinct()
    )
    return tuple(sorted({month_of(day)[0] for day in days}))


def advice_sites() -> QuerySet[Site]:
    """The sites where people are advised: where somebody gives times or was advised; all, before anybody was."""
    here = Site.objects.filter(
        Q(pk__in=Consultation.objects.exclude(site=None).order_by().values("site"))
        | Q(pk__in=WeeklyHours.objects.order_by().values("site"))
    )
    rows = here if here.exists() else Site.objects.all()
    return rows.order_by("name", "pk")
