"""Consultations on a frozen version: who is asked, what they say to a passage, and what became of it."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, User
from roterfaden.concept.enums import Audience, RemarkKind, RemarkOutcome
from roterfaden.concept.methods.consulting import RemarkDoor, seen_text
from roterfaden.concept.models.tree import Element, ElementRevision, Version
from roterfaden.kernel.labels import kind_token
from roterfaden.kernel.vault import SealedField
from roterfaden.participation.enums import Language, Moderation
from roterfaden.participation.models import ActorGroup


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def outside(self) -> "ConsultationQuerySet":
        """Consultations residents may know of: all but the internal rounds."""
        return self.exclude(audience=Audience.ACCOUNTS)


class Consultation(models.Model):
    """People are asked about one frozen version for a time. `ends_on` is the last day; `closed_at` ends it before."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="consultations", verbose_name=_("Fassung"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    title = models.CharField(_("Titel"), max_length=160)
    introduction = models.TextField(_("Einleitung"), blank=True)
    audience = models.CharField(_("Wer gefragt ist"), max_length=20, choices=Audience.choices)
    takes_comments = models.BooleanField(_("Anmerkungen sind möglich"), default=True)
    takes_proposals = models.BooleanField(_("Vorschläge für den Wortlaut sind möglich"), default=True)
    starts_on = models.DateField(_("von"))
    ends_on = models.DateField(_("bis"))
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("eröffnet von")
    )
    opened_at = models.DateTimeField(_("eröffnet am"))
    closed_at = models.DateTimeField(_("vorzeitig beendet am"), null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beratung zu einer Fassung")
        verbose_name_plural = _("Beratungen zu Fassungen")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="concept_consultation_has_days"),
            models.CheckConstraint(
                condition=Q(takes_comments=True) | Q(takes_proposals=True), name="concept_consultation_takes_something"
            ),
        ]

    class Privacy:
        public = {
            "id", "version", "slug", "title", "introduction", "audience", "takes_comments", "takes_proposals",
            "starts_on", "ends_on", "opened_at", "closed_at",
        }  # fmt: skip
        internal = {"opened_by"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def is_internal(self) -> bool:
        """Whether nobody outside knows of it."""
        return self.audience == Audience.ACCOUNTS

    @property
    def kinds(self) -> list[RemarkKind]:
        """What may be said."""
        offered = ((RemarkKind.COMMENT, self.takes_comments), (RemarkKind.PROPOSAL, self.takes_proposals))
        return [kind for kind, is_taken in offered if is_taken]

    def is_running(self, on: date) -> bool:
        """Whether people may say something that day."""
        return self.closed_at is None and self.starts_on <= on <= self.ends_on

    def is_over(self, on: date) -> bool:
        """Whether nobody can say anything any more."""
        return self.closed_at is not None or on > self.ends_on

    def door(self, on: date, *, group: int | None = None) -> RemarkDoor:
        """What decides who may say something that day; `group` is the one whose code somebody has shown.

        One query for an internal round unless its groups are prefetched.
        """
        process = self.version.concept.process
        roles = {row.role for row in self.groups.all() if row.role} if self.is_internal else set()
        return RemarkDoor(
            process_slug=process.slug if process else "", audience=self.audience, roles=frozenset(roles), group=group,
            is_open=self.is_running(on),
        )  # fmt: skip


class ConsultationGroup(models.Model):
    """A group that is asked: an actor group, which comes in by a code, or everybody with an account and a role."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="groups", verbose_name=_("Beratung"))
    actor_group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Akteursgruppe")
    )
    role = models.CharField(_("Rolle"), max_length=40, choices=Role.choices, blank=True)
    code = models.CharField(_("Zugangscode"), max_length=12, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("gefragte Gruppe")
        verbose_name_plural = _("gefragte Gruppen")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "actor_group"], name="concept_asked_group_once"),
            models.UniqueConstraint(
                fields=["consultation", "role"], condition=~Q(role=""), name="concept_asked_role_once"
            ),
            models.CheckConstraint(
                condition=Q(actor_group__isnull=False, role="", code__isnull=False)
                | (Q(actor_group=None, code=None) & ~Q(role="")),
                name="concept_asked_group_or_role",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "consultation", "actor_group", "role", "code"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.actor_group.name if self.actor_group else str(self.get_role_display())


class RemarkQuerySet(models.QuerySet["Remark"]):
    def outside(self) -> "RemarkQuerySet":
        """Remarks everybody may read: checked, agreed to, not taken back, not of an internal round."""
        return self.filter(moderation=Moderation.PUBLISHED, may_publish=True, withdrawn_at=None).exclude(
            consultation__audience=Audience.ACCOUNTS
        )

    def counting(self) -> "RemarkQuerySet":
        """Remarks that need an answer: neither withheld nor taken back."""
        return self.exclude(moderation=Moderation.WITHHELD).filter(withdrawn_at=None)

    def unsettled(self) -> "RemarkQuerySet":
        """Remarks without an answer in force, or with the answer that they are open."""
        settled = RemarkState.objects.filter(remark=models.OuterRef("pk"), superseded_at=None)
        return self.counting().filter(~models.Exists(settled.exclude(outcome=RemarkOutcome.OPEN)))


class Remark(models.Model):
    """What somebody says to one element of the version that was shown, or to a passage of its text.

    `quote` stands from `passage_start` to `passage_end` in `methods.consulting.seen_text` of the frozen wording; where
    both are empty the whole element is meant. Nothing of it ever changes; who wrote it can take it back, then the words
    are gone. Whoever has no account is known by the keyed checksum of a code only they have.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="remarks", verbose_name=_("Beratung"))
    number = models.PositiveIntegerField(_("Nummer"))
    element = models.ForeignKey(Element, models.PROTECT, related_name="remarks", verbose_name=_("Element"))
    revision = models.ForeignKey(
        ElementRevision, models.PROTECT, related_name="+", verbose_name=_("gesehener Wortlaut")
    )
    passage_start = models.PositiveIntegerField(_("von Zeichen"), null=True, blank=True)
    passage_end = models.PositiveIntegerField(_("bis Zeichen"), null=True, blank=True)
    quote = models.TextField(_("Textstelle"), blank=True)
    kind = models.CharField(_("Art"), max_length=20, choices=RemarkKind.choices)
    text = models.TextField(_("Text"), blank=True)
    proposed = models.TextField(_("vorgeschlagener Wortlaut"), blank=True)
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices, default=Language.DE)
    actor_group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Akteursgruppe")
    )
    code_hash = models.CharField(_("Prüfsumme des Codes"), max_length=64, blank=True, db_index=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("von"))
    made_as = models.CharField(_("in der Rolle"), max_length=40)
    made_at = models.DateTimeField(_("am"))
    may_publish = models.BooleanField(_("darf veröffentlicht werden"), default=False)
    consent_version = models.CharField(_("Stand des Textes der Zustimmung"), max_length=20, blank=True)
    signs = models.CharField(_("Anzeichen für Spam"), max_length=300, blank=True)
    moderation = models.CharField(
        _("Sichtbarkeit"), max_length=20, choices=Moderation.choices, default=Moderation.PENDING
    )
    moderation_reason = models.CharField(_("Grund der Zurückhaltung"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("zurückgezogen am"), null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anmerkung zu einer Fassung")
        verbose_name_plural = _("Anmerkungen zu Fassungen")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="concept_remark_number_once"),
            models.CheckConstraint(
                condition=Q(passage_start=None, passage_end=None, quote="")
                | (Q(passage_end__gt=F("passage_start")) & ~Q(quote="")),
                name="concept_remark_passage_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(proposed="") | Q(withdrawn_at__isnull=False),
                name="concept_remark_words_unless_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RemarkKind.COMMENT) | Q(proposed=""), name="concept_only_proposals_propose"
            ),
            models.CheckConstraint(condition=Q(code_hash="") ^ Q(made_by=None), name="concept_remark_by_one"),
            models.CheckConstraint(
                condition=~Q(moderation=Moderation.WITHHELD) | ~Q(moderation_reason=""),
                name="concept_withheld_remark_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["element", "consultation"], name="concept_remark_element")]

    class Privacy:
        public = {
            "id", "consultation", "number", "element", "revision", "passage_start", "passage_end", "quote", "kind",
            "language", "actor_group", "made_as", "made_at", "may_publish", "moderation", "withdrawn_at",
        }  # fmt: skip
        internal = {"code_hash", "made_by", "consent_version", "signs", "moderation_reason"}
        personal = {"text", "proposed"}

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.number}"

    @property
    def is_proposal(self) -> bool:
        return self.kind == RemarkKind.PROPOSAL

    @property
    def is_withheld(self) -> bool:
        return self.moderation == Moderation.WITHHELD

    @property
    def is_pending(self) -> bool:
        return self.moderation == Moderation.PENDING

    @property
    def seen(self) -> str:
        """The text that was shown. Needs the revision."""
        return seen_text(self.revision.title, self.revision.body)

    @property
    def passage(self) -> str:
        """The words it is about: the passage, or everything that was shown."""
        return self.quote or self.seen


class RemarkState(Act):
    """What became of a remark, and why. Given for the working draft it counts in the next version, given for a frozen
    one in that version; until another one replaces it it holds for later versions too.

    `revision` is the wording that took it up, `element` the place it concerns now.
    """

    remark = models.ForeignKey(Remark, models.PROTECT, related_name="states", verbose_name=_("Anmerkung"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("in der Fassung"))
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=RemarkOutcome.choices)
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Element")
    )
    revision = models.ForeignKey(
        ElementRevision, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("neuer Wortlaut")
    )
    told_at = models.DateTimeField(_("mitgeteilt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Antwort auf eine Anmerkung")
        verbose_name_plural = _("Antworten auf Anmerkungen")
        constraints = [
            models.UniqueConstraint(
                fields=["remark"], condition=Q(superseded_at=None), name="concept_remark_state_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="concept_remark_state_has_reason"),
            models.CheckConstraint(
                condition=~Q(outcome__in=[RemarkOutcome.WORKED_IN, RemarkOutcome.PARTLY])
                | Q(element__isnull=False, revision__isnull=False),
                name="concept_worked_in_names_wording",
            ),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "remark", "version", "outcome", "element", "revision"}
        internal = ACT_INTERNAL | {"told_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.remark_id}: {self.outcome}"

    @property
    def audit_label(self) -> str:
        return self.remark.audit_label

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.outcome != RemarkOutcome.OPEN


class RemarkAddress(models.Model):
    """Where whoever holds a code wants to hear what becomes of their remarks. Encrypted; used only once confirmed."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    code_hash = models.CharField(_("Prüfsumme des Codes"), max_length=64, unique=True)
    address = SealedField(_("verschlossene E-Mail-Adresse"))
    language = models.CharField(_("Sprache"), max_length=12, default="de")
    left_at = models.DateTimeField(_("eingetragen am"))
    confirmed_at = models.DateTimeField(_("bestätigt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("E-Mail-Adresse zu Anmerkungen")
        verbose_name_plural = _("E-Mail-Adressen zu Anmerkungen")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "code_hash", "language", "left_at", "confirmed_at"}
        personal = {"address"}

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"
