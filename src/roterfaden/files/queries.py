"""Reading kept files, and naming those nothing refers to any more."""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import Exists, Model, OuterRef, QuerySet

from roterfaden.files.models import KeptFile


def opened(kept: KeptFile, *, preview: bool = False) -> File[bytes]:
    """The content of a kept file, or the preview of a picture, open for reading."""
    return default_storage.open(kept.preview_stored_as if preview else kept.stored_as, "rb")


def content(kept: KeptFile, *, preview: bool = False) -> bytes:
    """The content of a kept file, or the preview of a picture."""
    with opened(kept, preview=preview) as file:
        return bytes(file.read())


def orphans(*, kept_before: datetime) -> QuerySet[KeptFile]:
    """Files kept before a moment to which no row of any context refers, the oldest first. One query.

    Keys to a file have no reverse name, so the models are asked for them. Give people a day: a file is kept before the
    form it came with is sent.
    """
    found = KeptFile.objects.filter(kept_at__lt=kept_before)
    for model, name in _references():
        found = found.exclude(Exists(model._base_manager.filter(**{name: OuterRef("pk")})))
    return found.order_by("kept_at", "pk")


def _references() -> Iterator[tuple[type[Model], str]]:
    """Every model with a key to a kept file, and the name of the key."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is KeptFile:
                yield model, field.name
