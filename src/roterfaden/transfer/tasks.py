"""What a worker does with bundles."""

from django.utils import timezone

from roterfaden.jobs.methods import Progress, job
from roterfaden.transfer.actions import take_over_bundle
from roterfaden.transfer.enums import Part
from roterfaden.transfer.models import Arrival

TAKE_OVER = "transfer.take_over"


@job(TAKE_OVER)
def take_over(progress: Progress, *, arrival: str) -> None:
    """Take over a bundle that was started; all of it or nothing, so beginning again after a crash does no harm."""
    found = Arrival.objects.select_related("origin").get(uid=arrival)
    taken = take_over_bundle(actor=progress.actor, arrival=found, now=timezone.now())
    progress.finish({part.value: taken.result.get(part.value, 0) for part in Part})
