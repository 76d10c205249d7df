"""What only this house can say about something that is taken over: days and mandates. No database."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from roterfaden.transfer import errors


@dataclass(frozen=True)
class Wishes:
    """From when a concept holds until when; and, where a process is to be opened at once, its day and its mandate."""

    starts_on: date | None = None
    ends_on: date | None = None
    opened_on: date | None = None
    mandate: str = ""

    def check(self, *, needs_days: bool) -> None:
        """Refuse days that are missing or upside down, and a process without mandate."""
        if needs_days and (self.starts_on is None or self.ends_on is None):
            raise errors.DaysMissing()
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise errors.DaysUpsideDown()
        if self.opened_on and not self.mandate.strip():
            raise errors.MandateMissing()

    def as_json(self) -> dict[str, Any]:
        """As it is kept; days as ISO text."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Wishes":
        """What `as_json` wrote."""
        days = {name: kept.get(name) for name in ("starts_on", "ends_on", "opened_on")}
        return cls(
            **{name: date.fromisoformat(value) if value else None for name, value in days.items()},
            mandate=kept.get("mandate", ""),
        )
