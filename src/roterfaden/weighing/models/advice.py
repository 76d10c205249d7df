"""Expert advice: units that know a subject, what they were asked, through which links, and what they said."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, User
from roterfaden.participation.models import Contribution, Process, Theme
from roterfaden.weighing.enums import Recommendation


class UnitQuerySet(models.QuerySet["Unit"]):
    def active(self) -> "UnitQuerySet":
        """Units that may be asked."""
        return self.filter(retired_at=None)


class Unit(models.Model):
    """A place of the administration that is asked for advice, by its function: never a person."""

    name = models.CharField(_("Name der Stelle"), max_length=120, unique=True)
    email = models.EmailField(_("Funktionsadresse"))
    retired_at = models.DateTimeField(_("nicht mehr gefragt seit"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fachstelle")
        verbose_name_plural = _("Fachstellen")

    class Privacy:
        public = {"id", "name"}
        internal = {"email", "retired_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class AdviceRequestQuerySet(models.QuerySet["AdviceRequest"]):
    def open(self) -> "AdviceRequestQuerySet":
        """Neither answered to the end nor taken back."""
        return self.filter(finished_at=None, revoked_at=None)


class AdviceRequest(models.Model):
    """A question to one unit about one or several voices. Answered through a link, without an account.

    `theme` says where the voices came from when a whole theme was asked about. The link opens until `link_until`.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    process = models.ForeignKey(Process, models.PROTECT, related_name="+", verbose_name=_("Beteiligungsprozess"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="requests", verbose_name=_("Fachstelle"))
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Thema"))
    question = models.TextField(_("Frage an die Stelle"))
    due_on = models.DateField(_("Antwort erbeten bis"))
    link_until = models.DateTimeField(_("Link gilt bis"))
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gefragt von")
    )
    asked_at = models.DateTimeField(_("gefragt am"))
    finished_at = models.DateTimeField(_("vollständig beantwortet am"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)
    revoke_reason = models.CharField(_("Grund der Rücknahme"), max_length=300, blank=True)

    objects = AdviceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Bitte um fachlichen Rat")
        verbose_name_plural = _("Bitten um fachlichen Rat")
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoke_reason="") | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="weighing_advice_revoked_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["process", "-asked_at"], name="weighing_advice_list")]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "process", "unit", "theme", "question", "due_on", "link_until", "asked_by", "asked_at",
            "finished_at", "revoked_at", "revoke_reason",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.unit.name

    @property
    def is_open(self) -> bool:
        """Whether the unit may still answer, as far as the office is concerned."""
        return self.finished_at is None and self.revoked_at is None


class AdviceVoice(models.Model):
    """A voice the unit is asked about."""

    request = models.ForeignKey(AdviceRequest, models.PROTECT, related_name="voices", verbose_name=_("Bitte"))
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))

    class Meta:
        verbose_name = _("Beitrag in einer Bitte um Rat")
        verbose_name_plural = _("Beiträge in Bitten um Rat")
        constraints = [
            models.UniqueConstraint(fields=["request", "contribution"], name="weighing_advice_voice_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "request", "contribution"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.request_id}: {self.contribution_id}"


class AdviceLink(models.Model):
    """One link that was sent: with the request, or with a reminder. Only the hash of its secret is kept.

    `occasion` makes each mail unrepeatable: a second run finds the row and sends nothing.
    """

    request = models.ForeignKey(AdviceRequest, models.PROTECT, related_name="links", verbose_name=_("Bitte"))
    occasion = models.CharField(_("Anlass"), max_length=20)
    secret_hash = models.CharField(_("Prüfsumme des Links"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("verschickt am"))

    class Meta:
        verbose_name = _("Link zu einer Bitte um Rat")
        verbose_name_plural = _("Links zu Bitten um Rat")
        constraints = [
            models.UniqueConstraint(fields=["request", "occasion"], name="weighing_advice_link_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "request", "occasion", "secret_hash", "sent_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.request_id}: {self.occasion}"


class AdviceDraft(models.Model):
    """What a unit has begun to write about one voice; gone when it becomes a reply."""

    request = models.ForeignKey(AdviceRequest, models.PROTECT, related_name="drafts", verbose_name=_("Bitte"))
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))
    recommendation = models.CharField(_("Empfehlung"), max_length=20, choices=Recommendation.choices, blank=True)
    words = models.TextField(_("Fachliche Einschätzung"), blank=True)
    saved_at = models.DateTimeField(_("zuletzt gespeichert am"))

    class Meta:
        verbose_name = _("begonnener Rat")
        verbose_name_plural = _("begonnene Ratschläge")
        constraints = [
            models.UniqueConstraint(fields=["request", "contribution"], name="weighing_advice_draft_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "request", "contribution", "recommendation", "words", "saved_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.request_id}: {self.contribution_id}"


class AdviceReply(Act):
    """What a unit advises about one voice. Never changed: a newer reply supersedes it, both stay.

    It stands beside the weighing and is no weighing. The public reads it only once it was released.
    """

    request = models.ForeignKey(AdviceRequest, models.PROTECT, related_name="replies", verbose_name=_("Bitte"))
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))
    recommendation = models.CharField(_("Empfehlung"), max_length=20, choices=Recommendation.choices)
    words = models.TextField(_("Fachliche Einschätzung"))
    released_at = models.DateTimeField(_("öffentlich seit"), null=True, blank=True)

    class Meta:
        verbose_name = _("fachlicher Rat")
        verbose_name_plural = _("fachliche Ratschläge")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "contribution"],
                condition=Q(superseded_at=None),
                name="weighing_advice_reply_once",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="weighing_advice_reply_has_words"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "contribution", "recommendation", "words", "released_at"}
        internal = ACT_INTERNAL | {"request"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.recommendation}"

    @property
    def audit_label(self) -> str:
        return f"{self.request.unit.name}, {self.contribution.audit_label}"
