"""Process, stages, events, cards and themes. What somebody said is never edited."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import readable
from roterfaden.participation.enums import (
    Channel,
    ContributionKind,
    EventKind,
    Language,
    Moderation,
    StageKind,
    TranslationStatus,
)
from roterfaden.participation.methods import Wording, wordings
from roterfaden.places.models import Area
from roterfaden.topics.models import FieldOfAction

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
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

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


class Event(models.Model):
    """A forum, a conference, an internal round or an online stage."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="events", verbose_name=_("Beteiligungsprozess"))
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="events", verbose_name=_("Abschnitt"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80, unique=True)
    kind = models.CharField(_("Art"), max_length=20, choices=EventKind.choices)
    title = models.CharField(_("Titel"), max_length=160)
    description = models.TextField(_("Beschreibung"), blank=True)
    questions = models.JSONField(_("Fragen"), default=list, blank=True)
    starts_at = models.DateTimeField(_("beginnt"))
    ends_at = models.DateTimeField(_("endet"))
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    capacity = models.PositiveSmallIntegerField(_("Plätze"), null=True, blank=True)
    tables = models.PositiveSmallIntegerField(_("Tische"), default=0)
    actor_groups = models.ManyToManyField(
        ActorGroup, related_name="events", blank=True, verbose_name=_("Akteursgruppen")
    )

    class Meta:
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="participation_event_ends_after_start"
            ),
        ]

    class Privacy:
        public = {
            "id", "process", "stage", "slug", "kind", "title", "description", "questions", "starts_at", "ends_at",
            "place", "area", "capacity", "tables", "actor_groups",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title

    @property
    def asked(self) -> list[tuple[Wording, ...]]:
        """The questions, each in every language it is written in, German first."""
        return [wordings(question) for question in self.questions]


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def published(self) -> "ContributionQuerySet":
        """Contributions anybody may read."""
        return self.filter(moderation=Moderation.PUBLISHED)

    def pending(self) -> "ContributionQuerySet":
        """Contributions nobody has looked at yet."""
        return self.filter(moderation=Moderation.PENDING)

    def without_theme(self) -> "ContributionQuerySet":
        """Contributions that lie in no theme."""
        current = ThemeAssignment.objects.filter(contribution=models.OuterRef("pk"), superseded_at=None)
        return self.filter(~models.Exists(current))


class Contribution(models.Model):
    """One voice: a card, a letter, an online entry. Text, language and origin never change (the database refuses)."""

    process = models.ForeignKey(
        Process, models.PROTECT, related_name="contributions", verbose_name=_("Beteiligungsprozess")
    )
    number = models.PositiveIntegerField(_("Nummer"))
    kind = models.CharField(_("Art"), max_length=20, choices=ContributionKind.choices)
    text = models.TextField(_("Text"))
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices, default=Language.DE)
    channel = models.CharField(_("Weg"), max_length=20, choices=Channel.choices)
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="contributions", null=True, blank=True, verbose_name=_("Veranstaltung")
    )
    table = models.PositiveSmallIntegerField(_("Tisch"), null=True, blank=True)
    actor_group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="contributions", null=True, blank=True, verbose_name=_("Akteursgruppe")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    weight = models.PositiveSmallIntegerField(_("Punkte"), default=0)
    said_on = models.DateField(_("gesagt am"))
    captured_at = models.DateTimeField(_("erfasst am"))
    moderation = models.CharField(
        _("Sichtbarkeit"), max_length=20, choices=Moderation.choices, default=Moderation.PENDING
    )
    moderation_reason = models.CharField(_("Grund der Zurückhaltung"), max_length=300, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrag")
        verbose_name_plural = _("Beiträge")
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="participation_contribution_number_once"),
            models.CheckConstraint(
                condition=~Q(moderation=Moderation.WITHHELD) | ~Q(moderation_reason=""),
                name="participation_withheld_needs_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["process", "moderation", "-number"], name="participation_contrib_list"),
        ]

    class Privacy:
        public = {
            "id", "process", "number", "kind", "language", "channel", "event", "table", "actor_group", "area", "weight",
            "said_on", "captured_at", "moderation",
        }  # fmt: skip
        internal = {"moderation_reason"}
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def audit_label(self) -> str:
        return f"Beitrag {self.number}"


class Translation(models.Model):
    """A contribution in another language, added beside the original."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="translations", verbose_name=_("Beitrag")
    )
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices)
    text = models.TextField(_("Text"))
    status = models.CharField(_("Stand"), max_length=20, choices=TranslationStatus.choices)
    made_at = models.DateTimeField(_("am"))

    class Meta:
        verbose_name = _("Übersetzung")
        verbose_name_plural = _("Übersetzungen")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "language"], name="participation_translation_once"),
        ]

    class Privacy:
        public = {"id", "contribution", "language", "status", "made_at"}
        internal: set[str] = set()
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.language}"

    @property
    def audit_label(self) -> str:
        return f"Beitrag {self.contribution.number} ({self.language})"


class ReceiptCode(models.Model):
    """The code on a card. Printed before the forum, bound when the card is captured. Opens the status page, years later
    too. It is no key to anything personal, but it is not guessable either (kernel.codes)."""

    code = models.CharField(_("Code"), max_length=12, unique=True)
    process = models.ForeignKey(Process, models.PROTECT, related_name="codes", verbose_name=_("Beteiligungsprozess"))
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="codes", null=True, blank=True, verbose_name=_("Veranstaltung")
    )
    contribution = models.OneToOneField(
        Contribution, models.PROTECT, related_name="code", null=True, blank=True, verbose_name=_("Beitrag")
    )
    issued_at = models.DateTimeField(_("ausgegeben am"))

    class Meta:
        verbose_name = _("Karten-Code")
        verbose_name_plural = _("Karten-Codes")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "process", "event", "contribution", "issued_at"}
        personal = {"code"}

    def __str__(self) -> str:
        return readable(self.code)


class Theme(models.Model):
    """What several voices are about, inside one field of action."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="themes", verbose_name=_("Beteiligungsprozess"))
    field = models.ForeignKey(FieldOfAction, models.PROTECT, related_name="+", verbose_name=_("Handlungsfeld"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80)
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.TextField(_("Zusammenfassung"), blank=True)

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        constraints = [
            models.UniqueConstraint(fields=["process", "slug"], name="participation_theme_slug_once"),
        ]

    class Privacy:
        public = {"id", "process", "field", "slug", "title", "summary"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class ThemeAssignment(Act):
    """A voice lies in one theme. Moving it supersedes the old link."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="assignments", verbose_name=_("Beitrag")
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="assignments", verbose_name=_("Thema"))

    class Meta:
        verbose_name = _("Zuordnung zum Thema")
        verbose_name_plural = _("Zuordnungen zum Thema")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(superseded_at=None), name="participation_assignment_once"
            ),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "contribution", "theme"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.contribution_id} → {self.theme_id}"

    @property
    def audit_label(self) -> str:
        return f"Beitrag {self.contribution.number}"
