"""Reading what people say to the answers they got."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution, Process, ProcessQuerySet
from roterfaden.weighing.enums import Verdict
from roterfaden.weighing.methods import ReplyCount, shown_counts
from roterfaden.weighing.models import Reply


def current_replies(contribution: Contribution) -> dict[int, Reply]:
    """The replies in force to the answers of a voice, by the key of the answer. One query."""
    return {row.consideration_id: row for row in Reply.objects.current().filter(contribution=contribution)}


def released_replies(contribution: Contribution) -> dict[int, Reply]:
    """Replies whose words everybody may read, by the key of the answer; none of a voice taken back. One query."""
    rows = Reply.objects.current().filter(
        contribution=contribution, contribution__withdrawn_at=None, moderation=Moderation.PUBLISHED
    )
    return {row.consideration_id: row for row in rows.exclude(words="")}


def reply_list(process: Process, *, only_unread: bool) -> QuerySet[Reply]:
    """Replies in force with the answer they are about, points that were not met first, then the oldest."""
    rows: QuerySet[Reply] = Reply.objects.unread() if only_unread else Reply.objects.current()
    return (
        rows.filter(contribution__process=process, contribution__withdrawn_at=None)
        .select_related("contribution", "consideration")
        .order_by("verdict" if only_unread else "-made_at", "made_at", "pk")
    )


def reply_waits(processes: ProcessQuerySet) -> list[tuple[Process, int]]:
    """For each process how many replies nobody has read. One query beside the processes."""
    counts = dict(
        Reply.objects.unread()
        .filter(contribution__process__in=processes.order_by(), contribution__withdrawn_at=None)
        .values_list("contribution__process")
        .annotate(Count("pk"))
        .order_by("contribution__process")
    )
    return [(process, counts[process.pk]) for process in processes if process.pk in counts]


@dataclass(frozen=True)
class ReplyCounts:
    """How many said what about the answers; `total` None when it would give a small count away."""

    counts: tuple[ReplyCount, ...]
    total: int | None
    is_empty: bool


def reply_counts(process: Process | None = None) -> ReplyCounts:
    """Replies in force to answers to public voices, small counts left out. One query."""
    rows = Reply.objects.current().filter(contribution__in=Contribution.objects.published())
    if process is not None:
        rows = rows.filter(contribution__process=process)
    found = dict(rows.values_list("verdict").annotate(Count("pk")).order_by("verdict"))
    counts, total = shown_counts({verdict: found.get(verdict, 0) for verdict in Verdict.values})
    return ReplyCounts(counts, total, is_empty=not found)


def replies_to_erase() -> QuerySet[Reply]:
    """Replies that still hold words about a voice whose author took it back."""
    rows = Reply.objects.filter(contribution__withdrawn_at__isnull=False).exclude(words="")
    return rows.select_related("contribution").order_by("pk")
