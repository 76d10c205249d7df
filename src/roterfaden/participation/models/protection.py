"""Originals that are sealed, what people agreed to, how they can be reached, and how long all this is kept."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, User
from roterfaden.kernel.labels import choice_token
from roterfaden.kernel.vault import SealedField
from roterfaden.participation.enums import ConsentPurpose, PassageKind, Retention, ReviewOutcome, SealKind
from roterfaden.participation.methods import DEFAULTS, Omission
from roterfaden.participation.models.voices import Contribution, Translation


class SealedOriginal(Act):
    """The original of a voice (or of one translation) of which words are not shown, encrypted at rest.

    `token` is emptied when the row is superseded, because the next one or the voice itself holds the words again, and
    when the retention period is over (`erased_at`). `words_before` and `words_after` permit the one change of the text
    for which the row was made: the trigger compares checksums and empties both (ADR 21).
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="seals", verbose_name=_("Beitrag"))
    translation = models.ForeignKey(
        Translation, models.PROTECT, related_name="seals", null=True, blank=True, verbose_name=_("Übersetzung")
    )
    kind = models.CharField(_("Umfang"), max_length=20, choices=SealKind.choices)
    token = SealedField(_("verschlossenes Original"), blank=True)
    words_before = models.CharField(_("Prüfsumme vorher"), max_length=64, blank=True)
    words_after = models.CharField(_("Prüfsumme danach"), max_length=64, blank=True)
    erased_at = models.DateTimeField(_("gelöscht am"), null=True, blank=True)

    class Meta:
        verbose_name = _("verschlossenes Original")
        verbose_name_plural = _("verschlossene Originale")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(superseded_at=None, translation=None),
                name="participation_seal_once",
            ),
            models.UniqueConstraint(
                fields=["translation"], condition=Q(superseded_at=None), name="participation_translation_seal_once"
            ),
            models.CheckConstraint(
                condition=~Q(token="") | Q(superseded_at__isnull=False) | Q(erased_at__isnull=False),
                name="participation_seal_holds_words",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = (
            ACT_PUBLIC
            | ACT_INTERNAL
            | {"id", "contribution", "translation", "kind", "words_before", "words_after", "erased_at"}
        )
        personal = {"token"}

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.contribution.audit_label

    @property
    def spans(self) -> list[Omission]:
        """The passages left out, in order. One query unless prefetched."""
        return [Omission(row.start, row.end, row.kind) for row in self.passages.all()]


class SealedPassage(models.Model):
    """Where in the original words were left out, and why."""

    seal = models.ForeignKey(
        SealedOriginal, models.PROTECT, related_name="passages", verbose_name=_("verschlossenes Original")
    )
    start = models.PositiveIntegerField(_("von Zeichen"))
    end = models.PositiveIntegerField(_("bis Zeichen"))
    kind = models.CharField(_("Grund"), max_length=20, choices=PassageKind.choices)

    class Meta:
        verbose_name = _("ausgelassene Stelle")
        verbose_name_plural = _("ausgelassene Stellen")
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="participation_passage_has_length"),
            models.UniqueConstraint(fields=["seal", "start"], name="participation_passage_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "seal", "start", "end", "kind"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.seal_id} {self.start}–{self.end}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        """Given and not taken back."""
        return self.filter(withdrawn_at=None)


class Consent(models.Model):
    """Somebody agreed to one use of a voice, to a text of that day, and may take it back with the code of the card."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="consents", verbose_name=_("Beitrag"))
    purpose = models.CharField(_("Zweck"), max_length=20, choices=ConsentPurpose.choices)
    text_version = models.CharField(_("Stand des Textes"), max_length=20)
    given_at = models.DateTimeField(_("zugestimmt am"))
    withdrawn_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zustimmung")
        verbose_name_plural = _("Zustimmungen")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "purpose"], condition=Q(withdrawn_at=None), name="participation_consent_once"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "contribution", "purpose", "text_version", "given_at", "withdrawn_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{self.contribution.audit_label}: {choice_token(self, 'purpose')}"


class ContactAddress(models.Model):
    """Where somebody wants to hear what becomes of their voice. Encrypted; used only once confirmed; then erased."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="contact", verbose_name=_("Beitrag"))
    address = SealedField(_("verschlossene E-Mail-Adresse"))
    language = models.CharField(_("Sprache"), max_length=12, default="de")  # of the interface, and so of the mails
    left_at = models.DateTimeField(_("eingetragen am"))
    confirmed_at = models.DateTimeField(_("bestätigt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("E-Mail-Adresse zu einem Beitrag")
        verbose_name_plural = _("E-Mail-Adressen zu Beiträgen")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "contribution", "language", "left_at", "confirmed_at"}
        personal = {"address"}

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.contribution.audit_label


class ReviewRequest(models.Model):
    """Whoever holds the code asks to look again at a voice that is withheld."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="reviews", verbose_name=_("Beitrag"))
    words = models.TextField(_("Worte der Bitte"), blank=True)
    asked_at = models.DateTimeField(_("gefragt am"))
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=ReviewOutcome.choices, blank=True)
    answer = models.TextField(_("Antwort"), blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("beantwortet von")
    )

    class Meta:
        verbose_name = _("Bitte um erneute Prüfung")
        verbose_name_plural = _("Bitten um erneute Prüfung")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(answered_at=None), name="participation_review_open_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, outcome="") | (Q(answered_at__isnull=False) & ~Q(outcome="")),
                name="participation_review_answered_with_outcome",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "contribution", "asked_at", "outcome", "answer", "answered_at", "answered_by"}
        personal = {"words"}

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.contribution.audit_label


class RetentionRule(Act):
    """For how many days a kind of personal data is kept, since when, and why this long. Without a row the default."""

    kind = models.CharField(_("Art"), max_length=30, choices=Retention.choices)
    days = models.PositiveIntegerField(_("Tage"))

    class Meta:
        verbose_name = _("Aufbewahrungsfrist")
        verbose_name_plural = _("Aufbewahrungsfristen")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(superseded_at=None), name="participation_retention_once"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {"id", "kind", "days"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return choice_token(self, "kind")

    @property
    def is_default(self) -> bool:
        """Whether the house keeps what the program proposes."""
        return self.days == DEFAULTS[self.kind].days
