"""What of a bundle stands here already, in the shape a bundle has, so that both can be compared."""

from collections.abc import Collection, Mapping

from roterfaden.concept.models import Version
from roterfaden.participation.methods import read_template
from roterfaden.participation.models import InvitationText, OwnTemplate
from roterfaden.transfer.enums import Part
from roterfaden.transfer.methods import Object, object_of
from roterfaden.transfer.queries.collecting import (
    elements,
    fields_of_action,
    guide_pages,
    house_texts,
    indicators,
    modules,
    terms,
)
from roterfaden.transfer.queries.declared import carried

EVENT_ADDRESS = 75
"""How much of an event's address comes from process and template (participation.actions.templates)."""
PROCESS_ADDRESS = 40


def here(part: str, keys: Collection[str], places: Collection[str]) -> Mapping[str, Object]:
    """Objects of this house by their names here; of templates only those named, of concepts the drafts of `places`.

    At most two queries, and one for each concept.
    """
    match part:
        case Part.FIELDS:
            found = fields_of_action()
        case Part.INDICATORS:
            found = indicators()
        case Part.PROCESS:
            found = _templates(keys)
        case Part.CONCEPT:
            drafts = Version.objects.filter(concept__slug__in=places, frozen_at=None).select_related("concept")
            found = [each for draft in drafts.order_by("pk") for each in elements(draft)]
        case Part.MODULES:
            found = modules()
        case Part.GUIDES:
            found = [*terms(), *guide_pages()]
        case Part.TEXTS:
            found = house_texts()
        case _:
            found = _letters(keys)
    return {each["key"]: each for each in found}


def event_address(process_slug: str, event_slug: str) -> str:
    """The address an event of a template gets in a process opened from it."""
    return f"{process_slug[:PROCESS_ADDRESS]}-{event_slug}"[:EVENT_ADDRESS]


def _templates(slugs: Collection[str]) -> list[Object]:
    rows = OwnTemplate.objects.filter(slug__in=slugs).order_by("pk")
    return [object_of(read_template(row.content, row.slug)) for row in rows]


def _letters(keys: Collection[str]) -> list[Object]:
    events = {key.rpartition("/")[0] for key in keys}
    rows = InvitationText.objects.filter(event__slug__in=events).select_related("event").order_by("pk")
    return [
        {
            "key": f"{row.event.slug}/{row.language}", "event": row.event.slug,
            **carried(row, "language", "subject", "text"),
        }
        for row in rows
    ]  # fmt: skip
