"""Asking places for figures, what they answer through a link, and taking it over as observations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.files.actions import Upload, keep_document
from roterfaden.indicators.actions import record_observation
from roterfaden.indicators.enums import Notation, ObservationStatus
from roterfaden.indicators.methods import read_token
from roterfaden.indicators.models import Indicator, Observation, Series
from roterfaden.kernel.actors import Actor, System
from roterfaden.kernel.time import local_day
from roterfaden.monitoring import errors
from roterfaden.monitoring.enums import AnswerKind, Verb
from roterfaden.monitoring.methods import letters
from roterfaden.monitoring.methods.asking import as_typed
from roterfaden.monitoring.methods.closing import refuse_closed
from roterfaden.monitoring.methods.links import LINK_PATH, new_link
from roterfaden.monitoring.models import (
    DataRequest,
    Deliverer,
    Delivery,
    RequestedValue,
    RequestFile,
    RequestLink,
    ReviewCycle,
)
from roterfaden.monitoring.queries.asking import due_values, last_values
from roterfaden.participation.methods.letters import Letter
from roterfaden.places.models import Area
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message
from roterfaden.weighing.methods import LINK_OUTLIVES

ASKED, QUESTION = "asked", "question"
MOST_FILES = 5
PURPOSE = "monitoring.request"
POSTMAN = System("data-requests")
"""Who keeps files and writes receipts when a place acts through its link."""


@dataclass(frozen=True)
class Said:
    """What a place says about one value: an answer (empty: not yet), the number as written, a note."""

    answer: str = ""
    raw: str = ""
    note: str = ""


Answers = Mapping[int, Said]
"""Key of the requested value → what is said about it."""


# --- who delivers what ------------------------------------------------------------------------------------------------
def save_deliverer(
    *,
    actor: Actor,
    name: str,
    email: str,
    municipality: Area | None = None,
    indicators: Iterable[Indicator] = (),
    deliverer: Deliverer | None = None,
    now: datetime,
) -> Deliverer:
    """Name a place that delivers figures, its address and what it is asked for; or change one.

    Refuses a second place for a municipality. Audited as deliverer.saved, without the address.
    """
    require(actor, "monitoring.save_deliverer", deliverer)
    with transaction.atomic():
        standing = Deliverer.objects.filter(retired_at=None, municipality=municipality)
        if deliverer is not None:
            standing = standing.exclude(pk=deliverer.pk)
        if municipality is not None and standing.exists():
            raise errors.DelivererTaken()
        saved = deliverer or Deliverer()
        saved.name, saved.email, saved.municipality = name.strip(), email.strip(), municipality
        saved.full_clean()
        saved.save()
        wanted = {indicator.pk for indicator in indicators}
        known = set(saved.deliveries.values_list("indicator_id", flat=True))
        saved.deliveries.exclude(indicator__in=wanted).delete()
        Delivery.objects.bulk_create(Delivery(deliverer=saved, indicator_id=pk) for pk in sorted(wanted - known))
        changes = {"deliveries": (len(known), len(wanted))}
        record(actor=actor, verb=Verb.DELIVERER_SAVED, subject=saved, now=now, changes=changes)
    return saved


def retire_deliverer(*, actor: Actor, deliverer: Deliverer, now: datetime) -> Deliverer:
    """Ask a place no more; what it delivered stays. Refuses one that is retired. Audited as deliverer.retired."""
    require(actor, "monitoring.retire_deliverer", deliverer)
    if deliverer.retired_at is not None:
        raise errors.DelivererRetired()
    with transaction.atomic():
        deliverer.retired_at = now
        deliverer.save(update_fields=["retired_at"])
        record(actor=actor, verb=Verb.DELIVERER_RETIRED, subject=deliverer, now=now)
    return deliverer


# --- asking -----------------------------------------------------------------------------------------------------------
def ask_for_figures(
    *, actor: Actor, cycle: ReviewCycle, deliverers: Iterable[Deliverer], due_on: date, now: datetime
) -> list[DataRequest]:
    """Ask places for what is due from them at the reference date, each by a link of its own.

    A place that was asked already or has nothing due is left out. The link opens until thirty days after `due_on`.
    Refuses a closed review, a day that has passed, a retired place, and when nobody is left to ask. Audited once as
    figures.asked.
    """
    require(actor, "monitoring.ask_for_figures", cycle)
    refuse_closed(cycle.closed_at)
    chosen = list(deliverers)
    if due_on <= local_day(now):
        raise errors.AskDueInPast()
    if any(each.retired_at is not None for each in chosen):
        raise errors.DelivererRetired()
    ends = datetime.combine(due_on + LINK_OUTLIVES, time(23, 59), tzinfo=timezone.get_default_timezone())
    with transaction.atomic():
        asked = set(cycle.requests.standing().values_list("deliverer_id", flat=True))
        due = due_values(cycle, [each for each in chosen if each.pk not in asked])
        made = []
        for deliverer in chosen:
            values = due.get(deliverer.pk)
            if not values:
                continue
            request = DataRequest(
                cycle=cycle, deliverer=deliverer, due_on=due_on, link_until=ends, asked_at=now,
                asked_by=actor if isinstance(actor, User) else None,
            )  # fmt: skip
            request.full_clean()
            request.save()
            RequestedValue.objects.bulk_create(
                RequestedValue(
                    request=request, definition=each.definition, area=each.area, breakdown=each.breakdown,
                    period_start=each.period_start, period_end=each.period_end,
                )
                for each in values
            )  # fmt: skip
            _send_link(actor, request, ASKED, count=len(values), now=now)
            made.append(request)
        if not made:
            raise errors.NobodyToAsk()
        record(actor=actor, verb=Verb.FIGURES_ASKED, subject=cycle, now=now, changes={"requests": (0, len(made))})
    return made


def remind_deliverer(*, actor: Actor, request: DataRequest, occasion: str, now: datetime) -> bool:
    """Remind a place of what it has not handed in; return whether a mail was written.

    One mail for each `occasion`. Nothing is sent when the request was handed in, taken back, is too old, or its review
    is closed. Audited as deliverer.reminded.
    """
    require(actor, "monitoring.remind_deliverer", request)
    with transaction.atomic():
        locked = _locked(request)
        sent = locked.links.filter(occasion=occasion).exists()
        if sent or locked.handed_in_at is not None or not _is_answerable(locked, now):
            return False
        _send_link(actor, locked, occasion, count=locked.values.filter(answer="").count(), now=now, about="reminder")
        record(actor=actor, verb=Verb.DELIVERER_REMINDED, subject=locked, now=now)
    return True


def revoke_request(*, actor: Actor, request: DataRequest, reason: str, now: datetime) -> DataRequest:
    """Take a request back: its links open nothing any more; what was taken over stays. The place may be asked again.

    Refuses an empty reason, a closed review and a request that is taken back already. Audited as request.revoked.
    """
    require(actor, "monitoring.revoke_request", request)
    refuse_closed(request.cycle.closed_at)
    if not reason.strip():
        raise errors.RevokeReasonMissing()
    with transaction.atomic():
        locked = _locked(request)
        if locked.revoked_at is not None:
            raise errors.RequestClosed()
        locked.revoked_at, locked.revoke_reason = now, reason.strip()
        locked.full_clean()
        locked.save(update_fields=["revoked_at", "revoke_reason"])
        record(actor=actor, verb=Verb.REQUEST_REVOKED, subject=locked, now=now, reason=reason)
    return locked


# --- answering, through the link --------------------------------------------------------------------------------------
def save_answers(*, actor: Actor, request: DataRequest, said: Answers, note: str = "", now: datetime) -> DataRequest:
    """Keep what a place has written so far, complete or not. What was handed in before counts as begun again.

    Refuses a request that has ended, a value it does not ask for, one the office has taken over, an unreadable number,
    and "as last year" where there was none. Audited as answers.saved.
    """
    require(actor, "monitoring.save_answers", request)
    with transaction.atomic():
        locked = _keep(request, said, note, now)
        record(actor=actor, verb=Verb.ANSWERS_SAVED, subject=locked, now=now)
    return locked


def hand_in(*, actor: Actor, request: DataRequest, said: Answers, note: str = "", now: datetime) -> DataRequest:
    """Keep what a place has written and hand it in; a receipt goes to its address.

    Refuses what `save_answers` refuses, and any value without an answer or without the reason why there is none.
    Audited as answers.handed_in.
    """
    require(actor, "monitoring.hand_in", request)
    with transaction.atomic():
        locked = _keep(request, said, note, now)
        missing = locked.values.filter(answer="").select_related("definition__indicator").order_by("pk")
        if missing:
            titles = dict.fromkeys(value.definition.indicator.title for value in missing)
            raise errors.AnswersIncomplete(titles=", ".join(titles))
        locked.handed_in_at = now
        locked.save(update_fields=["handed_in_at"])
        _send_receipt(locked, now)
        record(actor=actor, verb=Verb.ANSWERS_HANDED_IN, subject=locked, now=now)
    return locked


def attach_file(*, actor: Actor, request: DataRequest, upload: Upload, now: datetime) -> RequestFile:
    """Keep a document a place sends along. Refuses a request that has ended, more than five files, and what
    `files.keep_document` refuses. Audited as request.attached."""
    require(actor, "monitoring.attach_file", request)
    with transaction.atomic():
        locked = _answerable(request, now)
        if locked.files.count() >= MOST_FILES:
            raise errors.TooManyFiles(count=MOST_FILES)
        kept = keep_document(actor=POSTMAN, upload=upload, purpose=PURPOSE, now=now)
        attached, _is_new = RequestFile.objects.get_or_create(request=locked, file=kept, defaults={"attached_at": now})
        record(actor=actor, verb=Verb.FILE_ATTACHED, subject=locked, now=now)
    return attached


def detach_file(*, actor: Actor, attached: RequestFile, now: datetime) -> None:
    """Take a file off the request again. Refuses a request that has ended. Audited as request.detached."""
    require(actor, "monitoring.detach_file", attached.request)
    with transaction.atomic():
        locked = _answerable(attached.request, now)
        attached.delete()
        record(actor=actor, verb=Verb.FILE_DETACHED, subject=locked, now=now)


# --- the office works with the answers --------------------------------------------------------------------------------
def question_answer(*, actor: Actor, value: RequestedValue, question: str, now: datetime) -> RequestedValue:
    """Ask a place back about a value; it counts as open until it is answered again, and a link goes out.

    Refuses an empty question, a value that is taken over or not answered, and a request that has ended. Audited as
    answer.questioned.
    """
    require(actor, "monitoring.question_answer", value.request)
    if not question.strip():
        raise errors.QuestionMissing()
    with transaction.atomic():
        locked = _answerable(value.request, now)
        asked = RequestedValue.objects.select_related("request__deliverer", "definition__indicator").get(pk=value.pk)
        if asked.taken_over_at is not None or not asked.answer:
            raise errors.AlreadyTaken()
        asked.question = question.strip()
        asked.full_clean()
        asked.save(update_fields=["question"])
        locked.handed_in_at = None
        locked.save(update_fields=["handed_in_at"])
        number = locked.links.filter(occasion__startswith=QUESTION).count() + 1
        _send_link(actor, locked, f"{QUESTION}-{number}", count=1, now=now, about=QUESTION)
        record(actor=actor, verb=Verb.ANSWER_QUESTIONED, subject=asked, now=now, reason=question)
    return asked


def take_over(*, actor: Actor, request: DataRequest, values: Iterable[RequestedValue], now: datetime) -> int:
    """Record answered values as observations, with the place as their source; return how many.

    "Not available" becomes an observation that says so. The day of the figures of the review moves to today, so that
    they count when its goals are computed the next time. All or nothing: refuses values that are not answered, asked
    back about or taken over already, what `indicators.record_observation` refuses, and a closed review. Audited as
    answers.taken_over, each value besides by the action of `indicators`.
    """
    require(actor, "monitoring.take_over", request)
    refuse_closed(request.cycle.closed_at)
    with transaction.atomic():
        locked = _locked(request)
        rows = RequestedValue.objects.filter(request=locked, pk__in=[value.pk for value in values])
        chosen = list(rows.select_related("definition__indicator", "area").order_by("pk"))
        if not chosen or any(not each.answer or each.question or each.taken_over_at for each in chosen):
            raise errors.NothingToTakeOver()
        for value in chosen:
            value.observation = _observed(actor, value, locked.deliverer.name, now)
            value.taken_over_at = now
            value.save(update_fields=["observation", "taken_over_at"])
        changes: dict[str, tuple[object, object]] = {"taken_over": (0, len(chosen))}
        today, cycle = local_day(now), locked.cycle
        if cycle.known_on < today:
            changes["known_on"] = (cycle.known_on, today)
            cycle.known_on = today
            cycle.save(update_fields=["known_on"])
        record(actor=actor, verb=Verb.ANSWERS_TAKEN_OVER, subject=locked, now=now, changes=changes)
    return len(chosen)


def _observed(actor: Actor, value: RequestedValue, source: str, now: datetime) -> Observation:
    """The observation a value becomes."""
    is_missing = value.answer == AnswerKind.MISSING
    return record_observation(
        actor=actor,
        series=Series(definition=value.definition, area=value.area, breakdown=value.breakdown),
        period_start=value.period_start,
        period_end=value.period_end,
        raw="-" if is_missing else value.raw,
        status=ObservationStatus.MISSING if is_missing else "",
        known_on=local_day(now),
        source=source,
        notation=Notation.AUTO if is_missing else Notation.GERMAN,
        now=now,
    )


def _locked(request: DataRequest) -> DataRequest:
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("deliverer", "cycle")
    return rows.get(pk=request.pk)


def _is_answerable(request: DataRequest, now: datetime) -> bool:
    return request.revoked_at is None and request.link_until > now and request.cycle.closed_at is None


def _answerable(request: DataRequest, now: datetime) -> DataRequest:
    locked = _locked(request)
    if not _is_answerable(locked, now):
        raise errors.RequestClosed()
    return locked


def _keep(request: DataRequest, said: Answers, note: str, now: datetime) -> DataRequest:
    """Write the answers that changed; an answered value is no longer asked back about."""
    locked = _answerable(request, now)
    rows = {row.pk: row for row in locked.values.select_related("definition__indicator", "area").order_by("pk")}
    if set(said) - rows.keys():
        raise errors.NotAsked()
    before = last_values(rows.values(), on=local_day(now))
    for pk, each in said.items():
        row = rows[pk]
        raw = _raw(row, each, before)
        note_kept = each.note.strip()
        if (row.answer, row.raw, row.note) == (each.answer, raw, note_kept) and not (row.question and each.answer):
            continue
        if row.taken_over_at is not None:
            raise errors.AlreadyTaken()
        is_half = each.answer == AnswerKind.MISSING and not note_kept
        row.answer, row.raw, row.note = "" if is_half else each.answer, raw, note_kept
        row.answered_at = now if row.answer else None
        if row.answer:
            row.question = ""
        row.full_clean()
        row.save(update_fields=["answer", "raw", "note", "question", "answered_at"])
    locked.note, locked.begun_at, locked.handed_in_at = note.strip(), locked.begun_at or now, None
    locked.full_clean()
    locked.save(update_fields=["note", "begun_at", "handed_in_at"])
    return locked


def _raw(row: RequestedValue, said: Said, before: Mapping[int, Observation]) -> str:
    """The number an answer stands for, as it will be read."""
    if said.answer == AnswerKind.UNCHANGED:
        known = before.get(row.pk)
        if known is None or known.value is None:
            raise errors.NothingBefore(title=row.definition.indicator.title)
        return as_typed(known.value)
    if said.answer != AnswerKind.VALUE:
        return ""
    read_token(said.raw, "", Notation.GERMAN)
    return said.raw.strip()


def _send_link(
    actor: Actor, request: DataRequest, occasion: str, *, count: int, now: datetime, about: str = ""
) -> None:
    token, kept = new_link()
    link = RequestLink(request=request, occasion=occasion, secret_hash=kept, sent_at=now)
    link.full_clean()
    link.save()
    with translation.override(settings.LANGUAGE_CODE):
        letter = letters.ask_for_figures(
            house_name(), request.deliverer.name, count=count, due_on=request.due_on,
            until=local_day(request.link_until), link=f"{settings.BASE_URL}{LINK_PATH.format(token=token)}",
            about=about,
        )  # fmt: skip
    _post(actor, request, letter, f"data-request:{request.uid}:{occasion}", now)


def _send_receipt(request: DataRequest, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        letter = letters.receipt(house_name(), request.deliverer.name, count=request.values.count(), on=local_day(now))
    _post(POSTMAN, request, letter, f"data-request:{request.uid}:receipt:{now:%Y%m%d%H%M%S}", now)


def _post(actor: Actor, request: DataRequest, letter: Letter, once: str, now: datetime) -> None:
    write_message(
        actor=actor, to=request.deliverer.email, subject=letter.subject, text=letter.text,
        language=settings.LANGUAGE_CODE, about="Zahlen für die Überprüfung der Ziele", once=once, now=now,
    )  # fmt: skip
