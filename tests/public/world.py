"""Things for public pages: everything public in any number, and beside it something of each kind that is not."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import ElementKind, Outcome, VersionKind
from roterfaden.concept.models import Consideration, Element, ElementRevision, Incorporation, Node
from roterfaden.council.models import Amendment
from roterfaden.implementation.models import Milestone
from roterfaden.kernel.actors import System
from roterfaden.monitoring import actions as monitoring
from roterfaden.monitoring.models import Assessment, Correction, Rating
from roterfaden.participation.enums import Language, Moderation
from roterfaden.participation.models import Contribution, Headcount, SearchEntry, Translation
from roterfaden.reporting import actions as reporting
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.models import Edition
from tests import factories
from tests.factories import NOW, TODAY

ACTOR = System("test")
REVIEWED = datetime(2020, 11, 1, tzinfo=UTC)
SECRET = "STRENGGEHEIM"
SIGNED = {"made_as": Role.STRATEGY_OFFICER, "made_at": NOW}


def consider(
    voice: Contribution, element: Element | None, outcome: str = Outcome.TAKEN_UP, **values: Any
) -> Consideration:
    """The answer in force to a voice."""
    return Consideration.objects.create(
        **{
            "contribution": voice, "element": element, "outcome": outcome, "reason": "Fachlich richtig.",
            "plain_reason": "Sie haben recht.", "published_at": SIGNED["made_at"], **SIGNED,
        }
        | values
    )  # fmt: skip


def build(n: int = 1) -> SimpleNamespace:
    """`n` of everything residents can read, all tied to the first goal, theme, field and municipality."""
    factories.instance()
    world = SimpleNamespace(process=factories.process(), field=factories.field(name="Sprache", orientation="Worum?"))
    stage = factories.stage(world.process)
    world.groups = [factories.group(world.process) for _ in range(n)]
    world.events = [factories.event(stage) for _ in range(n)]
    world.event = world.events[0]
    _around(world, n)
    world.areas = [factories.municipality() for _ in range(n)]
    world.area = world.areas[0]
    world.theme = factories.theme(world.process, world.field)
    world.themes = [world.theme, *(factories.theme(world.process, world.field) for _ in range(n - 1))]
    _concept(world, n)
    _voices(world, n)
    _council(world, n)
    _review(world, n)
    SearchEntry.objects.renew(Contribution.objects.values_list("pk", flat=True), now=factories.NOW)
    return world


def _around(world: SimpleNamespace, n: int) -> None:
    """A documented event that is over, with guests and invitations."""
    world.guest = factories.registration(world.event)
    world.invitee = factories.invitee(world.event)
    factories.documentation(world.event)
    for number in range(n):
        factories.event_photo(world.event, file=factories.kept_file(f"Foto {number}".encode()))
        Headcount.objects.create(event=world.event, of="group", key=f"gruppe-{number}", attended=5, recorded_at=NOW)


def _concept(world: SimpleNamespace, n: int) -> None:
    world.concept = factories.concept(process=world.process)
    world.top = factories.element(world.concept, ElementKind.FIELD, field=world.field, title="Sprache")
    world.goal = factories.measured_goal(world.concept, {2016: 20, 2017: 22, 2018: 24}, parent=world.top)
    Element.objects.filter(pk=world.goal.pk).update(field=world.field)
    world.series = world.goal.revisions.get().target.series
    world.goals = [world.goal]
    for _ in range(n - 1):
        world.goals.append(factories.element(world.concept, parent=world.top, field=world.field, title="Weiteres Ziel"))
        factories.target(world.goals[-1], world.series)
    world.initiatives = [
        factories.element(world.concept, ElementKind.INITIATIVE, parent=world.goal, field=world.field, title="Kurse")
        for _ in range(n)
    ]
    world.initiative = world.initiatives[0]
    for initiative in world.initiatives:
        factories.progress(initiative)
        Milestone.objects.create(element=world.initiative, title="Räume", due_on=TODAY)
    world.submitted = factories.frozen_version(world.concept, VersionKind.SUBMITTED, slug="eingebracht")
    world.version = factories.frozen_version(world.concept, VersionKind.ADOPTED, slug="vorlage")


def _voices(world: SimpleNamespace, n: int) -> None:
    world.voices = []
    for place in range(n):
        voice = factories.contribution(
            world.process, event=world.event, actor_group=world.groups[place], area=world.area, language=Language.AR,
            text="دورات لغة في المساء", number=place + 1,
        )  # fmt: skip
        Translation.objects.create(
            contribution=voice, language="de", text="Sprachkurse am Abend", status="checked", made_at=NOW
        )
        factories.assignment(voice, world.themes[place] if place else world.theme)
        answer = consider(voice, world.goal)
        consider(voice, world.initiative)
        Incorporation.objects.create(consideration=answer, revision=world.goal.revisions.get(), **SIGNED)
        world.voices.append(voice)
    world.voice = world.voices[0]
    world.code = world.voice.code.code


def _council(world: SimpleNamespace, n: int) -> None:
    meetings = [factories.meeting(factories.body()) for _ in range(n)]
    steps = [factories.consultation(factories.paper(world.submitted), meeting) for meeting in meetings]
    world.resolutions = [factories.resolution(step) for step in steps]
    world.resolution = world.resolutions[0]
    for _ in range(n):
        Amendment.objects.create(resolution=world.resolution, element=world.goal, text="Es soll schneller gehen.")
    for area in world.areas:
        factories.offer(world.version, area)
        factories.adoption(world.goal, area)


def _review(world: SimpleNamespace, n: int) -> None:
    world.cycle = factories.cycle(world.version)
    monitoring.assess_goals(actor=ACTOR, cycle=world.cycle, now=REVIEWED)
    monitoring.close_cycle(actor=ACTOR, cycle=world.cycle, now=REVIEWED)
    for _ in range(n):
        _correction(world, world.cycle)
    report = reporting.open_report(actor=ACTOR, cycle=world.cycle, slug="bericht", title="Bericht 2019", now=REVIEWED)
    world.edition = edition(report, Audience.PUBLIC, "Was ist erreicht?")
    for number in range(2, n + 1):
        Edition.objects.create(
            report=report, audience=Audience.PUBLIC, number=number, title="Was ist erreicht?", known_on=TODAY,
            snapshot=world.edition.snapshot, checksum=world.edition.checksum, frozen_at=REVIEWED, published_at=REVIEWED,
        )  # fmt: skip


def _correction(world: SimpleNamespace, cycle: Any, action: str = "Mehr Kurse am Abend") -> Correction:
    return Correction.objects.create(
        cycle=cycle, element=world.goal, fact="Zu langsam.", action=action, owner="Leitstelle", due_on=TODAY,
        reason="Es fehlen Räume.", **SIGNED,
    )  # fmt: skip


def edition(report: Any, audience: str, title: str, *, publish: bool = True) -> Any:
    """A frozen edition, sent out unless `publish` is off."""
    frozen = reporting.freeze_edition(actor=ACTOR, report=report, audience=audience, title=title, now=REVIEWED)
    return reporting.publish_edition(actor=ACTOR, edition=frozen, now=REVIEWED) if publish else frozen


def hide_things(world: SimpleNamespace) -> SimpleNamespace:
    """Beside everything public something that is not, each with the word SECRET in it."""
    hidden = SimpleNamespace()
    hidden.pending = _hidden_voice(world, Moderation.PENDING)
    hidden.withheld = _hidden_voice(world, Moderation.WITHHELD, moderation_reason=f"Grund {SECRET}")
    hidden.theme = factories.theme(world.process, world.field, title=f"Thema {SECRET}")
    factories.assignment(hidden.pending, hidden.theme)
    _hidden_wording(world, hidden)
    _hidden_council(world, hidden)
    _hidden_review(world, hidden)
    return hidden


def _hidden_voice(world: SimpleNamespace, moderation: str, **values: Any) -> Contribution:
    voice = factories.contribution(
        world.process, event=world.event, actor_group=world.groups[0], area=world.area, moderation=moderation,
        number=9000 + Contribution.objects.count(), text=f"Karte {SECRET}", **values,
    )  # fmt: skip
    Translation.objects.create(contribution=voice, language="en", text=SECRET, status="checked", made_at=NOW)
    answer = consider(voice, world.goal, plain_reason=f"Antwort {SECRET}")
    Incorporation.objects.create(consideration=answer, revision=world.goal.revisions.get(), **SIGNED)
    return voice


def _hidden_wording(world: SimpleNamespace, hidden: SimpleNamespace) -> None:
    """A newer wording in the working draft, a goal only the draft has, and a voice worked into the draft."""
    revision = ElementRevision.objects.create(
        element=world.goal, number=2, title=f"Neu {SECRET}", body=SECRET, reason=SECRET, **SIGNED
    )
    Node.objects.filter(version__frozen_at=None, element=world.goal).update(revision=revision)
    answer = Consideration.objects.get(contribution=world.voice, element=world.goal)
    Incorporation.objects.create(consideration=answer, revision=revision, **SIGNED)
    hidden.goal = factories.element(world.concept, parent=world.top, field=world.field, title=f"Entwurf {SECRET}")
    hidden.initiative = factories.element(world.concept, ElementKind.INITIATIVE, parent=hidden.goal, title=SECRET)
    consider(world.voice, hidden.goal)
    hidden.draft = factories.frozen_version(
        world.concept, VersionKind.DRAFT, slug="arbeitsstand", title=f"Arbeitsstand {SECRET}"
    )


def _hidden_council(world: SimpleNamespace, hidden: SimpleNamespace) -> None:
    closed_paper = factories.paper(world.version, is_public=False, title=f"Vorlage {SECRET}")
    hidden.of_closed_paper = factories.resolution(
        factories.consultation(closed_paper, factories.meeting(factories.body())), text=SECRET
    )
    body = factories.body()
    meeting = factories.meeting(body, is_public=False)
    hidden.of_closed_meeting = factories.resolution(
        factories.consultation(world.resolution.consultation.paper, meeting), text=SECRET
    )
    Amendment.objects.create(resolution=hidden.of_closed_meeting, element=world.goal, text=SECRET)


def _hidden_review(world: SimpleNamespace, hidden: SimpleNamespace) -> None:
    """A review in progress with a rating and a correction, an edition for the group and one that is not out yet."""
    later = TODAY.replace(year=2021)
    hidden.cycle = factories.cycle(world.version, title=f"Überprüfung {SECRET}", reference_date=later)
    monitoring.assess_goals(actor=ACTOR, cycle=hidden.cycle, now=REVIEWED)
    Rating.objects.create(
        assessment=Assessment.objects.get(cycle=hidden.cycle, element=world.goal, superseded_at=None), status="missed",
        expires_on=TODAY.replace(year=2030), reason=SECRET, **SIGNED,
    )  # fmt: skip
    _correction(world, hidden.cycle, SECRET)
    report = world.edition.report
    hidden.group_edition = edition(report, Audience.GROUP, f"Intern {SECRET}")
    hidden.unpublished = edition(report, Audience.PUBLIC, f"Noch nicht {SECRET}", publish=False)
