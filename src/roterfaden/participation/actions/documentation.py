"""Telling everybody what an event was: words, photos, publishing."""

from datetime import datetime
from typing import IO

from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.actions import Upload, keep_image
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.enums import DocumentationState, PhotoConsent, Verb
from roterfaden.participation.models import Documentation, Event, EventPhoto

PHOTO_PURPOSE = "participation.event_photo"


def write_documentation(
    *, actor: Actor, event: Event, summary: str, emphases: str, next_steps: str, now: datetime
) -> Documentation:
    """Write what an event was and what happens next. A published page changes at once; the log keeps what was.

    Refuses before the event has begun and a change that changes nothing. Audited as documentation.written.
    """
    require(actor, "participation.write_documentation", event)
    if event.starts_at > now:
        raise errors.NotStarted()
    words = {"summary": summary.strip(), "emphases": emphases.strip(), "next_steps": next_steps.strip()}
    with transaction.atomic():
        page = Documentation.objects.select_for_update().filter(event=event).first() or Documentation(event=event)
        changes = {name: (getattr(page, name), text) for name, text in words.items() if getattr(page, name) != text}
        if not changes:
            raise errors.NothingChanged()
        for name, text in words.items():
            setattr(page, name, text)
        page.written_at = now
        page.full_clean()
        page.save()
        record(actor=actor, verb=Verb.DOCUMENTATION_WRITTEN, subject=page, now=now, changes=changes)
    return page


def publish_documentation(*, actor: Actor, documentation: Documentation, now: datetime) -> Documentation:
    """Let everybody read it. Refuses one without words or published already. Audited as documentation.published."""
    require(actor, "participation.publish_documentation", documentation)
    with transaction.atomic():
        page = Documentation.objects.select_for_update().get(pk=documentation.pk)
        if page.is_published:
            raise errors.DocumentationPublished()
        if not (page.summary and page.next_steps):
            raise errors.DocumentationEmpty()
        return _move(actor, page, DocumentationState.PUBLISHED, now, Verb.DOCUMENTATION_PUBLISHED, now)


def withdraw_documentation(*, actor: Actor, documentation: Documentation, now: datetime) -> Documentation:
    """Take the page back to work on it. Refuses one that is not published. Audited as documentation.withdrawn."""
    require(actor, "participation.withdraw_documentation", documentation)
    with transaction.atomic():
        page = Documentation.objects.select_for_update().get(pk=documentation.pk)
        if not page.is_published:
            raise errors.DocumentationNotPublished()
        return _move(actor, page, DocumentationState.DRAFT, None, Verb.DOCUMENTATION_WITHDRAWN, now)


def add_photo(
    *, actor: Actor, event: Event, upload: Upload | IO[bytes], alt: str, caption: str = "", now: datetime
) -> EventPhoto:
    """Keep a photo of an event; nobody but the office sees it before it is released. The same photo counts once.

    Refuses one without a description and what is no picture (files.keep_image). Audited as photo.added.
    """
    require(actor, "participation.add_photo", event)
    if not alt.strip():
        raise errors.PhotoNeedsAlt()
    with transaction.atomic():
        kept = keep_image(actor=actor, upload=upload, purpose=PHOTO_PURPOSE, alt=alt, now=now)
        photo = EventPhoto.objects.filter(event=event, file=kept).first()
        if photo is not None:
            return photo
        last = event.photos.aggregate(Max("position"))["position__max"] or 0
        photo = EventPhoto(
            event=event, file=kept, alt=alt.strip(), caption=caption.strip(), position=last + 1, added_at=now
        )
        photo.full_clean()
        photo.save()
        record(actor=actor, verb=Verb.PHOTO_ADDED, subject=photo, now=now)
    return photo


def release_photo(*, actor: Actor, photo: EventPhoto, consent: str, now: datetime) -> EventPhoto:
    """Let everybody see a photo, saying why that is allowed (PhotoConsent). Audited as photo.released.

    Refuses without a reason.
    """
    require(actor, "participation.release_photo", photo)
    if consent not in PhotoConsent.values:
        raise errors.PhotoConsentMissing()
    with transaction.atomic():
        photo = EventPhoto.objects.select_for_update().get(pk=photo.pk)
        photo.consent, photo.released_at = consent, now
        photo.full_clean()
        photo.save(update_fields=["consent", "released_at"])
        changes = {"consent": ("", consent)}
        record(actor=actor, verb=Verb.PHOTO_RELEASED, subject=photo, now=now, changes=changes)
    return photo


def remove_photo(*, actor: Actor, photo: EventPhoto, now: datetime) -> None:
    """Take a photo away, for instance because somebody on it has changed their mind. Audited as photo.removed."""
    require(actor, "participation.remove_photo", photo)
    with transaction.atomic():
        record(actor=actor, verb=Verb.PHOTO_REMOVED, subject=photo, now=now)
        photo.delete()


def _move(
    actor: Actor,
    page: Documentation,
    state: DocumentationState,
    published_at: datetime | None,
    verb: Verb,
    now: datetime,
) -> Documentation:
    before = page.state
    page.state, page.published_at = state, published_at
    page.full_clean()
    page.save(update_fields=["state", "published_at"])
    record(actor=actor, verb=verb, subject=page, now=now, changes={"state": (before, state.value)})
    return page
