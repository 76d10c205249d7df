"""Single properties as servers really send them: numbers for text, text for lists, dates in any spelling."""

import hashlib
import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from roterfaden.council.errors.sync import Unreadable

Json = dict[str, Any]

ZONE = ZoneInfo("Europe/Berlin")
"""Times without an offset are meant as the clock on the wall shows them."""
YEARS = (1945, 2100)
"""Days outside of these stand for "not known" (0001-01-01, 9999-12-31)."""
MOST_LEVELS = 40
PERSONAL = frozenset({
    "person", "persons", "membership", "memberships", "participant", "participants", "originatorperson", "email",
    "phone", "contactemail", "contactname", "familyname", "givenname", "formofaddress", "gender", "affix", "life",
    "lifesource", "streetaddress", "postalcode", "geojson", "text",
})  # fmt: skip
"""Properties that are about persons, or hold the words of whole documents, which nobody here needs."""
PERSONAL_TYPES = frozenset({"Person", "Membership"})
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def read_json(content: bytes) -> Any:
    """What a server sent, also with a byte order mark, in the wrong encoding or with bare control characters.

    What no database takes is left out: NUL, halves of characters, numbers that are none. Raises Unreadable.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        return _clean(json.loads(text, strict=False, parse_constant=lambda _name: None), MOST_LEVELS)
    except (ValueError, RecursionError) as error:
        raise Unreadable() from error


def without_persons(value: Any) -> Any:
    """The same without persons, contact data, whole documents and a vendor's own properties, at any depth."""
    if isinstance(value, list):
        return [without_persons(each) for each in value if not _is_person(each)]
    if isinstance(value, dict):
        return {
            name: without_persons(each)
            for name, each in value.items()
            if ":" not in name and name.lower() not in PERSONAL and not _is_person(each)
        }
    return value


def digest_of(value: Json) -> str:
    """A mark of the content. Times of change are no content: some servers say "now" at everything."""
    told = json.dumps(_content(value), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode("utf-8", errors="replace")).hexdigest()


def object_key(url: str) -> str:
    """What identifies an object of one source: its address without scheme and host, because those change."""
    parts = urlsplit(url)
    rest = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return hashlib.sha256(rest.encode("utf-8", errors="replace")).hexdigest()


def as_text(value: Any, longest: int = 500) -> str:
    """Text on one line, at most `longest` letters; of a list the first, of an object its name."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("description") or ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())[:longest]


def as_words(value: Any, longest: int = 20_000) -> str:
    """Text that may have several lines."""
    if not isinstance(value, str):
        return as_text(value, longest)
    lines = [" ".join(line.split()) for line in value.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:longest]


def as_url(value: Any) -> str:
    """An address, also where an object with an id stands in its place."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("id") or value.get("href") or ""
    return value.strip() if isinstance(value, str) and ("/" in value or value.startswith("?")) else ""


def as_urls(value: Any) -> tuple[str, ...]:
    """Addresses, also where one stands without a list around it."""
    found = (as_url(each) for each in (value if isinstance(value, list) else [value]))
    return tuple(dict.fromkeys(url for url in found if url))


def as_objects(value: Any) -> tuple[Json, ...]:
    """Objects, also where one stands without a list around it; bare addresses are none."""
    return tuple(each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict))


def as_day(value: Any) -> date | None:
    """A day, from a date, a moment or German spelling; None for what stands for "not known"."""
    text = as_text(value, 40)
    german = _GERMAN_DAY.match(text)
    try:
        if german:
            found = date(int(german[3]), int(german[2]), int(german[1]))
        elif "T" in text or " " in text:
            moment = as_moment(text)
            return moment.astimezone(ZONE).date() if moment else None
        else:
            found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if YEARS[0] <= found.year <= YEARS[1] else None


def as_moment(value: Any) -> datetime | None:
    """A moment; without an offset it is meant in German time."""
    try:
        found = datetime.fromisoformat(as_text(value, 40))
    except ValueError:
        return None
    if not YEARS[0] <= found.year <= YEARS[1]:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ZONE)


def as_flag(value: Any) -> bool | None:
    """Yes, no, or not said."""
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "ja": True, "false": False, "0": False, "nein": False}.get(
        as_text(value, 10).lower()
    )


def type_of(value: Json) -> str:
    """The last part of the type: "Paper". Empty when it is missing."""
    return as_text(value.get("type"), 200).rstrip("/").rpartition("/")[2]


def since_parameter(moment: datetime) -> str:
    """A moment for `modified_since`, one hour west of Greenwich: so it holds no plus sign, which servers take for a
    space, and the colons may stand as they are, which some servers do not unescape."""
    west = timezone(timedelta(hours=-1))
    return moment.astimezone(UTC).astimezone(west).isoformat(timespec="seconds")


def _clean(value: Any, levels: int) -> Any:
    if levels < 0:
        raise RecursionError
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", errors="ignore").decode("utf-8")
    if isinstance(value, list):
        return [_clean(each, levels - 1) for each in value]
    if isinstance(value, dict):
        return {str(_clean(name, levels)): _clean(each, levels - 1) for name, each in value.items()}
    is_number = isinstance(value, float) and (value != value or value in (float("inf"), float("-inf")))
    return None if is_number else value


def _is_person(value: Any) -> bool:
    return isinstance(value, dict) and type_of(value) in PERSONAL_TYPES


def _content(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _content(each) for name, each in value.items() if name not in {"created", "modified"}}
    return [_content(each) for each in value] if isinstance(value, list) else value
