"""Reading what became of voices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import (
    SHOWN,
    Consideration,
    Element,
    ElementRevision,
    Incorporation,
)
from roterfaden.concept.queries.trees import element_titles
from roterfaden.kernel.labels import label_words
from roterfaden.participation.models import (
    Contribution,
    ContributionQuerySet,
    Process,
    ProcessQuerySet,
    Segment,
    Theme,
    ThemeAssignment,
)
from roterfaden.participation.queries import Mention, Place, Slot, current_part_of, holding, places_of


def considerations_in_force(contribution: Contribution) -> QuerySet[Consideration]:
    """The answers to a voice and to its parts that hold now."""
    return Consideration.objects.in_force().filter(contribution=contribution).order_by("pk")


def is_answered(key: str = "pk", *, publicly: bool = False) -> Q:
    """Whether the voice whose key the outer query calls `key` is answered: as a whole, or each part that speaks.

    `publicly` asks for published answers; otherwise a draft is an answer too.
    """
    current = Consideration.objects.filter(SHOWN) if publicly else Consideration.objects.current()
    whole = Exists(current.filter(contribution=OuterRef(key), segment=None))
    open_part = current_part_of(key, speaks=True).filter(~Exists(current.filter(segment=OuterRef("segment"))))
    return Q(whole) | (Q(Exists(current_part_of(key))) & ~Q(Exists(open_part)))


def answers_to(places: Mapping[Slot, Place]) -> dict[Slot, tuple[Consideration, ...]]:
    """For each card (`participation.queries.places_of`) the answers that hold for it; none: it is on the open list.

    A part answers with its own answers, and with those to the whole voice while it has none. One query.
    """
    found: dict[Slot, list[Consideration]] = defaultdict(list)
    rows = Consideration.objects.in_force().filter(contribution__in={voice for voice, _segment in places})
    for row in rows.select_related("element").order_by("pk"):
        found[row.contribution_id, row.segment_id].append(row)
    return {slot: tuple(found.get(slot) or found.get((slot[0], None)) or ()) for slot in places}


def _with_consideration(voices: ContributionQuerySet, *, exists: bool) -> ContributionQuerySet:
    return voices.filter(is_answered() if exists else ~is_answered())


def voices_without_consideration(process: Process) -> ContributionQuerySet:
    """Published voices of a process that nobody has weighed yet, as a whole or in one of their parts."""
    return _with_consideration(Contribution.objects.filter(process=process).published(), exists=False)


def considerations_not_incorporated(process: Process) -> QuerySet[Consideration]:
    """Voices that were taken up but have not changed a wording yet."""
    done = Incorporation.objects.filter(consideration=OuterRef("pk"), superseded_at=None)
    return Consideration.objects.in_force().filter(
        ~Exists(done),
        contribution__process=process,
        outcome__in=[Outcome.TAKEN_UP, Outcome.PARTLY],
    )


def answers_standing_at(element: Element) -> QuerySet[Consideration]:
    """Answers in force that tell somebody their voice stands in this element, with the voice."""
    standing = [Outcome.TAKEN_UP, Outcome.PARTLY, Outcome.ALREADY_COVERED]
    return (
        Consideration.objects.in_force()
        .filter(element=element, outcome__in=standing)
        .select_related("contribution")
        .order_by("contribution__number", "pk")
    )


def waiting_at(element: Element) -> QuerySet[Consideration]:
    """Voices taken up at this element that have not changed its wording yet, with the voice."""
    done = Incorporation.objects.filter(consideration=OuterRef("pk"), superseded_at=None)
    return (
        Consideration.objects.in_force()
        .filter(~Exists(done), element=element, outcome__in=[Outcome.TAKEN_UP, Outcome.PARTLY])
        .select_related("contribution")
        .order_by("contribution__number", "pk")
    )


def weighing_list(
    process: Process, *, done: bool | None = None, to_incorporate: bool = False, field_slug: str = "", search: str = ""
) -> ContributionQuerySet:
    """Published voices of a process to be weighed, by number. Slice it, then pass the slice to `weighing_rows`."""
    voices = Contribution.objects.filter(process=process).published()
    if done is not None:
        voices = _with_consideration(voices, exists=done)
    if to_incorporate:
        voices = voices.filter(pk__in=considerations_not_incorporated(process).values("contribution"))
    if field_slug:
        lying = ThemeAssignment.objects.filter(
            contribution=OuterRef("pk"), superseded_at=None, theme__field__slug=field_slug
        )
        voices = voices.filter(Exists(lying))
    if search:
        number = Q(number=int(search)) if search.isdecimal() and len(search) < 9 else Q()  # noqa: PLR2004 -- fits an integer column
        voices = voices.filter(Q(text__icontains=search) | number)
    return voices.order_by("number", "pk")


@dataclass(frozen=True)
class WeighingPart:
    """One card of a voice – the whole, or a part of a split one – with where it lies and how it is answered."""

    segment: Segment | None
    text: str
    theme: Theme | None
    considerations: tuple[Consideration, ...]


@dataclass(frozen=True)
class WeighingRow:
    """A voice with the themes it lies in and everything that has been answered so far, part by part."""

    contribution: Contribution
    parts: tuple[WeighingPart, ...]

    @property
    def is_done(self) -> bool:
        """Whether each part is answered."""
        return all(part.considerations for part in self.parts)

    @property
    def is_split(self) -> bool:
        return self.parts[0].segment is not None

    @property
    def themes(self) -> tuple[Theme, ...]:
        """Every theme the voice lies in, each once."""
        return tuple(dict.fromkeys(part.theme for part in self.parts if part.theme is not None))

    @property
    def considerations(self) -> tuple[Consideration, ...]:
        """Every answer that holds for one of its parts, each once."""
        return tuple(dict.fromkeys(answer for part in self.parts for answer in part.considerations))


def weighing_rows(voices: Iterable[Contribution]) -> list[WeighingRow]:
    """Themes and present answers of each voice. Three queries plus the one that loads `voices`."""
    shown = list(voices)
    places, parts = places_of(shown), defaultdict[int, list[WeighingPart]](list)
    answers = answers_to(places)
    for slot, place in places.items():
        text = place.segment.quoted(place.contribution) if place.segment else place.contribution.text
        theme = place.assignment.theme if place.assignment else None
        parts[place.contribution.pk].append(WeighingPart(place.segment, text, theme, answers[slot]))
    return [WeighingRow(voice, tuple(parts[voice.pk])) for voice in shown]


@dataclass(frozen=True)
class WeighingProgress:
    """How far the weighing of a process has come."""

    published: int
    done: int
    to_incorporate: int

    @property
    def open(self) -> int:
        return self.published - self.done


def weighing_progress(process: Process) -> WeighingProgress:
    """Counts of one process. Three queries."""
    published = Contribution.objects.filter(process=process).published()
    return WeighingProgress(
        published=published.count(),
        done=_with_consideration(published, exists=True).count(),
        to_incorporate=considerations_not_incorporated(process).values("contribution").distinct().count(),
    )


def weighing_waits(processes: ProcessQuerySet) -> list[tuple[Process, int, int]]:
    """Processes with voices nobody has weighed or worked in: (process, open, to work in). One query."""
    open_voices = (
        _with_consideration(Contribution.objects.published(), exists=False)
        .filter(process=OuterRef("pk"))
        .order_by()
        .values("process")
        .annotate(total=Count("pk"))
        .values("total")
    )
    done = Incorporation.objects.filter(consideration=OuterRef("pk"), superseded_at=None)
    to_work_in = (
        Consideration.objects.in_force()
        .filter(
            ~Exists(done),
            contribution__process=OuterRef("pk"),
            outcome__in=[Outcome.TAKEN_UP, Outcome.PARTLY],
        )
        .order_by()
        .values("contribution__process")
        .annotate(total=Count("contribution", distinct=True))
        .values("total")
    )
    counted: QuerySet[Any] = processes.annotate(
        open_voices=Coalesce(Subquery(open_voices), 0), to_work_in=Coalesce(Subquery(to_work_in), 0)
    ).filter(Q(open_voices__gt=0) | Q(to_work_in__gt=0))
    return [(process, process.open_voices, process.to_work_in) for process in counted]


@dataclass(frozen=True)
class ConsiderationHistory:
    """One answer with the passage it is about (empty: the whole voice), the element's present title, the wordings it
    led to, and whether it holds: nothing has replaced it, and the passage is a part now."""

    consideration: Consideration
    passage: str
    element_title: str
    wordings: tuple[ElementRevision, ...]
    replaced_at: datetime | None
    holds: bool


def consideration_history(contribution: Contribution) -> list[ConsiderationHistory]:
    """Every answer a voice ever got, newest first. Four queries."""
    holding = set(considerations_in_force(contribution))
    answers = list(
        Consideration.objects.filter(contribution=contribution)
        .select_related("element", "made_by", "version", "segment")
        .order_by("-made_at", "-pk")
    )
    titles = element_titles({answer.element_id for answer in answers if answer.element_id})
    led_to: dict[int, list[ElementRevision]] = defaultdict(list)
    for link in (
        Incorporation.objects.filter(consideration__in=answers, superseded_at=None)
        .select_related("revision")
        .order_by("pk")
    ):
        led_to[link.consideration_id].append(link.revision)
    return [
        ConsiderationHistory(
            consideration=answer,
            passage=answer.segment.quoted(contribution) if answer.segment else "",
            element_title=titles.get(answer.element_id or 0, ""),
            wordings=tuple(led_to[answer.pk]),
            replaced_at=answer.superseded_at,
            holds=answer in holding,
        )
        for answer in answers
    ]


def mentions(process: Process, passages: Iterable[str]) -> tuple[Mention, ...]:
    """Answers to voices and wordings of elements that hold one of the passages. At most two queries."""
    asked = [" ".join(passage.split()) for passage in passages if passage.strip()]
    if not asked:
        return ()
    answers = Consideration.objects.filter(
        holding(asked, "plain_reason", "reason"), contribution__process=process
    ).select_related("contribution")
    wordings = ElementRevision.objects.filter(holding(asked, "title", "body"), element__concept__process=process)
    return (
        *(
            Mention("consideration", label_words(row.audit_label), row.contribution_id)
            for row in answers.order_by("pk")
        ),
        *(Mention("revision", row.title, row.pk) for row in wordings.order_by("pk")),
    )
