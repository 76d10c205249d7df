"""What surrounds the reviews: meetings, looking after what was agreed, asking for figures, working off warnings."""

from datetime import datetime, timedelta
from typing import Any

from roterfaden.example.read import day, toml
from roterfaden.example.story import Story
from roterfaden.indicators.models import Indicator
from roterfaden.monitoring import actions as monitoring
from roterfaden.monitoring.actions import Said
from roterfaden.monitoring.methods.links import DeliveringUnit
from roterfaden.monitoring.models import Correction, DataRequest, ReviewCycle, Signal

SCRIPT = "review_cycle.toml"
ASKED_BEFORE = timedelta(days=33)
"""So long ago the open review asked for its figures; its day to answer has just passed."""
TIME_TO_ANSWER = timedelta(days=28)


def meet(story: Story, cycle: ReviewCycle, *, met: datetime) -> None:
    """The group meets, and says what became of what earlier reviews agreed."""
    script = toml(SCRIPT)
    for row in (found for found in script["session"] if found["cycle"] == cycle.slug):
        monitoring.note_session(
            actor=story.person("strategy_officer"), cycle=cycle, held_on=met.date(), present=row["present"], now=met
        )
    for row in (found for found in script["follow_up"] if found["cycle"] == cycle.slug):
        monitoring.follow_up(
            actor=story.person("coordination_group"),
            cycle=cycle,
            correction=Correction.objects.select_related("cycle", "element").get(
                cycle__slug=row["of"], element=story.elements[row["goal"]]
            ),
            outcome=row["outcome"],
            effect=row["effect"],
            reason=row["reason"],
            now=met,
        )


def tell(story: Story) -> None:
    """Warnings are worked off; a review is open, its figures are asked for and half of them are there."""
    script = toml(SCRIPT)
    _work_off(story, script["signals"])
    asked_at = story.loaded_at - ASKED_BEFORE
    planner, row = story.person("strategy_officer"), script["open"]
    reference = day(row["reference_date"])
    if asked_at.date() <= reference:
        return  # the clock of this installation stands before the open review
    cycle = monitoring.open_cycle(
        actor=planner,
        concept=story.concept,
        version=story.versions[row["version"]],
        slug=row["slug"],
        title=row["title"],
        reference_date=reference,
        known_on=asked_at.date(),
        now=asked_at,
    )
    places = [_place(story, found, asked_at) for found in script["place"]]
    requests = monitoring.ask_for_figures(
        actor=planner, cycle=cycle, deliverers=places, due_on=(asked_at + TIME_TO_ANSWER).date(), now=asked_at
    )
    for request in requests:
        found = next(each for each in script["place"] if each["name"] == request.deliverer.name)
        if found["answers"]:
            _answer(story, request, found, asked_at + timedelta(days=9))


def _place(story: Story, row: dict[str, Any], now: datetime) -> Any:
    return monitoring.save_deliverer(
        actor=story.person("strategy_officer"),
        name=row["name"],
        email=row["email"],
        municipality=story.areas.get(row["municipality"]),
        indicators=Indicator.objects.filter(slug__in=row["indicators"]).order_by("pk"),
        now=now,
    )


def _answer(story: Story, request: DataRequest, row: dict[str, Any], now: datetime) -> None:
    """Through the link: "=" is "wie im Vorjahr", "!…" is "liegt nicht vor, weil …"; breakdowns stay as they were."""
    unit = DeliveringUnit(opens=request.pk, actor_id=str(request.deliverer_id))
    values = list(request.values.select_related("definition__indicator").order_by("pk"))
    said = {
        value.pk: _said("=" if value.breakdown else row["answers"].get(value.definition.indicator.slug, "="))
        for value in values
    }
    monitoring.hand_in(actor=unit, request=request, said=said, now=now)
    if row["takes_over"]:
        planner = story.person("strategy_officer")
        monitoring.take_over(actor=planner, request=request, values=values, now=now + timedelta(days=1))


def _said(text: str) -> Said:
    if text == "=":
        return Said("unchanged")
    if text.startswith("!"):
        return Said("missing", "", text[1:])
    return Said("value", text)


def _work_off(story: Story, words: dict[str, Any]) -> None:
    """After the last review: all but a few warnings are done with, one of the rest is put off."""
    group, now = story.person("coordination_group"), story.loaded_at - timedelta(days=20)
    waiting = list(Signal.objects.open().order_by("kind", "pk"))
    for signal in waiting[words["left_open"] :]:
        monitoring.close_signal(actor=group, signal=signal, reason=words["closed"], now=now)
    if waiting:
        until = (story.loaded_at + timedelta(days=120)).date()
        monitoring.snooze_signal(actor=group, signal=waiting[0], until=until, reason=words["snoozed"], now=now)
