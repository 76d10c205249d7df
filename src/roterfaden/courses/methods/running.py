"""The life of a course: which state may follow which, and what is said of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from roterfaden.courses.enums import Level, RunState
from roterfaden.courses.methods.weekly import WeeklyTime, written_times

ONWARD: dict[str, tuple[RunState, ...]] = {
    RunState.PLANNED: (RunState.OPEN,),
    RunState.OPEN: (RunState.RUNNING,),
    RunState.RUNNING: (RunState.ENDED,),
    RunState.ENDED: (),
    RunState.CANCELLED: (),
}
"""The usual way."""
BACK: dict[str, tuple[RunState, ...]] = {
    RunState.PLANNED: (),
    RunState.OPEN: (RunState.PLANNED,),
    RunState.RUNNING: (RunState.OPEN,),
    RunState.ENDED: (RunState.RUNNING,),
    RunState.CANCELLED: (RunState.PLANNED,),
}
"""Steps that take something back: they need a reason."""
CANCELLABLE = (RunState.PLANNED, RunState.OPEN, RunState.RUNNING)

LASLLIAM = (Level.L1, Level.L2, Level.L3, Level.L4)
GER = (Level.A0, Level.A1, Level.A2, Level.B1, Level.B2, Level.C1, Level.C2)


def is_lower(one: str, other: str) -> bool:
    """Whether `one` lies below `other` on the same scale; levels of two scales are not compared."""
    for scale in (LASLLIAM, GER):
        if one in scale and other in scale:
            return scale.index(Level(one)) < scale.index(Level(other))
    return False


def next_states(state: str) -> tuple[RunState, ...]:
    """Where a course may go from `state`, cancelling left out: onward first, then back."""
    return ONWARD[state] + BACK[state]


def cancel_words(held: int) -> str:
    """What calling a course off means for the people who hold a seat in it, without saying who; "" if nobody does."""
    told = ngettext(
        "Mit der Absage verliert eine Person ihren Platz.",
        "Mit der Absage verlieren %(count)s Menschen ihren Platz.",
        held,
    )
    return told % {"count": held} if held else ""


@dataclass(frozen=True)
class RunFacts:
    """What a provider says about a course, without its state. Names are those of the fields of CourseRun."""

    number: str
    site_id: int
    course_type_id: int
    level_from: str
    level_to: str
    starts_on: date
    ends_on: date
    seats_max: int
    section: int = 1
    seats_min: int = 0
    reserve_seats: int = 0
    seats_taken_otherwise: int = 0
    child_care_seats: int = 0
    women_only: bool = False
    online: bool = False
    room: str = ""
    teacher_missing: bool = False
    note: str = ""
    times: tuple[WeeklyTime, ...] = ()


def changed(before: RunFacts, after: RunFacts) -> dict[str, tuple[object, object]]:
    """Which facts differ, old and new, by name; times as one line."""
    found: dict[str, tuple[object, object]] = {}
    for name in RunFacts.__dataclass_fields__:
        old, new = getattr(before, name), getattr(after, name)
        if name == "times":
            old, new = written_times(old), written_times(new)
        if old != new:
            found[name] = (old, new)
    return found
