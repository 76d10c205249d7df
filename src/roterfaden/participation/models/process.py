"""Process, stages, actor groups, and what a stage opens to whom."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import User
from roterfaden.kernel.actors import Actor
from roterfaden.participation.enums import (
    ContributionKind,
    StageKind,
)
from roterfaden.places.models import Area

OFFICE_ROLES = (
    Role.STRATEGY_OFFICER,
    Role.MODERATOR,
    Role.GOAL_OWNER,
    Role.COUNCIL_CLERK,
    Role.COORDINATION_GROUP,
)


class ProcessQuerySet(models.QuerySet["Process"]):
    def visible_to(self, actor: Actor, *roles: str) -> "ProcessQuerySet":
        """Processes this person may open in the office, holding one of `roles` (none named: any office role).

        The same truth as `participation.view_process`; with the two moderation roles, as `participation.view_board`.
        """
        wanted = roles or OFFICE_ROLES
        scopes = [scope for role, scope in getattr(actor, "roles_held", ()) if role in wanted]
        if not getattr(actor, "is_active", False):
            return self.none()
        if any(scope.kind == ScopeKind.COUNTY for scope in scopes):
            return self.all()
        return self.filter(slug__in=[scope.key for scope in scopes if scope.kind == ScopeKind.PROCESS])


class Process(models.Model):
    """A participation process, from the council's mandate to the review."""

    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    title = models.CharField(_("Titel"), max_length=160)
    summary = models.TextField(_("Kurzbeschreibung"))
    mandate = models.TextField(_("Auftrag"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    opened_on = models.DateField(_("eröffnet am"))
    closed_on = models.DateField(_("abgeschlossen am"), null=True, blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beteiligungsprozess")
        verbose_name_plural = _("Beteiligungsprozesse")

    class Privacy:
        public = {"id", "slug", "title", "summary", "mandate", "area", "opened_on", "closed_on"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class Stage(models.Model):
    """A step of the process with a window of time and a gate that must be passed before the next one."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="stages", verbose_name=_("Beteiligungsprozess"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))
    kind = models.CharField(_("Art"), max_length=20, choices=StageKind.choices)
    title = models.CharField(_("Titel"), max_length=160)
    description = models.TextField(_("Was geschieht"), blank=True)
    starts_on = models.DateField(_("beginnt am"))
    ends_on = models.DateField(_("endet am"), null=True, blank=True)
    gate = models.TextField(_("Bedingung für den nächsten Abschnitt"), blank=True)
    gate_passed_on = models.DateField(_("Bedingung erfüllt am"), null=True, blank=True)
    role = models.CharField(_("zuständige Rolle"), max_length=40, choices=Role.choices, blank=True)
    responsible = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("zuständige Person")
    )

    class Meta:
        verbose_name = _("Abschnitt")
        verbose_name_plural = _("Abschnitte")
        constraints = [
            models.UniqueConstraint(fields=["process", "slug"], name="participation_stage_slug_once"),
            models.UniqueConstraint(fields=["process", "position"], name="participation_stage_position_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="participation_stage_ends_after_start"
            ),
        ]

    class Privacy:
        public = {
            "id", "process", "slug", "position", "kind", "title", "description", "starts_on", "ends_on", "gate",
            "gate_passed_on",
        }  # fmt: skip
        internal = {"role", "responsible"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def in_charge(self) -> str:
        """Who is responsible, for the office: a person, or a role."""
        return self.responsible.name if self.responsible else str(dict(Role.choices).get(self.role, ""))

    def is_open_on(self, day: date) -> bool:
        """Whether the window includes `day`; a stage without an end stays open."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class ActorGroup(models.Model):
    """Whom a voice speaks for: volunteers, employers, newcomers … Belongs to the participation, not to the person."""

    process = models.ForeignKey(
        Process, models.PROTECT, related_name="actor_groups", verbose_name=_("Beteiligungsprozess")
    )
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=60)
    name = models.CharField(_("Name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))

    class Meta:
        verbose_name = _("Akteursgruppe")
        verbose_name_plural = _("Akteursgruppen")
        constraints = [
            models.UniqueConstraint(fields=["process", "slug"], name="participation_actor_group_slug_once"),
        ]

    class Privacy:
        public = {"id", "process", "slug", "name", "position"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class Opening(models.Model):
    """What a stage opens: a kind of contribution, to one actor group or (empty) to everybody."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="openings", verbose_name=_("Abschnitt"))
    kind = models.CharField(_("Art des Beitrags"), max_length=20, choices=ContributionKind.choices)
    actor_group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="openings", null=True, blank=True, verbose_name=_("Akteursgruppe")
    )

    class Meta:
        verbose_name = _("Öffnung")
        verbose_name_plural = _("Öffnungen")
        constraints = [
            models.UniqueConstraint(fields=["stage", "kind", "actor_group"], name="participation_opening_once"),
            models.UniqueConstraint(
                fields=["stage", "kind"], condition=Q(actor_group=None), name="participation_opening_for_all_once"
            ),
        ]

    class Privacy:
        public = {"id", "stage", "kind", "actor_group"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.stage_id} {self.kind}"
