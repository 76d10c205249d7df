"""Defining indicators, marking breaks, recording and importing values."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from roterfaden.audit.models import Event
from roterfaden.indicators import actions
from roterfaden.indicators.enums import Accountability, Direction, Notation, ObservationStatus
from roterfaden.indicators.errors import (
    BreakExists,
    DefinitionNotNewer,
    DenominatorMissing,
    KnownInFuture,
    NumberWithSign,
    PeriodUpsideDown,
    VintageExists,
)
from roterfaden.indicators.methods import FigureRow
from roterfaden.indicators.models import Indicator, Observation, Series
from roterfaden.kernel.errors import NotAllowed
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 9, 3, 9, 0, tzinfo=UTC)
YEAR_2017 = {"period_start": date(2017, 1, 1), "period_end": date(2018, 1, 1)}


def define(actor, **values):
    return actions.define_indicator(
        **{
            "actor": actor, "slug": "einbuergerungen", "title": "Einbürgerungen", "field": None,
            "accountability": Accountability.CONDITION, "text": "Menschen, die …", "unit": "Personen", "multiplier": 1,
            "denominator": "", "direction": Direction.UP, "minimum_count": 3, "decimals": 0, "source": "Landesamt",
            "rhythm_months": 12, "is_fictitious": False, "valid_from": date(2005, 1, 1), "now": NOW,
        }
        | values
    )  # fmt: skip


def record_value(actor, series, raw="212", **values):
    return actions.record_observation(
        **{
            "actor": actor, "series": series, **YEAR_2017, "raw": raw, "known_on": date(2018, 6, 30),
            "source": "Einbürgerungsstatistik", "now": NOW,
        }
        | values
    )  # fmt: skip


def row(**values):
    return FigureRow(
        **{
            "indicator": "einbuergerungen", "area": "03459", "period_start": date(2017, 1, 1),
            "period_end": date(2018, 1, 1), "raw": "212", "known_on": date(2018, 6, 30), "source": "Landesamt",
        }
        | values
    )  # fmt: skip


def last_verb():
    return Event.objects.order_by("-number").first().verb


def test_define_indicator_makes_the_first_definition(planner):
    definition = define(planner)

    assert definition.number == 1
    assert definition.indicator.slug == "einbuergerungen"
    assert last_verb() == "indicator.defined"


def test_define_indicator_again_makes_the_next_definition(planner):
    define(planner)

    second = define(planner, valid_from=date(2016, 1, 1), text="Neu gezählt")

    assert second.number == 2
    assert Indicator.objects.count() == 1


def test_definition_that_begins_earlier_is_refused(planner):
    define(planner)

    with pytest.raises(DefinitionNotNewer):
        define(planner, valid_from=date(2004, 1, 1))


@pytest.mark.parametrize("unit", ["Prozent", "%", "je 1.000"])
def test_share_has_to_say_of_what(planner, unit):
    with pytest.raises(DenominatorMissing):
        define(planner, unit=unit)
    assert define(planner, unit=unit, denominator="Ausländische Bevölkerung").denominator


def test_define_indicator_needs_the_role(goal_owner, outsider):
    for person in (goal_owner, outsider):
        with pytest.raises(NotAllowed):
            define(person)


def test_mark_break_once_a_day(planner):
    definition = factories.definition()

    actions.mark_break(actor=planner, definition=definition, on=date(2011, 5, 9), note="Zensus 2011", now=NOW)

    assert last_verb() == "break.marked"
    with pytest.raises(BreakExists):
        actions.mark_break(actor=planner, definition=definition, on=date(2011, 5, 9), note="Noch einmal", now=NOW)


def test_record_observation_keeps_token_and_value(goal_owner):
    series = factories.series(factories.definition())

    made = record_value(goal_owner, series, "1.234,5")

    assert made.raw == "1.234,5"
    assert made.value == Decimal("1234.5")
    assert made.status == ObservationStatus.NORMAL
    assert last_verb() == "observation.recorded"


def test_record_observation_stores_a_new_series(system):
    made = record_value(system, Series(definition=factories.definition(), area=factories.county()))

    assert made.series.pk
    assert Series.objects.count() == 1


def test_record_observation_newer_vintage_leaves_the_old_one(goal_owner):
    series = factories.series(factories.definition())
    old = record_value(goal_owner, series, "212")

    new = record_value(goal_owner, series, "215", known_on=date(2018, 9, 1))

    assert [each.value for each in Observation.objects.known_on(date(2018, 8, 1))] == [old.value]
    assert [each.value for each in Observation.objects.known_on(date(2018, 9, 1))] == [new.value]


def test_record_observation_same_value_again_changes_nothing(goal_owner):
    series = factories.series(factories.definition())
    first = record_value(goal_owner, series)
    events = Event.objects.count()

    assert record_value(goal_owner, series).pk == first.pk
    assert Event.objects.count() == events


def test_record_observation_other_value_for_the_same_day_is_refused(goal_owner):
    series = factories.series(factories.definition())
    record_value(goal_owner, series)

    with pytest.raises(VintageExists):
        record_value(goal_owner, series, "213")


def test_record_observation_refuses_number_called_unknown(goal_owner):
    with pytest.raises(NumberWithSign):
        record_value(goal_owner, factories.series(factories.definition()), "0", status="nil")


def test_record_observation_refuses_future_and_upside_down(goal_owner):
    series = factories.series(factories.definition())

    with pytest.raises(KnownInFuture):
        record_value(goal_owner, series, known_on=date(2018, 9, 4))
    with pytest.raises(PeriodUpsideDown):
        record_value(goal_owner, series, period_end=date(2016, 1, 1))


def test_record_observation_dash_stays_a_dash(goal_owner):
    made = record_value(goal_owner, factories.series(factories.definition()), "-", status="unknown")

    assert (made.value, made.status, made.raw) == (None, "unknown", "-")


def test_record_observation_needs_the_role(moderator, outsider):
    series = factories.series(factories.definition())

    for person in (moderator, outsider):
        with pytest.raises(NotAllowed):
            record_value(person, series)


def test_observation_refuses_update_and_delete():
    value = factories.observation(factories.series(factories.definition()), 2016, 12)

    for sql in ("UPDATE indicators_observation SET raw = '13'", "DELETE FROM indicators_observation"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    value.refresh_from_db()
    assert value.raw == "12"


def test_import_figures_adds_and_reports_each_row(planner):
    factories.county()
    define(planner)
    rows = [
        row(),
        row(period_start=date(2016, 1, 1), period_end=date(2017, 1, 1), raw="198", known_on=date(2017, 6, 30)),
        row(period_start=date(2015, 1, 1), period_end=date(2016, 1, 1), raw="-", status="unknown"),
        row(raw="212", status="unknown", period_start=date(2014, 1, 1)),
        row(indicator="gibt-es-nicht"),
        row(area="99999"),
        row(raw="1.234", period_start=date(2013, 1, 1)),
        row(raw="1.234", period_start=date(2013, 1, 1), notation=Notation.GERMAN),
        row(source="x" * 301, period_start=date(2012, 1, 1)),
    ]

    run = actions.import_figures(actor=planner, rows=rows, source_name="Landesamt 2018", now=NOW)

    assert (run.added, run.unchanged, run.refused) == (4, 0, 5)
    assert [each["outcome"] for each in run.report] == [
        "added", "added", "added", "refused", "refused", "refused", "refused", "added", "refused",
    ]  # fmt: skip
    assert all(each["reason"] for each in run.report if each["outcome"] == "refused")
    assert set(Observation.objects.values_list("run", flat=True)) == {run.pk}


def test_import_figures_twice_adds_nothing(planner):
    factories.county()
    define(planner)
    rows = [row(), row(breakdown="geschlecht=weiblich")]
    actions.import_figures(actor=planner, rows=rows, source_name="Landesamt 2018", now=NOW)

    run = actions.import_figures(actor=planner, rows=rows, source_name="Landesamt 2018", now=NOW)

    assert (run.added, run.unchanged, run.refused) == (0, 2, 0)
    assert Observation.objects.count() == 2


def test_import_figures_refuses_another_value_of_the_same_day(planner):
    factories.county()
    define(planner)
    actions.import_figures(actor=planner, rows=[row()], source_name="Landesamt 2018", now=NOW)

    run = actions.import_figures(actor=planner, rows=[row(raw="213")], source_name="Korrektur", now=NOW)

    assert run.refused == 1
    assert "neueren Datenstand" in run.report[0]["reason"]


def test_import_figures_takes_the_definition_of_the_period(planner):
    factories.county()
    first = define(planner)
    second = define(planner, valid_from=date(2017, 1, 1))
    rows = [
        row(),
        row(period_start=date(2015, 1, 1), period_end=date(2016, 1, 1)),
        row(period_start=date(1990, 1, 1), period_end=date(1991, 1, 1)),
    ]

    actions.import_figures(actor=planner, rows=rows, source_name="Landesamt", now=NOW)

    found = {
        value.period_start.year: value.series.definition_id for value in Observation.objects.select_related("series")
    }
    assert found == {2017: second.pk, 2015: first.pk, 1990: first.pk}


def test_import_figures_makes_one_event(planner):
    factories.county()
    define(planner)
    before = Event.objects.count()

    actions.import_figures(actor=planner, rows=[row(), row(raw="kaputt")], source_name="Landesamt", now=NOW)

    assert Event.objects.count() == before + 1
    assert last_verb() == "figures.imported"


def test_import_figures_needs_few_queries(planner, query_count):
    factories.county()
    define(planner)
    planner.roles_held  # noqa: B018 -- the role is asked once a request
    one = [row()]
    many = [
        replace(row(), period_start=date(year, 1, 1), period_end=date(year + 1, 1, 1)) for year in range(2000, 2017)
    ]

    def read(rows):
        return query_count(lambda: actions.import_figures(actor=planner, rows=rows, source_name="Landesamt", now=NOW))

    assert read(one) == 21
    assert read(many) == 21
