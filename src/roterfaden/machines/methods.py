"""Secrets of programs, the signature of what they are told, and the patience with them. No database.

The signature follows Standard Webhooks 1.0: `v1,` and the base64 of HMAC-SHA-256 over "id.timestamp.body".
"""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

TOKEN_MARK = "faden_"  # noqa: S105 -- what tokens begin with, so that scanners for leaked secrets can find them
BYTES = 32
"""Length of a secret: 256 bits, so a plain hash of it is as good as a slow one."""
SHOWN = 6
"""Characters of a token that stay readable, so that people recognise it in a list."""
LONGEST_DAYS = 366
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""Rest after the first, second … failed try. After the last one the webhook is paused."""
CLAIM_LASTS = timedelta(minutes=5)
"""A delivery claimed so long ago and not heard of since was left by a worker that died."""

TOPICS = (
    "stage.rescheduled",
    "event.planned",
    "event.replanned",
    "event.cancelled",
    "documentation.published",
    "contribution.published",
    "answer.published",
    "answers.published",
    "consultation.opened",
    "consultation.closed",
    "paper.published",
    "meeting.published",
    "resolution.recorded",
    "version.adopted",
    "goals.offered",
    "adoption.answered",
    "figures.imported",
    "cycle.closed",
    "edition.published",
    "sheets.published",
)
"""Verbs of the log a webhook may be told: acts the public may know of, too."""


def new_token() -> tuple[str, str, str]:
    """A secret to hand out, the hash that is kept, and the beginning that stays readable."""
    token = TOKEN_MARK + secrets.token_urlsafe(BYTES)
    return token, hash_of(token), token[: len(TOKEN_MARK) + SHOWN]


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def new_webhook_secret() -> str:
    """A secret as Standard Webhooks writes it: `whsec_` and base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(BYTES)).decode("ascii")


def signature(secret: str, *, uid: str, moment: datetime, body: bytes) -> str:
    """The value of `webhook-signature` for a body sent at this moment."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{uid}.{int(moment.timestamp())}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")


def body_of(*, uid: str, verb: str, at: datetime, number: int, kind: str, key: str) -> str:
    """What is sent: that something happened, to what, when. No label and no words of people."""
    told: dict[str, Any] = {
        "id": uid,
        "type": verb,
        "timestamp": at.isoformat(),
        "data": {"event": number, "subject": {"type": kind, "id": key}},
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def pause_after(tries: int) -> timedelta | None:
    """How long to rest after so many failed tries; None: no more."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
