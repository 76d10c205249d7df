"""What municipalities answered to goals and initiatives they were offered."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema

from roterfaden.accounts.rules import is_administrator
from roterfaden.api.asking import AreaKey, ByKey, Key, a_page, only
from roterfaden.api.office.shared import ERRORS, owner
from roterfaden.api.office.signing_in import needs
from roterfaden.api.opendata.records import Page
from roterfaden.implementation.models import Adoption
from roterfaden.implementation.rules import is_county_staff, own_municipalities
from roterfaden.machines.enums import Permit

router = Router()


class AdoptionRecord(Schema):
    """One answer that holds. `element` is the goal or initiative, `joint_unit` the name municipalities answer under."""

    id: int
    municipality: str
    element: int
    answer: str
    reason: str
    adapted_text: str
    own_target_value: float | None
    own_target_on: date | None
    done_since: int | None
    resolution_body: str
    resolution_reference: str
    resolved_on: date | None
    joint_unit: str | None
    answered_at: datetime
    answered_as: str

    @classmethod
    def of(cls, row: Adoption) -> "AdoptionRecord":
        return cls(
            id=row.pk, municipality=row.municipality.key, element=row.element_id, answer=row.answer, reason=row.reason,
            adapted_text=row.adapted_text,
            own_target_value=float(row.own_target_value) if row.own_target_value is not None else None,
            own_target_on=row.own_target_on, done_since=row.done_since, resolution_body=row.resolution_body,
            resolution_reference=row.resolution_reference, resolved_on=row.resolved_on,
            joint_unit=row.joint_unit.slug if row.joint_unit else None, answered_at=row.made_at,
            answered_as=row.made_as,
        )  # fmt: skip


class AdoptionsAsked(ByKey):
    """Answers of one municipality, to one goal or initiative."""

    municipality: AreaKey | None = None
    element: Key | None = None


@router.get("/adoptions", response={200: Page[AdoptionRecord], **ERRORS}, url_name="adoptions")
@needs(Permit.READ_ADOPTIONS, "implementation.view_municipality")
def adoptions(request: HttpRequest, asked: Query[AdoptionsAsked]) -> Any:
    """Answers that hold, in the order they were given; of a municipality's coordinator only its own."""
    only(request, asked)
    rows = _answers(request).filter(pk__gt=asked.after)
    if asked.municipality is not None:
        rows = rows.filter(municipality__key=asked.municipality)
    if asked.element is not None:
        rows = rows.filter(element=asked.element)
    found = [AdoptionRecord.of(row) for row in rows.order_by("pk")[: asked.limit + 1]]
    return a_page(request, found, asked, lambda each: each.id)


def _answers(request: HttpRequest) -> QuerySet[Adoption]:
    person = owner(request)
    rows = Adoption.objects.current().select_related("municipality", "joint_unit")
    sees_all = is_county_staff(person) or is_administrator(person)
    return rows if sees_all else rows.filter(municipality__key__in=own_municipalities(person))
