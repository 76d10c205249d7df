"""The supervisor: a small process that starts workers, speaks for them, replaces those that die, and keeps the clock.

It claims and runs nothing; each worker is the engine's own (django_tasks_db), in a process forked after everything has
been loaded, so that workers share memory. A worker that dies is noticed at once and its task waits again. When the
supervisor itself dies, its workers end with it, and other supervisors, or the next one, take their tasks back after
DEAD_AFTER.
"""

import logging
import os
import secrets
import signal
import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from django.db import Error, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as EngineWorker

from roterfaden.jobs.methods import BEAT, Periodic, periodic_work
from roterfaden.jobs.tasks import upkeep
from roterfaden.jobs.tasks.running import stopping

logger = logging.getLogger("roterfaden.jobs")

LOOK_SECONDS = 1.0
"""How long an idle worker waits before it looks for work again."""
TASKS_BEFORE_RENEWAL = 1000
"""A worker ends after so many tasks and is replaced, so that memory cannot creep."""
SHORT_LIFE_SECONDS = 5.0
LONGEST_PAUSE_SECONDS = 60.0
HEARD = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT}
PERIODIC_LANE, EVERY_LANE = "clock", "*"


@dataclass
class Lane:
    """A place for one worker at a time, and the queue it looks at."""

    queue: str
    pid: int = 0
    name: str = ""
    began: float = 0.0
    pause: float = 0.0
    not_before: float = 0.0


