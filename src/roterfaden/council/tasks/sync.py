"""Reading another council system in the background: its papers, then what was decided about those that are ours.

Everything is read through one function `ask` (address → JSON), so the way through a system can be tried without one.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.council import actions, errors, queries
from roterfaden.council.enums import ForeignKind, SyncFault, SyncState
from roterfaden.council.methods import sync
from roterfaden.council.models import ForeignObject, Match, Source, SyncRun
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.methods import Progress, every, job
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import Actor, System
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.outgoing import FetchError, Limits, Outgoing

READ_SOURCE = "council.read_source"
COUNTED = ("pages", "added", "changed", "unchanged", "gone", "proposed", "copied")
CLOCK = System("council-sync")
LIMITS = Limits(largest=32 * 2**20, seconds=600, patience=180, attempts=4)
"""A page of a large system takes a minute or two (egov.md §2), and the first question often fails."""
MOST_DETAILS = 120
"""Answers read about one paper."""
BODIES_KNOWN_FOR = timedelta(days=7)
MOST_PAGES = 5_000
MOST_PAGES_OF_BODIES = 20
MOST_NAMES = 12
CUT_SHORT = frozenset({SyncFault.TOO_MANY_PAGES, SyncFault.OTHER_HOST})
"""Faults after which a list may hold more than was read."""

Ask = Callable[[str], Any]
"""What an address answers as JSON; None when there is nothing. Raises FetchError, Unreadable or Refused."""


@dataclass
class Reading:
    """One reading of a source on its way."""

    source: Source
    run: SyncRun
    actor: Actor
    ask: Ask
    now: Callable[[], datetime]
    progress: Progress | None = None
    faults: Counter[SyncFault] = field(default_factory=Counter)
    copied: int = 0
    is_whole: bool = True

    def keep(self, rows: list[sync.ForeignRow], faults: list[SyncFault], cursor: str | None = None) -> None:
        """Keep what one answer held."""
        self.faults.update(faults)
        self.run = actions.keep_objects(
            actor=self.actor, run=self.run, rows=rows, faults=faults, cursor=cursor, now=self.now()
        )

    def tell(self, done: int, total: int, note: str) -> bool:
        """Say how far the reading is; whether somebody asked to stop."""
        if self.progress is None:
            return False
        self.progress.set(done, max(total, done), note)
        return self.progress.cancelled


@job(READ_SOURCE)
def read_source(progress: Progress, *, source: int, full: bool = False) -> None:
    """Read a source; begun again after a crash it goes on at the page where it stopped."""
    found = Source.objects.select_related("area").get(pk=source)
    run = read(found, actor=progress.actor, ask=asking(found), token=progress.uid, full=full, progress=progress)
    counts = {name: getattr(run, name) for name in COUNTED}
    progress.finish({name: count for name, count in counts.items() if count or name == "pages"})


@every(minutes=60)
def read_due_sources(*, now: datetime) -> None:
    """Start a job for each active source that was not read for some hours."""
    open_jobs = Job.objects.open().filter(kind=READ_SOURCE)
    waiting = {row["source"] for row in open_jobs.values_list("arguments", flat=True).order_by("pk")}
    for source in queries.due_sources(now):
        if source.pk not in waiting:
            title = _("Ratsinformationssystem lesen: %(name)s") % {"name": source.name}
            start_job(actor=CLOCK, kind=READ_SOURCE, title=title[:200], arguments={"source": source.pk}, now=now)


def asking(source: Source) -> Ask:
    """How a source is asked: on its own host only, patiently, within limits."""
    way_out = Outgoing([urlsplit(source.url).hostname or ""], limits=LIMITS)

    def ask(url: str) -> Any:
        answer = way_out.get(url, accept="application/json")
        if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
            return None
        if not answer.is_ok:
            raise errors.Refused(status=answer.status)
        return sync.read_json(answer.content)

    return ask


def read(
    source: Source,
    *,
    actor: Actor,
    ask: Ask,
    token: str,
    full: bool = False,
    progress: Progress | None = None,
    now: Callable[[], datetime] = timezone.now,
) -> SyncRun:
    """Read a source from its entrance to the decisions about our papers.

    What was kept stays kept when the reading fails, and the next one begins with the same question. Raises what made
    it fail.
    """
    run = actions.begin_sync(actor=actor, source=source, token=token, full=full, now=now())
    way = Reading(source, run, actor, ask, now, progress)
    try:
        is_stopped = _read_papers(way)
        if not is_stopped:
            actions.propose_matches(actor=actor, run=way.run, now=now())
            is_stopped = _read_decisions(way)
    except DomainError as error:
        actions.end_sync(actor=actor, run=way.run, state=SyncState.FAILED, message=str(error), now=now())
        raise
    is_whole = way.is_whole and not is_stopped
    return actions.end_sync(
        actor=actor,
        run=way.run,
        state=SyncState.DONE if is_whole else SyncState.PARTLY,
        message=_("Der Abgleich wurde abgebrochen.") if is_stopped else "",
        copied=way.copied,
        now=now(),
    )


# --- the list of papers ----------------------------------------------------------------------------------------------


def _read_papers(way: Reading) -> bool:
    """Page by page; whether somebody asked to stop."""
    start = way.run.cursor or _beginning(way)
    walk = sync.Walk(way.source.url, pages=way.run.pages, most_pages=MOST_PAGES)
    current = walk.first(start)
    while current:
        value = _first_answer(way, current) if current == start else way.ask(current)
        page = sync.read_page(value)
        rows, faults = _rows(page.objects, ForeignKind.PAPER)
        known = len(walk.faults)
        following = walk.following(current, page.next_url, [row.key for row in rows])
        way.keep(rows, [*page.faults, *faults, *walk.faults[known:]], cursor=following)
        if way.tell(walk.pages, page.total_pages or walk.pages + 1, _("Seiten mit Vorlagen")):
            return True
        current = following
    way.is_whole = not CUT_SHORT & set(walk.faults)
    return False


def _beginning(way: Reading) -> str:
    """The first page: of changes since the last reading, or of everything."""
    found, version = _body(way)
    way.source = actions.keep_entrance(actor=way.actor, source=way.source, version=version, found=found, now=way.now())
    if way.run.since is None:
        return way.source.papers_url
    return sync.with_query(way.source.papers_url, "modified_since", sync.since_parameter(way.run.since))


def _first_answer(way: Reading, url: str) -> Any:
    """The first page. A question for changes that is not understood becomes one for everything; "nothing there" is an
    empty list where only changes were asked for."""
    if way.run.since is None or way.run.cursor:
        value = way.ask(url)
        if value is None:
            raise errors.NoPapersListed()
        return value
    try:
        return way.ask(url) or []
    except (errors.Refused, errors.Unreadable, FetchError):
        way.keep([], [SyncFault.FILTER_REFUSED])
        return way.ask(way.source.papers_url) or []


def _body(way: Reading) -> tuple[sync.Found, str]:
    """The body whose papers are read: the only one, or the one with the official key of the area."""
    entrance = sync.read_entrance(way.ask(way.source.url))
    bodies, version = list(entrance.bodies), entrance.version
    following = sync.at_home(entrance.bodies_url or entrance.next_url, way.source.url)
    walk = sync.Walk(way.source.url, most_pages=MOST_PAGES_OF_BODIES)
    current = walk.first(following) if following and (entrance.bodies_url or bodies) else ""
    while current:
        listed = sync.read_entrance(way.ask(current))
        bodies += listed.bodies
        current = walk.following(current, listed.next_url, [each.url for each in listed.bodies])
    ours = [each for each in bodies if _is_of(each, way.source)]
    if len(bodies) == 1 or len(ours) == 1:
        return (ours or bodies)[0], version
    names = ", ".join(each.name or each.url for each in bodies[:MOST_NAMES])
    raise errors.SeveralBodies(names=names) if bodies else errors.NoOParl()


def _is_of(body: sync.Found, source: Source) -> bool:
    """Whether a body carries the key of the source's area; servers drop the leading zero."""
    digits = body.ags.replace(" ", "")
    length = len(source.area.ags or source.area.key)
    return digits.isdigit() and digits.zfill(length) in {source.area.ags, source.area.key}


