"""A table or document of services somebody brought: read, looked at, and only then taken."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.directory.enums import TableFormat


class Listing(models.Model):
    """What was read from one file, until it is taken: the rows as the program understood them.

    Once taken, `rows` is emptied; `counts` says for good how many rows became what.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("Datei"), max_length=200)
    shape = models.CharField(_("Format"), max_length=10, choices=TableFormat.choices)
    rows = models.JSONField(_("Zeilen"), default=list, blank=True)
    counts = models.JSONField(_("Ergebnis"), default=dict, blank=True)
    made_at = models.DateTimeField(_("eingelesen am"))
    taken_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einlesen von Angeboten")
        verbose_name_plural = _("Einlesen von Angeboten")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "uid", "file_name", "shape", "rows", "counts", "made_at", "taken_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.file_name

    @property
    def audit_label(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
