"""Ed25519 (RFC 8032) for manifests: who made a bundle, and that nobody changed it since. No database."""

import base64
import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SHOWN_DIGITS = 32
"""Hexadecimal digits of a fingerprint that people compare: 128 bits."""
GROUP = 4


def new_key() -> Ed25519PrivateKey:
    """A key for a house."""
    return Ed25519PrivateKey.generate()


def private_text(key: Ed25519PrivateKey) -> str:
    """A private key as text, to be sealed before it is kept."""
    return base64.b64encode(key.private_bytes_raw()).decode("ascii")


def key_from(text: str) -> Ed25519PrivateKey:
    """The private key that `private_text` wrote."""
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text))


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half of a key as text."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode("ascii")


def signature_of(key: Ed25519PrivateKey, message: bytes) -> bytes:
    """The signature of a message: 64 bytes."""
    return key.sign(message)


def is_signed(public: str, message: bytes, signature: bytes) -> bool:
    """Whether the holder of this public key signed this very message. What is no key signed nothing."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """A public key in so few signs that two people can compare it on the telephone."""
    return hashlib.sha256(public.encode("ascii")).hexdigest()[:SHOWN_DIGITS]


def in_groups(text: str) -> str:
    """A fingerprint in groups of four, for reading aloud."""
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP)).upper()
