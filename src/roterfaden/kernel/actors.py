"""Who acts when it is not a member of staff. Staff is `accounts.User`, which offers the same three properties."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Anybody an action can be attributed to, without naming the person."""

    @property
    def actor_kind(self) -> str: ...

    @property
    def actor_id(self) -> str: ...

    @property
    def acting_role(self) -> str: ...

    @property
    def is_authenticated(self) -> bool: ...


@dataclass(frozen=True)
class Participant:
    """A resident who takes part without an account. Never identified."""

    actor_kind: str = "participant"
    actor_id: str = ""
    acting_role: str = "participant"
    is_authenticated: bool = False


@dataclass(frozen=True)
class System:
    """The program itself: imports, scheduled work, the example county. `actor_id` names the task."""

    actor_id: str = "system"
    actor_kind: str = "system"
    acting_role: str = "system"
    is_authenticated: bool = False
