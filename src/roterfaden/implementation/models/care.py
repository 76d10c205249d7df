"""Who cares for an initiative, and the links with which they report without signing in."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, User
from roterfaden.implementation.models.plans import MATTER, PlanRecord
from roterfaden.kernel.vault import SealedField


class Caretaker(PlanRecord):
    """Somebody who cares for an initiative: by account, or by a mail address, which is kept sealed.

    `superseded_at` is the end of the care; the address is erased then, and every link of this row opens nothing.
    """

    person = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Person mit Zugang")
    )
    address = SealedField(_("E-Mail"), blank=True)

    class Meta:
        verbose_name = _("Betreuung")
        verbose_name_plural = _("Betreuungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="")
                | (Q(person=None) & (~Q(address="") | Q(superseded_at__isnull=False))),
                name="implementation_care_by_account_or_address",
            ),
            models.UniqueConstraint(
                fields=["element", "person"],
                condition=Q(superseded_at=None, municipality=None, person__isnull=False),
                name="implementation_care_once",
            ),
            models.UniqueConstraint(
                fields=["element", "municipality", "person"],
                condition=Q(superseded_at=None, municipality__isnull=False, person__isnull=False),
                name="implementation_care_once_there",
            ),
        ]

    class Privacy:
        public = MATTER
        internal = ACT_INTERNAL | ACT_PUBLIC
        personal = {"person", "address"}

    def __str__(self) -> str:
        return f"{self.element_id}: {self.pk}"

    @property
    def may_report(self) -> bool:
        """Whether the links of this row open: the care goes on, and an account, if there is one, is active."""
        return self.superseded_at is None and (self.person is None or self.person.is_active)


class UpdateLink(models.Model):
    """One link that was sent to one caretaker in one month. Only the hash of its secret is kept.

    It opens until `expires_at`, as often as needed, and never after the care has ended.
    """

    caretaker = models.ForeignKey(Caretaker, models.PROTECT, related_name="links", verbose_name=_("Betreuung"))
    month = models.DateField(_("Monat"))
    secret_hash = models.CharField(_("Prüfsumme des Links"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("verschickt am"))
    expires_at = models.DateTimeField(_("gilt bis"))

    class Meta:
        verbose_name = _("Link zu einer Meldung")
        verbose_name_plural = _("Links zu Meldungen")
        constraints = [
            models.UniqueConstraint(fields=["caretaker", "month"], name="implementation_link_once_a_month"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "caretaker", "month", "secret_hash", "sent_at", "expires_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.caretaker_id}: {self.month}"

    def opens(self, now: datetime) -> bool:
        """Whether the time of this link is not over; whose it is, `Caretaker.may_report` says."""
        return now < self.expires_at

    @property
    def audit_label(self) -> str:
        return self.caretaker.audit_label
