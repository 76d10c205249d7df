"""What waits for moderation: new voices and comments, suspected spam, and what readers reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Comment, Contribution, Flag, Process, ProcessQuerySet, Suspicion

ALL, VOICES, COMMENTS, REPORTS, SUSPECTED = "", "beitraege", "kommentare", "meldungen", "verdacht"
VOICE, COMMENT = "beitrag", "kommentar"
PAGE = 25
MOST_KEYS = 2_000
"""More is not looked at in one go: whoever has so much to read begins with the oldest."""


@dataclass(frozen=True)
class QueueItem:
    """One thing that waits: a voice (`kind` is VOICE) or a comment, with why it waits."""

    kind: str
    pk: int
    number: int
    text: str
    language: str
    at: datetime
    origin: str
    is_shown: bool
    signs: tuple[str, ...]
    flags: tuple[Flag, ...]

    @property
    def key(self) -> str:
        """How the forms of the queue name it."""
        return f"{self.kind}-{self.pk}"


@dataclass(frozen=True)
class QueueCounts:
    """How much waits in a process. What is suspected or reported is counted there too."""

    voices: int
    comments: int
    reports: int
    suspected: int

    @property
    def total(self) -> int:
        return self.voices + self.comments + self.reports


@dataclass(frozen=True)
class Queue:
    """One page of what waits."""

    items: tuple[QueueItem, ...]
    page: Page[Any]
    counts: QueueCounts


def queue_of(process: Process, only: str = ALL, page: str | None = None) -> Queue:
    """What waits in a process: reports first, then what looks suspicious, then the oldest. Twelve queries."""
    keys = _keys(process, only)
    found = Paginator(keys, PAGE).get_page(page)
    return Queue(tuple(_items(found.object_list)), found, queue_counts(process))


def next_in_queue(process: Process, only: str = ALL, *, after: str = "") -> QueueItem | None:
    """What to read next: the first thing that waits, or the first behind the one named `after`. Eight queries."""
    keys = _keys(process, only)
    names = [f"{kind}-{pk}" for _rank, _at, kind, pk in keys]
    place = names.index(after) + 1 if after in names else 0
    rest = keys[place:] + keys[:place]
    return next(iter(_items([key for key in rest if f"{key[2]}-{key[3]}" != after][:1])), None)


def queue_item(process: Process, kind: str, pk: int) -> QueueItem | None:
    """One voice or comment of a process, whether it waits or not. At most four queries."""
    rows = Contribution.objects.filter(process=process) if kind == VOICE else _comments(process)
    if kind not in (VOICE, COMMENT) or not rows.filter(pk=pk, withdrawn_at=None).exists():
        return None
    return next(iter(_items([(0, None, kind, pk)])), None)


def queue_counts(process: Process) -> QueueCounts:
    """How much waits. Four queries."""
    voices, comments = Contribution.objects.filter(process=process).pending(), _comments(process).pending()
    flagged = Flag.objects.open().filter(Q(contribution__process=process) | Q(comment__contribution__process=process))
    doubted = Q(contribution__in=voices.values("pk")) | Q(comment__in=comments.values("pk"))
    return QueueCounts(
        voices=voices.count(),
        comments=comments.count(),
        reports=flagged.aggregate(n=Count("contribution", distinct=True) + Count("comment", distinct=True))["n"],
        suspected=Suspicion.objects.filter(doubted).aggregate(
            n=Count("contribution", distinct=True) + Count("comment", distinct=True)
        )["n"],
    )


@dataclass(frozen=True)
class WaitingTalk:
    """Comments and reports that wait in one process."""

    process: Process
    comments: int
    reports: int


def waiting_talk(processes: ProcessQuerySet) -> list[WaitingTalk]:
    """For each process in which comments or reports wait. Three queries."""
    rows = list(processes)
    comments = dict(
        Comment.objects.pending()
        .filter(contribution__process__in=rows)
        .values_list("contribution__process")
        .annotate(Count("pk"))
        .order_by("contribution__process")
    )
    reports: dict[int, int] = {}
    for voice, comment in (
        Flag.objects.open().order_by("pk").values_list("contribution__process", "comment__contribution__process")
    ):
        reports[voice or comment] = reports.get(voice or comment, 0) + 1
    found = [WaitingTalk(row, comments.get(row.pk, 0), reports.get(row.pk, 0)) for row in rows]
    return [each for each in found if each.comments or each.reports]


Key = tuple[int, Any, str, int]


def _comments(process: Process) -> Any:
    return Comment.objects.filter(contribution__process=process)


def _keys(process: Process, only: str) -> list[Key]:
    """(rank, moment, kind, key) of everything that waits, in order. Two queries."""
    voices = Contribution.objects.filter(process=process, withdrawn_at=None)
    comments = _comments(process).filter(withdrawn_at=None)
    found: list[Key] = []
    if only != COMMENTS:
        found += [(rank, at, VOICE, pk) for rank, at, pk in _waiting(voices, "contribution", "captured_at", only)]
    if only != VOICES:
        found += [(rank, at, COMMENT, pk) for rank, at, pk in _waiting(comments, "comment", "made_at", only)]
    return sorted(found)


def _waiting(rows: QuerySet[Any], name: str, moment: str, only: str) -> Iterable[tuple[int, datetime, int]]:
    flagged = Exists(Flag.objects.open().filter(**{name: OuterRef("pk")}))
    doubted = Exists(Suspicion.objects.filter(**{name: OuterRef("pk")}))
    pending = Q(moderation=Moderation.PENDING)
    if only == REPORTS:
        rows = rows.filter(flagged)
    elif only == SUSPECTED:
        rows = rows.filter(pending & doubted)
    elif only in (VOICES, COMMENTS):
        rows = rows.filter(pending)
    else:
        rows = rows.filter(pending | Q(flagged))
    rank = Case(
        When(flagged, then=Value(0)), When(doubted, then=Value(1)), default=Value(2), output_field=IntegerField()
    )
    keys: Iterable[tuple[int, datetime, int]] = (
        rows.annotate(rank=rank).order_by("rank", moment, "pk").values_list("rank", moment, "pk")[:MOST_KEYS]
    )
    return keys


def _items(keys: Iterable[Key]) -> list[QueueItem]:
    """The rows behind keys, in their order. Six queries."""
    wanted = list(keys)
    found: dict[tuple[str, int], QueueItem] = {}
    voices = Contribution.objects.filter(pk__in=[key[3] for key in wanted if key[2] == VOICE])
    for voice in _with_reasons(voices.select_related("event", "actor_group", "area")):
        origin = [voice.get_kind_display(), voice.event.title if voice.event else voice.get_channel_display()]
        origin += [each.name for each in (voice.actor_group, voice.area) if each]
        found[VOICE, voice.pk] = _item(VOICE, voice, voice.number, voice.captured_at, " · ".join(map(str, origin)))
    comments = Comment.objects.filter(pk__in=[key[3] for key in wanted if key[2] == COMMENT])
    for comment in _with_reasons(comments.select_related("contribution")):
        origin_text = comment.contribution.text
        found[COMMENT, comment.pk] = _item(
            COMMENT, comment, comment.contribution.number, comment.made_at, origin_text
        )  # fmt: skip
    return [found[kind, pk] for _rank, _at, kind, pk in wanted if (kind, pk) in found]


def _with_reasons(rows: QuerySet[Any]) -> Iterable[Any]:
    return rows.prefetch_related(
        Prefetch("flags", Flag.objects.open().order_by("made_at", "pk"), to_attr="open_flags"),
        Prefetch("suspicions", Suspicion.objects.order_by("pk"), to_attr="signs"),
    ).order_by("pk")


def _item(kind: str, row: Any, number: int, at: datetime, origin: str) -> QueueItem:
    return QueueItem(
        kind=kind,
        pk=row.pk,
        number=number,
        text=row.text,
        language=row.language,
        at=at,
        origin=origin,
        is_shown=row.moderation == Moderation.PUBLISHED,
        signs=tuple(str(sign) for sign in row.signs),
        flags=tuple(row.open_flags),
    )
