"""Publishing the answers to many voices at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.concept.actions import publish_answers
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.participation.models import Contribution, Process
from roterfaden.weighing import errors
from roterfaden.weighing.enums import Verb


@dataclass(frozen=True)
class PublishedTogether:
    """How many voices have their answers public now, and which were refused: number and why."""

    done: int
    refused: tuple[tuple[int, str], ...]


def publish_together(*, actor: Actor, process: Process, voices: Iterable[int], now: datetime) -> PublishedTogether:
    """Publish the answers to these voices (keys) of a process, each as `concept.publish_answers` would.

    A voice that is refused keeps nobody else from being published; it is named with the reason. Refuses an empty
    choice. Audited as answer.published for each voice and as answers.published for the whole.
    """
    require(actor, "weighing.publish_together", process)
    keys = list(voices)
    if not keys:
        raise errors.NothingChosen()
    done, refused = 0, []
    with transaction.atomic():
        for voice in Contribution.objects.filter(process=process, pk__in=keys).order_by("number", "pk"):
            try:
                with transaction.atomic():
                    publish_answers(actor=actor, contribution=voice, now=now)
            except DomainError as error:
                refused.append((voice.number, str(error)))
            else:
                done += 1
        changes = {"published": (0, done), "refused": (0, len(refused))}
        record(actor=actor, verb=Verb.ANSWERS_PUBLISHED, subject=process, now=now, changes=changes)
    return PublishedTogether(done, tuple(refused))
