"""Photos of cards and of walls full of cards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.files.models import KeptFile
from roterfaden.kernel.labels import kind_token
from roterfaden.participation.enums import Reading
from roterfaden.participation.models.events import Event
from roterfaden.participation.models.process import Process
from roterfaden.participation.models.voices import Contribution


class CardPhotoQuerySet(models.QuerySet["CardPhoto"]):
    def shown(self) -> "CardPhotoQuerySet":
        """Photos anybody may see: released by a person, of a card whose words are all published."""
        return self.filter(
            released_at__isnull=False, contribution__in=Contribution.objects.published().filter(omitted=0)
        )


class CardPhoto(models.Model):
    """A photo of one card, or (without a contribution) of a wall of cards still to be typed.

    Only moderation sees it until it is released. `draft` is what a machine read: an offer to whoever types, never a
    contribution.
    """

    process = models.ForeignKey(
        Process, models.PROTECT, related_name="card_photos", verbose_name=_("Beteiligungsprozess")
    )
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="card_photos", null=True, blank=True, verbose_name=_("Veranstaltung")
    )
    contribution = models.OneToOneField(
        Contribution, models.PROTECT, related_name="photo", null=True, blank=True, verbose_name=_("Beitrag")
    )
    kept = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", verbose_name=_("Datei"))
    alt = models.CharField(_("Bildbeschreibung"), max_length=300, blank=True)
    reading = models.CharField(_("Texterkennung"), max_length=20, choices=Reading.choices, default=Reading.NONE)
    draft = models.TextField(_("gelesener Text"), blank=True)
    kept_at = models.DateTimeField(_("aufgenommen am"))
    released_at = models.DateTimeField(_("freigegeben am"), null=True, blank=True)

    objects = CardPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kartenfoto")
        verbose_name_plural = _("Kartenfotos")
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at=None) | ~Q(alt=""), name="participation_released_card_photo_has_alt"
            ),
        ]

    class Privacy:
        public = {"id", "process", "event", "contribution", "alt", "released_at"}
        internal = {"kept", "reading", "kept_at"}
        personal = {"draft"}

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def audit_label(self) -> str:
        named = f"{kind_token(self)} {self.pk}"
        return f"{self.contribution.audit_label}, {named}" if self.contribution else named
