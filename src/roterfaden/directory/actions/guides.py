"""Guides: writing them in one language after another, publishing them, explaining words."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.directory import errors
from roterfaden.directory.enums import PageStatus, Verb
from roterfaden.directory.models import DirectoryEntry, Explanation, Guide, GuidePage
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.languages import SOURCE
from roterfaden.topics.models import FieldOfAction


def add_guide(
    *, actor: Actor, slug: str, title: str, now: datetime, position: int = 0, field: FieldOfAction | None = None
) -> Guide:
    """Begin a guide; nobody reads it before it is published.

    Refuses a short name another one has (AddressTaken). Audited as guide.added.
    """
    require(actor, "directory.add_guide")
    with transaction.atomic():
        if Guide.objects.filter(slug=slug).exists():
            raise errors.AddressTaken()
        guide = Guide(slug=slug, title=title, position=position, field=field)
        guide.full_clean()
        guide.save()
        record(actor=actor, verb=Verb.GUIDE_ADDED, subject=guide, now=now)
    return guide


def write_page(
    *,
    actor: Actor,
    guide: Guide,
    language: str,
    title: str,
    lead: str,
    body: str,
    is_checked: bool,
    now: datetime,
) -> GuidePage:
    """Write a guide in a language anew: the page before stays, this one counts. Residents read it once it is checked.

    A translation says the newest checked German page again; from the next one on it is outdated. Refuses a translation
    without checked German (GermanFirst). Audited as guide.written.
    """
    require(actor, "directory.write_page", guide)
    with transaction.atomic():
        row = Guide.objects.select_for_update().get(pk=guide.pk)
        pages = GuidePage.objects.filter(guide=row).order_by("-number", "-pk")
        german = pages.filter(language=SOURCE, status=PageStatus.CHECKED).first()
        if language != SOURCE and german is None:
            raise errors.GermanFirst()
        last = pages.filter(language=language).first()
        page = GuidePage(
            guide=row, language=language, number=last.number + 1 if last else 1, title=title.strip(),
            lead=lead.strip(), body=body.strip(), status=PageStatus.CHECKED if is_checked else PageStatus.DRAFT,
            source=None if language == SOURCE else german, made_at=now,
            written_by=actor if isinstance(actor, User) else None,
        )  # fmt: skip
        page.full_clean()
        page.save()
        if is_checked:
            DirectoryEntry.objects.renew_guides([row.pk])
        record(actor=actor, verb=Verb.GUIDE_WRITTEN, subject=page, now=now)
    return page


def publish_guide(*, actor: Actor, guide: Guide, now: datetime) -> Guide:
    """Let everybody read a guide. Refuses one without a checked German page (NothingChecked). Audited as
    guide.published."""
    require(actor, "directory.publish_guide", guide)
    with transaction.atomic():
        row = Guide.objects.select_for_update().get(pk=guide.pk)
        if not GuidePage.objects.filter(guide=row, language=SOURCE, status=PageStatus.CHECKED).exists():
            raise errors.NothingChecked()
        row.published_at = row.published_at or now
        row.save(update_fields=["published_at"])
        DirectoryEntry.objects.renew_guides([row.pk])
        record(actor=actor, verb=Verb.GUIDE_PUBLISHED, subject=row, now=now)
    return row


def hide_guide(*, actor: Actor, guide: Guide, now: datetime) -> Guide:
    """Nobody outside reads the guide any more; its pages stay. Audited as guide.hidden."""
    require(actor, "directory.hide_guide", guide)
    with transaction.atomic():
        row = Guide.objects.select_for_update().get(pk=guide.pk)
        row.published_at = None
        row.save(update_fields=["published_at"])
        DirectoryEntry.objects.renew_guides([row.pk])
        record(actor=actor, verb=Verb.GUIDE_HIDDEN, subject=row, now=now)
    return row


def explain_word(*, actor: Actor, key: str, language: str, word: str, text: str, now: datetime) -> Explanation:
    """Say what a word means in a language, in place of what was said before. Audited as term.explained."""
    require(actor, "directory.explain_word")
    with transaction.atomic():
        found = Explanation.objects.filter(key=key, language=language).first()
        row = found or Explanation(key=key, language=language)
        row.word, row.text = word.strip(), text.strip()
        row.full_clean()
        row.save()
        named = GuidePage.objects.filter(language=language, body__contains=f"[[{key}").order_by("guide_id")
        DirectoryEntry.objects.renew_guides(named.values_list("guide_id", flat=True).distinct())
        record(actor=actor, verb=Verb.TERM_EXPLAINED, subject=row, now=now)
    return row
