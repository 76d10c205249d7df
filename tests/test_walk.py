"""One voice walks the whole chain through the actions only – and the edition leads back to the card."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from roterfaden.accounts.enums import Role
from roterfaden.audit.queries import verify_chain
from roterfaden.concept import actions as concept
from roterfaden.concept.enums import ElementKind, Outcome, VersionKind
from roterfaden.concept.methods import TargetValues
from roterfaden.council import actions as council
from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.implementation import actions as implementation
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.indicators import actions as indicators
from roterfaden.indicators.enums import Accountability, Direction
from roterfaden.indicators.models import Observation, Series
from roterfaden.monitoring import actions as monitoring
from roterfaden.monitoring.enums import Status
from roterfaden.participation import actions as participation
from roterfaden.participation.enums import Channel, ContributionKind
from roterfaden.reporting import actions as reporting
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.queries import recompute_edition
from roterfaden.thread.enums import Focus, Station
from roterfaden.thread.queries import thread_of
from tests import factories

FORUM = datetime(2017, 5, 10, 18, 0, tzinfo=UTC)
SITTING = datetime(2018, 4, 16, 15, 0, tzinfo=UTC)
REVIEW = datetime(2023, 9, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def office(db):
    """A county with a planner who may do everything the walk needs, the clerk and the group."""
    factories.instance()
    return factories.user(
        Role.STRATEGY_OFFICER, Role.MODERATOR, Role.COUNCIL_CLERK, Role.COORDINATION_GROUP, Role.GOAL_OWNER
    )


def test_voice_walks_the_whole_chain_and_back(office):
    by = {"actor": office}
    municipality = factories.municipality(name="Bohmte")
    field = factories.field(number=3, name="Sprache", short_name="Sprache")

    # The forum: a printed card is written, captured, published, sorted.
    process = participation.open_process(
        **by,
        now=FORUM,
        slug="dialog",
        title="Integrationsdialog",
        summary="Wir reden.",
        mandate="Kreistag, 19.12.2016",
        area=factories.county(),
        opened_on=date(2016, 12, 19),
    )
    group = participation.add_actor_group(
        **by, now=FORUM, process=process, slug="zugewanderte", name="Zugewanderte", position=1
    )
    stage = participation.plan_stage(
        **by,
        now=FORUM,
        process=process,
        slug="foren",
        position=1,
        kind="forum",
        title="Dialogforen",
        description="",
        starts_on=date(2017, 4, 1),
        ends_on=date(2017, 9, 30),
        gate="",
        openings=[(ContributionKind.CHALLENGE, None)],
    )
    forum = participation.plan_event(
        **by,
        now=FORUM,
        process=process,
        stage=stage,
        slug="forum",
        kind="forum",
        title="Dialogforum Zugewanderte",
        description="",
        questions=[],
        starts_at=FORUM,
        ends_at=FORUM + timedelta(hours=4),
        place="Bohmte",
        area=municipality,
        capacity=60,
        tables=6,
        actor_groups=[group],
    )
    printed = participation.issue_codes(**by, now=FORUM, process=process, event=forum, count=1)[0]
    card = participation.capture_contribution(
        **by,
        now=FORUM + timedelta(hours=1),
        process=process,
        kind=ContributionKind.CHALLENGE,
        text="Drei Monate Warten auf den Sprachkurs.",
        language="de",
        channel=Channel.CARD,
        event=forum,
        table=2,
        actor_group=group,
        area=municipality,
        weight=4,
        said_on=FORUM.date(),
        code=printed.code,
    )
    participation.publish_contribution(**by, now=FORUM + timedelta(days=1), contribution=card)
    theme = participation.add_theme(
        **by,
        now=FORUM + timedelta(days=2),
        process=process,
        field=field,
        slug="warten",
        title="Warten auf den Kurs",
        summary="",
    )
    participation.assign_contribution(**by, now=FORUM + timedelta(days=2), contribution=card, theme=theme, reason="")

    # The draft: the figure, the goal, the weighing, the change of text.
    definition = indicators.define_indicator(
        **by,
        now=FORUM,
        slug="wartezeit",
        title="Wartezeit auf einen Sprachkurs",
        field=field,
        accountability=Accountability.PERFORMANCE,
        text="Wochen von der Anmeldung bis zum ersten Kurstag",
        unit="Wochen",
        multiplier=1,
        denominator="",
        direction=Direction.DOWN,
        minimum_count=3,
        decimals=1,
        source="Kursverwaltung",
        rhythm_months=12,
        is_fictitious=True,
        valid_from=date(2012, 1, 1),
    )
    series = Series.objects.create(definition=definition, area=factories.county(), breakdown="")
    for year, value in {2013: "13,0", 2014: "12,8", 2015: "12,9", 2016: "12,5", 2017: "12,0"}.items():
        _record(by, series, year, value)
    work = concept.open_concept(
        **by,
        now=FORUM,
        slug="konzept",
        title="Konzept 2018–2022",
        area=factories.county(),
        process=process,
        predecessor=None,
        starts_on=date(2018, 1, 1),
        ends_on=date(2022, 12, 31),
    )
    goal = _draft(by, work, field, _target(series, "8"))
    answer = concept.consider_contribution(
        **by,
        now=FORUM + timedelta(days=60),
        contribution=card,
        element=goal,
        outcome=Outcome.TAKEN_UP,
        reason="Die Wartezeit ist das größte Hindernis.",
        plain_reason="Wir nehmen Ihren Hinweis auf.",
        referred_to="",
    )
    concept.publish_answers(**by, now=FORUM + timedelta(days=60), contribution=card)
    revision = concept.revise_element(
        **by,
        now=FORUM + timedelta(days=61),
        element=goal,
        title="Höchstens sechs Wochen warten",
        body="Bis Ende 2022.",
        accountable="Sprachkoordination",
        starts_on=None,
        ends_on=None,
        target=_target(series, "6"),
        reason="Beiträge aus den Dialogforen",
        expected_revision=1,
    )
    concept.incorporate_contribution(
        **by, now=FORUM + timedelta(days=61), consideration=answer, revision=revision, reason=""
    )

    # The decision and the hand-over.
    submitted = concept.freeze_version(
        **by,
        now=SITTING - timedelta(days=60),
        concept=work,
        kind=VersionKind.SUBMITTED,
        slug="vorlage",
        title="Beratungsfassung",
    )
    resolution = _decide(by, submitted)
    adopted = council.adopt_version(
        **by,
        now=SITTING + timedelta(hours=3),
        resolution=resolution,
        concept=work,
        slug="beschluss",
        title="Beschlossene Fassung",
    )
    implementation.make_offer(
        **by,
        now=SITTING + timedelta(days=14),
        version=adopted,
        municipalities=[municipality],
        offered_on=date(2018, 4, 30),
        answer_by=None,
    )
    implementation.answer_adoption(
        **by,
        now=SITTING + timedelta(days=90),
        element=goal,
        municipality=municipality,
        answer=Answer.ADOPT,
        reason="",
        adapted_text="",
        resolution_reference="Rat 12/2018",
        resolved_on=date(2018, 7, 1),
    )
    measure = work.elements.get(kind=ElementKind.INITIATIVE)
    implementation.report_progress(
        **by,
        now=SITTING + timedelta(days=300),
        element=measure,
        municipality=None,
        progress=Progress.UNDER_WAY,
        reason="",
        as_of=date(2019, 2, 1),
    )

    # The review and the report.
    for year, value in {2018: "10,5", 2019: "9,0", 2020: "7,9", 2021: "6,4", 2022: "5,5"}.items():
        _record(by, series, year, value)
    cycle = monitoring.open_cycle(
        **by,
        now=REVIEW,
        concept=work,
        version=adopted,
        slug="2022",
        title="Überprüfung 2022",
        reference_date=date(2022, 12, 31),
        known_on=REVIEW.date(),
    )
    monitoring.assess_goals(**by, now=REVIEW, cycle=cycle)
    monitoring.close_cycle(**by, now=REVIEW + timedelta(days=21), cycle=cycle)
    report = reporting.open_report(
        **by, now=REVIEW + timedelta(days=22), cycle=cycle, slug="bericht-2022", title="Bericht 2022"
    )
    edition = reporting.freeze_edition(
        **by,
        now=REVIEW + timedelta(days=30),
        report=report,
        audience=Audience.PUBLIC,
        title="Was ist erreicht?",
        foreword="",
    )
    reporting.publish_edition(**by, now=REVIEW + timedelta(days=31), edition=edition)

    # Forwards: from the card to the report.
    thread = thread_of(Focus.CONTRIBUTION, card.pk)
    stations = list(dict.fromkeys(step.station for step in thread.steps))
    assert stations == [
        Station.VOICE,
        Station.THEME,
        Station.CONSIDERATION,
        Station.WORDING,
        Station.VERSION,
        Station.RESOLUTION,
        Station.ADOPTION,
        Station.INITIATIVE,
        Station.FIGURE,
        Station.ASSESSMENT,
        Station.REPORT,
    ]
    assert thread.missing == (Station.CORRECTION,)
    assessed = next(step for step in thread.steps if step.station == Station.ASSESSMENT)
    assert assessed.code == Status.REACHED
    figure = next(step for step in thread.steps if step.station == Station.FIGURE)
    assert (figure.value.value, figure.unit) == (Decimal("5.5"), "Wochen")

    # Backwards: the edition names the figure, the goal and – through them – the voice.
    assert edition.citations.filter(observation__series=series, observation__period_end=date(2022, 12, 31)).exists()
    back = thread_of(Focus.EDITION, edition.pk)
    assert back.origin[0].target_pk == (card.process.slug, card.number)
    assert back.steps[back.position].title == "Was ist erreicht?"

    # What was published stays true after the figure is revised, and the log is whole.
    _record(by, series, 2022, "6,8", known_on=date(2024, 1, 1), now=datetime(2024, 1, 2, tzinfo=UTC))
    assert recompute_edition(edition) == edition.snapshot
    assert verify_chain().is_intact


def _record(by, series, year, value, *, known_on=None, now=None) -> Observation:
    known = known_on or date(year + 1, 3, 1)
    return indicators.record_observation(
        **by,
        now=now or datetime(known.year, known.month, known.day, 12, tzinfo=UTC),
        series=series,
        period_start=date(year, 12, 31),
        period_end=date(year, 12, 31),
        raw=value,
        status="normal",
        known_on=known,
        base="",
        source="Kursverwaltung",
    )


def _target(series, value) -> TargetValues:
    return TargetValues(
        accountability=Accountability.PERFORMANCE,
        series=series,
        baseline_value=Decimal("12.5"),
        baseline_on=date(2016, 12, 31),
        baseline_source="Kursverwaltung",
        target_value=Decimal(value),
        target_on=date(2022, 12, 31),
        tolerance=None,
        corridor_low=None,
        corridor_high=None,
        not_measurable_reason="",
    )


def _draft(by, work, field, target):
    """Field → challenge → goal → initiative; returns the goal."""
    words = {
        "body": "",
        "accountable": "Sprachkoordination",
        "starts_on": None,
        "ends_on": None,
        "reason": "Erster Entwurf",
    }
    now, above = FORUM + timedelta(days=50), None
    for kind, title in (
        (ElementKind.FIELD, "Sprache"),
        (ElementKind.CHALLENGE, "Lange Wartezeiten"),
        (ElementKind.GOAL, "Kürzer warten"),
        (ElementKind.INITIATIVE, "Zentrale Kursplanung"),
    ):
        made = concept.add_element(
            **by,
            now=now,
            concept=work,
            kind=kind,
            parent_element=above,
            field=field,
            title=title,
            target=target if kind == ElementKind.GOAL else None,
            **words,
        )
        goal = made if kind == ElementKind.GOAL else above
        above = made
    return goal


def _decide(by, version):
    """Committee recommends, Kreisausschuss prepares, Kreistag decides; returns the deciding resolution."""
    steps = [
        (BodyKind.COMMITTEE, ConsultationRole.PRELIMINARY, Result.RECOMMENDED, 40),
        (BodyKind.EXECUTIVE_COMMITTEE, ConsultationRole.PREPARING, Result.RECOMMENDED, 20),
        (BodyKind.COUNCIL, ConsultationRole.DECIDING, Result.ADOPTED, 0),
    ]
    paper = council.submit_paper(
        **by,
        now=SITTING - timedelta(days=55),
        reference="BSP-2018-037",
        kind=PaperKind.DECISION,
        title="Konzept",
        version=version,
        is_public=True,
        submitted_on=(SITTING - timedelta(days=55)).date(),
        proposal="Der Kreistag beschließt.",
        reasons="",
        financial_effects="",
    )
    for kind, role, result, days_before in steps:
        starts = SITTING - timedelta(days=days_before)
        body = council.add_body(
            **by,
            now=FORUM,
            slug=kind.replace("_", "-"),
            name=str(kind.label),
            kind=kind,
            area=factories.county(),
            is_public=kind != BodyKind.EXECUTIVE_COMMITTEE,
            valid_from=date(2016, 11, 1),
            valid_until=None,
        )
        meeting = council.plan_meeting(
            **by, now=FORUM, body=body, starts_at=starts, place="Kreishaus", is_public=body.is_public
        )
        step = council.plan_consultation(
            **by, now=SITTING - timedelta(days=50), paper=paper, meeting=meeting, role=role, agenda_number="1"
        )
        resolution = council.record_resolution(
            **by,
            now=starts + timedelta(hours=2),
            consultation=step,
            result=result,
            text="Wie vorgeschlagen.",
            yes=None,
            no=None,
            abstentions=None,
            decided_on=starts.date(),
        )
    return resolution
