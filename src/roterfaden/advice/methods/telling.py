"""What a person is told who asks what is known: everything, in words and as data. No database."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from roterfaden.advice.methods.situation import Situation


@dataclass(frozen=True)
class ToldTalk:
    """A talk as the person is told of it."""

    held_on: date
    place: str
    language: str
    with_interpreter: bool
    topics: tuple[str, ...]
    minutes: int
    result: str
    referral: str
    delete_on: date


@dataclass(frozen=True)
class Told:
    """Everything that is known under a code. Made for the person, handed over, kept nowhere."""

    code: str
    language: str
    area: str
    opened_on: date
    closed_on: date | None
    delete_on: date
    purpose: str
    people: int
    consents: tuple[tuple[str, date, date | None], ...] = ()
    situation: Situation | None = None
    notes: tuple[tuple[date, str], ...] = ()
    talks: tuple[ToldTalk, ...] = ()
    follow_ups: tuple[tuple[str, date], ...] = ()
    openings: tuple[tuple[date, str], ...] = field(default=())

    def data(self) -> dict[str, Any]:
        """The same as JSON can hold it (Art. 20 GDPR: structured, commonly used, machine-readable)."""
        situation = self.situation.parts() if self.situation else {}
        return {
            "code": self.code,
            "language": self.language,
            "municipality": self.area,
            "opened_on": self.opened_on.isoformat(),
            "closed_on": self.closed_on.isoformat() if self.closed_on else None,
            "delete_on": self.delete_on.isoformat(),
            "purpose": self.purpose,
            "people_in_team": self.people,
            "consents": [
                {"purpose": what, "given_on": given.isoformat(), "withdrawn_on": back.isoformat() if back else None}
                for what, given, back in self.consents
            ],
            "situation": situation,
            "notes": [{"on": on.isoformat(), "words": words} for on, words in self.notes],
            "consultations": [
                {
                    "on": talk.held_on.isoformat(), "place": talk.place, "language": talk.language,
                    "interpreter": talk.with_interpreter, "topics": list(talk.topics), "minutes": talk.minutes,
                    "result": talk.result, "referral": talk.referral, "delete_on": talk.delete_on.isoformat(),
                }
                for talk in self.talks
            ],
            "follow_ups": [{"what": what, "due_on": due.isoformat()} for what, due in self.follow_ups],
            "opened_in_emergency": [{"on": on.isoformat(), "why": why} for on, why in self.openings],
        }  # fmt: skip
