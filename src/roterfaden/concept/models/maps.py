"""How elements continue elsewhere."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.concept.enums import MapKind
from roterfaden.concept.models.tree import Element, Version
from roterfaden.kernel.labels import choice_token


class ElementMap(Act):
    """How an element continues in another version or in the successor concept."""

    from_element = models.ForeignKey(Element, models.PROTECT, related_name="maps_from", verbose_name=_("von Element"))
    to_element = models.ForeignKey(
        Element, models.PROTECT, related_name="maps_to", null=True, blank=True, verbose_name=_("zu Element")
    )
    to_version = models.ForeignKey(Version, models.PROTECT, related_name="maps", verbose_name=_("in der Fassung"))
    kind = models.CharField(_("Art"), max_length=20, choices=MapKind.choices)

    class Meta:
        verbose_name = _("Zuordnung von Elementen")
        verbose_name_plural = _("Zuordnungen von Elementen")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=MapKind.DROPPED, to_element=None)
                | (~Q(kind=MapKind.DROPPED) & Q(to_element__isnull=False)),
                name="concept_map_target_unless_dropped",
            ),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "from_element", "to_element", "to_version", "kind"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.from_element_id} {self.kind} {self.to_element_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.from_element.audit_label} ({choice_token(self, 'kind')})"
