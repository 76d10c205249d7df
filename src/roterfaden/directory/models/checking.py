"""Asking organisations whether their entries are right: the link they get, and what they say."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.directory.enums import CorrectionKind
from roterfaden.directory.models.organisations import Organisation
from roterfaden.directory.models.services import Service


class CheckLink(models.Model):
    """One link that was sent to one organisation in one month. Only the hash of its secret is kept."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="check_links", verbose_name=_("Einrichtung")
    )
    month = models.DateField(_("Monat"))
    secret_hash = models.CharField(_("Prüfsumme des Links"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("verschickt am"))
    expires_at = models.DateTimeField(_("gilt bis"))

    class Meta:
        verbose_name = _("Link zur Prüfung von Angeboten")
        verbose_name_plural = _("Links zur Prüfung von Angeboten")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="directory_check_link_once_a_month"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "organisation", "month", "secret_hash", "sent_at", "expires_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.month}"

    def opens(self, now: datetime) -> bool:
        """Whether the time of this link is not over."""
        return now < self.expires_at

    @property
    def audit_label(self) -> str:
        return self.organisation.name


class Correction(models.Model):
    """What an organisation said about an entry that does not fit. The office reads it and changes the entry itself.

    The words are internal: nobody checked them, and they are the only place where somebody might name a person.
    """

    service = models.ForeignKey(Service, models.PROTECT, related_name="corrections", verbose_name=_("Angebot"))
    kind = models.CharField(_("Art"), max_length=10, choices=CorrectionKind.choices)
    text = models.TextField(_("Berichtigung"), max_length=1000, blank=True)
    said_at = models.DateTimeField(_("gesagt am"))
    settled_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Berichtigung eines Angebots")
        verbose_name_plural = _("Berichtigungen von Angeboten")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "service", "kind", "said_at", "settled_at"}
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self.service_id}: {self.kind}"

    @property
    def audit_label(self) -> str:
        return self.service.title
