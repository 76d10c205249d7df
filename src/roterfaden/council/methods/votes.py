"""Votes by group: written in lines, added up, compared; no database."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_CELLS = re.compile(r"\s*[;|\t]\s*")
_NUMBERS = re.compile(r"[\s:,/]*((?:\d+[\s,/]*)+)$")
MOST_DIGITS = 6
LONGEST_NAME = 120
VOTES = 3
"""Ja, Nein, Enthaltungen."""


@dataclass(frozen=True)
class GroupVotes:
    """How one group voted."""

    group: str
    yes: int = 0
    no: int = 0
    abstentions: int = 0


class NotVotes(ValueError):
    """A line that names no group with its votes; `args[0]` is the line."""


def votes_from_lines(text: str) -> tuple[GroupVotes, ...]:
    """Groups from lines "Name; Ja; Nein; Enthaltungen", as typed or pasted from a table. Missing numbers are 0.

    A line with a name and no number at all is left out: it came from the list of groups and nobody filled it in.
    Raises NotVotes for anything else.
    """
    found = []
    for line in filter(None, (each.strip() for each in text.splitlines())):
        group, numbers = _parts(line)
        if not any(numbers) and (numbers or not re.search(r"\d", line)):
            continue  # a name and nothing else, or only empty cells
        fits = 1 <= len(numbers) <= VOTES and all(
            each.isdecimal() and len(each) <= MOST_DIGITS for each in numbers if each
        )
        if not fits or not group[:1].isalpha() or len(group) > LONGEST_NAME:
            raise NotVotes(line)
        yes, no, abstentions = (*(int(each or 0) for each in numbers), 0, 0)[:3]
        found.append(GroupVotes(group, yes, no, abstentions))
    return tuple(found)


def _parts(line: str) -> tuple[str, list[str]]:
    """The name and the numbers of a line: in cells where there are any, else the numbers at its end."""
    if _CELLS.search(line):
        group, *numbers = _CELLS.split(line)
        while len(numbers) > VOTES and not numbers[-1]:
            numbers.pop()
        return group, numbers
    match = _NUMBERS.search(line)
    return (line[: match.start()].strip(), re.findall(r"\d+", match[1])) if match else (line, [])


def as_lines(groups: Iterable[str]) -> str:
    """Lines to fill in for these groups."""
    return "\n".join(f"{group}; ; ;" for group in groups)


def added_up(votes: Sequence[GroupVotes]) -> tuple[int, int, int]:
    """Ja, Nein and Enthaltungen of all groups together."""
    return (
        sum(each.yes for each in votes),
        sum(each.no for each in votes),
        sum(each.abstentions for each in votes),
    )
