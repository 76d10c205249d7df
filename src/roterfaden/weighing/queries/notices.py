"""Reading who wants to hear of which voice, and what is new for them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Count

from roterfaden.concept.models import Consideration
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import open_words
from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Comment, ContactAddress, Contribution, Support
from roterfaden.weighing.methods import News, PublishedAnswer, address_key, answer_news, sources
from roterfaden.weighing.models import NewsLetter, NewsStop, ToldNews

NEW_FOR = timedelta(days=90)
"""What happened longer ago is no news any more, even when no letter could be written in all that time."""
LETTER_SALT = "roterfaden.weighing.letter"


@dataclass(frozen=True)
class Listener:
    """Somebody who wants to hear of one voice: where to write, in which language, and of what happened since when."""

    contribution_id: int
    number: int
    address: str
    language: str
    since: datetime
    is_own: bool


@dataclass(frozen=True)
class Item:
    """One news for one address."""

    news: News
    number: int
    is_own: bool


@dataclass(frozen=True)
class PendingLetter:
    """Everything that is new for one address, oldest first."""

    address: str
    address_key: str
    language: str
    items: tuple[Item, ...]


def pending_letters(now: datetime) -> list[PendingLetter]:
    """The letters that would be written now: to each address at most one a day, with all that is new and untold.

    A fixed number of queries: three for the listeners, three for what they know, and those of the sources.
    """
    listeners = _listeners()
    since = now - NEW_FOR
    news = _news_of({listener.contribution_id for listener in listeners}, since)
    stops = dict(NewsStop.objects.values_list("address_key", "stopped_at"))
    written_today = set(NewsLetter.objects.filter(day=local_day(now)).values_list("address_key", flat=True))
    told = set(
        ToldNews.objects.filter(letter__written_at__gte=since - NEW_FOR).values_list(
            "address_key", "contribution_id", "key"
        )
    )
    found: dict[str, dict[tuple[int, str], Item]] = defaultdict(dict)
    known_by: dict[str, Listener] = {}
    for listener in listeners:
        key = address_key(listener.address)
        begins = max(listener.since, stops.get(key, listener.since))
        if key in written_today or (key in stops and listener.since < stops[key]):
            continue
        for each in news[listener.contribution_id]:
            place = (each.contribution_id, each.key)
            if each.happened_at < begins or each.happened_at > now or (key, *place) in told:
                continue
            known_by.setdefault(key, listener)
            if place not in found[key] or listener.is_own:
                found[key][place] = Item(each, listener.number, listener.is_own)
    return [
        PendingLetter(
            address=known_by[key].address, address_key=key, language=_mail_language(known_by[key].language),
            items=tuple(sorted(items.values(), key=lambda item: (item.news.happened_at, item.number, item.news.key))),
        )
        for key, items in sorted(found.items())
        if items
    ]  # fmt: skip


def _news_of(voices: set[int], since: datetime) -> dict[int, list[News]]:
    found: dict[int, list[News]] = defaultdict(list)
    if not voices:
        return found
    for source in (published_answers, *sources()):
        for news in source(voices, since):
            found[news.contribution_id].append(news)
    return found


def published_answers(voices: Iterable[int], since: datetime) -> list[News]:
    """News from the answers to voices: the first one, and those that read otherwise than before. One query."""
    rows = Consideration.objects.filter(contribution__in=list(voices)).order_by("pk")
    before: dict[int, int | None] = {}
    published: dict[int, list[Consideration]] = defaultdict(list)
    is_public = set()
    for row in rows:
        before[row.pk] = row.supersedes_id
        if row.published_at is not None:
            is_public.add(row.pk)
            published[row.contribution_id].append(row)
    return [
        news
        for key, answers in published.items()
        for news in answer_news(key, [_as_read(row, before, is_public) for row in answers], since=since)
    ]


def _as_read(row: Consideration, before: dict[int, int | None], is_public: set[int]) -> PublishedAnswer:
    """An answer with the last published one it replaced; drafts in between were read by nobody."""
    earlier = row.supersedes_id
    while earlier is not None and earlier not in is_public:
        earlier = before.get(earlier)
    if row.published_at is None:
        raise ValueError("only a published answer can be read")
    return PublishedAnswer(row.pk, earlier, row.outcome, row.referred_to, row.plain_reason, row.published_at)


# --- who listens --------------------------------------------------------------------------------------------------
def _listeners() -> list[Listener]:
    """Own voices with a confirmed address; supporters and authors of comments who have one, or an account."""
    contacts = list(
        ContactAddress.objects.filter(confirmed_at__isnull=False, contribution__in=Contribution.objects.published())
        .select_related("contribution")
        .order_by("pk")
    )
    found = [
        Listener(row.contribution_id, row.contribution.number, open_words(row.address), row.language, _since(row), True)
        for row in contacts
    ]
    by_voice = {row.contribution_id: row for row in contacts}
    supports = Support.objects.filter(superseded_at=None, contribution__in=Contribution.objects.published())
    comments = Comment.objects.filter(
        moderation=Moderation.PUBLISHED, withdrawn_at=None, contribution__in=Contribution.objects.published()
    )
    for rows in (supports, comments):
        for each in rows.select_related("contribution", "code", "made_by").order_by("pk"):
            listener = _taking_part(each, by_voice)
            if listener is not None:
                found.append(listener)
    return found


def _since(contact: ContactAddress) -> datetime:
    return contact.confirmed_at or contact.left_at


def _taking_part(each: Support | Comment, contacts: dict[int, ContactAddress]) -> Listener | None:
    voice, person = each.contribution, each.made_by
    contact = contacts.get(each.code.contribution_id or 0) if each.code else None
    if contact is not None:
        since = max(each.made_at, _since(contact))
        return Listener(voice.pk, voice.number, open_words(contact.address), contact.language, since, False)
    if person is not None and person.is_active and person.email:
        return Listener(voice.pk, voice.number, person.email, person.language, each.made_at, False)
    return None


def _mail_language(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


# --- reading letters ----------------------------------------------------------------------------------------------
def letter_behind(token: str) -> NewsLetter | None:
    """The letter a link leads to; None when the link is not ours or the letter is forgotten. One query."""
    try:
        uid = signing.loads(token, salt=LETTER_SALT)
    except signing.BadSignature:
        return None
    return NewsLetter.objects.filter(uid=uid).first()


def news_in(letter: NewsLetter) -> list[ToldNews]:
    """What a letter told, with the voices and their codes. One query."""
    return list(letter.told.select_related("contribution__process", "contribution__code").order_by("pk"))


@dataclass(frozen=True)
class LetterDay:
    """How many letters of one day told how much of what: counts by kind."""

    day: date
    letters: int
    news: dict[str, int]


def written_letters(*, since: date) -> tuple[LetterDay, ...]:
    """Letters by day, newest first: counts only. Two queries."""
    letters = NewsLetter.objects.filter(day__gte=since).values_list("day").annotate(Count("pk")).order_by("-day")
    kinds: dict[date, dict[str, int]] = defaultdict(dict)
    told = ToldNews.objects.filter(letter__day__gte=since).values_list("letter__day", "kind").annotate(Count("pk"))
    for day, kind, count in told.order_by("letter__day", "kind"):
        kinds[day][kind] = count
    return tuple(LetterDay(day, count, kinds[day]) for day, count in letters)
