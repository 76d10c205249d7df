"""Files, jobs and messages."""

import hashlib
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from roterfaden.files.models import KeptFile
from roterfaden.jobs.models import Job
from roterfaden.post.models import Message
from tests.factories.base import NOW


def kept_file(data: bytes = b"Text\nEin Bus am Abend\n", name: str = "karten.csv", purpose: str = "test") -> KeptFile:
    """A text file with its content in the storage."""
    made = KeptFile(
        sha256=hashlib.sha256(data).hexdigest(), media_type="text/plain", size=len(data), original_name=name,
        purpose=purpose, kept_at=NOW,
    )  # fmt: skip
    if not default_storage.exists(made.stored_as):
        default_storage.save(made.stored_as, ContentFile(data))
    known = KeptFile.objects.filter(purpose=purpose, sha256=made.sha256, alt="").first()
    if known is None:
        made.save()
    return known or made


def picture(size: tuple[int, int] = (60, 40), colour: str = "white") -> bytes:
    """A small JPEG with a place in its EXIF data, as telephones make them."""
    image, written = Image.new("RGB", size, colour), BytesIO()
    exif = Image.Exif()
    exif[0x9286] = "Nordweg 3"
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


def job(**values: Any) -> Job:
    """A job that waits; nobody will run it."""
    return Job.objects.create(**{"kind": "test.none", "title": "Karten einlesen", "created_at": NOW} | values)


def message(**values: Any) -> Message:
    """A message that waits and is due."""
    return Message.objects.create(
        **{
            "about": "Anmeldung bestätigt", "language": "de", "to": "amina@example.org", "subject": "Ihr Platz",
            "text": "Guten Tag,\n\nSie haben einen Platz.\n", "written_at": NOW, "next_try_at": NOW,
        }
        | values
    )  # fmt: skip
