"""Names of the origin in the words of a bundle: where they stand, and other names in their place. No database."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from roterfaden.participation.enums import Language
from roterfaden.transfer.methods.bundle import Object, Sender

WORDS = frozenset({
    "title", "summary", "description", "gate", "name", "short_name", "orientation", "text", "subject", "body",
    "accountable", "responsible", "denominator", "source", "file_reason", "plain_reason", "reason",
    "questions", "lead", *Language.values,
})  # fmt: skip
"""The fields that hold words for people; everything else is a name for programs and stays."""
KIND_OF_PLACE = re.compile(
    r"^(?:(?:Land|Stadt)?[Kk]reis|Region|(?:Kreisfreie |Hanse|Universitäts|Landeshaupt|Große )?[Ss]tadt|"
    r"(?:Samt|Verbands)?[Gg]emeinde|Amt|Markt|Flecken)\s+"
)
CONTEXTS_SHOWN = 3
AROUND = 45
SHORTEST = 3
"""Names shorter than this are not looked for: too much would be found."""


class Replacement(NamedTuple):
    """One name and what stands in its place."""

    search: str
    replace: str


@dataclass(frozen=True)
class Hit:
    """A place in the text: what stands around a name."""

    before: str
    name: str
    after: str


@dataclass(frozen=True)
class Found:
    """A name of the origin that stands in a bundle, how often, a few of the places, and a proposal."""

    search: str
    replace: str
    count: int
    hits: tuple[Hit, ...]


def bare_name(name: str) -> str:
    """What a place is called without saying what it is: "Landkreis Osnabrück" → "Osnabrück"."""
    return KIND_OF_PLACE.sub("", name.partition(",")[0]).strip() or name


def adapted(value: Any, replacements: Sequence[Replacement]) -> Any:
    """An object, or several, with other names in its words; a genitive keeps its s. Longer names go first."""
    names = {each.search: each.replace for each in replacements if each.search and each.replace}
    if not names:
        return value
    pattern = _pattern(names)
    return changed_words(value, lambda text: pattern.sub(lambda hit: names[hit["name"]] + hit["rest"], text))


def changed_words(value: Any, change: Callable[[str], str]) -> Any:
    """An object, or several, with `change` applied to every text people read."""
    return _walk(value, change)


def found_names(
    parts: Mapping[str, Sequence[Object]], origin: Sender, here: Sender, chosen: Iterable[Replacement] = ()
) -> tuple[Found, ...]:
    """The names of the origin that stand in the words of a bundle, the house first, each with what it could become.

    What was chosen before is proposed again. Forms that are words of their own ("Osnabrücker") are listed for
    themselves, because only a person knows what they are called here.
    """
    texts = list(_texts(parts))
    before = dict(chosen)
    proposals = {
        origin.house: here.house, origin.area: here.area, origin.area_short: here.area_short, origin.unit: here.unit,
    }  # fmt: skip
    names = dict.fromkeys([*proposals, *origin.municipalities, *before])
    names |= dict.fromkeys(_forms(texts, origin.area_short))
    hits = _hits(texts, [name for name in names if len(name) >= SHORTEST])
    rows = []
    for name in filter(hits.__contains__, names):
        proposal = before.get(name, proposals.get(name, ""))
        shown = tuple(hits[name][:CONTEXTS_SHOWN])
        rows.append(Found(name, "" if proposal == name else proposal, len(hits[name]), shown))
    return tuple(rows)


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(map(re.escape, longest_first))})(?P<rest>s?)(?!\w)")


def _hits(texts: Iterable[str], names: Sequence[str]) -> dict[str, list[Hit]]:
    """The places of each name, in one pass: inside a longer name a shorter one is not counted."""
    hits: dict[str, list[Hit]] = {}
    if not names:
        return hits
    pattern = _pattern(names)
    for text in texts:
        for found in pattern.finditer(text):
            before, after = _around(text, *found.span())
            hits.setdefault(found["name"], []).append(Hit(before, found[0], after))
    return hits


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Some whole words before and after a place, without the spaces beside it: the page sets them."""
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    if start > AROUND:
        before = before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0]
    return " ".join(before.split()), " ".join(after.split())


def _forms(texts: Iterable[str], name: str) -> list[str]:
    if len(name) < SHORTEST:
        return []
    pattern = re.compile(rf"(?<!\w){re.escape(name)}\w{{2,}}")
    return sorted({found for text in texts for found in pattern.findall(text)})


def _texts(value: Any, *, is_words: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        if is_words:
            yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _texts(each, is_words=key in WORDS)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each, is_words=is_words)


def _walk(value: Any, change: Callable[[str], str], *, is_words: bool = False) -> Any:
    if isinstance(value, str):
        return change(value) if is_words else value
    if isinstance(value, Mapping):
        return {key: _walk(each, change, is_words=key in WORDS) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_walk(each, change, is_words=is_words) for each in value]
    return value
