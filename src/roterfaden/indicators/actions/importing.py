"""Files of figures: laid before, mapped, read. A profile remembers what one kind of file means."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import IO, BinaryIO, cast

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.actions import Upload, discard_file, keep_document
from roterfaden.files.methods import DOCUMENT_BYTES, tidy_name
from roterfaden.files.queries import opened
from roterfaden.indicators import errors
from roterfaden.indicators.actions.figures import mark_break
from roterfaden.indicators.enums import Protection, RunState, Verb
from roterfaden.indicators.methods.formats import Plan, Source, fingerprint, first_plan, read_rows
from roterfaden.indicators.models import Break, Definition, ImportProfile, ImportRun, Observation, Series
from roterfaden.indicators.queries import (
    PORTION,
    Desk,
    NewValue,
    Report,
    checksum_of,
    fitted,
    label_of,
    profile_for,
    source_of,
    terms_in_use,
)
from roterfaden.jobs.methods import Progress
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.bulk import insert_rows
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day

PURPOSE = "indicators.import"
COLUMNS = (
    "series_id", "period_start", "period_end", "raw", "value", "status", "known_on", "base", "source", "run_id",
    "protection",
)  # fmt: skip


def open_import(
    *, actor: Actor, upload: Upload | IO[bytes], profile: ImportProfile | None = None, now: datetime
) -> ImportRun:
    """Keep a file somebody brings and propose what it means: as the profile says, as a file of this kind was read
    before, or from its head.

    Nothing is read yet. Refuses what is no table of figures (formats), and what must not be opened
    (kernel.containers). Audited as figures.opened.
    """
    require(actor, "indicators.open_import")
    data = upload.read(DOCUMENT_BYTES + 1)
    name = tidy_name(upload.name or "")
    with transaction.atomic():
        file = keep_document(actor=actor, upload=ContentFile(data, name=name), purpose=PURPOSE, archives=True, now=now)
        source = Source(name, lambda: cast("BinaryIO", opened(file)))
        first = first_plan(source)
        profile = profile or profile_for(source, first)
        plan = fitted(profile, first) if profile else first
        run = ImportRun(
            source_name=name, checksum=file.sha256, imported_at=now, state=RunState.DRAFT, profile=profile, file=file,
            opened_by=actor if isinstance(actor, User) else None, fingerprint=fingerprint(source, first),
            plan=plan.as_json(), known_on=local_day(now),
        )  # fmt: skip
        run.full_clean()
        run.save()
        record(actor=actor, verb=Verb.IMPORT_OPENED, subject=run, now=now)
    return run


def plan_import(*, actor: Actor, run: ImportRun, plan: Plan, known_on: date, now: datetime) -> ImportRun:
    """Say what a file means and since when its values are known; a plan may be saved half-finished.

    Refuses a day in the future, and a file that is being read or was read. Audited as figures.planned.
    """
    require(actor, "indicators.plan_import", run)
    if known_on > local_day(now):
        raise errors.KnownInFuture()
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if not run.is_open:
            raise errors.ImportNotOpen()
        run.plan, run.known_on = plan.as_json(), known_on
        run.full_clean()
        run.save(update_fields=["plan", "known_on"])
        record(actor=actor, verb=Verb.IMPORT_PLANNED, subject=run, now=now)
    return run


def _check(plan: Plan, known_on: date, now: datetime) -> None:
    if not plan.rules:
        raise errors.NothingMapped()
    if not plan.source.strip():
        raise errors.SourceMissing()
    if known_on > local_day(now):
        raise errors.KnownInFuture()


def remember_profile(
    *, actor: Actor, title: str, plan: Plan, known_by: str = "", slug: str = "", now: datetime
) -> ImportProfile:
    """Remember what one kind of file means; a profile of the same short name is replaced.
    Files with the fingerprint `known_by` are of this kind.

    Refuses a plan that leads nowhere or names no source. Audited as profile.saved.
    """
    require(actor, "indicators.remember_profile")
    _check(plan, local_day(now), now)
    with transaction.atomic():
        slug = slug or slugify(title)[:80]
        profile = ImportProfile.objects.filter(slug=slug).first() or ImportProfile(slug=slug)
        profile.title, profile.format, profile.saved_at = title, plan.format, now
        profile.plan, profile.fingerprint = plan.as_json(), known_by or profile.fingerprint
        profile.full_clean()
        profile.save()
        record(actor=actor, verb=Verb.PROFILE_SAVED, subject=profile, now=now)
    return profile


def begin_import(
    *, actor: Actor, source: Source, plan: Plan, profile: ImportProfile | None, known_on: date, now: datetime
) -> ImportRun:
    """Write down that a file is read where it lies, as a command or the drop-in folder does; its content is not kept.

    Refuses a plan that leads nowhere or names no source, and a day in the future. Audited as figures.opened.
    """
    require(actor, "indicators.begin_import")
    _check(plan, known_on, now)
    with transaction.atomic():
        run = ImportRun(
            source_name=source.name[:300], checksum=checksum_of(source), imported_at=now, state=RunState.DRAFT,
            profile=profile, plan=plan.as_json(), known_on=known_on,
        )  # fmt: skip
        run.full_clean()
        run.save()
        record(actor=actor, verb=Verb.IMPORT_OPENED, subject=run, now=now)
    return run


def discard_import(*, actor: Actor, run: ImportRun, now: datetime) -> None:
    """Throw a file away that was not read. Refuses one that is being read or was read. Audited as figures.discarded."""
    require(actor, "indicators.discard_import", run)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update(of=("self",)).select_related("file").get(pk=run.pk)
        if not run.is_open:
            raise errors.ImportNotOpen()
        file = run.file
        record(actor=actor, verb=Verb.IMPORT_DISCARDED, subject=run, now=now)
        run.delete()
        if file is not None and not ImportRun.objects.filter(file=file).exists():
            discard_file(actor=actor, kept=file, now=now)


def start_import(*, actor: Actor, run: ImportRun, now: datetime) -> ImportRun:
    """Decide to read a file as it is mapped now; a job or the caller does it.

    What was broken off may be started again. Refuses a plan that leads nowhere or names no source, a day in the future,
    and a file that was read. Audited as figures.planned.
    """
    require(actor, "indicators.start_import", run)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state == RunState.DONE:
            raise errors.ImportNotOpen()
        _check(Plan.from_json(run.plan), run.known_on or local_day(now), now)
        run.state = RunState.RUNNING
        run.full_clean()
        run.save(update_fields=["state"])
        record(actor=actor, verb=Verb.IMPORT_PLANNED, subject=run, now=now)
    return run


def read_figures(
    *, actor: Actor, run: ImportRun, source: Source | None = None, progress: Progress | None = None, now: datetime
) -> ImportRun:
    """Read a file that was started, portion by portion; each row is added, revised, known already, or refused.

    Values are checked by the desk and stored past the models; constraints and triggers hold. Begun again after a crash
    it goes on: what this run has stored counts as its own. A refused row does not stop the others; a torn file does
    (the run is broken off, what was read before stays). Nothing is shown before `protect_figures` has looked at it:
    call it afterwards. Audited once, as figures.imported; breaks of the plan that are new as break.marked.
    """
    require(actor, "indicators.read_figures", run)
    run = ImportRun.objects.select_related("file").get(pk=run.pk)
    if run.state != RunState.RUNNING:
        raise errors.ImportNotOpen()
    plan = Plan.from_json(run.plan)
    known_on = run.known_on or local_day(now)
    desk, report = Desk(plan, known_on, run.pk), Report()
    store = partial(_store, desk, run, known_on, plan.source.strip())
    try:
        rows = read_rows(source or source_of(run), plan)
        while portion := list(islice(rows, PORTION)):
            report.take(desk, portion)
            store()
            if progress is not None:
                progress.set(report.total, 0, "Werte")
                if progress.cancelled:
                    return _broken_off(run, report)
        for outcome, key in desk.sums():
            report.note(0, outcome, desk.reason, key)
        store()
    except DomainError:
        _broken_off(run, report)
        raise
    with transaction.atomic():
        report.write_to(run)
        run.state, run.imported_at = RunState.DONE, now
        run.full_clean(exclude=["report", "tally"])
        run.save()
        _mark_breaks(actor, desk, plan, now)
        record(actor=actor, verb=Verb.FIGURES_IMPORTED, subject=run, now=now, reason=run.source_name)
    return run


def _broken_off(run: ImportRun, report: Report) -> ImportRun:
    report.write_to(run)
    run.state = RunState.FAILED
    run.save()
    return run


def _store(desk: Desk, run: ImportRun, known_on: date, source: str) -> None:
    """Write what waits, with the series that are new. Nobody sees the values before `protect_figures` has."""
    waiting, day = desk.waiting, known_on.isoformat()
    if not waiting:
        return
    with transaction.atomic():
        new = sorted({value.slot for value in waiting if not desk.slot_pks[value.slot]})
        keys = [desk.slot_keys[slot] for slot in new]
        terms = terms_in_use() if new else {}
        made = Series.objects.bulk_create(
            [
                Series(definition_id=key[0], area_id=key[1], breakdown=key[2], label=label_of(key[2], terms))
                for key in keys
            ],
            batch_size=2_000,
        )
        for slot, series in zip(new, made, strict=True):
            desk.slot_pks[slot] = series.pk
        insert_rows(Observation, COLUMNS, _rows(waiting, desk.slot_pks, day, source, run.pk))
    waiting.clear()


def _rows(
    waiting: list[NewValue], pks: list[int], day: str, source: str, run: int
) -> Iterator[tuple[int | str | None, ...]]:
    waiting_mark = str(Protection.WAITING)
    for slot, span, raw, value, status, base in waiting:
        yield pks[slot], span.start_text, span.end_text, raw, value, status, day, base, source, run, waiting_mark


def _mark_breaks(actor: Actor, desk: Desk, plan: Plan, now: datetime) -> None:
    """The breaks of a plan for the definitions that got values, where nobody has marked them yet."""
    known = set(Break.objects.filter(definition__in=desk.touched).values_list("definition", "on"))
    for definition in Definition.objects.filter(pk__in=desk.touched).select_related("indicator").order_by("pk"):
        for on, note in plan.breaks:
            day = date.fromisoformat(on)
            if (definition.pk, day) not in known:
                mark_break(actor=actor, definition=definition, on=day, note=note, now=now)
