"""The desk of one municipality: what it was offered, what it has answered, and what it is drafting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import OuterRef, Subquery

from roterfaden.concept.models import ElementRevision, Node, Target, Version
from roterfaden.implementation.enums import DraftSide, Standing
from roterfaden.implementation.methods import AnswerCount, count_answers, lacks, values_of
from roterfaden.implementation.models import Adoption, AdoptionDraft, InitiativeStatus, Offer, OfferItem
from roterfaden.implementation.queries.versions import ANSWERABLE, nodes_of_kind
from roterfaden.places.models import Area


@dataclass(frozen=True)
class DeskFilter:
    """Which rows of the desk are looked at; empty is all."""

    field: str = ""
    kind: str = ""
    standing: str = ""


@dataclass(frozen=True)
class DeskRow:
    """An offered element on the desk of a municipality.

    `adoption` is the answer in force, `draft` what this side is writing, `proposal` what another member of a joint
    unit proposes. `standing` says what waits: open, asked anew, drafted, answered.
    """

    node: Node
    answer_by: date | None
    adoption: Adoption | None
    draft: AdoptionDraft | None
    proposal: AdoptionDraft | None
    standing: Standing
    is_carried: bool = False

    @property
    def element_id(self) -> int:
        return self.node.element_id

    @property
    def number(self) -> str:
        return self.node.number

    @property
    def title(self) -> str:
        return self.node.revision.title

    @property
    def revision(self) -> ElementRevision:
        """The county's wording."""
        return self.node.revision

    @property
    def target(self) -> Target | None:
        """What the county promises; None for initiatives. Read with the node."""
        return getattr(self.node.revision, "target", None)

    @property
    def waits(self) -> bool:
        """Whether an answer is still asked for."""
        return self.standing in (Standing.OPEN, Standing.AGAIN) or (
            self.standing == Standing.DRAFT and (self.adoption is None or self.is_outdated)
        )

    @property
    def is_outdated(self) -> bool:
        """Whether the answer in force was given to an earlier wording."""
        return self.adoption is not None and not self.is_carried and self.adoption.revision_id != self.node.revision_id

    @property
    def lacks(self) -> tuple[str, ...]:
        """What the draft still lacks, in words."""
        return tuple(str(lack.label) for lack in lacks(values_of(self.draft))) if self.draft else ()


@dataclass(frozen=True)
class Desk:
    """Everything on the desk; `rows` narrowed by the filter, the counts of all."""

    municipality: Area
    version: Version | None
    offers: tuple[Offer, ...]
    rows: tuple[DeskRow, ...]
    count: AnswerCount
    drafts: int
    proposals: int

    @property
    def answer_by(self) -> date | None:
        """The last day by which an answer is asked for."""
        return max((offer.answer_by for offer in self.offers if offer.answer_by), default=None)


@dataclass(frozen=True)
class Around:
    """Where a row stands in the list it was opened from, and its neighbours."""

    place: int
    total: int
    before: int | None
    after: int | None


def desk(
    municipality: Area, version: Version | None, *, side: DraftSide | None, chosen: DeskFilter | None = None
) -> Desk:
    """What one municipality was offered of a version, with answers and drafts. Five queries, none without a version.

    `side` says whose drafts are read: neither side reads those of the other, and proposals belong to the municipality.
    None reads no drafts.
    """
    if version is None:
        return Desk(municipality, None, (), (), count_answers((), offered=0), 0, 0)
    offers = tuple(Offer.objects.filter(version=version, municipality=municipality).order_by("offered_on", "pk"))
    items = {
        row.element_id: row for row in OfferItem.objects.filter(offer__in=[offer.pk for offer in offers]).order_by("pk")
    }
    nodes = nodes_of_kind(version, *ANSWERABLE).filter(element__in=list(items))
    given = {
        row.element_id: row
        for row in Adoption.objects.current()
        .filter(municipality=municipality, element__in=list(items))
        .select_related("joint_unit")
    }
    drafts = _drafts(municipality, side)
    deadlines = {offer.pk: offer.answer_by for offer in offers}
    rows = tuple(
        _row(node, items[node.element_id], deadlines, given, drafts)
        for node in nodes.select_related("revision__target__series__definition__indicator")
    )
    answers = [row.adoption.answer for row in rows if row.adoption and not row.is_outdated]
    return Desk(
        municipality=municipality,
        version=version,
        offers=offers,
        rows=tuple(row for row in rows if fits(row, chosen)) if chosen else rows,
        count=count_answers(answers, offered=len(rows)),
        drafts=sum(row.draft is not None for row in rows),
        proposals=sum(row.proposal is not None for row in rows),
    )


