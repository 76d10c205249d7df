"""Bodies, papers, resolutions, and what municipalities answer."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Element, Version
from roterfaden.council.enums import AnnexKind, BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.council.models import Annex, Body, Consultation, Meeting, Paper, Resolution, SignOff
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.implementation.models import Adoption, InitiativeStatus, Offer, OfferItem
from roterfaden.places.models import Area
from tests.factories.base import NOW, TODAY, _serial, county
from tests.factories.kept import kept_file
from tests.factories.voices import unit


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


def draft(version: Version | None = None, **values: Any) -> Paper:
    """A paper that is being written."""
    return paper(version, **{"submitted_on": None, "is_public": False} | values)


def signoff(paper: Paper, **values: Any) -> SignOff:
    """A unit that is asked to sign a draft and has not answered."""
    return SignOff.objects.create(**{"paper": paper, "unit": unit(), "asked_at": NOW} | values)


def annex(paper: Paper, **values: Any) -> Annex:
    """A text file attached to a paper, as public as the paper."""
    number = paper.annexes.count() + 1
    is_public = values.get("is_public", True)
    return Annex.objects.create(
        **{
            "paper": paper, "position": number, "kind": AnnexKind.FILE, "title": f"Anlage {number}",
            "file": kept_file(f"Anlage {number}".encode(), "anlage.txt", "council.annex"), "is_public": is_public,
            "added_at": NOW, "modified_at": NOW, "published_at": NOW if is_public and paper.is_public else None,
        }
        | values
    )  # fmt: skip


def offer(version: Version, municipality: Area, elements: Iterable[Element] | None = None, **values: Any) -> Offer:
    """An offer of `elements` (all goals) on the day of NOW, open for two months."""
    made = Offer.objects.create(
        **{
            "version": version, "municipality": municipality, "offered_on": TODAY,
            "answer_by": TODAY + timedelta(days=60),
        }
        | values
    )  # fmt: skip
    goals = version.nodes.filter(element__kind=ElementKind.GOAL).values_list("element", flat=True)
    keys = list(goals) if elements is None else [element.pk for element in elements]
    OfferItem.objects.bulk_create(OfferItem(offer=made, element_id=key) for key in keys)
    return made


def adoption(element: Element, municipality: Area, answer: str = Answer.ADOPT, **values: Any) -> Adoption:
    """The answer in force of a municipality to the newest wording of a goal or initiative."""
    return Adoption.objects.create(
        **{
            "element": element, "municipality": municipality, "answer": answer, "made_at": NOW,
            "made_as": Role.MUNICIPAL_COORDINATOR, "revision": element.revisions.order_by("-number").first(),
        }
        | values
    )  # fmt: skip


def progress(element: Element, progress: str = Progress.UNDER_WAY, **values: Any) -> InitiativeStatus:
    """How far an initiative is on the day of NOW."""
    return InitiativeStatus.objects.create(
        **{"element": element, "progress": progress, "as_of": TODAY, "made_at": NOW, "made_as": Role.GOAL_OWNER}
        | values
    )
