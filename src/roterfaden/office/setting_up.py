"""Making an empty installation a house: its areas, its bodies, its fields of action, all or nothing.

Used by `manage setup` and by the pages of the first start; both show `preview` first.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from roterfaden.council import actions as council
from roterfaden.council.enums import BodyKind, ConsultationRole
from roterfaden.council.methods import ORDER_TEMPLATE, Template
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places import actions as places
from roterfaden.places.enums import HouseKind
from roterfaden.places.methods import SetUpPlan
from roterfaden.places.models import Instance
from roterfaden.topics import actions as topics
from roterfaden.topics.methods import model_case

_FILE = Path(__file__).resolve().parent / "data" / "committees.toml"


@dataclass(frozen=True)
class CommitteeOrder:
    """Bodies in the order in which they consult, the last one decides. `source` is empty for the general order."""

    bodies: tuple[tuple[BodyKind, str], ...]
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The bodies by name."""
        return tuple(name for _kind, name in self.bodies)


@dataclass(frozen=True)
class Choices:
    """What a person says about the new house. No languages: all. No `valid_from`: the directory's day or today."""

    name: str
    contact_unit: str
    contact_email: str
    languages: Sequence[str] = ()
    valid_from: date | None = None
    with_fields: bool = True
    with_bodies: bool = True


def committee_order(key: str, house: HouseKind) -> CommitteeOrder:
    """The usual order of consultation for a house with this official key: its Land's, or the general one."""
    fitting = [entry for entry in _orders() if entry["house"] == house and key.startswith(entry["prefix"])]
    found = max(fitting, key=lambda entry: len(entry["prefix"]))
    return CommitteeOrder(tuple((BodyKind(kind), name) for kind, name in found["bodies"]), found["source"])


def set_up(*, actor: Actor, plan: SetUpPlan, choices: Choices, now: datetime) -> Instance:
    """Create everything of the plan and the choices, or nothing; raises what `places.actions.set_up_house` refuses."""
    valid_from = choices.valid_from or plan.as_of or local_day(now)
    with transaction.atomic():
        instance = places.set_up_house(
            actor=actor,
            plan=plan,
            name=choices.name,
            contact_unit=choices.contact_unit,
            contact_email=choices.contact_email,
            valid_from=valid_from,
            languages=choices.languages,
            now=now,
        )
        if choices.with_bodies:
            _add_bodies(actor, plan, instance, valid_from, now)
        if choices.with_fields:
            _add_fields(actor, now)
    return instance


def usual_steps(order: CommitteeOrder) -> Template:
    """The order as steps: the first body advises, the last decides, those between prepare."""
    roles = [ConsultationRole.PREPARING] * len(order.bodies)
    roles[0], roles[-1] = ConsultationRole.PRELIMINARY, ConsultationRole.DECIDING
    return tuple((kind, role) for (kind, _name), role in zip(order.bodies, roles, strict=True))


def _add_bodies(actor: Actor, plan: SetUpPlan, instance: Instance, valid_from: date, now: datetime) -> None:
    order = committee_order(plan.house.key, plan.kind)
    if usual_steps(order) != ORDER_TEMPLATE:  # that one counts while nobody says otherwise
        council.set_usual_order(actor=actor, steps=usual_steps(order), now=now)
    for kind, name in order.bodies:
        council.add_body(
            actor=actor,
            slug=slugify(name),
            name=name,
            kind=kind,
            area=instance.county,
            is_public=kind != BodyKind.EXECUTIVE_COMMITTEE,
            valid_from=valid_from,
            now=now,
        )


def _add_fields(actor: Actor, now: datetime) -> None:
    for field in model_case():
        topics.add_field_of_action(
            actor=actor,
            number=field.number,
            slug=field.slug,
            name=field.name,
            short_name=field.short_name,
            orientation=field.orientation,
            now=now,
        )


@cache
def _orders() -> list[dict[str, Any]]:
    return list(tomllib.loads(_FILE.read_text(encoding="utf-8"))["order"])
