"""What the people who took part read: the words of an edition by language, beside its figures."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.concept.enums import TextStatus
from roterfaden.reporting.models.editions import Edition


class EditionTextQuerySet(models.QuerySet["EditionText"]):
    def shown(self, *, machine: bool = True) -> "EditionTextQuerySet":
        """What everybody may read: no drafts, and what a machine made only where the house shows it."""
        return self.filter(status__in=[TextStatus.CHECKED, *([TextStatus.MACHINE] if machine else [])])


class EditionText(models.Model):
    """What an edition says in one language, as it was written at one moment. Never changed: the next is a row.

    `number` counts the texts of an edition in a language; the newest counts. `written_by` is empty for a machine.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="texts", verbose_name=_("Ausgabe"))
    language = models.CharField(_("Sprache"), max_length=12)
    number = models.PositiveIntegerField(_("Nummer"))
    title = models.CharField(_("Titel"), max_length=300)
    body = models.TextField(_("Text"))
    status = models.CharField(_("Stand"), max_length=10, choices=TextStatus.choices)
    written_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geschrieben von")
    )
    checked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("geprüft von")
    )
    made_at = models.DateTimeField(_("am"))

    objects = EditionTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("Text einer Ausgabe")
        verbose_name_plural = _("Texte einer Ausgabe")
        constraints = [
            models.UniqueConstraint(fields=["edition", "language", "number"], name="reporting_text_number_once"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | Q(status=TextStatus.CHECKED), name="reporting_text_checker_if_checked"
            ),
        ]

    class Privacy:
        public = {"id", "edition", "language", "number", "title", "body", "status", "made_at"}
        internal = {"written_by", "checked_by"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"

    @property
    def audit_label(self) -> str:
        return f"{self.edition.title} ({self.language})"
