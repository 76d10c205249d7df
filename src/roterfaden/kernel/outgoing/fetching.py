"""Asking another machine: a limit for everything, and patience with what passes.

No redirect to another host, no proxy, no cookies. Content is unpacked piece by piece and counted afterwards, so what
grows beyond the limit is dropped while it grows. Failures that pass (no connection, 429, 5xx) are tried again with
growing pauses; a watch closes the connection when the time for the whole errand is over, whatever the host is doing.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from threading import Timer
from typing import Self

import tenacity
import urllib3
from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection

from roterfaden.kernel.outgoing.addresses import Resolve, Target, checked_addresses, parse_target, resolve_host
from roterfaden.kernel.outgoing.errors import (
    AnswerTooLarge,
    AnswerUnreadable,
    CertificateInvalid,
    FetchError,
    HostNotAllowed,
    Passing,
    RedirectedTooOften,
    ServerFails,
    TooSlow,
    Unreachable,
)

PIECE = 64 * 2**10
LONGEST_PAUSE = 60.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Limits:
    """What one errand may cost."""

    largest: int = 16 * 2**20
    """Bytes of the content, unpacked."""
    seconds: float = 60.0
    """For everything: all attempts, pauses, redirects."""
    patience: float = 20.0
    """Seconds to wait for the connection and for each sign of life."""
    attempts: int = 3
    redirects: int = 3
    first_pause: float = 1.0


@dataclass(frozen=True)
class Answer:
    """What a host said, redirects followed. Any status below 500 but 429: what 404 means is the caller's to know."""

    url: str
    status: int
    content: bytes
    media_type: str = ""
    location: str = ""
    """Where a POST was sent on to; it is not followed."""
    etag: str = ""
    """Name of this state of the content, to be sent back as `If-None-Match`."""
    last_modified: str = ""
    """The day of this state in the words of the host, to be sent back as `If-Modified-Since`."""

    @property
    def is_ok(self) -> bool:
        """Whether the host gave what was asked for."""
        return self.status == HTTPStatus.OK


@dataclass(frozen=True)
class _Wish:
    method: str
    target: Target
    body: bytes | None
    headers: dict[str, str]


