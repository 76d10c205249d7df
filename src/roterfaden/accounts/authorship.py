"""How an act carries its author."""

from datetime import datetime
from typing import Any

from roterfaden.accounts.models import User
from roterfaden.kernel.actors import Actor


def signed(actor: Actor, now: datetime, *, role: str = "") -> dict[str, Any]:
    """The author fields of an `Act`: `Consideration(**signed(actor, now), …)`.

    `role` names the role somebody with several roles acted in; without it the first one held is shown.
    """
    return {
        "made_by": actor if isinstance(actor, User) else None,
        "made_as": role or actor.acting_role,
        "made_at": now,
    }
