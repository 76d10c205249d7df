"""Leichte Sprache: what a program can notice in a text. Advice for the person who writes, never a judgement.

After DIN SPEC 33429:2025-03 "Empfehlungen für Deutsche Leichte Sprache" (words and sentences) and "Die Regeln für
Leichte Sprache" of Netzwerk Leichte Sprache e. V.: short sentences, long words divided by a hyphen or a middle dot, no
passive, genitive or subjunctive, negation only where it must be, figures instead of number words, no abbreviations.
Both leave open how long is long; the limits are ours. Whether a text *is* Leichte Sprache only readers who need it can
say. German words are told by their form, not parsed: some hints are wrong, and some faults are not seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST_SENTENCE = 12
"""Words."""
LONGEST_PIECE = 13
"""Letters of a word, or of a piece of it between hyphens or middle dots."""
QUOTED = 8
"""Words of a sentence that are quoted to find it again."""


class Advice(StrEnum):
    """What somebody who writes may look at again."""

    LONG_SENTENCE = "long_sentence"
    LONG_WORD = "long_word"
    PASSIVE = "passive"
    GENITIVE = "genitive"
    SUBJUNCTIVE = "subjunctive"
    NEGATION = "negation"
    NUMBER_WORD = "number_word"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True)
class Hint:
    """One thing to look at: what, and the words it is about. `count`: words of a sentence, letters of a word, or 0."""

    advice: Advice
    passage: str
    count: int = 0


_MARKS = re.compile(r"[*_`>#|]+|\[([^\]]*)\]\([^)]*\)")
_ITEM = re.compile(r"^\s*(?:[-+•*]|\d{1,3}[.)])\s+")
_ABBREVIATIONS = ("z. B.", "d. h.", "u. a.", "usw.", "bzw.", "ggf.", "evtl.", "ca.", "inkl.", "Nr.", "Abs.", "vgl.")
_ABBREVIATION = re.compile(
    "|".join(rf"(?<!\w){re.escape(each)}".replace(r"\ ", r"\s?") for each in _ABBREVIATIONS), re.IGNORECASE
)
_END = re.compile(r"(?<=[.!?:])[»“”\")]*\s+(?=[\w»„\"(])")
_WORD = re.compile(r"\w+(?:[-‐‑·‧]\w+)*")
_PIECE = re.compile(r"[-‐‑·‧]")
_AUXILIARY = re.compile(r"\b(?:wird|werden|wurden?|worden)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\b(?:\w{0,6}ge\w{2,}(?:t|en)|(?:be|ver|er|ent|zer)\w{3,}(?:t|en)|\w+iert|(?:über|unter|wieder)\w{3,}t)\b"
)
_FUTURE = frozenset(
    {
        "beantworten", "beginnen", "behalten", "bekommen", "benutzen", "besprechen", "bestehen", "besuchen",
        "betreffen", "bewegen", "bezahlen", "entscheiden", "entstehen", "erhalten", "erklären", "erreichen",
        "erzählen", "geben", "gebrauchen", "gefallen", "gehen", "gehören", "gelingen", "gelten", "genießen",
        "geschehen", "gestalten", "gewinnen", "verbessern", "verbieten", "vergessen", "verstehen",
        "versuchen", "verändern",
    }
)  # fmt: skip
"""Infinitives that look like participles: "wir werden es verbessern" is the future."""
_GENITIVE = re.compile(
    r"\b(?:des\s+\w+|(?:ein|kein|dies|jed|jen|unser|ihr|Ihr|sein|mein)es\s+(?:\w+en\s+)?[A-ZÄÖÜ]\w*(?<![aäiousß])s)\b"
)
_SUBJUNCTIVE = re.compile(r"\b(?:könnt|würd|hätt|wär|müsst|dürft)(?:e|en|est|et)\b", re.IGNORECASE)
_NEGATION = re.compile(r"\b(?:nicht|nichts|nie|niemals|niemand|nirgends|ohne|kein(?:e[mnrs]?)?)\b", re.IGNORECASE)
_NUMBER_WORD = re.compile(
    r"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|elf|zwölf|\w*zehn|\w+(?:und)?\w*(?:zig|dreißig)|\w*hundert|"
    r"\w*tausend)\b"
)
_NO_NUMBER = frozenset({"einzig", "winzig", "witzig", "hitzig", "würzig", "trotzig", "spitzig", "rotzig", "ranzig"})


def hints(text: str) -> tuple[Hint, ...]:
    """What to look at in a text (CommonMark), sentence by sentence; the same words are named once for each advice."""
    found = dict.fromkeys(hint for sentence in sentences(text) for hint in _hints_of(sentence))
    return tuple(found)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text without its marks. A heading, an item and a paragraph end one too; a line does not."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        is_item, is_heading = bool(_ITEM.match(line)), line.lstrip().startswith("#")
        if not line.strip() or is_item or is_heading:
            blocks.append([])
        blocks[-1].append(_ITEM.sub("", line))
        if is_heading:
            blocks.append([])
    return tuple(sentence for block in blocks for sentence in _split(" ".join(block)))


def _split(block: str) -> Iterator[str]:
    plain = " ".join(_MARKS.sub(r"\1", block).split())
    start = 0
    for end in _END.finditer(plain):
        if not _goes_on(plain[start : end.start()]):
            yield plain[start : end.end()].strip()
            start = end.end()
    if plain[start:].strip():
        yield plain[start:].strip()


def _goes_on(sentence: str) -> bool:
    """Whether its last point belongs to an abbreviation or to the number of a day."""
    last = [*_ABBREVIATION.finditer(sentence)]
    return bool(last and last[-1].end() == len(sentence)) or bool(re.search(r"\b(?:\d{1,2}|\w)\.$", sentence))


def _hints_of(sentence: str) -> Iterator[Hint]:
    words = _WORD.findall(sentence)
    if len(words) > LONGEST_SENTENCE:
        yield Hint(Advice.LONG_SENTENCE, _quoted(words), len(words))
    for word in words:
        longest = max(map(len, _PIECE.split(word)))
        if longest > LONGEST_PIECE and not word.isdecimal():
            yield Hint(Advice.LONG_WORD, word, longest)
    yield from _passive(sentence)
    for advice, pattern in _BY_FORM:
        for match in pattern.finditer(sentence):
            if match[0].lower() not in _NO_NUMBER:
                yield Hint(advice, match[0])


def _passive(sentence: str) -> Iterator[Hint]:
    auxiliary = _AUXILIARY.search(sentence)
    if auxiliary is None:
        return
    for match in _PARTICIPLE.finditer(sentence):
        if match[0].lower() not in _FUTURE and match[0] != auxiliary[0]:
            yield Hint(Advice.PASSIVE, f"{auxiliary[0]} … {match[0]}")
            return


def _quoted(words: list[str]) -> str:
    return " ".join(words[:QUOTED]) + (" …" if len(words) > QUOTED else "")


_BY_FORM = (
    (Advice.GENITIVE, _GENITIVE),
    (Advice.SUBJUNCTIVE, _SUBJUNCTIVE),
    (Advice.NEGATION, _NEGATION),
    (Advice.NUMBER_WORD, _NUMBER_WORD),
    (Advice.ABBREVIATION, _ABBREVIATION),
)
