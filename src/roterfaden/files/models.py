"""Kept files: what people brought, stored under the checksum of its content, never under a name they chose."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.files.methods import PURPOSE
from roterfaden.kernel.containers import MEDIA_TYPES

ENDINGS = {media_type: kind.value for kind, media_type in MEDIA_TYPES.items()}


class KeptFile(models.Model):
    """One file for one purpose. Whoever refers to it decides who may see it; it has no address of its own.

    A picture is kept as JPEG with a preview, anything else as it came. The same content for the same purpose is kept
    once. The row stays as long as something refers to it (PROTECT).
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(_("Prüfsumme"), max_length=64)
    media_type = models.CharField(_("Dateityp"), max_length=100)
    size = models.PositiveBigIntegerField(_("Größe in Byte"))
    original_name = models.CharField(_("Dateiname"), max_length=150, blank=True)
    purpose = models.CharField(_("Zweck"), max_length=60, validators=[RegexValidator(f"^{PURPOSE.pattern}$")])
    alt = models.CharField(_("Bildbeschreibung"), max_length=300, blank=True)
    width = models.PositiveIntegerField(_("Breite"), null=True, blank=True)
    height = models.PositiveIntegerField(_("Höhe"), null=True, blank=True)
    kept_at = models.DateTimeField(_("aufgenommen am"))

    class Meta:
        verbose_name = _("Datei")
        verbose_name_plural = _("Dateien")
        constraints = [
            models.UniqueConstraint(fields=["purpose", "sha256", "alt"], name="files_content_once_for_a_purpose"),
        ]

    class Privacy:
        public = {"id", "media_type", "size", "alt", "width", "height"}
        internal = {"uid", "sha256", "purpose", "kept_at"}
        personal = {"original_name"}

    def __str__(self) -> str:
        return f"{self.ending.upper()}, {self.kept_at:%Y-%m-%d}"

    @property
    def audit_label(self) -> str:
        return f"{self.ending.upper()} ({self.purpose})"

    @property
    def ending(self) -> str:
        """The usual ending of this type of file, without a point."""
        return ENDINGS.get(self.media_type, "bin")

    @property
    def is_image(self) -> bool:
        """Whether it is a picture, and so has a preview."""
        return self.width is not None

    @property
    def stored_as(self) -> str:
        """Where the content lies in the storage."""
        return f"{self.purpose}/{self.sha256[:2]}/{self.sha256}.{self.ending}"

    @property
    def preview_stored_as(self) -> str:
        """Where the preview of a picture lies."""
        return f"{self.purpose}/{self.sha256[:2]}/{self.sha256}.small.jpg"
