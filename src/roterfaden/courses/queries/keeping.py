"""What is due to be deleted, by kind; when the data of one person go; what holds them; what the runs did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    Expression,
    F,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, TruncDate

from roterfaden.courses.enums import BEGUN, TOLD, CourseKind, KeptKind, LeaveReason, PlanState, RuleName, SeatState
from roterfaden.courses.methods import keeping
from roterfaden.courses.methods.clocks import RuleValue
from roterfaden.courses.models import (
    Candidate,
    CandidateAccess,
    CandidateMerge,
    DeletionHold,
    DeletionRun,
    Entitlement,
    PlacementPlan,
    PlacementTest,
    Seat,
)
from roterfaden.courses.queries.people import clock_rules
from roterfaden.kernel.time import local_day

Rules = Mapping[str, RuleValue]
VOCATIONAL = Q(recommended__kind=CourseKind.VOCATIONAL)
NOTHING = Q(pk__lt=0)
"""No row. Not an empty list: Django refuses to count by that."""


@dataclass(frozen=True)
class KindRow:
    """One kind: the rules it goes by, how many are kept, how many are due and how many of them are held back.

    `next_on`: the day on which the next one goes; None where nothing waits.
    """

    kind: KeptKind
    rules: tuple[tuple[RuleName, RuleValue], ...]
    held: int
    due: int
    held_back: int
    next_on: date | None


@dataclass(frozen=True)
class PersonDue:
    """One kind of one person: the day it goes (None: not known yet), the rule, and whether it has gone."""

    kind: KeptKind
    on: date | None
    rule: RuleName | None
    source: str
    is_gone: bool = False


@dataclass(frozen=True)
class PersonKeeping:
    """When the data of one person go, and what holds them."""

    dues: tuple[PersonDue, ...]
    hold: DeletionHold | None


# --- from when the periods count ------------------------------------------------------------------------------------
def spans() -> QuerySet[Candidate]:
    """People with `last_entry`, `settled_on` and `withdrawn_on`, as methods.keeping.Span means them."""
    registered = TruncDate("registered_at")

    def newest(rows: QuerySet[Any], column: str) -> Subquery:
        found = rows.exclude(**{column: None}).order_by(f"-{column}", "-pk")
        return Subquery(found.values(column)[:1])

    def own(model: type[Model]) -> QuerySet[Any]:
        return model._default_manager.filter(candidate=OuterRef("pk"))

    courses = own(Seat).filter(state__in=[*BEGUN, SeatState.ENDED])
    entries: list[Expression | F | Subquery] = [
        F("left_on"),
        TruncDate(newest(own(Entitlement), "entered_at")),
        TruncDate(newest(own(PlacementTest), "entered_at")),
        newest(own(Seat), "changed_on"),
        newest(courses, "run__ends_on"),
    ]
    merged = newest(CandidateMerge.objects.current().filter(dropped=OuterRef("pk")), "made_at")
    day: DateField[Any, Any] = DateField()
    begun = Coalesce("began_on", "run__starts_on")  # an ended course counts from its end while nobody says what follows
    since = Case(When(state=SeatState.ENDED, then=F("changed_on")), default=begun, output_field=day)
    sitting = own(Seat).filter(Q(state__in=BEGUN) | Q(state=SeatState.ENDED, next_step="")).annotate(since=since)
    return Candidate.objects.annotate(
        last_entry=Greatest(
            registered, *(Coalesce(entry, registered, output_field=day) for entry in entries), output_field=day
        ),
        settled_on=Case(
            When(merged_into__isnull=False, then=Coalesce(TruncDate(merged), registered, output_field=day)),
            When(left_on__isnull=False, then=F("left_on")),
            When(Exists(own(Seat).filter(state__in=TOLD)), then=Value(None)),
            default=newest(sitting, "since"),
            output_field=day,
        ),
        withdrawn_on=Case(When(left_because=LeaveReason.NO_CONSENT, then=F("left_on")), output_field=day),
    )


def kept_of(kind: str) -> QuerySet[Any]:
    """Everything of a kind that is still kept, with what its period counts from."""
    if kind == KeptKind.WORDS:
        return spans().filter(erased_at=None)
    if kind == KeptKind.FACTS:
        return spans().filter(emptied_at=None)
    if kind == KeptKind.TESTS:
        return PlacementTest.objects.annotate(counts_from=Coalesce("taken_on", "planned_for"))
    if kind == KeptKind.PLANS:
        rows = PlacementPlan.objects.filter(emptied_at=None).exclude(state=PlanState.WAITING)
        return rows.annotate(counts_from=TruncDate("started_at"))
    return CandidateAccess.objects.annotate(counts_from=TruncDate("opened_at"))


def _is_over(kind: str, rules: Rules, on: date) -> Q:
    """Which of `kept_of` are over on a day, holds left aside. Nothing where no rule holds."""
    over = NOTHING
    if kind in (KeptKind.WORDS, KeptKind.FACTS):
        for name, column, among in _counting(kind):
            if name in rules:
                over |= among & Q(**{f"{column}__lte": keeping.over_since(rules[name], on)})
        return over
    (name,) = keeping.RULES[kind]
    if name not in rules:
        return over
    last = keeping.results_over_since if kind == KeptKind.TESTS else keeping.over_since
    return Q(counts_from__lte=last(rules[name], on))


def _counting(kind: str) -> Iterable[tuple[RuleName, str, Q]]:
    """Rule, what it counts from, and for whom it is meant."""
    if kind == KeptKind.WORDS:
        yield RuleName.DELETE_WITHDRAWN, "withdrawn_on", Q()
        yield RuleName.DELETE_POOL, "settled_on", Q()
        yield RuleName.DELETE_NAMES, "last_entry", Q()
    yield RuleName.DELETE_REST, "last_entry", Q(recommended=None) | ~VOCATIONAL
    yield RuleName.DELETE_VOCATIONAL, "last_entry", VOCATIONAL


def _is_held(kind: str, on: date) -> Exists | Q:
    """Whose person nothing may be deleted of. Proposals name nobody and are never held."""
    if kind == KeptKind.PLANS:
        return NOTHING
    person = OuterRef("pk") if kind in (KeptKind.WORDS, KeptKind.FACTS) else OuterRef("candidate")
    return Exists(DeletionHold.objects.standing(on).of(person))


def due_rows(kind: str, *, on: date, rules: Rules) -> QuerySet[Any]:
    """What of a kind is to be deleted on a day."""
    return kept_of(kind).filter(_is_over(kind, rules, on)).filter(~_is_held(kind, on))


def keeping_rules(on: date) -> dict[str, RuleValue]:
    """The rules of deletion that hold on a day, by name. One query."""
    return clock_rules(on, keeping.NEEDED)


# --- pages ----------------------------------------------------------------------------------------------------------
def kind_rows(*, on: date) -> tuple[KindRow, ...]:
    """What is kept and what is due on a day, in the order in which it goes. Six queries."""
    rules = keeping_rules(on)
    return tuple(_kind_row(kind, rules, on) for kind in KeptKind)


def _kind_row(kind: KeptKind, rules: Rules, on: date) -> KindRow:
    over = Case(When(_is_over(kind, rules, on), then=True), default=False)  # false, too, where a start is not known
    rows = kept_of(kind).annotate(is_held=_held_flag(kind, on), is_over=over)
    found = rows.aggregate(
        held=Count("pk"), due=Count("pk", filter=Q(is_over=True, is_held=False)),
        held_back=Count("pk", filter=Q(is_over=True, is_held=True)),
        **{
            f"next_{number}": Min(column, filter=among & Q(is_over=False))
            for number, (_name, column, among) in enumerate(_told(kind))
        },
    )  # fmt: skip
    coming = []
    for number, (name, _column, _among) in enumerate(_told(kind)):
        start = found[f"next_{number}"]
        if name in rules and start is not None:
            day = keeping.result_due(start, rules) if kind == KeptKind.TESTS else rules[name].after(start)
            if day is not None and day > on:
                coming.append(day)
    told = tuple((name, rules[name]) for name in keeping.RULES[kind] if name in rules)
    return KindRow(kind, told, found["held"], found["due"], found["held_back"], min(coming, default=None))


def _told(kind: str) -> tuple[tuple[RuleName, str, Q], ...]:
    if kind in (KeptKind.WORDS, KeptKind.FACTS):
        return tuple(_counting(kind))
    (name,) = keeping.RULES[kind]
    return ((name, "counts_from", Q()),)


def _held_flag(kind: str, on: date) -> Case | Exists:
    held = _is_held(kind, on)
    return held if isinstance(held, Exists) else Case(When(held, then=True), default=False)


def person_keeping(candidate: Candidate, *, on: date) -> PersonKeeping:
    """When the data of a person go. Five queries."""
    rules = keeping_rules(on)
    row = spans().select_related("recommended").get(pk=candidate.pk)
    vocational = row.recommended is not None and row.recommended.kind == CourseKind.VOCATIONAL
    span = keeping.Span(
        row.last_entry, row.settled_on, row.withdrawn_on, is_vocational=vocational  # type: ignore[attr-defined]
    )  # fmt: skip
    dues = {due.kind: PersonDue(due.kind, due.on, due.rule, due.source) for due in keeping.due_of(span, rules)}
    tests = list(candidate.tests.order_by("pk").values_list("taken_on", "planned_for"))
    days = [taken or planned for taken, planned in tests]
    ends = [end for day in days if day is not None and (end := keeping.result_due(day, rules)) is not None]
    if ends:
        source = rules[RuleName.DELETE_TESTS].source
        dues[KeptKind.TESTS] = PersonDue(KeptKind.TESTS, min(ends), RuleName.DELETE_TESTS, source)
    opened = candidate.accesses.order_by("opened_at", "pk").values_list("opened_at", flat=True).first()
    access = rules.get(RuleName.DELETE_ACCESS_LOG)
    if opened is not None and access is not None:
        day = access.after(local_day(opened))
        dues[KeptKind.ACCESSES] = PersonDue(KeptKind.ACCESSES, day, RuleName.DELETE_ACCESS_LOG, access.source)
    for kind, at in ((KeptKind.WORDS, candidate.erased_at), (KeptKind.FACTS, candidate.emptied_at)):
        if at is not None:
            dues[kind] = PersonDue(kind, local_day(at), None, "", is_gone=True)
        dues.setdefault(kind, PersonDue(kind, None, None, ""))
    return PersonKeeping(tuple(dues[kind] for kind in KeptKind if kind in dues), standing_hold(candidate, on=on))


def standing_hold(candidate: Candidate, *, on: date) -> DeletionHold | None:
    """What keeps the data of a person from being deleted on a day. One query."""
    return DeletionHold.objects.standing(on).of(candidate.pk).order_by("pk").first()


def standing_holds(*, on: date) -> tuple[DeletionHold, ...]:
    """Every hold in force, the one that ends first at the top. One query."""
    return tuple(DeletionHold.objects.standing(on).select_related("candidate").order_by("until", "pk"))


def running_deletion() -> DeletionRun | None:
    """The run that has begun and not ended. One query."""
    return DeletionRun.objects.filter(state="running").order_by("pk").first()


def last_deletions(count: int = 10) -> tuple[DeletionRun, ...]:
    """The last runs, newest first. One query."""
    return tuple(DeletionRun.objects.order_by("-started_at", "-pk")[:count])


def accesses_of(candidate: Candidate) -> tuple[CandidateAccess, ...]:
    """Who opened the name of a person, newest first. One query."""
    return tuple(candidate.accesses.order_by("-opened_at", "-pk"))
