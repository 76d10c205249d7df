"""What may be told of a seat to which body, and what waits to be told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from roterfaden.courses.enums import Disclosure, NoteFact, PartnerKind, SeatState
from roterfaden.courses.methods.noting import STATES, fact_of
from roterfaden.courses.models import AttendanceNote, Entitlement, Interruption, NoteRule, Seat, SharingConsent

NEEDED = frozenset({Disclosure.ATTENDANCE, Disclosure.NAME})
"""What an agreement has to name before its partner is told by consent: a note without the name would tell nobody."""


@dataclass(frozen=True)
class NoteOption:
    """One fact that one body may be told: by law, because it obliged the person (`rule`, `entitlement`), or by consent.

    `to` names the body as far as it is known, `basis` where the right to tell stands.
    """

    seat: Seat
    fact: NoteFact
    on: date
    body: str
    to: str
    basis: str
    rule: NoteRule | None = None
    entitlement: Entitlement | None = None
    consent: SharingConsent | None = None

    @property
    def key(self) -> str:
        """What the option is called in an address."""
        if self.entitlement is not None:
            return f"pflicht-{self.entitlement.pk}"
        return f"einwilligung-{self.consent.pk if self.consent else 0}"

    @property
    def by_law(self) -> bool:
        """Whether it rests on law and not on a consent."""
        return self.rule is not None

    @property
    def settled_as(self) -> tuple[int, str, date, int | None, int | None]:
        """What a note about it is known by."""
        entitlement, consent = self.entitlement, self.consent
        return (
            self.seat.pk, self.fact, self.on, entitlement.pk if entitlement else None, consent.pk if consent else None,
        )  # fmt: skip


def note_rules(on: date) -> dict[str, NoteRule]:
    """What is told without consent on a day, by the short name of the way into a course. One query."""
    return {row.kind: row for row in NoteRule.objects.on(on).order_by("valid_from", "pk")}


def note_options(seats: Sequence[Seat], on: date) -> dict[int, tuple[NoteOption, ...]]:
    """What may still be told of each of these seats, by their keys. Four queries, five with seats given back.

    By law only the body that obliged the person itself, while the duty held on the day of the fact; by consent each
    partner whose agreement names attendance and the name, except providers, who know. What was told, or decided not to
    be, is left out.
    """
    people = {seat.candidate_id for seat in seats}
    rules = note_rules(on)
    duties: dict[int, list[Entitlement]] = defaultdict(list)
    for row in (
        Entitlement.objects.filter(candidate__in=people, ended_on=None, kind__slug__in=list(rules))
        .select_related("kind")
        .order_by("pk")
    ):
        duties[row.candidate_id].append(row)
    consents: dict[int, list[SharingConsent]] = defaultdict(list)
    for consent in (
        SharingConsent.objects.filter(candidate__in=people, withdrawn_on=None, agreement__ended_on=None)
        .exclude(agreement__kind=PartnerKind.PROVIDER)
        .select_related("agreement")
        .order_by("pk")
    ):
        if set(consent.agreement.discloses) >= NEEDED:
            consents[consent.candidate_id].append(consent)
    settled = set(
        AttendanceNote.objects.filter(seat__in=[seat.pk for seat in seats])
        .order_by("pk")
        .values_list("seat_id", "fact", "fact_on", "entitlement_id", "consent_id")
    )
    paused = _paused(seats)
    return {
        seat.pk: tuple(
            option
            for option in _options(
                seat,
                paused.get(seat.pk, seat.changed_on),
                duties[seat.candidate_id],
                consents[seat.candidate_id],
                rules,
            )
            if option.settled_as not in settled
        )
        for seat in seats
    }


def _paused(seats: Iterable[Seat]) -> dict[int, date]:
    """Since when people stayed away who gave their seat back out of a pause: that is the day, and it is told once."""
    given_back = [seat.pk for seat in seats if seat.state == SeatState.WITHDRAWN]
    rows = Interruption.objects.filter(seat__in=given_back, until=None)
    return dict(rows.order_by("pk").values_list("seat_id", "since"))


def _options(
    seat: Seat, day: date, duties: Iterable[Entitlement], consents: Iterable[SharingConsent],
    rules: dict[str, NoteRule],
) -> Iterator[NoteOption]:  # fmt: skip
    fact = fact_of(seat.state, began=seat.began_on is not None)
    if fact is None:
        return
    by_law: set[str] = set()
    for duty in duties:
        rule = rules[duty.kind.slug]
        if fact in rule.facts and duty.holds_on(day) and rule.body not in by_law:
            by_law.add(rule.body)
            to = duty.kind.issued_by or str(PartnerKind(rule.body).label)
            yield NoteOption(seat, fact, day, rule.body, to, rule.legal_source, rule=rule, entitlement=duty)
    for consent in consents:
        agreement = consent.agreement
        if agreement.kind not in by_law:
            yield NoteOption(seat, fact, day, agreement.kind, agreement.name, agreement.legal_source, consent=consent)


def notes_due(on: date) -> list[NoteOption]:
    """What may be told and nobody has told or decided, of the newest seat of each person; the oldest fact first.

    Five queries.
    """
    newer = Seat.objects.filter(candidate=OuterRef("candidate"), pk__gt=OuterRef("pk"))
    duty = Entitlement.objects.filter(
        candidate=OuterRef("candidate"), ended_on=None, kind__slug__in=NoteRule.objects.on(on).values("kind")
    )
    consent = SharingConsent.objects.filter(
        candidate=OuterRef("candidate"), withdrawn_on=None, agreement__ended_on=None
    ).exclude(agreement__kind=PartnerKind.PROVIDER)
    rows = (
        Seat.objects.filter(~Exists(newer), Exists(duty) | Exists(consent), state__in=STATES)
        .filter(~Q(state=SeatState.WITHDRAWN) | Q(began_on__isnull=False))
        .select_related("candidate__area", "run__provider")
        .order_by("changed_on", "pk")
    )
    seats = list(rows)
    options = note_options(seats, on)
    return [option for seat in seats for option in options[seat.pk]]


def notes_of(seat: Seat) -> list[AttendanceNote]:
    """What was told of a seat, and what was decided not to be, the newest first. One query."""
    return list(seat.notes.select_related("made_by", "consent").order_by("-made_at", "-pk"))
