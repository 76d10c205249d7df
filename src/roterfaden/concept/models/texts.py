"""The words of an element in other languages, Leichte Sprache among them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.concept.enums import TextStatus
from roterfaden.concept.models.tree import Element, ElementRevision


class RevisionTextQuerySet(models.QuerySet["RevisionText"]):
    def shown(self, *, machine: bool = True) -> "RevisionTextQuerySet":
        """What everybody may read: no drafts, and what a machine made only where the house shows it."""
        return self.filter(status__in=[TextStatus.CHECKED, *([TextStatus.MACHINE] if machine else [])])


class RevisionText(models.Model):
    """One wording of an element in another language, as it was written at one moment. Never changed: the next is a row.

    `revision` is the German wording it says in other words; only that one is decided. `number` counts the texts of an
    element in a language; the newest counts. `written_by` is empty for a machine.
    """

    element = models.ForeignKey(Element, models.PROTECT, related_name="texts", verbose_name=_("Element"))
    revision = models.ForeignKey(ElementRevision, models.PROTECT, related_name="texts", verbose_name=_("Wortlaut"))
    language = models.CharField(_("Sprache"), max_length=12)
    number = models.PositiveIntegerField(_("Nummer"))
    title = models.CharField(_("Titel"), max_length=300)
    body = models.TextField(_("Text"), blank=True)
    status = models.CharField(_("Stand"), max_length=10, choices=TextStatus.choices)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geschrieben von")
    )
    checked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geprüft von")
    )
    made_at = models.DateTimeField(_("am"))

    objects = RevisionTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("Text in anderer Sprache")
        verbose_name_plural = _("Texte in anderen Sprachen")
        constraints = [
            models.UniqueConstraint(fields=["element", "language", "number"], name="concept_text_number_once"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(status=TextStatus.CHECKED), name="concept_text_checker_only_if_checked"
            ),
        ]

    class Privacy:
        public = {"id", "element", "revision", "language", "number", "title", "body", "status", "made_at"}
        internal = {"written_by", "checked_by"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def audit_label(self) -> str:
        return f"{self.revision.title} ({self.language})"
