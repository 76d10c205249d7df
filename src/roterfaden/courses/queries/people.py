"""Reading people who wait: lists without names, one person with clocks and history, hints that two are one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Prefetch, Q, QuerySet

from roterfaden.audit.models import Event
from roterfaden.courses.enums import (
    CourseKind,
    Disclosure,
    KeyKind,
    Priority,
    SameReason,
    SeatState,
)
from roterfaden.courses.methods.clocks import NEEDED, Clock, RuleValue, WaitingFacts, clocks
from roterfaden.courses.methods.identity import Names, digest, keys, reason_for
from roterfaden.courses.models import (
    Agreement,
    AttendanceNote,
    Candidate,
    CandidateMerge,
    CourseResult,
    Entitlement,
    NameKey,
    NameSecret,
    PlacementLock,
    PlacementTest,
    Rule,
    Seat,
    SharingConsent,
)
from roterfaden.kernel.codes import normalise
from roterfaden.kernel.vault import open_words
from roterfaden.places.models import Area

MOST_EVENTS = 30
STANDING, TAKEN, HELD = "standing", "taken", "held"
"""What the lists put on each person: entitlements, results of tests, seats held or not yet followed by a decision."""
NOTHING_KNOWN = ""
"""No key can be compared before the first person was registered."""


@dataclass(frozen=True)
class SamePerson:
    """Another record that may be the same person, and why."""

    candidate: Candidate
    reason: SameReason


@dataclass(frozen=True)
class CandidateRow:
    """One line of the list: no name, what is due next, where the seat stands."""

    candidate: Candidate
    entitlement: Entitlement | None
    seat: Seat | None
    clocks: tuple[Clock, ...]

    @property
    def next_clock(self) -> Clock | None:
        """What is due first."""
        return self.clocks[0] if self.clocks else None

    @property
    def is_late(self) -> bool:
        """Whether something was due and did not happen."""
        return any(clock.is_over for clock in self.clocks)

    @property
    def is_obliged(self) -> bool:
        """Whether attending is a duty."""
        return self.entitlement is not None and self.entitlement.kind.is_obligation


@dataclass(frozen=True)
class ConsentRow:
    """One partner, what it may be told, and since when this person consents."""

    agreement: Agreement
    consent: SharingConsent | None


@dataclass(frozen=True)
class CandidatePage:
    """Everything about one person except who it is."""

    row: CandidateRow
    entitlements: tuple[Entitlement, ...]
    tests: tuple[PlacementTest, ...]
    seats: tuple[Seat, ...]
    locks: tuple[PlacementLock, ...]
    consents: tuple[ConsentRow, ...]
    same: tuple[SamePerson, ...]
    merges: tuple[CandidateMerge, ...]
    events: tuple[Event, ...]


def clock_rules(on: date, names: Iterable[str] = NEEDED) -> dict[str, RuleValue]:
    """The rules that hold on a day, by name. One query."""
    rows = Rule.objects.on(on).filter(slug__in=list(names)).order_by("slug", "pk")
    return {row.slug: RuleValue(row.value, row.unit, row.legal_source) for row in rows}


def candidate_rows(rows: QuerySet[Candidate], on: date) -> list[CandidateRow]:
    """Each of `rows` with its clocks, the longest waiting first. Five queries."""
    rules = clock_rules(on)
    found = (
        rows.select_related("area", "recommended")
        .prefetch_related(
            Prefetch(
                "entitlements",
                queryset=Entitlement.objects.filter(ended_on=None).select_related("kind").order_by("issued_on", "pk"),
                to_attr=STANDING,
            ),
            Prefetch(
                "tests",
                queryset=PlacementTest.objects.exclude(taken_on=None).order_by("taken_on", "pk"),
                to_attr=TAKEN,
            ),
            Prefetch(
                "seats",
                queryset=Seat.objects.standing().select_related("run__provider").order_by("pk"),
                to_attr=HELD,
            ),
        )
        .order_by("waiting_since", "pk")
    )
    return [_row(candidate, rules, on) for candidate in found]


def _row(candidate: Candidate, rules: Mapping[str, RuleValue], on: date) -> CandidateRow:
    entitlement = best_entitlement(candidate.standing, on)
    seat = next((held for held in candidate.held if held.is_holding), candidate.held[-1] if candidate.held else None)
    facts = WaitingFacts(
        registered_on=candidate.waiting_since,
        is_vocational=candidate.recommended is not None and candidate.recommended.kind == CourseKind.VOCATIONAL,
        entitled_until=entitlement.valid_until if entitlement else None,
        tested_on=candidate.taken[-1].taken_on if candidate.taken else None,
        reserved_until=seat.expires_on if seat and seat.state == SeatState.RESERVED else None,
        has_seat=seat is not None and seat.state != SeatState.RESERVED,
        interrupted_on=seat.changed_on if seat and seat.state == SeatState.INTERRUPTED else None,
    )
    running = clocks(facts, rules, on) if candidate.is_active else ()
    return CandidateRow(candidate, entitlement, seat, running)


def best_entitlement(rows: Sequence[Entitlement], on: date) -> Entitlement | None:
    """The entitlement that counts: a duty before priority before the rest, then the one that holds longest."""
    return max((row for row in rows if row.holds_on(on)), key=_weight, default=rows[-1] if rows else None)


def _weight(row: Entitlement) -> tuple[bool, bool, date]:
    return row.kind.is_obligation, row.kind.priority == Priority.FIRST, row.valid_until or date.max


def candidate_page(candidate: Candidate, on: date) -> CandidatePage:
    """One person with clocks, history and hints. A fixed number of queries."""
    (row,) = candidate_rows(Candidate.objects.filter(pk=candidate.pk), on)
    entitlements = tuple(candidate.entitlements.select_related("kind").order_by("-issued_on", "-pk"))
    tests = tuple(candidate.tests.select_related("recommended").order_by("-taken_on", "-planned_for", "-pk"))
    seats = tuple(candidate.seats.select_related("run__provider", "run__course_type").order_by("-reserved_at", "-pk"))
    locks = tuple(candidate.locks.select_related("run").order_by("pk"))
    merges = tuple(candidate.merges.select_related("kept", "dropped").order_by("made_at", "pk"))
    return CandidatePage(
        row=row,
        entitlements=entitlements,
        tests=tests,
        seats=seats,
        locks=tuple(lock for lock in locks if lock.superseded_at is None),
        consents=_consents(candidate),
        same=same_as(candidate),
        merges=tuple(merge for merge in merges if merge.superseded_at is None),
        events=_history(candidate, *entitlements, *tests, *seats, *locks, *merges, *_of_seats(candidate)),
    )


def _of_seats(candidate: Candidate) -> Iterator[Model]:
    """What hangs on the seats of a person: results, and what others were told. Two queries."""
    for model in (CourseResult, AttendanceNote):
        yield from model.objects.filter(seat__candidate=candidate).order_by("pk")


def _history(*subjects: Model) -> tuple[Event, ...]:
    """What happened to a person and to what hangs on them, newest first."""
    pks: dict[str, list[str]] = {}
    for subject in subjects:
        pks.setdefault(subject._meta.label_lower, []).append(str(subject.pk))
    wanted = Q()
    for kind, found in pks.items():
        wanted |= Q(subject_type=kind, subject_id__in=found)
    return tuple(Event.objects.filter(wanted).order_by("-number")[:MOST_EVENTS])


def _consents(candidate: Candidate) -> tuple[ConsentRow, ...]:
    given = {row.agreement_id: row for row in candidate.consents.filter(withdrawn_on=None).order_by("pk")}
    agreements = Agreement.objects.filter(ended_on=None).order_by("kind", "name", "pk")
    return tuple(ConsentRow(agreement, given.get(agreement.pk)) for agreement in agreements)


# --- who may be the same ---------------------------------------------------------------------------------------------
def name_secret() -> bytes | None:
    """The secret of the keys; None before the first person was registered."""
    row = NameSecret.objects.order_by("pk").first()
    return bytes.fromhex(open_words(row.token)) if row else None


def digests(names: Names) -> dict[str, str]:
    """The hashed keys of a name by kind; nothing before there is a secret. One query."""
    secret = name_secret()
    return {kind: digest(secret, kind, key) for kind, key in keys(names).items()} if secret else {}


def same_as(candidate: Candidate) -> tuple[SamePerson, ...]:
    """Active records that may be the same person. Two queries; no name is opened."""
    own = list(candidate.keys.order_by("pk").values_list("digest", flat=True))
    return _sharing(own, candidate.pk)


def same_named(names: Names) -> tuple[SamePerson, ...]:
    """Active records that may be the person who is being registered. Two queries."""
    return _sharing(list(digests(names).values()), None)


def _sharing(found: list[str], own: int | None) -> tuple[SamePerson, ...]:
    rows = NameKey.objects.filter(
        digest__in=found, candidate__left_on=None, candidate__merged_into=None, candidate__erased_at=None
    ).exclude(candidate=own)
    shared: dict[int, set[str]] = {}
    people: dict[int, Candidate] = {}
    for row in rows.select_related("candidate__area").order_by("candidate_id", "pk"):
        shared.setdefault(row.candidate_id, set()).add(row.kind)
        people[row.candidate_id] = row.candidate
    reasons = {pk: reason_for(kinds) for pk, kinds in shared.items()}
    return tuple(SamePerson(people[pk], reason) for pk, reason in reasons.items() if reason is not None)


def named(family: str, given: str = "") -> QuerySet[Candidate]:
    """Records whose name sounds like this, by hashed keys: of the whole name, or of the family name alone."""
    made = digests(Names(given or family, family, date.min))
    wanted = made.get(KeyKind.SOUND if given else KeyKind.FAMILY, NOTHING_KNOWN)
    kind = KeyKind.SOUND if given else KeyKind.FAMILY
    return Candidate.objects.filter(keys__kind=kind, keys__digest=wanted, merged_into=None)


def by_code(typed: str) -> Candidate | None:
    """The person with this pseudonym, as people type it."""
    return Candidate.objects.select_related("area", "recommended").filter(code=normalise(typed)).first()


# --- what a partner may be told --------------------------------------------------------------------------------------
def disclosures(agreement: Agreement, candidates: Iterable[Candidate]) -> dict[int, frozenset[str]]:
    """What this partner may be told of each person: what is agreed, where the person consents. One query."""
    wanted = [candidate.pk for candidate in candidates]
    consenting = set(
        agreement.consents.filter(candidate__in=wanted, withdrawn_on=None).values_list("candidate_id", flat=True)
    )
    allowed = frozenset(name for name in agreement.discloses if name in Disclosure.values)
    return {pk: allowed if pk in consenting and agreement.ended_on is None else frozenset() for pk in wanted}


def areas_of_people() -> QuerySet[Area]:
    """Where people can live who wait here."""
    return Area.objects.basic().order_by("short_name", "pk")
