"""Fields of action: the one classification that participation, figures, concept, directory and advice share.

For a resident a field of action is a life situation. It holds nothing personal, so both lines may know it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldOfAction(models.Model):
    """A Handlungsfeld, with a long official and a short everyday name."""

    slug = models.SlugField(_("Kurzname in Adressen"), max_length=60, unique=True)
    number = models.PositiveSmallIntegerField(_("Nummer"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    short_name = models.CharField(_("Kurzname"), max_length=60)
    orientation = models.CharField(_("Worum es geht"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")

    class Privacy:
        public = {"id", "slug", "number", "name", "short_name", "orientation"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return f"{self.number} {self.name}"
