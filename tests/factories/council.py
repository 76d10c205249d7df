"""Bodies, papers, resolutions, and what municipalities answer."""

from datetime import date, timedelta
from typing import Any

from roterfaden.accounts.enums import Role
from roterfaden.concept.models import Element, Version
from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.council.models import Body, Consultation, Meeting, Paper, Resolution
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.implementation.models import Adoption, InitiativeStatus, Offer
from roterfaden.places.models import Area
from tests.factories.base import NOW, TODAY, _serial, county


def body(kind: str = BodyKind.COUNCIL, **values: Any) -> Body:
    """A body in office since 2016."""
    number = next(_serial)
    return Body.objects.create(
        **{
            "slug": f"gremium-{number}", "name": f"{BodyKind(kind).label} {number}", "kind": kind, "area": county(),
            "is_public": kind != BodyKind.EXECUTIVE_COMMITTEE, "valid_from": date(2016, 11, 1),
            "published_at": NOW, "modified_at": NOW,
        }
        | values
    )  # fmt: skip


def meeting(body: Body, **values: Any) -> Meeting:
    """A sitting at NOW, or later the same day when there are several."""
    starts_at = NOW + timedelta(minutes=body.meetings.count())
    facts = {"body": body, "starts_at": starts_at, "is_public": body.is_public, "modified_at": NOW} | values
    return Meeting.objects.create(**{"published_at": NOW if facts["is_public"] else None} | facts)


def paper(version: Version | None = None, **values: Any) -> Paper:
    """A public decision paper, submitted a month before NOW."""
    number = next(_serial)
    facts = (
        {
            "reference": f"2017/{number:03d}", "kind": PaperKind.DECISION, "title": f"Vorlage {number}",
            "version": version, "submitted_on": TODAY - timedelta(days=30), "proposal": "Das Konzept wird beschlossen.",
            "is_public": True, "modified_at": NOW,
        }
        | values
    )  # fmt: skip
    return Paper.objects.create(**{"published_at": NOW if facts["is_public"] else None} | facts)


def consultation(paper: Paper, meeting: Meeting, role: str = ConsultationRole.DECIDING, **values: Any) -> Consultation:
    """The next step in the order of consultation."""
    position = paper.consultations.count() + 1
    published_at = NOW if paper.is_public and meeting.is_public else None
    return Consultation.objects.create(
        **{
            "paper": paper, "meeting": meeting, "role": role, "position": position, "published_at": published_at,
            "modified_at": NOW,
        }
        | values
    )  # fmt: skip


def resolution(consultation: Consultation, result: str = Result.ADOPTED, **values: Any) -> Resolution:
    """What was resolved on the day of NOW."""
    return Resolution.objects.create(
        **{
            "consultation": consultation, "result": result, "text": consultation.paper.proposal, "yes": 40, "no": 8,
            "abstentions": 2, "decided_on": TODAY, "recorded_at": NOW,
        }
        | values
    )  # fmt: skip


def offer(version: Version, municipality: Area, **values: Any) -> Offer:
    """An offer on the day of NOW, open for two months."""
    return Offer.objects.create(
        **{
            "version": version, "municipality": municipality, "offered_on": TODAY,
            "answer_by": TODAY + timedelta(days=60),
        }
        | values
    )  # fmt: skip


def adoption(element: Element, municipality: Area, answer: str = Answer.ADOPT, **values: Any) -> Adoption:
    """The answer in force of a municipality to a goal."""
    return Adoption.objects.create(
        **{
            "element": element, "municipality": municipality, "answer": answer, "made_at": NOW,
            "made_as": Role.MUNICIPAL_COORDINATOR,
        }
        | values
    )  # fmt: skip


def progress(element: Element, progress: str = Progress.UNDER_WAY, **values: Any) -> InitiativeStatus:
    """How far an initiative is on the day of NOW."""
    return InitiativeStatus.objects.create(
        **{"element": element, "progress": progress, "as_of": TODAY, "made_at": NOW, "made_as": Role.GOAL_OWNER}
        | values
    )
