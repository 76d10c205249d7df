"""Bodies, papers and what was resolved. Append-only; public and non-public strictly apart."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Element, ElementRevision, Version
from roterfaden.council.enums import BodyKind, ConsultationRole, PaperKind, Result
from roterfaden.kernel.labels import choice_token
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area


class Outward(models.Model):
    """What machines outside are told about a row (ADR 37). Only actions set it.

    `published_at` is the first moment anybody could read the row, empty while nobody could; `modified_at` the last
    moment at which what they read changed, its disappearance included.
    """

    published_at = models.DateTimeField(_("zuerst veröffentlicht am"), null=True, blank=True)
    modified_at = models.DateTimeField(_("geändert am"))

    class Meta:
        abstract = True


class Body(Outward):
    """A committee or council. Committees change name and remit, so a body has dates."""

    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    kind = models.CharField(_("Art"), max_length=30, choices=BodyKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    is_public = models.BooleanField(_("tagt öffentlich"), default=True)
    valid_from = models.DateField(_("gültig ab"))
    valid_until = models.DateField(_("gültig bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="council_body_until_after_from"
            ),
        ]

    class Privacy:
        public = {
            "id", "slug", "name", "kind", "area", "is_public", "valid_from", "valid_until", "published_at",
            "modified_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        """Whether the body exists on `day`; the period is half-open."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def public(self) -> "MeetingQuerySet":
        """Sittings anybody may attend."""
        return self.filter(is_public=True)


class Meeting(Outward):
    """A sitting of a body."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("Gremium"))
    starts_at = models.DateTimeField(_("beginnt"))
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    is_public = models.BooleanField(_("öffentlich"), default=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sitzung")
        verbose_name_plural = _("Sitzungen")
        constraints = [
            models.UniqueConstraint(fields=["body", "starts_at"], name="council_meeting_once"),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(published_at__isnull=False), name="council_meeting_public_since"
            ),
        ]

    class Privacy:
        public = {"id", "body", "starts_at", "place", "is_public", "published_at", "modified_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.body_id} {local_day(self.starts_at).isoformat()}"

    @property
    def audit_label(self) -> str:
        return f"{self.body.name} {local_day(self.starts_at).isoformat()}"


class PaperQuerySet(models.QuerySet["Paper"]):
    def public(self) -> "PaperQuerySet":
        """Papers anybody may read."""
        return self.filter(is_public=True)


class Paper(Outward):
    """A Vorlage: what the administration puts before the bodies, referring to one frozen version."""

    reference = models.CharField(_("Vorlagen-Nr."), max_length=40, unique=True)
    kind = models.CharField(_("Art"), max_length=20, choices=PaperKind.choices)
    title = models.CharField(_("Betreff"), max_length=240)
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Fassung des Konzepts")
    )
    is_public = models.BooleanField(_("öffentlich"), default=True)
    submitted_on = models.DateField(_("eingebracht am"))
    proposal = models.TextField(_("Beschlussvorschlag"))
    reasons = models.TextField(_("Begründung"), blank=True)
    financial_effects = models.TextField(_("Finanzielle Auswirkungen"), blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorlage")
        verbose_name_plural = _("Vorlagen")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(published_at__isnull=False), name="council_paper_public_since"
            ),
        ]

    class Privacy:
        public = {
            "id", "reference", "kind", "title", "version", "is_public", "submitted_on", "proposal", "reasons",
            "financial_effects", "published_at", "modified_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def audit_label(self) -> str:
        return self.reference


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
        verbose_name = _("Beratung")
        verbose_name_plural = _("Beratungen")
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


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def open(self) -> "AmendmentQuerySet":
        """Amendments that are not in the text yet."""
        return self.filter(revision=None)


class Amendment(models.Model):
    """A change politics made to an element. Must be worked into the next version before that counts as adopted."""

    resolution = models.ForeignKey(Resolution, models.PROTECT, related_name="amendments", verbose_name=_("Beschluss"))
    element = models.ForeignKey(Element, models.PROTECT, related_name="+", verbose_name=_("Element"))
    proposer = models.CharField(_("eingebracht von"), max_length=160, blank=True)
    text = models.TextField(_("Änderung"))
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
                | Q(revision__isnull=False, incorporated_at__isnull=False),
                name="council_amendment_incorporated_both_or_neither",
            ),
        ]

    class Privacy:
        public = {"id", "resolution", "element", "proposer", "text", "revision", "incorporated_at"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.resolution_id} → {self.element_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.resolution.consultation.paper.reference}, {self.element.audit_label}"
