"""Reading another council system: sources, readings, what they found, which of its papers are ours (ADR 40)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.council import errors
from roterfaden.council.actions.resolutions import record_resolution
from roterfaden.council.enums import MatchState, SyncFault, SyncState, Verb
from roterfaden.council.methods import sync
from roterfaden.council.models import (
    Consultation,
    CopiedDecision,
    ForeignObject,
    Match,
    Paper,
    Resolution,
    Source,
    SyncRun,
)
from roterfaden.council.queries.sync import foreign_papers, steps_there, unmatched_papers
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.outgoing import parse_target
from roterfaden.places.models import Area

OVERLAP = timedelta(days=1)
"""Changes are asked for from this long before the last reading: clocks differ, and some servers write days late."""
FULL_EVERY = timedelta(days=7)
"""How often everything is read: what vanished without a word is found only then."""
SILENT_AFTER = timedelta(minutes=15)
"""A reading nobody has heard of for so long may be taken up by another."""
AT_ONCE = 500
"""Objects compared and stored with one statement; a page may hold many more."""
MOST_PROPOSED = 3
"""Papers there that are proposed for one of ours."""
MATCHED = (
    "kind", "url", "name", "reference", "reference_key", "dated_on", "modified_at", "raw", "digest",
)  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """What became of the objects of one answer."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0


def add_source(*, actor: Actor, name: str, url: str, area: Area, now: datetime, is_active: bool = True) -> Source:
    """Name a council system to be read, by the address of its system or of one body.

    Refuses what is no address (AddressNotUnderstood) and an address that is known (SourceKnown). Nothing is asked yet.
    Audited as source.added.
    """
    require(actor, "council.add_source")
    address = parse_target(url).url
    with transaction.atomic():
        if Source.objects.filter(url=address).exists():
            raise errors.SourceKnown()
        source = Source(name=name, url=address, area=area, is_active=is_active, added_at=now)
        source.full_clean()
        source.save()
        record(actor=actor, verb=Verb.SOURCE_ADDED, subject=source, now=now)
    return source


def pause_source(*, actor: Actor, source: Source, now: datetime) -> Source:
    """Read a source no more; what was read stays. Refuses a second time (PausedAlready). Audited as source.paused."""
    require(actor, "council.pause_source", source)
    if not source.is_active:
        raise errors.PausedAlready()
    return _turn(actor, source, Verb.SOURCE_PAUSED, now, is_active=False)


def resume_source(*, actor: Actor, source: Source, now: datetime) -> Source:
    """Read a source again. Refuses one that is read (ActiveAlready). Audited as source.resumed."""
    require(actor, "council.resume_source", source)
    if source.is_active:
        raise errors.ActiveAlready()
    return _turn(actor, source, Verb.SOURCE_RESUMED, now, is_active=True)


def begin_sync(*, actor: Actor, source: Source, token: str, now: datetime, full: bool = False) -> SyncRun:
    """Begin to read a source, or go on with a reading that was broken off. `token` names whoever reads.

    Everything is read when `full` asks for it, the first time and once in FULL_EVERY; else what has changed since the
    last reading, with an OVERLAP. Refuses a source that is paused (SourcePaused) or being read by somebody who was
    heard of lately (SyncRunsAlready). Audited as sync.begun.
    """
    require(actor, "council.begin_sync", source)
    if not source.is_active:
        raise errors.SourcePaused()
    with transaction.atomic():
        source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
        run = SyncRun.objects.filter(source=source, state=SyncState.RUNNING).first()
        if run is not None and run.token != token and run.seen_at > now - SILENT_AFTER:
            raise errors.SyncRunsAlready()
        if run is None:
            is_full = full or source.full_at is None or source.full_at <= now - FULL_EVERY or source.read_until is None
            since = None if is_full or source.read_until is None else source.read_until - OVERLAP
            run = SyncRun(source=source, is_full=is_full, since=since, started_at=now)
        run.token, run.seen_at = token[:64], now
        run.full_clean()
        run.save()
        record(actor=actor, verb=Verb.SYNC_BEGUN, subject=run, now=now)
    return run


def keep_entrance(*, actor: Actor, source: Source, version: str, found: sync.Found, now: datetime) -> Source:
    """Remember what the entrance of a source said: its version, its body, its list of papers.

    Refuses a body without a list of papers on the source's own host (NoPapersListed).
    """
    require(actor, "council.keep_entrance", source)
    papers = sync.at_home(found.papers, source.url) if found.papers else ""
    if not papers:
        raise errors.NoPapersListed()
    with transaction.atomic():
        source.version, source.body_name, source.papers_url = version[:10], found.name[:200], papers
        source.full_clean()
        source.save(update_fields=["version", "body_name", "papers_url"])
    return source


