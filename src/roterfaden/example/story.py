"""Everything the example county has lived through, in the order in which it happened.

Each chapter is a function `tell(story, …)` in a module of its own and calls the actions the office would have called,
with the clock of that day. Nothing is written past the actions, so the example obeys every rule of the product.
"""

from dataclasses import dataclass, field
from datetime import datetime

from roterfaden.accounts.models import User
from roterfaden.concept.models import Concept, Consideration, Element, Version
from roterfaden.council.models import Body, Consultation, Meeting, Paper
from roterfaden.indicators.models import Definition
from roterfaden.kernel.actors import System
from roterfaden.participation.models import ActorGroup, Contribution, Event, Process, Stage, Theme
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction

EXAMPLE = System("example")


@dataclass
class Story:
    """What the chapters hand on to each other, by the keys of the files."""

    loaded_at: datetime
    areas: dict[str, Area] = field(default_factory=dict)
    fields: dict[str, FieldOfAction] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    stages: dict[str, Stage] = field(default_factory=dict)
    groups: dict[str, ActorGroup] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    contributions: dict[int, Contribution] = field(default_factory=dict)
    considerations: dict[int, Consideration] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    consultations: dict[tuple[str, str], Consultation] = field(default_factory=dict)
    process: Process = field(init=False)  # from the chapter `dialogue` on
    concept: Concept = field(init=False)  # from the chapter `drafting` on

    def person(self, role: str) -> User:
        """The demo person who holds `role`."""
        return self.people[role]
