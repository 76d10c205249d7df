"""Papers and their way through the bodies. Public and non-public strictly apart."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Version
from roterfaden.council.enums import ConsultationRole, Funding, PaperKind
from roterfaden.council.models.bodies import Meeting
from roterfaden.council.models.outward import Outward
from roterfaden.kernel.labels import choice_token


class PaperQuerySet(models.QuerySet["Paper"]):
    def drafts(self) -> "PaperQuerySet":
        """Papers that are not before the bodies yet."""
        return self.filter(submitted_on=None)

    def submitted(self) -> "PaperQuerySet":
        """Papers the bodies have."""
        return self.filter(submitted_on__isnull=False)

    def public(self) -> "PaperQuerySet":
        """Papers anybody may read."""
        return self.filter(is_public=True)


class Paper(Outward):
    """A Vorlage: what is put before the bodies, perhaps about one frozen version. Without `submitted_on` a draft.

    `proposer` is the group a motion or question comes from; `refers_to` the question an answer belongs to, else an
    earlier paper. `overridden_because` says why it went out although not every unit had signed.
    """

    reference = models.CharField(_("Vorlagen-Nr."), max_length=40, unique=True)
    kind = models.CharField(_("Art"), max_length=20, choices=PaperKind.choices)
    title = models.CharField(_("Betreff"), max_length=240)
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Fassung des Konzepts")
    )
    is_public = models.BooleanField(_("öffentlich"), default=True)
    submitted_on = models.DateField(_("eingebracht am"), null=True, blank=True)
    file_number = models.CharField(_("Aktenzeichen"), max_length=80, blank=True)
    department = models.CharField(_("Dezernat"), max_length=120, blank=True)
    lead_unit = models.CharField(_("federführend"), max_length=120, blank=True)
    proposer = models.CharField(_("eingebracht von"), max_length=160, blank=True)
    refers_to = models.ForeignKey(
        "self", models.PROTECT, related_name="referring", null=True, blank=True, verbose_name=_("Bezug auf Vorlage")
    )
    proposal = models.TextField(_("Beschlussvorschlag"))
    reasons = models.TextField(_("Begründung"), blank=True)
    alternatives = models.TextField(_("Alternativen"), blank=True)
    participation = models.TextField(_("Beteiligung"), blank=True)
    climate_effects = models.TextField(_("Auswirkungen auf das Klima"), blank=True)
    funding = models.CharField(_("Haushaltsmittel"), max_length=20, choices=Funding.choices, blank=True)
    costs_total = models.DecimalField(
        _("Kosten insgesamt (Euro)"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    costs_yearly = models.DecimalField(
        _("davon jährlich (Euro)"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    financial_effects = models.TextField(_("Finanzielle Auswirkungen"), blank=True)
    overridden_because = models.TextField(_("ohne Mitzeichnung eingebracht, weil"), blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorlage")
        verbose_name_plural = _("Vorlagen")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(published_at__isnull=False), name="council_paper_public_since"
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(submitted_on__isnull=False), name="council_paper_draft_is_private"
            ),
            models.CheckConstraint(
                condition=~Q(kind=PaperKind.ANSWER) | Q(refers_to__isnull=False),
                name="council_paper_answer_has_question",
            ),
        ]

    class Privacy:
        public = {
            "id", "reference", "kind", "title", "version", "is_public", "submitted_on", "proposal", "reasons",
            "financial_effects", "published_at", "modified_at", "department", "lead_unit", "proposer", "refers_to",
            "alternatives", "participation", "climate_effects", "funding", "costs_total", "costs_yearly",
        }  # fmt: skip
        internal = {"file_number", "overridden_because"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def audit_label(self) -> str:
        return self.reference

    @property
    def is_draft(self) -> bool:
        """Whether it has not been put before the bodies yet."""
        return self.submitted_on is None


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def public(self) -> "ConsultationQuerySet":
        """Steps anybody may follow: of public papers, in public sittings."""
        return self.filter(paper__is_public=True, meeting__is_public=True)


class Consultation(Outward):
    """One step in the order of consultation of a paper."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="consultations", verbose_name=_("Vorlage"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="consultations", verbose_name=_("Sitzung"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    role = models.CharField(_("Zuständigkeit"), max_length=20, choices=ConsultationRole.choices)
    agenda_number = models.CharField(_("Tagesordnungspunkt"), max_length=20, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Station der Beratungsfolge")
        verbose_name_plural = _("Stationen der Beratungsfolge")
        constraints = [
            models.UniqueConstraint(fields=["paper", "meeting"], name="council_consultation_once"),
            models.UniqueConstraint(fields=["paper", "position"], name="council_consultation_position_once"),
        ]

    class Privacy:
        public = {"id", "paper", "meeting", "position", "role", "agenda_number", "published_at", "modified_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.paper_id} {self.position}"

    @property
    def audit_label(self) -> str:
        return f"{self.paper.reference} ({choice_token(self, 'role')})"
