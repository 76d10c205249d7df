"""What the county offers, what municipalities answer, what they are still drafting, and who answers together."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, User
from roterfaden.concept.models import Element, ElementRevision, Version
from roterfaden.implementation.enums import Answer, DraftSide
from roterfaden.places.models import Area


class JointUnit(models.Model):
    """Municipalities that do something together under one name; each of them still answers for itself."""

    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    since = models.DateField(_("besteht seit"))
    ended_on = models.DateField(_("beendet am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Gemeinsame Einheit")
        verbose_name_plural = _("Gemeinsame Einheiten")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("since")),
                name="implementation_joint_unit_ordered",
            ),
        ]

    class Privacy:
        public = {"id", "slug", "name", "since", "ended_on"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class JointMember(models.Model):
    """A municipality that belongs to a joint unit."""

    unit = models.ForeignKey(JointUnit, models.PROTECT, related_name="members", verbose_name=_("Einheit"))
    municipality = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))

    class Meta:
        verbose_name = _("Mitglied einer gemeinsamen Einheit")
        verbose_name_plural = _("Mitglieder gemeinsamer Einheiten")
        constraints = [
            models.UniqueConstraint(fields=["unit", "municipality"], name="implementation_joint_member_once")
        ]

    class Privacy:
        public = {"id", "unit", "municipality"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.municipality_id}"


class Offer(models.Model):
    """Elements of an adopted version offered to one municipality on one day; it decides for itself.

    `reminder_days` are the days on which its coordinators are reminded, counted before `answer_by` (negative: after).
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("Fassung"))
    municipality = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    offered_on = models.DateField(_("angeboten am"))
    answer_by = models.DateField(_("Antwort erbeten bis"), null=True, blank=True)
    reminder_days = models.JSONField(_("Erinnerungen"), default=list, blank=True)

    class Meta:
        verbose_name = _("Angebot an eine Kommune")
        verbose_name_plural = _("Angebote an Kommunen")
        indexes = [models.Index(fields=["municipality", "version"], name="implementation_offer_place")]

    class Privacy:
        public = {"id", "version", "municipality", "offered_on", "answer_by"}
        internal = {"reminder_days"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.version_id} → {self.municipality_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.version.title} → {self.municipality.name}"


class OfferItem(models.Model):
    """One goal or initiative in an offer. `is_carried`: the answer to an earlier version holds, nothing is asked."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="items", verbose_name=_("Angebot"))
    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Element"))
    is_carried = models.BooleanField(_("Antwort gilt weiter"), default=False)

    class Meta:
        verbose_name = _("Angebotenes Element")
        verbose_name_plural = _("Angebotene Elemente")
        constraints = [models.UniqueConstraint(fields=["offer", "element"], name="implementation_offer_item_once")]

    class Privacy:
        public = {"id", "offer", "element", "is_carried"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.offer_id}: {self.element_id}"


class AnswerContent(models.Model):
    """What an answer says, given or drafted. What `reason` means follows from the answer: why so, or what is done."""

    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Ziel oder Maßnahme"))
    municipality = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    answer = models.CharField(_("Antwort"), max_length=20, choices=Answer.choices)
    adapted_text = models.TextField(_("angepasster Wortlaut"), blank=True)
    own_target_value = models.DecimalField(
        _("eigener Zielwert"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    own_target_on = models.DateField(_("eigener Zieltermin"), null=True, blank=True)
    done_since = models.PositiveSmallIntegerField(_("erledigt seit (Jahr)"), null=True, blank=True)
    resolution_body = models.CharField(_("eigenes Gremium"), max_length=120, blank=True)
    resolution_reference = models.CharField(_("eigener Beschluss"), max_length=120, blank=True)
    resolved_on = models.DateField(_("beschlossen am"), null=True, blank=True)
    joint_unit = models.ForeignKey(
        JointUnit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gemeinsam als")
    )

    class Meta:
        abstract = True

    @property
    def own_target_places(self) -> int:
        """How many decimal places the own target value needs."""
        if self.own_target_value is None:
            return 0
        exponent = Decimal(self.own_target_value).normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


CONTENT = {
    "id", "element", "municipality", "answer", "adapted_text", "own_target_value", "own_target_on", "done_since",
    "resolution_body", "resolution_reference", "resolved_on", "joint_unit",
}  # fmt: skip


class Adoption(AnswerContent, Act):
    """The answer of a municipality to one goal or initiative, with its own resolution if it took one.

    `revision` is the wording it answered: when the county changes it, the municipality is asked again.
    """

    revision = models.ForeignKey(
        ElementRevision, models.PROTECT, related_name="+", verbose_name=_("beantworteter Wortlaut")
    )

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
        indexes = [models.Index(fields=["municipality", "superseded_at"], name="implementation_adoption_place")]

    class Privacy:
        public = ACT_PUBLIC | CONTENT | {"revision"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.municipality_id}: {self.answer} {self.element_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.municipality.name}, {self.element.audit_label}"


class AdoptionDraft(AnswerContent):
    """An answer nobody has given yet, complete or not. One for each side (`DraftSide`), read by that side only.

    A proposal comes from another member of a joint unit (`proposed_by`) and waits until the municipality joins it.
    """

    answer = models.CharField(_("Antwort"), max_length=20, choices=Answer.choices, blank=True)
    reason = models.TextField(_("Begründung"), blank=True)
    side = models.CharField(_("Seite"), max_length=20, choices=DraftSide.choices)
    proposed_by = models.ForeignKey(
        Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("vorgeschlagen von")
    )
    kept_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("von"))
    kept_at = models.DateTimeField(_("gemerkt am"))

    class Meta:
        verbose_name = _("Entwurf einer Antwort")
        verbose_name_plural = _("Entwürfe von Antworten")
        constraints = [
            models.UniqueConstraint(fields=["element", "municipality", "side"], name="implementation_draft_once")
        ]

    class Privacy:
        public: set[str] = set()
        internal = CONTENT | {"reason", "side", "proposed_by", "kept_by", "kept_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.municipality_id} ({self.side}): {self.answer} {self.element_id}"