def around(rows: Iterable[DeskRow], element_id: int) -> Around:
    """The neighbours of an element in a list; one that is not in it (any more) leads to the first."""
    keys = [row.element_id for row in rows]
    if element_id not in keys:
        return Around(0, len(keys), None, keys[0] if keys else None)
    place = keys.index(element_id)
    return Around(
        place=place + 1,
        total=len(keys),
        before=keys[place - 1] if place else None,
        after=keys[place + 1] if place + 1 < len(keys) else None,
    )


def local_reports(municipality: Area) -> tuple[tuple[InitiativeStatus, str], ...]:
    """What a municipality reported about initiatives, newest first, each with the title. One query."""
    words = (
        Node.objects.filter(element=OuterRef("element")).order_by("-version__number", "-pk").values("revision__title")
    )
    rows = InitiativeStatus.objects.current().filter(municipality=municipality)
    titled = rows.annotate(words=Subquery(words[:1])).order_by("-as_of", "-made_at", "-pk")
    return tuple((row, getattr(row, "words", "") or "") for row in titled)


def drafts_to_send(municipality: Area, side: DraftSide) -> tuple[AdoptionDraft, ...]:
    """The drafts of one side, in the order they were begun. One query."""
    rows = AdoptionDraft.objects.filter(municipality=municipality, side=side)
    return tuple(rows.select_related("element__concept__process", "joint_unit").order_by("element_id", "pk"))


def waiting_at_home(keys: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Key of a municipality → its drafts not sent yet, and proposals it has not answered. One query."""
    found = dict.fromkeys(keys, (0, 0))
    rows = AdoptionDraft.objects.filter(
        municipality__key__in=list(found), side__in=[DraftSide.OWN, DraftSide.PROPOSED]
    ).values_list("municipality__key", "side")
    for key, side in rows:
        drafts, proposals = found[key]
        found[key] = (drafts + (side == DraftSide.OWN), proposals + (side == DraftSide.PROPOSED))
    return found


def _drafts(municipality: Area, side: DraftSide | None) -> dict[tuple[int, bool], AdoptionDraft]:
    """Element and "is a proposal" → the draft of this side."""
    if side is None:
        return {}
    sides = [side, DraftSide.PROPOSED] if side == DraftSide.OWN else [side]
    rows = AdoptionDraft.objects.filter(municipality=municipality, side__in=sides).order_by("pk")
    return {
        (row.element_id, row.side == DraftSide.PROPOSED): row
        for row in rows.select_related("joint_unit", "proposed_by")
    }


def _row(
    node: Node,
    item: OfferItem,
    deadlines: dict[int, date | None],
    given: dict[int, Adoption],
    drafts: dict[tuple[int, bool], AdoptionDraft],
) -> DeskRow:
    row = DeskRow(
        node=node,
        answer_by=deadlines[item.offer_id],
        adoption=given.get(node.element_id),
        draft=drafts.get((node.element_id, False)),
        proposal=drafts.get((node.element_id, True)),
        standing=Standing.OPEN,
        is_carried=item.is_carried,
    )
    if row.draft is not None:
        return replace(row, standing=Standing.DRAFT)
    if row.adoption is None:
        return row
    return replace(row, standing=Standing.AGAIN if row.is_outdated else Standing.ANSWERED)


def fits(row: DeskRow, chosen: DeskFilter) -> bool:
    """Whether a row of the desk belongs to the list a filter names."""
    field = row.node.element.field
    return (
        (not chosen.field or (field is not None and field.slug == chosen.field))
        and (not chosen.kind or row.node.element.kind == chosen.kind)
        and (not chosen.standing or (row.waits if chosen.standing == "waiting" else row.standing == chosen.standing))
    )
