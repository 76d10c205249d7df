"""Early warnings: raised by the program, worked by people."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.concept.models import Element
from roterfaden.kernel.labels import choice_token
from roterfaden.monitoring.enums import SignalKind
from roterfaden.monitoring.models.cycles import Assessment
from roterfaden.monitoring.models.requests import DataRequest


class SignalQuerySet(models.QuerySet["Signal"]):
    def open(self) -> "SignalQuerySet":
        """Not closed, whether snoozed or not."""
        return self.filter(closed_at=None)

    def awake(self, on: date) -> "SignalQuerySet":
        """Open, and not put off beyond `on`."""
        return self.open().filter(Q(snoozed_until=None) | Q(snoozed_until__lte=on))

    def asleep(self, on: date) -> "SignalQuerySet":
        """Open, but put off to a day after `on`."""
        return self.open().filter(snoozed_until__gt=on)


class Signal(models.Model):
    """An early warning, at a review (`assessment`) or between two.

    About a goal or an initiative (`element`), or about a request for figures (`request`). `key` names what it is about
    and why: while one is open, no second of its key is raised. `closed_by` is empty when the cause went away by itself.
    `continues` is the warning before it that a review took up again.
    """

    key = models.CharField(_("Schlüssel"), max_length=80)
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Ziel oder Maßnahme")
    )
    request = models.ForeignKey(
        DataRequest, models.PROTECT, related_name="signals", null=True, blank=True, verbose_name=_("Datenanfrage")
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, related_name="signals", null=True, blank=True, verbose_name=_("Beurteilung")
    )
    kind = models.CharField(_("Anlass"), max_length=20, choices=SignalKind.choices)
    inputs = models.JSONField(_("Eingangsgrößen"), default=dict, blank=True)
    raised_at = models.DateTimeField(_("gemeldet am"))
    snoozed_until = models.DateField(_("zurückgestellt bis"), null=True, blank=True)
    snooze_reason = models.CharField(_("Grund der Zurückstellung"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("erledigt von")
    )
    close_reason = models.CharField(_("Grund der Erledigung"), max_length=300, blank=True)
    continues = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("führt weiter")
    )

    objects = SignalQuerySet.as_manager()

    class Meta:
        verbose_name = _("Frühwarnung")
        verbose_name_plural = _("Frühwarnungen")
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(closed_at=None), name="monitoring_signal_open_once"),
            models.CheckConstraint(
                condition=Q(element__isnull=False, request=None) | Q(element=None, request__isnull=False),
                name="monitoring_signal_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until=None) | ~Q(snooze_reason=""), name="monitoring_signal_snoozed_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | ~Q(close_reason=""), name="monitoring_signal_closed_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["closed_at", "-raised_at"], name="monitoring_signal_inbox")]

    class Privacy:
        public = {"id", "element", "assessment", "kind", "inputs", "raised_at", "closed_at"}
        internal = {
            "key", "request", "snoozed_until", "snooze_reason", "closed_by", "close_reason", "continues",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.key

    @property
    def audit_label(self) -> str:
        about = self.element.audit_label if self.element else self.request.audit_label if self.request else ""
        return f"{about}: {choice_token(self, 'kind')}"
