"""The lock on every action. Nothing is allowed unless a rule says so."""

from collections.abc import Callable, Iterable
from typing import Any

import rules

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Scope
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.once import afresh

Scopes = Callable[[Any], Iterable[Scope]]


def allowed(actor: Actor, permission: str, obj: Any = None) -> bool:
    """Whether a rule permits this. Unknown permissions and inactive people are refused."""
    return bool(rules.has_perm(permission, actor, obj))


def require(actor: Actor, permission: str, obj: Any = None) -> None:
    """Raise NotAllowed unless a rule permits this. An act rests on nothing the request remembers (kernel.once)."""
    with afresh():
        if not allowed(actor, permission, obj):
            raise NotAllowed()


def county_only(_obj: Any) -> Iterable[Scope]:
    """No narrower scope exists for this object."""
    return ()


def has_role(*roles: Role, within: Scopes = county_only) -> rules.Predicate:
    """A predicate: the actor holds one of `roles` for the whole county or for one of the scopes `within(obj)` names.

    With `obj=None` (may this person do it anywhere?) every scope counts: pages use that for navigation, actions always
    pass the object.
    """

    def predicate(actor: Actor, obj: Any = None) -> bool:
        held = getattr(actor, "roles_held", ())
        if not held or not getattr(actor, "is_active", False):
            return False
        reach = set(within(obj)) if obj is not None else None
        return any(
            role in roles and (reach is None or scope.kind == ScopeKind.COUNTY or scope in reach)
            for role, scope in held
        )

    return rules.Predicate(predicate, name=f"has_role({', '.join(roles)})")


def role_used(actor: Actor, *roles: Role, scopes: Iterable[Scope] = ()) -> str:
    """The first of `roles` held for one of `scopes`, else for the whole county, else the role shown by default.

    Somebody may be coordinator in a municipality and county staff at once; an act shows the role it was done in.
    """
    held = getattr(actor, "roles_held", ())
    narrow = set(scopes)
    for role in roles:
        if any(name == role and scope in narrow for name, scope in held):
            return role.value
    for role in roles:
        if any(name == role and scope.kind == ScopeKind.COUNTY for name, scope in held):
            return role.value
    return actor.acting_role


@rules.predicate
def is_system(actor: Actor, _obj: Any = None) -> bool:
    """The program itself acts: imports, scheduled work, set-up."""
    return actor.actor_kind == "system"


@rules.predicate
def is_participant(actor: Actor, _obj: Any = None) -> bool:
    """A resident without an account acts."""
    return actor.actor_kind == "participant"


is_administrator = has_role(Role.ADMINISTRATOR)
is_auditor = has_role(Role.AUDITOR)

rules.add_perm("accounts.invite_user", is_administrator | is_system)
rules.add_perm("accounts.grant_role", is_administrator | is_system)
rules.add_perm("accounts.revoke_role", is_administrator | is_system)
rules.add_perm("accounts.deactivate_user", is_administrator | is_system)
rules.add_perm("accounts.view_people", is_administrator)
rules.add_perm("accounts.view_processing", is_administrator | is_auditor)
rules.add_perm("audit.view_event", is_auditor | is_administrator)
