"""The arithmetic of the hash chain; no database."""

from typing import Any

from roterfaden.kernel.sealing import seal

GENESIS = "0" * 64
CHAINED_FIELDS = (
    "number", "actor_kind", "actor_id", "actor_role", "verb", "subject_type", "subject_id", "subject_label",
    "changes", "reason", "previous_hash",
)  # fmt: skip


def event_hash(event: Any) -> str:
    """SHA-256 over all chained fields and the moment in UTC to the microsecond, including the previous hash."""
    content = {name: getattr(event, name) for name in CHAINED_FIELDS}
    return seal(content | {"at": event.at.timestamp()})
