"""Who answers through a link, and what the link holds."""

from dataclasses import dataclass

from roterfaden.kernel.links import SecretLink

LINK_PATH = "/melden/{token}/"
UNIT = "unit"


@dataclass(frozen=True)
class DeliveringUnit:
    """Whoever opened the link of a request for figures. The office knows the place, nobody knows the person."""

    request_id: int
    actor_id: str
    actor_kind: str = UNIT
    acting_role: str = UNIT
    is_authenticated: bool = False


_link = SecretLink("roterfaden.monitoring.requests")
new_link, hash_of = _link.new, _link.hash_of
