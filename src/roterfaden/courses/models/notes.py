"""Notes on attendance: which law lets another body be told what, and what was told to whom, by which right."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.courses.enums import NoteFact, PartnerKind
from roterfaden.courses.models.people import Entitlement, SharingConsent
from roterfaden.courses.models.placement import Seat
from roterfaden.courses.models.reference import DATED_INTERNAL, DATED_PUBLIC, IN_ORDER, Dated


class NoteRule(Dated):
    """What the body that issued a way into a course (`kind`, its short name) is told without consent, while this holds.

    `facts` are values of NoteFact. Everything else, and everybody else, needs the person's consent (SharingConsent).
    """

    kind = models.SlugField(_("Art der Berechtigung (Kurzname)"), max_length=60)
    body = models.CharField(_("wer es erfährt"), max_length=20, choices=PartnerKind.choices)
    facts = models.JSONField(_("was mitgeteilt wird"), default=list, blank=True)

    class Meta:
        verbose_name = _("Regel für Mitteilungen")
        verbose_name_plural = _("Regeln für Mitteilungen")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "valid_from"], condition=Q(withdrawn_at=None), name="courses_note_rule_once"
            ),
            models.CheckConstraint(condition=IN_ORDER, name="courses_note_rule_in_order"),
        ]

    class Privacy:
        public = DATED_PUBLIC | {"kind", "body", "facts"}
        internal = DATED_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"

    @property
    def audit_label(self) -> str:
        return f"{self.kind}, {self.valid_from}"

    @property
    def facts_labels(self) -> list[str]:
        """What may be told, in words."""
        return [str(NoteFact(name).label) for name in self.facts if name in NoteFact.values]


class AttendanceNote(Act):
    """One fact about one seat, told to one body by a person – or, `is_told` false, decided not to be told.

    It rests either on a rule of law and the person's duty (`rule`, `entitlement`), or on a consent; `basis` keeps its
    words as they stood. `addressee` is an authority with its address. Written rows are never changed.
    """

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="notes", verbose_name=_("Kursplatz"))
    fact = models.CharField(_("Tatsache"), max_length=12, choices=NoteFact.choices)
    fact_on = models.DateField(_("Tag"))
    body = models.CharField(_("Art der Stelle"), max_length=20, choices=PartnerKind.choices)
    addressee = models.CharField(_("an"), max_length=300)
    basis = models.CharField(_("Grundlage"), max_length=300)
    rule = models.ForeignKey(
        NoteRule, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Regel für Mitteilungen")
    )
    entitlement = models.ForeignKey(
        Entitlement, models.CASCADE, related_name="+", null=True, blank=True, verbose_name=_("Berechtigung")
    )
    consent = models.ForeignKey(
        SharingConsent, models.CASCADE, related_name="+", null=True, blank=True, verbose_name=_("Einwilligung")
    )
    is_told = models.BooleanField(_("mitgeteilt"), default=True)

    class Meta:
        verbose_name = _("Mitteilung zur Teilnahme")
        verbose_name_plural = _("Mitteilungen zur Teilnahme")
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__isnull=False, entitlement__isnull=False, consent=None)
                | Q(rule=None, entitlement=None, consent__isnull=False),
                name="courses_note_on_law_or_consent",
            ),
            models.UniqueConstraint(
                fields=["seat", "fact", "fact_on", "entitlement"],
                condition=Q(entitlement__isnull=False),
                name="courses_note_by_law_once",
            ),
            models.UniqueConstraint(
                fields=["seat", "fact", "fact_on", "consent"],
                condition=Q(consent__isnull=False),
                name="courses_note_by_consent_once",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {
            "id", "seat", "fact", "fact_on", "body", "addressee", "basis", "rule", "entitlement", "consent", "is_told",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.seat.audit_label

    @property
    def may_be_printed(self) -> bool:
        """Whether the letter may still go out: it was decided to tell, and no consent was taken back since."""
        return self.is_told and (self.consent is None or self.consent.withdrawn_on is None)
