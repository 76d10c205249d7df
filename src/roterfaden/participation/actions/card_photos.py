"""Photos of cards and walls: kept, read by a machine where there is one, released by a person."""

from datetime import datetime
from typing import IO

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.actions import Upload, keep_image
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.enums import Reading, Verb
from roterfaden.participation.models import CardPhoto, Contribution, Event, Process

PURPOSE = "kartenfoto"
LONGEST_DRAFT = 20_000


def keep_card_photo(
    *,
    actor: Actor,
    process: Process,
    event: Event | None = None,
    contribution: Contribution | None = None,
    upload: Upload | IO[bytes],
    alt: str = "",
    will_be_read: bool = False,
    now: datetime,
) -> CardPhoto:
    """Keep the photo of one card, or without `contribution` of a wall of cards still to be typed.

    Only moderation sees it until it is released. A card has one photo: the same one sent again is returned as it was
    kept. `will_be_read` says that a machine has been asked to read it. Refuses what `files.keep_image` refuses, another
    photo for the same card, and an event or card of another process. Audited as card_photo.kept.
    """
    require(actor, "participation.keep_card_photo", contribution or event or process)
    if any(part is not None and part.process_id != process.pk for part in (event, contribution)):
        raise errors.OtherProcess()
    with transaction.atomic():
        kept = keep_image(actor=actor, upload=upload, purpose=PURPOSE, now=now)
        if contribution is not None:
            Contribution.objects.select_for_update().get(pk=contribution.pk)
            known = CardPhoto.objects.filter(contribution=contribution).first()
            if known is not None:
                if known.kept_id != kept.pk:
                    raise errors.CardHasPhoto(number=contribution.number)
                return known
        photo = CardPhoto(
            process=process, event=event, contribution=contribution, kept=kept, alt=alt.strip(), kept_at=now,
            reading=Reading.WAITING if will_be_read else Reading.NONE,
        )  # fmt: skip
        photo.full_clean()
        photo.save()
        record(actor=actor, verb=Verb.CARD_PHOTO_KEPT, subject=photo, now=now)
    return photo


def read_card_photo(*, actor: Actor, photo: CardPhoto, text: str | None, now: datetime) -> CardPhoto:
    """Note what a machine read on a photo, as a draft for whoever types; None: it could not be read.

    A later reading takes the place of an earlier one. Audited as card_photo.read.
    """
    require(actor, "participation.read_card_photo", photo)
    with transaction.atomic():
        locked = CardPhoto.objects.select_for_update().get(pk=photo.pk)
        before = locked.reading
        locked.draft = (text or "").strip()[:LONGEST_DRAFT]
        locked.reading = Reading.DONE if locked.draft else Reading.FAILED
        locked.full_clean()
        locked.save(update_fields=["draft", "reading"])
        record(
            actor=actor,
            verb=Verb.CARD_PHOTO_READ,
            subject=locked,
            now=now,
            changes={"reading": (before, locked.reading)},
        )
    return locked


def release_card_photo(*, actor: Actor, photo: CardPhoto, alt: str, shows_nobody: bool, now: datetime) -> CardPhoto:
    """Show the photo of a published card to everybody, with a description for those who do not see it.

    `shows_nobody`: somebody has looked and found no name, face or address on it. Refuses without that, an empty
    description, a wall (it shows many cards at once), a card that is not published or of which passages are left out,
    and a photo that is released already. Audited as card_photo.released.
    """
    require(actor, "participation.release_card_photo", photo)
    if not alt.strip():
        raise errors.AltMissing()
    if not shows_nobody:
        raise errors.PhotoNotLookedAt()
    with transaction.atomic():
        locked = CardPhoto.objects.select_for_update().get(pk=photo.pk)
        if locked.contribution is None or not locked.contribution.is_published:
            raise errors.NotPublished()
        if locked.contribution.omitted:
            raise errors.PhotoShowsSealed()
        if locked.released_at is not None:
            raise errors.PhotoReleased()
        locked.alt, locked.released_at = alt.strip(), now
        locked.full_clean()
        locked.save(update_fields=["alt", "released_at"])
        record(actor=actor, verb=Verb.CARD_PHOTO_RELEASED, subject=locked, now=now)
    return locked


def hide_card_photo(*, actor: Actor, photo: CardPhoto, now: datetime) -> CardPhoto:
    """Take a released photo off the public pages again; it can be released anew.

    Refuses a photo that is not released. Audited as card_photo.hidden.
    """
    require(actor, "participation.hide_card_photo", photo)
    with transaction.atomic():
        locked = CardPhoto.objects.select_for_update().get(pk=photo.pk)
        if locked.released_at is None:
            raise errors.PhotoNotReleased()
        locked.released_at = None
        locked.full_clean()
        locked.save(update_fields=["released_at"])
        record(actor=actor, verb=Verb.CARD_PHOTO_HIDDEN, subject=locked, now=now)
    return locked
