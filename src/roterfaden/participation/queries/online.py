"""Reading the online stage: what is asked, who supports what, conversations, and what came shortly before."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from roterfaden.accounts.enums import Role
from roterfaden.kernel.codes import is_valid, normalise
from roterfaden.kernel.words import terms
from roterfaden.participation import errors
from roterfaden.participation.enums import CommentRule, EventKind
from roterfaden.participation.methods import Earlier, OnlineDoor, Wording
from roterfaden.participation.models import (
    Comment,
    CommentQuerySet,
    Contribution,
    Event,
    OnlineRules,
    Process,
    QuestionField,
    ReceiptCode,
    Support,
)
from roterfaden.topics.models import FieldOfAction

CONVERSATIONS = 20
"""How many conversations stand on a page, each with all its answers."""
LOOKING_BACK = timedelta(hours=24)
TEXTS_COMPARED = 150


# --- the stage ------------------------------------------------------------------------------------------------------
def online_events(process_id: int, now: datetime) -> QuerySet[Event]:
    """Online events of a process that run at `now`, the one that began last first."""
    running = Event.objects.filter(process=process_id, kind=EventKind.ONLINE, starts_at__lte=now, ends_at__gt=now)
    return running.filter(cancelled_at=None).order_by("-starts_at", "pk")


def online_door(process: Process, now: datetime) -> OnlineDoor:
    """Whether people may support and comment now. One query."""
    return OnlineDoor(process.slug, is_open=process.closed_on is None and online_events(process.pk, now).exists())


def comment_rule(process_id: int) -> CommentRule:
    """How comments are treated in a process. One query."""
    kept = OnlineRules.objects.filter(process=process_id).values_list("comments", flat=True).first()
    return CommentRule(kept or CommentRule.CHECKED_FIRST)


@dataclass(frozen=True)
class AskedQuestion:
    """A question of an online event (`number` counts from 1) with the wordings there are."""

    number: int
    wordings: tuple[Wording, ...]
    voices: int


@dataclass(frozen=True)
class QuestionGroup:
    """The questions of an online event that belong to one field of action; to none for the last group."""

    field: FieldOfAction | None
    questions: tuple[AskedQuestion, ...]


def questions_by_field(event: Event, reads: str = "") -> tuple[QuestionGroup, ...]:
    """What an online event asks, by field in their order, with how many published voices answer. Two queries.

    The wording in the language somebody `reads` comes first, if there is one.
    """
    fields = {row.question: row.field for row in event.question_fields.select_related("field").order_by("pk")}
    voices = dict(
        Contribution.objects.published()
        .filter(event=event, question__isnull=False)
        .values_list("question")
        .annotate(Count("pk"))
        .order_by("question")
    )
    groups: dict[int, list[AskedQuestion]] = defaultdict(list)
    for number, asked in enumerate(event.asked, start=1):
        field, wordings = fields.get(number), tuple(sorted(asked, key=lambda wording: wording.language != reads))
        groups[field.pk if field else 0].append(AskedQuestion(number, wordings, voices.get(number, 0)))
    known = sorted({field.pk: field for field in fields.values()}.values(), key=lambda field: (field.number, field.pk))
    return tuple(
        QuestionGroup(field, tuple(groups[field.pk if field else 0]))
        for field in [*known, None]
        if groups[field.pk if field else 0]
    )


def answers_in(field_slug: str) -> Q:
    """Voices that answer a question of this field and lie in no theme yet, as a condition on contributions."""
    pairs = QuestionField.objects.filter(field__slug=field_slug).order_by("pk").values_list("event", "question")
    condition = Q(pk__in=[])
    for event, question in pairs:
        condition |= Q(event=event, question=question)
    return condition


def code_by(process: Process, typed: str) -> ReceiptCode:
    """The code of this process somebody typed. Refuses one that is mistyped or was never issued. One query."""
    code = normalise(typed)
    if not is_valid(code):
        raise errors.WrongCode()
    found = ReceiptCode.objects.filter(process=process, code=code).first()
    if found is None:
        raise errors.UnknownCode()
    return found


# --- support --------------------------------------------------------------------------------------------------------
def support_counts(contributions: Collection[int]) -> dict[int, int]:
    """How many support each of these voices now; none for those nobody supports. One query."""
    rows = Support.objects.current().filter(contribution__in=contributions)
    return dict(rows.values_list("contribution").annotate(Count("pk")).order_by("contribution"))


def comment_counts(contributions: Collection[int]) -> dict[int, int]:
    """How many comments of each of these voices everybody may read. One query."""
    rows = Comment.objects.published().filter(contribution__in=contributions)
    return dict(rows.values_list("contribution").annotate(Count("pk")).order_by("contribution"))


@dataclass(frozen=True)
class Supporter:
    """Somebody who wants to hear what becomes of a voice: by the code that opens their page, or by their account."""

    code: ReceiptCode | None
    email: str


def supporters(contributions: Collection[int]) -> dict[int, tuple[Supporter, ...]]:
    """Who supports each of these voices now, oldest first: to be told like its author.

    A code whose own card left an address is reached through `code.contribution.contact`. One query.
    """
    found: dict[int, list[Supporter]] = defaultdict(list)
    rows = Support.objects.current().filter(contribution__in=contributions)
    for row in rows.select_related("code__contribution__contact", "made_by").order_by("made_at", "pk"):
        found[row.contribution_id].append(Supporter(row.code, row.made_by.email if row.made_by else ""))
    return {pk: tuple(each) for pk, each in found.items()}


@dataclass(frozen=True)
class CodeTrail:
    """What somebody did online with one code: the voices they support and the comments they wrote, newest first."""

    supports: tuple[Support, ...]
    comments: tuple[Comment, ...]

    def __bool__(self) -> bool:
        return bool(self.supports or self.comments)


def code_trail(code: ReceiptCode) -> CodeTrail:
    """For the page the code opens. Two queries."""
    supports = Support.objects.current().filter(code=code, contribution__in=Contribution.objects.published())
    comments = Comment.objects.filter(code=code)
    return CodeTrail(
        tuple(supports.select_related("contribution__process").order_by("-made_at", "-pk")),
        tuple(comments.select_related("contribution__process").order_by("-made_at", "-pk")),
    )


# --- comments -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class CommentLine:
    """A comment in its conversation; not `is_shown`: only its place is kept, because others answered it."""

    pk: int
    level: int
    text: str
    language: str
    role: str
    on: datetime
    is_shown: bool
    is_withdrawn: bool
    answers: tuple["CommentLine", ...]


@dataclass(frozen=True)
class Conversations:
    """One page of the conversations about a voice."""

    lines: tuple[CommentLine, ...]
    page: Page[Any]
    total: int


def conversations(contribution: Contribution, page: str | None) -> Conversations:
    """Conversations about a voice, the oldest first, each with its answers below. Four queries, however many.

    What is not shown keeps its place only while an answer to it is shown.
    """
    every = Comment.objects.filter(contribution=contribution)
    shown = every.published()
    shown_roots = every.filter(Q(pk__in=shown.filter(root=None)) | Q(pk__in=shown.exclude(root=None).values("root")))
    found = Paginator(shown_roots.order_by("made_at", "pk"), CONVERSATIONS).get_page(page)
    roots = list(found.object_list)
    answers: dict[int, list[Comment]] = defaultdict(list)
    for answer in every.filter(root__in=[root.pk for root in roots]).order_by("made_at", "pk"):
        answers[answer.parent_id or 0].append(answer)
    lines = tuple(line for root in roots if (line := _line(root, answers)) is not None)
    return Conversations(lines, found, shown.count())


def _line(comment: Comment, answers: dict[int, list[Comment]]) -> CommentLine | None:
    below = [line for answer in answers.get(comment.pk, ()) if (line := _line(answer, answers)) is not None]
    if not comment.is_shown and not below:
        return None
    return CommentLine(
        pk=comment.pk,
        level=comment.level,
        text=comment.text if comment.is_shown else "",
        language=comment.language,
        role=str(dict(Role.choices).get(comment.made_as, "")),
        on=comment.made_at,
        is_shown=comment.is_shown,
        is_withdrawn=comment.withdrawn_at is not None,
        answers=tuple(below),
    )


def shown_comments() -> CommentQuerySet:
    """Comments anybody may read, of voices anybody may read."""
    return Comment.objects.published().filter(contribution__in=Contribution.objects.published())


# --- what came before ---------------------------------------------------------------------------------------------
def earlier_texts(process_id: int, now: datetime, *, but: Iterable[int] = ()) -> tuple[Earlier, ...]:
    """The texts of a process that came online in the last day, newest first, withheld ones too. Two queries."""
    since = now - LOOKING_BACK
    voices = Contribution.objects.filter(process=process_id, captured_at__gte=since, withdrawn_at=None)
    comments = Comment.objects.filter(contribution__process=process_id, made_at__gte=since, withdrawn_at=None)
    found = [
        (captured, f"Beitrag {number}", text, language)
        for captured, number, text, language in voices.exclude(pk__in=list(but))
        .order_by("-captured_at", "-pk")
        .values_list("captured_at", "number", "text", "language")[:TEXTS_COMPARED]
    ] + [
        (made, f"Kommentar {pk}", text, language)
        for made, pk, text, language in comments.order_by("-made_at", "-pk").values_list(
            "made_at", "pk", "text", "language"
        )[:TEXTS_COMPARED]
    ]
    found.sort(key=lambda row: row[0], reverse=True)
    return tuple(Earlier(label, frozenset(terms(text, language))) for _at, label, text, language in found)
