"""A version from a Markdown or JSON file becomes the working draft of an empty concept."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept import errors
from roterfaden.concept.actions.words import add_element
from roterfaden.concept.enums import Verb
from roterfaden.concept.methods import TargetValues
from roterfaden.concept.methods.exchange import Exchanged, SeriesKey
from roterfaden.concept.models import Concept, Element
from roterfaden.concept.queries import locked_draft
from roterfaden.indicators.models import Series
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.topics.models import FieldOfAction


def import_exchange(*, actor: Actor, concept: Concept, document: Exchanged, now: datetime) -> int:
    """Write every element of the document into the empty working draft; all of them or none. Gives their number.

    The head of the document is not taken over: the concept has its own. Refuses a draft with elements, series and
    fields of action that do not exist here, and whatever `add_element` refuses, named with the element. Audited as
    element.added each, and as document.imported.
    """
    require(actor, "concept.import_exchange", concept)
    if not document.elements:
        raise errors.EmptyConcept()
    with transaction.atomic():
        if locked_draft(concept).nodes.exists():
            raise errors.DraftNotEmpty()
        series, fields = _known(document)
        path: list[Element] = []
        for each in document.elements:
            del path[each.depth - 1 :]
            values: dict[str, Any] = dict(each.target or {})
            target = None if each.target is None else TargetValues(**values, series=series.get(each.series))
            try:
                made = add_element(
                    actor=actor, concept=concept, kind=each.kind, parent_element=path[-1] if path else None,
                    field=fields[each.field] if each.field else None, title=each.title, body=each.body,
                    accountable=each.accountable, starts_on=each.starts_on, ends_on=each.ends_on, target=target,
                    now=now,
                )  # fmt: skip
            except NotAllowed:
                raise
            except DomainError as error:
                raise errors.BrokenExchange(where=f"„{each.title}“: {error}") from error
            except ValidationError as error:
                raise errors.BrokenExchange(where=f"„{each.title}“: {' '.join(error.messages)}") from error
            path.append(made)
        count = len(document.elements)
        record(actor=actor, verb=Verb.DOCUMENT_IMPORTED, subject=concept, now=now, changes={"elements": (0, count)})
    return count


def _known(document: Exchanged) -> tuple[dict[SeriesKey | None, Series], dict[str, FieldOfAction]]:
    """The series and fields the document names. Raises UnknownInFile, naming all that are missing."""
    asked = {each.series for each in document.elements if each.series}
    rows = Series.objects.filter(definition__indicator__slug__in={key.indicator for key in asked})
    series: dict[SeriesKey | None, Series] = {
        SeriesKey(row.definition.indicator.slug, row.definition.number, row.area.key, row.breakdown): row
        for row in rows.select_related("definition__indicator", "area")
    }
    slugs = {each.field for each in document.elements if each.field}
    fields = {row.slug: row for row in FieldOfAction.objects.filter(slug__in=slugs)}
    missing = [" / ".join(map(str, key)) for key in sorted(asked) if key not in series]
    missing += sorted(slugs - set(fields))
    if missing:
        raise errors.UnknownInFile(names=", ".join(missing))
    return series, fields
