"""What the program suggested for a card, from what and why, and what a person decided. Never changed, never deleted.

No word of any card stands here: a reason names the place of a word in a text, and the page reads it there. So a voice
that is withdrawn or covered takes its reasons with it.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.kernel.labels import choice_token
from roterfaden.participation.models import Contribution, Theme
from roterfaden.sorting.enums import Likeness, ScoreKind, SuggestionKind, Verdict
from roterfaden.topics.models import FieldOfAction


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def current(self) -> "SuggestionQuerySet":
        """Suggestions whose inputs have not changed since."""
        return self.filter(stale_at=None)

    def undecided(self) -> "SuggestionQuerySet":
        """Suggestions nobody has decided on."""
        decided = SuggestionDecision.objects.filter(suggestion=models.OuterRef("pk"))
        return self.filter(~models.Exists(decided))


def _target(**wanted: bool) -> Q:
    return Q(**{f"{name}__isnull": not here for name, here in wanted.items()})


_TARGETS = (
    Q(kind=SuggestionKind.FIELD) & _target(field=True, theme=False, other=False)
    | Q(kind=SuggestionKind.THEME) & _target(field=False, theme=True, other=False)
    | Q(kind__in=[SuggestionKind.DUPLICATE, SuggestionKind.NEIGHBOUR]) & _target(field=False, theme=False, other=True)
    | Q(kind=SuggestionKind.NAME) & _target(field=False, theme=False, other=False)
)


class Suggestion(models.Model):
    """One suggestion for one card: target, method and version, inputs, score, reasons.

    `why` holds `words`, each as [contribution, passage, word, weight] (passage 0 is the original, 1 its German
    translation, words counted from 0), and `cards`, each as [contribution, weight].
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))
    kind = models.CharField(_("Art"), max_length=20, choices=SuggestionKind.choices)
    rank = models.PositiveSmallIntegerField(_("Rang"))
    field = models.ForeignKey(
        FieldOfAction, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Handlungsfeld")
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Thema"))
    other = models.ForeignKey(
        Contribution, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("anderer Beitrag")
    )
    likeness = models.CharField(_("Verhältnis"), max_length=20, choices=Likeness.choices, blank=True)
    method = models.CharField(_("Verfahren"), max_length=60)
    version = models.PositiveSmallIntegerField(_("Version des Verfahrens"))
    encoder = models.CharField(_("Sprachmodell"), max_length=80, blank=True)
    inputs = models.CharField(_("Prüfsumme der Eingaben"), max_length=64)
    learnt = models.PositiveIntegerField(_("gelernt aus so vielen Zuordnungen"))
    score = models.FloatField(_("Wert"))
    score_kind = models.CharField(_("Bedeutung des Werts"), max_length=20, choices=ScoreKind.choices)
    why = models.JSONField(_("Gründe"), default=dict, blank=True)
    made_at = models.DateTimeField(_("am"))
    stale_at = models.DateTimeField(_("überholt seit"), null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorschlag")
        verbose_name_plural = _("Vorschläge")
        constraints = [
            models.CheckConstraint(condition=_TARGETS, name="sorting_suggestion_target_fits_kind"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="sorting_suggestion_score"),
            models.CheckConstraint(condition=~Q(other=F("contribution")), name="sorting_suggestion_not_itself"),
            models.UniqueConstraint(
                fields=["contribution", "kind", "rank"], condition=Q(stale_at=None), name="sorting_suggestion_once"
            ),
        ]
        indexes = [models.Index(fields=["kind", "rank", "made_at"], name="sorting_suggestion_counted")]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "contribution", "kind", "rank", "field", "theme", "other", "likeness", "method", "version", "encoder",
            "inputs", "learnt", "score", "score_kind", "why", "made_at", "stale_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.rank}"

    @property
    def audit_label(self) -> str:
        return f"{self.contribution.audit_label}: {choice_token(self, 'kind')}"

    @property
    def target_id(self) -> int | None:
        """The key of the field, the theme or the card that is suggested."""
        return self.field_id or self.theme_id or self.other_id


class SuggestionDecision(Act):
    """What a person made of a suggestion. A later decision supersedes an earlier one and keeps it."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="decisions", verbose_name=_("Vorschlag"))
    verdict = models.CharField(_("Entscheidung"), max_length=20, choices=Verdict.choices)
    chosen = models.ForeignKey(
        Theme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gewähltes Thema")
    )

    class Meta:
        verbose_name = _("Entscheidung über einen Vorschlag")
        verbose_name_plural = _("Entscheidungen über Vorschläge")
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(superseded_at=None), name="sorting_decision_once"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {"id", "suggestion", "verdict", "chosen"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.get_verdict_display())

    @property
    def audit_label(self) -> str:
        return self.suggestion.audit_label
