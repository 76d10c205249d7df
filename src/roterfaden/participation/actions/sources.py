"""Letters and interviews: keeping the original, and writing down the voices in it."""

from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.actions import Upload, discard_file, keep_document, keep_image
from roterfaden.files.methods import DOCUMENT_BYTES, is_image
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.actions.capture import capture_contribution
from roterfaden.participation.enums import Verb
from roterfaden.participation.models import ActorGroup, Contribution, Process, SourceDocument
from roterfaden.places.models import Area

SOURCE_PURPOSE = "participation.source"


def keep_source(
    *,
    actor: Actor,
    process: Process,
    upload: Upload,
    channel: str,
    received_on: date,
    note: str = "",
    actor_group: ActorGroup | None = None,
    area: Area | None = None,
    now: datetime,
) -> SourceDocument:
    """Keep the original of a letter or an interview: a document as it came, a photograph or scan as a picture.

    Refuses a day in the future, a group of another process, and files that cannot be taken (files.actions). Audited as
    source.kept.
    """
    require(actor, "participation.keep_source", process)
    if received_on > local_day(now):
        raise errors.ReceivedInFuture()
    if actor_group is not None and actor_group.process_id != process.pk:
        raise errors.OtherProcess()
    data = upload.read(DOCUMENT_BYTES + 1)
    keep = keep_image if is_image(data) else keep_document
    with transaction.atomic():
        file = keep(actor=actor, upload=ContentFile(data, name=upload.name), purpose=SOURCE_PURPOSE, now=now)
        source = SourceDocument(
            process=process, file=file, channel=channel, received_on=received_on, note=note.strip(),
            actor_group=actor_group, area=area, kept_at=now,
        )  # fmt: skip
        source.full_clean()
        source.save()
        record(actor=actor, verb=Verb.SOURCE_KEPT, subject=source, now=now)
    return source


def quote_source(*, actor: Actor, source: SourceDocument, now: datetime, **words: Any) -> Contribution:
    """Write down one of the voices in an original. `words` are those of `capture_contribution`; process and channel are
    those of the original.

    Refuses what `capture_contribution` refuses. Audited as contribution.captured and source.quoted.
    """
    require(actor, "participation.quote_source", source)
    with transaction.atomic():
        contribution = capture_contribution(
            actor=actor, process=source.process, channel=source.channel, now=now, **words
        )  # fmt: skip
        source.contributions.add(contribution)
        record(
            actor=actor,
            verb=Verb.SOURCE_QUOTED,
            subject=source,
            now=now,
            changes={"contributions": ("", str(contribution.number))},
        )
    return contribution


def erase_source(*, actor: Actor, source: SourceDocument, reason: str, now: datetime) -> SourceDocument:
    """Delete the original and the note to it, for a reason; the contributions written down from it stay.

    Refuses an empty reason and an original that is gone already. Audited as source.erased, with the reason.
    """
    require(actor, "participation.erase_source", source)
    if not reason.strip():
        raise errors.ErasureReasonMissing()
    with transaction.atomic():
        locked = SourceDocument.objects.select_for_update(of=("self",)).select_related("file").get(pk=source.pk)
        kept = locked.file
        if kept is None:
            raise errors.SourceErased()
        locked.file, locked.note = None, ""
        locked.full_clean()
        locked.save(update_fields=["file", "note"])
        if not SourceDocument.objects.filter(file=kept).exists():
            discard_file(actor=actor, kept=kept, now=now)
        record(actor=actor, verb=Verb.SOURCE_ERASED, subject=locked, now=now, reason=reason.strip())
    return locked
