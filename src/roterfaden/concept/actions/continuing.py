"""The concept before: taking it over as a list of titles, and saying where each of its elements continues."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.authorship import signed
from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.actions.versions import freeze_version
from roterfaden.concept.actions.words import add_element, open_concept
from roterfaden.concept.enums import ElementKind, MapKind, Verb, VersionKind
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.methods.continuing import TitleEntry
from roterfaden.concept.models import Concept, Element, ElementMap
from roterfaden.concept.queries import locked_draft
from roterfaden.kernel.actors import Actor

NO_TARGET = TargetValues(not_measurable_reason="Aus dem Vorgänger-Konzept ist nur der Titel erfasst.")
VERSION_TITLE = "%(title)s (nur Titel)"


def import_predecessor(
    *,
    actor: Actor,
    successor: Concept,
    slug: str,
    title: str,
    starts_on: date,
    ends_on: date,
    entries: Sequence[TitleEntry],
    now: datetime,
) -> Concept:
    """Take over the concept before from a list of its titles: a concept with one frozen, adopted version.

    Where the successor already names a predecessor that is still empty, that one is filled and keeps its own name and
    time. The predecessor belongs to no process, so this needs the role for the whole county. Refuses an empty list, a
    predecessor with elements or versions, and one that does not begin before its successor.
    Audited as predecessor.imported, besides what opening, writing and freezing record.
    """
    require(actor, "concept.import_predecessor", successor)
    if not entries:
        raise errors.EmptyTitleList()
    with transaction.atomic():
        before = _empty_predecessor(successor)
        if before is None:
            if starts_on >= successor.starts_on:
                raise errors.EndsAfterSuccessor()
            before = open_concept(
                actor=actor, slug=slug, title=title, area=successor.area, starts_on=starts_on, ends_on=ends_on, now=now
            )
            successor.predecessor = before
            successor.full_clean()
            successor.save(update_fields=["predecessor"])
        _write_titles(actor, before, entries, now)
        freeze_version(
            actor=actor, concept=before, kind=VersionKind.ADOPTED, slug=f"{before.slug}-titel"[:60],
            title=VERSION_TITLE % {"title": before.title[:140]}, now=now,
        )  # fmt: skip
        record(actor=actor, verb=Verb.PREDECESSOR_IMPORTED, subject=before, now=now)
    return before


def _empty_predecessor(successor: Concept) -> Concept | None:
    before = successor.predecessor
    if before is not None and (before.elements.exists() or before.versions.frozen().exists()):
        raise errors.HasPredecessor(title=before.title)
    return before


def _write_titles(actor: Actor, concept: Concept, entries: Sequence[TitleEntry], now: datetime) -> None:
    made: list[Element] = []
    for entry in entries:
        made.append(
            add_element(
                actor=actor, concept=concept, kind=entry.kind, title=entry.title, now=now,
                parent_element=made[entry.parent] if entry.parent is not None else None,
                target=NO_TARGET if entry.kind == ElementKind.GOAL else None,
            )
        )  # fmt: skip


def continue_element(
    *,
    actor: Actor,
    from_element: Element,
    successor: Concept,
    kind: str,
    to_elements: Sequence[Element] = (),
    reason: str = "",
    now: datetime,
) -> list[ElementMap]:
    """Say where an element of the predecessor continues in the working draft of `successor`, or that it does not.

    What was said about it before is superseded. Refuses an element of another concept, a target that does not stand in
    the draft, too few or too many targets for the kind, and an empty reason unless it stays the same.
    Audited as element.mapped, once for each target.
    """
    require(actor, "concept.continue_element", successor)
    if from_element.concept_id != successor.predecessor_id:
        raise errors.NotOfPredecessor()
    if kind != MapKind.SAME and not reason.strip():
        raise errors.ReasonMissing()
    _check_targets(kind, len({element.pk for element in to_elements}))
    with transaction.atomic():
        draft = locked_draft(successor)
        standing = set(draft.nodes.filter(element__in=to_elements).values_list("element", flat=True))
        if standing != {element.pk for element in to_elements}:
            raise errors.NotInDraft()
        earlier = list(
            ElementMap.objects.current()
            .filter(from_element=from_element, to_version__concept=successor)
            .order_by("made_at", "pk")
        )
        for old in earlier:
            old.superseded_at = now
            old.save(update_fields=["superseded_at"])
        made = []
        for number, target in enumerate(to_elements or [None]):
            mapping = ElementMap(
                from_element=from_element, to_element=target, to_version=draft, kind=kind, reason=reason.strip(),
                supersedes=earlier[number] if number < len(earlier) else None, **signed(actor, now),
            )  # fmt: skip
            mapping.full_clean()
            mapping.save()
            record(actor=actor, verb=Verb.ELEMENT_MAPPED, subject=mapping, now=now, reason=reason.strip())
            made.append(mapping)
    return made


def _check_targets(kind: str, count: int) -> None:
    if kind == MapKind.DROPPED and count:
        raise errors.NothingContinues()
    if kind == MapKind.SPLIT and count <= 1:
        raise errors.SeveralTargets()
    if kind not in (MapKind.DROPPED, MapKind.SPLIT) and count != 1:
        raise errors.OneTarget()
