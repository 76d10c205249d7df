"""Themes, and which voice lies in which."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.participation.models.process import Process
from roterfaden.participation.models.voices import Contribution
from roterfaden.topics.models import FieldOfAction


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
