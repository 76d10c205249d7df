"""Names of people, written as DIN 91379 (2022-08) says: Latin letters with everything the official registers use.

Data type A of the norm holds the characters of names of natural persons. Registers, passports and residence permits
write every name in it, names from other scripts in transliteration. A name is kept in Unicode normal form C.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The single characters of data type A: hexadecimal code points and ranges, in the order of the norm.
CHARACTERS = """
0020 0027 002C-002E 0041-005A 0060-007A 007E 00A8 00B4 00B7 00C0-00D6 00D8-00F6 00F8-017E 0187-0188 018F 0197
01A0-01A1 01AF-01B0 01B7 01CD-01DC 01DE-01DF 01E2-01F0 01F4-01F5 01F8-01FF 0212-0213 0218-021B 021E-021F
0227-0233 0259 0268 0292 02B9-02BA 02BE-02BF 02C8 02CC 1E02-1E03 1E06-1E07 1E0A-1E11 1E17 1E1C-1E2B 1E2F-1E37
1E3A-1E3B 1E40-1E49 1E52-1E5B 1E5E-1E63 1E6A-1E6F 1E80-1E87 1E8C-1E97 1E9E 1EA0-1EF9 2019 2021
"""
# Letters that Unicode has no single code point for: combining marks (joined by +) → the letters they may follow.
SEQUENCES = """
030B: 0041 0061
0300: 0043 0046 0047 004B 004D 0050 0053 0054 005A 0063 0066 0067 006B 006D 0070 0073 0074 007A
0304: 0043 0046 0048 004B 004E 0050 0053 0054 005A 0063 0066 0068 006B 006E 0070 0073 0074 007A 00DB 00FB 1E32 1E33
0304: 1E62 1E63 1E6C 1E6D 1EE4 1EE5
0306: 0043 004D 004E 0052 005A 0063 006D 006E 0072 007A 00C7 00E7
0308: 0043 0054 005A 0063 007A 1EA0 1EA1 1ECC 1ECD 1EE4 1EE5
0315: 0043 004B 0050 0054 0063 006B 0070 0074 010C 010D
0323: 0043 0050 0063 0070 010C 010D
0326: 0043 0048 004B 004C 004E 0063 0068 006B 006C 006E 017D 017E
0328+0306: 0043 0063
0302: 0044 004B 004C 004D 004E 0064 006B 006C 006D 006E
0331: 0048 0053 0073
0301: 004A 006A 00FF 012A 012B
030C: 004A
0307: 004B 0055 006B 0075
031B: 004B 0054 006B 0074
035F+0048: 004B
035F+0068: 004B 006B
0325: 004C 0052 006C 0072
0325+0304: 004C 0052 006C 0072
0310: 004D 006D
031B+0304: 0053 0073
0327: 005A 007A 017D 017E
030D: 0113 014D
"""


def _letters() -> str:
    """One letter of data type A as a regular expression; longer sequences first, so that no mark is left over."""
    sequences = []
    for line in SEQUENCES.strip().splitlines():
        marks, bases = line.split(": ")
        tail = "".join(_sign(code) for code in marks.split("+"))
        sequences += [_sign(base) + tail for base in bases.split()]
    ranges = "".join("-".join(re.escape(_sign(code)) for code in part.split("-")) for part in CHARACTERS.split())
    return "|".join([*sorted(sequences, key=len, reverse=True), f"[{ranges}]"])


def _sign(code: str) -> str:
    return chr(int(code, 16))


LETTER = re.compile(_letters())


def normalise_name(value: str) -> str:
    """The name in normal form C, without spaces around it and with single spaces inside."""
    return " ".join(unicodedata.normalize("NFC", value).split())


def unknown_character(value: str) -> str:
    """The first character of a name that data type A does not hold; empty when there is none."""
    name, place = normalise_name(value), 0
    while place < len(name):
        letter = LETTER.match(name, place)
        if letter is None:
            return name[place]
        place = letter.end()
    return ""


def validate_name(value: str) -> None:
    """A validator for form and model fields: refuse a name with a character outside data type A, and say which one."""
    sign = unknown_character(value)
    if sign:
        raise ValidationError(
            _("Dieses Zeichen können wir in Namen nicht speichern: %(sign)s. Bitte schreiben Sie Ihren Namen mit "
              "lateinischen Buchstaben, so wie er im Ausweis steht."),
            code="name",
            params={"sign": f"„{sign}“" if sign.isprintable() else f"U+{ord(sign):04X}"},
        )  # fmt: skip
