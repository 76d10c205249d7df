"""A Word document becomes part of the working draft: laid before, mapped, taken in."""

from collections.abc import Mapping
from datetime import datetime
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.actions.words import add_element
from roterfaden.concept.enums import BlockKind, BlockUse, ElementKind, LeftBecause, Origin, Verb, WordState
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.methods.documents import Block, LeftOut, read_document
from roterfaden.concept.methods.word_import import DEEPEST, Choice, Planned, proposed
from roterfaden.concept.models import Concept, Element, WordBlock, WordDocument
from roterfaden.concept.queries import choice_key, word_mapping
from roterfaden.files.actions import Upload, keep_document
from roterfaden.files.methods import DOCUMENT_BYTES, tidy_name
from roterfaden.jobs.methods import Progress
from roterfaden.kernel.actors import Actor
from roterfaden.topics.models import FieldOfAction

PURPOSE = "concept.word"


def open_word_document(*, actor: Actor, concept: Concept, upload: Upload | IO[bytes], now: datetime) -> WordDocument:
    """Read a Word document, keep the file, and propose what becomes of each of its pieces. Nothing is in the draft yet.

    The same file that is still being mapped for this concept is not laid before twice. Refuses what is no Word document
    or must not be opened (kernel.containers) and a document without words. Audited as word.opened.
    """
    require(actor, "concept.open_word_document", concept)
    data = upload.read(DOCUMENT_BYTES + 1)
    read = read_document(data)
    if not read.blocks:
        raise errors.NothingToRead()
    name = tidy_name(upload.name or "")
    with transaction.atomic():
        file = keep_document(actor=actor, upload=ContentFile(data, name=name), purpose=PURPOSE, now=now)
        known = WordDocument.objects.filter(concept=concept, file=file, state=WordState.OPEN).order_by("pk").first()
        if known is not None:
            return known
        document = WordDocument(
            concept=concept, file=file, name=name, accepted=read.accepted, opened_at=now,
            goal_reason=_("aus dem Word-Dokument übernommen; Messgröße fehlt noch"),
            opened_by=actor if isinstance(actor, User) else None,
        )  # fmt: skip
        document.full_clean()
        document.save()
        choices = proposed(read.blocks)
        rows = [_row(document, number, *each) for number, each in enumerate(zip(read.blocks, choices, strict=True), 1)]
        rows += [_left(document, number, each) for number, each in enumerate(read.left, len(rows) + 1)]
        WordBlock.objects.bulk_create(rows, batch_size=500)
        record(actor=actor, verb=Verb.WORD_OPENED, subject=document, now=now, changes={"blocks": (0, len(rows))})
    return document


def _row(document: WordDocument, number: int, block: Block, choice: Choice) -> WordBlock:
    return WordBlock(
        document=document, number=number, kind=block.kind, origin=block.origin, text=block.text, plain=block.plain,
        level=block.level, marker=block.marker[:200], label=block.label, is_guess=block.is_guess, use=choice.use,
        depth=choice.depth, because=choice.because,
    )  # fmt: skip


def _left(document: WordDocument, number: int, left: LeftOut) -> WordBlock:
    return WordBlock(
        document=document, number=number, kind=BlockKind.PARAGRAPH, origin=Origin.BODY, plain=left.text,
        use=BlockUse.LEFT, because=left.because, is_fixed=True,
    )  # fmt: skip


def map_word_blocks(
    *, actor: Actor, document: WordDocument, choices: Mapping[int, Choice], now: datetime
) -> WordDocument:
    """Say anew what becomes of some pieces, by their numbers.

    Refuses a document that is taken in or on its way. Audited as word.mapped, with the count.
    """
    require(actor, "concept.map_word_blocks", document)
    with transaction.atomic():
        document = _locked(document)
        if not document.is_open:
            raise errors.WordIsTakenIn()
        changed = []
        for row in document.blocks.filter(number__in=list(choices), is_fixed=False):
            choice = choices[row.number]
            if (row.use, row.depth) == (choice.use, choice.depth):
                continue
            row.use, row.depth = BlockUse(choice.use), min(max(choice.depth, 1), DEEPEST)
            row.because = LeftBecause.CHOSEN if row.use == BlockUse.LEFT else ""
            changed.append(row)
        WordBlock.objects.bulk_update(changed, ["use", "depth", "because"])
        if changed:
            record(actor=actor, verb=Verb.WORD_MAPPED, subject=document, now=now, changes={"blocks": (0, len(changed))})
    return document


