"""What carries over from the version the municipalities answered to a newer adopted one."""

from collections import Counter
from dataclasses import dataclass

from roterfaden.concept.models import ElementMap, ElementRevision, Node, Target, Version
from roterfaden.concept.queries.comparing import PROMISE
from roterfaden.implementation.enums import Continued
from roterfaden.implementation.methods import Carried, Mapped, carry_over
from roterfaden.implementation.models import Adoption, Offer, OfferItem
from roterfaden.implementation.queries.versions import ANSWERABLE
from roterfaden.places.models import Area


@dataclass(frozen=True)
class Place:
    """An element as one version names it."""

    element_id: int
    kind_label: str
    number: str
    title: str


@dataclass(frozen=True)
class CarriedRow:
    """One element of the earlier version with what became of it and how many municipalities answered it."""

    carried: Carried
    old: Place | None
    new: tuple[Place, ...]
    answers: int

    @property
    def label(self) -> str:
        """What follows for the answers, in words."""
        return str(self.carried.change.label)


@dataclass(frozen=True)
class Renewal:
    """Two versions side by side, for the new offer. `municipalities` were offered the earlier one."""

    old: Version
    new: Version
    rows: tuple[CarriedRow, ...]
    municipalities: tuple[Area, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many elements came to what."""
        found = Counter(row.carried.change for row in self.rows)
        return {change.value: found[change] for change in Continued if found[change]}


def version_before(version: Version) -> Version | None:
    """The version the municipalities were offered last before `version`, also of the concept before. One query."""
    concepts = [version.concept_id, version.concept.predecessor_id]
    return (
        Version.objects.filter(pk__in=Offer.objects.values("version"), concept__in=[pk for pk in concepts if pk])
        .exclude(pk=version.pk)
        .filter(frozen_at__lt=version.frozen_at)
        .select_related("concept")
        .order_by("-frozen_at", "-pk")
        .first()
    )


def renewal(old: Version, new: Version) -> Renewal:
    """What became of everything that was offered of `old`, and what is new in `new`. Six queries."""
    offered = OfferItem.objects.filter(offer__version=old).values_list("element", flat=True).distinct()
    before, after = _nodes(old), _nodes(new)
    asked = set(offered)
    before = {key: node for key, node in before.items() if key in asked}
    maps = [
        Mapped(row.from_element_id, row.to_element_id, row.kind)
        for row in ElementMap.objects.current()
        .filter(from_element__in=list(before), to_version__concept=new.concept_id)
        .order_by("made_at", "pk")
    ]
    carried = carry_over(
        {key: words_of(node.revision) for key, node in before.items()},
        {key: words_of(node.revision) for key, node in after.items()},
        maps,
    )
    rows = Adoption.objects.current().filter(element__in=list(before)).values_list("element", flat=True)
    answers = Counter(rows)
    areas = Area.objects.filter(pk__in=Offer.objects.filter(version=old).values("municipality"))
    return Renewal(
        old=old,
        new=new,
        rows=tuple(
            CarriedRow(
                carried=each,
                old=_place(before[each.old]) if each.old is not None else None,
                new=tuple(_place(after[key]) for key in each.new),
                answers=answers[each.old] if each.old is not None else 0,
            )
            for each in carried
        ),
        municipalities=tuple(areas.order_by("short_name", "pk")),
    )


def words_of(revision: ElementRevision) -> tuple[object, ...]:
    """What a municipality answers: the words of an element and what it promises. Reads the target with the row."""
    target: Target | None = getattr(revision, "target", None)
    promise = tuple(getattr(target, name) for name in PROMISE) if target else None
    return revision.title, revision.body, promise


def _nodes(version: Version) -> dict[int, Node]:
    rows = Node.objects.filter(version=version, element__kind__in=ANSWERABLE)
    rows = rows.select_related("element__concept__process", "revision__target")
    return {node.element_id: node for node in rows.order_by("order_key", "pk")}


def _place(node: Node) -> Place:
    return Place(node.element_id, str(node.element.get_kind_display()), node.number, node.revision.title)
