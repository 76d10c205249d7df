"""What belongs to a paper on its way: who signs it with, and what is attached."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.concept.models import Version
from roterfaden.council.enums import AnnexKind
from roterfaden.council.models.outward import Outward
from roterfaden.council.models.papers import Paper
from roterfaden.files.models import KeptFile
from roterfaden.kernel.labels import choice_token
from roterfaden.weighing.models import Unit


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def current(self) -> "SignOffQuerySet":
        """Those about the words as they stand: a changed draft asks anew."""
        return self.filter(superseded_at=None)

    def open(self) -> "SignOffQuerySet":
        """Not signed: no answer yet, or a refusal."""
        return self.current().exclude(agrees=True)


class SignOff(models.Model):
    """A unit co-signs a paper, or says why not. `agrees` is empty as long as it has not answered."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="signoffs", verbose_name=_("Vorlage"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("Fachstelle"))
    asked_at = models.DateTimeField(_("gebeten am"))
    agrees = models.BooleanField(_("zeichnet mit"), null=True, blank=True)
    signed_on = models.DateField(_("am"), null=True, blank=True)
    note = models.TextField(_("Anmerkung"), blank=True)
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("festgehalten von")
    )
    superseded_at = models.DateTimeField(_("überholt am"), null=True, blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitzeichnung")
        verbose_name_plural = _("Mitzeichnungen")
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "unit"], condition=Q(superseded_at=None), name="council_signoff_once"
            ),
            models.CheckConstraint(
                condition=Q(agrees=None, signed_on=None) | Q(agrees__isnull=False, signed_on__isnull=False),
                name="council_signoff_answer_has_a_day",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "paper", "unit", "asked_at", "agrees", "signed_on", "note", "recorded_by", "superseded_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.paper_id} {self.unit_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.paper.reference}, {self.unit.name}"


class AnnexQuerySet(models.QuerySet["Annex"]):
    def public(self) -> "AnnexQuerySet":
        """Annexes anybody may read: public ones of public papers."""
        return self.filter(is_public=True, paper__is_public=True)


class Annex(Outward):
    """Something attached to a paper, kept as it was that day. Only whether it is public can change.

    `file` holds the bytes whatever it is; `version` (and `before`, for a synopsis) say what they were made from, and
    `source` says it in words: "Ausgabe 2, Prüfsumme 3fa9…".
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="annexes", verbose_name=_("Vorlage"))
    position = models.PositiveSmallIntegerField(_("Nummer"))
    kind = models.CharField(_("Art"), max_length=20, choices=AnnexKind.choices)
    title = models.CharField(_("Titel"), max_length=240)
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", verbose_name=_("Datei"))
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Fassung des Konzepts")
    )
    before = models.ForeignKey(
        Version, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("verglichen mit")
    )
    source = models.CharField(_("Herkunft"), max_length=300, blank=True)
    is_public = models.BooleanField(_("öffentlich"), default=True)
    added_at = models.DateTimeField(_("beigefügt am"))

    objects = AnnexQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")
        constraints = [
            models.UniqueConstraint(fields=["paper", "position"], name="council_annex_position_once"),
            models.CheckConstraint(
                condition=Q(kind=AnnexKind.VERSION, version__isnull=False, before=None)
                | Q(kind=AnnexKind.SYNOPSIS, version__isnull=False, before__isnull=False)
                | Q(kind__in=[AnnexKind.EDITION, AnnexKind.FILE], version=None, before=None),
                name="council_annex_names_its_version",
            ),
        ]

    class Privacy:
        public = {
            "id", "uid", "paper", "position", "kind", "title", "file", "version", "before", "source", "is_public",
            "added_at", "published_at", "modified_at",
        }  # fmt: skip
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.position}: {self.title}"

    @property
    def audit_label(self) -> str:
        return f"{self.paper.reference}, {self.position} ({choice_token(self, 'kind')})"

    @property
    def download_name(self) -> str:
        """A name that says nothing that is not public: "anlage-2.pdf"."""
        return f"anlage-{self.position}.{self.file.ending}"