def _rows(objects: tuple[sync.Json, ...], kind: ForeignKind) -> tuple[list[sync.ForeignRow], list[SyncFault]]:
    rows: list[sync.ForeignRow] = []
    faults: list[SyncFault] = []
    for each in objects:
        row, odd = sync.read_row(each, kind)
        faults += odd
        rows += [row] if row else []
    return rows, faults


# --- what was decided ------------------------------------------------------------------------------------------------


def _read_decisions(way: Reading) -> bool:
    """What was decided about papers that are, or may be, ours; whether somebody asked to stop."""
    matches = list(queries.matches_to_read(way.source, way.now(), everything=way.run.is_full))
    for number, match in enumerate(matches, start=1):
        _Details(way, match.foreign).read()
        way.copied += _copy(way, match)
        if way.tell(number, len(matches), _("Vorlagen mit Beratungsfolge")):
            return True
    return False


def _copy(way: Reading, match: Match) -> int:
    match.refresh_from_db(fields=["state", "foreign"])
    if match.state != "confirmed":
        return 0
    return len(actions.copy_decisions(actor=way.actor, match=match, now=way.now()))


class _Details:
    """The way from one paper to its steps, their agenda items, meetings and bodies. Each is asked for by its own
    address; an agenda item that has none is taken out of its meeting."""

    def __init__(self, way: Reading, paper: ForeignObject) -> None:
        self._way = way
        self._waiting: list[tuple[str, ForeignKind]] = [(paper.url, ForeignKind.PAPER)]
        self._done: set[str] = set()
        self._items_missing: set[str] = set()
        self._steps: dict[str, sync.ForeignRow] = {}

    def read(self) -> None:
        """Read and keep everything, as far as it can be had."""
        while self._waiting and len(self._done) < MOST_DETAILS:
            url, kind = self._waiting.pop(0)
            key = sync.object_key(url)
            if key in self._done or (kind == ForeignKind.ORGANIZATION and self._is_known(key)):
                continue
            self._done.add(key)
            self._one(url, kind)

    def _is_known(self, key: str) -> bool:
        since = self._way.now() - BODIES_KNOWN_FOR
        return ForeignObject.objects.filter(source=self._way.source, key=key, fetched_at__gt=since).exists()

    def _one(self, url: str, kind: ForeignKind) -> None:
        way, here = self._way, sync.at_home(url, self._way.source.url)
        if not here:
            way.keep([], [SyncFault.OTHER_HOST])
            return
        try:
            value = way.ask(here)
        except (FetchError, errors.Unreadable, errors.Refused):
            way.is_whole = False
            way.keep([], [SyncFault.NOT_READ])
            value = None
        else:
            if not isinstance(value, dict):
                way.keep([], [SyncFault.NOT_FOUND])
        if isinstance(value, dict):
            self._take(value, kind)
        elif kind == ForeignKind.AGENDA_ITEM:
            self._items_missing.add(sync.object_key(url))

    def _take(self, value: sync.Json, kind: ForeignKind) -> None:
        rows: list[sync.ForeignRow] = []
        faults: list[SyncFault] = []
        self._collect(value, kind, rows, faults)
        self._way.keep(rows, faults)

    def _collect(
        self, value: sync.Json, kind: ForeignKind, rows: list[sync.ForeignRow], faults: list[SyncFault]
    ) -> None:
        row, odd = sync.read_row(value, kind)
        faults += odd
        if row is None:
            return
        rows.append(row)
        self._done.add(row.key)
        if kind == ForeignKind.CONSULTATION:
            self._steps[row.key] = row
        for inner, inner_kind in sync.embedded(value, kind):
            if kind == ForeignKind.MEETING:
                self._item_of_meeting(inner, rows)
            else:
                self._collect(inner, inner_kind, rows, faults)
        self._waiting += sync.details_of(kind, row.raw)

    def _item_of_meeting(self, value: sync.Json, rows: list[sync.ForeignRow]) -> None:
        """An agenda item inside its meeting: taken when its own address failed, or when the step names none."""
        row, _odd = sync.read_row(value, ForeignKind.AGENDA_ITEM)
        if row is None:
            return
        step = next((self._steps[key] for key in map(sync.object_key, sync.as_urls(value.get("consultation")))
                     if key in self._steps), None)  # fmt: skip
        if row.key in self._items_missing:
            rows.append(row)
        elif step is not None and not sync.as_urls(step.raw.get("agendaItem")):
            raw = step.raw | {"agendaItem": [row.url]}
            rows += [row, replace(step, raw=raw, digest=sync.digest_of(raw))]
