"""One of everything, so that every address of the access table leads somewhere."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone

from roterfaden.accounts.enums import Role
from roterfaden.concept import actions as concept_actions
from roterfaden.concept.enums import ElementKind, Outcome, VersionKind
from roterfaden.concept.models import Consideration
from roterfaden.council.enums import MatchState, Result
from roterfaden.council.models import Amendment
from roterfaden.implementation import actions as plans
from roterfaden.implementation.methods import new_link as new_update_link
from roterfaden.implementation.models import JointUnit, Milestone, UpdateLink
from roterfaden.indicators import actions as figure_actions
from roterfaden.indicators.enums import FigureCheck
from roterfaden.indicators.models import FigureFinding, ImportRun
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from roterfaden.monitoring import actions as monitoring
from roterfaden.monitoring.methods.links import new_link as new_delivery_link
from roterfaden.monitoring.models import RequestLink, Signal
from roterfaden.participation.enums import EventKind
from roterfaden.participation.methods import process_templates, write_template
from roterfaden.participation.models import OwnTemplate, ProcessTask, ReviewRequest
from roterfaden.reporting import actions as reporting
from roterfaden.reporting.enums import Audience
from roterfaden.weighing import actions as weighing
from roterfaden.weighing.enums import CheckKind
from roterfaden.weighing.methods import new_link
from roterfaden.weighing.models import AdviceLink, Finding, NewsLetter, ToldNews
from roterfaden.weighing.queries.notices import LETTER_SALT
from tests import factories
from tests.access.advice import build_advice
from tests.access.appointments import build_appointments
from tests.access.courses import build_courses
from tests.access.directory import build_directory
from tests.access.figure_sources import build_figure_sources
from tests.access.transfer import build_transfer
from tests.access.waiting_list import waiting_list
from tests.concept.word_files import by_hand
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
    _desk(world)
    _review(world)
    _answering(world)
    build_transfer(world)
    waiting_list(world)
    build_advice(world)
    build_directory(world)
    build_courses(world)
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
    factories.card_photo(
        world.event, kept=factories.kept_file(factories.picture(colour="green"), "karte.jpg"),
        contribution=world.contribution, alt="Ein gezeichneter Bus", released_at=NOW,
    )  # fmt: skip
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
    world.consultation = factories.consulted(world.version, group=world.process.actor_groups.first())
    world.internal_round = factories.consulted(world.version, role=Role.GOAL_OWNER)
    world.remark = factories.remark(world.consultation, world.goal)
    world.word = concept_actions.open_word_document(
        actor=System("test"), concept=world.concept, upload=ContentFile(by_hand(), name="konzept.docx"), now=NOW
    )
    world.consideration = Consideration.objects.create(
        contribution=world.contribution, element=world.goal, outcome=Outcome.TAKEN_UP, reason="…", plain_reason="…",
        made_as=Role.STRATEGY_OFFICER, made_at=NOW, published_at=NOW,
    )  # fmt: skip
    world.finding = Finding.objects.create(
        process=world.process,
        kind=CheckKind.PART_OPEN,
        key="voice:1",
        fingerprint="0" * 64,
        found_at=NOW,
        numbers={"parts": 2, "open": 1},
    )
    world.series = factories.series(factories.definition())
    world.indicator = world.series.definition.indicator
    world.figure_finding = FigureFinding.objects.create(
        key="gap:m", kind=FigureCheck.GAP, indicator=world.indicator, fingerprint="0" * 64, found_at=NOW,
        facts={"after": "2018-12-31", "before": "2020-12-31", "periods": 1, "series": 1, "names": ["Ort"]},
    )  # fmt: skip
    world.figure_run = ImportRun.objects.create(source_name="zahlen.csv", checksum="0" * 64, imported_at=NOW)
    world.figure_draft = figure_actions.open_import(
        actor=System(), upload=ContentFile(b"AGS;Jahr;Wert\n03459;2017;12\n", name="zahlen.csv"), now=NOW
    )
    build_figure_sources(world)
    build_appointments(world)
    factories.offer(world.version, world.municipality)
    world.joint_unit = JointUnit.objects.create(slug="land", name="Wittlager Land", since=TODAY)
    world.milestone = Milestone.objects.create(element=world.initiative, title="Räume", due_on=TODAY)
    _plan(world)


def _plan(world: SimpleNamespace) -> None:
    """A funding, a dependency, somebody who cares, and their link."""
    actor, moment = System("test"), timezone.now()
    facts = {"actor": actor, "element": world.initiative, "now": moment}
    world.funding = plans.set_funding(**facts, funder="Land", starts_on=TODAY, ends_on=TODAY)
    other = factories.element(world.concept, ElementKind.INITIATIVE)
    world.dependency = plans.set_dependency(**facts, needs=other)
    world.caretaker = plans.assign_caretaker(**facts, address="betreuung@example.org")
    world.update_token, kept = new_update_link()
    UpdateLink.objects.create(
        caretaker=world.caretaker, month=TODAY, secret_hash=kept, sent_at=moment, expires_at=moment + timedelta(days=1)
    )


def _desk(world: SimpleNamespace) -> None:
    """Something on a desk, a text module, a group and a common answer."""
    world.desk_item = factories.desk_item(world.theme, world.person)
    world.module = factories.text_module()
    world.voice_group = factories.voice_group(world.contribution, world.card_of_event)
    world.batch = factories.answer_batch(world.process)


def _council(world: SimpleNamespace) -> None:
    world.paper = factories.paper(world.version)
    body = factories.body()
    decided = factories.consultation(world.paper, factories.meeting(body))
    world.resolution = factories.resolution(decided, Result.ADOPTED_WITH_CHANGES)
    world.amendment = Amendment.objects.create(resolution=world.resolution, element=world.goal, text="…")
    world.step = factories.consultation(world.paper, factories.meeting(body))
    world.body = body
    world.annex = factories.annex(world.paper)
    world.draft = factories.draft(world.version)
    world.signoff = factories.signoff(world.draft)
    world.council_source = factories.council_source()
    world.proposed_match = factories.match(world.paper, world.council_source)
    world.council_match = factories.match(world.paper, world.council_source, MatchState.CONFIRMED)
    world.copied = factories.copied_decision(world.council_match)


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
    world.sheets = reporting.freeze_sheets(actor=actor, title="Datenspiegel", known_on=later.date(), now=later)
    reporting.publish_sheets(actor=actor, edition=world.sheets, now=later)
    world.cycle = factories.cycle(world.version)
    monitoring.assess_goals(actor=actor, cycle=world.cycle, now=later)
    world.closed_without_report = factories.cycle(world.version)
    _asking(world)


def _asking(world: SimpleNamespace) -> None:
    """A place that is asked by link, a correction to look after, a warning."""
    actor, now = System("test"), timezone.now()
    day = local_day(now) + timedelta(days=9)
    world.spare_deliverer = monitoring.save_deliverer(actor=actor, name="Jugendamt", email="j@example.org", now=now)
    world.deliverer = monitoring.save_deliverer(
        actor=actor, name="Kurse", email="k@example.org", indicators=[world.indicator], now=now
    )
    (world.data_request,) = monitoring.ask_for_figures(
        actor=actor, cycle=world.cycle, deliverers=[world.deliverer], due_on=day, now=now
    )
    world.requested_value = world.data_request.values.order_by("pk").first()
    world.delivery_token, kept = new_delivery_link()
    RequestLink.objects.create(request=world.data_request, occasion="test", secret_hash=kept, sent_at=now)
    world.request_file, world.spare_request_file = (
        monitoring.attach_file(actor=actor, request=world.data_request, upload=ContentFile(data, "werte.csv"), now=now)
        for data in (b"Jahr;Wert\n2019;1\n", b"Jahr;Wert\n2019;2\n")
    )
    earlier = factories.cycle(world.version, reference_date=world.cycle.reference_date - timedelta(days=365))
    world.early_correction = monitoring.agree_correction(
        actor=actor, cycle=earlier, element=world.goal, fact="F", reason="U", action="A", owner="O", due_on=day, now=now
    )
    world.signal = Signal.objects.create(key="off_path:0", element=world.goal, kind="off_path", raised_at=now)


def _answering(world: SimpleNamespace) -> None:
    """A unit that was asked and answered, a reply to an answer, and a letter about it."""
    actor = System("test")
    moment = timezone.now()
    world.unit = factories.unit()
    world.advice = weighing.request_advice(
        actor=actor, process=world.process, unit=world.unit, voices=[world.contribution], question="Geht das?",
        due_on=local_day(moment), now=moment,
    )  # fmt: skip
    world.advice_token, kept = new_link()
    AdviceLink.objects.create(request=world.advice, occasion="test", secret_hash=kept, sent_at=moment)
    (world.advice_reply,) = weighing.give_advice(
        actor=actor, request=world.advice, said={world.contribution.pk: ("taken_up", "Ja.")}, now=moment
    )
    world.advice = weighing.request_advice(
        actor=actor, process=world.process, unit=world.unit, voices=[world.contribution], question="Und das?",
        due_on=local_day(moment), now=moment,
    )  # fmt: skip
    world.reply = weighing.reply_to_answer(
        actor=actor, consideration=world.consideration, verdict="no", words="Der Bus fehlt.", now=moment
    )
    letter = NewsLetter.objects.create(address_key="0" * 64, day=TODAY, language="de", written_at=NOW)
    ToldNews.objects.create(
        letter=letter, address_key=letter.address_key, contribution=world.contribution, kind="answered",
        key="answer:1", is_own=True,
    )  # fmt: skip
    world.letter_token = signing.dumps(str(letter.uid), salt=LETTER_SALT)
    world.token = factories.access_token(world.person)
    world.webhook = factories.webhook()
