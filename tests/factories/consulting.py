"""Consultations on a version, and what people say there."""

from datetime import date
from typing import Any

from roterfaden.concept.enums import Audience, RemarkKind
from roterfaden.concept.methods.consulting import code_hash
from roterfaden.concept.models import Consultation, ConsultationGroup, Element, Node, Remark, Version
from roterfaden.kernel.codes import new_code
from roterfaden.participation.models import ActorGroup
from tests.factories.base import NOW, _serial

REMARK_CODE = "23456789P"


def consulted(version: Version, *, group: ActorGroup | None = None, role: str = "", **values: Any) -> Consultation:
    """A consultation that runs for years: for everybody, for one actor group, or an internal round for one role."""
    audience = Audience.GROUPS if group else Audience.ACCOUNTS if role else Audience.EVERYBODY
    made = Consultation.objects.create(
        **{
            "version": version, "slug": f"beratung-{next(_serial)}", "title": "Ihre Meinung", "audience": audience,
            "starts_on": date(2017, 1, 1), "ends_on": date(2099, 12, 31), "opened_at": NOW,
        }
        | values
    )  # fmt: skip
    if group or role:
        code = new_code() if group else None
        ConsultationGroup.objects.create(consultation=made, actor_group=group, role=role, code=code)
    return made


def remark(consultation: Consultation, element: Element, **values: Any) -> Remark:
    """A published remark on an element, written with REMARK_CODE."""
    node = Node.objects.get(version=consultation.version, element=element)
    by = {} if values.get("made_by") else {"code_hash": code_hash(REMARK_CODE)}
    return Remark.objects.create(
        **{
            "consultation": consultation, "number": consultation.remarks.count() + 1, "element": element,
            "revision": node.revision, "kind": RemarkKind.COMMENT, "text": "Bitte auch am Wochenende",
            "made_as": "participant", "made_at": NOW, "moderation": "published", "may_publish": True,
        }
        | by
        | values
    )  # fmt: skip
