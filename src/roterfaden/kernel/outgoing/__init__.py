"""The one way out: whatever the program reads from other machines by HTTP, it reads through `Outgoing`.

errors → addresses (which may be asked) → fetching (asking, with limits). No other module imports an HTTP client; a test
compares. Sign-in through the house's identity provider is the library's own (ADR 40).
"""

from roterfaden.kernel.outgoing.addresses import Target, is_public, parse_target, resolve_host
from roterfaden.kernel.outgoing.errors import (
    AddressIsPrivate,
    AddressNotUnderstood,
    AnswerTooLarge,
    AnswerUnreadable,
    CertificateInvalid,
    FetchError,
    HostNotAllowed,
    HostUnknown,
    RedirectedTooOften,
    ServerFails,
    TooSlow,
    Unreachable,
)
from roterfaden.kernel.outgoing.fetching import Answer, Limits, Outgoing

__all__ = [
    "AddressIsPrivate",
    "AddressNotUnderstood",
    "Answer",
    "AnswerTooLarge",
    "AnswerUnreadable",
    "CertificateInvalid",
    "FetchError",
    "HostNotAllowed",
    "HostUnknown",
    "Limits",
    "Outgoing",
    "RedirectedTooOften",
    "ServerFails",
    "Target",
    "TooSlow",
    "Unreachable",
    "is_public",
    "parse_target",
    "resolve_host",
]
