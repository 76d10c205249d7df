"""How far one can rely on an entry. Nothing unchecked looks checked."""

from datetime import date, timedelta
from hashlib import sha256

from roterfaden.directory.enums import Freshness, PageState, PageStatus


def freshness(checked_on: date | None, *, on: date, days: int) -> Freshness:
    """Checked at most `days` ago, longer ago, or never."""
    if checked_on is None:
        return Freshness.UNCHECKED
    return Freshness.CHECKED if checked_on >= due_before(on, days) else Freshness.OVERDUE


def due_before(on: date, days: int) -> date:
    """Whoever was last checked before this day is to be asked."""
    return on - timedelta(days=days)


def checksum(title: str, text: str) -> str:
    """What a translation remembers of the German words it says again."""
    return sha256(f"{title}\n{text}".encode()).hexdigest()


def text_state(status: str | None, *, is_current: bool) -> PageState:
    """How a language stands: nothing there, not checked, of German words that have changed since, or good."""
    if status is None:
        return PageState.MISSING
    if status == PageStatus.DRAFT:
        return PageState.DRAFT
    return PageState.CURRENT if is_current else PageState.OUTDATED
