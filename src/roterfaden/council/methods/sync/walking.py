"""From page to page of a list, and where it ends: no other host, no circle, no list without an end."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit

from roterfaden.council.enums import SyncFault

MOST_WITHOUT_NEWS = 3
"""Pages in a row that hold what an earlier one held, or nothing: some servers repeat their last page for ever."""


@dataclass
class Walk:
    """The way through one list. `pages` may begin above zero when a reading goes on where it stopped."""

    home: str
    """An address of the source; what has another host is not followed."""
    pages: int = 0
    most_pages: int = 100
    faults: list[SyncFault] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _contents: set[str] = field(default_factory=lambda: {hashlib.sha256(b"").hexdigest()})
    _without_news: int = 0

    def first(self, url: str) -> str:
        """Where to begin; empty when that lies elsewhere."""
        return self._step(url)

    def following(self, current: str, offered: str, keys: Iterable[str]) -> str:
        """Where to go on from the page `current`, which offered a link and held objects with these keys.

        Empty at the end of the list, and where a fault ends it.
        """
        self.pages += 1
        content = hashlib.sha256("".join(sorted(keys)).encode()).hexdigest()
        self._without_news = self._without_news + 1 if content in self._contents else 0
        self._contents.add(content)
        if not offered:
            return ""
        if self._without_news >= MOST_WITHOUT_NEWS:
            return self._end(SyncFault.LOOP)
        if self.pages >= self.most_pages:
            return self._end(SyncFault.TOO_MANY_PAGES)
        return self._step(urljoin(current, offered))

    def _step(self, url: str) -> str:
        here = at_home(url, self.home)
        if not here:
            return self._end(SyncFault.OTHER_HOST)
        if here in self._seen:
            return self._end(SyncFault.LOOP)
        self._seen.add(here)
        return here

    def _end(self, fault: SyncFault) -> str:
        self.faults.append(fault)
        return ""


def at_home(url: str, home: str) -> str:
    """`url` as it is asked for: relative ones from `home`, http as https where home is; empty on another host."""
    try:
        found, base = urlsplit(urljoin(home, url)), urlsplit(home)
        if found.scheme not in {"http", "https"} or (found.hostname or "").lower() != (base.hostname or "").lower():
            return ""
        ports = found.port, base.port
    except ValueError:
        return ""
    default = {None, 80, 443}
    if found.scheme != base.scheme and set(ports) <= default:
        # Servers behind a proxy often write http into their answers although they are asked by https.
        return urlunsplit((base.scheme, base.netloc, found.path, found.query, ""))
    if found.scheme == base.scheme and (ports[0] == ports[1] or set(ports) <= default):
        return urlunsplit((found.scheme, base.netloc, found.path, found.query, ""))
    return ""


def with_query(url: str, name: str, value: str) -> str:
    """An address with one more parameter, written as it is."""
    parts = urlsplit(url)
    query = f"{parts.query}&{name}={value}" if parts.query else f"{name}={value}"
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