class Outgoing:
    """A way out to certain hosts and to no others.

    `hosts` are names, as in addresses. A host in an internal network is refused unless the operator named it
    (FADEN_PRIVATE_HOSTS), or the whole address comes from a setting of the operator (`named_by_operator`).
    """

    def __init__(
        self,
        hosts: Iterable[str],
        *,
        limits: Limits | None = None,
        named_by_operator: bool = False,
        resolve: Resolve = resolve_host,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hosts = frozenset(host.lower().strip("[]") for host in hosts)
        self._limits = limits or Limits()
        self._named_by_operator = named_by_operator
        self._resolve, self._sleep, self._clock = resolve, sleep, clock

    def get(self, url: str, *, accept: str = "*/*", headers: Mapping[str, str] | None = None) -> Answer:
        """Read an address, following redirects on its own host. Raises a FetchError that says what is wrong.

        Whoever sends conditions (`If-None-Match`) is told 304 when nothing has changed.
        """
        target, until = parse_target(url), self._until()
        for _hop in range(self._limits.redirects + 1):
            answer = self._patiently(_Wish("GET", target, None, {**(headers or {}), "Accept": accept}), until)
            if answer.status not in REDIRECTS or not answer.location:
                return answer
            following = parse_target(answer.location, base=target.url)
            if not target.leads_home(following):
                raise HostNotAllowed(host=following.authority)
            target = following
        raise RedirectedTooOften(host=target.host)

    def post(self, url: str, body: bytes, *, media_type: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Send something and read the answer. A redirect is not followed: the words go to this address only."""
        sent = {**(headers or {}), "Content-Type": media_type, "Accept": "*/*"}
        wish = _Wish("POST", parse_target(url), body, sent)
        return self._patiently(wish, self._until())

    def _until(self) -> float:
        return self._clock() + self._limits.seconds

    def _patiently(self, wish: _Wish, until: float) -> Answer:
        if wish.target.host not in self._hosts:
            raise HostNotAllowed(host=wish.target.authority)
        growing = tenacity.wait_random_exponential(multiplier=self._limits.first_pause, max=LONGEST_PAUSE)

        def pause(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked_for = error.after if isinstance(error, Passing) else None
            return min(asked_for, LONGEST_PAUSE) if asked_for is not None else growing(state)

        trying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self._limits.attempts),
            wait=pause,
            retry=tenacity.retry_if_exception_type(Passing),
            sleep=self._sleep,
            reraise=True,
        )
        return trying(self._once, wish, until)

    def _once(self, wish: _Wish, until: float) -> Answer:
        """One attempt at each address of the host, until one takes the connection."""
        target = wish.target
        is_inside = self._named_by_operator or target.host in settings.PRIVATE_HOSTS
        addresses = checked_addresses(target, self._resolve, may_be_private=is_inside)
        for address in addresses[:-1]:
            try:
                return self._at(address, wish, until)
            except Unreachable:
                continue
        return self._at(addresses[-1], wish, until)

    def _at(self, address: str, wish: _Wish, until: float) -> Answer:
        left = until - self._clock()
        if left <= 0:
            raise TooSlow(host=wish.target.host)
        connection = _connection(address, wish.target, min(self._limits.patience, left))
        with _Watch(connection, left, wish.target.host) as watch:
            try:
                return self._asked(connection, watch, wish)
            except FetchError:
                raise
            except ssl.SSLCertVerificationError as error:
                raise CertificateInvalid(host=wish.target.host) from error
            except urllib3.exceptions.DecodeError as error:
                raise AnswerUnreadable(host=wish.target.host) from error
            except (OSError, HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
                if self._clock() >= until:  # the line was patient just as long as the watch, and spoke first
                    raise TooSlow(host=wish.target.host) from error
                raise Unreachable(host=wish.target.host) from error

    def _asked(self, connection: HTTPConnection, watch: "_Watch", wish: _Wish) -> Answer:
        connection.connect()
        watch.line = connection.sock
        agent = f"RoterFaden (+{settings.BASE_URL})"
        headers = {"Host": wish.target.authority, "User-Agent": agent, "Accept-Encoding": "gzip", "Connection": "close"}
        connection.request(
            wish.method, wish.target.path, body=wish.body, headers=headers | wish.headers, preload_content=False
        )
        with closing(connection.getresponse()) as response:
            status = response.status
            if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                after = response.headers.get("Retry-After", "")
                wait = float(after) if after.isascii() and after.isdigit() else None
                raise ServerFails(host=wish.target.host, status=status, after=wait)
            return Answer(
                url=wish.target.url,
                status=status,
                content=self._content(response, wish.target.host),
                media_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                location=response.headers.get("Location", ""),
                etag=response.headers.get("ETag", ""),
                last_modified=response.headers.get("Last-Modified", ""),
            )

    def _content(self, response: urllib3.BaseHTTPResponse, host: str) -> bytes:
        """The content, never more of it in memory than the limit and one piece."""
        pieces: list[bytes] = []
        room = self._limits.largest
        while piece := response.read(min(PIECE, room + 1)):
            room -= len(piece)
            if room < 0:
                raise AnswerTooLarge(host=host)
            pieces.append(piece)
        return b"".join(pieces)


class _Watch:
    """Ends an attempt when its time is over: a host that sends a byte now and then keeps every timeout waiting.

    What came until then counts for nothing, even if it looks complete: a host need not say how long its answer is.
    """

    def __init__(self, connection: HTTPConnection, seconds: float, host: str) -> None:
        self.line: socket.socket | None = None
        self._connection, self._host = connection, host
        self._has_rung = False
        self._timer = Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        self._timer.cancel()
        self._connection.close()
        if self._has_rung:
            raise TooSlow(host=self._host) from error

    def _ring(self) -> None:
        self._has_rung = True
        line = self.line or self._connection.sock
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def _connection(address: str, target: Target, patience: float) -> HTTPConnection:
    """A connection to this very address. A certificate has to be the one of the name that was asked for."""
    if target.scheme == "http":
        return HTTPConnection(address, target.port, timeout=patience)
    return HTTPSConnection(
        address,
        target.port,
        timeout=patience,
        server_hostname=target.host,
        ssl_context=ssl.create_default_context(),
    )
