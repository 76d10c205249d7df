"""One of everything, so that every address of the access table leads somewhere."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import ElementKind, Outcome, VersionKind
from roterfaden.concept.models import Consideration
from roterfaden.council.enums import Result
from roterfaden.council.models import Amendment
from roterfaden.implementation.models import Milestone
from roterfaden.kernel.actors import System
from roterfaden.monitoring import actions as monitoring
from roterfaden.participation.enums import EventKind
from roterfaden.participation.methods import process_templates, write_template
from roterfaden.participation.models import OwnTemplate, ProcessTask, ReviewRequest
from roterfaden.reporting import actions as reporting
from roterfaden.reporting.enums import Audience
from tests import factories
from tests.factories import NOW, TODAY


def build(municipality: factories.Area) -> SimpleNamespace:
    """The world the table speaks of. `municipality` is the one of the persona `coordinator`."""
    factories.instance()
    world = SimpleNamespace(municipality=municipality, person=factories.user(Role.MODERATOR))
    world.membership = world.person.memberships.get()
    world.job = factories.job(started_by=world.person)
    world.message = factories.message(state="failed", ended_at=NOW)
    _participation(world)
    _concept(world)
    _council(world)
    _review(world)
    return world


def _participation(world: SimpleNamespace) -> None:
    world.process = factories.process()
    stage = factories.stage(world.process)
    factories.group(world.process)
    world.event = factories.event(stage)
    world.guest = factories.registration(world.event)
    world.invitee = factories.invitee(world.event)
    world.event_photo = factories.event_photo(factories.documentation(world.event).event)
    world.contribution = factories.contribution(world.process)
    world.code = world.contribution.code.code
    world.unknown_id = uuid4()
    world.card_of_event = factories.contribution(world.process, event=world.event)
    world.card_photo = factories.card_photo(world.event)
    world.comment = factories.comment(world.contribution)
    world.online = factories.event(stage, kind=EventKind.ONLINE, questions=["Was fehlt?"])
    world.field = factories.field()
    world.theme = factories.theme(world.process, world.field)
    factories.assignment(world.contribution, world.theme)
    world.suggestion = factories.suggestion(world.contribution, world.theme)
    world.import_run = factories.import_run(world.process)
    world.source = factories.source(world.process)
    withheld = factories.contribution(world.process, moderation="withheld", moderation_reason="nennt eine Person")
    world.stage = stage
    world.task = ProcessTask.objects.create(
        process=world.process, title="Karten drucken", due_on=TODAY, role=Role.MODERATOR
    )
    world.own_template = OwnTemplate.objects.create(
        slug="eigenes", title="Eigenes", content=write_template(process_templates()["kleinstadt"]), saved_at=NOW
    )
    world.second_look = ReviewRequest.objects.create(contribution=withheld, asked_at=NOW)


def _concept(world: SimpleNamespace) -> None:
    world.concept = factories.concept(process=world.process)
    field = factories.element(world.concept, ElementKind.FIELD, field=world.field)
    world.goal = factories.element(world.concept, parent=field, field=world.field)
    world.initiative = factories.element(world.concept, ElementKind.INITIATIVE, parent=world.goal, field=world.field)
    world.version = factories.frozen_version(world.concept, VersionKind.ADOPTED)
    world.consideration = Consideration.objects.create(
        contribution=world.contribution, element=world.goal, outcome=Outcome.TAKEN_UP, reason="…", plain_reason="…",
        made_as=Role.STRATEGY_OFFICER, made_at=NOW, published_at=NOW,
    )  # fmt: skip
    world.series = factories.series(factories.definition())
    world.indicator = world.series.definition.indicator
    factories.offer(world.version, world.municipality)
    world.milestone = Milestone.objects.create(element=world.initiative, title="Räume", due_on=TODAY)


def _council(world: SimpleNamespace) -> None:
    world.paper = factories.paper(world.version)
    body = factories.body()
    decided = factories.consultation(world.paper, factories.meeting(body))
    world.resolution = factories.resolution(decided, Result.ADOPTED_WITH_CHANGES)
    world.amendment = Amendment.objects.create(resolution=world.resolution, element=world.goal, text="…")
    world.consultation = factories.consultation(world.paper, factories.meeting(body))


def _review(world: SimpleNamespace) -> None:
    """One closed review with its report, and one that is still open."""
    actor, later = System("test"), datetime(2020, 11, 1, tzinfo=UTC)
    factories.target(world.goal)
    closed = factories.cycle(world.version)
    monitoring.assess_goals(actor=actor, cycle=closed, now=later)
    monitoring.close_cycle(actor=actor, cycle=closed, now=later)
    world.report = reporting.open_report(actor=actor, cycle=closed, slug="bericht", title="Bericht", now=later)
    world.edition = reporting.freeze_edition(
        actor=actor, report=world.report, audience=Audience.COUNCIL, title="Für die Gremien", now=later
    )
    world.public_edition = reporting.freeze_edition(
        actor=actor, report=world.report, audience=Audience.PUBLIC, title="Für alle", now=later
    )
    reporting.publish_edition(actor=actor, edition=world.public_edition, now=later)
    world.cycle = factories.cycle(world.version)
    monitoring.assess_goals(actor=actor, cycle=world.cycle, now=later)
    world.closed_without_report = factories.cycle(world.version)
