"""Letters about news: each address at most one a day."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError

from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System
from roterfaden.weighing.actions import forget_letters, write_news_letter
from roterfaden.weighing.queries import pending_letters

POSTMAN = System("news")
logger = logging.getLogger("roterfaden.weighing")


@every(minutes=60)
def write_news(*, now: datetime) -> None:
    """Every hour, but to each address at most once a day: what happened since waits for tomorrow."""
    for pending in pending_letters(now):
        try:
            write_news_letter(actor=POSTMAN, pending=pending, now=now)
        except ValidationError:
            logger.warning("a letter about news could not be written: the address is none")


@every(minutes=24 * 60)
def forget_news(*, now: datetime) -> None:
    """Every day: what was told long ago."""
    forget_letters(actor=POSTMAN, now=now)
