"""Understanding the words people write into a list: kinds, languages, days, points. Nothing is guessed beyond doubt."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache

from babel import Locale

from roterfaden.participation.enums import Channel, ContributionKind, Language

MOST_POINTS = 9_999
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_NO_WORD = re.compile(r"[^\w]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?=\n)")


def folded(text: str) -> str:
    """Words to compare by: small letters, umlauts written out, one space between words, no other signs."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_FOLDED)
    return _NO_WORD.sub(" ", plain).strip()


def tidy(text: str) -> str:
    """The words of a card as they are kept: one form of every letter, no space at the ends of lines."""
    lines = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


# --- words with a fixed meaning -----------------------------------------------------------------------------------
_KIND_WORDS = {
    ContributionKind.STRENGTH: "Stärke|Stärken|positiv|das läuft gut|was läuft gut|läuft gut|gut",
    ContributionKind.WEAKNESS: "Schwäche|Schwächen|negativ|das läuft nicht gut|läuft schlecht|schlecht|Mangel|Kritik",
    ContributionKind.CHALLENGE: "Herausforderung|Herausforderungen|Problem|Probleme|Bedarf|Bedarfe|Hindernis|Hürde",
    ContributionKind.GOAL: "Ziel|Ziele|Zielsetzung|Wunsch|Wünsche",
    ContributionKind.INDICATOR: "Messgröße|Messgrößen|Indikator|Indikatoren|Kennzahl|Kennzahlen|Messung|woran messen",
    ContributionKind.MEASURE: "Maßnahme|Maßnahmen|Idee|Ideen|Vorschlag|Vorschläge|Projekt|Projekte|Projektidee",
    ContributionKind.FEEDBACK: "Rückmeldung zum Entwurf|Rückmeldung|Rückmeldungen|Feedback|Anmerkung|Anmerkungen",
    ContributionKind.QUESTION: "Frage|Fragen|offene Frage",
}
_CHANNEL_WORDS = {
    Channel.CARD: "Karte auf Papier|Karte|Karten|Papier|Moderationskarte|Metaplan",
    Channel.PHONE: "eigenes Telefon|Telefon|Handy|Smartphone|Tablet|mobil",
    Channel.ONLINE: "Online-Formular|Online|Internet|Website|Formular|Webformular",
    Channel.LETTER: "Brief oder E-Mail|Brief|Post|E-Mail|Email|Mail|schriftlich|per Post|per E-Mail",
    Channel.INTERVIEW: "Interview|Interviews|Gespräch|Einzelgespräch",
    Channel.ORAL: "mündlich|mündlich, von der Moderation notiert|Zuruf|gesagt|Protokoll|Plenum",
}
_LANGUAGE_WORDS = {
    "fa": "Farsi|Dari|Persisch (Farsi)",
    "ku": "Kurmandschi|Kurmanci|Sorani",
    "ti": "Tigrinisch|Tigrinja",
    "de": "Hochdeutsch|Leichte Sprache|einfache Sprache",
}


def read_kind(written: str) -> str | None:
    """The kind of contribution a word means, or None."""
    return _kinds().get(folded(written))


def read_channel(written: str) -> str | None:
    """The way a voice came, or None."""
    return _channels().get(folded(written))


def read_language(written: str) -> str | None:
    """The language a word means (in German, in its own name, as a code), or None."""
    return _languages().get(folded(written))


@cache
def _kinds() -> Mapping[str, str]:
    return _dictionary((kind.value, (kind.value, *words.split("|"))) for kind, words in _KIND_WORDS.items())


@cache
def _channels() -> Mapping[str, str]:
    return _dictionary((channel.value, (channel.value, *words.split("|"))) for channel, words in _CHANNEL_WORDS.items())


@cache
def _languages() -> Mapping[str, str]:
    german = Locale.parse("de").languages
    return _dictionary(
        (code, (code, german.get(code, code), Language(code).label, *_LANGUAGE_WORDS.get(code, "").split("|")))
        for code in Language.values
    )


def _dictionary(meanings: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for value, words in meanings:
        for word in words:
            if folded(word):
                found.setdefault(folded(word), value)
    return found


# --- numbers ------------------------------------------------------------------------------------------------------
_POINTS = re.compile(r"(\d{1,4})\s*(?:x|mal|punkte?|pkt\.?|stimmen?|likes?)?", re.IGNORECASE)
_MARKS = re.compile(r"([|Ixl/•●*+✓✔]\s*){1,50}")
_NUMBER = re.compile(r"(?:tisch|gruppe|runde|nr\.?|t)?\s*\.?\s*(\d{1,3})", re.IGNORECASE)


def read_points(written: str) -> int | None:
    """Points people stuck on a card: "3", "3 Punkte", "3x", "●●●", "|||"; None if it cannot be read."""
    text = written.strip()
    if match := _POINTS.fullmatch(text):
        return int(match[1])
    if _MARKS.fullmatch(text):
        return sum(1 for sign in text if not sign.isspace())
    return None


def read_number(written: str) -> int | None:
    """The number of a table or round: "3", "Tisch 3"; None if it cannot be read or is no positive number."""
    match = _NUMBER.fullmatch(written.strip())
    return int(match[1]) or None if match else None


# --- days ---------------------------------------------------------------------------------------------------------
_MONTHS = (
    "januar|jan|jaenner", "februar|feb", "maerz|mrz|mar", "april|apr", "mai", "juni|jun", "juli|jul", "august|aug",
    "september|sep|sept", "oktober|okt", "november|nov", "dezember|dez",
)  # fmt: skip
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split("|")}
_WEEKDAY = re.compile(r"^(?:mo|di|mi|do|fr|sa|so)\w*[.,]*\s+", re.IGNORECASE)
_TIME = re.compile(r"[T,\s]+\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:uhr)?$", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GERMAN = re.compile(r"(\d{1,2})[./-]\s*(\d{1,2})[./-]\s*(\d{4}|\d{2})")
_WRITTEN = re.compile(r"(\d{1,2})\.?\s*([a-z]+)\.?\s*(\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{5}")
_SERIAL_FROM = date(1899, 12, 30)
CENTURY = 2000


def read_day(written: str) -> date | None:
    """A day as people write it: 11.05.2017, 11.5.17, 11. Mai 2017, Do, 11.05.2017 14:00, 2017-05-11; or the number of
    days a spreadsheet counts. Day before month, always. None if it is no day."""
    text = _TIME.sub("", _WEEKDAY.sub("", written.strip()))
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _GERMAN.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _WRITTEN.fullmatch(text.casefold().translate(_FOLDED)):
        month = _MONTH_OF.get(match[2])
        return _day(match[3], str(month), match[1]) if month else None
    if _SERIAL.fullmatch(text):
        return _SERIAL_FROM + timedelta(days=int(text))
    return None


def _day(year: str, month: str, day: str) -> date | None:
    full = int(year) if len(year) == 4 else CENTURY + int(year)  # noqa: PLR2004 -- a year written out
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


# --- lists that were pasted ---------------------------------------------------------------------------------------
_BULLET = re.compile(r"^\s*[-–—•*·▪●○]\s+")
_NUMBERED = re.compile(r"^\s*\d{1,4}[.)]\s+")


def pasted_lines(text: str) -> list[str]:
    """The cards in a pasted list: one each line, without bullets, and without numbers if every line has one."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    numbered = len(lines) > 1 and all(_NUMBERED.match(line) for line in lines)
    mark = _NUMBERED if numbered else _BULLET
    return [mark.sub("", line) for line in lines]
