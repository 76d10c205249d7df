"""Taking in Word documents in the background."""

from django.utils import timezone

from roterfaden.concept.actions import import_word_elements
from roterfaden.concept.models import WordDocument
from roterfaden.jobs.methods import Progress, job

IMPORT_WORD = "concept.import_word"


@job(IMPORT_WORD)
def import_word(progress: Progress, *, document: int) -> None:
    """Take in a document that was started; begun again after a crash it goes on where it stopped."""
    found = WordDocument.objects.select_related("concept__process").get(pk=document)
    import_word_elements(actor=progress.actor, document=found, progress=progress, now=timezone.now())
    elements = found.blocks.exclude(element=None).values("element").distinct().count()
    progress.finish({"elements": elements})
