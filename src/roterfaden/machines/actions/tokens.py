"""Tokens: issued, revoked, and their use noted."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.machines.enums import Permit, Verb
from roterfaden.machines.errors import AlreadyEnded, EndsTooLate, NothingPermitted
from roterfaden.machines.methods import LONGEST_DAYS, new_token
from roterfaden.machines.models import AccessToken


def issue_token(
    *, actor: User, name: str, permits: Collection[str], ends_on: date, now: datetime
) -> tuple[AccessToken, str]:
    """A token for a program that acts in the actor's name, and the secret, which is nowhere kept.

    Refuses a token without permits and one that would end in the past or after LONGEST_DAYS. Audited as token.issued.
    """
    require(actor, "machines.issue_token")
    today = local_day(now)
    if not permits:
        raise NothingPermitted()
    if not today <= ends_on <= today + timedelta(days=LONGEST_DAYS):
        raise EndsTooLate(days=LONGEST_DAYS)
    secret, kept, beginning = new_token()
    with transaction.atomic():
        token = AccessToken(
            name=name.strip(), owner=actor, hash=kept, beginning=beginning, issued_at=now, ends_on=ends_on,
            permits=[permit.value for permit in Permit if permit in permits],
        )  # fmt: skip
        token.full_clean()
        token.save()
        record(actor=actor, verb=Verb.TOKEN_ISSUED, subject=token, now=now)
    return token, secret


def revoke_token(*, actor: Actor, token: AccessToken, now: datetime) -> AccessToken:
    """End a token now. Refuses one that has ended already. Audited as token.revoked."""
    require(actor, "machines.revoke_token", token)
    with transaction.atomic():
        token = AccessToken.objects.select_for_update().get(pk=token.pk)
        if token.revoked_at is not None:
            raise AlreadyEnded()
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        record(actor=actor, verb=Verb.TOKEN_REVOKED, subject=token, now=now)
    return token


def note_use(*, actor: Actor, token: AccessToken, now: datetime, operation: str = "") -> AccessToken:
    """Note the day a token was used; a write is audited as token.used, with the name of the operation.

    Raises NotAllowed for anybody but the owner, in whose name the program acts.
    """
    require(actor, "machines.note_use", token)
    today = local_day(now)
    if token.used_on == today and not operation:
        return token
    with transaction.atomic():
        AccessToken.objects.filter(pk=token.pk).exclude(used_on=today).update(used_on=today)
        if operation:
            record(actor=actor, verb=Verb.TOKEN_USED, subject=token, reason=operation, now=now)
    token.used_on = today
    return token
