"""Law and offers of the language courses: the rules, eight invented providers, their sites and courses."""

from datetime import date, timedelta
from typing import Any

from roterfaden.courses import actions as courses
from roterfaden.courses.enums import RunState
from roterfaden.courses.methods.running import RunFacts
from roterfaden.courses.methods.weekly import read_times
from roterfaden.courses.models import CourseRun, CourseType, Provider, Site
from roterfaden.example.read import table, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.kernel.time import local_day

WAY = {
    "planned": (), "open": (RunState.OPEN,), "running": (RunState.OPEN, RunState.RUNNING),
    "ended": (RunState.OPEN, RunState.RUNNING, RunState.ENDED), "cancelled": (),
}  # fmt: skip
NOT_CONFIRMED = {"VHS-302", "BW-13"}
"""Courses nobody has confirmed lately, so that the list has something to ask for."""


def tell(story: Story) -> None:
    """Rules, providers with their sites, courses around today, and who gets the overview."""
    entered = story.loaded_at - timedelta(days=120)
    courses.load_reference(actor=story.person("course_coordinator"), now=entered)
    sites: dict[tuple[str, str], Site] = {}
    providers: dict[str, Provider] = {}
    data = toml("courses.toml")
    for row in data["provider"]:
        facts = {name: row.get(name, "") for name in ("code", "name", "email", "phone", "website")}
        provider = courses.save_provider(actor=EXAMPLE, now=entered, **facts)
        providers[provider.code] = provider
        for each in row["sites"]:
            sites[provider.code, each["name"]] = courses.save_site(
                actor=EXAMPLE, provider=provider, name=each["name"], address=each["address"],
                area=story.areas[each["area"]], step_free=each["step_free"], child_care_possible=each["child_care"],
                now=entered,
            )  # fmt: skip
    types = {row.slug: row for row in CourseType.objects.order_by("pk")}
    for row in table("courses.csv"):
        _course(story, row, providers[row["provider"]], sites[row["provider"], row["site"]], types[row["type"]])
    for row in data["reader"]:
        courses.save_reader(actor=EXAMPLE, name=row["name"], email=row["email"], now=entered)


def _course(story: Story, row: dict[str, str], provider: Provider, site: Site, course_type: CourseType) -> None:
    today = local_day(story.loaded_at)
    starts_on = _weekday(today + timedelta(days=int(row["day"])))
    facts = RunFacts(
        number=row["number"], site_id=site.pk, course_type_id=course_type.pk, section=int(row["section"]),
        level_from=row["from"], level_to=row["to"], starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=int(row["weeks"]), days=-3), times=read_times(row["times"]),
        seats_max=int(row["seats"]), seats_min=int(row["min"]), seats_taken_otherwise=int(row["otherwise"] or 0),
        child_care_seats=int(row["care"] or 0), women_only=bool(row["women"]), online=bool(row["online"]),
        teacher_missing=bool(row["teacher"]), note=row["note"],
    )  # fmt: skip
    said = story.loaded_at - timedelta(days=20 if row["number"] in NOT_CONFIRMED else 3)
    run = courses.save_run(actor=EXAMPLE, provider=provider, facts=facts, now=said)
    for state in WAY[row["state"]]:
        run = _moved(run, state, said)
    if row["state"] == "cancelled":
        courses.cancel_run(actor=EXAMPLE, run=run, reason=row["reason"], now=said)


def _moved(run: CourseRun, state: RunState, now: Any) -> CourseRun:
    return courses.move_run(actor=EXAMPLE, run=run, state=state, now=now)


def _weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) if day.isoweekday() > 5 else 0)  # noqa: PLR2004 -- Saturday, Sunday
