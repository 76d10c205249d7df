"""Styles of a Word document, as far as they say what a paragraph is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roterfaden.concept.methods.documents.package import Tree, W

LOWEST = 9
_HEADING_NAME = re.compile(r"^(?:heading|überschrift|titre|kop)\s*([1-9])$", re.IGNORECASE)
_TITLE_NAMES = {"title", "titel", "subtitle", "untertitel"}
_CONTENTS_NAME = re.compile(
    r"^(?:toc\s*\d|toc heading|contents\s*(?:\d|heading)|verzeichnis\s*\d|inhaltsverzeichnis.*|table of figures|"
    r"index\s*\d)$",
    re.IGNORECASE,
)
USUAL_SIZE = 22
"""Half points; what Word writes in when a document says nothing."""


@dataclass(frozen=True)
class Look:
    """How a run looks; None where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    size: int | None = None
    font: str = ""

    def over(self, below: "Look") -> "Look":
        """What this says, and what `below` says where this is silent."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.hidden if self.hidden is None else self.hidden,
            below.size if self.size is None else self.size,
            self.font or below.font,
        )


def look_of(properties: Tree | None) -> Look:
    """What `w:rPr` says."""
    if properties is None:
        return Look()
    size, fonts = properties.find(f"{W}sz"), properties.find(f"{W}rFonts")
    return Look(
        bold=_switch(properties, "b"),
        italic=_switch(properties, "i"),
        hidden=_switch(properties, "vanish"),
        size=_number(size),
        font="" if fonts is None else fonts.get(f"{W}ascii", "") or fonts.get(f"{W}hAnsi", ""),
    )


def _switch(properties: Tree, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "true") not in ("0", "false", "off")


def _number(element: Tree | None) -> int | None:
    try:
        return None if element is None else int(float(element.get(f"{W}val", "")))
    except ValueError:
        return None


class Styles:
    """The styles of a document; every question is answered along the chain of `basedOn`."""

    def __init__(self, root: Tree | None) -> None:
        self._by_id: dict[str, Tree] = {}
        self._usual: dict[str, str] = {}
        self.defaults = Look()
        if root is None:
            return
        for style in root.iter(f"{W}style"):
            key, kind = style.get(f"{W}styleId", ""), style.get(f"{W}type", "paragraph")
            self._by_id[key] = style
            if style.get(f"{W}default") in ("1", "true"):
                self._usual[kind] = key
        self.defaults = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def key_of(self, properties: Tree | None, name: str = "pStyle", kind: str = "paragraph") -> str:
        """The style a paragraph or run has, the usual one where it names none."""
        found = None if properties is None else properties.find(f"{W}{name}")
        return self._usual.get(kind, "") if found is None else found.get(f"{W}val", "")

    def chain(self, key: str) -> Iterator[Tree]:
        """A style and those it is based on, the nearest first. A circle ends where it began."""
        seen: set[str] = set()
        while key in self._by_id and key not in seen:
            seen.add(key)
            style = self._by_id[key]
            yield style
            base = style.find(f"{W}basedOn")
            key = "" if base is None else base.get(f"{W}val", "")

    def look(self, key: str) -> Look:
        """How text in this style looks."""
        look = Look()
        for style in self.chain(key):
            look = look.over(look_of(style.find(f"{W}rPr")))
        return look

    def names(self, key: str) -> list[str]:
        """The names along the chain, as Word shows them, and the keys: some programs write only one of them right."""
        found = []
        for style in self.chain(key):
            name = style.find(f"{W}name")
            found += ["" if name is None else name.get(f"{W}val", ""), style.get(f"{W}styleId", "")]
        return [name.strip() for name in found]

    def heading_level(self, properties: Tree | None) -> int | None:
        """1 to 9 for a heading, 0 for the title of the document, None for anything else.

        The paragraph's own outline level counts first, then name or outline level of the style, whatever is nearer.
        """
        own = _outline(properties)
        if own is not None:
            return own if own <= LOWEST else None
        for style in self.chain(self.key_of(properties)):
            name = style.find(f"{W}name")
            for text in ("" if name is None else name.get(f"{W}val", ""), style.get(f"{W}styleId", "")):
                if found := _HEADING_NAME.match(text.strip()):
                    return int(found[1])
                if text.strip().lower() in _TITLE_NAMES:
                    return 0
            outline = _outline(style.find(f"{W}pPr"))
            if outline is not None:
                return outline if outline <= LOWEST else None
        return None

    def is_contents(self, key: str) -> bool:
        """Whether the style belongs to a table of contents."""
        return any(_CONTENTS_NAME.match(name) for name in self.names(key))

    def numbering(self, key: str) -> tuple[str | None, int | None, str]:
        """List and level the style brings, and the style that brings the list."""
        level = None
        for style in self.chain(key):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is None:
                continue
            own = _number(found.find(f"{W}ilvl"))
            level = own if level is None else level
            number = found.find(f"{W}numId")
            if number is not None:
                return number.get(f"{W}val"), level, style.get(f"{W}styleId", "")
        return None, level, ""

    def usual_size(self) -> int:
        """The size of running text in half points."""
        look = self.look(self._usual.get("paragraph", "")).over(self.defaults)
        return look.size or USUAL_SIZE


def _outline(properties: Tree | None) -> int | None:
    """The outline level counted from 1; 10 is Word's word for running text."""
    level = None if properties is None else _number(properties.find(f"{W}outlineLvl"))
    return None if level is None else level + 1
