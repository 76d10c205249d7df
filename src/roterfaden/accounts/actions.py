"""Everything that changes who may sign in and what for."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from roterfaden.accounts.enums import Role, ScopeKind, Verb
from roterfaden.accounts.errors import (
    AccountClosed,
    EmailTaken,
    LastAdministrator,
    RoleEndedAlready,
    RoleHeldAlready,
    ScopeDoesNotFit,
)
from roterfaden.accounts.models import Membership, User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor

# Roles that mean nothing without the place they are held for.
NARROW_ROLES = {Role.MUNICIPAL_COORDINATOR: ScopeKind.MUNICIPALITY, Role.PROVIDER: ScopeKind.PROVIDER}


def invite_user(
    *, actor: Actor, email: str, name: str, now: datetime, language: str = "de", password: str | None = None
) -> User:
    """Create an account without roles. Without `password` the person sets one through the reset link.

    Refuses an address that is known in any capitals (EmailTaken). Audited as user.invited, without name or address.
    """
    require(actor, "accounts.invite_user")
    address = email.strip().lower()
    with transaction.atomic():
        if User.objects.alias(lower=Lower("email")).filter(lower=address).exists():
            raise EmailTaken()
        user = User(email=address, name=name.strip(), language=language, joined_at=now)
        user.set_password(password)
        user.full_clean()
        user.save()
        record(actor=actor, verb=Verb.USER_INVITED, subject=user, now=now, changes={"email": ("", address)})
    return user


def grant_role(
    *,
    actor: Actor,
    user: User,
    role: str,
    now: datetime,
    scope_kind: str = ScopeKind.COUNTY,
    scope_key: str = "",
) -> Membership:
    """Give somebody a role for a scope, from now on.

    Refuses closed accounts (AccountClosed), a role held already (RoleHeldAlready), and a scope that does not fit the
    role: coordinators need a municipality, providers a provider, only the county has no key (ScopeDoesNotFit).
    Audited as role.granted.
    """
    require(actor, "accounts.grant_role", user)
    if not user.is_active:
        raise AccountClosed()
    if (scope_kind == ScopeKind.COUNTY) == bool(scope_key) or scope_kind != NARROW_ROLES.get(Role(role), scope_kind):
        raise ScopeDoesNotFit()
    with transaction.atomic():
        if user.memberships.filter(role=role, scope_kind=scope_kind, scope_key=scope_key, ended_at=None).exists():
            raise RoleHeldAlready()
        membership = Membership(
            user=user,
            role=role,
            scope_kind=scope_kind,
            scope_key=scope_key,
            granted_at=now,
            granted_by=actor if isinstance(actor, User) else None,
        )
        membership.full_clean()
        membership.save()
        record(actor=actor, verb=Verb.ROLE_GRANTED, subject=membership, now=now, changes={"user": (None, user)})
    user.__dict__.pop("roles_held", None)
    return membership


def revoke_role(*, actor: Actor, membership: Membership, now: datetime) -> Membership:
    """End a role now; the row stays.

    Refuses a role ended before (RoleEndedAlready) and the last administrator (LastAdministrator). Audited as
    role.revoked.
    """
    require(actor, "accounts.revoke_role", membership)
    if membership.ended_at is not None:
        raise RoleEndedAlready()
    with transaction.atomic():
        if membership.role == Role.ADMINISTRATOR:
            _keep_an_administrator(leaving=membership.user, now=now)
        membership.ended_at = now
        membership.full_clean()
        membership.save(update_fields=["ended_at"])
        record(
            actor=actor,
            verb=Verb.ROLE_REVOKED,
            subject=membership,
            now=now,
            changes={"user": (membership.user, membership.user), "ended_at": (None, now)},
        )
    membership.user.__dict__.pop("roles_held", None)
    return membership


def deactivate_user(*, actor: Actor, user: User, now: datetime) -> User:
    """Close an account: it cannot sign in, and open sessions end with their next request. Roles stay on record.

    Refuses an account closed before (AccountClosed) and the last administrator (LastAdministrator). Audited as
    user.deactivated.
    """
    require(actor, "accounts.deactivate_user", user)
    if not user.is_active:
        raise AccountClosed()
    with transaction.atomic():
        if user.memberships.valid_at(now).filter(role=Role.ADMINISTRATOR).exists():
            _keep_an_administrator(leaving=user, now=now)
        user.is_active = False
        user.save(update_fields=["is_active"])
        record(actor=actor, verb=Verb.USER_DEACTIVATED, subject=user, now=now, changes={"is_active": (True, False)})
    return user


def _keep_an_administrator(*, leaving: User, now: datetime) -> None:
    """Raise LastAdministrator unless another active person administers. Locks the rows it counts."""
    others = Membership.objects.valid_at(now).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    holders = {row.user_id for row in others.select_for_update(of=("self",))}
    if not holders - {leaving.pk}:
        raise LastAdministrator()
