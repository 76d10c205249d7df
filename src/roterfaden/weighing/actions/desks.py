"""Putting work on desks, handing it over, taking it off; and the scratch paper of each person."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.participation.models import Contribution, Process, Theme, VoiceGroup
from roterfaden.weighing import errors
from roterfaden.weighing.enums import Verb
from roterfaden.weighing.models import AnswerDraft, DeskItem, Unit

Subject = Contribution | VoiceGroup | Theme
Desk = User | Unit


def put_on_desk(
    *, actor: Actor, subject: Subject, desk: Desk, due_on: date | None = None, note: str = "", now: datetime
) -> DeskItem:
    """Say who weighs a voice, a group or a theme, and until when.

    Refuses what lies on a desk already: that is handed over. Audited as desk.put.
    """
    require(actor, "weighing.put_on_desk", subject.process)
    with transaction.atomic():
        _locked(subject.process)
        if DeskItem.objects.current().filter(**_subject(subject)).exists():
            raise errors.AlreadyOnDesk()
        item = _item(actor, subject, desk, due_on, note, now)
        record(actor=actor, verb=Verb.ITEM_PUT, subject=item, now=now, changes=_desk_changes(None, item), reason=note)
    return item


def hand_over_item(
    *, actor: Actor, item: DeskItem, desk: Desk, due_on: date | None = None, note: str = "", now: datetime
) -> DeskItem:
    """Give what lies on one desk to another, or to the same one with another deadline; the note goes with it.

    Refuses what is not there any more, and a handing over that changes nothing. Audited as desk.handed_over.
    """
    require(actor, "weighing.hand_over_item", item.process)
    with transaction.atomic():
        standing = _standing(item)
        if standing.desk_key == _key(desk) and standing.due_on == due_on:
            raise errors.SameDesk()
        standing.superseded_at = now
        standing.save(update_fields=["superseded_at"])
        handed = _item(actor, standing.subject, desk, due_on, note, now, supersedes=standing)
        changes = _desk_changes(standing, handed)
        record(actor=actor, verb=Verb.ITEM_HANDED_OVER, subject=handed, now=now, changes=changes, reason=note)
    return handed


def take_off_desk(*, actor: Actor, item: DeskItem, note: str = "", now: datetime) -> DeskItem:
    """It lies on nobody's desk any more. Refuses what is not there any more. Audited as desk.taken_off."""
    require(actor, "weighing.take_off_desk", item.process)
    with transaction.atomic():
        standing = _standing(item)
        standing.superseded_at = now
        standing.save(update_fields=["superseded_at"])
        record(
            actor=actor, verb=Verb.ITEM_TAKEN_OFF, subject=standing, now=now, changes=_desk_changes(standing, None),
            reason=note,
        )  # fmt: skip
    return standing


def keep_draft(*, actor: User, contribution: Contribution, values: Mapping[str, str], now: datetime) -> AnswerDraft:
    """Keep what this person has typed for a voice, so that nothing is lost. Replaces what was kept before.

    Refuses nothing, not even wrong input: it is scratch paper. Not audited: it says nothing yet.
    """
    require(actor, "weighing.keep_draft", contribution)
    draft, _is_new = AnswerDraft.objects.update_or_create(
        user=actor, contribution=contribution, defaults={"values": dict(values), "kept_at": now}
    )
    return draft


def drop_draft(*, actor: User, contribution: Contribution, now: datetime) -> None:
    """Throw away what this person has typed for a voice. Refuses nothing, even if there is none. Not audited."""
    require(actor, "weighing.drop_draft", contribution)
    AnswerDraft.objects.filter(user=actor, contribution=contribution).delete()


def _subject(subject: Subject) -> dict[str, Subject]:
    if isinstance(subject, Contribution):
        return {"contribution": subject}
    return {"group" if isinstance(subject, VoiceGroup) else "theme": subject}


def _key(desk: Desk) -> str:
    return f"p{desk.pk}" if isinstance(desk, User) else f"s{desk.pk}"


def _locked(process: Process) -> None:
    """Two people putting the same thing on two desks come one after the other."""
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)


def _standing(item: DeskItem) -> DeskItem:
    rows = DeskItem.objects.select_for_update(of=("self",)).select_related("process", "contribution", "group", "theme")
    standing: DeskItem = rows.get(pk=item.pk)
    if standing.superseded_at is not None:
        raise errors.ItemIsGone()
    return standing


def _item(
    actor: Actor,
    subject: Subject,
    desk: Desk,
    due_on: date | None,
    note: str,
    now: datetime,
    supersedes: DeskItem | None = None,
) -> DeskItem:
    whose = {"person": desk} if isinstance(desk, User) else {"unit": desk}
    item = DeskItem(
        process=subject.process, due_on=due_on, reason=note.strip(), supersedes=supersedes,
        **_subject(subject), **whose, **signed(actor, now),
    )  # fmt: skip
    item.full_clean()
    item.save()
    return item


def _desk_changes(before: DeskItem | None, after: DeskItem | None) -> dict[str, tuple[object, object]]:
    return {
        name: (getattr(before, name, None), getattr(after, name, None))
        for name in ("person", "unit", "due_on")
        if getattr(before, name, None) != getattr(after, name, None)
    }
