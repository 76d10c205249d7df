"""The county, its people and its fields of action; the clock of all tests."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Membership, User
from roterfaden.places.enums import AreaKind
from roterfaden.places.models import Area, Instance
from roterfaden.topics.models import FieldOfAction

NOW = datetime(2017, 6, 15, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
_serial = count(1)


def county(**values: Any) -> Area:
    """The county, once per test."""
    found = Area.objects.filter(kind=AreaKind.COUNTY).first()
    if found and not values:
        return found
    return Area.objects.create(
        **{
            "key": "03459", "ars": "03459", "slug": "landkreis", "name": "Landkreis Osnabrück",
            "short_name": "Landkreis", "kind": AreaKind.COUNTY, "valid_from": date(1972, 7, 1),
        }
        | values
    )  # fmt: skip


def municipality(**values: Any) -> Area:
    """A unitary municipality with fresh keys."""
    number = next(_serial)
    ags = f"03459{number % 1000:03d}"  # eight digits, as PostgreSQL insists; no test needs a thousand areas
    return Area.objects.create(
        **{
            "key": ags, "ars": f"{ags}{number % 10_000:04d}", "ags": ags,
            "slug": f"gemeinde-{number}", "name": f"Gemeinde {number}", "short_name": f"Gemeinde {number}",
            "kind": AreaKind.UNITARY, "parent": county(), "valid_from": date(1972, 7, 1),
        }
        | values
    )  # fmt: skip


def instance(**values: Any) -> Instance:
    """Which house this is; every page needs one."""
    return Instance.objects.first() or Instance.objects.create(
        **{
            "county": county(), "name": "Landkreis Osnabrück", "contact_unit": "Referat für Strategische Planung",
            "contact_email": "kontakt@example.org", "is_example": False, "set_up_at": NOW,
        }
        | values
    )  # fmt: skip


def user(*roles: Role, scope: tuple[str, str] = (ScopeKind.COUNTY, ""), **values: Any) -> User:
    """Somebody who holds `roles` for `scope`."""
    number = next(_serial)
    person = User(**{"email": f"person{number}@example.org", "name": f"Person {number}"} | values)
    person.set_unusable_password()
    person.save()
    for role in roles:
        Membership.objects.create(
            user=person, role=role, scope_kind=scope[0], scope_key=scope[1], granted_at=NOW - timedelta(days=365)
        )
    return person


def field(**values: Any) -> FieldOfAction:
    """A field of action with the next number."""
    number = values.pop("number", None) or FieldOfAction.objects.count() + 1
    return FieldOfAction.objects.create(
        **{
            "number": number,
            "slug": f"feld-{number}",
            "name": f"Handlungsfeld {number}",
            "short_name": f"Feld {number}",
        }
        | values
    )
