"""Text modules: words an office uses again and again, their wordings, and where each was used."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration
from roterfaden.weighing.methods.modules import UNCHANGED


class TextModuleQuerySet(models.QuerySet["TextModule"]):
    def living(self) -> "TextModuleQuerySet":
        """Modules that may be picked."""
        return self.filter(retired_at=None)


class TextModule(models.Model):
    """An answer kept for using again. Its words are those of its newest wording; retired, never deleted."""

    title = models.CharField(_("Titel"), max_length=120, unique=True)
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=Outcome.choices)
    made_at = models.DateTimeField(_("angelegt am"))
    retired_at = models.DateTimeField(_("nicht mehr benutzt seit"), null=True, blank=True)

    objects = TextModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("Textbaustein")
        verbose_name_plural = _("Textbausteine")

    class Privacy:
        # The words are kept to be said to many people, and may travel to other houses.
        public = {"title", "outcome"}
        internal = {"id", "made_at", "retired_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return self.title


class ModuleRevision(Act):
    """The words of a module from a moment on, with gaps such as {nummer}. Immutable (the database refuses).

    `file_reason` is the reason for the file, `plain_reason` what the person reads; `reason` says why it was changed.
    """

    module = models.ForeignKey(TextModule, models.PROTECT, related_name="revisions", verbose_name=_("Textbaustein"))
    number = models.PositiveIntegerField(_("Nummer"))
    file_reason = models.TextField(_("Begründung für die Akte"))
    plain_reason = models.TextField(_("Begründung in einfachen Worten"))

    class Meta:
        verbose_name = _("Wortlaut eines Textbausteins")
        verbose_name_plural = _("Wortlaute von Textbausteinen")
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="weighing_module_revision_number_once"),
            models.UniqueConstraint(
                fields=["module"], condition=Q(superseded_at=None), name="weighing_module_revision_once"
            ),
        ]

    class Privacy:
        public = {"file_reason", "plain_reason"}
        internal = ACT_PUBLIC | ACT_INTERNAL | {"id", "module", "number"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.module_id}: {self.number}"

    @property
    def audit_label(self) -> str:
        return f"{self.module.title} ({self.number})"


class ModuleUse(models.Model):
    """An answer began with a module. `similarity` says how much of its words is left in what the person reads: 0–1."""

    consideration = models.OneToOneField(Consideration, models.PROTECT, related_name="+", verbose_name=_("Abwägung"))
    revision = models.ForeignKey(ModuleRevision, models.PROTECT, related_name="uses", verbose_name=_("Wortlaut"))
    similarity = models.FloatField(_("Ähnlichkeit"))
    used_at = models.DateTimeField(_("am"))

    class Meta:
        verbose_name = _("Verwendung eines Textbausteins")
        verbose_name_plural = _("Verwendungen von Textbausteinen")
        constraints = [
            models.CheckConstraint(condition=Q(similarity__gte=0, similarity__lte=1), name="weighing_use_similarity"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "consideration", "revision", "similarity", "used_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.consideration_id}: {self.revision_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.revision.module.title} → {self.consideration.audit_label}"

    @property
    def is_unchanged(self) -> bool:
        """Whether the answer stands in the module's own words."""
        return self.similarity >= UNCHANGED
