"""What a Word document becomes in a concept: a proposal for each block, and the elements that follow from choices.

The proposal reads like a person leafing through: words ("Ziel 3.2:"), headings, tables used as forms, lists under
"Maßnahmen". What it is not sure of becomes text, so that nothing is lost; a person decides before anything is taken in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from roterfaden.concept.enums import BlockKind, BlockUse, ElementKind, LeftBecause, Origin
from roterfaden.concept.methods.documents import Block, escaped
from roterfaden.concept.methods.outline import may_stand_under

DEEPEST = 9
LONGEST_TITLE = 240
SHORTENED_TITLE = 200
LONGEST_ACCOUNTABLE = 200
ELEMENT_USES: Mapping[str, ElementKind] = {kind.value: kind for kind in ElementKind}

_WORDS = {
    BlockUse.FIELD: r"handlungsfeld|themenfeld|handlungsbereich",
    BlockUse.PRINCIPLE: r"leitsatz|leitziel|leitlinie|leitbild",
    BlockUse.CHALLENGE: r"herausforderung|handlungsbedarf|problemlage",
    BlockUse.GOAL: r"(?:ober|teil|unter|handlungs)?ziel",
    BlockUse.INITIATIVE: r"ma(?:ß|ss)nahme|projekt|handlungsempfehlung",
}
_PLURALS = {
    BlockUse.FIELD: r"handlungsfelder|themenfelder|handlungsbereiche",
    BlockUse.PRINCIPLE: r"leitsätze|leitziele|leitlinien",
    BlockUse.CHALLENGE: r"herausforderungen|handlungsbedarfe",
    BlockUse.GOAL: r"(?:ober|teil|unter|handlungs)?ziele",
    BlockUse.INITIATIVE: r"ma(?:ß|ss)nahmen|projekte|handlungsempfehlungen",
}
_REST = r"(?:\s+(?P<number>[A-Z]?\d+(?:\.\d+)*\.?))?(?P<sign>\s*[:–—-]\s*|\s+|$)(?P<rest>.*)$"
_SINGLE = {use: re.compile(rf"^(?:{words})\b{_REST}", re.IGNORECASE | re.DOTALL) for use, words in _WORDS.items()}
_SEVERAL = {
    use: re.compile(rf"^(?:(?:weitere|unsere)\s+)?(?:{words})\s*:?$", re.IGNORECASE) for use, words in _PLURALS.items()
}
_ACCOUNTABLE = re.compile(r"^(?:verantwortlich\w*|zuständig\w*|federführ\w*)(?:\s*:\s*(?P<who>.+))?$", re.IGNORECASE)
_LOOSE = (BlockUse.FIELD, BlockUse.PRINCIPLE, BlockUse.INITIATIVE)
"""What a heading may name without number or colon ("Handlungsfeld Sprache"); "Ziel der Befragung" is no goal."""
_RANK = {BlockUse.PRINCIPLE: 1, BlockUse.CHALLENGE: 1, BlockUse.GOAL: 2, BlockUse.INITIATIVE: 3}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True)
class Choice:
    """What becomes of a block; `depth` from 1 counts for those that become elements."""

    use: str
    depth: int = 1
    because: str = ""


@dataclass
class Planned:
    """An element that will be: its words, the element it stands under (its place in the plan) and its blocks."""

    kind: ElementKind
    depth: int
    parent: int | None
    title: str
    parts: list[tuple[Block, str]] = field(default_factory=list)
    accountable: str = ""
    blocks: list[int] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The text as CommonMark."""
        return _body(self.parts)


@dataclass(frozen=True)
class Plan:
    """Everything a document becomes. `wrong` names the blocks that cannot stand where they are."""

    elements: tuple[Planned, ...]
    wrong: frozenset[int]

    def counts(self) -> dict[str, int]:
        """How many elements of each kind."""
        return {kind.value: sum(each.kind == kind for each in self.elements) for kind in ElementKind}


# --- the proposal -------------------------------------------------------------------------------------------------
def proposed(blocks: Sequence[Block]) -> list[Choice]:
    """What most likely becomes of each block; always a plan without anything wrong."""
    proposer = _Proposer(blocks)
    choices = [proposer.choice(number) for number in range(len(blocks))]
    for number, choice in enumerate(choices):
        following = choices[number + 1].use if number + 1 < len(choices) else ""
        if choice.because == LeftBecause.SECTION and following not in ELEMENT_USES:
            choices[number] = Choice(BlockUse.TEXT, choice.depth)
    while wrong := planned(blocks, choices).wrong:
        begins = {number for number in wrong if choices[number].use in ELEMENT_USES}
        for number in begins or {min(wrong)}:
            choices[number] = Choice(BlockUse.TEXT, choices[number].depth)
    return choices


@dataclass(frozen=True)
class _Section:
    """A heading such as "Maßnahmen": what stands below it is of this kind."""

    use: BlockUse
    level: int
    takes_paragraphs: bool


