"""Checksums of frozen things: the same content gives the same seal on every machine and database."""

import hashlib
import json
from typing import Any


def canonical(content: Any) -> str:
    """`content` as JSON with sorted keys and no spaces; dates, decimals and UUIDs as their text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def seal(content: Any) -> str:
    """SHA-256 (hex) of the canonical form."""
    return hashlib.sha256(canonical(content).encode("utf-8")).hexdigest()
