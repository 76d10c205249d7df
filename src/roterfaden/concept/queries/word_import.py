"""Word documents on their way in: what is proposed, what is left out, what became of what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from roterfaden.concept.enums import BlockKind, Origin
from roterfaden.concept.methods.documents import Block
from roterfaden.concept.methods.word_import import Choice, Plan, planned
from roterfaden.concept.models import Concept, WordBlock, WordDocument
from roterfaden.kernel.sealing import seal


@dataclass(frozen=True)
class WordMapping:
    """A document with its pieces and the elements that follow from what was chosen."""

    document: WordDocument
    blocks: tuple[WordBlock, ...]
    plan: Plan

    @property
    def wrong(self) -> tuple[WordBlock, ...]:
        """Pieces that cannot stand where they are."""
        return tuple(self.blocks[number] for number in sorted(self.plan.wrong))

    def places(self) -> dict[int, str]:
        """For each piece by its number: the title of the element it becomes part of or stands under, "" for the top."""
        found = {}
        for element in self.plan.elements:
            above = "" if element.parent is None else self.plan.elements[element.parent].title
            first, *others = element.blocks
            found[self.blocks[first].number] = above
            found |= {self.blocks[each].number: element.title for each in others}
        return found


def word_documents(concept: Concept) -> QuerySet[WordDocument]:
    """The Word documents of a concept, newest first."""
    rows = WordDocument.objects.filter(concept=concept).select_related("opened_by", "file", "concept__process")
    return rows.order_by("-opened_at", "-pk")


def word_mapping(document: WordDocument) -> WordMapping:
    """Everything that can be chosen in a document, and the plan that follows. One query."""
    blocks = tuple(document.blocks.filter(is_fixed=False).select_related("element").order_by("number", "pk"))
    return WordMapping(document, blocks, planned([block_of(each) for each in blocks], choices_of(blocks)))


def word_report(document: WordDocument) -> QuerySet[WordBlock]:
    """Every piece with the element it became part of, as the document has them. One query."""
    return document.blocks.select_related("element").order_by("number", "pk")


def block_of(row: WordBlock) -> Block:
    """A row as the block that was read."""
    return Block(
        kind=BlockKind(row.kind), text=row.text, plain=row.plain, level=row.level, marker=row.marker, label=row.label,
        origin=Origin(row.origin), is_guess=row.is_guess,
    )  # fmt: skip


def choices_of(rows: Sequence[WordBlock]) -> list[Choice]:
    """What was chosen for each row."""
    return [Choice(each.use, each.depth, each.because) for each in rows]


def choice_key(document: WordDocument, rows: Sequence[WordBlock]) -> str:
    """The checksum of a file and what was chosen for it."""
    chosen = [[each.number, each.use, each.depth] for each in rows]
    return seal({"file": document.file.sha256, "chosen": chosen, "goal_reason": document.goal_reason})
