"""Answers that hold for one request: what many entries of a page ask is asked of the database once.

Outside of a request nothing is remembered, and `afresh` asks again whatever is remembered: an act never rests on an
answer somebody else may have changed meanwhile.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_answers: ContextVar[dict[str, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """From here to the end of the block `once` asks each question a single time."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


@contextmanager
def afresh() -> Iterator[None]:
    """In this block everything is asked anew, and what was remembered before is forgotten."""
    remembered = _answers.get()
    if remembered is not None:
        remembered.clear()
    token = _answers.set(None)
    try:
        yield
    finally:
        _answers.reset(token)


def once(question: str, ask: Callable[[], Answer]) -> Answer:
    """What `ask` answers to the question of this name; remembered within `remembering`."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    found: Answer = answers[question]
    return found
