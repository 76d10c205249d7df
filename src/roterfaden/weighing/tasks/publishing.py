"""Publishing many answers in the background."""

from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.jobs.methods import Progress, job
from roterfaden.participation.models import Process
from roterfaden.weighing.actions import publish_together
from roterfaden.weighing.queries import Selection, voices_to_publish

PUBLISH_TOGETHER = "weighing.publish_together"
AT_ONCE = 50
"""Voices published in one transaction: what is done stays done when the job is stopped."""


@job(PUBLISH_TOGETHER)
def publish_in_background(progress: Progress, *, process: int, voices: list[int]) -> None:
    """Publish the answers to these voices; begun again after a crash, only what is still to do."""
    found = Process.objects.get(pk=process)
    waiting = set(voices_to_publish(found, Selection()).values_list("pk", flat=True)) & set(voices)
    left, done, refused = sorted(waiting), len(voices) - len(waiting), 0
    while left and not progress.cancelled:
        now, left = left[:AT_ONCE], left[AT_ONCE:]
        result = publish_together(actor=progress.actor, process=found, voices=now, now=timezone.now())
        done, refused = done + result.done, refused + len(result.refused)
        progress.set(done + refused, len(voices), _("Antworten"))
    progress.finish({"published": done, "refused": refused, "left": len(left)})
