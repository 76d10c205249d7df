"""What taking over a bundle would do, object by object: a bundle against what was taken before and what stands here."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from roterfaden.kernel.languages import SOURCE
from roterfaden.participation.models import Event
from roterfaden.transfer.enums import ONLY_WHEN_ASKED, TAKEABLE, TAKEN_BY_ITSELF, Part, State
from roterfaden.transfer.methods import (
    HEAD,
    PAGE,
    Difference,
    Known,
    Object,
    adapted,
    differences,
    digest,
    state_of,
    title_of,
)
from roterfaden.transfer.models import Arrival, Lineage
from roterfaden.transfer.queries.here import event_address, here

SHOWS_DIFFERENCES = frozenset({State.CHANGED_THERE, State.CONFLICT, State.OTHER_HERE, State.CHANGED_HERE})


@dataclass(frozen=True)
class Step:
    """One object: `given` as it came, `ours` with the names of this house, `mine` as it stands here (None: it does
    not). `depth` counts from 0 and says how far below others an element stands."""

    part: Part
    key: str
    local_key: str
    state: State
    title: str
    given: Object
    ours: Object
    mine: Mapping[str, Any] | None
    lineage: Lineage | None
    depth: int = 0

    @property
    def pick(self) -> str:
        """How a person's choice names it."""
        return f"{self.part}:{self.key}"

    @property
    def is_takeable(self) -> bool:
        """Whether it can be taken over."""
        return self.state in TAKEABLE

    @property
    def is_proposed(self) -> bool:
        """Whether it is taken over until somebody decides otherwise."""
        return self.state in TAKEN_BY_ITSELF and self.part not in ONLY_WHEN_ASKED

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would change here, in words; nothing for what is new or the same."""
        if self.mine is None or self.state not in SHOWS_DIFFERENCES:
            return ()
        return differences(self.mine, self.ours)


@dataclass(frozen=True)
class PartPreview:
    """One part of a bundle with its objects in their order."""

    part: Part
    steps: tuple[Step, ...]

    @property
    def counts(self) -> tuple[tuple[State, int], ...]:
        """How many objects are what, in the order of `State`."""
        counted = Counter(step.state for step in self.steps)
        return tuple((state, counted[state]) for state in State if counted[state])

    @property
    def takeable(self) -> tuple[Step, ...]:
        """What a person can decide about."""
        return tuple(step for step in self.steps if step.is_takeable)

    @property
    def settled(self) -> tuple[Step, ...]:
        """What stays as it is."""
        return tuple(step for step in self.steps if not step.is_takeable and step.state != State.SAME)


@dataclass(frozen=True)
class Preview:
    """Everything a bundle would do here."""

    parts: tuple[PartPreview, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The objects of all parts, in the order in which they are taken over."""
        return tuple(step for part in self.parts for step in part.steps)

    @property
    def proposed(self) -> frozenset[str]:
        """The picks that hold until somebody decides otherwise."""
        return frozenset(step.pick for step in self.steps if step.is_proposed)

    @property
    def has_takeable(self) -> bool:
        """Whether there is anything to decide about."""
        return any(step.is_takeable for step in self.steps) or self.may_open_process

    @property
    def has_new_concept(self) -> bool:
        """Whether the concept itself is not here yet, so that it needs days of this house."""
        return any(
            step.state == State.NEW and step.given["kind"] == HEAD for step in self.steps if step.part == Part.CONCEPT
        )

    @property
    def may_open_process(self) -> bool:
        """Whether a process comes that was never opened here."""
        return any(
            step.state in {State.NEW, State.SAME} | TAKEABLE and not (step.lineage and step.lineage.place)
            for step in self.steps
            if step.part == Part.PROCESS
        )


def preview(arrival: Arrival, *parts: Part) -> Preview:
    """What would happen, in all parts or only in these. One query, and at most three for each part."""
    rows = Lineage.objects.filter(origin=arrival.origin_id).order_by("pk")
    known = {(row.part, row.key): row for row in rows}
    opened = next((row.place for row in rows if row.part == Part.PROCESS and row.place), "")
    wanted = [part for part in parts or Part if part.value in arrival.parts]
    return Preview(tuple(PartPreview(part, tuple(_steps(arrival, part, known, opened))) for part in wanted))


