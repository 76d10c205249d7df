"""Who keeps courses through a link, and what the link holds."""

from dataclasses import dataclass

from roterfaden.kernel.links import SecretLink

LINK_PATH = "/kurse-melden/{token}/"
PROVIDER = "provider"


@dataclass(frozen=True)
class ProviderDesk:
    """Whoever opened the link of a provider. The office knows the place, nobody knows the person."""

    provider_id: int
    actor_id: str
    actor_kind: str = PROVIDER
    acting_role: str = PROVIDER
    is_authenticated: bool = False


_link = SecretLink("roterfaden.courses.providers")
new_link, hash_of = _link.new, _link.hash_of
