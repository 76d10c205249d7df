"""The red thread of anything, both ways, as a list of steps in the order of the chain."""

from collections.abc import Iterator
from dataclasses import dataclass

from roterfaden.thread.enums import Focus, Station
from roterfaden.thread.queries import after, before
from roterfaden.thread.queries.scope import Scope, scope_of
from roterfaden.thread.queries.steps import Step


@dataclass(frozen=True)
class Thread:
    """The way of a voice to the figure, seen from `focus`.

    Steps before the focus answer "where does this come from?", those after it "what became of it?".
    """

    focus: Focus
    pk: int
    title: str
    steps: tuple[Step, ...]

    @property
    def position(self) -> int:
        """Index of the first step that is the focus itself."""
        return next((index for index, step in enumerate(self.steps) if step.is_focus), 0)

    @property
    def origin(self) -> tuple[Step, ...]:
        """Where does this come from?"""
        return self.steps[: self.position]

    @property
    def outcome(self) -> tuple[Step, ...]:
        """What became of it?"""
        return self.steps[self.position + 1 :]

    @property
    def missing(self) -> tuple[Station, ...]:
        """Stations the thread has not reached yet, named instead of hidden."""
        present = {step.station for step in self.steps}
        return tuple(station for station in Station if station not in present)


def thread_of(focus: Focus, pk: int) -> Thread | None:
    """The thread of one thing, or None when nothing public has this key.

    The number of queries is fixed: it depends neither on the number of voices nor on the size of the concept.
    """
    scope = scope_of(focus, pk)
    if scope is None:
        return None
    return Thread(focus=focus, pk=pk, title=scope.title, steps=tuple(_steps(scope)))


def _steps(scope: Scope) -> Iterator[Step]:
    yield from before.voices(scope)
    yield from before.themes(scope)
    yield from before.considerations(scope)
    yield from before.wordings(scope)
    if scope.version is None:
        return
    yield from after.versions(scope)
    yield from after.resolutions(scope)
    yield from after.adoptions(scope)
    yield from after.initiatives(scope)
    yield from after.figures(scope)
    yield from after.assessments(scope)
    yield from after.corrections(scope)
    yield from after.reports(scope)
