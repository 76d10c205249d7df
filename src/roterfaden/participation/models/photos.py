"""Photos of an event, shown only after somebody has said why they may be."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.files.models import KeptFile
from roterfaden.kernel.labels import kind_token
from roterfaden.participation.enums import PhotoConsent
from roterfaden.participation.models.events import Event


class EventPhotoQuerySet(models.QuerySet["EventPhoto"]):
    def released(self) -> "EventPhotoQuerySet":
        """Photos anybody may see once the documentation is published."""
        return self.filter(released_at__isnull=False)


class EventPhoto(models.Model):
    """A photo of an event. It is shown only after somebody has said why it may be (PhotoConsent)."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="photos", verbose_name=_("Veranstaltung"))
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", verbose_name=_("Datei"))
    alt = models.CharField(_("Bildbeschreibung"), max_length=300)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    caption = models.CharField(_("Bildunterschrift"), max_length=300, blank=True)
    consent = models.CharField(_("Zustimmung"), max_length=20, choices=PhotoConsent.choices, blank=True)
    added_at = models.DateTimeField(_("hinzugefügt am"))
    released_at = models.DateTimeField(_("freigegeben am"), null=True, blank=True)

    objects = EventPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("Foto einer Veranstaltung")
        verbose_name_plural = _("Fotos von Veranstaltungen")
        constraints = [
            models.UniqueConstraint(fields=["event", "file"], name="participation_photo_once"),
            models.CheckConstraint(
                condition=Q(released_at=None, consent="") | (Q(released_at__isnull=False) & ~Q(consent="")),
                name="participation_photo_released_with_consent",
            ),
        ]

    class Privacy:
        public = {"id", "event", "file", "alt", "position", "caption", "released_at"}
        internal = {"consent", "added_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"
