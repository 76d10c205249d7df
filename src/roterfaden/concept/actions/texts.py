"""The words of elements in other languages: written, checked, proposed by a machine. Nothing is ever overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.enums import TextStatus, Verb
from roterfaden.concept.methods.texts import has_machine, text_languages
from roterfaden.concept.models import Concept, Element, ElementRevision, RevisionText
from roterfaden.kernel.actors import Actor


@dataclass(frozen=True)
class ProposedText:
    """What a machine made of a German wording."""

    revision: ElementRevision
    title: str
    body: str


def write_text(
    *,
    actor: Actor,
    revision: ElementRevision,
    language: str,
    title: str,
    body: str = "",
    is_checked: bool = False,
    expected_number: int,
    now: datetime,
) -> RevisionText:
    """Say a German wording in another language: a draft that only the office reads, or checked at once.

    `expected_number` is the number of the text the author saw, 0 for none; StaleText carries the one that stands now.
    The same words for a newer wording say that they still fit. Refuses German, a missing title, a checked text without
    the body the German has, and an unchanged one. Audited as text.written, or as text.checked.
    """
    element = revision.element
    require(actor, "concept.write_text", element)
    if is_checked:
        require(actor, "concept.check_text", element)
    title, body = title.strip(), body.strip()
    _check_words(revision, language, title, body, is_shown=is_checked)
    with transaction.atomic():
        newest = _locked_newest(element, language)
        if (newest.number if newest else 0) != expected_number:
            raise errors.StaleText(theirs=newest)
        status = TextStatus.CHECKED if is_checked else TextStatus.DRAFT
        is_same = newest is not None and (newest.title, newest.body) == (title, body)
        if newest is not None and is_same and (newest.revision_id, newest.status) == (revision.pk, status):
            raise errors.TextUnchanged()
        person = signed(actor, now)["made_by"]
        made = RevisionText(
            element=element, revision=revision, language=language, number=expected_number + 1, title=title, body=body,
            status=status, written_by=newest.written_by if newest is not None and is_same else person,
            checked_by=person if is_checked else None, made_at=now,
        )  # fmt: skip
        _keep(made)
        verb = Verb.TEXT_CHECKED if is_checked else Verb.TEXT_WRITTEN
        changes = {"language": (None, language), "status": (newest.status if newest else None, str(status))}
        record(actor=actor, verb=verb, subject=made, now=now, changes=changes)
    return made


def check_text(*, actor: Actor, text: RevisionText, now: datetime) -> RevisionText:
    """Say that a person has read this text beside the German it is about, and that it says the same.

    Refuses a text that is not the newest, one that is checked, and one without the body the German has. Audited as
    text.checked.
    """
    if text.status == TextStatus.CHECKED:
        require(actor, "concept.check_text", text.element)
        raise errors.TextIsChecked()
    return write_text(
        actor=actor, revision=text.revision, language=text.language, title=text.title, body=text.body, is_checked=True,
        expected_number=text.number, now=now,
    )  # fmt: skip


def propose_texts(
    *, actor: Actor, concept: Concept, language: str, proposals: Sequence[ProposedText], now: datetime
) -> list[RevisionText]:
    """Keep what a machine translated, marked as such. Gives what was kept.

    Passes over an element in whose text a person has written or checked anything, and a wording that a machine has
    translated before. Refuses German and Leichte Sprache. Audited as texts.proposed, once.
    """
    require(actor, "concept.propose_texts", concept)
    if not has_machine(language):
        raise errors.NoMachineForLanguage()
    kept: list[RevisionText] = []
    with transaction.atomic():
        for each in proposals:
            if each.revision.element.concept_id != concept.pk:
                raise errors.OtherConcept()
            newest = _locked_newest(each.revision.element, language)
            title, body = each.title.strip(), each.body.strip()
            if not _machine_may_write(newest, each.revision) or not title or (each.revision.body and not body):
                continue
            made = RevisionText(
                element=each.revision.element, revision=each.revision, language=language, title=title, body=body,
                number=(newest.number if newest else 0) + 1, status=TextStatus.MACHINE, made_at=now,
            )  # fmt: skip
            _keep(made)
            kept.append(made)
        if kept:
            changes = {"language": (None, language), "texts": (None, str(len(kept)))}
            record(actor=actor, verb=Verb.TEXTS_PROPOSED, subject=concept, now=now, changes=changes)
    return kept


def _check_words(revision: ElementRevision, language: str, title: str, body: str, *, is_shown: bool) -> None:
    if language not in text_languages():
        raise errors.NoTextLanguage()
    if not title:
        raise errors.TextTitleMissing()
    if is_shown and revision.body and not body:
        raise errors.TextBodyMissing()


def _locked_newest(element: Element, language: str) -> RevisionText | None:
    """The newest text, with the element locked until the transaction ends, so that numbers never race."""
    Element.objects.select_for_update().get(pk=element.pk)
    return RevisionText.objects.filter(element=element, language=language).order_by("-number").first()


def _machine_may_write(newest: RevisionText | None, revision: ElementRevision) -> bool:
    """A machine writes where nobody has written, and anew only for a newer wording.

    Numbers only grow and a machine never follows a person, so the newest text tells of all before it.
    """
    return newest is None or (newest.status == TextStatus.MACHINE and newest.revision.number < revision.number)


def _keep(text: RevisionText) -> None:
    text.full_clean()
    text.save()