@dataclass
class Supervisor:
    """`processes` workers for everything, and one for the clock alone, so that mail never waits behind a long job."""

    processes: int
    grace_seconds: float
    lanes: list[Lane] = field(default_factory=list)

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, then let workers end, kill those that do not within the grace."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        self.lanes = [Lane(PERIODIC_LANE), *(Lane(EVERY_LANE) for _number in range(self.processes))]
        self._mask = before
        self._watched, self._held = os.pipe()  # closes when this process dies: see _end_with
        self._beaten_at = self._next_beat = 0.0
        self._work = periodic_work()
        self._slots: dict[str, datetime] = {}
        try:
            while self._hear() not in {signal.SIGTERM, signal.SIGINT}:
                try:
                    self._round()
                except Error as error:  # the database is away or busy: the next round may find it
                    logger.warning("the database did not answer: %s", type(error).__name__)
                    close_connections()
        finally:
            self._end()
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _hear(self) -> int:
        """The next signal, or 0 after a short while."""
        heard = signal.sigtimedwait(HEARD, LOOK_SECONDS)
        return heard.si_signo if heard else 0

    def _round(self) -> None:
        self._bury(self._dead())
        self._fill()
        if time.monotonic() >= self._next_beat:
            self._beat()
        for periodic in self._work:
            self._give_out(periodic)

    # --- workers -----------------------------------------------------------------------------------------------------

    def _dead(self) -> list[Lane]:
        """The lanes whose worker has ended, with a pause before the next if it lived only shortly."""
        found = []
        for lane in self.lanes:
            if lane.pid and os.waitpid(lane.pid, os.WNOHANG)[0]:
                found.append(lane)
                lane.pid = 0
        return found

    def _bury(self, dead: list[Lane]) -> None:
        for lane in dead:
            if time.monotonic() - lane.began < SHORT_LIFE_SECONDS:
                lane.pause = min(max(1.0, lane.pause * 2), LONGEST_PAUSE_SECONDS)
            else:
                lane.pause = 0.0
            lane.not_before = time.monotonic() + lane.pause
        names = [lane.name for lane in self.lanes if lane.name and not lane.pid]
        if names:
            upkeep.dismiss(names)
            for lane in self.lanes:
                lane.name = lane.name if lane.pid else ""

    def _fill(self) -> None:
        for lane in self.lanes:
            if not lane.pid and time.monotonic() >= lane.not_before:
                lane.name = f"{socket.gethostname()[:40]}-{secrets.token_hex(8)}"
                upkeep.enlist(lane.name, timezone.now())
                close_connections()  # a connection must not be shared with a child
                lane.began = time.monotonic()
                lane.pid = os.fork()
                if lane.pid == 0:
                    self._become_worker(lane)

    def _become_worker(self, lane: Lane) -> NoReturn:
        """The child: look for work until told to stop, then leave without running the parent's clean-up."""
        code = 1
        try:
            os.close(self._held)
            threading.Thread(target=_end_with, args=[self._watched], daemon=True).start()
            engine = engine_worker(lane.name, lane.queue)

            def end(signum: int, frame: FrameType | None) -> None:
                if not stopping.is_set():  # twice would break off the task in its middle
                    stopping.set()
                    engine.shutdown(signum, frame)

            signal.signal(signal.SIGTERM, end)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the supervisor decides
            signal.pthread_sigmask(signal.SIG_SETMASK, self._mask)
            engine.run()
            code = 0
        except SystemExit:
            code = 0
        except BaseException as error:  # noqa: BLE001 -- nothing of the parent may run in the child
            logger.error("a worker broke off: %s", type(error).__name__)
        finally:
            logging.shutdown()
            os._exit(code)

    # --- heart and clock ---------------------------------------------------------------------------------------------

    def _beat(self) -> None:
        now = timezone.now()
        living = {lane.name: lane.pid for lane in self.lanes if lane.pid}
        upkeep.beat({name: proportional_kilobytes(pid) for name, pid in living.items()}, now)
        # Who was itself kept from the database for long lets the others speak first: they may only have been kept too.
        if time.monotonic() - self._beaten_at < 2 * BEAT.total_seconds():
            upkeep.take_back_from_the_dead(now)
        for name in upkeep.silent(living, now):
            logger.error("worker %s hangs and is killed", name)
            os.kill(living[name], signal.SIGKILL)
        self._beaten_at = time.monotonic()
        self._next_beat = self._beaten_at + BEAT.total_seconds()

    def _give_out(self, periodic: Periodic) -> None:
        now = timezone.now()
        slot = periodic.slot(now)
        if self._slots.get(periodic.name) != slot:
            upkeep.give_out(periodic, now)
            self._slots[periodic.name] = slot

    # --- the end -----------------------------------------------------------------------------------------------------

    def _end(self) -> None:
        """Ask the workers to end, wait, kill; what they had not finished waits for the next supervisor."""
        for lane in self.lanes:
            if lane.pid:
                os.kill(lane.pid, signal.SIGTERM)
        until = time.monotonic() + self.grace_seconds
        while any(lane.pid for lane in self.lanes):
            self._dead()
            if time.monotonic() > until:
                for lane in self.lanes:
                    if lane.pid:
                        os.kill(lane.pid, signal.SIGKILL)
            time.sleep(0.05)
        try:
            upkeep.dismiss(lane.name for lane in self.lanes if lane.name)
        except Error as error:
            logger.warning("the database did not answer: %s", type(error).__name__)
        close_connections()
        os.close(self._watched)
        os.close(self._held)


def engine_worker(name: str, queue: str, *, until_empty: bool = False) -> EngineWorker:
    """A worker of the engine that looks at `queue` ("*": all), for ever or until nothing waits."""
    return EngineWorker(
        queue_names=[queue],
        interval=LOOK_SECONDS,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None if until_empty else TASKS_BEFORE_RENEWAL,
        worker_id=name,
        excluded_queue_names=[],
    )


def close_connections() -> None:
    """Close every connection of this process, pools included."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool is not None:
            close_pool()


def proportional_kilobytes(pid: int) -> int:
    """Memory of a process, its share of what it has in common with others included; 0 where Linux does not say."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _end_with(watched: int) -> None:
    """Wait until the supervisor dies, then end at once: from now on nobody says that this worker lives."""
    os.read(watched, 1)
    os._exit(1)
