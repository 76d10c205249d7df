"""Groups of voices that say the same. None of them is lost, hidden or changed by it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation import errors
from roterfaden.participation.actions.steps import Step
from roterfaden.participation.enums import Moderation, StepKind, Verb
from roterfaden.participation.models import Contribution, GroupMembership, Process, VoiceGroup
from roterfaden.participation.queries import current_memberships, locked_board, locked_voices

FEWEST = 2
"""A group of one is none."""


def group_contributions(
    *,
    actor: Actor,
    process: Process,
    contributions: Sequence[Contribution],
    leading: Contribution | None = None,
    reason: str = "",
    now: datetime,
) -> VoiceGroup:
    """Put voices together that say the same. Authors, codes, support, themes and answers stay with each of them.

    `leading` is shown first; by default who leads already, else the one with the lowest number. Whoever belongs to a
    group brings its fellows along: saying the same is mutual. Refuses fewer than two voices, voices of another process,
    withheld ones, a leader that is not among them, and a group that is just like this already.
    Audited as contributions.grouped.
    """
    require(actor, "participation.group_contributions", process)
    with transaction.atomic():
        locked_board(process)
        voices = locked_voices(process, (row.pk for row in contributions))
        _check_voices(contributions, voices)
        before = list(current_memberships(voices.values()))
        members = voices | {row.contribution_id: row.contribution for row in before}
        lead = _leader(leading, before, members)
        unchanged = {(row.contribution_id, row.leads) for row in before} == {(pk, pk == lead) for pk in members}
        if unchanged and len({row.group_id for row in before}) == 1:
            raise errors.AlreadyGrouped()
        group = before[0].group if before else VoiceGroup(process=process)
        if not before:
            group.full_clean()
            group.save()
        step = Step(actor=actor, process=process, kind=StepKind.GROUPED, reason=reason, now=now)
        _regroup(step, group, before, {pk: pk == lead for pk in sorted(members)})
        numbers = sorted(voice.number for voice in members.values())
        changes = {"contributions": (None, ", ".join(map(str, numbers)))}
        record(actor=actor, verb=Verb.CONTRIBUTIONS_GROUPED, subject=step.row, now=now, changes=changes, reason=reason)
    return group


def ungroup_contributions(
    *, actor: Actor, process: Process, contributions: Sequence[Contribution], reason: str = "", now: datetime
) -> list[Contribution]:
    """Take voices out of their groups. A group of one is dissolved; if the leading voice goes, the next one leads.

    Returns all voices that stand alone now. Refuses a voice of another process or in no group.
    Audited as contributions.ungrouped.
    """
    require(actor, "participation.ungroup_contributions", process)
    with transaction.atomic():
        locked_board(process)
        voices = locked_voices(process, (row.pk for row in contributions))
        if len(voices) < len({row.pk for row in contributions}):
            raise errors.OtherProcess()
        before = list(current_memberships(voices.values()))
        for voice in voices.values():
            if voice.pk not in {row.contribution_id for row in before}:
                raise errors.NotInGroup(number=voice.number)
        step = Step(actor=actor, process=process, kind=StepKind.UNGROUPED, reason=reason, now=now)
        alone = set(voices)
        for group in {row.group_id: row.group for row in before}.values():
            rows = [row for row in before if row.group_id == group.pk]
            staying = [row.contribution_id for row in rows if row.contribution_id not in voices]
            if len(staying) < FEWEST:
                alone.update(staying)
                staying = []
            leads = next((row.contribution_id for row in rows if row.leads and row.contribution_id in staying), None)
            first = leads or (staying[0] if staying else None)
            _regroup(step, group, rows, {pk: pk == first for pk in staying})
        numbers = sorted(voice.number for voice in voices.values())
        changes = {"contributions": (", ".join(map(str, numbers)), None)}
        record(
            actor=actor, verb=Verb.CONTRIBUTIONS_UNGROUPED, subject=step.row, now=now, changes=changes, reason=reason
        )
    return list(Contribution.objects.filter(pk__in=alone).order_by("number", "pk"))


def _check_voices(wanted: Iterable[Contribution], voices: dict[int, Contribution]) -> None:
    if {row.pk for row in wanted} - voices.keys():
        raise errors.OtherProcess()
    if len(voices) < FEWEST:
        raise errors.TooFewForGroup()
    for voice in voices.values():
        if voice.moderation == Moderation.WITHHELD or voice.is_withdrawn:
            raise errors.IsWithheld(number=voice.number)


def _leader(wanted: Contribution | None, before: list[GroupMembership], members: dict[int, Contribution]) -> int:
    if wanted is not None:
        if wanted.pk not in members:
            raise errors.LeaderNotInGroup()
        return wanted.pk
    leading = [row.contribution_id for row in before if row.leads]
    return leading[0] if leading else min(members, key=lambda pk: (members[pk].number, pk))


def _regroup(step: Step, group: VoiceGroup, before: Iterable[GroupMembership], leads: dict[int, bool]) -> None:
    """End the memberships that are over or change, and begin those that are new or change."""
    rows = {row.contribution_id: row for row in before}
    same = {pk for pk, row in rows.items() if row.group_id == group.pk and leads.get(pk) == row.leads}
    step.end(row for pk, row in rows.items() if pk not in same)
    step.begin(
        GroupMembership(group=group, contribution_id=pk, leads=is_first, supersedes=rows.get(pk))
        for pk, is_first in leads.items()
        if pk not in same
    )
