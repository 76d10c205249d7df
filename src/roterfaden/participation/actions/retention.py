"""Periods after which personal data is erased, and the erasing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.actions import discard_file
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.scrub import scrub_on_commit
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.actions.bulk import erase_import_file
from roterfaden.participation.actions.contact import erase_address
from roterfaden.participation.actions.sources import erase_source
from roterfaden.participation.enums import Retention, Verb
from roterfaden.participation.methods import DEFAULTS, LONGEST
from roterfaden.participation.models import (
    CardPhoto,
    ContactAddress,
    Flag,
    ImportRun,
    ReceiptCode,
    RetentionRule,
    ReviewRequest,
    SealedOriginal,
    SourceDocument,
)
from roterfaden.participation.queries import outlived, periods

HELD_IN = (
    "participation_contribution",
    "participation_translation",
    "participation_sealedoriginal",
    "participation_contactaddress",
    "participation_reviewrequest",
    "participation_cardphoto",
    "participation_flag",
    "participation_searchentry",
)
"""Tables that held words or addresses: what `kernel.scrub` rewrites."""


DEFAULT_REASON = "Vorgabe des Programms"
PERIOD_OVER = "Frist abgelaufen"


def set_retention(*, actor: Actor, kind: str, days: int, reason: str, now: datetime) -> RetentionRule:
    """Keep a kind of personal data for another number of days from now on; the rule before stays readable.

    Refuses a period below a day or beyond twenty years, an empty reason, and the period that holds already.
    Audited as retention.set with old and new.
    """
    require(actor, "participation.set_retention")
    if not 1 <= days <= LONGEST:
        raise errors.PeriodTooLong(limit=LONGEST)
    if not reason.strip():
        raise errors.PeriodReasonMissing()
    with transaction.atomic():
        before = RetentionRule.objects.select_for_update().filter(kind=kind, superseded_at=None).first()
        old = before.days if before else DEFAULTS[kind].days
        if days == old:
            raise errors.PeriodUnchanged()
        if before is not None:
            before.superseded_at = now
            before.save(update_fields=["superseded_at"])
        rule = RetentionRule(kind=kind, days=days, reason=reason.strip(), supersedes=before, **signed(actor, now))
        rule.full_clean()
        rule.save()
        changes = {"days": (old, days)}
        record(actor=actor, verb=Verb.RETENTION_SET, subject=rule, now=now, changes=changes, reason=rule.reason)
    return rule


def run_retention(*, actor: Actor, now: datetime) -> dict[Retention, int]:
    """Erase everything that has outlived its period, kind by kind, each in a transaction of its own.

    Returns how many rows of each kind. What is kept without its words (a seal, a request) says when they went.
    Audited as retention.run for each kind of which something was erased, with the number.
    """
    require(actor, "participation.run_retention")
    on, days = local_day(now), periods()
    erased: dict[Retention, int] = {}
    for kind in Retention:
        with transaction.atomic():
            rows = list(outlived(kind, days=days[kind], on=on).select_for_update(of=("self",)))
            for row in rows:
                ERASERS[kind](actor, row, now)
            if rows:
                scrub_on_commit()
                rule = _rule_in_force(actor, kind, now)
                record(actor=actor, verb=Verb.RETENTION_RUN, subject=rule, now=now, reason=f"{len(rows)} gelöscht")
        erased[kind] = len(rows)
    return erased


def _rule_in_force(actor: Actor, kind: str, now: datetime) -> RetentionRule:
    """The rule data was erased by; where nobody decided, the default is written down as a rule."""
    rule = RetentionRule.objects.filter(kind=kind, superseded_at=None).first()
    if rule is None:
        rule = RetentionRule(kind=kind, days=DEFAULTS[kind].days, reason=DEFAULT_REASON, **signed(actor, now))
        rule.full_clean()
        rule.save()
    return rule


def _address(actor: Actor, contact: ContactAddress, now: datetime) -> None:
    erase_address(actor=actor, contribution=contact.contribution, now=now)


def _seal(_actor: Actor, seal: SealedOriginal, now: datetime) -> None:
    SealedOriginal.objects.filter(pk=seal.pk).update(token="", erased_at=now)


def _request(_actor: Actor, request: ReviewRequest, _now: datetime) -> None:
    ReviewRequest.objects.filter(pk=request.pk).update(words="")


def _code(_actor: Actor, code: ReceiptCode, _now: datetime) -> None:
    code.delete()


def _photo(actor: Actor, photo: CardPhoto, now: datetime) -> None:
    kept, is_last = photo.kept, not CardPhoto.objects.filter(kept=photo.kept).exclude(pk=photo.pk).exists()
    photo.delete()
    if is_last:  # the same picture is kept once, however many cards it belongs to
        discard_file(actor=actor, kept=kept, now=now)


def _flag(_actor: Actor, flag: Flag, _now: datetime) -> None:
    Flag.objects.filter(pk=flag.pk).update(note="")


def _import_file(actor: Actor, run: ImportRun, now: datetime) -> None:
    erase_import_file(actor=actor, run=run, now=now)


def _source_file(actor: Actor, source: SourceDocument, now: datetime) -> None:
    erase_source(actor=actor, source=source, reason=PERIOD_OVER, now=now)


ERASERS: dict[str, Callable[[Actor, Any, datetime], None]] = {
    Retention.UNCONFIRMED_ADDRESS: _address,
    Retention.ADDRESS: _address,
    Retention.WITHDRAWN_WORDS: _seal,
    Retention.SEALED_ORIGINAL: _seal,
    Retention.REVIEW_REQUEST: _request,
    Retention.FREE_CODE: _code,
    Retention.CARD_PHOTO: _photo,
    Retention.FLAG_NOTE: _flag,
    Retention.IMPORT_FILE: _import_file,
    Retention.SOURCE_FILE: _source_file,
}
