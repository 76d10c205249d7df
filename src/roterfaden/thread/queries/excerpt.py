"""What of a version concerns one field of action or one municipality."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Version
from roterfaden.implementation.methods import TAKEN
from roterfaden.implementation.models import Adoption, InitiativeStatus, Offer, OfferItem
from roterfaden.places.models import Area
from roterfaden.thread.queries.municipality import LocalFigure, local_figures
from roterfaden.thread.queries.reading import Reading, ReadPassage
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.filters import number


@dataclass(frozen=True)
class LocalAnswer:
    """How the municipality answered a goal or an initiative."""

    label: str
    adapted_text: str
    reason: str
    resolution_reference: str
    resolved_on: date | None
    own_target: str = ""
    own_target_on: date | None = None
    done_since: int | None = None
    joint_unit: str = ""


@dataclass(frozen=True)
class LocalProgress:
    """How far an initiative is in the municipality itself."""

    label: str
    reason: str
    on: date


@dataclass(frozen=True)
class Excerpt:
    """Passages in reading order, with what stands above them. For a municipality also its answers and figures.

    `offered_on` is the day this version, or one of the same concept, was first offered to it; None: not yet.
    `asked` are the elements it was offered.
    """

    reading: Reading
    passages: tuple[ReadPassage, ...]
    answers: dict[int, LocalAnswer]
    progress: dict[int, LocalProgress]
    figures: tuple[LocalFigure, ...]
    offered_on: date | None = None
    asked: frozenset[int] = frozenset()


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


def excerpt_for_municipality(reading: Reading, area: Area, *, on: date, only_taken: bool = False) -> Excerpt | None:
    """What a municipality was offered or answered, with what it said, what stands below the goals among it, how far
    initiatives are there, and its figures as known on `on`. `only_taken` leaves it at what it takes up: as it is,
    adapted or already done. None when it was neither asked nor answered. At most seven queries.
    """
    concept = reading.version.concept_id
    items = OfferItem.objects.filter(offer__municipality=area, offer__version__concept=concept)
    offered = list(items.order_by("offer__offered_on", "pk").values_list("element", "offer__offered_on"))
    given = Adoption.objects.current().filter(municipality=area, element__concept=concept)
    rows = list(given.select_related("joint_unit").order_by("pk"))
    if not offered and not rows:
        return None
    asked = frozenset(key for key, _day in offered)
    taken = {row.element_id for row in rows if row.answer in TAKEN}
    refused = {row.element_id for row in rows} - taken if only_taken else set()
    kept = taken if only_taken else asked | {row.element_id for row in rows}
    tops = [each for each in reading.passages if each.element_id in kept]
    return Excerpt(
        reading=reading,
        passages=tuple(each for each in _with_context(reading.passages, tops) if each.element_id not in refused),
        answers={row.element_id: _answer(row) for row in rows},
        progress=_progress(area, [each.element_id for each in reading.passages if each.is_initiative]),
        figures=local_figures(area, on),
        offered_on=min((day for _key, day in offered), default=None),
        asked=asked,
    )


def _answer(row: Adoption) -> LocalAnswer:
    return LocalAnswer(
        label=str(row.get_answer_display()),
        adapted_text=row.adapted_text,
        reason=row.reason,
        resolution_reference=", ".join(part for part in (row.resolution_body, row.resolution_reference) if part),
        resolved_on=row.resolved_on,
        own_target=number(row.own_target_value, row.own_target_places),
        own_target_on=row.own_target_on,
        done_since=row.done_since,
        joint_unit=row.joint_unit.name if row.joint_unit else "",
    )


def _progress(area: Area, initiatives: Collection[int]) -> dict[int, LocalProgress]:
    rows = InitiativeStatus.objects.filter(municipality=area, element__in=initiatives, superseded_at=None)
    return {
        row.element_id: LocalProgress(str(row.get_progress_display()), row.reason, row.as_of)
        for row in rows.order_by("as_of", "pk")
    }


def _with_context(passages: Iterable[ReadPassage], goals: Collection[ReadPassage]) -> Iterable[ReadPassage]:
    """The chosen elements, what stands above them as headings, and everything below them."""
    for passage in passages:
        if any(_is_within(passage, goal) or _is_within(goal, passage) for goal in goals):
            yield passage


def _is_within(passage: ReadPassage, top: ReadPassage) -> bool:
    return passage.order_key == top.order_key or passage.order_key.startswith(f"{top.order_key}.")
