"""Registering people, opening who they are, entitlements, tests, consent, and one person found twice."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses import errors
from roterfaden.courses.enums import Disclosure, OpenPurpose, Verb
from roterfaden.courses.methods.identity import digest, keys
from roterfaden.courses.methods.needs import is_young
from roterfaden.courses.methods.words import PersonWords, words_from
from roterfaden.courses.models import (
    Agreement,
    Candidate,
    CandidateAccess,
    CandidateMerge,
    CourseType,
    Entitlement,
    EntitlementKind,
    NameKey,
    NameSecret,
    PlacementTest,
    SharingConsent,
)
from roterfaden.courses.queries.people import name_secret
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.names import normalise_name, validate_name
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import open_words, seal_words

SECRET_BYTES = 32
MOVED = ("entitlements", "tests", "seats", "consents")
"""What goes over to the record that is kept, by related name."""


def register_candidate(
    *,
    actor: Actor,
    words: PersonWords,
    facts: Mapping[str, Any],
    entitlement: Mapping[str, Any] | None = None,
    now: datetime,
) -> Candidate:
    """Put somebody on the waiting list: `words` are sealed, `facts` are the open fields of Candidate.

    `entitlement` (kind, issued_on, valid_until) is entered with it where it is known. Refuses missing names, signs
    outside DIN 91379, a day of birth in the future, nobody's time and an entitlement that ends before it begins.
    Audited as candidate.registered, by pseudonym.
    """
    require(actor, "courses.register_candidate")
    words = _checked(words, local_day(now))
    candidate = Candidate(code=new_code(), registered_at=now, words=seal_words(words.to_text()), **facts)
    candidate.under_27 = is_young(words.born_on, candidate.waiting_since)
    if not candidate.slots:
        raise errors.NoSlot()
    with transaction.atomic():
        candidate.full_clean()
        candidate.save()
        _keep_keys(candidate, words, now)
        if entitlement is not None:
            _add_entitlement(candidate, now=now, **entitlement)
        record(actor=actor, verb=Verb.CANDIDATE_REGISTERED, subject=candidate, now=now)
    return candidate


def open_candidate(*, actor: Actor, candidate: Candidate, purpose: str, now: datetime) -> PersonWords:
    """Open name and address of one person. Refuses words that have been erased.

    Kept in the access log with the purpose, each time and before anything is shown; not in the audit, which keeps for
    ever what the law wants deleted after months (IntV § 8 (5)).
    """
    require(actor, "courses.open_candidate", candidate)
    if not candidate.words:
        raise errors.WordsErased()
    CandidateAccess.objects.create(
        candidate=candidate, purpose=OpenPurpose(purpose).value, opened_at=now, opened_as=actor.acting_role,
        opened_by=actor if isinstance(actor, User) else None,
    )  # fmt: skip
    return words_from(open_words(candidate.words))


def revise_candidate(
    *, actor: Actor, candidate: Candidate, words: PersonWords, facts: Mapping[str, Any], now: datetime
) -> Candidate:
    """Correct what is known of somebody; hints that two records are one follow the new name.

    Refuses what register_candidate refuses, and people who no longer wait. Audited as candidate.revised, without words.
    """
    require(actor, "courses.revise_candidate", candidate)
    words = _checked(words, local_day(now))
    with transaction.atomic():
        row = _waiting(candidate)
        before = {name: getattr(row, name) for name in facts}
        row.words = seal_words(words.to_text())
        for name, value in facts.items():
            setattr(row, name, value)
        row.under_27 = is_young(words.born_on, row.waiting_since)
        if not row.slots:
            raise errors.NoSlot()
        row.full_clean()
        row.save()
        row.keys.all().delete()
        _keep_keys(row, words, now)
        changes = {name: (old, getattr(row, name)) for name, old in before.items() if old != getattr(row, name)}
        record(actor=actor, verb=Verb.CANDIDATE_REVISED, subject=row, now=now, changes=changes)
        scrub_on_commit()
    return row


def remove_candidate(*, actor: Actor, candidate: Candidate, because: str, now: datetime) -> Candidate:
    """Take somebody off the waiting list; what is kept of them is deleted when the period is over.

    Refuses people who still have a seat, and those who no longer wait. Audited as candidate.left.
    """
    require(actor, "courses.remove_candidate", candidate)
    with transaction.atomic():
        row = _waiting(candidate)
        if row.seats.holding().exists():
            raise errors.StillHasSeat()
        row.left_on, row.left_because = local_day(now), because
        row.full_clean()
        row.save(update_fields=["left_on", "left_because"])
        record(actor=actor, verb=Verb.CANDIDATE_LEFT, subject=row, now=now, reason=because)
    return row


# --- one person found twice ------------------------------------------------------------------------------------------
def merge_candidates(
    *, actor: Actor, kept: Candidate, dropped: Candidate, reason: str, now: datetime
) -> CandidateMerge:
    """Two records are one person: what hangs on `dropped` goes over to `kept`, which waits since the earlier day.

    Refuses a record with itself, people who no longer wait, two seats at once and an empty reason. Can be undone.
    Audited as candidate.merged.
    """
    require(actor, "courses.merge_candidates", kept)
    if kept.pk == dropped.pk:
        raise errors.SameRecord()
    if not reason.strip():
        raise errors.ReasonForDecisionMissing()
    with transaction.atomic():
        stays, goes = _waiting(kept), _waiting(dropped)
        if stays.seats.holding().exists() and goes.seats.holding().exists():
            raise errors.BothHaveSeats()
        doubled = stays.consents.filter(withdrawn_on=None).values_list("agreement_id", flat=True)
        moved: dict[str, Any] = {"waiting_since": stays.waiting_since.isoformat()}
        for name in MOVED:
            rows = getattr(goes, name).order_by("pk")
            if name == "consents":  # one standing consent for each partner
                rows = rows.exclude(withdrawn_on=None, agreement__in=list(doubled))
            moved[name] = list(rows.values_list("pk", flat=True))
            rows.model.objects.filter(pk__in=moved[name]).update(candidate=stays)
        stays.waiting_since = min(stays.waiting_since, goes.waiting_since)
        if stays.recommended_id is None and goes.recommended_id is not None:
            stays.recommended, stays.section, stays.level = goes.recommended, goes.section, goes.level
            moved["recommended"] = True
        stays.full_clean()
        stays.save()
        goes.merged_into = stays
        goes.save(update_fields=["merged_into"])
        merge = CandidateMerge(**signed(actor, now), kept=stays, dropped=goes, moved=moved, reason=reason.strip())
        merge.full_clean()
        merge.save()
        record(actor=actor, verb=Verb.CANDIDATES_MERGED, subject=merge, now=now, reason=reason.strip())
    return merge


def part_candidates(*, actor: Actor, merge: CandidateMerge, now: datetime) -> CandidateMerge:
    """They are two people after all: everything that came from the other record goes back to it.

    Refuses a merge that was undone before. Audited as candidate.parted.
    """
    require(actor, "courses.part_candidates", merge)
    with transaction.atomic():
        row: CandidateMerge | None = (
            CandidateMerge.objects.select_for_update().filter(pk=merge.pk, superseded_at=None).first()
        )
        if row is None:
            raise errors.PartedAlready()
        kept = Candidate.objects.select_for_update().get(pk=row.kept_id)
        dropped = Candidate.objects.select_for_update().get(pk=row.dropped_id)
        for name in MOVED:
            model = getattr(kept, name).model
            model.objects.filter(pk__in=row.moved.get(name, [])).update(candidate=dropped)
        kept.waiting_since = date.fromisoformat(row.moved["waiting_since"])
        if row.moved.get("recommended"):
            kept.recommended, kept.section, kept.level = None, None, ""
        kept.full_clean()
        kept.save()
        dropped.merged_into = None
        dropped.save(update_fields=["merged_into"])
        row.superseded_at = now
        row.save(update_fields=["superseded_at"])
        record(actor=actor, verb=Verb.CANDIDATES_PARTED, subject=row, now=now)
    return row


# --- entitlement and test --------------------------------------------------------------------------------------------
def add_entitlement(
    *, actor: Actor, candidate: Candidate, kind: EntitlementKind, issued_on: date, valid_until: date | None = None,
    now: datetime,
) -> Entitlement:  # fmt: skip
    """Enter a right, admission or obligation as it was issued. Refuses one that ends before it begins.

    Audited as entitlement.added.
    """
    require(actor, "courses.add_entitlement", candidate)
    with transaction.atomic():
        row = _add_entitlement(_waiting(candidate), kind=kind, issued_on=issued_on, valid_until=valid_until, now=now)
        record(actor=actor, verb=Verb.ENTITLEMENT_ADDED, subject=row, now=now)
    return row


def end_entitlement(*, actor: Actor, entitlement: Entitlement, now: datetime) -> Entitlement:
    """It was withdrawn, or entered by mistake. Audited as entitlement.ended."""
    require(actor, "courses.end_entitlement", entitlement)
    with transaction.atomic():
        entitlement.ended_on = local_day(now)
        entitlement.save(update_fields=["ended_on"])
        record(actor=actor, verb=Verb.ENTITLEMENT_ENDED, subject=entitlement, now=now)
    return entitlement


def plan_test(
    *, actor: Actor, candidate: Candidate, planned_for: date, place: str = "", now: datetime
) -> PlacementTest:
    """Agree on a day for the placement test. Audited as placement_test.planned."""
    require(actor, "courses.plan_test", candidate)
    with transaction.atomic():
        row = PlacementTest(candidate=_waiting(candidate), planned_for=planned_for, place=place.strip(), entered_at=now)
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.TEST_PLANNED, subject=row, now=now)
    return row


def record_test(
    *,
    actor: Actor,
    candidate: Candidate,
    taken_on: date,
    oral: str,
    written: str,
    recommended: CourseType,
    section: int,
    place: str = "",
    deviates: str = "",
    now: datetime,
) -> PlacementTest:
    """Enter the result of a placement test; the person waits for the recommended type and section from now on.

    An agreed appointment is completed by it. Refuses a day in the future and a section the type does not have.
    `deviates` is the documented reason of IntV § 11 (2). Audited as placement_test.recorded.
    """
    require(actor, "courses.record_test", candidate)
    if taken_on > local_day(now):
        raise errors.ResultFromFuture()
    if not 1 <= section <= recommended.sections:
        raise errors.NotRecommendable(sections=recommended.sections)
    with transaction.atomic():
        person = _waiting(candidate)
        row = person.tests.filter(taken_on=None).order_by("planned_for", "pk").first() or PlacementTest(
            candidate=person
        )
        row.taken_on, row.oral, row.written, row.entered_at = taken_on, oral, written, now
        row.recommended, row.section, row.deviates = recommended, section, deviates.strip()
        row.place = place.strip() or row.place
        row.full_clean()
        row.save()
        person.recommended, person.section, person.level = recommended, section, oral
        person.save(update_fields=["recommended", "section", "level"])
        record(actor=actor, verb=Verb.TEST_RECORDED, subject=row, now=now, reason=deviates.strip())
    return row


# --- consent ---------------------------------------------------------------------------------------------------------
def save_agreement(*, actor: Actor, agreement: Agreement, now: datetime) -> Agreement:
    """Enter or change what the network has agreed with a partner. Refuses an agreement that discloses nothing.

    Audited as course_agreement.saved.
    """
    require(actor, "courses.save_agreement", agreement)
    agreement.discloses = [name for name in Disclosure.values if name in agreement.discloses]
    if not agreement.discloses:
        raise errors.NothingDisclosed()
    with transaction.atomic():
        agreement.full_clean()
        agreement.save()
        record(actor=actor, verb=Verb.AGREEMENT_SAVED, subject=agreement, now=now)
    return agreement


def allow_disclosure(*, actor: Actor, candidate: Candidate, agreement: Agreement, now: datetime) -> SharingConsent:
    """Somebody has consented, in writing, that a partner is told what its agreement names. Once is enough.

    Audited as disclosure.allowed.
    """
    require(actor, "courses.allow_disclosure", candidate)
    with transaction.atomic():
        person = _waiting(candidate)
        standing = person.consents.filter(agreement=agreement, withdrawn_on=None).first()
        if standing is not None:
            return standing
        row = SharingConsent(candidate=person, agreement=agreement, given_on=local_day(now))
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.DISCLOSURE_ALLOWED, subject=row, now=now)
    return row


def withdraw_disclosure(*, actor: Actor, consent: SharingConsent, now: datetime) -> SharingConsent:
    """Somebody takes a consent back: the partner is told nothing more from this moment.

    Audited as disclosure.withdrawn.
    """
    require(actor, "courses.withdraw_disclosure", consent)
    with transaction.atomic():
        consent.withdrawn_on = local_day(now)
        consent.save(update_fields=["withdrawn_on"])
        record(actor=actor, verb=Verb.DISCLOSURE_WITHDRAWN, subject=consent, now=now)
    return consent


# --- helpers ---------------------------------------------------------------------------------------------------------
def _waiting(candidate: Candidate) -> Candidate:
    """The row, locked. Raises NoLongerWaits."""
    row = Candidate.objects.select_for_update(of=("self",)).select_related("area").get(pk=candidate.pk)
    if not row.is_active:
        raise errors.NoLongerWaits()
    return row


def _checked(words: PersonWords, today: date) -> PersonWords:
    given, family = normalise_name(words.given), normalise_name(words.family)
    if not given or not family:
        raise errors.NameMissing()
    validate_name(given)
    validate_name(family)
    if words.born_on > today:
        raise errors.BornInFuture()
    return PersonWords(**(vars(words) | {"given": given, "family": family}))


def _keep_keys(candidate: Candidate, words: PersonWords, now: datetime) -> None:
    secret = name_secret()
    if secret is None:
        secret = secrets.token_bytes(SECRET_BYTES)
        NameSecret.objects.create(token=seal_words(secret.hex()), made_at=now)
    NameKey.objects.bulk_create(
        NameKey(candidate=candidate, kind=kind, digest=digest(secret, kind, key))
        for kind, key in keys(words.names).items()
    )


def _add_entitlement(
    candidate: Candidate, *, kind: EntitlementKind, issued_on: date, valid_until: date | None = None, now: datetime
) -> Entitlement:
    if valid_until is not None and valid_until < issued_on:
        raise errors.EntitlementInOrder()
    row = Entitlement(
        candidate=candidate, kind=kind, issued_on=issued_on, valid_until=valid_until, entered_at=now
    )  # fmt: skip
    row.full_clean()
    row.save()
    return row
