"""Files that come by themselves: addresses to read, patterns of file names, and what became of each look and file."""

from datetime import datetime, timedelta

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.indicators import errors
from roterfaden.indicators.enums import FetchState, InboxState, Verb
from roterfaden.indicators.models import FigureSource, ImportProfile, ImportRun, InboxFile
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.outgoing import Answer, parse_target

AGAIN_AFTER = timedelta(hours=6)
"""So long after the first failure the address is asked again; after the next ones longer, up to its rhythm."""
LONGEST_MESSAGE = 500


def save_figure_source(
    *,
    actor: Actor,
    source: FigureSource | None = None,
    title: str,
    url: str,
    profile: ImportProfile,
    rhythm: str,
    is_active: bool = True,
    now: datetime,
) -> FigureSource:
    """Say which file is read from which address, how often and with which profile; a new address is due at once.

    Refuses what is no address of the web, and an address that is read already. Audited as source.saved.
    """
    require(actor, "indicators.save_figure_source", source)
    address = parse_target(url).url
    others = FigureSource.objects.exclude(pk=source.pk) if source else FigureSource.objects.all()
    if others.filter(url=address).exists():
        raise errors.SourceExists()
    with transaction.atomic():
        row = source or FigureSource(added_at=now, next_at=now)
        if (row.url, row.profile_id) != (address, profile.pk):
            row.etag = row.last_modified = row.checksum = ""
            row.next_at = now
        row.title, row.url, row.profile, row.rhythm, row.is_active = title.strip(), address, profile, rhythm, is_active
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.SOURCE_SAVED, subject=row, now=now)
    return row


def note_look(
    *,
    actor: Actor,
    source: FigureSource,
    state: str,
    answer: Answer | None = None,
    checksum: str = "",
    run: ImportRun | None = None,
    message: str = "",
    now: datetime,
) -> FigureSource:
    """Write down what a look at an address brought, and when the next one is due: after a failure sooner.

    Only what was read to its end is remembered as read. Audited as source.read, a failure with its message.
    """
    require(actor, "indicators.note_look", source)
    with transaction.atomic():
        row = FigureSource.objects.select_for_update().get(pk=source.pk)
        row.state, row.checked_at, row.message = state, now, message[:LONGEST_MESSAGE]
        row.failures = row.failures + 1 if state == FetchState.FAILED else 0
        row.next_at = now + (min(row.pause, AGAIN_AFTER * row.failures) if row.failures else row.pause)
        row.run = run or row.run
        if answer is not None and state != FetchState.FAILED:
            row.etag, row.last_modified = answer.etag[:300], answer.last_modified[:100]
        row.checksum = checksum or row.checksum
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.SOURCE_READ, subject=row, now=now, reason=row.message)
    return row


def match_profile(*, actor: Actor, profile: ImportProfile, file_pattern: str, now: datetime) -> ImportProfile:
    """Say which names of files in the drop-in folder a profile is for; empty for none. Audited as profile.matched."""
    require(actor, "indicators.match_profile", profile)
    with transaction.atomic():
        before, profile.file_pattern = profile.file_pattern, file_pattern.strip()
        profile.full_clean()
        profile.save(update_fields=["file_pattern"])
        changes = {"file_pattern": (before, profile.file_pattern)}
        record(actor=actor, verb=Verb.PROFILE_MATCHED, subject=profile, now=now, changes=changes)
    return profile


def take_inbox_file(
    *,
    actor: Actor,
    name: str,
    checksum: str,
    size: int,
    state: str = InboxState.READING,
    message: str = "",
    now: datetime,
) -> InboxFile:
    """Write down a file found in the drop-in folder; one whose reading was broken off is taken up again.

    Audited as inbox.taken.
    """
    require(actor, "indicators.take_inbox_file")
    with transaction.atomic():
        row = InboxFile.objects.filter(checksum=checksum, state=InboxState.READING).first()
        if row is not None and state == InboxState.READING:
            return row
        row = InboxFile(
            name=name[:300], checksum=checksum, size=size, state=state, taken_at=now, message=message[:LONGEST_MESSAGE]
        )
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.INBOX_TAKEN, subject=row, now=now)
    return row


def end_inbox_file(
    *,
    actor: Actor,
    file: InboxFile,
    state: str,
    moved_to: str,
    run: ImportRun | None = None,
    message: str = "",
    now: datetime,
) -> InboxFile:
    """Write down what became of a file, and where it lies from now on. Audited as inbox.taken, with what went wrong."""
    require(actor, "indicators.end_inbox_file", file)
    with transaction.atomic():
        file.state, file.moved_to, file.run, file.message = state, moved_to[:400], run, message[:LONGEST_MESSAGE]
        file.full_clean()
        file.save()
        record(actor=actor, verb=Verb.INBOX_TAKEN, subject=file, now=now, reason=file.message)
    return file


def settle_inbox_file(*, actor: Actor, file: InboxFile, now: datetime) -> InboxFile:
    """Say that nobody has to look at a file that could not be read any more. Audited as inbox.settled."""
    require(actor, "indicators.settle_inbox_file", file)
    with transaction.atomic():
        file.settled_at = now
        file.full_clean()
        file.save(update_fields=["settled_at"])
        record(actor=actor, verb=Verb.INBOX_SETTLED, subject=file, now=now)
    return file
