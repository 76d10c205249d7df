"""What was decided about a paper there, step by step, and whether it agrees with what is recorded here."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from roterfaden.council.methods.sync.matching import UNLIKE, title_likeness
from roterfaden.council.methods.sync.objects import LONGEST_URL, row_name
from roterfaden.council.methods.sync.values import (
    ZONE,
    Json,
    as_flag,
    as_moment,
    as_text,
    as_url,
    as_urls,
    as_words,
    object_key,
)
from roterfaden.council.methods.sync.vocabulary import read_result, read_role, suggested_result

Objects = Mapping[str, Json]
"""Kept objects by their key."""


@dataclass(frozen=True)
class Step:
    """One step of a paper through the bodies there: their words, and ours where theirs are clear."""

    url: str
    body_name: str
    starts_at: datetime | None
    agenda_number: str
    role_words: str
    role: str
    result_words: str
    result: str
    text: str
    file_url: str
    is_public: bool | None

    @property
    def held_on(self) -> date | None:
        """The day of the meeting."""
        return self.starts_at.astimezone(ZONE).date() if self.starts_at else None

    @property
    def tells_a_decision(self) -> bool:
        """Whether anything came out of it yet."""
        return bool(self.result_words or self.text)

    @property
    def digest(self) -> str:
        """A mark of everything it says."""
        told = (
            self.body_name, str(self.starts_at), self.agenda_number, self.role_words, self.result_words, self.text,
            self.file_url, str(self.is_public),
        )  # fmt: skip
        return hashlib.sha256("\x1f".join(told).encode("utf-8", errors="replace")).hexdigest()


@dataclass(frozen=True)
class Recorded:
    """One step as it is recorded here; without a resolution `result` and `decided_on` are empty."""

    body_name: str
    held_on: date
    role: str
    result: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class Difference:
    """Something that is not the same here and there. `what`: "result" or "day"."""

    what: str
    ours: str
    theirs: str


def read_steps(paper: Json, objects: Objects) -> tuple[Step, ...]:
    """The steps of a paper, in the order of their meetings; steps without a meeting last."""
    found = [_step(url, objects) for url in as_urls(paper.get("consultation"))]
    return tuple(sorted(found, key=lambda step: (step.starts_at is None, str(step.starts_at), step.url)))


def fitting_step(ours: Recorded, theirs: Sequence[Step]) -> Step | None:
    """The step there that is ours: the same day, and of several the body whose name is most alike."""
    same_day = [step for step in theirs if step.held_on == ours.held_on]
    likely = sorted(same_day, key=lambda step: title_likeness(ours.body_name, step.body_name), reverse=True)
    if not likely:
        return None
    is_it = len(likely) == 1 or title_likeness(ours.body_name, likely[0].body_name) >= UNLIKE
    return likely[0] if is_it else None


def differences(ours: Recorded, theirs: Step) -> Iterator[Difference]:
    """What is not the same; what either side does not say is no difference."""
    result = suggested_result(theirs.result, ours.role)
    if ours.result and result and ours.result != result:
        yield Difference("result", ours.result, result)
    if ours.decided_on and theirs.held_on and ours.decided_on != theirs.held_on:
        yield Difference("day", ours.decided_on.isoformat(), theirs.held_on.isoformat())


def _step(url: str, objects: Objects) -> Step:
    consultation = objects.get(object_key(url), {})
    item = objects.get(object_key(as_url(consultation.get("agendaItem"))), {})
    meeting = objects.get(object_key(as_url(consultation.get("meeting")) or as_url(item.get("meeting"))), {})
    role_words, result_words = as_text(consultation.get("role"), 120), as_text(item.get("result"), 2_000)
    return Step(
        url=url,
        body_name=_body_name(consultation, meeting, objects),
        starts_at=as_moment(item.get("start")) or as_moment(meeting.get("start")),
        agenda_number=as_text(item.get("number"), 40),
        role_words=role_words,
        role=read_role(role_words) or "",
        result_words=result_words,
        result=read_result(result_words) or "",
        text=as_words(item.get("resolutionText")),
        file_url=_file_url(item.get("resolutionFile")),
        is_public=as_flag(item.get("public")),
    )


def _file_url(file: Any) -> str:
    url = as_url(file.get("accessUrl")) if isinstance(file, dict) else ""
    return url if url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL else ""


def _body_name(consultation: Json, meeting: Json, objects: Objects) -> str:
    for url in (*as_urls(consultation.get("organization")), *as_urls(meeting.get("organization"))):
        if name := row_name(objects.get(object_key(url), {})):
            return name
    return row_name(meeting)