def keep_objects(
    *,
    actor: Actor,
    run: SyncRun,
    rows: Sequence[sync.ForeignRow],
    now: datetime,
    faults: Iterable[SyncFault] = (),
    cursor: str | None = None,
) -> SyncRun:
    """Keep what one answer held. With `cursor` it was a page of the list, and there it goes on.

    A tombstone clears what is kept of a paper that is nobody's here, and only marks one that was matched: what was
    read about ours is our history. Refuses a reading that has ended or was taken up by another (SyncEnded).
    """
    require(actor, "council.keep_objects", run)
    with transaction.atomic():
        locked = _locked(run)
        for start in range(0, len(rows), AT_ONCE):
            kept = _keep(locked, {row.key: row for row in rows[start : start + AT_ONCE]}, now)
            for name in ("added", "changed", "unchanged", "gone"):
                setattr(locked, name, getattr(locked, name) + getattr(kept, name))
        for fault in faults:
            locked.faults[fault.value] = locked.faults.get(fault.value, 0) + 1
        if cursor is not None:
            locked.pages, locked.cursor = locked.pages + 1, cursor[:2000]
        locked.seen_at = now
        locked.save()
    return locked


def end_sync(*, actor: Actor, run: SyncRun, state: str, now: datetime, message: str = "", copied: int = 0) -> SyncRun:
    """A reading is over. Only one that was complete moves the moment from which changes are asked for next time, and
    only a complete full one marks what is no longer listed as gone.

    Refuses a reading that has ended or was taken up by another (SyncEnded). Audited as sync.ended.
    """
    require(actor, "council.end_sync", run)
    with transaction.atomic():
        locked = _locked(run)
        if state == SyncState.DONE:
            locked.gone += _settle(locked, now)
        locked.state, locked.finished_at, locked.message = state, now, message[:300]
        locked.seen_at, locked.copied = now, copied
        locked.full_clean()
        locked.save()
        counts = {name: (0, getattr(locked, name)) for name in ("pages", "added", "changed", "gone", "proposed")}
        record(actor=actor, verb=Verb.SYNC_ENDED, subject=locked, now=now, changes={"state": ("", state)} | counts)
    return locked


def propose_matches(*, actor: Actor, run: SyncRun, now: datetime) -> list[Match]:
    """Look for our papers among those the source lists, and propose the likely ones to a person.

    What a person has refused is not proposed again. Audited as match.proposed, once for each.
    """
    require(actor, "council.propose_matches", run)
    source, proposed = run.source, []
    ours = list(unmatched_papers(source))
    numbers = _by_number(source, ours)
    known = set(Match.objects.filter(foreign__source=source).values_list("paper_id", "foreign_id"))
    for paper in ours:
        likely = _likely(source, paper, numbers.get(sync.reference_key(paper.reference), []))
        for found, alike in likely[:MOST_PROPOSED]:
            if (paper.pk, found.pk) not in known:
                proposed.append(_propose(actor, paper, found, alike, now))
    SyncRun.objects.filter(pk=run.pk).update(proposed=len(proposed), seen_at=now)
    return proposed


def confirm_match(*, actor: Actor, match: Match, now: datetime) -> Match:
    """Say that a paper there is ours, and copy what was decided about it as far as it was read.

    A refusal may be taken back that way. Refuses what is confirmed (MatchDecided), and a paper that is confirmed with
    another one of this source (MatchedElsewhere). Audited as match.confirmed and, for each step, decision.copied.
    """
    require(actor, "council.confirm_match", match)
    with transaction.atomic():
        match = Match.objects.select_for_update(of=("self",)).select_related("foreign", "paper").get(pk=match.pk)
        if match.state == MatchState.CONFIRMED:
            raise errors.MatchDecided()
        others = Match.objects.filter(state=MatchState.CONFIRMED)
        if (
            others.filter(foreign=match.foreign_id).exists()
            or others.filter(paper=match.paper_id, foreign__source=match.foreign.source_id).exists()
        ):
            raise errors.MatchedElsewhere()
        _decide(actor, match, MatchState.CONFIRMED, now)
        record(actor=actor, verb=Verb.MATCH_CONFIRMED, subject=match, now=now)
        _copy(actor, match, now)
    return match


