"""What the centre counts by municipality, counter-steering between two reviews, and a source that comes by itself."""

from roterfaden.example.read import at, day, table, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.indicators import actions as indicators
from roterfaden.indicators.enums import FigureFormat, Notation, RowOutcome, YearMeaning
from roterfaden.indicators.methods import FigureRow, read_period
from roterfaden.indicators.methods.formats import Plan, Rule
from roterfaden.monitoring import actions as monitoring
from roterfaden.monitoring.models import ReviewCycle

SCRIPT = "local_values.toml"


def tell(story: Story) -> None:
    """Read the figures of all municipalities in, hide small ones in small places, and name a source."""
    script = toml(SCRIPT)
    run = indicators.import_figures(
        actor=EXAMPLE, now=story.loaded_at, source_name="local_values.csv",
        rows=[_figure(row, script) for row in table("local_values.csv")],
    )  # fmt: skip
    if run.refused:
        raise ValueError([row for row in run.report if row["outcome"] == RowOutcome.REFUSED])
    planner, limit = story.person("strategy_officer"), script["limit"]
    indicators.limit_small_areas(
        actor=planner, indicator=story.definitions[script["figure"]["indicator"]].indicator, below=limit["below"],
        valid_from=day(limit["valid_from"]), minimum_count=limit["minimum_count"], reason=limit["reason"],
        now=story.loaded_at,
    )  # fmt: skip
    row = script["profile"]
    plan = Plan(
        FigureFormat.FLAT, rules=(Rule(row["variable"], row["indicator"]),), notation=Notation.GERMAN,
        source=row["cites"], sum_members=True,
    )  # fmt: skip
    profile = indicators.remember_profile(
        actor=planner, title=row["title"], slug=row["slug"], plan=plan, now=story.loaded_at
    )
    indicators.match_profile(actor=planner, profile=profile, file_pattern=row["pattern"], now=story.loaded_at)
    indicators.save_figure_source(
        actor=planner, profile=profile, is_active=False, now=story.loaded_at, **script["source"]
    )


def _figure(row: dict[str, str], script: dict[str, dict[str, str]]) -> FigureRow:
    start, end = read_period(row["year"], YearMeaning.WHOLE)
    return FigureRow(
        indicator=script["figure"]["indicator"], area=row["area"], period_start=start, period_end=end, raw=row["raw"],
        known_on=day(row["known_on"]), base=script["figure"]["base"], source=script["meta"]["source"],
        notation=Notation.ENGLISH,
    )  # fmt: skip


def between(story: Story, cycle: ReviewCycle) -> None:
    """What was agreed before this review was opened, and what it says came of it."""
    row, group = toml(SCRIPT)["between"], story.person("coordination_group")
    if row["review"] != cycle.slug:
        return
    agreed = monitoring.agree_correction(
        actor=group, cycle=None, element=story.elements[row["goal"]], fact=row["fact"], reason=row["cause"],
        action=row["action"], owner=row["owner"], due_on=day(row["due_on"]), effect=row["effect"],
        now=at(row["agreed_on"]),
    )  # fmt: skip
    monitoring.follow_up(
        actor=group, cycle=cycle, correction=agreed, outcome=row["outcome"], effect=row["result"], now=cycle.opened_at
    )
