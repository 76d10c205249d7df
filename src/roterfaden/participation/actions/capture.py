"""Writing down what somebody says: once, word for word, with the next number and a code."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import is_valid, normalise
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.enums import ConsentPurpose, ContributionKind, Language, Moderation, Verb, Wall
from roterfaden.participation.methods import CURRENT_TEXT, SAYS_SO, Occasion, Window, fresh_codes
from roterfaden.participation.models import ActorGroup, Consent, Contribution, Event, Opening, Process, ReceiptCode
from roterfaden.participation.queries import captured_as, captured_by, for_update, is_fresh, taken_codes
from roterfaden.places.models import Area

SLIP = "Fehleingabe"
"""The reason that stands at a card its scribe took back."""
POINTING = ("process", "event", "actor_group", "area", "client_id")
"""What the database checks itself when a card is saved: keys and the identifier of the device."""


def capture_contribution(
    *,
    actor: Actor,
    process: Process,
    kind: str,
    text: str,
    language: str = Language.DE,
    channel: str,
    event: Event | None = None,
    table: int | None = None,
    round: int | None = None,  # noqa: A002 -- the round of tables at a conference; the column has this name
    question: int | None = None,
    actor_group: ActorGroup | None = None,
    area: Area | None = None,
    weight: int = 0,
    said_on: date,
    code: str | None = None,
    client_id: UUID | None = None,
    late: bool = False,
    now: datetime,
) -> Contribution:
    """Write down what somebody said, word for word, with the next number of the process and a code (`.code`).

    `code` is one printed on a card, as typed; without it a new one is issued. It waits for a check before it is shown.
    `client_id` was drawn by the device: the same card sent again is not written again but returned as it was kept, also
    when the stage has closed meanwhile; another card under the same identifier is refused.
    Refuses empty text; a day on which no stage opens this kind to this group (the stage of the event, if there is one);
    an area that is no partner municipality; a question the event does not ask; a code that is wrong, used or printed
    for another event; a participant where the event takes none. `late` lets staff add a card although no stage is open.
    A participant always speaks today. Whoever hands in a card or sends a form agrees to publication without a name, as
    it says there. Audited as contribution.captured or contribution.added_late.
    """
    words: dict[str, Any] = {
        "process": process, "kind": kind, "text": text.strip(), "language": language, "event": event, "table": table,
        "round": round, "question": question, "actor_group": actor_group, "area": area, "weight": weight,
    }  # fmt: skip
    if client_id is not None and (known := captured_as(client_id)) is not None:
        return _same_card(known, words, code)
    today = local_day(now)
    day = today if actor.actor_kind == "participant" else said_on
    occasion = _occasion(process, event, kind, actor_group, day)
    is_late = late and not occasion.is_open
    if not occasion.is_open and not late:
        raise errors.StageNotOpen(kind=ContributionKind(kind).label, day=f"{day:%d.%m.%Y}")
    require(actor, "participation.capture_contribution", occasion)
    _check_words(text=text, said_on=day, today=today)
    _check_origin(process=process, event=event, table=table, actor_group=actor_group, area=area, day=day)
    _check_room(actor, event, question)
    contribution = Contribution(**words, channel=channel, said_on=day, captured_at=now, client_id=client_id)
    verb = Verb.CONTRIBUTION_ADDED_LATE if is_late else Verb.CONTRIBUTION_CAPTURED
    try:
        with transaction.atomic():
            _number_and_keep(contribution, code)
            record(actor=actor, verb=verb, subject=contribution, now=now)
    except IntegrityError:  # the same card came twice at once, and the other one was faster
        if client_id is None or (known := captured_as(client_id)) is None:
            raise
        return _same_card(known, words, code)
    return contribution


def _number_and_keep(contribution: Contribution, typed_code: str | None) -> None:
    """Give the next number and bind the code, inside a transaction.

    The lock on the process makes numbers gapless and unique on PostgreSQL; SQLite writes one after the other. Only the
    values are validated here (`clean_fields`): keys, numbers and identifiers are constraints of the database, and
    asking for each of them first would double the queries while everybody else waits for the lock.
    """
    process = Process.objects.select_for_update().only("pk").get(pk=contribution.process_id)
    receipt = _printed_code(process, contribution.event, typed_code) if typed_code else None
    contribution.number = (process.contributions.aggregate(Max("number"))["number__max"] or 0) + 1
    contribution.clean_fields(exclude=POINTING)
    if receipt is not None and contribution.question is None:
        contribution.question = receipt.question
    contribution.save(force_insert=True)
    if receipt is None:
        receipt = ReceiptCode(
            code=fresh_codes(1, taken_codes)[0], process=process, event=contribution.event,
            issued_at=contribution.captured_at,
        )  # fmt: skip
    receipt.contribution = contribution
    receipt.save()
    if contribution.channel in SAYS_SO:
        Consent(
            contribution=contribution, purpose=ConsentPurpose.PUBLISH, text_version=CURRENT_TEXT,
            given_at=contribution.captured_at,
        ).save(force_insert=True)  # fmt: skip


def _same_card(known: Contribution, words: dict[str, Any], typed_code: str | None) -> Contribution:
    """The card as it was kept, if this is the same; otherwise a refusal that names it."""
    changed = {"text"} if known.omitted or known.is_withdrawn else set()  # passages left out since, or taken back
    changed |= {"question"} if words["question"] is None else set()  # it may have come with the printed code
    receipt = getattr(known, "code", None)
    other_code = bool(typed_code) and (receipt is None or normalise(typed_code or "") != receipt.code)
    columns: Any = {field.name: field.attname for field in Contribution._meta.concrete_fields}
    fields = {name: columns[name] for name in words if name not in changed}
    ours = Contribution(**words)
    if other_code or any(getattr(known, name) != getattr(ours, name) for name in fields.values()):
        raise errors.OtherCardKept(number=known.number)
    return known


def _occasion(process: Process, event: Event | None, kind: str, group: ActorGroup | None, day: date) -> Occasion:
    if event is not None and event.process_id != process.pk:
        raise errors.OtherProcess()
    openings = Opening.objects.filter(stage__process=process).select_related("stage").order_by("pk")
    if event is not None:
        openings = openings.filter(stage=event.stage_id)
    windows = tuple(
        Window(opening.stage.starts_on, opening.stage.ends_on, opening.kind, opening.actor_group_id)
        for opening in openings
    )
    return Occasion(process.slug, kind, group.pk if group else None, day, windows)


def _check_words(*, text: str, said_on: date, today: date) -> None:
    if not text.strip():
        raise errors.EmptyText()
    if said_on > today:
        raise errors.SaidInFuture()


def _check_origin(
    *,
    process: Process,
    event: Event | None,
    table: int | None,
    actor_group: ActorGroup | None,
    area: Area | None,
    day: date,
) -> None:
    if actor_group is not None and actor_group.process_id != process.pk:
        raise errors.OtherProcess()
    if event is not None and table is not None and event.tables and not 1 <= table <= event.tables:
        raise errors.NoSuchTable(tables=event.tables)
    if area is not None and not Area.objects.on(day).partners().filter(pk=area.pk).exists():
        raise errors.NotAPartner(area=area.name, day=f"{day:%d.%m.%Y}")


def _check_room(actor: Actor, event: Event | None, question: int | None) -> None:
    if question is not None and not (event is not None and event.asks(question)):
        raise errors.NoSuchQuestion()
    if event is not None and actor.actor_kind == "participant" and not event.takes_phones:
        raise errors.PhonesNotTaken()


def _printed_code(process: Process, event: Event | None, typed: str) -> ReceiptCode:
    code = normalise(typed)
    if not is_valid(code):
        raise errors.WrongCode()
    receipt = ReceiptCode.objects.filter(process=process, code=code).select_related("contribution", "event").first()
    if receipt is None:
        raise errors.UnknownCode()
    if receipt.contribution is not None:
        raise errors.UsedCode(number=receipt.contribution.number)
    if receipt.event is not None and receipt.event != event:
        raise errors.CodeOfOtherEvent(event=receipt.event.title)
    return receipt


def withdraw_capture(*, actor: Actor, contribution: Contribution, now: datetime) -> Contribution:
    """Take back a card that was typed wrongly a moment ago: it is withheld as a slip and stays as it is; a code printed
    on the card becomes free for the corrected one.

    Refuses a card somebody else captured, one that has been checked meanwhile and one that is half a day old.
    Audited as contribution.slip.
    """
    require(actor, "participation.withdraw_capture", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        if not captured_by(actor, [locked]):
            raise errors.NotYourCard(number=locked.number)
        if not is_fresh(locked, now):
            raise errors.NoSlipAnyMore(number=locked.number)
        locked.moderation, locked.moderation_reason = Moderation.WITHHELD, SLIP
        locked.full_clean()
        locked.save(update_fields=["moderation", "moderation_reason"])
        # A code issued with the card belongs to nobody else; a printed one is on the paper in somebody's hand.
        ReceiptCode.objects.filter(contribution=locked, issued_at__lt=locked.captured_at).update(contribution=None)
        changes = {"moderation": (str(Moderation.PENDING), str(Moderation.WITHHELD))}
        record(actor=actor, verb=Verb.CONTRIBUTION_SLIP, subject=locked, now=now, changes=changes, reason=SLIP)
    return locked


def steer_room(*, actor: Actor, event: Event, wall: str, phones_open: bool, now: datetime) -> Event:
    """Say which cards the wall of an event shows and whether people may send cards from their telephones.

    Refuses a change that changes nothing. Audited as event.room_steered.
    """
    require(actor, "participation.steer_room", event)
    with transaction.atomic():
        locked = Event.objects.select_for_update().get(pk=event.pk)
        new = {"wall": str(Wall(wall)), "phones_open": phones_open}
        changes = {name: (getattr(locked, name), value) for name, value in new.items()}
        changes = {name: (old, value) for name, (old, value) in changes.items() if old != value}
        if not changes:
            raise errors.NothingChanged()
        for name, (_old, value) in changes.items():
            setattr(locked, name, value)
        locked.full_clean()
        locked.save(update_fields=list(changes))
        record(actor=actor, verb=Verb.EVENT_ROOM_STEERED, subject=locked, now=now, changes=changes)
    return locked
