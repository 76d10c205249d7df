"""Reading consultations: what is shown, what was said to it, what became of it, and who is to be told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from roterfaden.concept.enums import Audience, RemarkOutcome
from roterfaden.concept.methods.consulting import code_hash, code_hashes, seen_text, shown_in, state_in
from roterfaden.concept.models import (
    Concept,
    Consultation,
    ConsultationGroup,
    ConsultationQuerySet,
    Node,
    Remark,
    RemarkAddress,
    RemarkQuerySet,
    RemarkState,
    Version,
)
from roterfaden.kernel.vault import open_words
from roterfaden.participation.enums import Moderation, Retention
from roterfaden.participation.methods import fresh_codes
from roterfaden.participation.models import ReceiptCode
from roterfaden.participation.queries import periods

NEW_FOR = timedelta(days=90)
"""What could be read longer ago is no news any more."""


# --- consultations ------------------------------------------------------------------------------------------------
def consultations() -> ConsultationQuerySet:
    """Every consultation with its version, concept, process and the groups that are asked, the newest first."""
    groups = Prefetch("groups", ConsultationGroup.objects.select_related("actor_group").order_by("pk"))
    rows = Consultation.objects.select_related("version__concept__process").prefetch_related(groups)
    return rows.order_by("-starts_on", "-pk")


def open_to_everybody(on: date) -> Consultation | None:
    """The consultation anybody may say something to on this day; of several the one that ends first."""
    rows = Consultation.objects.filter(audience=Audience.EVERYBODY, closed_at=None, starts_on__lte=on, ends_on__gte=on)
    return rows.order_by("ends_on", "pk").first()


@dataclass(frozen=True)
class ConsultedElement:
    """One element of the version people are asked about; `depth` counts from 0. `remarks` are those shown there."""

    node: Node
    depth: int
    remarks: int


def consulted_elements(consultation: Consultation, *, internal: bool = False) -> list[ConsultedElement]:
    """The version in reading order with the number of remarks at each element. Two queries."""
    nodes = Node.objects.filter(version=consultation.version_id).select_related("element", "revision")
    counts = dict(
        _seen(consultation, internal=internal).values_list("element").annotate(Count("pk")).order_by("element")
    )
    return [
        ConsultedElement(node, node.order_key.count("."), counts.get(node.element_id, 0))
        for node in nodes.order_by("order_key", "pk")
    ]


def _seen(consultation: Consultation, *, internal: bool) -> RemarkQuerySet:
    """What people may read of a consultation: the office and an internal round more than everybody."""
    rows = Remark.objects.filter(consultation=consultation)
    if internal:
        return rows.counting()
    if consultation.is_internal:
        return rows.filter(moderation=Moderation.PUBLISHED, withdrawn_at=None)
    return rows.outside()


def consulted_node(consultation: Consultation, element: int) -> Node | None:
    """Where an element stands in the version people are asked about. One query."""
    nodes = Node.objects.filter(version=consultation.version_id, element=element)
    return nodes.select_related("element", "revision").first()


# --- remarks ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class RemarkRow:
    """A remark with where it stood, its answer, and what stands there now (`now`: None where it stands no more).

    `version` is the one the answer and `now` are read in; None before there is a newer one.
    """

    remark: Remark
    outline: str
    state: RemarkState | None
    version: Version | None
    now: Node | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state is None or not self.state.is_settled

    @property
    def outcome_label(self) -> str:
        """What became of it, in words."""
        return str(self.state.get_outcome_display() if self.state else RemarkOutcome.OPEN.label)

    @property
    def seen_now(self) -> str:
        """The text as it reads now, empty where it is gone or there is no newer version."""
        return seen_text(self.now.revision.title, self.now.revision.body) if self.now else ""


def with_place(remarks: RemarkQuerySet) -> RemarkQuerySet:
    """Remarks in the reading order of the version they are about, with `outline`, their number there."""
    stood = Node.objects.filter(version=OuterRef("consultation__version"), element=OuterRef("element"))
    placed = remarks.select_related(
        "revision", "element", "actor_group", "made_by", "consultation__version__concept__process"
    )
    return placed.annotate(
        place=Subquery(stood.values("order_key")[:1]), outline=Subquery(stood.values("number")[:1])
    ).order_by("place", "number", "pk")


def remarks_seen(consultation: Consultation, *, internal: bool = False, element: int | None = None) -> RemarkQuerySet:
    """What may be read of a consultation, in reading order, at one element if named."""
    rows = with_place(_seen(consultation, internal=internal))
    return rows.filter(element=element) if element is not None else rows


def remark_rows(remarks: Iterable[Remark], *, internal: bool) -> list[RemarkRow]:
    """Remarks (`with_place`) with answers and what stands there now. Three queries besides the one of `remarks`.

    The office reads the answer in force beside the working draft; everybody else reads what the newest published
    version after the consultation says.
    """
    shown: list[Any] = list(remarks)
    concepts = {row.consultation.version.concept_id for row in shown}
    versions = Version.objects.filter(concept__in=concepts)
    known: dict[int, list[Version]] = defaultdict(list)
    for version in (versions if internal else versions.published()).order_by("number", "pk"):
        known[version.concept_id].append(version)
    states: dict[int, list[RemarkState]] = defaultdict(list)
    rows = RemarkState.objects.filter(remark__in=shown).select_related("element", "revision", "version", "made_by")
    for state in rows.order_by("made_at", "pk"):
        states[state.remark_id].append(state)
    read = [_read(row, states[row.pk], known[row.consultation.version.concept_id], internal) for row in shown]
    now = {
        (node.version_id, node.element_id): node
        for node in Node.objects.filter(
            version__in={version.pk for version, _state in read if version},
            element__in={_concerns(row, state) for row, (_v, state) in zip(shown, read, strict=True)},
        ).select_related("revision", "version")
    }
    return [
        RemarkRow(
            row, row.outline or "", state, version,
            now.get((version.pk, _concerns(row, state))) if version else None,
        )
        for row, (version, state) in zip(shown, read, strict=True)
    ]  # fmt: skip


def _concerns(remark: Remark, state: RemarkState | None) -> int:
    return (state.element_id if state else None) or remark.element_id


def _read(
    remark: Remark, states: Sequence[RemarkState], versions: Sequence[Version], internal: bool
) -> tuple[Version | None, RemarkState | None]:
    """The version a remark is looked at in, and its answer there."""
    if internal:
        draft = next((version for version in versions if not version.is_frozen), None)
        return draft, next((state for state in states if state.superseded_at is None), None)
    newer = [version for version in versions if version.number > remark.consultation.version.number]
    return (newer[-1], state_in(states, newer[-1], newer)) if newer else (None, None)


def remarks_by_code(code: str) -> RemarkQuerySet:
    """Everything that was written with a code, oldest first. With place."""
    return with_place(Remark.objects.filter(code_hash__in=code_hashes(code))).order_by("made_at", "pk")


def is_remark_code(code: str) -> bool:
    """Whether something was written with this code. One query."""
    return Remark.objects.filter(code_hash__in=code_hashes(code)).exists()


def fresh_remark_code() -> str:
    """A code nobody has, neither for a card nor for a remark. Two queries."""
    return fresh_codes(1, _taken)[0]


def _taken(drawn: Iterable[str]) -> list[str]:
    candidates = list(drawn)
    hashes = {code_hash(code): code for code in candidates}
    used = Remark.objects.filter(code_hash__in=hashes).order_by("code_hash").values_list("code_hash", flat=True)
    cards = ReceiptCode.objects.filter(code__in=candidates).order_by("pk").values_list("code", flat=True)
    return [*cards, *(hashes[each] for each in used.distinct())]


def own_remarks(user: Any) -> RemarkQuerySet:
    """What somebody wrote with their account, oldest first. With place."""
    return with_place(Remark.objects.filter(made_by=user)).order_by("made_at", "pk")


# --- what is open -------------------------------------------------------------------------------------------------
def open_remarks(concept: Concept) -> int:
    """How many remarks of all consultations of a concept wait for an answer. One query."""
    return Remark.objects.filter(consultation__version__concept=concept).unsettled().count()


def remarks_open_in(version: Version) -> list[Remark]:
    """Remarks on earlier versions that count as open in this frozen one: no answer reached it. Three queries."""
    earlier = Remark.objects.filter(
        consultation__version__concept=version.concept_id, consultation__version__number__lt=version.number
    ).counting()
    states = Prefetch("states", RemarkState.objects.order_by("made_at", "pk"), to_attr="given")
    versions = list(Version.objects.filter(concept=version.concept_id).frozen().order_by("number"))
    found = []
    rows: Iterable[Any] = with_place(earlier).prefetch_related(states)
    for remark in rows:
        newer = [each for each in versions if each.number > remark.consultation.version.number]
        state = state_in(remark.given, version, newer)
        if state is None or not state.is_settled:
            found.append(remark)
    return found


def consultations_waiting(concepts: QuerySet[Concept]) -> list[tuple[Consultation, int, int]]:
    """Consultations with remarks nobody has read, or without an answer: (consultation, to read, open). 3 queries."""
    rows = list(consultations().filter(version__concept__in=concepts))
    counting = Remark.objects.filter(consultation__in=rows)
    unread = _counts(counting.filter(moderation=Moderation.PENDING, withdrawn_at=None))
    waiting = _counts(counting.unsettled())
    return [
        (row, unread.get(row.pk, 0), waiting.get(row.pk, 0)) for row in rows if row.pk in unread or row.pk in waiting
    ]


def remark_counts(found: Iterable[Consultation]) -> dict[int, tuple[int, int]]:
    """For each consultation how many remarks there are, and how many wait for an answer. Two queries."""
    rows = Remark.objects.filter(consultation__in=list(found))
    total, waiting = _counts(rows.counting()), _counts(rows.unsettled())
    return {key: (count, waiting.get(key, 0)) for key, count in total.items()}


def _counts(rows: RemarkQuerySet) -> dict[int, int]:
    return dict(rows.values_list("consultation").annotate(Count("pk")).order_by("consultation"))


@dataclass(frozen=True)
class RemarksThere:
    """How many remarks on one element everybody may read in one consultation."""

    slug: str
    title: str
    count: int


def remarks_outside(element: int) -> list[RemarksThere]:
    """The consultations in which something was said to an element, the newest first. One query."""
    rows = Remark.objects.outside().filter(element=element)
    counted = rows.values_list("consultation__slug", "consultation__title", "consultation").annotate(Count("pk"))
    return [RemarksThere(slug, title, n) for slug, title, _pk, n in counted.order_by("-consultation")]


def consultations_on(version: Version) -> list[Consultation]:
    """Consultations on a version that residents may know of, the newest first. One query."""
    return list(Consultation.objects.outside().filter(version=version).order_by("-starts_on", "-pk"))


# --- telling authors ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Untold:
    """An answer whose author can be reached and does not know of it yet."""

    state: RemarkState
    email: str
    language: str
    uid: str
    version: Version


def untold_answers(now: datetime) -> list[Untold]:
    """Answers that became readable with a published version and were not told. Three queries."""
    addresses = {row.code_hash: row for row in RemarkAddress.objects.filter(confirmed_at__isnull=False)}
    rows = (
        RemarkState.objects.filter(
            Q(remark__made_by__is_active=True) | Q(remark__code_hash__in=addresses), superseded_at=None, told_at=None,
            remark__withdrawn_at=None,
        )
        .exclude(outcome=RemarkOutcome.OPEN)
        .select_related("remark__consultation__version", "remark__made_by")
        .order_by("pk")
    )  # fmt: skip
    waiting = list(rows)
    versions = Version.objects.published().filter(concept__in={_concept_of(row) for row in waiting})
    known = list(versions.select_related("concept").order_by("number", "pk"))
    found = []
    for row in waiting:
        consulted = row.remark.consultation.version
        version = shown_in(
            row, [v for v in known if v.concept_id == consulted.concept_id and v.number > consulted.number]
        )
        readable_since = max(row.made_at, version.frozen_at) if version and version.frozen_at else None
        if version is None or readable_since is None or readable_since < now - NEW_FOR:
            continue
        found.append(_untold(row, addresses.get(row.remark.code_hash), version))
    return [each for each in found if each.email]


def _concept_of(state: RemarkState) -> int:
    return state.remark.consultation.version.concept_id


def _untold(state: RemarkState, address: RemarkAddress | None, version: Version) -> Untold:
    author = state.remark.made_by
    if author is not None:
        return Untold(state, author.email, author.language, "", version)
    if address is None:
        return Untold(state, "", "", "", version)
    return Untold(state, open_words(address.address), address.language, str(address.uid), version)


def address_of(code: str) -> RemarkAddress | None:
    """Where whoever holds a code wants to hear. One query."""
    return RemarkAddress.objects.filter(code_hash__in=code_hashes(code)).first()


def outlived_addresses(now: datetime) -> QuerySet[RemarkAddress]:
    """Addresses nobody confirmed in time, and those kept longer than the house keeps addresses. One query."""
    days = periods()
    return RemarkAddress.objects.filter(
        Q(confirmed_at=None, left_at__lt=now - timedelta(days=days[Retention.UNCONFIRMED_ADDRESS]))
        | Q(confirmed_at__lt=now - timedelta(days=days[Retention.ADDRESS]))
    ).order_by("pk")
