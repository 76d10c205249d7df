"""Bodies and their sittings."""

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.council.enums import BodyKind
from roterfaden.council.models.outward import Outward
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area

SUBMISSION_DAYS, INVITATION_DAYS, LONGEST_PERIOD = 15, 7, 60
"""Working days before a sitting: papers are handed in, invitations go out. The house's own rules say how many."""


class Body(Outward):
    """A committee or council. Committees change name and remit: then the body ends and a successor begins.

    The two periods count working days backwards from a sitting: by when papers are handed in, by when it is convened.
    """

    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    kind = models.CharField(_("Art"), max_length=30, choices=BodyKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    is_public = models.BooleanField(_("tagt öffentlich"), default=True)
    valid_from = models.DateField(_("gültig ab"))
    valid_until = models.DateField(_("gültig bis"), null=True, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, related_name="successors", null=True, blank=True, verbose_name=_("Vorgänger")
    )
    remit = models.TextField(_("Aufgaben"), blank=True)
    submission_days = models.PositiveSmallIntegerField(
        _("Einreichungsfrist in Arbeitstagen"), default=SUBMISSION_DAYS, validators=[MaxValueValidator(LONGEST_PERIOD)]
    )
    invitation_days = models.PositiveSmallIntegerField(
        _("Ladungsfrist in Arbeitstagen"), default=INVITATION_DAYS, validators=[MaxValueValidator(LONGEST_PERIOD)]
    )

    class Meta:
        verbose_name = _("Gremium")
        verbose_name_plural = _("Gremien")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")), name="council_body_until_after_from"
            ),
            models.CheckConstraint(
                condition=Q(submission_days__gte=F("invitation_days")), name="council_body_submits_before_inviting"
            ),
        ]

    class Privacy:
        public = {
            "id", "slug", "name", "kind", "area", "is_public", "valid_from", "valid_until", "published_at",
            "modified_at", "predecessor", "remit",
        }  # fmt: skip
        internal = {"submission_days", "invitation_days"}
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
