"""Codes that people read from paper, say on the telephone and type with one thumb.

The alphabet has 29 signs: digits and capital letters without 0 1 I L O U V, which are easily confused. Because 29 is
prime, the weighted check sign finds every single wrong sign and every swap of two signs (weighted-sum method, as in
ISO/IEC 7064 and ISBN-10).
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH = 9  # eight random signs (29^8 = 5·10^11 codes) and one check sign
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}


def check_sign(body: str) -> str:
    """The sign that makes the weighted sum of `body` divisible by 29."""
    total = sum(weight * _VALUE[sign] for weight, sign in enumerate(body, start=1))
    # The check sign has weight len(body)+1; solve total + weight*x = 0 (mod 29).
    inverse = pow(len(body) + 1, -1, len(ALPHABET))
    return ALPHABET[(-total * inverse) % len(ALPHABET)]


def new_code() -> str:
    """A fresh random code in stored form (nine signs, no hyphens)."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_sign(body)


def normalise(typed: str) -> str:
    """What somebody typed, in stored form: capitals, without spaces and hyphens. May still be wrong."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def is_valid(code: str) -> bool:
    """Whether a normalised code has the right length, alphabet and check sign."""
    return len(code) == LENGTH and all(sign in _VALUE for sign in code) and check_sign(code[:-1]) == code[-1]


def readable(code: str) -> str:
    """The code in groups of three, as printed: `K7M-2QX-9AB`."""
    return "-".join(code[start : start + 3] for start in range(0, len(code), 3))