def refuse_match(*, actor: Actor, match: Match, now: datetime) -> Match:
    """Say that a paper there is not ours; it is not proposed again, and what was copied is no longer shown.

    Refuses what is refused (MatchDecided). Audited as match.refused.
    """
    require(actor, "council.refuse_match", match)
    with transaction.atomic():
        match = Match.objects.select_for_update(of=("self",)).select_related("foreign", "paper").get(pk=match.pk)
        if match.state == MatchState.REFUSED:
            raise errors.MatchDecided()
        _decide(actor, match, MatchState.REFUSED, now)
        record(actor=actor, verb=Verb.MATCH_REFUSED, subject=match, now=now)
    return match


def copy_decisions(*, actor: Actor, match: Match, now: datetime) -> list[CopiedDecision]:
    """Copy what the source says was decided about our paper, with the moment it was read. What it says otherwise than
    before supersedes the earlier copy; a resolution recorded here stays as it is.

    Refuses a match no person has confirmed (MatchNotConfirmed). Audited as decision.copied, once for each new copy.
    """
    require(actor, "council.copy_decisions", match)
    if match.state != MatchState.CONFIRMED:
        raise errors.MatchNotConfirmed()
    with transaction.atomic():
        Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
        return _copy(actor, match, now)


def take_over_decision(
    *,
    actor: Actor,
    copied: CopiedDecision,
    consultation: Consultation,
    result: str,
    text: str,
    decided_on: date,
    now: datetime,
    yes: int | None = None,
    no: int | None = None,
    abstentions: int | None = None,
) -> Resolution:
    """Record as our resolution what was copied, as a person has read it over.

    Refuses a copy of another paper (StepOfOtherPaper), one whose match is not confirmed (MatchNotConfirmed), and
    whatever `record_resolution` refuses, a second record among it. Audited as decision.taken_over, besides
    resolution.recorded.
    """
    require(actor, "council.take_over_decision", consultation)
    if copied.match.state != MatchState.CONFIRMED:
        raise errors.MatchNotConfirmed()
    if copied.match.paper_id != consultation.paper_id:
        raise errors.StepOfOtherPaper()
    with transaction.atomic():
        resolution = record_resolution(
            actor=actor, consultation=consultation, result=result, text=text, decided_on=decided_on, now=now,
            yes=yes, no=no, abstentions=abstentions,
        )  # fmt: skip
        record(actor=actor, verb=Verb.DECISION_TAKEN_OVER, subject=resolution, now=now)
    return resolution


def _turn(actor: Actor, source: Source, verb: Verb, now: datetime, *, is_active: bool) -> Source:
    with transaction.atomic():
        source.is_active = is_active
        source.full_clean()
        source.save(update_fields=["is_active"])
        record(actor=actor, verb=verb, subject=source, now=now)
    return source


def _locked(run: SyncRun) -> SyncRun:
    """The reading, if it still is the caller's."""
    locked = SyncRun.objects.select_for_update(of=("self",)).select_related("source").get(pk=run.pk)
    if locked.state != SyncState.RUNNING or locked.token != run.token:
        raise errors.SyncEnded()
    return locked


def _keep(run: SyncRun, rows: Mapping[str, sync.ForeignRow], now: datetime) -> Kept:
    known = {each.key: each for each in ForeignObject.objects.filter(source=run.source_id, key__in=sorted(rows))}
    matched = set(Match.objects.filter(foreign__in=known.values()).values_list("foreign_id", flat=True))
    new: list[ForeignObject] = []
    changed: list[ForeignObject] = []
    same: list[int] = []
    gone = 0
    for key, row in rows.items():
        found = known.get(key)
        if found is None:
            if not row.is_deleted:  # what was gone before we knew it need not be known
                new.append(_filled(ForeignObject(source=run.source, key=key), row, run, now))
            continue
        if row.is_deleted:
            gone += found.gone_at is None
            changed += [] if found.gone_at else [_buried(found, row, run, now, is_ours=found.pk in matched)]
        elif row.digest == found.digest and found.gone_at is None:
            same.append(found.pk)
        else:
            changed.append(_filled(found, row, run, now))
    ForeignObject.objects.bulk_create(new)
    ForeignObject.objects.bulk_update(changed, [*MATCHED, "fetched_at", "changed_at", "gone_at", "run"])
    ForeignObject.objects.filter(pk__in=same).update(fetched_at=now, run=run)
    return Kept(len(new), len(changed) - gone, len(same), gone)


