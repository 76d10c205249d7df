"""Higher minimum counts where few people live."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.indicators.models.figures import Indicator


class AreaLimit(models.Model):
    """For values from a day on: areas with fewer inhabitants than `below` show no count under `minimum_count`.

    The rows of the newest day replace all earlier ones; `below` 0 ends them without new ones.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="area_limits", verbose_name=_("Messgröße"))
    valid_from = models.DateField(_("gilt für Werte ab"))
    below = models.PositiveIntegerField(_("Gebiete unter so vielen Einwohnerinnen und Einwohnern"))
    minimum_count = models.PositiveSmallIntegerField(_("kleinste gezeigte Fallzahl"), validators=[MinValueValidator(1)])
    reason = models.CharField(_("Grund"), max_length=300)

    class Meta:
        verbose_name = _("Mindestzahl für kleine Gebiete")
        verbose_name_plural = _("Mindestzahlen für kleine Gebiete")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "valid_from", "below"], name="indicators_area_limit_once"),
        ]

    class Privacy:
        public = {"id", "indicator", "valid_from", "below", "minimum_count", "reason"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.valid_from}: {self.below} → {self.minimum_count}"

    @property
    def audit_label(self) -> str:
        return self.indicator.title
