"""What happens by itself around consultations: mails to authors, and addresses that go."""

from datetime import datetime

from roterfaden.concept.actions import erase_remark_addresses, tell_remark_author
from roterfaden.concept.queries.consulting import untold_answers
from roterfaden.jobs.methods import every
from roterfaden.kernel.actors import System

POSTMAN = System("remarks")


@every(minutes=60)
def tell_remark_authors(*, now: datetime) -> None:
    """Every hour: whoever left an address and can now read what became of their remark."""
    for untold in untold_answers(now):
        tell_remark_author(actor=POSTMAN, untold=untold, now=now)


@every(minutes=24 * 60)
def forget_remark_addresses(*, now: datetime) -> None:
    """Every day: addresses nobody confirmed, and old ones."""
    erase_remark_addresses(actor=POSTMAN, now=now)
