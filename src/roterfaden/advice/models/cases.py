"""Cases: a code instead of a name, the team that may look in, what the person agreed to, and the sealed words."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.advice.enums import ConsentManner, ConsentPurpose, FollowUpKind, OpeningReason, RequestKind
from roterfaden.advice.methods import language_word
from roterfaden.advice.models.keeping import KEPT, Kept
from roterfaden.kernel.labels import kind_token
from roterfaden.kernel.vault import SealedField
from roterfaden.places.models import Area


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> "CaseQuerySet":
        """Cases somebody still works on."""
        return self.filter(closed_on=None)

    def of_team_member(self, user: User) -> "CaseQuerySet":
        """Cases whose team `user` belongs to now."""
        return self.filter(pk__in=CaseMember.objects.current().filter(member=user).values("case"))


class Case(Kept):
    """One person's matter over several consultations, under a code that the person holds on paper.

    There is no field for a name, an address, a date of birth or a residence status. When a case goes, its talks stay
    for their own time as talks of nobody.
    """

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("Code"), max_length=9, unique=True)
    language = models.CharField(_("Sprache"), max_length=12)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    opened_on = models.DateField(_("angelegt am"))
    closed_on = models.DateField(_("abgeschlossen am"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fall")
        verbose_name_plural = _("Fälle")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "opened_on", "closed_on"} | KEPT
        personal = {"code", "language", "area"}

    def __str__(self) -> str:
        return f"Fall {self.pk}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def language_label(self) -> str:
        """The language in German."""
        return language_word(self.language)


class CaseMemberQuerySet(models.QuerySet["CaseMember"]):
    def current(self) -> "CaseMemberQuerySet":
        """Those who have not left."""
        return self.filter(left_at=None)


class CaseMember(models.Model):
    """Somebody of the team of a case, from–until."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="members", verbose_name=_("Fall"))
    member = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("Beratung"))
    added_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("aufgenommen von")
    )
    joined_at = models.DateTimeField(_("dabei seit"))
    left_at = models.DateTimeField(_("dabei bis"), null=True, blank=True)

    objects = CaseMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitglied eines Fallteams")
        verbose_name_plural = _("Mitglieder von Fallteams")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "member"], condition=Q(left_at=None), name="advice_case_member_once"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "case", "member", "added_by", "joined_at", "left_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.case_id}: {self.member_id}"


class CaseConsentQuerySet(models.QuerySet["CaseConsent"]):
    def standing(self) -> "CaseConsentQuerySet":
        """Given and not withdrawn."""
        return self.filter(withdrawn_on=None)


class CaseConsent(models.Model):
    """The person agreed to one use, on a day, in a manner, and may withdraw it: the sealed words go with it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="consents", verbose_name=_("Fall"))
    purpose = models.CharField(_("Zweck"), max_length=20, choices=ConsentPurpose.choices)
    manner = models.CharField(_("Form"), max_length=20, choices=ConsentManner.choices)
    text_version = models.CharField(_("Stand des Textes"), max_length=20)
    given_on = models.DateField(_("gegeben am"))
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("eingetragen von")
    )
    withdrawn_on = models.DateField(_("widerrufen am"), null=True, blank=True)

    objects = CaseConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einwilligung zu einem Fall")
        verbose_name_plural = _("Einwilligungen zu Fällen")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "purpose"], condition=Q(withdrawn_on=None), name="advice_consent_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=models.F("given_on")),
                name="advice_consent_withdrawn_after_given",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "case", "purpose", "manner", "text_version", "given_on", "recorded_by", "withdrawn_on"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.case_id}: {self.purpose}"


class SituationAnalysis(models.Model):
    """What the person told about the situation, sealed part by part (ADR 55). Stands only while a consent stands."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="situation", verbose_name=_("Fall"))
    family = SealedField(_("Familie und soziale Lage"), blank=True)
    learning = SealedField(_("Sprache und Bildung"), blank=True)
    work = SealedField(_("Arbeit und Beruf"), blank=True)
    wishes = SealedField(_("Wünsche und Ziele"), blank=True)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geschrieben von")
    )
    written_at = models.DateTimeField(_("geschrieben am"))

    class Meta:
        verbose_name = _("Situationsanalyse")
        verbose_name_plural = _("Situationsanalysen")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "case", "written_by", "written_at"}
        personal = {"family", "learning", "work", "wishes"}

    def __str__(self) -> str:
        return f"{self.case_id}"


