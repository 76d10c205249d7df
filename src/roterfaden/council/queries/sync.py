"""Reading what another council system said, what of it is ours, and how it compares with what is recorded here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from roterfaden.council.enums import ForeignKind, MatchState, SyncState
from roterfaden.council.methods import sync
from roterfaden.council.models import (
    Consultation,
    CopiedDecision,
    ForeignObject,
    Match,
    Paper,
    Resolution,
    Source,
    SyncRun,
)
from roterfaden.kernel.time import local_day

RUNS_SHOWN = 10
DUE_AFTER = timedelta(hours=6)
"""How often a source is asked for changes."""
SETTLED_AFTER = timedelta(days=90)
"""A decision this old is asked for with the weekly full reading only."""
MOST_REFRESHED = 200
LEVELS = 4
"""From a paper to its steps, to agenda items, to meetings, to bodies."""


@dataclass(frozen=True)
class SourceRow:
    """A source in the list: its last reading, how many papers are kept, how many matches wait for a person."""

    source: Source
    last: SyncRun | None
    papers: int
    waiting: int


@dataclass(frozen=True)
class Side:
    """One of our steps beside the one there. `step` is as read, `copied` as copied once the match is confirmed."""

    consultation: Consultation | None
    step: sync.Step | None
    copied: CopiedDecision | None
    differences: tuple[sync.Difference, ...]

    @property
    def resolution(self) -> Resolution | None:
        """What is recorded here."""
        return getattr(self.consultation, "resolution", None)

    @property
    def may_be_taken_over(self) -> bool:
        """Whether a decision is known there and none is recorded here."""
        return self.consultation is not None and self.resolution is None and self.copied is not None


@dataclass(frozen=True)
class MatchPage:
    """A match with both papers' steps side by side."""

    match: Match
    sides: tuple[Side, ...]


def sources() -> tuple[SourceRow, ...]:
    """All sources by name. Two queries."""
    newest = SyncRun.objects.filter(source=OuterRef("pk")).order_by("-started_at", "-pk").values("pk")[:1]
    papers = Q(objects_kept__kind=ForeignKind.PAPER, objects_kept__gone_at=None)
    waiting = papers & Q(objects_kept__matches__state=MatchState.PROPOSED)
    found: Iterable[Any] = (
        Source.objects.select_related("area")
        .annotate(
            last_run=Subquery(newest),
            paper_count=Count("objects_kept", filter=papers, distinct=True),
            waiting_count=Count("objects_kept__matches", filter=waiting, distinct=True),
        )
        .order_by("name", "pk")
    )
    rows = list(found)
    runs = SyncRun.objects.in_bulk([row.last_run for row in rows if row.last_run])
    return tuple(SourceRow(row, runs.get(row.last_run), row.paper_count, row.waiting_count) for row in rows)


def runs_of(source: Source) -> QuerySet[SyncRun]:
    """Readings of a source, the newest first."""
    return SyncRun.objects.filter(source=source).order_by("-started_at", "-pk")[:RUNS_SHOWN]


def matches_waiting() -> QuerySet[Match]:
    """Matches a person has to decide about, the likeliest first."""
    settled = Match.objects.filter(
        paper=OuterRef("paper"), foreign__source=OuterRef("foreign__source"), state=MatchState.CONFIRMED
    )
    return (
        Match.objects.filter(~Exists(settled), state=MatchState.PROPOSED, foreign__gone_at=None)
        .select_related("paper", "foreign__source")
        .order_by("-points", "pk")
    )


def matches_confirmed() -> QuerySet[Match]:
    """Papers that are known to be ours, the newest of our papers first."""
    return (
        Match.objects.filter(state=MatchState.CONFIRMED)
        .select_related("paper", "foreign__source")
        .order_by("-paper__submitted_on", "pk")
    )


def due_sources(now: datetime) -> QuerySet[Source]:
    """Active sources nobody has begun to read for DUE_AFTER."""
    lately = SyncRun.objects.filter(started_at__gt=now - DUE_AFTER).values("source")
    return Source.objects.active().exclude(pk__in=lately).order_by("pk")


def running(source: Source) -> SyncRun | None:
    """The reading of a source that has not ended."""
    return SyncRun.objects.filter(source=source, state=SyncState.RUNNING).first()


