"""Whom the office invites: the list of an event, its texts, mails and letters, and somebody who declines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.errors import DomainError
from roterfaden.participation import errors
from roterfaden.participation.actions.mail import EventMail
from roterfaden.participation.enums import InvitedBy, InviteeState, Language, Verb
from roterfaden.participation.methods import fresh_codes, invitee_key
from roterfaden.participation.methods.letters import Letter, default_invitation
from roterfaden.participation.models import ActorGroup, Event, InvitationText, Invitee
from roterfaden.participation.queries import event_facts
from roterfaden.places.models import Area

ROWS_AT_ONCE = 2000


@dataclass(frozen=True)
class InviteeRow:
    """One line of a list as it was read: who, where, which group."""

    line: int
    organisation: str = ""
    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""
    language: str = Language.DE
    actor_group: ActorGroup | None = None
    area: Area | None = None


@dataclass(frozen=True)
class ImportReport:
    """What became of a list: how many are new, how many stood there already, and which lines were refused and why."""

    added: int
    known: int
    refused: tuple[tuple[int, str], ...]


def add_invitee(*, actor: Actor, event: Event, row: InviteeRow, now: datetime) -> Invitee:
    """Put somebody on the list of an event. Refuses one without organisation and name, one that stands there already,
    and a group of another process. Audited as invitee.added."""
    require(actor, "participation.add_invitee", event)
    with transaction.atomic():
        invitee = _put(event, row, now)
        if invitee is None:
            raise errors.OnListAlready()
        record(actor=actor, verb=Verb.INVITEE_ADDED, subject=invitee, now=now)
    return invitee


def import_invitees(*, actor: Actor, event: Event, rows: Sequence[InviteeRow], now: datetime) -> ImportReport:
    """Put a whole list on the list of an event; who stands there already stays as they are, so reading it again changes
    nothing. Lines that cannot be read are left out and reported.

    Refuses an empty list and more than ROWS_AT_ONCE lines. Audited as invitees.imported with the counts.
    """
    require(actor, "participation.import_invitees", event)
    if not rows:
        raise errors.NothingToImport()
    if len(rows) > ROWS_AT_ONCE:
        raise errors.TooManyRows(limit=ROWS_AT_ONCE)
    added, refused = 0, []
    with transaction.atomic():
        Event.objects.select_for_update().get(pk=event.pk)
        for row in rows:
            try:
                added += _put(event, row, now) is not None
            except (DomainError, ValidationError) as error:
                refused.append((row.line, _words(error)))
        report = ImportReport(added, len(rows) - added - len(refused), tuple(refused))
        counts = f"{report.added} neu, {report.known} bekannt, {len(refused)} abgelehnt"
        record(actor=actor, verb=Verb.INVITEES_IMPORTED, subject=event, now=now, reason=counts)
    return report


def remove_invitee(*, actor: Actor, invitee: Invitee, now: datetime) -> None:
    """Take somebody off the list. Refuses somebody who has registered. Audited as invitee.removed."""
    require(actor, "participation.remove_invitee", invitee)
    with transaction.atomic():
        locked = Invitee.objects.select_for_update().get(pk=invitee.pk)
        if locked.registrations.exists():
            raise errors.HasRegistered()
        record(actor=actor, verb=Verb.INVITEE_REMOVED, subject=locked, now=now)
        locked.delete()


def write_invitation(
    *, actor: Actor, event: Event, language: str, subject: str, text: str, now: datetime
) -> InvitationText:
    """Write what the invitation says in one language. Refuses empty words. Audited as invitation.written."""
    require(actor, "participation.write_invitation", event)
    if not (subject.strip() and text.strip()):
        raise errors.GermanTextMissing()
    with transaction.atomic():
        words = InvitationText.objects.select_for_update().filter(event=event, language=language).first()
        words = words or InvitationText(event=event, language=language)
        words.subject, words.text = subject.strip(), text.strip()
        words.full_clean()
        words.save()
        record(actor=actor, verb=Verb.INVITATION_WRITTEN, subject=words, now=now)
    return words


def send_invitations(*, actor: Actor, event: Event, now: datetime) -> int:
    """Write to everybody on the list who has a mail address and has not been invited. Returns how many.

    Refuses a called-off event, one that is over, and a list with nobody to write to. Nobody gets the same invitation
    twice. Audited as invitations.sent.
    """
    require(actor, "participation.send_invitations", event)
    _check_upcoming(event, now)
    with transaction.atomic():
        waiting = event.invitees.select_for_update().filter(invited_at=None, declined_at=None).exclude(email="")
        return _write_all(actor, event, waiting.order_by("pk"), now, is_reminder=False)


def mark_letters_sent(*, actor: Actor, event: Event, now: datetime) -> int:
    """Note that the printed letters are in the post: who has no mail address counts as invited. Returns how many.

    Refuses a called-off event and a list with nobody left. Audited as invitations.sent.
    """
    require(actor, "participation.mark_letters_sent", event)
    _check_upcoming(event, now)
    with transaction.atomic():
        waiting = event.invitees.select_for_update().filter(invited_at=None, declined_at=None, email="")
        count = waiting.exclude(street="").update(invited_at=now, invited_by=InvitedBy.LETTER)
        if not count:
            raise errors.NobodyToInvite()
        record(actor=actor, verb=Verb.INVITATIONS_SENT, subject=event, now=now, reason=f"{count} Briefe")
    return count


def remind_invitees(*, actor: Actor, event: Event, now: datetime) -> int:
    """Write once more to those who were invited by mail and have not answered; nobody is reminded twice.

    Returns how many. Refuses what send_invitations refuses. Audited as invitees.reminded.
    """
    require(actor, "participation.remind_invitees", event)
    _check_upcoming(event, now)
    with transaction.atomic():
        silent = event.invitees.with_state().filter(state=InviteeState.INVITED, reminded_at=None).exclude(email="")
        return _write_all(actor, event, silent.order_by("pk"), now, is_reminder=True)


def decline_invitation(*, actor: Actor, invitee: Invitee, now: datetime) -> Invitee:
    """Say that one will not come. Refuses somebody who has registered (they cancel that instead) and does nothing for
    one who has declined already. Audited as invitation.declined."""
    require(actor, "participation.decline_invitation", invitee)
    with transaction.atomic():
        locked = Invitee.objects.select_for_update().get(pk=invitee.pk)
        if locked.registrations.exclude(cancelled_at__isnull=False).exists():
            raise errors.HasRegistered()
        if locked.declined_at is None:
            locked.declined_at = now
            locked.save(update_fields=["declined_at"])
            record(actor=actor, verb=Verb.INVITATION_DECLINED, subject=locked, now=now)
    return locked


def _put(event: Event, row: InviteeRow, now: datetime) -> Invitee | None:
    """The new row on the list, or None when it stands there already."""
    if not (row.organisation.strip() or row.name.strip()):
        raise errors.NotInvitable()
    if row.actor_group is not None and row.actor_group.process_id != event.process_id:
        raise errors.OtherProcess()
    key = invitee_key(email=row.email, organisation=row.organisation, name=row.name, postcode=row.postcode)
    if event.invitees.filter(key=key).exists():
        return None
    invitee = Invitee(
        event=event, key=key, code=_fresh_code(), organisation=row.organisation.strip(), name=row.name.strip(),
        street=row.street.strip(), postcode=row.postcode.strip(), city=row.city.strip(), email=row.email.strip(),
        language=row.language, actor_group=row.actor_group, area=row.area, added_at=now,
    )  # fmt: skip
    invitee.full_clean(validate_constraints=False)
    invitee.save()
    return invitee


def _fresh_code() -> str:
    def taken(codes: Iterable[str]) -> set[str]:
        return set(Invitee.objects.filter(code__in=list(codes)).values_list("code", flat=True))

    return fresh_codes(1, taken, new_code)[0]


def _write_all(actor: Actor, event: Event, invitees: Iterable[Invitee], now: datetime, *, is_reminder: bool) -> int:
    mail = EventMail(event, actor=actor, now=now)
    texts = _texts(event, mail)
    rows = list(invitees)
    for invitee in rows:
        mail.invite(invitee, texts, is_reminder=is_reminder)
    if not rows:
        raise errors.NobodyToInvite()
    done = {"reminded_at": now} if is_reminder else {"invited_at": now, "invited_by": InvitedBy.MAIL}
    Invitee.objects.filter(pk__in=[row.pk for row in rows]).update(**done)
    verb = Verb.INVITEES_REMINDED if is_reminder else Verb.INVITATIONS_SENT
    record(actor=actor, verb=verb, subject=event, now=now, reason=f"{len(rows)} E-Mails")
    return len(rows)


def _texts(event: Event, mail: EventMail) -> dict[str, Letter]:
    """Language → invitation; the German one is there in every case."""
    found = {row.language: Letter(row.subject, row.text) for row in event.invitation_texts.order_by("pk")}
    if settings.LANGUAGE_CODE not in found:
        with translation.override(settings.LANGUAGE_CODE):
            found[settings.LANGUAGE_CODE] = default_invitation(event_facts(event))
    return found


def _check_upcoming(event: Event, now: datetime) -> None:
    if event.cancelled_at is not None:
        raise errors.EventIsCancelled()
    if event.starts_at <= now:
        raise errors.EventIsOver()


def _words(error: DomainError | ValidationError) -> str:
    return str(error) if isinstance(error, DomainError) else " ".join(error.messages)
