"""Keeping what the checks found, and saying what was made of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.indicators import errors
from roterfaden.indicators.enums import FindingState, Verb
from roterfaden.indicators.methods.quality import Found
from roterfaden.indicators.models import FigureCheckRun, FigureFinding, FindingAnswer, Indicator
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day

AT_ONCE = 500
FOUND_AGAIN = "-"
"""The fingerprint of an answer that turned out wrong: no finding has it."""


@dataclass(frozen=True)
class Checked:
    """What one look at figures gave: `indicators` were looked at and `found` is everything found about them."""

    indicators: Collection[int]
    found: Collection[Found]
    series: int
    values: int


def keep_findings(*, actor: Actor, checked: Checked, now: datetime) -> FigureCheckRun:
    """Make the work list say what was found about the indicators that were looked at.

    A finding about the same thing stays the same row; when its numbers change, its answer holds no longer. What is not
    found any more is marked as gone, never deleted. What somebody called corrected and is found again, is open again.
    Audited as figures.checked when anything came or went.
    """
    require(actor, "indicators.keep_findings")
    wanted = {each.key: each for each in checked.found}
    with transaction.atomic():
        known = {row.key: row for row in FigureFinding.objects.filter(indicator__in=list(checked.indicators))}
        indicators = dict(Indicator.objects.filter(pk__in=list(checked.indicators)).values_list("slug", "pk"))
        gone = [row for key, row in known.items() if row.gone_at is None and key not in wanted]
        new = [_row(each, indicators, now) for key, each in wanted.items() if key not in known]
        back = _renewed(known, wanted)
        came = sum(row.gone_at is not None for row in back) + len(new)
        for row in gone:
            row.gone_at = now
        for row in back:
            each = wanted[row.key]
            row.facts, row.fingerprint, row.series_id, row.gone_at = (
                dict(each.facts), each.fingerprint, each.line or None, None,
            )  # fmt: skip
        FigureFinding.objects.bulk_update(gone, ["gone_at"], batch_size=AT_ONCE)
        FigureFinding.objects.bulk_update(back, ["facts", "fingerprint", "series", "gone_at"], batch_size=AT_ONCE)
        FigureFinding.objects.bulk_create(new, batch_size=AT_ONCE)
        _reopen_corrected(known[key].pk for key in wanted.keys() & known.keys())
        run = FigureCheckRun(
            checked_at=now, series=checked.series, values=checked.values, came=came, went=len(gone)
        )  # fmt: skip
        run.full_clean()
        run.save()
        if new or back or gone:
            record(actor=actor, verb=Verb.FIGURES_CHECKED, subject=run, now=now)
    return run


def _row(each: Found, indicators: dict[str, int], now: datetime) -> FigureFinding:
    return FigureFinding(
        key=each.key, kind=each.kind, indicator_id=indicators[each.indicator], series_id=each.line or None, on=each.on,
        facts=dict(each.facts), fingerprint=each.fingerprint, found_at=now,
    )  # fmt: skip


def _renewed(known: dict[str, FigureFinding], wanted: dict[str, Found]) -> list[FigureFinding]:
    """Rows whose numbers changed, or that were gone."""
    return [
        row
        for key, row in known.items()
        if key in wanted and (row.gone_at is not None or row.fingerprint != wanted[key].fingerprint)
    ]


def _reopen_corrected(keys: Iterable[int]) -> None:
    """Somebody said that it is corrected, and there it is again: the word no longer holds, and stays in the history."""
    rows = list(keys)
    for start in range(0, len(rows), AT_ONCE):
        answers = FindingAnswer.objects.filter(finding__in=rows[start : start + AT_ONCE], superseded_at=None)
        answers.filter(state=FindingState.CORRECTED).update(fingerprint=FOUND_AGAIN)


def answer_finding(
    *, actor: Actor, finding: FigureFinding, state: str, reason: str, until: date | None = None, now: datetime
) -> FindingAnswer:
    """Say what was made of a finding: explained, corrected, or put off until a day. It leaves the list meanwhile.

    Explained holds as long as its numbers stay; corrected until the next check, which looks whether it is true. An
    earlier answer is superseded. Refuses an empty reason, putting off without a day or until one that is past, and a
    finding that is gone. Audited as figures.answered.
    """
    require(actor, "indicators.answer_finding", finding)
    if not reason.strip():
        raise errors.AnswerWithoutReason()
    if state == FindingState.IGNORED and (until is None or until <= local_day(now)):
        raise errors.PutOffWithoutDay()
    with transaction.atomic():
        finding = FigureFinding.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=finding.pk)
        if finding.gone_at is not None:
            raise errors.FindingGone()
        before = finding.answers.filter(superseded_at=None).first()
        if before is not None:
            before.superseded_at = now
            before.save(update_fields=["superseded_at"])
        row = FindingAnswer(
            finding=finding, state=state, fingerprint=finding.fingerprint, reason=reason.strip(), supersedes=before,
            until=until if state == FindingState.IGNORED else None, **signed(actor, now),
        )  # fmt: skip
        row.full_clean()
        row.save()
        record(actor=actor, verb=Verb.FINDING_ANSWERED, subject=row, now=now, reason=row.reason)
    return row


def reopen_finding(*, actor: Actor, finding: FigureFinding, now: datetime) -> FigureFinding:
    """Put a finding back on the list; what was said about it stays in its history.

    Refuses a finding without an answer. Audited as figures.reopened.
    """
    require(actor, "indicators.reopen_finding", finding)
    with transaction.atomic():
        finding = FigureFinding.objects.select_for_update(of=("self",)).select_related("indicator").get(pk=finding.pk)
        if not finding.answers.filter(superseded_at=None).update(superseded_at=now):
            raise errors.NotAnswered()
        record(actor=actor, verb=Verb.FINDING_REOPENED, subject=finding, now=now)
    return finding