def unmatched_papers(source: Source) -> QuerySet[Paper]:
    """Papers before the bodies that are not known to be in this source."""
    known = Match.objects.filter(foreign__source=source, state=MatchState.CONFIRMED).values("paper")
    return Paper.objects.filter(submitted_on__isnull=False).exclude(pk__in=known).order_by("pk")


def foreign_papers(source: Source) -> QuerySet[ForeignObject]:
    """Papers a source lists at present."""
    return ForeignObject.objects.filter(source=source, kind=ForeignKind.PAPER, gone_at=None).order_by("pk")


def matches_to_read(source: Source, now: datetime, *, everything: bool) -> QuerySet[Match]:
    """Matches whose decisions should be asked for: not refused, and not all decided long ago unless `everything`."""
    rows = Match.objects.filter(foreign__source=source, foreign__gone_at=None).exclude(state=MatchState.REFUSED)
    if not everything:
        settled = CopiedDecision.objects.filter(
            role="deciding", starts_at__lt=now - SETTLED_AFTER, superseded_by=None
        ).values("match")
        rows = rows.exclude(pk__in=settled)
    return rows.select_related("foreign", "paper").order_by("-pk")[:MOST_REFRESHED]


def steps_there(foreign: ForeignObject) -> tuple[sync.Step, ...]:
    """The steps of a paper there, as far as they were read. At most four queries."""
    kept: dict[str, sync.Json] = {}
    wanted = _keys([foreign.raw], "consultation")
    for _level in range(LEVELS):
        found = _raw(foreign.source_id, wanted) if wanted else {}
        kept |= found
        wanted = _keys(found.values(), "agendaItem", "meeting", "organization") - kept.keys()
    return sync.read_steps(foreign.raw, kept)


def match_page(match: Match) -> MatchPage:
    """Both sides of a match. At most six queries."""
    steps = steps_there(match.foreign)
    copies = {sync.object_key(row.step_url): row for row in match.decisions.in_force().order_by("pk")}
    ours = (
        Consultation.objects.filter(paper=match.paper_id)
        .select_related("meeting__body", "resolution", "paper")
        .order_by("position", "pk")
    )
    return MatchPage(match, _sides(list(ours), steps, copies))


def copied_decisions(paper: Paper) -> QuerySet[CopiedDecision]:
    """What other council systems say was decided about a paper, by meeting. One query."""
    return (
        CopiedDecision.objects.in_force()
        .filter(match__paper=paper, match__state=MatchState.CONFIRMED)
        .select_related("match__foreign__source")
        .order_by("starts_at", "pk")
    )


def _sides(
    ours: Sequence[Consultation], steps: Sequence[sync.Step], copies: Mapping[str, CopiedDecision]
) -> tuple[Side, ...]:
    left = list(steps)
    sides = []
    for consultation in ours:
        recorded = recorded_of(consultation)
        step = sync.fitting_step(recorded, left)
        if step is not None:
            left.remove(step)
        copied = copies.get(sync.object_key(step.url)) if step else None
        found = tuple(sync.differences(recorded, step)) if step else ()
        sides.append(Side(consultation, step, copied, found))
    sides += [Side(None, step, copies.get(sync.object_key(step.url)), ()) for step in left]
    return tuple(sides)


def recorded_of(consultation: Consultation) -> sync.Recorded:
    """One of our steps, with its resolution if it is recorded."""
    resolution = getattr(consultation, "resolution", None)
    return sync.Recorded(
        body_name=consultation.meeting.body.name,
        held_on=local_day(consultation.meeting.starts_at),
        role=consultation.role,
        result=resolution.result if resolution else "",
        decided_on=resolution.decided_on if resolution else None,
    )


def _keys(values: Iterable[sync.Json], *names: str) -> set[str]:
    return {sync.object_key(url) for value in values for name in names for url in sync.as_urls(value.get(name))}


def _raw(source: int, keys: Iterable[str]) -> dict[str, sync.Json]:
    rows = ForeignObject.objects.filter(source=source, key__in=sorted(keys), gone_at=None)
    return dict(rows.values_list("key", "raw").order_by("pk"))
