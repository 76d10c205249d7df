"""Taking a bundle over: each object through the action of its own context, all or nothing."""

from collections import Counter
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from roterfaden.accounts.rules import require
from roterfaden.audit.actions import record
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.transfer import errors
from roterfaden.transfer.actions.writing import Place, Writing
from roterfaden.transfer.enums import ArrivalState, Part, State, Verb
from roterfaden.transfer.methods import digest
from roterfaden.transfer.models import Arrival, Lineage
from roterfaden.transfer.queries import Step, here, preview


def take_over_bundle(*, actor: Actor, arrival: Arrival, now: datetime) -> Arrival:
    """Take over what was chosen with `start_take_over`, in one transaction.

    Everything goes through the actions of the other contexts, so their refusals and their log hold here too. What was
    not chosen although it changed at the origin counts as decided and is not asked again. A bundle that was not
    started, or is done already, is left alone, so the work may be begun twice. Elements whose parent is not here are
    left out. Refuses, with the name of the object, whatever another action refuses (CannotTakeOver).
    Audited as bundle.taken_over with the number of objects of each part, besides the verbs of the other actions.
    """
    require(actor, "transfer.take_over_bundle")
    with transaction.atomic():
        locked = Arrival.objects.select_for_update().select_related("origin").get(pk=arrival.pk)
        if locked.state != ArrivalState.STARTED:
            return locked
        writing = Writing(actor, locked, now)
        picks, counts = set(locked.picks), Counter[str]()
        for part in Part:  # one after the other: a letter needs the event that came with the process
            counts[part.value] += _take_part(locked, part, writing, picks, now)
        locked.result = {part: count for part, count in counts.items() if count}
        locked.state, locked.taken_at = ArrivalState.TAKEN, now
        locked.save(update_fields=["result", "state", "taken_at"])
        changes = {part: (None, count) for part, count in locked.result.items()}
        record(actor=actor, verb=Verb.BUNDLE_TAKEN_OVER, subject=locked, now=now, changes=changes)
    return locked


def _take_part(arrival: Arrival, part: Part, writing: Writing, picks: set[str], now: datetime) -> int:
    """Write what was chosen of one part and remember where it came from; how many objects were written."""
    taken: list[tuple[Step, Place]] = []
    count = 0
    for step in preview(arrival, part).steps:
        if step.lineage is not None and step.mine is not None:
            writing.know(step, Place(step.local_key, step.lineage.place))
        if step.is_takeable and step.pick in picks and step.state != State.WAITS:
            place = _written(writing, step)
            if place is not None:
                taken.append((step, place))
                writing.know(step, place)
                count += 1
        elif step.state == State.SAME:
            place = writing.settle(step)
            taken.append((step, place))
            writing.know(step, place)
        elif step.lineage is not None and step.state in {State.CHANGED_THERE, State.CONFLICT}:
            step.lineage.digest = digest(step.given)  # seen, and left as it is here
            step.lineage.save(update_fields=["digest"])
    _remember(arrival, part, taken, now)
    return count


def _written(writing: Writing, step: Step) -> Place | None:
    try:
        return writing.write(step)
    except (NotAllowed, errors.CannotTakeOver):
        raise
    except DomainError as error:
        raise errors.CannotTakeOver(title=step.title, reason=str(error)) from error
    except ValidationError as error:
        raise errors.CannotTakeOver(title=step.title, reason=" ".join(error.messages)) from error


def _remember(arrival: Arrival, part: Part, taken: list[tuple[Step, Place]], now: datetime) -> None:
    """Keep for each object its digest there and its content here, read back as it stands now."""
    standing = here(part, {place.key for _step, place in taken}, {place.place for _step, place in taken})
    for step, place in taken:
        row = step.lineage or Lineage(origin=arrival.origin, part=part.value, key=step.key, taken_at=now)
        row.arrival, row.local_key, row.place = arrival, place.key, place.place
        row.digest, row.content = digest(step.given), dict(standing.get(place.key) or step.ours)
        row.full_clean(validate_unique=False, validate_constraints=False)
        row.save()
