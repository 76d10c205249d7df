"""Reports and editions: frozen, cited, recomputable after newer vintages, never leaking to the wrong audience."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from roterfaden.audit.models import Event
from roterfaden.concept.enums import ElementKind, Outcome
from roterfaden.concept.models import Consideration
from roterfaden.implementation.models import Offer
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.sealing import seal
from roterfaden.monitoring import actions as monitoring
from roterfaden.monitoring.enums import Status
from roterfaden.monitoring.models import Assessment
from roterfaden.reporting import actions
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.errors import AlreadyPublished, NothingToReport, ReportExists, ReviewStillOpen, SlugTaken
from roterfaden.reporting.methods import as_json, differences, from_json
from roterfaden.reporting.models import Edition
from roterfaden.reporting.queries import (
    edition_view,
    later_changes,
    prove_edition,
    public_reports,
    recompute_edition,
    report_list,
    report_row,
)
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2021, 5, 3, 9, 0, tzinfo=UTC)
RISING = {2014: 28, 2015: 28.5, 2016: 29, 2017: 29.5, 2018: 30, 2019: 31}


@pytest.fixture
def goal(planner):
    concept = factories.concept(process=factories.process())
    field = factories.element(concept, ElementKind.FIELD, title="Sprache")
    return factories.measured_goal(concept, RISING, parent=field)


@pytest.fixture
def report(planner, goal):
    """The report on a computed review of one goal."""
    cycle = factories.cycle(factories.frozen_version(goal.concept))
    monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
    return actions.open_report(actor=planner, cycle=cycle, slug="bericht-2019", title="Bericht 2019", now=NOW)


def freeze(planner, report, audience=Audience.PUBLIC, now=NOW):
    return actions.freeze_edition(
        actor=planner, report=report, audience=audience, title="Was ist erreicht?", foreword="", now=now
    )


def stored(edition):
    return Edition.objects.select_related("report__cycle__version", "report__cycle__concept").get(pk=edition.pk)


def close(planner, report):
    monitoring.close_cycle(actor=planner, cycle=report.cycle, now=NOW)


def test_open_report_once_for_a_review(planner, report):
    with pytest.raises(ReportExists):
        actions.open_report(actor=planner, cycle=report.cycle, slug="zweiter", title="Zweiter", now=NOW)
    other = factories.cycle(report.cycle.version)
    with pytest.raises(SlugTaken):
        actions.open_report(actor=planner, cycle=other, slug=report.slug, title="Zweiter", now=NOW)


def test_edition_holds_goals_path_status_and_reason(planner, goal, report):
    edition = freeze(planner, report)

    content = from_json(stored(edition).snapshot)
    (part,) = content.fields
    (found,) = part.goals
    assert (part.name, found.title) == ("Sprache", goal.revisions.get().title)
    assert (found.value, found.value_on, found.target_value) == (31.0, date(2019, 12, 31), 30.0)
    assert (found.status, found.reason) == ("on_track", "likely")
    assert [(each.code, each.count) for each in content.counts] == [("on_track", 1)]
    assert "beweist nicht" in content.attribution
    assert edition.number == 1
    assert Event.objects.order_by("-number").first().verb == "edition.frozen"


def test_edition_cites_every_value_its_statuses_rest_on(planner, goal, report):
    edition = freeze(planner, report)

    cited = edition.citations.order_by("observation").values_list("observation__period_end__year", flat=True)
    assert list(cited) == list(RISING)


def test_edition_counts_voices_outcomes_and_answers(planner, goal, report):
    process = goal.concept.process
    voices = [factories.contribution(process) for _number in range(3)]
    for voice in voices[:2]:
        Consideration.objects.create(
            contribution=voice, element=goal, outcome=Outcome.TAKEN_UP, reason="R", plain_reason="P", made_as="x",
            made_at=NOW, published_at=NOW,
        )  # fmt: skip
    towns = [factories.municipality() for _number in range(2)]
    for town in towns:
        Offer.objects.create(version=report.cycle.version, municipality=town, offered_on=NOW.date())
    factories.adoption(goal, towns[0])

    content = from_json(freeze(planner, report).snapshot)

    assert (content.voices, [(each.code, each.count) for each in content.outcomes]) == (3, [("taken_up", 2)])
    assert (content.municipalities_asked, content.municipalities_answered) == (2, 1)
    assert [(each.code, each.count) for each in content.answers] == [("adopt", 1)]


def test_edition_comes_out_again_after_everything_has_changed(planner, group_member, goal, report):
    """Newer vintages, a new computation, another rating, a later correction: what was published stays reproducible."""
    by_group = {"actor": group_member, "status": Status.UNCERTAIN, "expires_on": date(2021, 9, 1)}
    monitoring.rate_goal(**by_group, assessment=Assessment.objects.get(), reason="Weil …", now=NOW)
    edition = freeze(planner, report)
    line = goal.revisions.get().target.series
    factories.observation(line, 2019, 12, known_on=date(2021, 3, 1))
    factories.observation(line, 2015, 40, known_on=date(2021, 3, 1))
    factories.observation(line, 2020, 8)
    monitoring.assess_goals(actor=planner, cycle=report.cycle, now=LATER)
    monitoring.rate_goal(**by_group, assessment=Assessment.objects.get(superseded_at=None), reason="Anders", now=LATER)
    monitoring.agree_correction(
        actor=group_member, cycle=report.cycle, element=goal, fact="F", reason="R", action="A", owner="O",
        due_on=date(2022, 1, 1), effect="", now=LATER,
    )  # fmt: skip
    factories.contribution(goal.concept.process, captured_at=LATER)

    proof = prove_edition(stored(edition))

    assert recompute_edition(stored(edition)) == stored(edition).snapshot
    assert (proof.is_same, proof.is_intact, proof.differences) == (True, True, ())


def test_value_entered_later_with_an_earlier_day_is_named(planner, goal, report):
    edition = freeze(planner, report)
    factories.observation(goal.revisions.get().target.series, 2019, 12, known_on=date(2020, 8, 1))

    proof = prove_edition(stored(edition))

    assert not proof.is_same
    assert proof.is_intact
    assert "fields[0].goals[0].value" in {each.path for each in proof.differences}


def test_later_changes_say_what_was_revised(planner, goal, report):
    edition = freeze(planner, report)
    line = goal.revisions.get().target.series
    factories.observation(line, 2018, 29.25, known_on=date(2021, 3, 1))
    factories.observation(line, 2017, 29.5, known_on=date(2021, 3, 1))

    assert later_changes(stored(edition), on=date(2021, 2, 28)) == ()
    (change,) = later_changes(stored(edition), on=date(2021, 3, 1))
    assert (change.then.value, change.now.value, float(change.difference)) == (30, 29.25, -0.75)


def test_signals_go_to_the_group_only(planner, goal, report):
    factories.measured_goal(goal.concept, RISING, target_value=90)
    cycle = factories.cycle(factories.frozen_version(goal.concept))
    monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
    assert monitoring.raise_signals(actor=planner, cycle=cycle, now=NOW)
    own = actions.open_report(actor=planner, cycle=cycle, slug="neu", title="Neu", now=NOW)

    signals = {audience: from_json(freeze(planner, own, audience).snapshot).signals for audience in Audience}

    assert [each.kind for each in signals[Audience.GROUP]] == ["off_path"]
    assert (signals[Audience.COUNCIL], signals[Audience.PUBLIC]) == ((), ())


def test_expired_rating_is_left_out(planner, group_member, goal, report):
    monitoring.rate_goal(
        actor=group_member, assessment=Assessment.objects.get(), status=Status.UNCERTAIN, reason="Weil …",
        expires_on=date(2021, 1, 1), now=NOW,
    )  # fmt: skip

    assert from_json(freeze(planner, report).snapshot).fields[0].goals[0].rating.status == "uncertain"
    assert from_json(freeze(planner, report, now=LATER).snapshot).fields[0].goals[0].rating is None


def test_each_freezing_is_a_new_number_for_its_audience(planner, report):
    numbers = [freeze(planner, report, audience).number for audience in ("public", "public", "group")]

    assert numbers == [1, 2, 1]


def test_freeze_needs_assessments_and_the_planner(planner, group_member, goal):
    cycle = factories.cycle(factories.frozen_version(goal.concept))
    report = actions.open_report(actor=planner, cycle=cycle, slug="leer", title="Leer", now=NOW)

    with pytest.raises(NothingToReport):
        freeze(planner, report)
    with pytest.raises(NotAllowed):
        freeze(group_member, report)


def test_edition_refuses_changes_of_its_content(planner, report):
    edition = freeze(planner, report)

    for column in ("title", "checksum", "foreword"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE reporting_edition SET {column} = 'anders'")  # noqa: S608 -- fixed names
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reporting_edition")
    assert seal(stored(edition).snapshot) == edition.checksum


def test_public_edition_waits_for_the_closed_review(planner, report):
    edition = freeze(planner, report)
    with pytest.raises(ReviewStillOpen):
        actions.publish_edition(actor=planner, edition=edition, now=NOW)
    close(planner, report)

    actions.publish_edition(actor=planner, edition=edition, now=NOW)

    assert stored(edition).published_at == NOW
    with pytest.raises(AlreadyPublished):
        actions.publish_edition(actor=planner, edition=edition, now=NOW)


def test_group_edition_goes_out_early_and_never_becomes_public(planner, report):
    dossier = actions.publish_edition(actor=planner, edition=freeze(planner, report, Audience.GROUP), now=NOW)
    close(planner, report)
    assert public_reports() == ()
    paper = actions.publish_edition(actor=planner, edition=freeze(planner, report, Audience.COUNCIL), now=NOW)
    draft = freeze(planner, report)

    (row,) = public_reports()

    assert [each.pk for each in row.editions] == [paper.pk]
    assert not Edition.objects.public().filter(pk__in=[dossier.pk, draft.pk]).exists()


def test_report_list_needs_two_queries(planner, report, query_count):
    freeze(planner, report)
    assert query_count(report_list) == 2
    for number in range(3):
        cycle = factories.cycle(report.cycle.version)
        monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
        freeze(planner, actions.open_report(actor=planner, cycle=cycle, slug=f"b{number}", title="B", now=NOW))

    assert query_count(report_list) == 2
    assert report_row("bericht-2019").title == "Bericht 2019"
    assert report_row("gibt-es-nicht") is None


def test_edition_view_needs_two_queries(planner, goal, report, query_count):
    edition = stored(freeze(planner, report))

    assert query_count(lambda: edition_view(edition, on=LATER.date())) == 2
    assert edition_view(edition, on=LATER.date()).content.goal_count == 1


def test_proof_needs_the_same_queries_for_any_number_of_goals(planner, goal, report, query_count):
    one = stored(freeze(planner, report))
    assert query_count(lambda: prove_edition(one)) == 9
    for _number in range(3):
        factories.measured_goal(goal.concept, RISING)
    cycle = factories.cycle(factories.frozen_version(goal.concept))
    monitoring.assess_goals(actor=planner, cycle=cycle, now=NOW)
    many = stored(freeze(planner, actions.open_report(actor=planner, cycle=cycle, slug="b", title="B", now=NOW)))

    assert query_count(lambda: prove_edition(many)) == 9


def test_snapshot_survives_json_in_both_directions(planner, report):
    content = stored(freeze(planner, report)).snapshot

    assert as_json(from_json(content)) == content


def test_differences_name_the_place():
    frozen = {"a": [1, {"b": 2}], "c": 3}

    assert differences(frozen, {"a": [1, {"b": 2}], "c": 3}) == ()
    assert [each.path for each in differences(frozen, {"a": [1, {"b": 5}], "c": 3})] == ["a[1].b"]
    assert [each.path for each in differences(frozen, {"a": [1], "d": 4})] == ["a", "c", "d"]


def test_edition_frozen_between_two_moments_holds_its_moment(planner, goal, report):
    first = freeze(planner, report)
    monitoring.assess_goals(actor=planner, cycle=report.cycle, now=NOW + timedelta(hours=1))
    second = freeze(planner, report, now=NOW + timedelta(hours=2))

    assert first.checksum == second.checksum
