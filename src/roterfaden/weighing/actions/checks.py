"""Keeping what the checks found, and ticking it off."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import Process
from roterfaden.weighing import errors
from roterfaden.weighing.enums import Verb
from roterfaden.weighing.methods.checks import Found
from roterfaden.weighing.models import CheckRun, Dismissal, Finding


def keep_findings(
    *, actor: Actor, process: Process, found: Sequence[Found], answers: int, now: datetime
) -> tuple[int, int]:
    """Make the work list of a process say what was `found` among so many `answers`.

    What is no longer found is marked as gone, never deleted; what comes back with the same facts is the same row, with
    its dismissal. Returns how many came and how many went. Audited as checks.run when anything did. Five queries, and
    one for each thousand that is new.
    """
    require(actor, "weighing.keep_findings", process)
    wanted = {each.fingerprint: each for each in found}
    with transaction.atomic():
        Process.objects.select_for_update().get(pk=process.pk)
        known = {row.fingerprint: row for row in Finding.objects.filter(process=process).defer("facts", "voices")}
        gone = [row.pk for name, row in known.items() if row.gone_at is None and name not in wanted]
        back = [row.pk for name, row in known.items() if row.gone_at is not None and name in wanted]
        new = [_row(process, each, now) for name, each in wanted.items() if name not in known]
        _set_gone(gone, now)
        _set_gone(back, None)
        Finding.objects.bulk_create(new, batch_size=1000)
        run, _is_new = CheckRun.objects.update_or_create(
            process=process, defaults={"checked_at": now, "answers": answers}
        )
        if gone or back or new:
            record(actor=actor, verb=Verb.CHECKS_RUN, subject=run, now=now)
    return len(new) + len(back), len(gone)


def _set_gone(keys: list[int], moment: datetime | None) -> None:
    for start in range(0, len(keys), 500):
        Finding.objects.filter(pk__in=keys[start : start + 500]).update(gone_at=moment)


def _row(process: Process, found: Found, now: datetime) -> Finding:
    return Finding(
        process=process, kind=found.kind, key=found.key, fingerprint=found.fingerprint, facts=dict(found.facts),
        numbers=dict(found.numbers), voices=list(found.voices), found_at=now,
    )  # fmt: skip


def dismiss_finding(*, actor: Actor, finding: Finding, reason: str, now: datetime) -> Dismissal:
    """Say why nothing is to be done; the finding leaves the list until its facts change.

    Refuses an empty reason (DismissalWithoutReason), facts that have changed (FindingGone) and a second dismissal
    (AlreadyDismissed). Audited as finding.dismissed.
    """
    require(actor, "weighing.dismiss_finding", finding)
    with transaction.atomic():
        locked = Finding.objects.select_for_update().get(pk=finding.pk)
        if not reason.strip():
            raise errors.DismissalWithoutReason()
        if locked.gone_at is not None:
            raise errors.FindingGone()
        if locked.dismissals.filter(superseded_at=None).exists():
            raise errors.AlreadyDismissed()
        row = Dismissal(finding=locked, reason=reason.strip(), **signed(actor, now))
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.FINDING_DISMISSED, subject=row, now=now, reason=row.reason)
    return row


def reopen_finding(*, actor: Actor, finding: Finding, now: datetime) -> Finding:
    """Take a dismissal back; it stays in the history.

    Refuses a finding that is not dismissed (NotDismissed). Audited as finding.reopened.
    """
    require(actor, "weighing.reopen_finding", finding)
    with transaction.atomic():
        locked = Finding.objects.select_for_update().get(pk=finding.pk)
        if not locked.dismissals.filter(superseded_at=None).update(superseded_at=now):
            raise errors.NotDismissed()
        record(actor=actor, verb=Verb.FINDING_REOPENED, subject=locked, now=now)
    return locked
