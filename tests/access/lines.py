"""The words of the access table: what a line of it says, and who opens what by default."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

ROLES = (
    "planner", "moderator", "goal_owner", "coordinator", "coordinator_elsewhere", "clerk", "group_member", "counsellor",
    "advice_lead", "course_coordinator", "provider", "auditor", "administrator",
)  # fmt: skip
PERSONAS = ("anonymous", "outsider", *ROLES)

OK, MOVED, UNAUTHORIZED, FORBIDDEN, MISSING, INVALID = 200, 302, 401, 403, 404, 422


@dataclass(frozen=True)
class Line:
    """One route. `opens_to` get `status`; other staff get `otherwise`; who is not signed in gets `anonymous`."""

    route: str
    opens_to: str
    args: Callable[[Any], list[Any]] = lambda _world: []
    status: int = OK
    otherwise: int = FORBIDDEN
    anonymous: int = MOVED
    method: str = "get"

    def expected(self, persona: str) -> int:
        """The status this persona gets."""
        if persona == "anonymous":
            return self.anonymous
        return self.status if self.opens_to == "all" or persona in self.opens_to.split() else self.otherwise


def public(route: str, args: Callable[[Any], list[Any]] = lambda _world: [], status: int = OK) -> Line:
    """Open to everybody."""
    return Line(route, "all", args, status=status, anonymous=status)


def staff(route: str, args: Callable[[Any], list[Any]] = lambda _world: [], status: int = OK) -> Line:
    """Open to everybody who is signed in."""
    return Line(route, "all", args, status=status)


def entrance(route: str, args: Callable[[Any], list[Any]] = lambda _world: [], anonymous: int = OK) -> Line:
    """For people who are not signed in yet; others are led on."""
    return Line(route, "all", args, status=MOVED, anonymous=anonymous)


PROCESS_STAFF = "planner moderator goal_owner clerk group_member"
MODERATION = "planner moderator"
ASKED = "planner moderator goal_owner"
"""An internal round that asks goal owners: nobody else learns that it exists."""
FIGURES = "planner goal_owner"
REVIEWERS = "planner group_member goal_owner clerk auditor"
REPORT_READERS = "planner group_member clerk auditor"
FIGURE_READERS = "planner goal_owner coordinator coordinator_elsewhere clerk group_member auditor"
COUNCIL = "planner clerk group_member administrator"
IMPLEMENTATION = "planner goal_owner coordinator coordinator_elsewhere group_member administrator"
DESK_READERS = "planner goal_owner coordinator group_member administrator"
"""Who reads the desk of the municipality of `coordinator`: the coordinator of another one does not."""
ANSWERERS = "planner coordinator"
REPORTERS = "planner goal_owner coordinator coordinator_elsewhere"
