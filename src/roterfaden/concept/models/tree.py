"""The tree of the concept.

An `Element` is the identity that survives renumbering, moving and new versions. Its words stand in immutable
`ElementRevision`s. A `Version` is a tree of `Node`s, each placing one revision; freezing copies the nodes.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.concept.models.milestones import MilestonesField
from roterfaden.indicators.enums import Accountability
from roterfaden.indicators.models import Series
from roterfaden.kernel.labels import choice_token
from roterfaden.participation.models import Process
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction


class Concept(models.Model):
    """A strategy of a county or town, over all its versions."""

    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    title = models.CharField(_("Titel"), max_length=200)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    process = models.ForeignKey(
        Process, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Beteiligungsprozess")
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, related_name="successors", null=True, blank=True, verbose_name=_("Vorgänger")
    )
    starts_on = models.DateField(_("gilt von"))
    ends_on = models.DateField(_("gilt bis"))

    class Meta:
        verbose_name = _("Konzept")
        verbose_name_plural = _("Konzepte")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="concept_ends_after_start"),
        ]

    class Privacy:
        public = {"id", "slug", "title", "area", "process", "predecessor", "starts_on", "ends_on"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class Element(models.Model):
    """Something in the concept that keeps its identity: a field, a goal, an initiative."""

    concept = models.ForeignKey(Concept, models.PROTECT, related_name="elements", verbose_name=_("Konzept"))
    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("Art"), max_length=20, choices=ElementKind.choices)
    field = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Handlungsfeld")
    )

    class Meta:
        verbose_name = _("Element")
        verbose_name_plural = _("Elemente")

    class Privacy:
        public = {"id", "concept", "uid", "kind", "field"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def audit_label(self) -> str:
        return f"{choice_token(self, 'kind')} {self.pk}"


class ElementRevision(Act):
    """The words of an element from a moment on. Immutable (the database refuses); a new wording is a new revision.

    `reason` says what led to the change.
    """

    element = models.ForeignKey(Element, models.PROTECT, related_name="revisions", verbose_name=_("Element"))
    number = models.PositiveIntegerField(_("Nummer"))
    title = models.CharField(_("Titel"), max_length=240)
    body = models.TextField(_("Text"), blank=True)
    accountable = models.CharField(_("verantwortlich"), max_length=200, blank=True)
    starts_on = models.DateField(_("Beginn"), null=True, blank=True)
    ends_on = models.DateField(_("Ende"), null=True, blank=True)

    class Meta:
        verbose_name = _("Wortlaut")
        verbose_name_plural = _("Wortlaute")
        constraints = [
            models.UniqueConstraint(fields=["element", "number"], name="concept_revision_number_once"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "element", "number", "title", "body", "accountable", "starts_on", "ends_on"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class Target(models.Model):
    """What a goal promises, measurably – or why it cannot be measured yet. Belongs to one revision of the goal."""

    revision = models.OneToOneField(
        ElementRevision, models.PROTECT, related_name="target", verbose_name=_("Wortlaut des Ziels")
    )
    accountability = models.CharField(_("beschreibt"), max_length=20, choices=Accountability.choices)
    series = models.ForeignKey(
        Series, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Zahlenreihe")
    )
    baseline_value = models.DecimalField(_("Ausgangswert"), max_digits=18, decimal_places=6, null=True, blank=True)
    baseline_on = models.DateField(_("Stand des Ausgangswerts"), null=True, blank=True)
    baseline_source = models.CharField(_("Quelle des Ausgangswerts"), max_length=300, blank=True)
    target_value = models.DecimalField(_("Zielwert"), max_digits=18, decimal_places=6, null=True, blank=True)
    target_on = models.DateField(_("zu erreichen bis"), null=True, blank=True)
    tolerance = models.DecimalField(_("Toleranz"), max_digits=18, decimal_places=6, null=True, blank=True)
    corridor_low = models.DecimalField(_("Spanne von"), max_digits=18, decimal_places=6, null=True, blank=True)
    corridor_high = models.DecimalField(_("Spanne bis"), max_digits=18, decimal_places=6, null=True, blank=True)
    not_measurable_reason = models.TextField(_("warum noch nicht messbar"), blank=True)
    milestones = MilestonesField(_("Zwischenziele"))

    class Meta:
        verbose_name = _("Zielwert")
        verbose_name_plural = _("Zielwerte")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(series__isnull=False, target_on__isnull=False, not_measurable_reason="")
                    & (Q(target_value__isnull=False) | Q(corridor_low__isnull=False, corridor_high__isnull=False))
                )
                | (Q(series=None, target_value=None) & ~Q(not_measurable_reason="")),
                name="concept_target_measurable_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(corridor_low=None, corridor_high=None) | Q(corridor_high__gt=F("corridor_low")),
                name="concept_target_corridor_ordered",
            ),
        ]

    class Privacy:
        public = {
            "id", "revision", "accountability", "series", "baseline_value", "baseline_on", "baseline_source",
            "target_value", "target_on", "tolerance", "corridor_low", "corridor_high", "not_measurable_reason",
            "milestones",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.revision_id}: {self.target_value}"


class VersionQuerySet(models.QuerySet["Version"]):
    def frozen(self) -> "VersionQuerySet":
        """Versions that can no longer change."""
        return self.filter(frozen_at__isnull=False)

    def published(self) -> "VersionQuerySet":
        """Frozen versions that residents may read: all but frozen working drafts."""
        return self.frozen().exclude(kind=VersionKind.DRAFT)


class Version(models.Model):
    """The whole tree at one moment. Frozen with a checksum; only the one working draft of a concept is open."""

    concept = models.ForeignKey(Concept, models.PROTECT, related_name="versions", verbose_name=_("Konzept"))
    number = models.PositiveSmallIntegerField(_("Nummer"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=60)
    kind = models.CharField(_("Art"), max_length=20, choices=VersionKind.choices)
    title = models.CharField(_("Titel"), max_length=160)
    based_on = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("beruht auf")
    )
    frozen_at = models.DateTimeField(_("festgehalten am"), null=True, blank=True)
    checksum = models.CharField(_("Prüfsumme"), max_length=64, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        constraints = [
            models.UniqueConstraint(fields=["concept", "number"], name="concept_version_number_once"),
            models.UniqueConstraint(fields=["concept", "slug"], name="concept_version_slug_once"),
            models.UniqueConstraint(fields=["concept"], condition=Q(frozen_at=None), name="concept_one_open_draft"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, checksum="") | (Q(frozen_at__isnull=False) & ~Q(checksum="")),
                name="concept_frozen_has_checksum",
            ),
            models.CheckConstraint(
                condition=Q(kind=VersionKind.DRAFT) | Q(frozen_at__isnull=False), name="concept_only_draft_is_open"
            ),
        ]

    class Privacy:
        public = {"id", "concept", "number", "slug", "kind", "title", "based_on", "frozen_at", "checksum"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class Node(models.Model):
    """Where a revision stands in the tree of a version, and its number there ("3.2.1")."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="nodes", verbose_name=_("Fassung"))
    revision = models.ForeignKey(ElementRevision, models.PROTECT, related_name="nodes", verbose_name=_("Wortlaut"))
    element = models.ForeignKey(Element, models.PROTECT, related_name="nodes", verbose_name=_("Element"))
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="children", null=True, blank=True, verbose_name=_("steht unter")
    )
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    number = models.CharField(_("Gliederungsnummer"), max_length=40)
    order_key = models.CharField(_("Sortierschlüssel"), max_length=80)

    class Meta:
        verbose_name = _("Stelle im Konzept")
        verbose_name_plural = _("Stellen im Konzept")
        constraints = [
            models.UniqueConstraint(fields=["version", "element"], name="concept_node_element_once"),
        ]
        indexes = [models.Index(fields=["version", "order_key"], name="concept_node_order")]

    class Privacy:
        public = {"id", "version", "revision", "element", "parent", "position", "number", "order_key"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.number} {self.element_id}"

    @property
    def audit_label(self) -> str:
        return self.revision.title
