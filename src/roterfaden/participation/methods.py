"""What a stage opens, and how codes are drawn. Pure calculation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from roterfaden.kernel.codes import new_code


@dataclass(frozen=True)
class Window:
    """One thing a stage opens: first and last day (none: open-ended), one kind, one group (none: everybody)."""

    starts_on: date
    ends_on: date | None
    kind: str
    actor_group_id: int | None = None

    def admits(self, *, kind: str, actor_group_id: int | None, on: date) -> bool:
        """Whether a voice of this kind and group may be said here on that day."""
        return (
            self.kind == kind
            and self.actor_group_id in (None, actor_group_id)
            and self.starts_on <= on
            and (self.ends_on is None or on <= self.ends_on)
        )


@dataclass(frozen=True)
class Occasion:
    """The circumstances in which somebody says something: the object of the permission to capture."""

    process_slug: str
    kind: str
    actor_group_id: int | None
    on: date
    windows: tuple[Window, ...]

    @property
    def is_open(self) -> bool:
        """Whether a stage opens this kind to this group on that day."""
        return any(
            window.admits(kind=self.kind, actor_group_id=self.actor_group_id, on=self.on) for window in self.windows
        )


def fresh_codes(
    count: int, taken: Callable[[Iterable[str]], Iterable[str]], draw: Callable[[], str] = new_code
) -> list[str]:
    """`count` different codes of which `taken(candidates)` names none; drawn again until they are.

    With 29^8 codes a collision is rare, but a printed card must never open somebody else's page.
    """
    codes: list[str] = []
    while len(codes) < count:
        candidates = {draw() for _ in range(count - len(codes))} - set(codes)
        codes += sorted(candidates - set(taken(candidates)))
    return codes
