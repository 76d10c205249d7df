"""Loading the example county: all chapters in one transaction."""

from datetime import datetime

from django.db import transaction

from roterfaden.example.chapters import (
    advising,
    afterwards,
    answering,
    appointing,
    board,
    bodies,
    capturing,
    carrying_out,
    checking,
    consulting,
    continuing,
    council_system,
    courses,
    dialogue,
    drafting,
    figures,
    forgetting,
    guidance,
    handing_over,
    house,
    lists,
    local_values,
    meetings,
    needing,
    neighbours,
    online,
    papers,
    protecting,
    quality,
    reviewing,
    sheets,
    sorting,
    steering,
    suggesting,
    transferring,
    translating,
    travelling,
    waiting,
    watching,
    weighing,
)
from roterfaden.example.read import at
from roterfaden.example.story import Story
from roterfaden.places.models import Instance

ADOPTED = at("2018-04-16")
"""Cards before this day shaped the concept; those of the online dialogue came while it was being carried out."""


def is_loaded() -> bool:
    """Whether any house has been set up here; the example is only ever loaded into an empty one."""
    return Instance.objects.exists()


@transaction.atomic
def load(*, now: datetime, password: str) -> Story:
    """Tell the whole story. All demo people get `password`."""
    story = Story(loaded_at=now)
    house.tell(story, password=password)
    advising.people(story, password=password)
    figures.tell(story)
    neighbours.tell(story)
    sheets.figures(story)
    local_values.tell(story)
    dialogue.tell(story)
    dialogue.cards(story, until=ADOPTED)
    meetings.tell(story)
    capturing.tell(story)
    sorting.tell(story)
    sorting.sort_cards(story)
    board.tell(story)
    bodies.tell(story)
    dialogue.gates(story, until=ADOPTED)
    drafting.tell(story)
    board.answer(story)
    continuing.tell(story)
    translating.tell(story)
    consulting.tell(story)
    carrying_out.tell(story)
    handing_over.tell(story)
    steering.tell(story)
    dialogue.cards(story, until=now)
    suggesting.tell(story)
    sorting.sort_cards(story)
    suggesting.decide(story)
    drafting.weigh(story, after=at("2020-09-01"), until=at("2020-12-01"))
    reviewing.tell(story)
    dialogue.gates(story, until=now)
    online.tell(story)
    consulting.tell_now(story)
    lists.tell(story)
    meetings.look_ahead(story)
    protecting.tell(story)
    answering.tell(story)
    weighing.tell(story)
    checking.tell(story)
    papers.tell(story)
    council_system.tell(story)
    quality.tell(story)
    watching.tell(story)
    sheets.feedback(story)
    sheets.tell(story)
    handing_over.look_ahead(story)
    advising.tell(story)
    guidance.tell(story)
    appointing.tell(story)
    courses.tell(story)
    travelling.tell(story)
    needing.tell(story)
    waiting.tell(story)
    afterwards.tell(story)
    forgetting.tell(story)
    transferring.tell(story)
    return story
