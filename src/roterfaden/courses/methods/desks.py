"""Who keeps courses through a link, and what the link holds."""

from roterfaden.kernel.links import LinkHolder, SecretLink

LINK_PATH = "/kurse-melden/{token}/"
PROVIDER = "provider"


class ProviderDesk(LinkHolder):
    """Whoever opened the link of a provider. The office knows the place, nobody knows the person."""

    kind = PROVIDER


_link = SecretLink("roterfaden.courses.providers")
new_link, hash_of = _link.new, _link.hash_of
