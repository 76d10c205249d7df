"""Which addresses may be asked at all: http or https, no password, a host that lies on the public network.

A name is resolved once and the connection goes to an address that was checked, so a name that leads somewhere else a
moment later (DNS rebinding) leads nowhere. Spellings such as `0x7f.1` are resolved like any name and then checked.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from roterfaden.kernel.outgoing.errors import AddressIsPrivate, AddressNotUnderstood, HostUnknown, Unreachable

DEFAULT_PORTS = {"http": 80, "https": 443}
NAMED_FOR_EXAMPLES = (".example", ".invalid", ".test", "example.org", "example.com", "example.net")
"""Names nobody can own (RFC 2606, RFC 6761): never asked for, so that no example ever reaches anybody."""
_TRANSLATED = IPv6Network("64:ff9b::/96")
_IN_PATHS = "/%:@!$&'()*+,;=~-._"

Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True)
class Target:
    """One address, taken apart once; the request is made from these parts and from nothing else."""

    scheme: str
    host: str
    port: int
    path: str
    """Path and query, escaped."""

    @property
    def authority(self) -> str:
        """What stands in the header `Host`."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return shown if self.port == DEFAULT_PORTS[self.scheme] else f"{shown}:{self.port}"

    @property
    def url(self) -> str:
        """The address in its one spelling."""
        return f"{self.scheme}://{self.authority}{self.path}"

    def leads_home(self, other: "Target") -> bool:
        """Whether `other` is on the same machine as this: same host and port, or its encrypted twin."""
        same = (self.scheme, self.port) == (other.scheme, other.port)
        upgraded = (self.scheme, self.port, other.scheme, other.port) == ("http", 80, "https", 443)
        return self.host == other.host and (same or upgraded)


def parse_target(url: str, base: str = "") -> Target:
    """The parts of an address; a relative one is read from `base`. Raises AddressNotUnderstood."""
    try:
        parts = urlsplit(urljoin(base, url.strip()) if base else url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna" if not (parts.hostname or "").isascii() else "ascii")
    except (ValueError, UnicodeError) as error:
        raise AddressNotUnderstood() from error
    name = host.decode("ascii").lower()
    is_name = bool(name) and all(letter.isalnum() or letter in "-._:" for letter in name)
    if parts.scheme not in DEFAULT_PORTS or not is_name or "@" in parts.netloc or port == 0:
        raise AddressNotUnderstood()
    path = quote(parts.path or "/", safe=_IN_PATHS)
    query = f"?{quote(parts.query, safe=_IN_PATHS + '?')}" if parts.query else ""
    return Target(parts.scheme, name, port or DEFAULT_PORTS[parts.scheme], path + query)


def resolve_host(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


def is_public(address: str) -> bool:
    """Whether an address lies on the public network: not private, loopback, link-local, reserved or for many.

    An IPv6 address that carries an IPv4 address (mapped, 6to4, Teredo, NAT64) is as public as that one.
    """
    ip = ip_address(address.partition("%")[0])
    inner = _carried(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def checked_addresses(target: Target, resolve: Resolve, *, may_be_private: bool) -> tuple[str, ...]:
    """The addresses behind a target, all of them checked. Raises AddressIsPrivate, HostUnknown or Unreachable."""
    if target.host.endswith(NAMED_FOR_EXAMPLES):
        raise HostUnknown(host=target.host)
    try:
        found = tuple(resolve(target.host, target.port))
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise Unreachable(host=target.host) from error
        raise HostUnknown(host=target.host) from error
    except (OSError, UnicodeError) as error:
        raise HostUnknown(host=target.host) from error
    if not found:
        raise HostUnknown(host=target.host)
    if not may_be_private and not all(is_public(address) for address in found):
        raise AddressIsPrivate(host=target.host)
    return found


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip in _TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    teredo = ip.teredo
    return ip.ipv4_mapped or ip.sixtofour or (teredo[1] if teredo else None)
