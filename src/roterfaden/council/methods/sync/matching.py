"""Is this our paper? By its number first, then by title and day; with points of a hundred, and words why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from roterfaden.council.enums import MatchReason

PROPOSED_FROM = 50
"""Points from which a match is worth a person's look."""
SAME_REFERENCE = 60
SAME_TITLE = 30
SAME_DAY = 10
TITLE_WEIGHT = 70
"""Points of a title when there is no common number to go by."""
NEAR_DAYS = 60
"""Days between the two dates of one paper: handed in here, entered there."""
ALIKE = 0.75
UNLIKE = 0.4
ALMOST = 0.99
"""The same words in another order."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"(?<!\w)\d\d(?!\w)")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Candidate:
    """One of the two papers: ours or theirs."""

    reference: str
    title: str
    dated_on: date | None


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for or against; `value` is filled into the words of `code`."""

    code: MatchReason
    value: str = ""


@dataclass(frozen=True)
class Likeness:
    """How alike two papers are, of a hundred points."""

    points: int
    reasons: tuple[Reason, ...]

    @property
    def is_worth_a_look(self) -> bool:
        """Whether a person should be asked."""
        return self.points >= PROPOSED_FROM


def reference_key(reference: str) -> str:
    """A number of a paper in one spelling: "Vorlage 2026/0123", "2026-123", "123/2026" and "BV 123/26" are
    "2026/123"; a supplement stays: "123/2026 2. Ergänzung" is "2026/123/2". Without a year the number alone.
    """
    numbers = _NUMBER.findall(reference)
    years = [number for number in numbers if _YEAR.fullmatch(number)]
    if not years and len(numbers) > 1:
        years = _SHORT_YEAR.findall(reference)[-1:]
    if years and len(numbers) > 1:
        numbers.remove(years[0])
        century = years[0] if len(years[0]) == 4 else f"20{years[0]}"  # noqa: PLR2004 -- "2026"
        return "/".join([century, *(str(int(number)) for number in numbers)])[:80]
    return "/".join(str(int(number)) for number in numbers)[:80]


def title_likeness(ours: str, theirs: str) -> float:
    """How alike two titles are, 0 to 1, whatever the case, punctuation and order of words."""
    left, right = _words(ours), _words(theirs)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    common = len(set(left) & set(right))
    if not common:
        return 0.0
    shared = min(2 * common / (len(set(left)) + len(set(right))), ALMOST)
    return max(shared, SequenceMatcher(None, " ".join(left), " ".join(right), autojunk=False).ratio())


def likeness(ours: Candidate, theirs: Candidate, *, with_this_number: int = 1) -> Likeness:
    """How alike two papers are. `with_this_number` says how many of theirs bear the number of ours."""
    key = reference_key(ours.reference)
    same = bool(key) and key == reference_key(theirs.reference)
    title, days = title_likeness(ours.title, theirs.title), _days_apart(ours.dated_on, theirs.dated_on)
    reasons = [*_about_number(theirs, with_this_number, same=same), _about_title(title)]
    points = SAME_REFERENCE if same else 0
    points += round(title * (SAME_TITLE if same else TITLE_WEIGHT)) if title >= UNLIKE else 0
    if days is not None:
        reasons.append(Reason(MatchReason.DAYS_APART, str(days)) if days else Reason(MatchReason.SAME_DAY))
        points += SAME_DAY if days <= NEAR_DAYS else 0
    is_like = same or (title >= ALIKE and days is not None and days <= NEAR_DAYS)
    return Likeness(min(points, 100) if is_like else 0, tuple(reasons))


def _about_number(theirs: Candidate, with_this_number: int, *, same: bool) -> Sequence[Reason]:
    if not same:
        return [Reason(MatchReason.OTHER_REFERENCE, theirs.reference)] if theirs.reference else []
    shared = [Reason(MatchReason.SHARED_REFERENCE, str(with_this_number))] if with_this_number > 1 else []
    return [Reason(MatchReason.SAME_REFERENCE, theirs.reference), *shared]


def _about_title(title: float) -> Reason:
    if title == 1:
        return Reason(MatchReason.SAME_TITLE)
    return (
        Reason(MatchReason.SIMILAR_TITLE, str(round(title * 100)))
        if title >= UNLIKE
        else Reason(MatchReason.OTHER_TITLE)
    )


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold())


def _days_apart(ours: date | None, theirs: date | None) -> int | None:
    return None if ours is None or theirs is None else abs((ours - theirs).days)
