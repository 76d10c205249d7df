"""Another council system, what was read there, and whether it is ours."""

from typing import Any

from roterfaden.council.enums import ForeignKind, MatchState, SyncState
from roterfaden.council.methods import sync
from roterfaden.council.models import CopiedDecision, ForeignObject, Match, Paper, Source, SyncRun
from tests.factories.base import NOW, TODAY, _serial, county


def council_source(**values: Any) -> Source:
    """A source nobody can reach, read once."""
    number = next(_serial)
    facts = {"name": f"System {number}", "url": f"https://rat{number}.invalid/oparl/system", "area": county()}
    source = Source.objects.create(**facts | {"added_at": NOW, "is_active": False} | values)
    SyncRun.objects.create(
        source=source, state=SyncState.DONE, token="x", is_full=True, started_at=NOW, seen_at=NOW, finished_at=NOW,
        faults={"loop": 1},
    )  # fmt: skip
    return source


def foreign(source: Source, kind: str = ForeignKind.PAPER, **raw: Any) -> ForeignObject:
    """An object of the source, from what it said."""
    url = raw.setdefault("id", f"https://rat.invalid/{kind}/{next(_serial)}")
    row, _faults = sync.read_row(raw, ForeignKind(kind))
    assert row is not None
    return ForeignObject.objects.create(
        source=source, key=sync.object_key(url), run=source.runs.get(), fetched_at=NOW, changed_at=NOW,
        **{name: getattr(row, name) for name in (
            "kind", "url", "name", "reference", "reference_key", "dated_on", "modified_at", "raw", "digest")},
    )  # fmt: skip


def match(paper: Paper, source: Source | None = None, state: str = MatchState.PROPOSED, **values: Any) -> Match:
    """A paper there that may be ours; with one step on the day of NOW that says how it ended."""
    source, base = source or council_source(), f"https://rat.invalid/{next(_serial)}"
    foreign(
        source, ForeignKind.AGENDA_ITEM, id=f"{base}/item", result="einstimmig beschlossen", meeting=f"{base}/meeting"
    )
    foreign(source, ForeignKind.MEETING, id=f"{base}/meeting", name="Kreistag", start=NOW.isoformat())
    foreign(source, ForeignKind.CONSULTATION, id=f"{base}/step", role="Entscheidung", agendaItem=f"{base}/item")
    there = foreign(
        source, name=paper.title, reference=paper.reference, date=TODAY.isoformat(), consultation=[f"{base}/step"]
    )
    facts = {"points": 90, "reasons": [["same_reference", paper.reference]], "proposed_at": NOW}
    decided = {} if state == MatchState.PROPOSED else {"decided_at": NOW}
    return Match.objects.create(paper=paper, foreign=there, state=state, **facts | decided | values)


def copied_decision(match: Match, **values: Any) -> CopiedDecision:
    """What the source says about the step of `match`."""
    url = match.foreign.raw["consultation"][0]
    facts = {"step_url": url, "body_name": "Kreistag", "starts_at": NOW, "result_words": "einstimmig beschlossen",
             "result": "adopted", "role": "deciding", "digest": "x", "fetched_at": NOW}  # fmt: skip
    return CopiedDecision.objects.create(match=match, **facts | values)
