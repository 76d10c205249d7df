"""Giving a bundle away."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import open_words, seal_words
from roterfaden.places.queries import house
from roterfaden.transfer import errors
from roterfaden.transfer.enums import Part, Verb
from roterfaden.transfer.methods import (
    changed_words,
    key_from,
    new_key,
    private_text,
    public_text,
    read_bundle,
    without_contacts,
    write_bundle,
)
from roterfaden.transfer.models import TransferKey
from roterfaden.transfer.queries import Choice, collected, sender


@dataclass(frozen=True)
class MadeBundle:
    """A file to give away: its name, its bytes, and how many objects of each part are in it."""

    name: str
    data: bytes
    counts: dict[str, int]


def export_bundle(*, actor: Actor, choice: Choice, now: datetime) -> MadeBundle:
    """Make the signed file of the chosen parts; with the first one the house gets its key.

    Only fields that are declared public come along, and addresses or numbers of people in them are left out. Refuses an
    installation without a house, no part at all, a part without its process or version, and a version that is not
    published. Audited as bundle.exported with the number of objects of each part.
    """
    require(actor, "transfer.export_bundle")
    instance = house()
    if instance is None:
        raise errors.NoHouse()
    _check(choice)
    with transaction.atomic():
        kept, key = _house_key(now)
        parts = changed_words(collected(choice), _screened)
        data = write_bundle(
            parts, origin=sender(instance, local_day(now)), made_at=now.isoformat(timespec="seconds"), key=key
        )
        read_bundle(data)  # whatever this house could not read itself does not leave it
        counts = {part: len(objects) for part, objects in parts.items()}
        changes = {part: (None, count) for part, count in counts.items()}
        record(actor=actor, verb=Verb.BUNDLE_EXPORTED, subject=kept, now=now, changes=changes)
    return MadeBundle(f"buendel-{instance.county.slug}-{local_day(now):%Y-%m-%d}.zip", data, counts)


def _screened(text: str) -> str:
    return str(without_contacts(text))


def _check(choice: Choice) -> None:
    if not choice.parts & set(Part.values):
        raise errors.NothingChosen()
    if choice.parts & {Part.PROCESS, Part.LETTERS} and choice.process is None:
        raise errors.ProcessMissing()
    if Part.CONCEPT in choice.parts:
        version = choice.version
        if version is None or not type(version).objects.published().filter(pk=version.pk).exists():
            raise errors.VersionMissing()


def _house_key(now: datetime) -> tuple[TransferKey, Ed25519PrivateKey]:
    kept = TransferKey.objects.select_for_update().order_by("pk").first()
    if kept is not None:
        return kept, key_from(open_words(kept.private_key))
    key = new_key()
    kept = TransferKey(public_key=public_text(key), private_key=seal_words(private_text(key)), made_at=now)
    kept.full_clean()
    kept.save()
    return kept, key
