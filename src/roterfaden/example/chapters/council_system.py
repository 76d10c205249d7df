"""The county's council system: what was read there, which papers are ours, where it says something else.

There is no such system. Its answers stand in a file, its name is reserved for examples and never looked up, and in the
end nobody reads it any more: the demo asks no machine.
"""

import json
from datetime import timedelta
from functools import cache
from typing import Any

from roterfaden.council import actions
from roterfaden.council.models import Match
from roterfaden.council.tasks import read
from roterfaden.example.read import DATA
from roterfaden.example.story import EXAMPLE, Story

URL = "https://ris.landkreis-osnabrueck.example/oparl/v1.1/system"
OURS = ("konzept-2018", "bericht-2020")
"""Papers the clerk has confirmed; the others wait."""


def tell(story: Story) -> None:
    """The system was read yesterday; the clerk has confirmed two papers and stopped the reading."""
    clerk, now = story.person("council_clerk"), story.loaded_at - timedelta(days=1)
    source = actions.add_source(
        actor=clerk, name="Ratsinformationssystem (erfunden)", url=URL, area=story.areas["03459"], now=now
    )
    read(source, actor=EXAMPLE, ask=_answers().get, token="example", now=lambda: now)  # noqa: S106 -- whose reading it is
    for slug in OURS:
        match = Match.objects.filter(paper=story.papers[slug]).order_by("-points", "pk").first()
        if match is not None:
            actions.confirm_match(actor=clerk, match=match, now=now + timedelta(hours=1))
    actions.pause_source(actor=clerk, source=source, now=now + timedelta(hours=2))


@cache
def _answers() -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((DATA / "council_system.json").read_text(encoding="utf-8"))
    return answers
