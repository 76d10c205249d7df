"""What the county offers, what municipalities answer, how far initiatives are. Status is history, not a field."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.models import Element, Version
from roterfaden.implementation.enums import Answer, Progress
from roterfaden.kernel.labels import choice_token
from roterfaden.places.models import Area


class Offer(models.Model):
    """An adopted version offered to one municipality, which decides for itself."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("Fassung"))
    municipality = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    offered_on = models.DateField(_("angeboten am"))
    answer_by = models.DateField(_("Antwort erbeten bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        constraints = [models.UniqueConstraint(fields=["version", "municipality"], name="implementation_offer_once")]

    class Privacy:
        public = {"id", "version", "municipality", "offered_on", "answer_by"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.version_id} → {self.municipality_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.version.title} → {self.municipality.name}"


class Adoption(Act):
    """The answer of a municipality to one goal, with its own resolution if it took one."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Ziel"))
    municipality = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    answer = models.CharField(_("Antwort"), max_length=20, choices=Answer.choices)
    adapted_text = models.TextField(_("angepasster Wortlaut"), blank=True)
    resolution_reference = models.CharField(_("eigener Beschluss"), max_length=120, blank=True)
    resolved_on = models.DateField(_("beschlossen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Übernahme")
        verbose_name_plural = _("Übernahmen")
        constraints = [
            models.UniqueConstraint(
                fields=["element", "municipality"],
                condition=Q(superseded_at=None),
                name="implementation_adoption_once",
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.ADAPT) | ~Q(adapted_text=""), name="implementation_adapted_has_text"
            ),
            models.CheckConstraint(
                condition=~Q(answer=Answer.NOT_APPLICABLE) | ~Q(reason=""),
                name="implementation_not_applicable_has_reason",
            ),
        ]

    class Privacy:
        public = ACT_PUBLIC | {
            "id", "element", "municipality", "answer", "adapted_text", "resolution_reference", "resolved_on",
        }  # fmt: skip
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.answer} {self.element_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.municipality.name}, {self.element.audit_label}"


class InitiativeStatus(Act):
    """How far an initiative is on a day, for the county or for one municipality."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Maßnahme"))
    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune")
    )
    progress = models.CharField(_("Stand"), max_length=20, choices=Progress.choices)
    as_of = models.DateField(_("Stand vom"))

    class Meta:
        verbose_name = _("Stand der Maßnahme")
        verbose_name_plural = _("Stände der Maßnahmen")
        constraints = [
            models.CheckConstraint(
                condition=~Q(progress__in=[Progress.POSTPONED, Progress.DROPPED]) | ~Q(reason=""),
                name="implementation_postponed_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["element", "-as_of"], name="implementation_status_latest")]

    class Privacy:
        public = ACT_PUBLIC | {"id", "element", "municipality", "progress", "as_of"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.element_id}: {self.progress}"

    @property
    def audit_label(self) -> str:
        return f"{self.element.audit_label} ({choice_token(self, 'progress')})"


class Milestone(models.Model):
    """A step of an initiative with a due date."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Maßnahme"))
    title = models.CharField(_("Titel"), max_length=200)
    due_on = models.DateField(_("fällig am"))
    done_on = models.DateField(_("erledigt am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")

    class Privacy:
        public = {"id", "element", "title", "due_on", "done_on"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title
