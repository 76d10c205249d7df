"""The numbers Word counts by itself: they stand nowhere in the text, only the rule for them does."""

import re
from collections import defaultdict
from dataclasses import dataclass

from roterfaden.concept.methods.documents.package import Tree, W
from roterfaden.concept.methods.documents.styles import Styles

DEEPEST = 8
BULLET = "bullet"
COUNTED_UNTIL = 4_000
"""Above it Roman numerals end; nobody numbers so far, but a broken file may say so."""
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """How one level of a list counts."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restarts_after: int | None = None
    is_legal: bool = False
    style: str = ""


@dataclass(frozen=True)
class Marker:
    """What stands before a list item: its number, or nothing to read for a bullet."""

    text: str
    level: int
    is_bullet: bool


class Numbering:
    """The lists of a document, counting along while it is read from the beginning to the end."""

    def __init__(self, root: Tree | None, styles: Styles) -> None:
        self._styles = styles
        self._rules: dict[str, dict[int, Rule]] = {}
        self._list_of: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root: Tree) -> None:
        by_style: dict[str, str] = {}
        links: dict[str, str] = {}
        for each in root.iter(f"{W}abstractNum"):
            key = each.get(f"{W}abstractNumId", "")
            self._rules[key] = {_value(level, "ilvl", 0): _rule(level) for level in each.findall(f"{W}lvl")}
            for name, found in (("styleLink", by_style), ("numStyleLink", links)):
                link = each.find(f"{W}{name}")
                if link is not None and name == "styleLink":
                    found[link.get(f"{W}val", "")] = key
                elif link is not None:
                    found[key] = link.get(f"{W}val", "")
        for key, style in links.items():
            self._rules[key] = self._rules.get(by_style.get(style, ""), self._rules[key])
        for number in root.iter(f"{W}num"):
            self._read_list(number)

    def _read_list(self, number: Tree) -> None:
        key, abstract = number.get(f"{W}numId", ""), number.find(f"{W}abstractNumId")
        if abstract is None:
            return
        self._list_of[key] = abstract.get(f"{W}val", "")
        for override in number.findall(f"{W}lvlOverride"):
            level, start = _value(override, "ilvl", 0), override.find(f"{W}startOverride")
            if start is not None:
                self._overrides[key][level] = _value(start, "val", 1)

    def marker(self, properties: Tree | None) -> Marker | None:
        """The number of the next paragraph, counted on; None for a paragraph in no list."""
        key, level = self._place(properties)
        if key is None or key not in self._list_of:
            return None
        abstract = self._list_of[key]
        rules = self._rules.get(abstract, {})
        rule = rules.get(level, Rule(format="none"))
        self._count(key, abstract, level, rule, rules)
        if rule.format == BULLET:
            return Marker("", level, is_bullet=True)
        return Marker(self._shown(abstract, rule, rules), level, is_bullet=False)

    def _place(self, properties: Tree | None) -> tuple[str | None, int]:
        style = self._styles.key_of(properties)
        styled, styled_level, bringer = self._styles.numbering(style)
        own = None if properties is None else properties.find(f"{W}numPr")
        number = None if own is None else own.find(f"{W}numId")
        depth = None if own is None else own.find(f"{W}ilvl")
        key = styled if number is None else number.get(f"{W}val")
        if key in (None, "0"):
            return None, 0
        level = styled_level if depth is None else _value(depth, "val", 0)
        if level is None:
            level = self._level_of_style(key, style, bringer)
        return key, min(max(level, 0), DEEPEST)

    def _level_of_style(self, key: str, *styles: str) -> int:
        """Headings say which list they belong to; the list says which level is theirs."""
        rules = self._rules.get(self._list_of.get(key, ""), {})
        found = [level for level, rule in rules.items() if rule.style and rule.style in styles]
        return found[0] if found else 0

    def _count(self, key: str, abstract: str, level: int, rule: Rule, rules: dict[int, Rule]) -> None:
        counts = self._counts[abstract]
        first = self._overrides.get(key, {}).get(level)
        if first is not None and (key, level) not in self._begun:
            counts[level] = first
        else:
            counts[level] = counts[level] + 1 if level in counts else rule.start
        self._begun.add((key, level))
        for below in [each for each in counts if each > level]:
            restarts = rules.get(below, Rule()).restarts_after
            if restarts is None or (restarts and level < restarts):
                del counts[below]

    def _shown(self, abstract: str, rule: Rule, rules: dict[int, Rule]) -> str:
        counts = self._counts[abstract]

        def number(found: "re.Match[str]") -> str:
            level = int(found[1]) - 1
            asked = rules.get(level, Rule())
            form = "decimal" if rule.is_legal and asked.format != "none" else asked.format
            return counted(counts.setdefault(level, asked.start), form)

        return re.sub(r"%([1-9])", number, rule.text).strip()


def counted(count: int, form: str) -> str:
    """A count in one of Word's formats; unknown ones in figures."""
    if form in ("none", BULLET):
        return ""
    if not 0 < count < COUNTED_UNTIL:
        return str(count)
    if form in ("upperRoman", "lowerRoman"):
        return roman(count).upper() if form == "upperRoman" else roman(count)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "decimalZero":
        return f"{count:02d}"
    return f"{count}." if form == "ordinal" else str(count)


def roman(count: int) -> str:
    """A count as a small Roman numeral."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _rule(level: Tree) -> Rule:
    form, text, start = level.find(f"{W}numFmt"), level.find(f"{W}lvlText"), level.find(f"{W}start")
    restart, style, legal = level.find(f"{W}lvlRestart"), level.find(f"{W}pStyle"), level.find(f"{W}isLgl")
    return Rule(
        format="decimal" if form is None else form.get(f"{W}val", "decimal"),
        text="" if text is None else text.get(f"{W}val", ""),
        start=1 if start is None else _value(start, "val", 1),
        restarts_after=None if restart is None else _value(restart, "val", 0),
        is_legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false"),
        style="" if style is None else style.get(f"{W}val", ""),
    )


def _value(element: Tree, name: str, fallback: int) -> int:
    try:
        return int(element.get(f"{W}{name}", ""))
    except ValueError:
        return fallback
