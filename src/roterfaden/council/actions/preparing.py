"""What belongs to a paper on its way: who signs it with, and what is attached."""

from datetime import date, datetime
from typing import IO

from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.models import Version
from roterfaden.council import errors
from roterfaden.council.actions.touching import Touching
from roterfaden.council.enums import Verb
from roterfaden.council.models import Annex, Paper, SignOff
from roterfaden.files.actions import Upload, keep_document
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.weighing.models import Unit

ANNEX_PURPOSE = "council.annex"


# --- signing with ---------------------------------------------------------------------------------------------------
def ask_signoff(*, actor: Actor, paper: Paper, unit: Unit, now: datetime) -> SignOff:
    """Ask a unit to co-sign a draft; until it has, handing in needs a reason.

    Refuses a paper the bodies have (NotADraft) and a unit that is asked already (AskedAlready). Audited as
    signoff.asked.
    """
    require(actor, "council.ask_signoff", paper)
    with transaction.atomic():
        locked = _locked_draft(paper)
        if SignOff.objects.current().filter(paper=locked, unit=unit).exists():
            raise errors.AskedAlready()
        signoff = SignOff(paper=locked, unit=unit, asked_at=now)
        signoff.full_clean()
        signoff.save()
        record(actor=actor, verb=Verb.SIGNOFF_ASKED, subject=signoff, now=now)
    return signoff


def record_signoff(
    *, actor: Actor, signoff: SignOff, agrees: bool, signed_on: date, now: datetime, note: str = ""
) -> SignOff:
    """Record that a unit signs, or does not and why.

    Refuses a paper the bodies have (NotADraft), a second answer to the same words (SignedAlready), a refusal without a
    note (RefusalWithoutNote) and a day to come (SignedInFuture). Audited as signoff.recorded.
    """
    require(actor, "council.record_signoff", signoff.paper)
    if not agrees and not note.strip():
        raise errors.RefusalWithoutNote()
    if signed_on > local_day(now):
        raise errors.SignedInFuture()
    with transaction.atomic():
        _locked_draft(signoff.paper)
        locked = SignOff.objects.select_for_update().select_related("paper", "unit").get(pk=signoff.pk)
        if locked.agrees or locked.superseded_at is not None:
            raise errors.SignedAlready()
        if locked.agrees is False:  # it refused, and has thought about it again: both answers stay
            locked.superseded_at = now
            locked.save(update_fields=["superseded_at"])
            locked = SignOff(paper=locked.paper, unit=locked.unit, asked_at=locked.asked_at)
        locked.agrees, locked.signed_on, locked.note = agrees, signed_on, note.strip()
        locked.recorded_by = actor if isinstance(actor, User) else None
        locked.full_clean()
        locked.save()
        changes = {"agrees": (None, agrees), "signed_on": (None, signed_on)}
        record(actor=actor, verb=Verb.SIGNOFF_RECORDED, subject=locked, now=now, changes=changes)
    return locked


def drop_signoff(*, actor: Actor, signoff: SignOff, now: datetime) -> SignOff:
    """No longer ask a unit; what it said stays on record. Refuses a paper the bodies have (NotADraft). Audited as
    signoff.dropped."""
    require(actor, "council.drop_signoff", signoff.paper)
    with transaction.atomic():
        _locked_draft(signoff.paper)
        locked = SignOff.objects.select_for_update().select_related("paper", "unit").get(pk=signoff.pk)
        locked.superseded_at = locked.superseded_at or now
        locked.full_clean()
        locked.save(update_fields=["superseded_at"])
        record(actor=actor, verb=Verb.SIGNOFF_DROPPED, subject=locked, now=now)
    return locked


# --- annexes --------------------------------------------------------------------------------------------------------
def add_annex(
    *,
    actor: Actor,
    paper: Paper,
    kind: str,
    title: str,
    upload: Upload | IO[bytes],
    now: datetime,
    version: Version | None = None,
    before: Version | None = None,
    source: str = "",
    is_public: bool = True,
) -> Annex:
    """Attach something as it is today: the bytes are kept and never change, whatever becomes of what they came from.

    Surfaces that can set a version, synopsis or edition hand in the file and say in `source` what it was made from.
    Refuses a version that can still change (VersionNotFrozen), a public annex of one residents cannot read
    (VersionNotReadable), and what `files.keep_document` refuses. Audited as annex.added.
    """
    require(actor, "council.add_annex", paper)
    if any(each is not None and not each.is_frozen for each in (version, before)):
        raise errors.VersionNotFrozen()
    if is_public:
        Touching.check_readable(version, before)
    with transaction.atomic():
        locked = Paper.objects.select_for_update().get(pk=paper.pk)
        kept = keep_document(actor=actor, upload=upload, purpose=ANNEX_PURPOSE, now=now)
        last = locked.annexes.aggregate(last=Max("position"))["last"] or 0
        annex = Annex(
            paper=locked, position=last + 1, kind=kind, title=title, file=kept, version=version, before=before,
            source=source, is_public=is_public, added_at=now, modified_at=now,
            published_at=now if is_public and locked.is_public else None,
        )  # fmt: skip
        annex.full_clean()
        annex.save()
        if annex.published_at:
            Touching.touch(now, papers=[locked.pk])
        record(actor=actor, verb=Verb.ANNEX_ADDED, subject=annex, now=now)
    return annex


def _locked_draft(paper: Paper) -> Paper:
    locked = Paper.objects.select_for_update().get(pk=paper.pk)
    if not locked.is_draft:
        raise errors.NotADraft()
    return locked