def start_word_import(*, actor: Actor, document: WordDocument, goal_reason: str, now: datetime) -> WordDocument:
    """Decide to take the document in as it is mapped now.

    Refuses one that was started before, gaps in the mapping, a mapping that leaves everything out, an empty reason for
    goals, and the same file with the same choices as before. Audited as word.started.
    """
    require(actor, "concept.start_word_import", document)
    if not goal_reason.strip():
        raise errors.GoalReasonMissing()
    with transaction.atomic():
        document = _locked(document)
        if not document.is_open:
            raise errors.WordIsTakenIn()
        document.goal_reason = goal_reason.strip()
        mapping = word_mapping(document)
        if mapping.plan.wrong:
            raise errors.MappingHasGaps(count=len(mapping.plan.wrong))
        if not mapping.plan.elements:
            raise errors.NothingChosen()
        document.state, document.choice_key = WordState.RUNNING, choice_key(document, mapping.blocks)
        if WordDocument.objects.filter(concept=document.concept, choice_key=document.choice_key).exists():
            raise errors.SameTwice()
        document.full_clean()
        document.save()
        record(actor=actor, verb=Verb.WORD_STARTED, subject=document, now=now)
    return document


def import_word_elements(
    *, actor: Actor, document: WordDocument, progress: Progress | None = None, now: datetime
) -> WordDocument:
    """Write the elements of a started document into the working draft, after what stands there.

    Each element is one transaction; begun again after a crash it goes on with the first that is missing. Audited as
    element.added each, and as word.imported at the end.
    """
    require(actor, "concept.import_word_elements", document)
    if document.is_open:
        raise errors.MappingHasGaps(count=0)
    mapping = word_mapping(document)
    fields = {each.name.casefold(): each for each in FieldOfAction.objects.order_by("pk")}
    made: list[Element] = []
    for done, each in enumerate(mapping.plan.elements):
        if progress is not None and progress.cancelled:
            return document
        rows = [mapping.blocks[number] for number in each.blocks]
        made.append(rows[0].element or _import(actor, document, each, rows, made, fields, now))
        if progress is not None:
            progress.set(done + 1, len(mapping.plan.elements), _("Elementen"))
    with transaction.atomic():
        document = _locked(document)
        if document.state == WordState.RUNNING:
            document.state, document.finished_at = WordState.DONE, now
            document.full_clean()
            document.save()
            changes = {"elements": (0, len(made))}
            record(actor=actor, verb=Verb.WORD_IMPORTED, subject=document, now=now, changes=changes)
    return document


def _import(
    actor: Actor, document: WordDocument, planned: Planned, rows: list[WordBlock], made: list[Element],
    fields: Mapping[str, FieldOfAction], now: datetime,
) -> Element:  # fmt: skip
    is_goal, is_field = planned.kind == ElementKind.GOAL, planned.kind == ElementKind.FIELD
    with transaction.atomic():
        element = add_element(
            actor=actor, concept=document.concept, kind=planned.kind, title=planned.title, body=planned.body,
            parent_element=None if planned.parent is None else made[planned.parent],
            field=fields.get(planned.title.casefold()) if is_field else None, accountable=planned.accountable,
            target=TargetValues(not_measurable_reason=document.goal_reason) if is_goal else None, now=now,
        )  # fmt: skip
        WordBlock.objects.filter(pk__in=[row.pk for row in rows]).update(element=element)
    return element


def discard_word_document(*, actor: Actor, document: WordDocument, now: datetime) -> None:
    """Throw away the mapping of a document nothing was taken from; the file becomes an orphan (files.queries).

    Refuses a document that is taken in or on its way. Audited as word.discarded.
    """
    require(actor, "concept.discard_word_document", document)
    with transaction.atomic():
        document = _locked(document)
        if not document.is_open:
            raise errors.WordIsTakenIn()
        record(actor=actor, verb=Verb.WORD_DISCARDED, subject=document, now=now)
        document.blocks.all().delete()
        document.delete()


def _locked(document: WordDocument) -> WordDocument:
    return (
        WordDocument.objects.select_for_update(of=("self",))
        .select_related("concept__process", "file")
        .get(pk=document.pk)
    )
