"""Need planning: invented registrations of the last two years as counts, and the pack of the round a quarter ago."""

from datetime import timedelta

from roterfaden.courses import actions as courses
from roterfaden.courses.methods.needs import months_after
from roterfaden.courses.methods.needs.earlier import ENDS, EarlierRow
from roterfaden.courses.models import CourseType
from roterfaden.example.read import table
from roterfaden.example.story import Story
from roterfaden.kernel.time import local_day

A_QUARTER = timedelta(days=92)


def tell(story: Story) -> None:
    """The list the network kept before, and what it looked like at the last meeting."""
    coordinator = story.person("course_coordinator")
    before = story.loaded_at - A_QUARTER
    today, types = local_day(story.loaded_at), {row.slug: row.pk for row in CourseType.objects.order_by("pk")}
    rows = [
        EarlierRow(
            month=months_after(today, -int(row["ago"])), area=story.areas[row["area"]].pk,
            course_type=types[row["type"]], days=int(row["days"]), end=ENDS[row["end"]], again=bool(row["again"]),
        )
        for row in table("earlier_cases.csv")
    ]  # fmt: skip
    courses.take_over_cases(
        actor=coordinator, name="Warteliste in Tabellenform (erfunden)", rows=rows, now=before
    )  # fmt: skip
    courses.freeze_round_pack(actor=coordinator, now=before)
