"""Reading requests for advice: the office's lists, the unit's page, and what stands beside a weighing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from roterfaden.participation.models import Contribution, ContributionQuerySet, Process, ProcessQuerySet, Theme
from roterfaden.weighing.methods import hash_of
from roterfaden.weighing.models import (
    AdviceDraft,
    AdviceLink,
    AdviceReply,
    AdviceRequest,
    AdviceRequestQuerySet,
    AdviceVoice,
    Unit,
)


@dataclass(frozen=True)
class AdviceRow:
    """One request in the list: how many voices, how many answered, and whether the day to answer is over."""

    request: AdviceRequest
    asked: int
    answered: int
    begun: bool
    is_late: bool

    @property
    def open(self) -> int:
        """Voices without advice."""
        return self.asked - self.answered


def advice_rows(requests: Iterable[AdviceRequest], *, on: date) -> tuple[AdviceRow, ...]:
    """A page of requests with their counts. Three queries."""
    shown = list(requests)
    asked = _counts(AdviceVoice.objects.filter(request__in=shown))
    answered = _counts(AdviceReply.objects.filter(request__in=shown, superseded_at=None))
    begun = _counts(AdviceDraft.objects.filter(request__in=shown))
    return tuple(
        AdviceRow(
            request=row, asked=asked.get(row.pk, 0), answered=answered.get(row.pk, 0), begun=row.pk in begun,
            is_late=row.is_open and row.due_on < on,
        )
        for row in shown
    )  # fmt: skip


def _counts(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.values_list("request").annotate(Count("pk")).order_by("request"))


def advice_list(process: Process, *, only_open: bool) -> AdviceRequestQuerySet:
    """Requests of a process: the open ones by the day to answer, or all, newest first."""
    rows = AdviceRequest.objects.filter(process=process).select_related("unit", "theme")
    return rows.open().order_by("due_on", "pk") if only_open else rows.order_by("-asked_at", "-pk")


def advice_waits(processes: ProcessQuerySet, *, on: date) -> list[tuple[Process, int]]:
    """For each process how many requests are open although the day to answer is over. One query."""
    counts = dict(
        AdviceRequest.objects.open()
        .filter(process__in=processes.order_by(), due_on__lt=on)
        .values_list("process")
        .annotate(Count("pk"))
        .order_by("process")
    )
    return [(process, counts[process.pk]) for process in processes if process.pk in counts]


def waits_for_advice(key: str = "pk") -> Exists:
    """Whether the voice whose key the outer query calls `key` is asked about and has no advice yet: a filter."""
    answered = AdviceReply.objects.filter(request=OuterRef("request"), contribution=OuterRef("contribution"))
    return Exists(
        AdviceVoice.objects.filter(
            ~Exists(answered), contribution=OuterRef(key), request__finished_at=None, request__revoked_at=None
        )
    )


# --- one request --------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class AdvisedVoice:
    """A voice of a request with what the unit says now, said before, and has begun to write."""

    contribution: Contribution
    reply: AdviceReply | None
    earlier: tuple[AdviceReply, ...]
    draft: AdviceDraft | None

    @property
    def recommendation(self) -> str:
        """What stands in the form: what was begun, else what was said."""
        held = self.draft or self.reply
        return held.recommendation if held else ""

    @property
    def words(self) -> str:
        """The words that stand in the form."""
        held = self.draft or self.reply
        return held.words if held else ""


@dataclass(frozen=True)
class AdvicePage:
    """One request with everything about it. `links` are the mails that were sent."""

    request: AdviceRequest
    voices: tuple[AdvisedVoice, ...]
    links: tuple[AdviceLink, ...]

    @property
    def answered(self) -> int:
        """Voices with advice."""
        return sum(1 for voice in self.voices if voice.reply)


def advice_page(request: AdviceRequest) -> AdvicePage:
    """One request, its voices in the order of their numbers, and all that was said. Four queries."""
    replies: dict[int, list[AdviceReply]] = defaultdict(list)
    for reply in request.replies.order_by("-made_at", "-pk"):
        replies[reply.contribution_id].append(reply)
    drafts = {draft.contribution_id: draft for draft in request.drafts.order_by("pk")}
    asked = request.voices.select_related("contribution").order_by("contribution__number", "pk")
    voices = []
    for row in asked:
        said = replies[row.contribution_id]
        current = next((reply for reply in said if reply.superseded_at is None), None)
        earlier = tuple(reply for reply in said if reply.superseded_at is not None)
        voices.append(AdvisedVoice(row.contribution, current, earlier, drafts.get(row.contribution_id)))
    return AdvicePage(request, tuple(voices), tuple(request.links.order_by("sent_at", "pk")))


def request_behind(token: str, *, now: datetime) -> AdviceRequest | None:
    """The request a link opens; None when the link is not ours, too old, or the request was taken back. One query."""
    kept = hash_of(token)
    if kept is None:
        return None
    return (
        AdviceRequest.objects.filter(links__secret_hash=kept, revoked_at=None, link_until__gt=now)
        .select_related("unit", "process", "theme")
        .first()
    )


@dataclass(frozen=True)
class AdviceBeside:
    """What one unit was asked about a voice, and what it advises (None: nothing yet)."""

    request: AdviceRequest
    reply: AdviceReply | None


def advice_beside(contribution: Contribution) -> tuple[AdviceBeside, ...]:
    """Who was asked about a voice and what they advise, newest first; without what was taken back unanswered.

    Two queries.
    """
    requests = list(
        AdviceRequest.objects.filter(voices__contribution=contribution)
        .select_related("unit")
        .order_by("-asked_at", "-pk")
    )
    rows = AdviceReply.objects.filter(contribution=contribution, superseded_at=None, request__in=requests)
    replies = {row.request_id: row for row in rows}
    return tuple(
        AdviceBeside(request, replies.get(request.pk))
        for request in requests
        if request.pk in replies or request.revoked_at is None
    )


def released_advice(contribution: Contribution) -> tuple[AdviceReply, ...]:
    """What everybody may read of the advice about a voice, oldest first, with the unit. One query."""
    rows = AdviceReply.objects.filter(contribution=contribution, superseded_at=None, released_at__isnull=False)
    return tuple(rows.select_related("request__unit").order_by("made_at", "pk"))


# --- asking -------------------------------------------------------------------------------------------------------
def units() -> QuerySet[Unit]:
    """All units, those that may be asked first, by name."""
    return Unit.objects.order_by("retired_at", "name", "pk")


def voices_numbered(process: Process, numbers: Iterable[int]) -> ContributionQuerySet:
    """Published voices of a process with these numbers."""
    return Contribution.objects.filter(process=process, number__in=list(numbers)).published().order_by("number", "pk")


def voices_of_theme(theme: Theme) -> ContributionQuerySet:
    """Published voices that lie in a theme, as a whole or with a part."""
    lying = theme.assignments.filter(superseded_at=None).values("contribution")
    return Contribution.objects.filter(pk__in=lying).published().order_by("number", "pk")


def requests_to_remind(now: datetime) -> QuerySet[AdviceRequest]:
    """Open requests whose link still opens, the most urgent first."""
    rows = AdviceRequest.objects.open().filter(link_until__gt=now)
    return rows.select_related("unit", "process").order_by("due_on", "pk")
