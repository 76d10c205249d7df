"""The office template in which Word documents leave the house."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.enums import CONCEPT_TEMPLATE
from roterfaden.files.models import KeptFile
from roterfaden.kernel.labels import kind_token


class WordTemplate(Act):
    """Since when which template counts for a kind of documents; without a file the built-in one. The newest of a kind
    that nothing superseded counts."""

    kind = models.SlugField(_("für"), max_length=40, default=CONCEPT_TEMPLATE)
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Datei"))

    class Meta:
        verbose_name = _("Word-Vorlage")
        verbose_name_plural = _("Word-Vorlagen")

    class Privacy:
        public = ACT_PUBLIC | {"id"}
        internal = ACT_INTERNAL | {"file", "kind"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.kind} {self.pk}"