class _Proposer:
    """Goes through a document once, remembering the heading and the section it is in."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._level = 0
        self._sections: list[_Section] = []
        self._next: BlockUse | None = None

    def choice(self, number: int) -> Choice:
        block = self._blocks[number]
        waiting, self._next = self._next, None
        if block.kind == BlockKind.NOTE:
            self._next = waiting
            return Choice(BlockUse.BODY)
        if block.kind == BlockKind.HEADING:
            return self._heading(number, block)
        if block.kind == BlockKind.TABLE:
            return Choice(BlockUse.BODY)
        if waiting:
            return Choice(waiting, self._depth(max(self._level, 1)))
        return self._running(number, block)

    def _heading(self, number: int, block: Block) -> Choice:
        level = max(block.level, 1)
        while self._sections and level <= self._sections[-1].level:
            self._sections.pop()
        self._level, section = level, self._sections[-1] if self._sections else None
        if several := _named(block.plain, _SEVERAL):
            self._sections.append(_Section(several, level, takes_paragraphs=not self._has_items(number)))
            return Choice(BlockUse.LEFT, self._depth(level), LeftBecause.SECTION)
        use = _single(block.plain, loose=True)
        if use in (BlockUse.GOAL, BlockUse.INITIATIVE, BlockUse.PRINCIPLE) and self._is_label_of_next(number, use):
            self._next = use
            return Choice(BlockUse.LEFT, self._depth(level), LeftBecause.SECTION)
        if use is None and section and level == section.level + 1:
            use = section.use
        return Choice(use or BlockUse.TEXT, self._depth(level))

    def _is_label_of_next(self, number: int, use: BlockUse) -> bool:
        """Whether the heading says "Ziel" and the line below it says which."""
        found = _SINGLE[use].match(self._blocks[number].plain)
        following = self._blocks[number + 1] if number + 1 < len(self._blocks) else None
        return (
            found is not None and not found["rest"].strip() and following is not None
            and following.kind == BlockKind.PARAGRAPH and not following.label
            and len(following.plain) <= LONGEST_TITLE
        )  # fmt: skip

    def _has_items(self, number: int) -> bool:
        for block in self._blocks[number + 1 :]:
            if block.kind == BlockKind.HEADING:
                return True
            if block.kind == BlockKind.ITEM:
                return True
        return False

    def _running(self, number: int, block: Block) -> Choice:
        if block.label:
            return self._labelled(block)
        if _is_accountable(block):
            return Choice(BlockUse.ACCOUNTABLE)
        if block.origin in (Origin.BODY, Origin.TABLE):
            if use := _single(block.plain, loose=False):
                return Choice(use, self._depth(self._level + _RANK.get(use, 0)))
            section = self._sections[-1] if self._sections else None
            if section and section.level == self._level and _belongs(block, section):
                return Choice(section.use, self._depth(self._level + 1))
        if number and self._goes_on(self._blocks[number - 1], block):
            return Choice(BlockUse.CONTINUES)
        return Choice(BlockUse.BODY)

    def _labelled(self, block: Block) -> Choice:
        if _ACCOUNTABLE.match(block.label):
            return Choice(BlockUse.ACCOUNTABLE)
        use = _single(block.label, loose=False) or _named(block.label, _SEVERAL)
        return Choice(use, self._depth(self._level + _RANK.get(use, 0))) if use else Choice(BlockUse.BODY)

    @staticmethod
    def _goes_on(before: Block, block: Block) -> bool:
        """Whether a sentence was cut in two by a paragraph mark."""
        return (
            before.kind == block.kind == BlockKind.PARAGRAPH and before.origin == block.origin
            and before.plain[-1:].isalpha() | (before.plain[-1:] == ",") and block.plain[:1].islower()
        )  # fmt: skip

    @staticmethod
    def _depth(level: int) -> int:
        return min(max(level, 1), DEEPEST)


def _belongs(block: Block, section: _Section) -> bool:
    """Whether a block directly below such a heading is one of what it names."""
    return block.level == 0 if block.kind == BlockKind.ITEM else section.takes_paragraphs


def _named(text: str, patterns: "Mapping[BlockUse, re.Pattern[str]]") -> BlockUse | None:
    return next((use for use, pattern in patterns.items() if pattern.match(text.strip())), None)


def _single(text: str, *, loose: bool) -> BlockUse | None:
    """The kind a text names at its beginning."""
    for use, pattern in _SINGLE.items():
        found = pattern.match(text.strip())
        if found is None:
            continue
        rest = found["rest"].strip()
        if found["number"] or found["sign"].strip() or not rest:
            return use
        if loose and use in _LOOSE and rest[:1].isupper():
            return use
    return None


def _is_accountable(block: Block) -> bool:
    found = _ACCOUNTABLE.match(block.plain)
    return found is not None and bool(found["who"])


# --- the plan -----------------------------------------------------------------------------------------------------
def planned(blocks: Sequence[Block], choices: Sequence[Choice]) -> Plan:
    """The elements that follow from the choices, each with its place, in reading order.

    An element stands under the nearest one before it that is less deep and may hold it; a field of action always on
    top. What may stand nowhere, and text before the first element, is wrong.
    """
    elements: list[Planned] = []
    stack: list[int] = []
    wrong: set[int] = set()
    for number, (block, choice) in enumerate(zip(blocks, choices, strict=True)):
        if choice.use == BlockUse.LEFT:
            continue
        if choice.use in ELEMENT_USES:
            _begin(elements, stack, wrong, number, block, choice)
        elif elements:
            _add(elements[-1], block, choice)
            elements[-1].blocks.append(number)
        else:
            wrong.add(number)
    return Plan(tuple(elements), frozenset(wrong))


def _begin(
    elements: list[Planned], stack: list[int], wrong: set[int], number: int, block: Block, choice: Choice
) -> None:
    while stack and elements[stack[-1]].depth >= choice.depth:
        stack.pop()
    above: list[int | None] = [*reversed(stack), None]
    kinds = [None if place is None else elements[place].kind for place in above]
    fitting = [place for place, kind in zip(above, kinds, strict=True) if may_stand_under(choice.use, kind)]
    if not fitting:
        wrong.add(number)
    title, parts = _title_and_rest(block, choice.use)
    parent = fitting[0] if fitting else None
    elements.append(Planned(ELEMENT_USES[choice.use], choice.depth, parent, title, parts, blocks=[number]))
    stack.append(len(elements) - 1)


def _add(element: Planned, block: Block, choice: Choice) -> None:
    if choice.use == BlockUse.ACCOUNTABLE and not element.accountable:
        found = None if block.label else _ACCOUNTABLE.match(block.plain)
        who = " ".join((found["who"] or block.plain if found else block.plain).split())
        if len(who) <= LONGEST_ACCOUNTABLE:
            element.accountable = who
            return
    if choice.use == BlockUse.CONTINUES:
        if element.parts and element.parts[-1][0].kind != BlockKind.TABLE:
            before, text = element.parts[-1]
            element.parts[-1] = (before, f"{text} {block.text}")
            return
        joined = f"{element.title} {' '.join(block.plain.split())}"
        if not element.parts and len(joined) <= LONGEST_TITLE:
            element.title = joined
            return
    element.parts.append((block, escaped(block.plain) if block.kind == BlockKind.HEADING else block.text))


def _title_and_rest(block: Block, use: str) -> tuple[str, list[tuple[Block, str]]]:
    """The title of an element that begins with this block, and what does not fit into it."""
    plain = " ".join(block.plain.split())
    if block.kind == BlockKind.TABLE:
        return _shortened(plain), [(block, block.text)]
    pattern = _SINGLE.get(BlockUse(use))
    found = pattern.match(plain) if pattern and not block.label else None
    rest = found["rest"].strip() if found else ""
    title = rest if rest and _single(plain, loose=block.kind == BlockKind.HEADING) == use else plain
    if len(title) > LONGEST_TITLE:
        return _shortened(title), [
            (_unlabelled(block), escaped(plain) if block.kind == BlockKind.HEADING else block.text)
        ]
    return title, [(_unlabelled(block), block.text)] if "](<" in block.text else []


def _unlabelled(block: Block) -> Block:
    return Block(BlockKind.PARAGRAPH, block.text, block.plain)


def _shortened(text: str) -> str:
    first = _SENTENCE_END.split(text, maxsplit=1)[0]
    if len(first) <= LONGEST_TITLE:
        return first
    return text[:SHORTENED_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _body(parts: Sequence[tuple[Block, str]]) -> str:
    """Blocks as one text: list items line by line, everything else with an empty line between."""
    text, before, depth = "", None, 0
    for block, words in parts:
        is_item = block.kind == BlockKind.ITEM and not block.label
        depth = min(block.level, depth + 1 if before == BlockKind.ITEM else 0) if is_item else 0
        separator = "" if not text else "\n" if is_item and before == BlockKind.ITEM else "\n\n"
        text += separator + _line(block, words, depth if is_item else None)
        before = BlockKind.ITEM if is_item else block.kind
    return text


def _line(block: Block, words: str, depth: int | None) -> str:
    if depth is not None:
        is_counted = re.fullmatch(r"\d{1,9}[.)]", block.marker)
        sign = block.marker if is_counted else "-"
        own = "" if is_counted or not block.marker else f"{escaped(block.marker)} "
        return f"{'    ' * depth}{sign} {own}{words}"
    if block.kind == BlockKind.HEADING:
        return f"### {' '.join(filter(None, (escaped(block.marker), words)))}"
    if block.kind == BlockKind.NOTE and block.marker:
        return f"\\[{block.marker}\\] {words}"
    label = f"**{escaped(block.label)}:** " if block.label else ""
    marker = f"{escaped(block.marker)} " if block.marker and block.kind != BlockKind.TABLE else ""
    return f"{label}{marker}{words}"
