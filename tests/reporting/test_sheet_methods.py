"""Data sheets without a database: comparisons, developments, pictures, words, and the arrangement."""

from dataclasses import replace
from datetime import date

import pytest

from roterfaden.reporting import errors
from roterfaden.reporting.enums import Absence, Comparing, Move
from roterfaden.reporting.exports import sheet_words as words
from roterfaden.reporting.methods import (
    FigurePlan,
    SheetFigure,
    SheetPoint,
    SheetValue,
    absence_of,
    built_in_plan,
    compared,
    development,
    picture_of,
    plan_as_content,
    plan_as_toml,
    plan_from_content,
    plan_from_toml,
)

COUNTY = "Landkreis Musterland"


def value(amount, on=date(2023, 12, 31), said="", **more) -> SheetValue:
    return SheetValue(
        **{
            "observation_id": 1, "period_start": on, "period_end": on, "on": on, "value": amount, "words": said,
            "status": "normal", "is_hidden": False, "known_on": on, "base": "", "source": "Test",
        }
        | more
    )  # fmt: skip


def course(*amounts, first=2014, breaks=()) -> tuple[SheetPoint, ...]:
    return tuple(
        SheetPoint(year, date(year, 12, 31), amount, "", sum(year >= each for each in breaks))
        for year, amount in enumerate(amounts, start=first)
    )


def figure(**more) -> SheetFigure:
    return SheetFigure(
        **{
            "indicator": "anteil", "title": "Anteil", "breakdown": "", "unit": "Prozent", "decimals": 1,
            "compare": Comparing.DIFFERENCE, "is_fictitious": False, "source": "Test", "own": None, "county": None,
            "absence": "", "course": (), "county_course": (), "breaks": (),
        }
        | more
    )  # fmt: skip


# --- beside the county ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"own": value(5.44), "county": value(4.5)}, f"0,9 Prozentpunkte mehr als {COUNTY}"),
        ({"own": value(3.5), "county": value(4.5)}, f"1,0 Prozentpunkt weniger als {COUNTY}"),
        ({"own": value(4.52), "county": value(4.5)}, f"gleich wie {COUNTY}"),
        ({"own": value(30, date(2020, 1, 1)), "county": value(4.5)}, ""),
        ({"own": value(12.0), "county": value(5.0), "unit": "je 1.000"}, f"7,0 je 1.000 mehr als {COUNTY}"),
        ({"own": value(50), "county": value(1000), "compare": Comparing.SHARE}, f"5,0 % ({COUNTY} = 100 %)"),
        ({"own": value(50), "county": value(0), "compare": Comparing.SHARE}, ""),
        ({"own": value(50), "county": value(9), "compare": Comparing.NONE}, ""),
        ({"own": value(50)}, "Für diesen Stand gibt es keinen Vergleichswert."),
        ({"own": value(None, said="weniger als 3", is_hidden=True), "county": value(9)}, ""),
        ({"county": value(9)}, ""),
    ],
)
def test_comparison_is_said_in_words_and_only_for_the_same_time(more, said):
    assert words.comparison_words(figure(**more), COUNTY) == said


def test_hidden_value_gives_neither_share_nor_difference():
    hidden = value(None, said="weniger als 3", is_hidden=True)
    for kind in (Comparing.SHARE, Comparing.DIFFERENCE):
        found = figure(own=hidden, county=value(400), compare=kind, course=course(5, 4, None))
        assert compared(found) is None
        assert words.own_words(found) == "weniger als 3"


# --- over the years -------------------------------------------------------------------------------------------------
def test_development_is_a_growth_for_counts_and_points_for_shares():
    counts = figure(
        compare=Comparing.SHARE, unit="Personen", decimals=0, own=value(110), course=course(100, 105, 110),
        county_course=course(1000, 1010, 1020),
    )  # fmt: skip
    shares = figure(own=value(25.0), course=course(20.1, 22, 25.0))

    assert words.development_words(counts, COUNTY) == f"2014 → 2016: +10,0 % ({COUNTY}: +2,0 %)"
    assert words.development_words(shares, COUNTY) == "2014 → 2016: +4,9 Prozentpunkte"


def test_development_never_crosses_a_break():
    found = figure(own=value(30), course=course(20, 21, 28, 30, breaks=(2016,)))

    assert (development(found).first.on.year, development(found).change) == (2016, 2.0)
    assert development(figure(own=value(30), course=course(20, 21, 30, breaks=(2016,)))) is None


