"""Things for tests, made directly in the database: no actions, no surprises, every value can be overridden."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Membership, User
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Target, Version
from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.council.models import Body, Consultation, Meeting, Paper, Resolution
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.implementation.models import Adoption, InitiativeStatus, Offer
from roterfaden.indicators.enums import Accountability, Direction, ObservationStatus
from roterfaden.indicators.models import Definition, Indicator, Observation, Series
from roterfaden.kernel.codes import new_code
from roterfaden.monitoring.models import ReviewCycle
from roterfaden.participation.enums import Channel, ContributionKind, EventKind, Language, Moderation, StageKind
from roterfaden.participation.models import (
    ActorGroup,
    Contribution,
    Event,
    Opening,
    Process,
    ReceiptCode,
    Stage,
    Theme,
    ThemeAssignment,
)
from roterfaden.places.enums import AreaKind
from roterfaden.places.models import Area, Instance
from roterfaden.topics.models import FieldOfAction

NOW = datetime(2017, 6, 15, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
_serial = count(1)


def county(**values: Any) -> Area:
    """The county, once per test."""
    found = Area.objects.filter(kind=AreaKind.COUNTY).first()
    if found and not values:
        return found
    return Area.objects.create(
        **{
            "key": "03459", "ars": "03459", "slug": "landkreis", "name": "Landkreis Osnabrück",
            "short_name": "Landkreis", "kind": AreaKind.COUNTY, "valid_from": date(1972, 7, 1),
        }
        | values
    )  # fmt: skip


def municipality(**values: Any) -> Area:
    """A unitary municipality with fresh keys."""
    number = next(_serial)
    ags = f"03459{number % 1000:03d}"  # eight digits, as PostgreSQL insists; no test needs a thousand areas
    return Area.objects.create(
        **{
            "key": ags, "ars": f"{ags}{number % 10_000:04d}", "ags": ags,
            "slug": f"gemeinde-{number}", "name": f"Gemeinde {number}", "short_name": f"Gemeinde {number}",
            "kind": AreaKind.UNITARY, "parent": county(), "valid_from": date(1972, 7, 1),
        }
        | values
    )  # fmt: skip


def instance(**values: Any) -> Instance:
    """Which house this is; every page needs one."""
    return Instance.objects.first() or Instance.objects.create(
        **{
            "county": county(), "name": "Landkreis Osnabrück", "contact_unit": "Referat für Strategische Planung",
            "contact_email": "kontakt@example.org", "is_example": False,
        }
        | values
    )  # fmt: skip


def user(*roles: Role, scope: tuple[str, str] = (ScopeKind.COUNTY, ""), **values: Any) -> User:
    """Somebody who holds `roles` for `scope`."""
    number = next(_serial)
    person = User(**{"email": f"person{number}@example.org", "name": f"Person {number}"} | values)
    person.set_unusable_password()
    person.save()
    for role in roles:
        Membership.objects.create(
            user=person, role=role, scope_kind=scope[0], scope_key=scope[1], granted_at=NOW - timedelta(days=365)
        )
    return person


def field(**values: Any) -> FieldOfAction:
    """A field of action with the next number."""
    number = values.pop("number", None) or FieldOfAction.objects.count() + 1
    return FieldOfAction.objects.create(
        **{
            "number": number,
            "slug": f"feld-{number}",
            "name": f"Handlungsfeld {number}",
            "short_name": f"Feld {number}",
        }
        | values
    )


def process(**values: Any) -> Process:
    """An open process."""
    number = next(_serial)
    return Process.objects.create(
        **{
            "slug": f"dialog-{number}", "title": "Integrationsdialog", "summary": "Wir sprechen miteinander.",
            "mandate": "Beschluss des Kreistags", "area": county(), "opened_on": date(2016, 12, 19),
        }
        | values
    )  # fmt: skip


def stage(process: Process, *, kinds: tuple[str, ...] = tuple(ContributionKind.values), **values: Any) -> Stage:
    """A forum stage around TODAY that opens `kinds` to everybody."""
    position = values.pop("position", None) or process.stages.count() + 1
    made = Stage.objects.create(
        **{
            "process": process, "slug": f"abschnitt-{position}", "position": position, "kind": StageKind.FORUM,
            "title": "Dialogforen", "starts_on": TODAY - timedelta(days=30), "ends_on": TODAY + timedelta(days=30),
        }
        | values
    )  # fmt: skip
    Opening.objects.bulk_create(Opening(stage=made, kind=kind) for kind in kinds)
    return made


def group(process: Process, **values: Any) -> ActorGroup:
    """An actor group of the process."""
    position = process.actor_groups.count() + 1
    return ActorGroup.objects.create(
        **{"process": process, "slug": f"gruppe-{position}", "name": f"Gruppe {position}", "position": position}
        | values
    )


def event(stage: Stage, **values: Any) -> Event:
    """A dialogue forum on the day of NOW."""
    number = next(_serial)
    return Event.objects.create(
        **{
            "process": stage.process, "stage": stage, "slug": f"forum-{number}", "kind": EventKind.FORUM,
            "title": f"Dialogforum {number}", "starts_at": NOW, "ends_at": NOW + timedelta(hours=4), "tables": 6,
        }
        | values
    )  # fmt: skip


def contribution(process: Process, *, code: bool = True, **values: Any) -> Contribution:
    """A published card with a receipt code."""
    number = values.pop("number", None) or process.contributions.count() + 1
    made = Contribution.objects.create(
        **{
            "process": process, "number": number, "kind": ContributionKind.CHALLENGE,
            "text": f"Am Abend fährt kein Bus zum Sprachkurs ({number}).", "language": Language.DE,
            "channel": Channel.CARD, "said_on": TODAY, "captured_at": NOW, "moderation": Moderation.PUBLISHED,
        }
        | values
    )  # fmt: skip
    if code:
        ReceiptCode.objects.create(code=new_code(), process=process, contribution=made, issued_at=NOW)
    return made


def theme(process: Process, field: FieldOfAction, **values: Any) -> Theme:
    """A theme in a field."""
    number = next(_serial)
    return Theme.objects.create(
        **{"process": process, "field": field, "slug": f"thema-{number}", "title": f"Thema {number}"} | values
    )


def assignment(contribution: Contribution, theme: Theme, **values: Any) -> ThemeAssignment:
    """The current link of a card to a theme."""
    return ThemeAssignment.objects.create(
        **{"contribution": contribution, "theme": theme, "made_as": Role.MODERATOR, "made_at": NOW} | values
    )


def concept(**values: Any) -> Concept:
    """A concept with its open working draft."""
    number = next(_serial)
    made = Concept.objects.create(
        **{
            "slug": f"konzept-{number}", "title": "Konzept Migration und Integration", "area": county(),
            "starts_on": date(2018, 1, 1), "ends_on": date(2023, 1, 1),
        }
        | values
    )  # fmt: skip
    Version.objects.create(concept=made, number=1, slug="entwurf", kind=VersionKind.DRAFT, title="Arbeitsentwurf")
    return made


def element(
    concept: Concept, kind: str = ElementKind.GOAL, *, parent: Element | None = None, title: str = "", **values: Any
) -> Element:
    """An element with one revision, placed in the working draft of `concept`."""
    draft = concept.versions.get(frozen_at=None)
    made = Element.objects.create(concept=concept, kind=kind, field=values.pop("field", None))
    revision = ElementRevision.objects.create(
        **{
            "element": made, "number": 1, "title": title or f"{made}", "body": "", "made_as": Role.STRATEGY_OFFICER,
            "made_at": NOW,
        }
        | values
    )  # fmt: skip
    parent_node = Node.objects.get(version=draft, element=parent) if parent else None
    position = Node.objects.filter(version=draft, parent=parent_node).count() + 1
    number = f"{parent_node.number}.{position}" if parent_node else str(position)
    order_key = f"{parent_node.order_key}.{position:03d}" if parent_node else f"{position:03d}"
    Node.objects.create(
        version=draft, revision=revision, element=made, parent=parent_node, position=position, number=number,
        order_key=order_key,
    )  # fmt: skip
    return made


def definition(**values: Any) -> Definition:
    """An indicator with its first definition."""
    number = next(_serial)
    indicator = values.pop("indicator", None) or Indicator.objects.create(
        slug=f"messgroesse-{number}", title=f"Messgröße {number}", accountability=Accountability.CONDITION
    )
    return Definition.objects.create(
        **{
            "indicator": indicator, "number": 1, "text": "Anteil …", "unit": "Prozent", "denominator": "Alle",
            "direction": Direction.UP,
            "source": "Landesamt für Statistik Niedersachsen", "valid_from": date(2005, 1, 1),
        }
        | values
    )  # fmt: skip


def series(definition: Definition, **values: Any) -> Series:
    """A series for the county."""
    return Series.objects.create(**{"definition": definition, "area": county(), "breakdown": ""} | values)


def observation(series: Series, year: int, value: Any, **values: Any) -> Observation:
    """The value at the end of `year`, known half a year later."""
    day = date(year, 12, 31)
    return Observation.objects.create(
        **{
            "series": series, "period_start": day, "period_end": day, "raw": str(value), "value": value,
            "status": ObservationStatus.NORMAL, "known_on": date(year + 1, 7, 1), "source": "Test",
        }
        | values
    )  # fmt: skip


def frozen_version(concept: Concept, kind: str = VersionKind.SUBMITTED, **values: Any) -> Version:
    """The working draft of `concept`, copied and frozen as `kind`."""
    draft = concept.versions.get(frozen_at=None)
    number = concept.versions.count() + 1
    made = Version.objects.create(
        **{
            "concept": concept, "number": number, "slug": f"fassung-{number}", "kind": kind,
            "title": f"Fassung {number}", "frozen_at": NOW, "checksum": "0" * 64,
            "based_on": concept.versions.frozen().order_by("-number").first(),
        }
        | values
    )  # fmt: skip
    places: dict[int, Node] = {}
    for node in draft.nodes.order_by("order_key", "pk"):
        places[node.pk] = Node.objects.create(
            version=made, revision=node.revision, element=node.element, parent=places.get(node.parent_id),
            position=node.position, number=node.number, order_key=node.order_key,
        )  # fmt: skip
    return made


def body(kind: str = BodyKind.COUNCIL, **values: Any) -> Body:
    """A body in office since 2016."""
    number = next(_serial)
    return Body.objects.create(
        **{
            "slug": f"gremium-{number}", "name": f"{BodyKind(kind).label} {number}", "kind": kind, "area": county(),
            "is_public": kind != BodyKind.EXECUTIVE_COMMITTEE, "valid_from": date(2016, 11, 1),
        }
        | values
    )  # fmt: skip


def meeting(body: Body, **values: Any) -> Meeting:
    """A sitting at NOW, or later the same day when there are several."""
    starts_at = NOW + timedelta(minutes=body.meetings.count())
    return Meeting.objects.create(**{"body": body, "starts_at": starts_at, "is_public": body.is_public} | values)


def paper(version: Version | None = None, **values: Any) -> Paper:
    """A public decision paper, submitted a month before NOW."""
    number = next(_serial)
    return Paper.objects.create(
        **{
            "reference": f"2017/{number:03d}", "kind": PaperKind.DECISION, "title": f"Vorlage {number}",
            "version": version, "submitted_on": TODAY - timedelta(days=30), "proposal": "Das Konzept wird beschlossen.",
        }
        | values
    )  # fmt: skip


def consultation(paper: Paper, meeting: Meeting, role: str = ConsultationRole.DECIDING, **values: Any) -> Consultation:
    """The next step in the order of consultation."""
    position = paper.consultations.count() + 1
    return Consultation.objects.create(
        **{"paper": paper, "meeting": meeting, "role": role, "position": position} | values
    )


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


def target(goal: Element, series: Series | None = None, **values: Any) -> Target:
    """What the newest wording of a goal promises: from 20 in 2016 to 30 in 2022, or not measurable without a series."""
    revision = goal.revisions.order_by("-number").first()
    if series is None:
        return Target.objects.create(
            **{
                "revision": revision, "accountability": Accountability.CONDITION,
                "not_measurable_reason": "Dafür gibt es noch keine Zahl.",
            }
            | values
        )  # fmt: skip
    return Target.objects.create(
        **{
            "revision": revision, "accountability": Accountability.CONDITION, "series": series,
            "baseline_value": 20, "baseline_on": date(2016, 12, 31), "baseline_source": "Test", "target_value": 30,
            "target_on": date(2022, 12, 31),
        }
        | values
    )  # fmt: skip


def measured_goal(
    concept: Concept, values: Mapping[int, Any], *, parent: Element | None = None, **target_values: Any
) -> Element:
    """A goal with a series of its own, whose `values` by year are known half a year later."""
    goal = element(concept, ElementKind.GOAL, parent=parent, title=f"Ziel {next(_serial)}")
    line = series(definition())
    for year, value in values.items():
        observation(line, year, value)
    target(goal, line, **target_values)
    return goal


def cycle(version: Version, **values: Any) -> ReviewCycle:
    """An open review at the end of 2019 with what was known in autumn 2020."""
    number = next(_serial)
    return ReviewCycle.objects.create(
        **{
            "concept": version.concept, "version": version, "slug": f"pruefung-{number}", "title": "Überprüfung 2019",
            "reference_date": date(2019, 12, 31), "known_on": date(2020, 9, 30),
            "opened_at": datetime(2020, 10, 1, 8, 0, tzinfo=UTC),
        }
        | values
    )  # fmt: skip
