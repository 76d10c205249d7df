"""Word documents on their way into the working draft, and what became of each of their pieces."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.concept.enums import BlockKind, BlockUse, LeftBecause, Origin, WordState
from roterfaden.concept.models.tree import Concept, Element
from roterfaden.files.models import KeptFile
from roterfaden.kernel.labels import kind_token


class WordDocument(models.Model):
    """One Word document for one concept: the file as it came, and how far it is.

    `goal_reason` is what goals say as long as nobody has given them a measure. `choice_key` is the checksum of file and
    choices once they are taken in; the same file with the same choices is taken in once. `accepted` counts passages
    that somebody had inserted with tracked changes.
    """

    concept = models.ForeignKey(Concept, models.PROTECT, related_name="word_documents", verbose_name=_("Konzept"))
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", verbose_name=_("Datei"))
    name = models.CharField(_("Dateiname"), max_length=150)
    goal_reason = models.TextField(_("warum die Ziele noch nicht messbar sind"))
    accepted = models.PositiveIntegerField(_("übernommene Einfügungen"), default=0)
    state = models.CharField(_("Stand"), max_length=10, choices=WordState.choices, default=WordState.OPEN)
    choice_key = models.CharField(_("Prüfsumme der Zuordnung"), max_length=64, blank=True)
    opened_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("vorgelegt von")
    )
    opened_at = models.DateTimeField(_("vorgelegt am"))
    finished_at = models.DateTimeField(_("beendet am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Word-Dokument")
        verbose_name_plural = _("Word-Dokumente")
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "choice_key"], condition=~Q(choice_key=""), name="concept_word_choice_once"
            ),
            models.CheckConstraint(
                condition=Q(state=WordState.DONE, finished_at__isnull=False)
                | (~Q(state=WordState.DONE) & Q(finished_at=None)),
                name="concept_word_done_has_end",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "concept", "file", "goal_reason", "accepted", "state", "choice_key", "opened_by", "opened_at",
            "finished_at",
        }  # fmt: skip
        personal = {"name"}

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether choices can still be changed."""
        return self.state == WordState.OPEN


class WordBlock(models.Model):
    """One piece of a Word document: what it is there, what it becomes, and the element it has become part of.

    `text` is CommonMark, `plain` the same without marks. `depth` counts for pieces that become elements. `because` says
    why a piece is left out; where the file itself leaves no choice, `is_fixed` is set.
    """

    document = models.ForeignKey(WordDocument, models.PROTECT, related_name="blocks", verbose_name=_("Word-Dokument"))
    number = models.PositiveIntegerField(_("Nummer"))
    kind = models.CharField(_("Art"), max_length=10, choices=BlockKind.choices)
    origin = models.CharField(_("Fundstelle"), max_length=10, choices=Origin.choices, default=Origin.BODY)
    text = models.TextField(_("Text"), blank=True)
    plain = models.TextField(_("Text ohne Auszeichnung"), blank=True)
    level = models.PositiveSmallIntegerField(_("Ebene im Dokument"), default=0)
    marker = models.CharField(_("Nummer im Dokument"), max_length=200, blank=True)
    label = models.TextField(_("Beschriftung in der Tabelle"), blank=True)
    is_guess = models.BooleanField(_("nur am Aussehen als Überschrift erkannt"), default=False)
    use = models.CharField(_("wird"), max_length=12, choices=BlockUse.choices)
    depth = models.PositiveSmallIntegerField(_("Ebene im Konzept"), default=1)
    because = models.CharField(_("nicht übernommen, weil"), max_length=12, choices=LeftBecause.choices, blank=True)
    is_fixed = models.BooleanField(_("nicht wählbar"), default=False)
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Element")
    )

    class Meta:
        verbose_name = _("Stück eines Word-Dokuments")
        verbose_name_plural = _("Stücke von Word-Dokumenten")
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="concept_word_block_number_once"),
            models.CheckConstraint(
                condition=~Q(use=BlockUse.LEFT) | (~Q(because="") & Q(element=None)),
                name="concept_word_left_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_fixed=False) | Q(use=BlockUse.LEFT), name="concept_word_fixed_is_left"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "document", "number", "kind", "origin", "text", "plain", "level", "marker", "label", "is_guess",
            "use", "depth", "because", "is_fixed", "element",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def left_because(self) -> str:
        """Why it is left out, in words."""
        return str(LeftBecause(self.because).label) if self.because else ""
