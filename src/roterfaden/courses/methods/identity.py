"""Who may be the same person: names folded to what survives another spelling, another alphabet, another order.

Offices write one name as Mohammed, Muhammad or Mohamad, as Oleksandr or Alexander, family name first or last. The keys
made here are hashed with a secret key before anything is stored (models.people.NameKey), so that they name nobody.
"""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from roterfaden.courses.enums import KeyKind, SameReason

SPELT_OUT = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "ŋ": "n",
    "ħ": "h", "ɨ": "i", "ƶ": "z",
})  # fmt: skip
"""Letters that Unicode does not take apart."""
SAME_SOUND = (
    ("dsch", "j"), ("dzh", "j"), ("tsch", "c"), ("sch", "s"), ("shch", "s"), ("dj", "j"), ("ch", "h"), ("kh", "h"),
    ("gh", "g"), ("sh", "s"), ("zh", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("ts", "s"), ("tz", "s"), ("ck", "k"),
    ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("f", "v"), ("z", "s"), ("j", "y"), ("d", "t"), ("b", "p"),
)  # fmt: skip
"""Spellings of one sound in transliterations from Arabic, Persian, Cyrillic and Turkish; the longest come first."""
LIGHT = re.compile(r"[aeiouyh]")
"""Vowels, and signs that transliterations leave out or put in."""
NOT_LETTERS = re.compile(r"[^a-z]+")
ARTICLE = re.compile(r"^(al|el|ul)(?=[a-z]{4})")
"""The Arabic article is written together with the name or apart from it."""
ARTICLES = frozenset({"al", "el", "ul"})
UNKNOWN_DAY = (1, 1)
"""Registers enter the first of January where only the year is known: the day says nothing then."""


@dataclass(frozen=True)
class Names:
    """What keys are made of."""

    given: str
    family: str
    born_on: date


def folded(name: str) -> tuple[str, ...]:
    """The parts of a name in small Latin letters without marks; ä, ae and a are one."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(SPELT_OUT))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for written, meant in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        plain = plain.replace(written, meant)
    return tuple(part for part in NOT_LETTERS.split(plain) if part)


def sound(part: str) -> str:
    """The skeleton of one folded part: consonants by sound, each once in a row, a mark for a vowel at the beginning."""
    for written, heard in SAME_SOUND:
        part = part.replace(written, heard)
    bare = LIGHT.sub("", part)
    return re.sub(r"(.)\1+", r"\1", bare) or part[:1]


def keys(names: Names) -> dict[KeyKind, str]:
    """What two records of one person have in common, by kind. Plain text: hash it before it is kept."""
    given, family = folded(names.given), folded(names.family)
    first = given[:1]
    written = " ".join(sorted((*first, *family)))
    named = [ARTICLE.sub("", part) for part in family if part not in ARTICLES] or family
    heard = " ".join(sorted(map(sound, (*first, *named))))
    found = {
        KeyKind.NAME_DAY: f"{written}|{names.born_on.isoformat()}",
        KeyKind.SOUND_DAY: f"{heard}|{names.born_on.isoformat()}",
        KeyKind.SOUND_YEAR: f"{heard}|{names.born_on.year}",
        KeyKind.SOUND: heard,
        KeyKind.FAMILY: " ".join(sorted(map(sound, named))),
    }
    if (names.born_on.month, names.born_on.day) != UNKNOWN_DAY:
        found[KeyKind.GIVEN_DAY] = f"{' '.join(map(sound, first))}|{names.born_on.isoformat()}"
    return found


REASONS = (
    (KeyKind.NAME_DAY, SameReason.NAME_DAY),
    (KeyKind.SOUND_DAY, SameReason.SOUND_DAY),
    (KeyKind.SOUND_YEAR, SameReason.SOUND_YEAR),
    (KeyKind.GIVEN_DAY, SameReason.GIVEN_DAY),
)
"""What two records share → why they may be one person, the strongest first."""


def reason_for(shared: set[str]) -> SameReason | None:
    """The strongest reason that two records with these kinds in common may be one person; None: they need not be."""
    return next((reason for kind, reason in REASONS if kind in shared), None)


def digest(secret: bytes, kind: str, key: str) -> str:
    """HMAC-SHA-256 of a key: without the secret nobody can try names."""
    return hmac.new(secret, f"{kind}|{key}".encode(), hashlib.sha256).hexdigest()
