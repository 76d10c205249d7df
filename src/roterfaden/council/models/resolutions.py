"""What was resolved, append-only, and what politics changed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Element, ElementRevision
from roterfaden.council.enums import AmendmentKind, ConsultationRole, Result
from roterfaden.council.models.papers import Consultation


class ResolutionQuerySet(models.QuerySet["Resolution"]):
    def public(self) -> "ResolutionQuerySet":
        """Resolutions anybody may read: of public papers, taken in public meetings."""
        return self.filter(consultation__paper__is_public=True, consultation__meeting__is_public=True)

    def adopting(self) -> "ResolutionQuerySet":
        """Resolutions by which the deciding body adopted the paper, with or without changes."""
        return self.filter(
            consultation__role=ConsultationRole.DECIDING, result__in=[Result.ADOPTED, Result.ADOPTED_WITH_CHANGES]
        )


class Resolution(models.Model):
    """What the body resolved. The decision is made in the room; here it is recorded once and never edited."""

    consultation = models.OneToOneField(
        Consultation, models.PROTECT, related_name="resolution", verbose_name=_("Beratung")
    )
    result = models.CharField(_("Ergebnis"), max_length=30, choices=Result.choices)
    text = models.TextField(_("Wortlaut"))
    yes = models.PositiveSmallIntegerField(_("Ja"), null=True, blank=True)
    no = models.PositiveSmallIntegerField(_("Nein"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("Enthaltungen"), null=True, blank=True)
    decided_on = models.DateField(_("beschlossen am"))
    recorded_at = models.DateTimeField(_("festgehalten am"))

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beschluss")
        verbose_name_plural = _("Beschlüsse")

    class Privacy:
        public = {"id", "consultation", "result", "text", "yes", "no", "abstentions", "decided_on", "recorded_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.result}"

    @property
    def audit_label(self) -> str:
        return self.consultation.paper.reference


class GroupVote(models.Model):
    """How one group voted on a resolution. Recorded with it, and like it never edited."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="group_votes", verbose_name=_("Beschluss"))
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    group = models.CharField(_("Fraktion oder Gruppe"), max_length=120)
    yes = models.PositiveSmallIntegerField(_("Ja"), default=0)
    no = models.PositiveSmallIntegerField(_("Nein"), default=0)
    abstentions = models.PositiveSmallIntegerField(_("Enthaltungen"), default=0)

    class Meta:
        verbose_name = _("Stimmen einer Fraktion")
        verbose_name_plural = _("Stimmen der Fraktionen")
        constraints = [
            models.UniqueConstraint(fields=["resolution", "position"], name="council_group_vote_position_once"),
            models.UniqueConstraint(fields=["resolution", "group"], name="council_group_vote_once"),
        ]

    class Privacy:
        public = {"id", "resolution", "position", "group", "yes", "no", "abstentions"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.resolution_id} {self.group}"

    @property
    def audit_label(self) -> str:
        return self.group


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def open(self) -> "AmendmentQuerySet":
        """Amendments that are not in the text yet."""
        return self.filter(incorporated_at=None)


class Amendment(models.Model):
    """A change politics made to an element. Must be worked into the next version before that counts as adopted.

    `text` is the amendment as it was moved. `proposed_title` and `proposed_body` are the wording resolved, for what is
    reworded or inserted (below `element`); what is moved goes below `destination`, or to the top where that is empty.
    """

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="amendments", verbose_name=_("Beschluss"))
    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Element"))
    proposer = models.CharField(_("eingebracht von"), max_length=160, blank=True)
    kind = models.CharField(
        _("Art der Änderung"), max_length=10, choices=AmendmentKind.choices, default=AmendmentKind.REWORD
    )
    text = models.TextField(_("Änderung"))
    proposed_title = models.CharField(_("beschlossener Titel"), max_length=240, blank=True)
    proposed_body = models.TextField(_("beschlossener Wortlaut"), blank=True)
    destination = models.ForeignKey(
        Element, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("künftig unter")
    )
    revision = models.ForeignKey(
        ElementRevision, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("eingearbeitet in")
    )
    incorporated_at = models.DateTimeField(_("eingearbeitet am"), null=True, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Änderungsbeschluss")
        verbose_name_plural = _("Änderungsbeschlüsse")
        constraints = [
            models.CheckConstraint(
                condition=Q(revision=None, incorporated_at=None)
                | Q(revision__isnull=False, incorporated_at__isnull=False)
                | Q(revision=None, incorporated_at__isnull=False, kind__in=[AmendmentKind.STRIKE, AmendmentKind.MOVE]),
                name="council_amendment_incorporated_both_or_neither",
            ),
            models.CheckConstraint(
                condition=Q(destination=None) | Q(kind=AmendmentKind.MOVE), name="council_amendment_moves_somewhere"
            ),
        ]

    class Privacy:
        public = {
            "id", "resolution", "element", "proposer", "text", "revision", "incorporated_at", "kind",
            "proposed_title", "proposed_body", "destination",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.resolution_id} → {self.element_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.resolution.consultation.paper.reference}, {self.element.audit_label}"
