"""The board: themes, which voice lies in which, passages of split voices and groups of voices that say the same.

Whatever changes on the board is a `BoardStep`. A step begins rows and ends rows, nothing else; so it can be told and
undone (another step ends what it began and begins anew what it ended), and the board of any earlier moment can be read.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, User
from roterfaden.kernel.labels import choice_token
from roterfaden.participation.enums import StepKind
from roterfaden.participation.methods import quote
from roterfaden.participation.models.process import Process
from roterfaden.participation.models.voices import Contribution
from roterfaden.topics.models import FieldOfAction


class BoardStep(models.Model):
    """Somebody changed the board: who, in which role, when and why. What changed are the rows it began and ended."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="+", verbose_name=_("Beteiligungsprozess"))
    kind = models.CharField(_("Art"), max_length=20, choices=StepKind.choices)
    undoes = models.ForeignKey(
        "self", models.PROTECT, related_name="undoings", null=True, blank=True, verbose_name=_("nimmt zurück")
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("von"))
    made_as = models.CharField(_("in der Rolle"), max_length=40)
    made_at = models.DateTimeField(_("am"))
    reason = models.TextField(_("Begründung"), blank=True)

    class Meta:
        verbose_name = _("Schritt auf der Pinnwand")
        verbose_name_plural = _("Schritte auf der Pinnwand")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=StepKind.UNDONE) ^ Q(undoes=None), name="participation_step_undoes_only_when_undone"
            ),
        ]
        indexes = [models.Index(fields=["process", "-made_at", "-id"], name="participation_step_list")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "process", "kind", "undoes", "made_by", "made_as", "made_at", "reason"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def audit_label(self) -> str:
        return f"{choice_token(self, 'kind')} ({self.pk})"


class BoardAct(Act):
    """A row that one step began and another may have ended; nothing else about it ever changes.

    `restores` names the row it brings back after an undo – always the first one, however often it came and went – so
    that an earlier step can still be undone after a later one was.
    """

    SLOT: tuple[str, ...] = ()
    """Where only one such row may stand at a time."""
    CONTENT: tuple[str, ...] = ()
    """What an undo copies."""

    step = models.ForeignKey(BoardStep, models.PROTECT, related_name="+", verbose_name=_("Schritt"))
    ended_by = models.ForeignKey(
        BoardStep, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("beendet durch")
    )
    restores = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("stellt wieder her")
    )

    class Meta:
        abstract = True

    @property
    def slot(self) -> tuple[Any, ...]:
        """The place on the board this row takes."""
        return tuple(getattr(self, name) for name in self.SLOT)


BOARD_ACT_INTERNAL = ACT_INTERNAL | {"step", "ended_by", "restores"}


def _ended_together(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(superseded_at=None, ended_by=None) | Q(superseded_at__isnull=False, ended_by__isnull=False),
        name=f"participation_{model}_ended_by_a_step",
    )


# --- themes -------------------------------------------------------------------------------------------------------
class ThemeQuerySet(models.QuerySet["Theme"]):
    def living(self) -> "ThemeQuerySet":
        """Themes cards may lie in."""
        return self.filter(retired_at=None)


class Theme(models.Model):
    """What several voices are about, inside one field of action.

    Field, title, summary and whether it still lives are those of its current `ThemeRevision`, kept here for reading.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="themes", verbose_name=_("Beteiligungsprozess"))
    field = models.ForeignKey(FieldOfAction, models.PROTECT, related_name="+", verbose_name=_("Handlungsfeld"))
    slug = models.SlugField(_("Kurzname in Adressen"), max_length=80)
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.TextField(_("Zusammenfassung"), blank=True)
    retired_at = models.DateTimeField(_("nicht mehr benutzt seit"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("aufgegangen in")
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Thema")
        verbose_name_plural = _("Themen")
        constraints = [
            models.UniqueConstraint(fields=["process", "slug"], name="participation_theme_slug_once"),
        ]

    class Privacy:
        public = {"id", "process", "field", "slug", "title", "summary", "retired_at", "merged_into"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class ThemeRevision(BoardAct):
    """How a theme is called, what it sums up and in which field it lies, from then on. A retired theme says so here."""

    SLOT = ("theme_id",)
    CONTENT = ("theme_id", "field_id", "title", "summary", "is_retired", "merged_into_id")

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="revisions", verbose_name=_("Thema"))
    field = models.ForeignKey(FieldOfAction, models.PROTECT, related_name="+", verbose_name=_("Handlungsfeld"))
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.TextField(_("Zusammenfassung"), blank=True)
    is_retired = models.BooleanField(_("nicht mehr benutzt"), default=False)
    merged_into = models.ForeignKey(
        Theme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("aufgegangen in")
    )

    class Meta:
        verbose_name = _("Stand eines Themas")
        verbose_name_plural = _("Stände eines Themas")
        constraints = [
            models.UniqueConstraint(
                fields=["theme"], condition=Q(superseded_at=None), name="participation_theme_revision_once"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(is_retired=True), name="participation_merged_theme_is_retired"
            ),
            _ended_together("themerevision"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "theme", "field", "title", "summary", "is_retired", "merged_into"}
        internal = BOARD_ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title


# --- passages -----------------------------------------------------------------------------------------------------
class Segment(models.Model):
    """A passage of a voice, marked by its words: from the first to the last, counted from 0 in the original.

    The mark is stable because the original never changes, and it outlives the covering of a passage as long as covering
    keeps the number of words (`words` is the number when it was marked; ADR 23). It holds none of the text. Whether a
    passage is a part now is said by `SplitPart`; the mark itself stays, so that an answer to it is never orphaned.
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="segments", verbose_name=_("Beitrag"))
    first_word = models.PositiveIntegerField(_("erstes Wort"))
    last_word = models.PositiveIntegerField(_("letztes Wort"))
    words = models.PositiveIntegerField(_("Wörter im Original"))

    class Meta:
        verbose_name = _("Textstelle")
        verbose_name_plural = _("Textstellen")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "first_word", "last_word"], name="participation_segment_once"
            ),
            models.CheckConstraint(
                condition=Q(first_word__lte=F("last_word"), last_word__lt=F("words")),
                name="participation_segment_in_text",
            ),
        ]

    class Privacy:
        public = {"id", "contribution", "first_word", "last_word", "words"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.first_word}–{self.last_word}"

    def quoted(self, contribution: Contribution) -> str:
        """The words it marks in its voice, which the caller has at hand."""
        return quote(contribution.text, self.first_word, self.last_word, self.words)