class CaseNote(models.Model):
    """A sealed note of the team. Stands only while a consent stands."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes", verbose_name=_("Fall"))
    words = SealedField(_("Notiz"))
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geschrieben von")
    )
    written_at = models.DateTimeField(_("geschrieben am"))

    class Meta:
        verbose_name = _("Notiz zu einem Fall")
        verbose_name_plural = _("Notizen zu Fällen")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "case", "written_by", "written_at"}
        personal = {"words"}

    def __str__(self) -> str:
        return f"{self.case_id}: {self.pk}"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def waiting(self) -> "FollowUpQuerySet":
        """Not done yet."""
        return self.filter(done_at=None)


class FollowUp(models.Model):
    """Something the team has to do for a case by a day. A kind, no words."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="follow_ups", verbose_name=_("Fall"))
    kind = models.CharField(_("Was zu tun ist"), max_length=20, choices=FollowUpKind.choices)
    due_on = models.DateField(_("bis"))
    assigned_to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("wer"))
    set_at = models.DateTimeField(_("angelegt am"))
    done_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wiedervorlage")
        verbose_name_plural = _("Wiedervorlagen")
        indexes = [
            models.Index(fields=["assigned_to", "due_on"], condition=Q(done_at=None), name="advice_follow_up_waiting")
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "case", "kind", "due_on", "assigned_to", "set_at", "done_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.case_id}: {self.kind}"

    def is_late(self, on: date) -> bool:
        """Whether the day is over and nobody has done it."""
        return self.done_at is None and self.due_on < on


class CaseRequest(Kept):
    """That a right was used on a day: which one, and nothing about whom. The receipt carries the number."""

    uid = models.UUIDField(_("Kennung"), unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("Verlangen"), max_length=20, choices=RequestKind.choices)
    handled_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("bearbeitet von")
    )
    handled_at = models.DateTimeField(_("bearbeitet am"))
    counts = models.JSONField(_("Zahlen"), default=dict, blank=True)

    class Meta:
        verbose_name = _("Verlangen nach Datenschutzrecht")
        verbose_name_plural = _("Verlangen nach Datenschutzrecht")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "kind", "handled_by", "handled_at", "counts"} | KEPT
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.kind} {self.handled_at:%Y-%m-%d}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"


class EmergencyAccess(Kept):
    """Somebody outside the team opened a case for a reason; told to the team and to the head of the centre."""

    case = models.ForeignKey(
        Case, models.SET_NULL, related_name="emergencies", null=True, blank=True, verbose_name=_("Fall")
    )
    case_number = models.PositiveBigIntegerField(_("Nummer des Falls"))
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("geöffnet von"))
    reason = models.CharField(_("Grund"), max_length=20, choices=OpeningReason.choices)
    opened_at = models.DateTimeField(_("geöffnet am"))
    until = models.DateTimeField(_("offen bis"))

    class Meta:
        verbose_name = _("Öffnung im Notfall")
        verbose_name_plural = _("Öffnungen im Notfall")
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=models.F("opened_at")), name="advice_emergency_ends"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "case", "case_number", "opened_by", "reason", "opened_at", "until"} | KEPT
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.case_number}: {self.opened_by_id}"

    def is_open(self, now: datetime) -> bool:
        """Whether it still opens the case."""
        return self.opened_at <= now < self.until
