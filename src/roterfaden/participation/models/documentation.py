"""What an event was, told to everybody. Counts and cards come from elsewhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.labels import kind_token
from roterfaden.participation.enums import DocumentationState
from roterfaden.participation.models.events import Event


class Documentation(models.Model):
    """The page that tells what an event was and what happens next."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="documentation", verbose_name=_("Veranstaltung"))
    summary = models.TextField(_("Was war"))
    emphases = models.TextField(_("Schwerpunkte"), blank=True)
    next_steps = models.TextField(_("Wie es weitergeht"))
    state = models.CharField(
        _("Stand"), max_length=20, choices=DocumentationState.choices, default=DocumentationState.DRAFT
    )
    written_at = models.DateTimeField(_("geschrieben am"))
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Dokumentation")
        verbose_name_plural = _("Dokumentationen")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DocumentationState.DRAFT) | Q(published_at__isnull=False),
                name="participation_documentation_published_at",
            ),
        ]

    class Privacy:
        public = {
            "id", "event", "summary", "emphases", "next_steps", "state", "written_at", "published_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.event.title}"

    @property
    def is_published(self) -> bool:
        return self.state == DocumentationState.PUBLISHED