class SplitPart(BoardAct):
    """A passage is a part of its voice: one that says something of its own, or (`speaks` false) one that says nothing.

    The current parts of a voice cover its text without gap and overlap; a voice without parts is whole.
    """

    SLOT = ("segment_id",)
    CONTENT = ("contribution_id", "segment_id", "speaks")

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="parts", verbose_name=_("Beitrag"))
    segment = models.ForeignKey(Segment, models.PROTECT, related_name="parts", verbose_name=_("Textstelle"))
    speaks = models.BooleanField(_("mit eigener Aussage"), default=True)

    class Meta:
        verbose_name = _("Teil eines Beitrags")
        verbose_name_plural = _("Teile eines Beitrags")
        constraints = [
            models.UniqueConstraint(
                fields=["segment"], condition=Q(superseded_at=None), name="participation_part_once"
            ),
            _ended_together("splitpart"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "contribution", "segment", "speaks"}
        internal = BOARD_ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.segment)


class ThemeAssignment(BoardAct):
    """A voice – or a part of a split one – lies in one theme. Moving it supersedes the old link."""

    SLOT = ("contribution_id", "segment_id")
    CONTENT = ("contribution_id", "segment_id", "theme_id")

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="assignments", verbose_name=_("Beitrag")
    )
    segment = models.ForeignKey(
        Segment, models.PROTECT, related_name="assignments", null=True, blank=True, verbose_name=_("Textstelle")
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="assignments", verbose_name=_("Thema"))

    class Meta:
        verbose_name = _("Zuordnung zum Thema")
        verbose_name_plural = _("Zuordnungen zum Thema")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(superseded_at=None, segment=None),
                name="participation_assignment_once",
            ),
            models.UniqueConstraint(
                fields=["segment"], condition=Q(superseded_at=None), name="participation_part_assignment_once"
            ),
            _ended_together("themeassignment"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "contribution", "segment", "theme"}
        internal = BOARD_ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.contribution_id} → {self.theme_id}"

    @property
    def audit_label(self) -> str:
        return self.contribution.audit_label


# --- groups -------------------------------------------------------------------------------------------------------
class VoiceGroup(models.Model):
    """Voices that say the same. Each stays a voice of its own, with its author, code, support and answer."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="+", verbose_name=_("Beteiligungsprozess"))

    class Meta:
        verbose_name = _("Gruppe ähnlicher Beiträge")
        verbose_name_plural = _("Gruppen ähnlicher Beiträge")

    class Privacy:
        public = {"id", "process"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class GroupMembership(BoardAct):
    """A voice belongs to a group; one of them leads, which only means that it is shown first."""

    SLOT = ("contribution_id",)
    CONTENT = ("group_id", "contribution_id", "leads")

    group = models.ForeignKey(VoiceGroup, models.PROTECT, related_name="memberships", verbose_name=_("Gruppe"))
    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="memberships", verbose_name=_("Beitrag")
    )
    leads = models.BooleanField(_("steht vorn"), default=False)

    class Meta:
        verbose_name = _("Zugehörigkeit zu einer Gruppe")
        verbose_name_plural = _("Zugehörigkeiten zu einer Gruppe")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution"], condition=Q(superseded_at=None), name="participation_membership_once"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(superseded_at=None, leads=True), name="participation_group_leader_once"
            ),
            _ended_together("groupmembership"),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "group", "contribution", "leads"}
        internal = BOARD_ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.group_id}: {self.contribution_id}"


BOARD_ACTS: tuple[type[BoardAct], ...] = (SplitPart, ThemeRevision, ThemeAssignment, GroupMembership)
"""Everything a step begins and ends."""
