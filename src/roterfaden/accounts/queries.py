"""Reading people and their roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from roterfaden.accounts.models import Membership, User


@dataclass(frozen=True)
class HeldRole:
    """One role a person holds: its label, how far it reaches, since when."""

    membership: Membership
    label: str
    reach: str
    key: str


@dataclass(frozen=True)
class Person:
    """A person with the roles held at the moment asked for."""

    user: User
    roles: tuple[HeldRole, ...]


def people(*, now: datetime) -> tuple[Person, ...]:
    """Everybody who ever had an account, active first, by name, with the roles held now. Two queries."""
    held = Membership.objects.valid_at(now).order_by("granted_at", "pk")
    users = User.objects.order_by("-is_active", "name", "pk").prefetch_related(
        Prefetch("memberships", queryset=held, to_attr="held_now")
    )
    return tuple(Person(user=user, roles=tuple(_held(row) for row in user.held_now)) for user in users)


def person(user: User, *, now: datetime) -> Person:
    """One person with the roles held now. One query."""
    rows = user.memberships.valid_at(now).order_by("granted_at", "pk")
    return Person(user=user, roles=tuple(_held(row) for row in rows))


def names_of(identifiers: Iterable[str]) -> dict[str, str]:
    """Account id (as the log keeps it) → name. For administrators and auditors only. One query."""
    numbers = [int(identifier) for identifier in set(identifiers) if identifier.isdigit()]
    return {str(pk): name for pk, name in User.objects.filter(pk__in=numbers).values_list("pk", "name")}


def has_administrator(*, now: datetime) -> bool:
    """Whether somebody active administers this house. One query."""
    return Membership.objects.valid_at(now).filter(role="administrator", user__is_active=True).exists()


def _held(row: Membership) -> HeldRole:
    return HeldRole(row, str(row.get_role_display()), str(row.get_scope_kind_display()), row.scope_key)
