"""What a Word document consists of once it is read: blocks in reading order, and what is not part of the text."""

from dataclasses import dataclass, replace

from roterfaden.concept.enums import BlockKind, LeftBecause, Origin


@dataclass(frozen=True)
class Block:
    """One paragraph, heading, list item, table or note.

    `text` is CommonMark, `plain` the same words without marks. `source` holds the signs as they stand in the file, so
    that a test can show that none is lost. `level` counts headings from 1 (0: title of the document) and list items
    from 0. `marker` is the number or letter people see before it, whether typed or counted by Word. `label` is what
    stands beside it in a table used as a form. `is_guess` says that only its looks make it a heading.
    """

    kind: BlockKind
    text: str
    plain: str
    source: str = ""
    level: int = 0
    marker: str = ""
    label: str = ""
    origin: Origin = Origin.BODY
    is_guess: bool = False

    def at(self, origin: Origin) -> "Block":
        """The same block, found in a text box, a table or a note; what lies deeper keeps its own origin."""
        return replace(self, origin=origin) if self.origin == Origin.BODY else self


@dataclass(frozen=True)
class LeftOut:
    """Something that is not part of the text people read, and why."""

    because: LeftBecause
    text: str


@dataclass(frozen=True)
class ReadDocument:
    """A document as read. `accepted` counts passages that somebody had inserted with tracked changes."""

    blocks: tuple[Block, ...]
    left: tuple[LeftOut, ...]
    accepted: int = 0
