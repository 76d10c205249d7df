"""What is news about a voice, and who can tell it.

Contexts above know things a person wants to hear of (decisions, figures). They cannot be imported from here, so they
register a source in their room `tasks`; the letters ask all sources and nobody is forgotten.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.utils.crypto import salted_hmac
from django.utils.module_loading import autodiscover_modules

from roterfaden.weighing.enums import NewsKind


@dataclass(frozen=True)
class News:
    """Something happened to a voice. `key` names it for good: the same news has the same key in every run."""

    contribution_id: int
    kind: str
    key: str
    happened_at: datetime


@dataclass(frozen=True)
class PublishedAnswer:
    """What counts of an answer for whoever reads it. `before` is the last published one it replaced, by its key."""

    pk: int
    before: int | None
    outcome: str
    referred_to: str
    plain_reason: str
    published_at: datetime

    @property
    def reads(self) -> tuple[str, str, str]:
        """What the person reads."""
        return self.outcome, self.referred_to, " ".join(self.plain_reason.split())


Source = Callable[[Collection[int], datetime], Iterable[News]]
"""News of these voices (keys) since a moment; a fixed number of queries."""

_sources: list[Source] = []


def news_source(source: Source) -> Source:
    """Decorator in a room `tasks`: this function tells news about voices."""
    _sources.append(source)
    return source


def sources() -> tuple[Source, ...]:
    """Everybody who can tell news."""
    _discover()
    return tuple(_sources)


@cache
def _discover() -> None:
    autodiscover_modules("tasks")


def answer_news(contribution_id: int, answers: Iterable[PublishedAnswer], *, since: datetime) -> list[News]:
    """The moments at which something new could be read in the answers to one voice.

    The first publishing is news. A later one is news when an outcome, a receiver or the plain reason reads otherwise
    than in the answer it replaced, or when an answer came that replaced none. Another reason for the file, or another
    place in the concept, is not.
    """
    by_key = {answer.pk: answer for answer in answers}
    moments = sorted({answer.published_at for answer in by_key.values()})
    found = []
    for place, moment in enumerate(moments):
        new = [answer for answer in by_key.values() if answer.published_at == moment]
        if moment < since or (place and not any(_reads_otherwise(answer, by_key) for answer in new)):
            continue
        kind = NewsKind.CHANGED if place else NewsKind.ANSWERED
        found.append(News(contribution_id, kind, f"answer:{min(answer.pk for answer in new)}", moment))
    return found


def _reads_otherwise(answer: PublishedAnswer, by_key: dict[int, PublishedAnswer]) -> bool:
    before = by_key.get(answer.before) if answer.before is not None else None
    return before is None or before.reads != answer.reads


def address_key(email: str) -> str:
    """Stands for an address where the address itself must not: keyed, so that nobody can try addresses out."""
    return salted_hmac("roterfaden.weighing.news", email.strip().lower(), algorithm="sha256").hexdigest()


def once_a_day(key: str, day: date) -> str:
    """The idempotency key of the letter to one address on one day; it tells neither, and two days are not alike."""
    return f"news:{salted_hmac('roterfaden.weighing.once', f'{key} {day}', algorithm='sha256').hexdigest()}"
