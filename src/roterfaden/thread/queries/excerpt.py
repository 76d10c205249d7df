"""What of a version concerns one field of action or one municipality."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Version
from roterfaden.implementation.models import Adoption, InitiativeStatus, Offer
from roterfaden.places.models import Area
from roterfaden.thread.queries.municipality import LocalFigure, local_figures
from roterfaden.thread.queries.reading import Reading, ReadPassage
from roterfaden.topics.models import FieldOfAction


@dataclass(frozen=True)
class LocalAnswer:
    """How the municipality answered a goal; without an answer yet `label` is empty."""

    label: str
    adapted_text: str
    reason: str
    resolution_reference: str
    resolved_on: date | None


@dataclass(frozen=True)
class LocalProgress:
    """How far an initiative is in the municipality itself."""

    label: str
    reason: str
    on: date


@dataclass(frozen=True)
class Excerpt:
    """Passages in reading order, with what stands above them. For a municipality also its answers and figures.

    `offered_on` is the day this version, or one of the same concept, was offered to it; None: not yet.
    """

    reading: Reading
    passages: tuple[ReadPassage, ...]
    answers: dict[int, LocalAnswer]
    progress: dict[int, LocalProgress]
    figures: tuple[LocalFigure, ...]
    offered_on: date | None = None


def fields_of(reading: Reading) -> list[FieldOfAction]:
    """The fields that stand in a version, in reading order. One query."""
    places = {passage.field_slug: place for place, passage in enumerate(reversed(reading.passages))}
    rows = FieldOfAction.objects.filter(
        slug__in=[passage.field_slug for passage in reading.passages if passage.kind == ElementKind.FIELD]
    )
    return sorted(rows, key=lambda row: (-places[row.slug], row.pk))


def municipalities_of(version: Version) -> list[Area]:
    """The municipalities a version, or another one of its concept, was offered to. One query."""
    offered = Offer.objects.filter(version__concept=version.concept_id).values("municipality")
    return list(Area.objects.filter(pk__in=offered).order_by("short_name", "pk"))


def excerpt_for_field(reading: Reading, field: FieldOfAction) -> Excerpt | None:
    """The chapter of a field; None when the version has none. No query."""
    tops = [each for each in reading.passages if each.kind == ElementKind.FIELD and each.field_slug == field.slug]
    if not tops:
        return None
    inside = tuple(passage for passage in reading.passages if any(_is_within(passage, top) for top in tops))
    return Excerpt(reading, inside, {}, {}, ())


def excerpt_for_municipality(reading: Reading, area: Area, *, on: date) -> Excerpt | None:
    """The goals a municipality answered, or was asked about, with what it said, the initiatives below them with how far
    they are there, and its figures as known on `on`. None when it was neither asked nor answered. At most seven
    queries.
    """
    concept = reading.version.concept_id
    offer = Offer.objects.filter(municipality=area, version__concept=concept).order_by("offered_on", "pk").first()
    answers = {
        row.element_id: LocalAnswer(
            str(row.get_answer_display()), row.adapted_text, row.reason, row.resolution_reference, row.resolved_on
        )
        for row in Adoption.objects.current().filter(municipality=area, element__concept=concept).order_by("pk")
    }
    if offer is None and not answers:
        return None
    goals = [each for each in reading.passages if each.is_goal and (offer is not None or each.element_id in answers)]
    return Excerpt(
        reading=reading,
        passages=tuple(_with_context(reading.passages, goals)),
        answers=answers,
        progress=_progress(area, [each.element_id for each in reading.passages if each.is_initiative]),
        figures=local_figures(area, on),
        offered_on=offer.offered_on if offer else None,
    )


def _progress(area: Area, initiatives: Collection[int]) -> dict[int, LocalProgress]:
    rows = InitiativeStatus.objects.filter(municipality=area, element__in=initiatives, superseded_at=None)
    return {
        row.element_id: LocalProgress(str(row.get_progress_display()), row.reason, row.as_of)
        for row in rows.order_by("as_of", "pk")
    }


def _with_context(passages: Iterable[ReadPassage], goals: Collection[ReadPassage]) -> Iterable[ReadPassage]:
    """The goals, what stands above them as headings, and everything below them."""
    for passage in passages:
        if any(_is_within(passage, goal) or _is_within(goal, passage) for goal in goals):
            yield passage


def _is_within(passage: ReadPassage, top: ReadPassage) -> bool:
    return passage.order_key == top.order_key or passage.order_key.startswith(f"{top.order_key}.")
