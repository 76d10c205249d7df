"""Tokens of programs, webhooks, and what is on its way to them."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.kernel.vault import SealedField
from roterfaden.machines.enums import DeliveryState, Permit


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def valid(self, on: date) -> "AccessTokenQuerySet":
        """Neither revoked nor over, and its owner still works here."""
        return self.filter(revoked_at=None, ends_on__gte=on, owner__is_active=True)


class AccessToken(models.Model):
    """The key of one program. It acts in the name of its owner, within `permits`."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Wofür"), max_length=80)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("ausgegeben von"))
    hash = models.CharField(_("Prüfsumme des Schlüssels"), max_length=64, unique=True)
    beginning = models.CharField(_("Anfang"), max_length=20)
    permits = models.JSONField(_("Erlaubnisse"), default=list)
    issued_at = models.DateTimeField(_("ausgegeben am"))
    ends_on = models.DateField(_("gilt bis"))
    used_on = models.DateField(_("zuletzt benutzt am"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("gesperrt am"), null=True, blank=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("Programmschlüssel")
        verbose_name_plural = _("Programmschlüssel")

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "name", "owner", "beginning", "permits", "issued_at", "ends_on", "used_on", "revoked_at",
        }  # fmt: skip
        personal = {"hash"}

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    @property
    def permit_labels(self) -> tuple[str, ...]:
        """What it allows, in words."""
        return tuple(str(Permit(each).label) for each in self.permits)

    def is_valid(self, on: date) -> bool:
        """Whether it opens anything on this day."""
        return self.revoked_at is None and self.ends_on >= on and self.owner.is_active


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def present(self) -> "WebhookQuerySet":
        """Not removed."""
        return self.filter(removed_at=None)

    def running(self) -> "WebhookQuerySet":
        """Neither removed nor resting."""
        return self.present().filter(paused_at=None)


class Webhook(models.Model):
    """An address that is told of events. `position` is the number of the last event of the log it was given."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Wer benachrichtigt wird"), max_length=80)
    url = models.URLField(_("Adresse"), max_length=500)
    secret = SealedField(_("Geheimnis der Unterschrift"))
    topics = models.JSONField(_("Ereignisse"), default=list)
    position = models.PositiveBigIntegerField(_("Stelle im Protokoll"), default=0)
    added_at = models.DateTimeField(_("angelegt am"))
    paused_at = models.DateTimeField(_("angehalten am"), null=True, blank=True)
    removed_at = models.DateTimeField(_("entfernt am"), null=True, blank=True)
    trouble = models.CharField(_("Hindernis"), max_length=120, blank=True)
    delivered_at = models.DateTimeField(_("zuletzt übergeben am"), null=True, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        verbose_name = _("Benachrichtigung anderer Programme")
        verbose_name_plural = _("Benachrichtigungen anderer Programme")

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "name", "topics", "position", "added_at", "paused_at", "removed_at", "trouble", "delivered_at",
        }  # fmt: skip
        personal = {"url", "secret"}

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Waiting, rested long enough, and the webhook runs."""
        return self.filter(
            state=DeliveryState.WAITING, next_try_at__lte=now, webhook__paused_at=None, webhook__removed_at=None
        )

    def open(self) -> "DeliveryQuerySet":
        """Not handed over yet."""
        return self.exclude(state=DeliveryState.DELIVERED)

    def left_behind(self, before: datetime) -> "DeliveryQuerySet":
        """Claimed before this moment and not heard of since."""
        return self.filter(state=DeliveryState.SENDING, claimed_at__lt=before)


class Delivery(models.Model):
    """One event on its way to one webhook."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries", verbose_name=_("Benachrichtigung"))
    event_number = models.PositiveBigIntegerField(_("Nummer im Protokoll"))
    verb = models.CharField(_("Vorgang"), max_length=60)
    body = models.TextField(_("Inhalt"))
    state = models.CharField(_("Stand"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    next_try_at = models.DateTimeField(_("nächster Versuch ab"))
    claimed_at = models.DateTimeField(_("zuletzt versucht am"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("übergeben am"), null=True, blank=True)
    trouble = models.CharField(_("Hindernis"), max_length=120, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Übergabe an ein anderes Programm")
        verbose_name_plural = _("Übergaben an andere Programme")
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event_number"], name="machines_delivery_once"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.DELIVERED, delivered_at__isnull=False)
                | (~Q(state=DeliveryState.DELIVERED) & Q(delivered_at__isnull=True)),
                name="machines_delivered_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(state=DeliveryState.WAITING), name="machines_due")]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "webhook", "event_number", "verb", "body", "state", "tries", "next_try_at", "claimed_at",
            "delivered_at", "trouble",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.verb} {self.event_number}"
