"""Cards and voices: codes, capturing, checking, translating and sorting what people say."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import is_valid, normalise
from roterfaden.kernel.time import local_day
from roterfaden.participation import errors
from roterfaden.participation.enums import ContributionKind, Language, Moderation, TranslationStatus, Verb
from roterfaden.participation.methods import Occasion, Window, fresh_codes
from roterfaden.participation.models import (
    ActorGroup,
    Contribution,
    Event,
    Opening,
    Process,
    ReceiptCode,
    Translation,
)
from roterfaden.participation.queries import for_update
from roterfaden.places.models import Area

CARDS_AT_ONCE = 500


def issue_codes(*, actor: Actor, process: Process, event: Event | None, count: int, now: datetime) -> list[ReceiptCode]:
    """Draw `count` new codes to be printed on cards, for one event or (None) for the whole process.

    Refuses an event of another process and more than CARDS_AT_ONCE cards. Audited as codes.issued.
    """
    require(actor, "participation.issue_codes", process)
    if event is not None and event.process_id != process.pk:
        raise errors.OtherProcess()
    if not 1 <= count <= CARDS_AT_ONCE:
        raise errors.NothingToPrint(limit=CARDS_AT_ONCE)
    with transaction.atomic():
        codes = ReceiptCode.objects.bulk_create(
            ReceiptCode(code=code, process=process, event=event, issued_at=now)
            for code in fresh_codes(count, _taken_codes)
        )
        record(actor=actor, verb=Verb.CODES_ISSUED, subject=event or process, now=now, reason=f"{count} Karten")
    return codes


def _taken_codes(candidates: Iterable[str]) -> set[str]:
    return set(ReceiptCode.objects.filter(code__in=list(candidates)).values_list("code", flat=True))


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
    actor_group: ActorGroup | None = None,
    area: Area | None = None,
    weight: int = 0,
    said_on: date,
    code: str | None = None,
    late: bool = False,
    now: datetime,
) -> Contribution:
    """Write down what somebody said, word for word, with the next number of the process and a code (`.code`).

    `code` is one printed on a card, as typed; without it a new one is issued. It waits for a check before it is shown.
    Refuses empty text; a day on which no stage opens this kind to this group (the stage of the event, if there is one);
    an area that is no partner municipality; a code that is wrong, used or printed for another event. `late` lets staff
    add a card although no stage is open. A participant always speaks today.
    Audited as contribution.captured or contribution.added_late.
    """
    today = local_day(now)
    day = today if actor.actor_kind == "participant" else said_on
    occasion = _occasion(process, event, kind, actor_group, day)
    is_late = late and not occasion.is_open
    if not occasion.is_open and not late:
        raise errors.StageNotOpen(kind=ContributionKind(kind).label, day=f"{day:%d.%m.%Y}")
    require(actor, "participation.capture_contribution", occasion)
    _check_words(text=text, said_on=day, today=today)
    _check_origin(process=process, event=event, table=table, actor_group=actor_group, area=area, day=day)
    with transaction.atomic():
        # The lock on the process makes numbers gapless and unique on PostgreSQL; SQLite writes one after the other.
        locked = Process.objects.select_for_update().get(pk=process.pk)
        receipt = _printed_code(locked, event, code) if code else None
        newest = locked.contributions.aggregate(Max("number"))["number__max"] or 0
        contribution = Contribution(
            process=process, number=newest + 1, kind=kind, text=text.strip(), language=language, channel=channel,
            event=event, table=table, actor_group=actor_group, area=area, weight=weight, said_on=day, captured_at=now,
        )  # fmt: skip
        contribution.full_clean()
        contribution.save()
        if receipt is None:
            receipt = ReceiptCode(code=fresh_codes(1, _taken_codes)[0], process=process, event=event, issued_at=now)
        receipt.contribution = contribution
        receipt.save()
        verb = Verb.CONTRIBUTION_ADDED_LATE if is_late else Verb.CONTRIBUTION_CAPTURED
        record(actor=actor, verb=verb, subject=contribution, now=now)
    return contribution


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


def publish_contribution(*, actor: Actor, contribution: Contribution, now: datetime) -> Contribution:
    """Let everybody read a contribution. Refuses one that is published. Audited as contribution.published."""
    require(actor, "participation.publish_contribution", contribution)
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.moderation == Moderation.PUBLISHED:
            raise errors.AlreadyPublished()
        return _moderate(actor, locked, Moderation.PUBLISHED, "", Verb.CONTRIBUTION_PUBLISHED, now)


def withhold_contribution(*, actor: Actor, contribution: Contribution, reason: str, now: datetime) -> Contribution:
    """Stop showing a contribution, for a reason; the original stays. Refuses an empty reason and one that is withheld
    already. Audited as contribution.withheld."""
    require(actor, "participation.withhold_contribution", contribution)
    if not reason.strip():
        raise errors.ReasonMissing()
    with transaction.atomic():
        locked = for_update(contribution)
        if locked.moderation == Moderation.WITHHELD:
            raise errors.AlreadyWithheld()
        return _moderate(actor, locked, Moderation.WITHHELD, reason.strip(), Verb.CONTRIBUTION_WITHHELD, now)


def _moderate(
    actor: Actor, contribution: Contribution, moderation: Moderation, reason: str, verb: Verb, now: datetime
) -> Contribution:
    before = contribution.moderation
    contribution.moderation, contribution.moderation_reason = moderation, reason
    contribution.full_clean()
    contribution.save(update_fields=["moderation", "moderation_reason"])
    changes: dict[str, tuple[Any, Any]] = {"moderation": (before, str(moderation))}
    record(actor=actor, verb=verb, subject=contribution, now=now, changes=changes, reason=reason)
    return contribution


def translate_contribution(
    *, actor: Actor, contribution: Contribution, language: str, text: str, status: str, now: datetime
) -> Translation:
    """Put a translation beside the original; a newer one in the same language takes its place.

    Refuses the language of the original, empty text, and a machine translation where a person has checked one.
    Audited as contribution.translated.
    """
    require(actor, "participation.translate_contribution", contribution)
    if language == contribution.language:
        raise errors.SameLanguage()
    if not text.strip():
        raise errors.EmptyText()
    with transaction.atomic():
        for_update(contribution)
        translation = Translation.objects.filter(contribution=contribution, language=language).first()
        before = translation.status if translation else None
        if before == TranslationStatus.CHECKED and status == TranslationStatus.MACHINE:
            raise errors.CheckedTranslationExists()
        translation = translation or Translation(contribution=contribution, language=language)
        translation.text, translation.status, translation.made_at = text.strip(), status, now
        translation.full_clean()
        translation.save()
        changes = {"status": (before, str(status)), "language": (None, str(language))}
        record(actor=actor, verb=Verb.CONTRIBUTION_TRANSLATED, subject=translation, now=now, changes=changes)
    return translation
