"""Letters about news: written once, stopped by whoever gets them, forgotten after a while."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import translation

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import house_name
from roterfaden.post.actions import write_message
from roterfaden.weighing.enums import Verb
from roterfaden.weighing.methods import letters, once_a_day
from roterfaden.weighing.models import NewsLetter, NewsStop, ToldNews
from roterfaden.weighing.queries.notices import LETTER_SALT, PendingLetter

LETTER_PATH = "/neuigkeiten/{token}/"
KEPT = timedelta(days=400)
"""So long it is kept what was told. Longer than news stays new (queries.notices.NEW_FOR), so nothing is told twice."""


def write_news_letter(*, actor: Actor, pending: PendingLetter, now: datetime) -> NewsLetter | None:
    """Write one address everything that is new for it; None when it had a letter today or knows it all.

    At most one letter for an address and a day, and each news once: the database refuses the second row, and with it
    the mail. Audited as news.written, with how many news.
    """
    require(actor, "weighing.write_news_letter")
    letter = NewsLetter(address_key=pending.address_key, day=local_day(now), language=pending.language, written_at=now)
    try:
        with transaction.atomic():
            letter.save()
            ToldNews.objects.bulk_create(
                ToldNews(
                    letter=letter, address_key=letter.address_key, contribution_id=item.news.contribution_id,
                    kind=item.news.kind, key=item.news.key, is_own=item.is_own,
                )
                for item in pending.items
            )  # fmt: skip
            _mail(actor, letter, pending, now)
            changes = {"news": (0, len(pending.items))}
            record(actor=actor, verb=Verb.NEWS_WRITTEN, subject=letter, now=now, changes=changes)
    except IntegrityError:
        return None
    return letter


def stop_news(*, actor: Actor, letter: NewsLetter, now: datetime) -> NewsStop:
    """Write this address no more, until somebody leaves and confirms it anew. Stopping twice changes nothing.

    Audited as news.stopped, without saying who.
    """
    require(actor, "weighing.stop_news")
    with transaction.atomic():
        stop, is_new = NewsStop.objects.get_or_create(address_key=letter.address_key, defaults={"stopped_at": now})
        if not is_new:
            stop.stopped_at = now
            stop.save(update_fields=["stopped_at"])
        record(actor=actor, verb=Verb.NEWS_STOPPED, subject=stop, now=now)
    return stop


def forget_letters(*, actor: Actor, now: datetime) -> int:
    """Delete what was told longer ago than KEPT, with the keys that stand for addresses; return how many letters.

    Audited as news.forgotten for the day up to which.
    """
    require(actor, "weighing.forget_letters")
    with transaction.atomic():
        old = NewsLetter.objects.filter(written_at__lt=now - KEPT)
        newest = old.order_by("-written_at", "-pk").first()
        if newest is None:
            return 0
        record(actor=actor, verb=Verb.NEWS_FORGOTTEN, subject=newest, now=now)
        count = old.count()
        old.delete()
    return count


def _mail(actor: Actor, letter: NewsLetter, pending: PendingLetter, now: datetime) -> None:
    link = f"{settings.BASE_URL}{LETTER_PATH.format(token=signing.dumps(str(letter.uid), salt=LETTER_SALT))}"
    with translation.override(pending.language):
        sentences = dict.fromkeys(
            letters.happened(item.news.kind, item.number, is_own=item.is_own) for item in pending.items
        )
        text = letters.news_letter(house_name(), list(sentences), link=link, stop=f"{link}abbestellen/")
    write_message(
        actor=actor, to=pending.address, subject=text.subject, text=text.text, language=pending.language,
        about="Sammelnachricht", once=once_a_day(letter.address_key, letter.day), unsubscribe=f"{link}abbestellen/",
        now=now,
    )  # fmt: skip
