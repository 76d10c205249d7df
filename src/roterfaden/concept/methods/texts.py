"""Which languages texts are written in, and how a text stands."""

from collections.abc import Sequence

from roterfaden.concept.enums import TextState, TextStatus
from roterfaden.kernel.languages import SOURCE, codes


def text_languages() -> tuple[str, ...]:
    """The languages in which elements can have a text beside the German: those of the public pages."""
    return tuple(code for code in codes() if code != SOURCE)


def has_machine(language: str) -> bool:
    """Whether a translator of languages may know it. Leichte Sprache is German, and written by people."""
    return language in text_languages() and language.partition("-")[0] != SOURCE


def text_state(status: str | None, *, is_outdated: bool) -> TextState:
    """How an element stands in a language: `status` of its newest text, None where there is none."""
    if not status:
        return TextState.MISSING
    return TextState.OUTDATED if is_outdated else TextState(TextStatus(status).value)


def portions(text: str, limit: int) -> list[str]:
    """A CommonMark text in runs of whole paragraphs of at most `limit` letters each, in order.

    A single paragraph that is longer stays whole: it is not cut within a sentence. Joined with an empty line they are
    the text again.
    """
    found: list[str] = []
    for paragraph in text.split("\n\n"):
        if found and len(found[-1]) + len(paragraph) + 2 <= limit:
            found[-1] = f"{found[-1]}\n\n{paragraph}"
        else:
            found.append(paragraph)
    return found


def next_after(keys: Sequence[int], waiting: Sequence[int], current: int) -> int | None:
    """The next of `waiting` behind `current` in the order of `keys`, from the beginning again after the last."""
    order = {key: place for place, key in enumerate(keys)}
    here = order.get(current, -1)
    others = [key for key in waiting if key != current]
    return min(others, key=lambda key: (order[key] <= here, order[key]), default=None)
