"""What the checks found, and what people made of it."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.kernel.labels import choice_token
from roterfaden.participation.models import Process
from roterfaden.weighing.enums import CheckKind


class FindingQuerySet(models.QuerySet["Finding"]):
    def standing(self) -> "FindingQuerySet":
        """Findings whose facts still hold."""
        return self.filter(gone_at=None)

    def open(self) -> "FindingQuerySet":
        """Standing findings nobody has ticked off."""
        return self.standing().filter(~Exists(_dismissals()))

    def dismissed(self) -> "FindingQuerySet":
        """Standing findings somebody has ticked off."""
        return self.standing().filter(Exists(_dismissals()))


def _dismissals() -> "models.QuerySet[Dismissal]":
    return Dismissal.objects.filter(finding=OuterRef("pk"), superseded_at=None)


class Finding(models.Model):
    """Something in the answers that deserves a look. One row for each state of the facts, named by `fingerprint`.

    When the facts change, this row goes and another comes; when the same facts come back, so does the row.
    `facts` and `numbers` hold keys and counts, no word of any voice or answer; `voices` are keys of contributions.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="+", verbose_name=_("Beteiligungsprozess"))
    kind = models.CharField(_("Art"), max_length=30, choices=CheckKind.choices)
    key = models.CharField(_("worum es geht"), max_length=220)
    fingerprint = models.CharField(_("Kennung des Sachstands"), max_length=64)
    facts = models.JSONField(_("Sachstand"), default=dict, blank=True)
    numbers = models.JSONField(_("Zahlen"), default=dict, blank=True)
    voices = models.JSONField(_("Beiträge"), default=list, blank=True)
    found_at = models.DateTimeField(_("gefunden am"))
    gone_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hinweis der Prüfung")
        verbose_name_plural = _("Hinweise der Prüfung")
        constraints = [
            models.UniqueConstraint(fields=["process", "fingerprint"], name="weighing_finding_once"),
        ]
        indexes = [models.Index(fields=["process", "kind", "gone_at"], name="weighing_finding_list")]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "process", "kind", "key", "fingerprint", "facts", "numbers", "voices", "found_at", "gone_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def audit_label(self) -> str:
        return f"{choice_token(self, 'kind')} ({self.pk})"

    @property
    def about(self) -> str:
        """The second part of the key: of a theme, an element, a group … its own key."""
        return self.key.partition(":")[2]


class Dismissal(Act):
    """Somebody looked at a finding and says why nothing is to be done. It holds for these facts and no others."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="dismissals", verbose_name=_("Hinweis"))

    class Meta:
        verbose_name = _("abgehakter Hinweis")
        verbose_name_plural = _("abgehakte Hinweise")
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(superseded_at=None), name="weighing_dismissal_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="weighing_dismissal_says_why"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {"id", "finding"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.finding)

    @property
    def audit_label(self) -> str:
        return self.finding.audit_label


class CheckRun(models.Model):
    """When the answers of a process were checked last."""

    process = models.OneToOneField(Process, models.PROTECT, related_name="+", verbose_name=_("Beteiligungsprozess"))
    checked_at = models.DateTimeField(_("zuletzt geprüft am"))
    answers = models.PositiveIntegerField(_("geprüfte Antworten"))

    class Meta:
        verbose_name = _("Prüfung der Antworten")
        verbose_name_plural = _("Prüfungen der Antworten")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "process", "checked_at", "answers"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.process_id}: {self.checked_at}"

    @property
    def audit_label(self) -> str:
        return self.process.title