def _filled(found: ForeignObject, row: sync.ForeignRow, run: SyncRun, now: datetime) -> ForeignObject:
    for name in MATCHED:
        setattr(found, name, getattr(row, name))
    found.fetched_at = found.changed_at = now
    found.gone_at, found.run = None, run
    return found


def _buried(found: ForeignObject, row: sync.ForeignRow, run: SyncRun, now: datetime, *, is_ours: bool) -> ForeignObject:
    if not is_ours:
        _filled(found, row, run, now)
    found.fetched_at = found.changed_at = found.gone_at = now
    found.run = run
    return found


def _settle(run: SyncRun, now: datetime) -> int:
    """A complete reading: changes are known until its beginning; how many papers have vanished without a word."""
    source, vanished = run.source, 0
    source.read_until = run.started_at
    if run.is_full:
        source.full_at = run.started_at
        vanished = foreign_papers(source).exclude(run=run).order_by().update(gone_at=now)
    source.save(update_fields=["read_until", "full_at"])
    return vanished


def _by_number(source: Source, ours: Iterable[Paper]) -> dict[str, list[ForeignObject]]:
    keys = {key for paper in ours if (key := sync.reference_key(paper.reference))}
    found: dict[str, list[ForeignObject]] = {}
    for row in foreign_papers(source).filter(reference_key__in=sorted(keys)).defer("raw"):
        found.setdefault(row.reference_key, []).append(row)
    return found


def _likely(
    source: Source, paper: Paper, with_this_number: Sequence[ForeignObject]
) -> list[tuple[ForeignObject, sync.Likeness]]:
    """Papers of the source that may be this one, the likeliest first."""
    if paper.submitted_on is None:
        return []
    near = timedelta(days=sync.NEAR_DAYS)
    window = (paper.submitted_on - near, paper.submitted_on + near)
    by_day = foreign_papers(source).filter(dated_on__range=window).defer("raw") if not with_this_number else ()
    ours = sync.Candidate(paper.reference, paper.title, paper.submitted_on)
    scored = [
        (row, sync.likeness(ours, _candidate(row), with_this_number=len(with_this_number)))
        for row in (*with_this_number, *by_day)
    ]
    worth = [(row, alike) for row, alike in scored if alike.is_worth_a_look]
    return sorted(worth, key=lambda pair: (-pair[1].points, pair[0].pk))


def _candidate(row: ForeignObject) -> sync.Candidate:
    return sync.Candidate(row.reference, row.name, row.dated_on)


def _propose(actor: Actor, paper: Paper, found: ForeignObject, alike: sync.Likeness, now: datetime) -> Match:
    with transaction.atomic():
        reasons: list[Any] = [[reason.code.value, reason.value] for reason in alike.reasons]
        match = Match(paper=paper, foreign=found, points=alike.points, reasons=reasons, proposed_at=now)
        match.full_clean()
        match.save()
        record(actor=actor, verb=Verb.MATCH_PROPOSED, subject=match, now=now)
    return match


def _decide(actor: Actor, match: Match, state: str, now: datetime) -> None:
    match.state, match.decided_at = state, now
    match.decided_by = actor if isinstance(actor, User) else None
    match.full_clean()
    match.save(update_fields=["state", "decided_at", "decided_by"])


def _copy(actor: Actor, match: Match, now: datetime) -> list[CopiedDecision]:
    before = {sync.object_key(row.step_url): row for row in match.decisions.in_force()}
    copied = []
    for step in steps_there(match.foreign):
        earlier = before.get(sync.object_key(step.url))
        if not step.tells_a_decision or (earlier is not None and earlier.digest == step.digest):
            continue
        row = CopiedDecision(
            match=match, supersedes=earlier, step_url=step.url, body_name=step.body_name, starts_at=step.starts_at,
            agenda_number=step.agenda_number, role_words=step.role_words, role=step.role,
            result_words=step.result_words, result=step.result, text=step.text, file_url=step.file_url,
            is_public=step.is_public, digest=step.digest, fetched_at=_read_at(match, step, now),
        )  # fmt: skip
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.DECISION_COPIED, subject=row, now=now)
        copied.append(row)
    return copied


def _read_at(match: Match, step: sync.Step, now: datetime) -> datetime:
    """When the step was read: that may have been some time before a person confirmed."""
    kept = ForeignObject.objects.filter(source=match.foreign.source_id, key=sync.object_key(step.url)).first()
    return kept.fetched_at if kept else now
