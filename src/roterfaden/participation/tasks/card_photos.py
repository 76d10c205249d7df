"""Reading printed text on photos of cards, where the machine has Tesseract. An offer, never required."""

import subprocess

from django.conf import settings
from django.utils import timezone

from roterfaden.files.queries import opened
from roterfaden.jobs.methods import Progress, job
from roterfaden.kernel.actors import System
from roterfaden.participation.actions import read_card_photo
from roterfaden.participation.enums import Reading
from roterfaden.participation.models import CardPhoto

READER = System("tesseract")
PATIENCE = 60
"""Seconds one photo may take."""
ONE_COLUMN = "4"
"""How Tesseract looks at the page (--psm): one column of text of different sizes."""


@job("participation.read_photo")
def read_photo(progress: Progress, *, photo: int) -> None:
    """Read the photo with this key and keep what was read as a draft. Reading it again changes nothing."""
    found = CardPhoto.objects.select_related("kept").get(pk=photo)
    if found.reading == Reading.WAITING:
        with opened(found.kept) as picture:
            text = text_on(picture.read())
        read_card_photo(actor=READER, photo=found, text=text, now=timezone.now())
    progress.finish({"read": 1})


def text_on(picture: bytes) -> str | None:
    """The printed German text on a picture; None where the program is missing, fails or takes too long."""
    if not settings.TESSERACT:
        return None
    command = [settings.TESSERACT, "stdin", "stdout", "-l", "deu", "--psm", ONE_COLUMN]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")
