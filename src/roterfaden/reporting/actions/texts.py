"""Words of an edition by language: written, proposed by a machine, checked."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.enums import TextStatus
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.languages import codes
from roterfaden.reporting.enums import Audience, Verb
from roterfaden.reporting.errors import NoFeedback, NoSuchLanguage, TextMissing
from roterfaden.reporting.models import Edition, EditionText
from roterfaden.reporting.queries.texts import newest_text


def write_edition_text(
    *, actor: Actor, edition: Edition, language: str, title: str, body: str, is_checked: bool, now: datetime
) -> EditionText:
    """What the feedback says in one language; `is_checked`: everybody may read it, else it is a draft.

    The figures below it stay those that were frozen. Refuses editions for others than the people who took part, and
    languages the public pages do not have. Audited as edition.text_written.
    """
    require(actor, "reporting.write_edition_text", edition)
    status = TextStatus.CHECKED if is_checked else TextStatus.DRAFT
    return _said(actor, edition, language, title, body, status, Verb.TEXT_WRITTEN, now)


def propose_edition_text(
    *, actor: Actor, edition: Edition, language: str, title: str, body: str, now: datetime
) -> EditionText:
    """Keep what a machine translated, marked as such. Refuses as `write_edition_text`, and German, which nobody
    translates. Audited as edition.text_proposed.
    """
    require(actor, "reporting.propose_edition_text", edition)
    if language.partition("-")[0] == settings.LANGUAGE_CODE:
        raise NoSuchLanguage()
    return _said(actor, edition, language, title, body, TextStatus.MACHINE, Verb.TEXT_PROPOSED, now)


def check_edition_text(*, actor: Actor, edition: Edition, language: str, now: datetime) -> EditionText:
    """A person has read the newest text in this language and stands by it. Refuses where there is none. Audited as
    edition.text_checked.
    """
    require(actor, "reporting.check_edition_text", edition)
    newest = newest_text(edition, language)
    if newest is None:
        raise TextMissing()
    if newest.status == TextStatus.CHECKED:
        return newest
    return _said(
        actor, edition, language, newest.title, newest.body, TextStatus.CHECKED, Verb.TEXT_CHECKED, now,
        written_by=newest.written_by,
    )  # fmt: skip


def _said(
    actor: Actor, edition: Edition, language: str, title: str, body: str, status: str, verb: Verb, now: datetime,
    *, written_by: User | None = None,
) -> EditionText:  # fmt: skip
    if edition.audience != Audience.PUBLIC:
        raise NoFeedback()
    if language not in codes():
        raise NoSuchLanguage()
    person = actor if isinstance(actor, User) else None
    with transaction.atomic():
        latest = edition.texts.filter(language=language).aggregate(latest=Max("number"))["latest"] or 0
        text = EditionText(
            edition=edition, language=language, number=latest + 1, title=title, body=body, status=status,
            written_by=written_by if verb == Verb.TEXT_CHECKED else (None if verb == Verb.TEXT_PROPOSED else person),
            checked_by=person if status == TextStatus.CHECKED else None, made_at=now,
        )  # fmt: skip
        text.full_clean()
        text.save()
        record(actor=actor, verb=verb, subject=text, now=now)
    return text
