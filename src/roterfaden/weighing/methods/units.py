"""A unit that gives advice through a link: who it is to the log, and what the link holds."""

from roterfaden.kernel.links import LinkHolder, SecretLink

LINK_PATH = "/fachrat/{token}/"
UNIT = "unit"


class AdvisingUnit(LinkHolder):
    """Whoever opened the link of a request. The office knows the unit, nobody knows the person."""

    kind = UNIT


_link = SecretLink("roterfaden.weighing.advice")
new_link, hash_of = _link.new, _link.hash_of
