"""The registry: which function does which kind of work, and which work the clock starts. No database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Protocol, TypeVar

from django.utils.module_loading import autodiscover_modules

from roterfaden.jobs.errors import UnknownKind
from roterfaden.kernel.actors import Actor

MOST_ATTEMPTS = 3
"""How often a job is begun before it counts as failed: after errors, and after workers that died over it."""
PAUSES = (timedelta(seconds=10), timedelta(minutes=1))
"""How long a job rests after its first, second … attempt ended with an error."""


BEAT = timedelta(seconds=5)
"""How often a supervisor says that its workers live."""
DEAD_AFTER = timedelta(seconds=30)
"""A worker not heard of for so long is dead; its work is taken up by others."""


class Progress(Protocol):
    """What a job is given: whose it is, how it tells how far it is, and whether it shall stop.

    Call `set` and `finish` outside of transactions: inside, nobody sees the progress before the end.
    """

    uid: str
    """The job's own identifier: the same in every attempt, so a good beginning for idempotency keys."""
    actor: Actor
    """Who started the job, for `actor=` of the actions it calls; the program itself where nobody did."""

    def set(self, done: int, total: int, note: str = "") -> None:
        """`done` of `total`; `note` says of what, in words that fit behind "14 von 21": "Datenspiegeln", "Zeilen"."""

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop: return then. What was done stays done."""

    def finish(self, result: Mapping[str, int]) -> None:
        """What came out, as counts by key. The surface words them (office.jobs.describe)."""


JobFunction = Callable[..., None]
PeriodicFunction = Callable[..., None]
SomeJob = TypeVar("SomeJob", bound=JobFunction)
SomePeriodic = TypeVar("SomePeriodic", bound=PeriodicFunction)


@dataclass(frozen=True)
class Periodic:
    """Work the clock starts, once in each slot of `minutes`."""

    name: str
    minutes: int
    function: PeriodicFunction

    def slot(self, moment: datetime) -> datetime:
        """The beginning of the slot `moment` lies in; slots of a day begin at midnight UTC."""
        length = self.minutes * 60
        return datetime.fromtimestamp(int(moment.timestamp()) // length * length, tz=UTC)


_jobs: dict[str, JobFunction] = {}
_periodic: dict[str, Periodic] = {}


def job(kind: str) -> Callable[[SomeJob], SomeJob]:
    """Decorator in a room `tasks`: the function `(progress: Progress, **arguments)` does the work of this kind.

    It is called at least once: a worker may die in the middle, and then the function is called again from the
    beginning, with the same arguments. What it has done before must not be done twice. A DomainError ends the job with
    its message; any other error is tried again (MOST_ATTEMPTS).
    """

    def register(function: SomeJob) -> SomeJob:
        _jobs[kind] = function
        return function

    return register


def every(*, minutes: int) -> Callable[[SomePeriodic], SomePeriodic]:
    """Decorator in a room `tasks`: a worker calls the function `(*, now: datetime)` once in every slot of `minutes`.

    Once however many workers there are; again when a worker died over it; not before the previous call has ended.
    """

    def register(function: SomePeriodic) -> SomePeriodic:
        context = function.__module__.partition(".tasks")[0].split(".")[-1]
        name = f"{context}.{function.__name__}"
        _periodic[name] = Periodic(name, minutes, function)
        return function

    return register


def job_function(kind: str) -> JobFunction:
    """The function registered for `kind`, or UnknownKind."""
    _discover()
    if kind not in _jobs:
        raise UnknownKind(kind)
    return _jobs[kind]


def kinds() -> tuple[str, ...]:
    """All kinds of jobs there are."""
    _discover()
    return tuple(sorted(_jobs))


def periodic_work() -> tuple[Periodic, ...]:
    """Everything the clock starts, by name."""
    _discover()
    return tuple(_periodic[name] for name in sorted(_periodic))


def periodic_named(name: str) -> Periodic:
    """The periodic work of this name, or UnknownKind."""
    _discover()
    if name not in _periodic:
        raise UnknownKind(name)
    return _periodic[name]


@cache
def _discover() -> None:
    """Import every room `tasks`, so that its decorators run; on first use, because some bring large libraries."""
    autodiscover_modules("tasks")
