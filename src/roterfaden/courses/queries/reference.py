"""What law and agreement say on a day, what changes when, and what held before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from roterfaden.courses.enums import RuleName
from roterfaden.courses.methods.reference import reference
from roterfaden.courses.models import AdmissionStop, CourseType, CourseTypeTerms, EntitlementKind, NoteRule, Rule


def rule(slug: str, on: date) -> Rule | None:
    """The rule as it holds on a day; None where none does. One query."""
    return Rule.objects.on(on).filter(slug=slug).order_by("-valid_from", "-pk").first()


def rules_on(on: date) -> dict[str, Rule]:
    """All rules that hold on a day, by their short name. One query."""
    return {row.slug: row for row in Rule.objects.on(on).order_by("valid_from", "pk")}


def terms(course_type: CourseType, on: date) -> CourseTypeTerms | None:
    """Hours and sizes of a type on a day; None where nothing is said. One query."""
    return course_type.terms.on(on).order_by("-valid_from", "-pk").first()


def terms_on(on: date) -> dict[int, CourseTypeTerms]:
    """Hours and sizes of all types on a day, by the key of the type. One query."""
    return {row.course_type_id: row for row in CourseTypeTerms.objects.on(on).order_by("valid_from", "pk")}


def course_types(on: date | None = None) -> list[CourseType]:
    """All types, or those in which a course may begin on a day. One query."""
    rows = CourseType.objects.order_by("name", "pk")
    return [row for row in rows if on is None or row.may_start_on(on)]


def entitlement_kinds(on: date) -> list[EntitlementKind]:
    """The ways into a course that hold on a day. One query."""
    return list(EntitlementKind.objects.on(on).order_by("name", "pk"))


def admission_stops(on: date) -> list[AdmissionStop]:
    """The stops in force on a day; `kind` is the short name of an entitlement. One query."""
    return list(AdmissionStop.objects.on(on).order_by("kind", "pk"))


@dataclass(frozen=True)
class DatedLine:
    """One rule with its versions: what holds today, what will, what did. `key` names it in addresses."""

    key: str
    label: str
    today: Any | None
    coming: tuple[Any, ...]
    past: tuple[Any, ...]

    @property
    def shown(self) -> Any:
        """The version to read first: that of today, else the next one, else the last one."""
        return self.today or (self.coming[0] if self.coming else self.past[0])


@dataclass(frozen=True)
class ReferencePage:
    """Everything the page of the rules shows. `missing` counts rows of the program that are not here yet."""

    on: date
    rules: tuple[DatedLine, ...]
    terms: tuple[DatedLine, ...]
    kinds: tuple[DatedLine, ...]
    stops: tuple[DatedLine, ...]
    notes: tuple[DatedLine, ...]
    missing: int

    @property
    def coming(self) -> list[tuple[DatedLine, Any]]:
        """What changes next, by the day it begins."""
        lines = [*self.rules, *self.terms, *self.kinds, *self.stops, *self.notes]
        return sorted(
            ((line, row) for line in lines for row in line.coming), key=lambda pair: (pair[1].valid_from, pair[0].label)
        )


def reference_page(on: date) -> ReferencePage:
    """The rules as they stand on a day. Six queries."""
    types = {row.pk: row for row in CourseType.objects.order_by("name", "pk")}
    rules = list(Rule.objects.order_by("valid_from", "pk"))
    terms_rows = list(CourseTypeTerms.objects.order_by("valid_from", "pk"))
    kinds = list(EntitlementKind.objects.order_by("valid_from", "pk"))
    stops = list(AdmissionStop.objects.order_by("valid_from", "pk"))
    notes = list(NoteRule.objects.order_by("valid_from", "pk"))
    labels = {row.slug: row.name for row in kinds}
    for row in terms_rows:
        row.course_type = types[row.course_type_id]
    return ReferencePage(
        on=on,
        rules=_lines(rules, lambda row: row.slug, lambda row: str(row.get_slug_display()), on, list(RuleName.values)),
        terms=_lines(terms_rows, lambda row: row.course_type.slug, lambda row: row.course_type.name, on),
        kinds=_lines(kinds, lambda row: row.slug, lambda row: row.name, on),
        stops=_lines(stops, lambda row: row.kind, lambda row: labels.get(row.kind, row.kind), on),
        notes=_lines(notes, lambda row: row.kind, lambda row: labels.get(row.kind, row.kind), on),
        missing=_missing(types.values(), rules, terms_rows, kinds, stops, notes),
    )


def _lines(rows: list[Any], key: Any, label: Any, on: date, order: list[str] | None = None) -> tuple[DatedLine, ...]:
    grouped: dict[str, list[Any]] = {}
    for row in rows:
        grouped.setdefault(key(row), []).append(row)
    lines = [_line(name, label(versions[-1]), versions, on) for name, versions in grouped.items()]
    if order is not None:
        return tuple(sorted(lines, key=lambda line: order.index(line.key)))
    return tuple(sorted(lines, key=lambda line: (line.label, line.key)))


def _line(name: str, label: str, versions: list[Any], on: date) -> DatedLine:
    standing = [row for row in versions if row.withdrawn_at is None]
    today = [row for row in standing if row.valid_from <= on and (row.valid_to is None or on < row.valid_to)]
    coming = [row for row in standing if row.valid_from > on]
    past = [row for row in versions if row not in today and row not in coming]
    return DatedLine(name, label, today[-1] if today else None, tuple(coming), tuple(reversed(past)))


def _missing(
    types: Iterable[CourseType], rules: list[Rule], terms_rows: list[CourseTypeTerms], kinds: list[EntitlementKind],
    stops: list[AdmissionStop], notes: list[NoteRule],
) -> int:  # fmt: skip
    keys = reference().keys
    here = {
        "rules": {(row.slug, row.valid_from) for row in rules},
        "terms": {(row.course_type.slug, row.valid_from) for row in terms_rows},
        "kinds": {(row.slug, row.valid_from) for row in kinds},
        "stops": {(row.kind, row.valid_from) for row in stops},
        "notes": {(row.kind, row.valid_from) for row in notes},
    }
    known = {row.slug for row in types}
    return sum(len(keys[name] - here[name]) for name in keys) + sum(
        row["slug"] not in known for row in reference().types
    )
