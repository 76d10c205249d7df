"""The usual order of consultation of this house."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.council.enums import BodyKind, ConsultationRole


class UsualStep(models.Model):
    """One step a decision usually takes here. Without any row the order of a county in Lower Saxony counts."""

    position = models.PositiveSmallIntegerField(_("Reihenfolge"), unique=True)
    body_kind = models.CharField(_("Art des Gremiums"), max_length=30, choices=BodyKind.choices)
    role = models.CharField(_("Zuständigkeit"), max_length=20, choices=ConsultationRole.choices)

    class Meta:
        verbose_name = _("üblicher Schritt der Beratungsfolge")
        verbose_name_plural = _("übliche Schritte der Beratungsfolge")
        constraints = [
            models.UniqueConstraint(fields=["body_kind", "role"], name="council_usual_step_once"),
        ]

    class Privacy:
        public = {"id", "position", "body_kind", "role"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.position}: {self.body_kind}, {self.role}"

    @property
    def audit_label(self) -> str:
        return str(self.position)
