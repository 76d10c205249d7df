"""What a person on the waiting list can ask for: to be told. Correcting is `revise_candidate`, erasing in `keeping`."""

from datetime import datetime

from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.courses.actions.people import open_candidate
from roterfaden.courses.enums import OpenPurpose, Verb
from roterfaden.courses.methods.rights import ToldCandidate
from roterfaden.courses.models import Candidate
from roterfaden.courses.queries.rights import told_candidate
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day


def tell_candidate(*, actor: Actor, candidate: Candidate, now: datetime) -> ToldCandidate:
    """Everything that is known of a person, to be handed to them (Art. 15 and 20 GDPR). The name is opened for it.

    After the name is gone, what is left is told. Audited as candidate.told.
    """
    require(actor, "courses.tell_candidate", candidate)
    with transaction.atomic():
        purpose = OpenPurpose.ACCESS
        words = open_candidate(actor=actor, candidate=candidate, purpose=purpose, now=now) if candidate.words else None
        record(actor=actor, verb=Verb.CANDIDATE_TOLD, subject=candidate, now=now)
    return told_candidate(candidate, words, on=local_day(now))
