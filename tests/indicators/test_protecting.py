"""Protection as it is stored, findings as they are kept, names of breakdowns: what the actions do."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from roterfaden.indicators import actions, errors
from roterfaden.indicators.enums import FigureCheck, FindingState, Protection
from roterfaden.indicators.errors import AreaLimitTooLow
from roterfaden.indicators.methods import FigureRow
from roterfaden.indicators.models import FigureFinding, FindingAnswer, Indicator, Observation, Series
from roterfaden.indicators.queries import (
    breakdowns_in_use,
    check_progress,
    figure_findings,
    findings_of,
    indicator_sheet,
    shown_findings,
)
from roterfaden.indicators.tasks import check_and_keep
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 5, 2, 9, 0, tzinfo=UTC)
ON = date(2024, 5, 2)
PEOPLE = {"unit": "Personen", "denominator": ""}


@pytest.fixture
def table():
    """A county, three municipalities, one of them small; nobody has decided what may be shown."""
    definition = factories.definition(**PEOPLE)
    county, *towns = factories.county(), *(factories.municipality() for _number in range(3))
    for area, amount in zip((county, *towns), (52, 2, 20, 30), strict=True):
        series = factories.series(definition, area=area)
        factories.observation(series, 2020, amount, protection=Protection.WAITING)
    return definition, towns


def protection(definition):
    rows = Observation.objects.filter(series__definition=definition).order_by("-value", "pk")
    return {int(row.value): row.protection for row in rows}


def test_before_anybody_has_looked_nothing_is_shown(table):
    definition, towns = table
    sheet = indicator_sheet(definition.indicator, on=ON, area=towns[1])

    assert sheet.periods[0].value.value is None
    assert str(sheet.periods[0].value.words) == "wird noch geprüft"


def test_protection_is_stored_and_doing_it_again_changes_nothing(table, system, query_count):
    definition, towns = table

    first = actions.protect_figures(actor=system, definitions=[definition], now=NOW)
    again = actions.protect_figures(actor=system, now=NOW)

    assert protection(definition) == {52: "free", 30: "free", 20: "linked", 2: "linked"}
    assert (first["hidden"], again["hidden"], again["shown"]) == (2, 0, 0)
    small, other = (indicator_sheet(definition.indicator, on=ON, area=town).periods[0].value for town in towns[:2])
    assert (small.value, small.raw, str(small.words)) == (other.value, other.raw, str(other.words))


def test_protection_is_the_only_thing_that_changes_of_a_value(table, system):
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(value=2).update(value=3)


def test_recorded_value_is_protected_at_once(goal_owner):
    definition = factories.definition(**PEOPLE)
    factories.observation(factories.series(definition), 2020, 20)
    women = Series(definition=definition, area=factories.county(), breakdown="geschlecht=w")
    day = date(2020, 12, 31)

    made = actions.record_observation(
        actor=goal_owner, series=women, period_start=day, period_end=day, raw="18", known_on=date(2021, 1, 1),
        source="Zählung", now=NOW,
    )  # fmt: skip

    assert made.protection == Protection.LINKED
    assert protection(definition)[20] == Protection.FREE


def test_share_is_hidden_with_what_it_counts(system):
    counted, whole = factories.definition(**PEOPLE), factories.definition(**PEOPLE)
    share = factories.definition(counted=counted.indicator, whole=whole.indicator)
    for definition, amount in ((counted, 2), (whole, 40), (share, 5)):
        factories.observation(factories.series(definition), 2020, amount, protection=Protection.WAITING)

    actions.protect_figures(actor=system, definitions=[counted], now=NOW)

    assert protection(share) == {5: "linked"}
    assert protection(whole) == {40: "free"}
    assert indicator_sheet(share.indicator, on=ON).periods[0].value.value is None


def test_import_protects_what_it_read(planner):
    definition = factories.definition(**PEOPLE)
    county, town = factories.county(), factories.municipality()
    rows = [
        FigureRow(definition.indicator.slug, key, date(2020, 12, 31), date(2020, 12, 31), raw, date(2021, 1, 1), "Amt",
                  breakdown)
        for key, breakdown, raw in ((county.key, "", "9"), (county.key, "g=w", "2"), (county.key, "g=m", "7"),
                                    (town.key, "", "0"))
    ]  # fmt: skip

    actions.import_figures(actor=planner, rows=rows, source_name="Liste", now=NOW)

    assert protection(definition) == {9: "free", 7: "linked", 2: "linked", 0: "free"}


def test_audit_proves_what_is_stored_and_says_when_it_is_not_enough(table, system):
    actions.protect_figures(actor=system, now=NOW)
    said = io.StringIO()
    call_command("check_figures", audit=True, stdout=said)
    Observation.objects.filter(value=20).update(protection=Protection.FREE)

    assert said.getvalue().strip() == "2 Werte nicht gezeigt, 1 kleine Zahlen in Summen, 0 ungeschützt."
    with pytest.raises(CommandError, match="lassen sich ausrechnen"):
        call_command("check_figures", audit=True, stdout=io.StringIO())


def test_measuring_counts_alarms_and_hits(tmp_path):
    rows = [f"m,{year},K{area},Ort {area},,{{}},Anzahl,{1000 + 17 * year + 100 * area}"
            for area in range(1, 4) for year in range(2010, 2020)]  # fmt: skip
    file = tmp_path / "reihen.csv"
    file.write_text("\n".join(["indikator,jahr,geocode,gebiet,serie,dimensionen,einheit,wert", *rows]))
    said = io.StringIO()

    call_command("check_figures", measure=str(file), times=3, stdout=said)

    assert "3 Reihen, 30 Werte" in said.getvalue()
    assert "| Sprung | 0 | 0.00 |" in said.getvalue()
    assert "| ausgelassen | 3 | 3 |" in said.getvalue()


# --- findings ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def finding(system):
    """A number that is a hundred times the one before."""
    line = factories.series(factories.definition(**PEOPLE))
    factories.observation(line, 2020, 1000)
    factories.observation(line, 2021, 100000)
    check_and_keep(actor=system, now=NOW)
    return FigureFinding.objects.get(kind=FigureCheck.UNIT_SHIFT)


def answer(actor, finding, state=FindingState.EXPLAINED, **more):
    return actions.answer_finding(
        actor=actor, finding=finding, state=state, reason=more.pop("reason", "Neue Einheit"), now=NOW, **more
    )


def test_checking_again_keeps_the_finding_and_its_answer(finding, system, goal_owner):
    answer(goal_owner, finding)

    run = check_and_keep(actor=system, now=NOW)

    assert (run.came, run.went) == (0, 0)
    assert list(FigureFinding.objects.open(ON)) == []
    assert list(figure_findings(on=ON, state="explained")) == [finding]


def test_answer_holds_for_its_numbers_only(finding, system, goal_owner):
    answer(goal_owner, finding)
    factories.observation(finding.series, 2021, 101000, known_on=date(2023, 1, 1))

    check_and_keep(actor=system, now=NOW)

    assert list(FigureFinding.objects.open(ON)) == [finding]
    assert shown_findings([FigureFinding.objects.select_related("indicator").get()], on=ON)[0].answer_holds is False


def test_corrected_and_found_again_is_open_again(finding, system, goal_owner):
    answer(goal_owner, finding, FindingState.CORRECTED)
    assert FigureFinding.objects.open(ON).count() == 0

    check_and_keep(actor=system, now=NOW)

    assert FigureFinding.objects.open(ON).count() == 1


def test_what_is_mended_is_gone_and_comes_back_as_the_same(finding, system):
    factories.observation(finding.series, 2021, 1010, known_on=date(2023, 1, 1))
    assert check_and_keep(actor=system, now=NOW).went == 1
    factories.observation(finding.series, 2021, 100000, known_on=date(2023, 2, 1))

    run = check_and_keep(actor=system, now=NOW)

    assert (run.came, FigureFinding.objects.standing().get().pk) == (1, finding.pk)


def test_put_off_comes_back_on_its_day(finding, goal_owner):
    answer(goal_owner, finding, FindingState.IGNORED, until=date(2024, 6, 1))

    assert FigureFinding.objects.open(date(2024, 6, 1)).count() == 0
    assert FigureFinding.objects.open(date(2024, 6, 2)).count() == 1


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"reason": "  "}, errors.AnswerWithoutReason),
        ({"state": FindingState.IGNORED}, errors.PutOffWithoutDay),
        ({"state": FindingState.IGNORED, "until": ON}, errors.PutOffWithoutDay),
    ],
)
def test_answer_says_why_and_until_when(finding, goal_owner, said, error):
    with pytest.raises(error):
        answer(goal_owner, finding, **said)


def test_answers_form_a_history(finding, goal_owner):
    first, second = answer(goal_owner, finding), answer(goal_owner, finding, FindingState.CORRECTED)

    assert second.supersedes == first
    actions.reopen_finding(actor=goal_owner, finding=finding, now=NOW)
    assert FindingAnswer.objects.filter(superseded_at=None).count() == 0
    with pytest.raises(errors.NotAnswered):
        actions.reopen_finding(actor=goal_owner, finding=finding, now=NOW)


def test_lists_need_fixed_numbers_of_queries(finding, system, query_count):
    def count():
        indicator = finding.indicator
        return (
            query_count(lambda: shown_findings(figure_findings(on=ON), on=ON)),
            query_count(lambda: check_progress(ON)),
            query_count(lambda: findings_of(indicator, finding.series_id, on=ON)),
            query_count(breakdowns_in_use),
        )

    assert count() == (2, 3, 2, 2)
    for _number in range(3):
        line = factories.series(factories.definition(**PEOPLE), breakdown="anlass=x")
        factories.observation(line, 2020, 1000)
        factories.observation(line, 2021, 100000)
    check_and_keep(actor=system, now=NOW)
    assert FigureFinding.objects.filter(kind=FigureCheck.UNIT_SHIFT).count() == 4
    assert count() == (2, 3, 2, 2)


# --- names of breakdowns ----------------------------------------------------------------------------------------------
def test_names_stand_with_the_series_of_today_and_tomorrow(planner):
    definition = factories.definition(**PEOPLE)
    old = factories.series(definition, breakdown="anlass=erstorientierung")
    names = [actions.Naming("", "Anlass der Beratung"), actions.Naming("erstorientierung", "Erste Orientierung")]

    actions.name_breakdowns(actor=planner, dimension="anlass", names=names, now=NOW)
    new = Series(definition=definition, area=factories.county(), breakdown="anlass=erstorientierung;ort=x")
    day = date(2020, 12, 31)
    actions.record_observation(
        actor=planner, series=new, period_start=day, period_end=day, raw="5", known_on=day, source="Zählung", now=NOW
    )

    old.refresh_from_db()
    assert old.label == "Anlass der Beratung: Erste Orientierung"
    labels = [choice.label for choice in indicator_sheet(definition.indicator, on=ON).choices]
    assert any("Erste Orientierung, Ort: x" in label for label in labels)


def test_naming_codes_within_codes_protects_anew(planner, system):
    definition = factories.definition(**PEOPLE)
    for breakdown, amount in (("", 30), ("s=a", 20), ("s=b", 10), ("s=a1", 18), ("s=a2", 2)):
        factories.observation(
            factories.series(definition, breakdown=breakdown), 2020, amount, protection=Protection.WAITING
        )
    actions.protect_figures(actor=system, now=NOW)
    assert protection(definition)[18] == Protection.FREE

    names = [actions.Naming("a1", broader="a"), actions.Naming("a2", broader="a")]
    actions.name_breakdowns(actor=planner, dimension="s", names=names, now=NOW)

    assert protection(definition) == {30: "free", 20: "free", 18: "linked", 10: "free", 2: "linked"}


def test_value_cannot_be_part_of_itself_through_others(planner):
    names = [actions.Naming("a", broader="b"), actions.Naming("b", broader="a")]

    with pytest.raises(errors.BroaderCircle):
        actions.name_breakdowns(actor=planner, dimension="s", names=names, now=NOW)


# --- small areas ------------------------------------------------------------------------------------------------------
def test_small_areas_have_a_limit_of_their_own(planner):
    definition, population = factories.definition(**PEOPLE), factories.definition(**PEOPLE)
    Indicator.objects.filter(pk=population.indicator_id).update(slug="bevoelkerung")
    small, large = factories.municipality(), factories.municipality()
    for area, people in ((small, 7_000), (large, 25_000)):
        factories.observation(factories.series(population, area=area), 2020, people)
        factories.observation(factories.series(definition, area=area), 2020, 4)
        factories.observation(factories.series(definition, area=area, breakdown="g=w"), 2012, 4)
    step = {
        "actor": planner, "indicator": definition.indicator, "valid_from": date(2015, 1, 1), "below": 20_000,
        "reason": "Wenige Menschen", "now": NOW,
    }  # fmt: skip

    with pytest.raises(AreaLimitTooLow):
        actions.limit_small_areas(minimum_count=3, **step)
    actions.limit_small_areas(minimum_count=4, **step)
    actions.limit_small_areas(minimum_count=5, **step)

    sheets = [indicator_sheet(definition.indicator, on=ON, area=area) for area in (small, large)]
    assert [sheet.periods[0].value.value for sheet in sheets] == [None, 4]
    assert str(sheets[0].periods[0].value.words) == "zu klein"
    assert [(each.below, each.minimum_count) for each in sheets[0].area_limits] == [(20_000, 5)]
    assert set(Observation.objects.filter(period_end__year=2012).values_list("protection", flat=True)) == {"free"}

    actions.limit_small_areas(**step | {"valid_from": date(2019, 1, 1), "below": 0, "minimum_count": 1})
    assert indicator_sheet(definition.indicator, on=ON, area=small).periods[0].value.value == 4
