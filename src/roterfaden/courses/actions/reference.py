"""Entering law and agreement: each change is a new dated row with its source; what held before stays."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import NoteFact, Verb
from roterfaden.courses.methods.reference import reference
from roterfaden.courses.models import AdmissionStop, CourseType, CourseTypeTerms, EntitlementKind, NoteRule, Rule
from roterfaden.kernel.actors import Actor

DatedRow = TypeVar("DatedRow", Rule, CourseTypeTerms, EntitlementKind, AdmissionStop, NoteRule)
SOURCED = ("legal_source", "url", "note")


def load_reference(*, actor: Actor, now: datetime) -> int:
    """Enter the rules that come with the program as far as they are not here; return how many rows were new.

    A row the house entered for the same first day stays as it is. Audited as course_reference.loaded, if anything was
    new.
    """
    require(actor, "courses.load_reference")
    file = reference()
    with transaction.atomic():
        known = set(CourseType.objects.values_list("slug", flat=True))
        new_types = [CourseType(**row) for row in file.types if row["slug"] not in known]
        CourseType.objects.bulk_create(new_types)
        types = {row.slug: row for row in CourseType.objects.order_by("pk")}
        terms = [row | {"course_type": types[row["course_type"]]} for row in file.terms]
        made = len(new_types)
        made += _load(CourseTypeTerms, "course_type", terms, actor, now)
        made += _load(EntitlementKind, "slug", file.kinds, actor, now)
        made += _load(AdmissionStop, "kind", file.stops, actor, now)
        made += _load(Rule, "slug", file.rules, actor, now)
        made += _load(NoteRule, "kind", file.notes, actor, now)
        if made:
            subject = CourseType.objects.order_by("pk")[0]
            record(actor=actor, verb=Verb.REFERENCE_LOADED, subject=subject, now=now, changes={"rows": (0, made)})
    return made


def _load(model: type[DatedRow], key: str, rows: Any, actor: Actor, now: datetime) -> int:
    """Store the rows that are new. Where nothing of their key is here yet, all at once; else one by one, in order."""
    standing = {(_name(row, key), row.valid_from) for row in model.objects.order_by("pk")}
    touched = {name for name, _day in standing}
    fresh: list[DatedRow] = []
    made = 0
    for row in sorted(rows, key=lambda found: found["valid_from"]):
        new = model(**row, entered_at=now, entered_by=actor if isinstance(actor, User) else None)
        name = _name(new, key)
        if (name, new.valid_from) in standing:
            continue
        made += 1
        if name in touched:
            _enter(new, key, now)
            continue
        before = next((each for each in reversed(fresh) if _name(each, key) == name), None)
        if before is not None and before.valid_to is None:
            before.valid_to = new.valid_from
        fresh.append(new)
    model.objects.bulk_create(fresh)
    return made


def _name(row: DatedRow, key: str) -> str:
    """What the versions of one rule share: its short name, or the key of its type."""
    return str(getattr(row, f"{key}_id" if key == "course_type" else key))


def change_rule(
    *, actor: Actor, slug: str, value: Decimal, unit: str, valid_from: date, legal_source: str, url: str = "",
    note: str = "", now: datetime,
) -> Rule:  # fmt: skip
    """Enter a number as it holds from a day on; the one before ends there.

    A row for the same day is withdrawn and stays in the history. Refuses an empty source. Audited as
    course_rule.changed.
    """
    require(actor, "courses.change_rule")
    row = Rule(slug=slug, value=value, unit=unit, valid_from=valid_from, legal_source=legal_source, url=url, note=note)
    with transaction.atomic():
        before = _enter(_by(row, actor, now), "slug", now)
        changes = {"value": (before.value if before else None, value), "unit": (before.unit if before else None, unit)}
        record(actor=actor, verb=Verb.RULE_CHANGED, subject=row, now=now, changes=changes, reason=row.legal_source)
    return row


def change_terms(
    *, actor: Actor, course_type: CourseType, values: dict[str, int | None], valid_from: date, legal_source: str,
    url: str = "", note: str = "", now: datetime,
) -> CourseTypeTerms:  # fmt: skip
    """Enter hours and sizes of a type as they hold from a day on; `values` are fields of CourseTypeTerms.

    Refuses an empty source. Audited as course_terms.changed.
    """
    require(actor, "courses.change_terms")
    row = CourseTypeTerms(
        course_type=course_type, valid_from=valid_from, legal_source=legal_source, url=url, note=note, **values
    )
    with transaction.atomic():
        before = _enter(_by(row, actor, now), "course_type", now)
        changes = {name: (getattr(before, name, None), value) for name, value in values.items()}
        record(actor=actor, verb=Verb.TERMS_CHANGED, subject=row, now=now, changes=changes, reason=row.legal_source)
    return row


def change_entitlement_kind(
    *, actor: Actor, slug: str, values: dict[str, Any], valid_from: date, legal_source: str, url: str = "",
    note: str = "", now: datetime,
) -> EntitlementKind:  # fmt: skip
    """Enter a way into a course as it holds from a day on; `values` are fields of EntitlementKind.

    Entitlements issued before keep the row they were issued by. Refuses an empty source. Audited as
    entitlement_kind.changed.
    """
    require(actor, "courses.change_entitlement_kind")
    row = EntitlementKind(slug=slug, valid_from=valid_from, legal_source=legal_source, url=url, note=note, **values)
    with transaction.atomic():
        before = _enter(_by(row, actor, now), "slug", now)
        changes = {name: (getattr(before, name, None), value) for name, value in values.items()}
        record(actor=actor, verb=Verb.KIND_CHANGED, subject=row, now=now, changes=changes, reason=row.legal_source)
    return row


def change_note_rule(
    *, actor: Actor, kind: str, body: str, facts: Sequence[str], valid_from: date, legal_source: str, url: str = "",
    note: str = "", now: datetime,
) -> NoteRule:  # fmt: skip
    """Enter what the body that issues a way into a course is told without consent, from a day on.

    Refuses an empty source and facts nobody knows; no fact at all means: only with consent. Audited as
    note_rule.changed.
    """
    require(actor, "courses.change_note_rule")
    if not set(facts) <= set(NoteFact.values):
        raise errors.FactsUnknown()
    row = NoteRule(
        kind=kind, body=body, facts=[name for name in NoteFact.values if name in facts], valid_from=valid_from,
        legal_source=legal_source, url=url, note=note,
    )  # fmt: skip
    with transaction.atomic():
        before = _enter(_by(row, actor, now), "kind", now)
        changes = {"facts": (before.facts if before else None, row.facts)}
        record(actor=actor, verb=Verb.NOTE_RULE_CHANGED, subject=row, now=now, changes=changes, reason=row.legal_source)
    return row


def stop_admission(
    *, actor: Actor, kind: str, valid_from: date, valid_to: date | None = None, legal_source: str, url: str = "",
    note: str = "", now: datetime,
) -> AdmissionStop:  # fmt: skip
    """Say that nobody new gets an entitlement from a day on. What was issued before stays valid.

    Refuses an empty source and an end before the beginning. Audited as admission.stopped.
    """
    require(actor, "courses.stop_admission")
    if valid_to is not None and valid_to <= valid_from:
        raise errors.EndsBeforeItHolds()
    row = AdmissionStop(
        kind=kind, valid_from=valid_from, valid_to=valid_to, legal_source=legal_source, url=url, note=note
    )
    with transaction.atomic():
        _enter(_by(row, actor, now), "kind", now)
        record(actor=actor, verb=Verb.ADMISSION_STOPPED, subject=row, now=now, reason=row.legal_source)
    return row


def reopen_admission(
    *, actor: Actor, stop: AdmissionStop, valid_to: date, legal_source: str, now: datetime
) -> AdmissionStop:
    """End a stop: from `valid_to` on people are admitted again.

    Refuses an empty source, a day before the stop, and a stop that has an end. Audited as admission.reopened.
    """
    require(actor, "courses.reopen_admission", stop)
    if not legal_source.strip():
        raise errors.SourceMissing()
    with transaction.atomic():
        locked: AdmissionStop = AdmissionStop.objects.select_for_update().get(pk=stop.pk)
        if locked.valid_to is not None or locked.withdrawn_at is not None:
            raise errors.StopNotInForce()
        if valid_to <= locked.valid_from:
            raise errors.EndsBeforeItHolds()
        locked.valid_to = valid_to
        locked.save(update_fields=["valid_to"])
        changes = {"valid_to": (None, valid_to)}
        record(actor=actor, verb=Verb.ADMISSION_REOPENED, subject=locked, now=now, changes=changes, reason=legal_source)
    return locked


def _by(row: DatedRow, actor: Actor, now: datetime) -> DatedRow:
    row.entered_by, row.entered_at = (actor if isinstance(actor, User) else None), now
    row.legal_source, row.note = row.legal_source.strip(), row.note.strip()
    return row


def _enter(row: DatedRow, key: str, now: datetime) -> DatedRow | None:
    """Store a row between its neighbours, and return what held on its first day until now."""
    if not row.legal_source:
        raise errors.SourceMissing()
    model: Any = type(row)
    same = model.objects.select_for_update().filter(**{key: getattr(row, key)}, withdrawn_at=None)
    held: DatedRow | None = same.filter(valid_from__lte=row.valid_from).order_by("-valid_from", "-pk").first()
    before = held
    if before is not None and before.valid_from == row.valid_from:
        before.withdrawn_at = now
        before.save(update_fields=["withdrawn_at"])
        row.valid_to = row.valid_to or before.valid_to
        before = None  # what held before it ended there already
    if before is not None and (before.valid_to is None or before.valid_to > row.valid_from):
        before.valid_to = row.valid_from
        before.save(update_fields=["valid_to"])
    follower = same.filter(valid_from__gt=row.valid_from).order_by("valid_from", "pk").first()
    if follower is not None and (row.valid_to is None or row.valid_to > follower.valid_from):
        row.valid_to = follower.valid_from
    row.full_clean()
    row.save()
    return held
