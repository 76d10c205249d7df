"""Taking indicators over from the starter catalogue."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.indicators.actions.figures import define_indicator
from roterfaden.indicators.enums import Verb
from roterfaden.indicators.methods import CatalogueEntry
from roterfaden.indicators.models import Definition, Indicator
from roterfaden.kernel.actors import Actor
from roterfaden.topics.models import FieldOfAction


def adopt_entries(
    *, actor: Actor, entries: Sequence[CatalogueEntry], valid_from: date, now: datetime
) -> list[Definition]:
    """Define the indicators of these entries of the catalogue; what is defined already is left as it is.

    Audited as indicator.defined and catalogue.adopted, for each.
    """
    require(actor, "indicators.adopt_entries")
    known = set(Indicator.objects.filter(slug__in=[each.slug for each in entries]).values_list("slug", flat=True))
    fields = {field.slug: field for field in FieldOfAction.objects.order_by("pk")}
    made = []
    with transaction.atomic():
        for entry in entries:
            if entry.slug in known:
                continue
            definition = define_indicator(
                actor=actor, slug=entry.slug, title=entry.title, field=fields.get(entry.field),
                accountability=entry.accountability, text=entry.text, unit=entry.unit, multiplier=entry.multiplier,
                denominator=entry.denominator, direction=entry.direction, minimum_count=entry.minimum_count,
                decimals=entry.decimals, source=entry.source, rhythm_months=entry.rhythm_months,
                breakdowns=entry.breakdowns, responsible=entry.responsible, valid_from=valid_from, now=now,
            )  # fmt: skip
            record(actor=actor, verb=Verb.CATALOGUE_ADOPTED, subject=definition.indicator, now=now)
            made.append(definition)
    return made
