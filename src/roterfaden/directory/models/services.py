"""Services: what help there is, in which words and languages, and when somebody last checked it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.directory.enums import CheckedBy, Cost, PageStatus, TargetGroup
from roterfaden.directory.models.organisations import Organisation, Site
from roterfaden.topics.models import FieldOfAction


class ServiceQuerySet(models.QuerySet["Service"]):
    def active(self) -> "ServiceQuerySet":
        """What is offered now: everybody finds it."""
        return self.filter(active=True)


class Service(models.Model):
    """One offer of help. `title` and `text` are the German words; other languages stand in `ServiceText`.

    Without a site it is reached by telephone or on the net. `checked_on` is the day somebody last said that the facts
    are right; whoever changes facts says so at the same time or leaves the day as it is.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="services", verbose_name=_("Einrichtung")
    )
    site = models.ForeignKey(
        Site, models.PROTECT, related_name="services", null=True, blank=True, verbose_name=_("Standort")
    )
    title = models.CharField(_("Name des Angebots"), max_length=160)
    text = models.TextField(_("Beschreibung"), max_length=2000, blank=True)
    fields = models.ManyToManyField(FieldOfAction, related_name="+", blank=True, verbose_name=_("Lebenslagen"))
    target_group = models.CharField(
        _("für wen"), max_length=20, choices=TargetGroup.choices, default=TargetGroup.EVERYBODY
    )
    cost = models.CharField(_("Kosten"), max_length=10, choices=Cost.choices, default=Cost.UNKNOWN)
    cost_note = models.CharField(_("zu den Kosten"), max_length=160, blank=True)
    by_appointment = models.BooleanField(_("nur mit Termin"), default=False)
    checked_on = models.DateField(_("geprüft am"), null=True, blank=True)
    checked_by = models.CharField(
        _("geprüft durch"), max_length=20, choices=CheckedBy.choices, default=CheckedBy.NOBODY, blank=True
    )
    active = models.BooleanField(_("wird angeboten"), default=True)
    changed_at = models.DateTimeField(_("zuletzt geändert am"))

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Angebot im Verzeichnis")
        verbose_name_plural = _("Angebote im Verzeichnis")
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_by="") | (Q(checked_on__isnull=False) & ~Q(checked_by="")),
                name="directory_service_checked_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["active", "checked_on"], name="directory_service_due")]

    class Privacy:
        public = {
            "id", "uid", "organisation", "site", "title", "text", "fields", "target_group", "cost", "cost_note",
            "by_appointment", "checked_on", "checked_by", "active", "changed_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class ServiceLanguage(models.Model):
    """A language in which help is given there. Not the language of the description."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="languages", verbose_name=_("Angebot"))
    language = models.CharField(_("Sprache"), max_length=12)

    class Meta:
        verbose_name = _("Sprache eines Angebots")
        verbose_name_plural = _("Sprachen eines Angebots")
        constraints = [
            models.UniqueConstraint(fields=["service", "language"], name="directory_service_language_once"),
        ]

    class Privacy:
        public = {"id", "service", "language"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.language


class ServiceText(models.Model):
    """The words of a service in another language. `source` is the checksum of the German words it says again."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="texts", verbose_name=_("Angebot"))
    language = models.CharField(_("Sprache"), max_length=12)
    title = models.CharField(_("Name des Angebots"), max_length=160)
    text = models.TextField(_("Beschreibung"), max_length=2000, blank=True)
    status = models.CharField(_("Stand"), max_length=10, choices=PageStatus.choices, default=PageStatus.DRAFT)
    source = models.CharField(_("Prüfsumme der deutschen Wörter"), max_length=64)
    made_at = models.DateTimeField(_("geschrieben am"))

    class Meta:
        verbose_name = _("Angebot in anderer Sprache")
        verbose_name_plural = _("Angebote in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(fields=["service", "language"], name="directory_service_text_once"),
        ]

    class Privacy:
        public = {"id", "service", "language", "title", "text", "status", "source", "made_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def audit_label(self) -> str:
        return f"{self.title} ({self.language})"
