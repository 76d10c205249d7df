"""A unit that gives advice through a link: who it is to the log, and what the link holds."""

from dataclasses import dataclass

from roterfaden.kernel.links import SecretLink

LINK_PATH = "/fachrat/{token}/"
UNIT = "unit"


@dataclass(frozen=True)
class AdvisingUnit:
    """Whoever opened the link of a request. The office knows the unit, nobody knows the person."""

    request_id: int
    actor_id: str
    actor_kind: str = UNIT
    acting_role: str = UNIT
    is_authenticated: bool = False


_link = SecretLink("roterfaden.weighing.advice")
new_link, hash_of = _link.new, _link.hash_of