def _steps(arrival: Arrival, part: Part, known: Mapping[tuple[str, str], Lineage], opened: str) -> list[Step]:
    objects: Sequence[Object] = arrival.parts[part.value]
    changed = adapted(objects, arrival.replacements)
    pairs = [(given, ours, known.get((part.value, given["key"]))) for given, ours in zip(objects, changed, strict=True)]
    names = [row.local_key if row else _name_here(part, ours, opened) for _given, ours, row in pairs]
    gone = _gone(part, objects, known)
    places = {row.place for row in known.values() if row.part == part.value}
    standing = here(part, {*names, *(row.local_key for row in gone)}, places)
    events = _events(names) if part == Part.LETTERS else None
    depths: dict[str, int] = {}
    german: dict[str, State] = {}
    steps = []
    for (given, ours, row), name in zip(pairs, names, strict=True):
        mine = standing.get(name)
        before = Known(row.digest, row.content) if row else None
        state = state_of(given, ours, raw=digest(given), known=before, mine=mine)
        if state == State.NEW and events is not None and name.rpartition("/")[0] not in events:
            state = State.WAITS
        if ours.get("kind") == PAGE:
            state = _beside_german(ours, state, german)
        depths[given["key"]] = depths[given["parent"]] + 1 if given.get("parent") else 0
        steps.append(
            Step(part, given["key"], name, state, title_of(ours), given, ours, mine, row, depths[given["key"]])
        )
    return [*steps, *(_gone_step(part, row, standing.get(row.local_key)) for row in gone)]


def _beside_german(ours: Object, state: State, german: dict[str, State]) -> State:
    """A translation says the German words of its origin again: where others stand here, it is not taken by itself."""
    if ours["language"] == SOURCE:
        german[ours["slug"]] = state
        return state
    fits = german.get(ours["slug"]) in {State.SAME, *TAKEN_BY_ITSELF}
    return state if fits or state not in TAKEN_BY_ITSELF else State.OTHER_HERE


def _gone(part: Part, objects: Sequence[Object], known: Mapping[tuple[str, str], Lineage]) -> list[Lineage]:
    """What came from there and is no longer in the bundle; of a concept only what belonged to the same one."""
    if part in (Part.PROCESS, Part.LETTERS):
        return []
    keys = {each["key"] for each in objects}
    rows = [row for row in known.values() if row.part == part.value]
    if part == Part.GUIDES:  # a translation or a word that is missing may come again; a guide without German is gone
        rows = [row for row in rows if row.key.startswith(f"{PAGE}/") and row.key.endswith(f"/{SOURCE}")]
    if part == Part.CONCEPT:
        head = next((row for row in rows if row.key in keys and row.content.get("kind") == HEAD), None)
        rows = [row for row in rows if head is not None and row.place == head.place]
    return [row for row in rows if row.key not in keys]


def _gone_step(part: Part, row: Lineage, mine: Mapping[str, Any] | None) -> Step:
    shown = mine or row.content
    return Step(part, row.key, row.local_key, State.GONE_THERE, title_of(shown), {}, {}, mine, row)


def _name_here(part: Part, ours: Object, opened: str) -> str:
    """What an object that was never taken over would be called here."""
    match part:
        case Part.PROCESS:
            return slugify(ours["title"])[:80] or "muster"
        case Part.MODULES:
            return str(ours["title"])
        case Part.LETTERS:
            return f"{event_address(opened, ours['event'])}/{ours['language']}" if opened else ""
        case Part.CONCEPT:
            return ""
        case _:
            return str(ours["key"])


def _events(names: Sequence[str]) -> frozenset[str]:
    slugs = {name.rpartition("/")[0] for name in names}
    return frozenset(Event.objects.filter(slug__in=slugs, cancelled_at=None).values_list("slug", flat=True))
