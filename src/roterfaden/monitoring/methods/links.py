"""Who answers through a link, and what the link holds."""

from roterfaden.kernel.links import LinkHolder, SecretLink

LINK_PATH = "/melden/{token}/"
UNIT = "unit"


class DeliveringUnit(LinkHolder):
    """Whoever opened the link of a request for figures. The office knows the place, nobody knows the person."""

    kind = UNIT


_link = SecretLink("roterfaden.monitoring.requests")
new_link, hash_of = _link.new, _link.hash_of
