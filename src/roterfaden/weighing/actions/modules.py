"""Text modules: kept, worded anew, taken out of use, never deleted."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.weighing import errors
from roterfaden.weighing.enums import Verb
from roterfaden.weighing.methods.modules import GAPS, unknown_gaps
from roterfaden.weighing.models import ModuleRevision, TextModule


def add_module(
    *, actor: Actor, title: str, outcome: str, file_reason: str, plain_reason: str, now: datetime
) -> TextModule:
    """Keep words for using again. Refuses a title there is and a gap nothing can fill. Audited as module.added."""
    require(actor, "weighing.add_module")
    _check(title, file_reason, plain_reason)
    with transaction.atomic():
        module = TextModule(title=title.strip(), outcome=outcome, made_at=now)
        module.full_clean()
        module.save()
        _revision(actor, module, 1, file_reason, plain_reason, "", None, now)
        record(actor=actor, verb=Verb.MODULE_ADDED, subject=module, now=now)
    return module


def revise_module(
    *,
    actor: Actor,
    module: TextModule,
    title: str,
    outcome: str,
    file_reason: str,
    plain_reason: str,
    reason: str = "",
    now: datetime,
) -> ModuleRevision:
    """Word a module anew. Answers that used the old words keep them.

    Refuses a retired module, a title there is, a gap nothing can fill, and no change. Audited as module.revised.
    """
    require(actor, "weighing.revise_module")
    _check(title, file_reason, plain_reason, module)
    with transaction.atomic():
        locked = _living(module)
        old = locked.revisions.get(superseded_at=None)
        new = (title.strip(), outcome, file_reason.strip(), plain_reason.strip())
        if new == (locked.title, locked.outcome, old.file_reason, old.plain_reason):
            raise errors.ModuleUnchanged()
        changes = {"title": (locked.title, new[0]), "outcome": (locked.outcome, str(outcome))}
        locked.title, locked.outcome = new[:2]
        locked.full_clean()
        locked.save(update_fields=["title", "outcome"])
        old.superseded_at = now
        old.save(update_fields=["superseded_at"])
        revision = _revision(actor, locked, old.number + 1, file_reason, plain_reason, reason, old, now)
        changed = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        record(actor=actor, verb=Verb.MODULE_REVISED, subject=locked, now=now, changes=changed, reason=reason)
    return revision


def retire_module(*, actor: Actor, module: TextModule, now: datetime) -> TextModule:
    """It is picked no more; where it was used stays readable. Refuses a retired one. Audited as module.retired."""
    require(actor, "weighing.retire_module")
    with transaction.atomic():
        locked = _living(module)
        locked.retired_at = now
        locked.save(update_fields=["retired_at"])
        record(actor=actor, verb=Verb.MODULE_RETIRED, subject=locked, now=now)
    return locked


def _check(title: str, file_reason: str, plain_reason: str, module: TextModule | None = None) -> None:
    others = TextModule.objects.exclude(pk=module.pk) if module else TextModule.objects.all()
    if others.filter(title=title.strip()).exists():
        raise errors.TitleTaken()
    for name in unknown_gaps(file_reason, plain_reason):
        raise errors.UnknownGap(name=name, known=", ".join(f"{{{gap}}}" for gap in GAPS))


def _living(module: TextModule) -> TextModule:
    locked = TextModule.objects.select_for_update().get(pk=module.pk)
    if locked.retired_at is not None:
        raise errors.ModuleIsRetired(title=locked.title)
    return locked


def _revision(
    actor: Actor,
    module: TextModule,
    number: int,
    file_reason: str,
    plain_reason: str,
    reason: str,
    supersedes: ModuleRevision | None,
    now: datetime,
) -> ModuleRevision:
    revision = ModuleRevision(
        module=module, number=number, file_reason=file_reason.strip(), plain_reason=plain_reason.strip(),
        reason=reason.strip(), supersedes=supersedes, **signed(actor, now),
    )  # fmt: skip
    revision.full_clean()
    revision.save()
    return revision