@pytest.mark.parametrize(
    ("own", "is_defined", "has_county", "why"),
    [
        (value(3), True, True, ""),
        (value(None, is_hidden=True), True, True, Absence.HIDDEN),
        (value(None, said="nicht sicher genug (/)"), True, True, Absence.SIGN),
        (None, False, False, Absence.NOT_DEFINED),
        (None, True, True, Absence.COUNTY_ONLY),
        (None, True, False, Absence.NO_VALUE),
    ],
)
def test_each_gap_has_its_reason(own, is_defined, has_county, why):
    assert absence_of(own, is_defined=is_defined, has_county=has_county) == why
    said = words.absence_words(figure(own=own, absence=why))
    assert bool(said) == bool(why)
    assert words.own_words(figure(own=own)) != ""


# --- pictures -------------------------------------------------------------------------------------------------------
def test_line_is_interrupted_by_breaks_and_stays_in_its_frame():
    drawn = picture_of(figure(own=value(30), course=course(20, 21, 28, 30, breaks=(2016,))))

    assert (drawn.kind, [len(run) for run in drawn.own], drawn.county) == ("line", [2, 2], ())
    assert all(0 <= place <= 1 for run in drawn.own for at in run for place in at)


def test_counts_of_town_and_county_begin_at_the_same_height():
    drawn = picture_of(
        figure(
            compare=Comparing.SHARE, own=value(110), course=course(100, 105, 110), county_course=course(900, 900, 945)
        )
    )

    assert drawn.own[0][0] == drawn.county[0][0] == (0.0, 0.0)
    assert drawn.own[0][-1] == (1.0, 1.0)
    assert drawn.county[0][-1][1] == 0.5


def test_two_values_are_two_dots_and_the_county_alone_is_a_line():
    dots = picture_of(figure(own=value(4.0), county=value(8.0)))
    alone = figure(county=value(9), county_course=course(7, 8, 9))

    assert (dots.kind, dots.own, dots.county) == ("dots", (((0.5, 0.5),),), (((1.0, 0.5),),))
    assert (picture_of(alone).kind, picture_of(alone).own) == ("line", ())
    assert words.picture_words(alone, "Musterdorf", COUNTY) == f"Linie: Anteil, {COUNTY}: 7,0 (2014) → 9,0 (2016)."
    assert picture_of(figure(own=value(4.0))).kind == ""


# --- the arrangement ------------------------------------------------------------------------------------------------
def test_built_in_plan_survives_toml_and_json():
    plan = built_in_plan()

    assert len(plan.figures) > 20
    assert plan_from_toml(plan_as_toml(plan)) == plan == plan_from_content(plan_as_content(plan))
    named = replace(plan.chapters[0], title='Mit "Zeichen" \\ und\nZeile')
    assert plan_from_toml(plan_as_toml(replace(plan, chapters=(named,)))).chapters == (named,)


def test_plan_moves_takes_in_and_leaves_out():
    plan = built_in_plan()
    first, second = plan.chapters[:2]
    figures = [each.key for each in first.figures]

    assert [each.key for each in plan.moved(chapter=first.key, move=Move.DOWN).chapters[:2]] == [second.key, first.key]
    moved = plan.moved(chapter=first.key, figure=figures[0], move=Move.DOWN)
    assert [each.key for each in moved.chapters[0].figures[:2]] == [figures[1], figures[0]]
    smaller = plan.without(chapter=first.key, figure=figures[0])
    assert smaller.with_figure(chapter=second.key, figure=first.figures[0]).chapters[1].figures[-1] == first.figures[0]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda plan: plan.moved(chapter="bevoelkerung", move=Move.UP), errors.NothingToMove),
        (lambda plan: plan.moved(chapter="erfunden", figure="x|", move=Move.UP), errors.UnknownChapter),
        (lambda plan: plan.without(chapter="bevoelkerung", figure="erfunden|"), errors.NothingToMove),
        (
            lambda plan: plan.with_figure(chapter="bevoelkerung", figure=FigurePlan("bevoelkerung")),
            errors.FigureTwice,
        ),
        (lambda _plan: plan_from_toml("chapter = 3"), errors.TemplateUnreadable),
        (lambda _plan: plan_from_toml("="), errors.TemplateUnreadable),
        (lambda _plan: plan_from_toml('[[chapter]]\nkey = "a"\ntitle = "A"'), errors.SheetTemplateEmpty),
        (
            lambda _plan: plan_from_toml(
                '[[chapter]]\nkey = "a"\ntitle = "A"\n[[chapter.figure]]\nindicator = "x"\ncompare = "viel"'
            ),
            errors.TemplateUnreadable,
        ),
    ],
)
def test_plan_refuses_what_is_none(change, refusal):
    with pytest.raises(refusal):
        change(built_in_plan())
