"""The emergency lock: one click closes everything about advice; two people open it again."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.advice.enums import LockReason


class AdviceLockQuerySet(models.QuerySet["AdviceLock"]):
    def standing(self) -> "AdviceLockQuerySet":
        """Set and not lifted."""
        return self.filter(lifted_at=None)


class AdviceLock(models.Model):
    """Everything about advice is closed from `locked_at` until two different people have said that it may open."""

    reason = models.CharField(_("Grund"), max_length=20, choices=LockReason.choices)
    locked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("gesperrt von"))
    locked_at = models.DateTimeField(_("gesperrt am"))
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Freigabe beantragt von")
    )
    asked_at = models.DateTimeField(_("Freigabe beantragt am"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("freigegeben von")
    )
    lifted_at = models.DateTimeField(_("freigegeben am"), null=True, blank=True)

    objects = AdviceLockQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sperre der Beratung")
        verbose_name_plural = _("Sperren der Beratung")
        constraints = [
            models.UniqueConstraint(
                fields=["reason"], condition=Q(lifted_at=None), name="advice_lock_of_a_reason_once"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None)
                | (Q(asked_by__isnull=False, lifted_by__isnull=False) & ~Q(lifted_by=F("asked_by"))),
                name="advice_lock_lifted_by_two",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "reason", "locked_by", "locked_at", "asked_by", "asked_at", "lifted_by", "lifted_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.locked_at:%Y-%m-%d} {self.reason}"

    @property
    def audit_label(self) -> str:
        return self.locked_at.date().isoformat()

    def is_standing(self, now: datetime) -> bool:
        """Whether it closes everything at that moment."""
        return self.locked_at <= now and (self.lifted_at is None or now < self.lifted_at)
