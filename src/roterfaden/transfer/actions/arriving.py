"""A bundle arrives, gets the names of this house, and is started on its way – or thrown away."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from roterfaden.accounts.rules import allowed, require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Instance
from roterfaden.places.queries import house
from roterfaden.transfer import errors
from roterfaden.transfer.enums import ArrivalState, Part, Verb
from roterfaden.transfer.methods import Bundle, Replacement, Wishes, found_names, read_bundle
from roterfaden.transfer.models import Arrival, Origin, TransferKey
from roterfaden.transfer.queries import preview, sender


def receive_bundle(*, actor: Actor, data: bytes, now: datetime) -> Arrival:
    """Check a file and keep what is in it, to be looked at; nothing else changes.

    The same bundle again gives the row that is there already. Names of the house are proposed: those chosen for the
    bundle before from the same origin, or its own. Refuses, each with a sentence, everything `methods.read_bundle`
    does, a bundle of this very house, and an installation without a house. Audited as bundle.received.
    """
    require(actor, "transfer.receive_bundle")
    instance = house()
    if instance is None:
        raise errors.NoHouse()
    bundle = read_bundle(data)
    if TransferKey.objects.filter(public_key=bundle.public_key).exists():
        raise errors.OwnBundle()
    with transaction.atomic():
        origin = _origin(bundle, now)
        known = Arrival.objects.select_for_update().filter(sha256=bundle.sha256).first()
        if known is not None and not known.is_closed:
            return known
        arrival = known or Arrival(sha256=bundle.sha256)
        arrival.origin, arrival.parts, arrival.state = origin, dict(bundle.parts), ArrivalState.OPEN
        arrival.made_at, arrival.received_at = bundle.made_at, now
        arrival.sender = asdict(bundle.origin) | {"municipalities": list(bundle.origin.municipalities)}
        arrival.names = arrival.names or _proposed(origin, bundle, instance, now)
        arrival.full_clean()
        arrival.save()
        changes = {part: (None, len(objects)) for part, objects in bundle.parts.items()}
        record(actor=actor, verb=Verb.BUNDLE_RECEIVED, subject=arrival, now=now, changes=changes)
    return arrival


def adapt_names(*, actor: Actor, arrival: Arrival, replacements: Sequence[Replacement], now: datetime) -> Arrival:
    """Say what names of the origin are called here; an empty name leaves the other one as it is.

    Refuses a bundle that was thrown away. Audited as bundle.names_adapted with the number of names.
    """
    require(actor, "transfer.adapt_names")
    with transaction.atomic():
        locked = _open(arrival)
        before = len(locked.names)
        locked.names = [[each.search, each.replace.strip()] for each in replacements if each.replace.strip()]
        locked.full_clean()
        locked.save(update_fields=["names"])
        changes = {"names": (before, len(locked.names))}
        record(actor=actor, verb=Verb.BUNDLE_NAMES_ADAPTED, subject=locked, now=now, changes=changes)
    return locked


def start_take_over(
    *, actor: Actor, arrival: Arrival, picks: Collection[str], wishes: Wishes, now: datetime
) -> Arrival:
    """Keep what somebody chose; `take_over_bundle` does it then.

    Refuses a bundle that was thrown away, a new concept without days, days upside down, a process to be opened without
    mandate, and legal pages chosen by somebody who may not write them. Audited as bundle.started.
    """
    require(actor, "transfer.start_take_over")
    may_write = allowed(actor, "places.write_house_text")
    if not may_write and any(pick.startswith(f"{Part.TEXTS}:") for pick in picks):
        raise errors.LegalPagesAreOthers()
    with transaction.atomic():
        locked = _open(arrival)
        coming = preview(locked, Part.CONCEPT)
        wishes.check(needs_days=coming.has_new_concept and coming.steps[0].pick in picks)
        locked.picks, locked.wishes, locked.state = sorted(picks), wishes.as_json(), ArrivalState.STARTED
        locked.full_clean()
        locked.save(update_fields=["picks", "wishes", "state"])
        record(actor=actor, verb=Verb.BUNDLE_STARTED, subject=locked, now=now, changes={"picks": (0, len(picks))})
    return locked


def discard_bundle(*, actor: Actor, arrival: Arrival, now: datetime) -> Arrival:
    """Throw a bundle away: its content goes, what was taken over from it stays. Refuses one that is thrown away.

    Audited as bundle.discarded.
    """
    require(actor, "transfer.discard_bundle")
    with transaction.atomic():
        locked = _open(arrival)
        locked.parts, locked.picks, locked.state = {}, [], ArrivalState.DISCARDED
        locked.save(update_fields=["parts", "picks", "state"])
        record(actor=actor, verb=Verb.BUNDLE_DISCARDED, subject=locked, now=now)
    return locked


def _open(arrival: Arrival) -> Arrival:
    locked = Arrival.objects.select_for_update().select_related("origin").get(pk=arrival.pk)
    if locked.is_closed:
        raise errors.ArrivalIsClosed()
    return locked


def _origin(bundle: Bundle, now: datetime) -> Origin:
    said = bundle.origin
    origin, is_new = Origin.objects.get_or_create(
        public_key=bundle.public_key, defaults={"name": said.house, "area_key": said.area_key, "first_seen_at": now}
    )
    if not is_new and (origin.name, origin.area_key) != (said.house, said.area_key):
        origin.name, origin.area_key = said.house, said.area_key
        origin.save(update_fields=["name", "area_key"])
    return origin


def _proposed(origin: Origin, bundle: Bundle, instance: Instance, now: datetime) -> list[Any]:
    before = Arrival.objects.filter(origin=origin).exclude(names=[]).order_by("-received_at", "-pk").first()
    if before is not None:
        return list(before.names)
    found = found_names(bundle.parts, bundle.origin, sender(instance, local_day(now)))
    return [[each.search, each.replace] for each in found if each.replace]
