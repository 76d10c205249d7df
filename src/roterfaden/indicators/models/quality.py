"""What looks wrong about figures, what people made of it, and how breakdowns are called."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.indicators.enums import FigureCheck, FindingState
from roterfaden.indicators.models.figures import Indicator, Series
from roterfaden.kernel.labels import choice_token


class FigureFindingQuerySet(models.QuerySet["FigureFinding"]):
    def standing(self) -> "FigureFindingQuerySet":
        """Findings that the newest check found."""
        return self.filter(gone_at=None)

    def open(self, on: date) -> "FigureFindingQuerySet":
        """Standing findings that nobody has answered as they are now, or whose answer has run out on `on`."""
        return self.standing().filter(~Exists(_answers(on)))

    def answered(self, on: date, state: str = "") -> "FigureFindingQuerySet":
        """Standing findings with an answer that holds on `on`, of this state if one is named."""
        answers = _answers(on)
        return self.standing().filter(Exists(answers.filter(state=state) if state else answers))


def _answers(on: date) -> "models.QuerySet[FindingAnswer]":
    rows = FindingAnswer.objects.filter(finding=OuterRef("pk"), fingerprint=OuterRef("fingerprint"), superseded_at=None)
    return rows.filter(Q(until=None) | Q(until__gte=on))


class FigureFinding(models.Model):
    """Something about figures that deserves a look. It keeps its row as long as it is about the same thing (`key`).

    `facts` are the numbers of the sentence; `fingerprint` names their state: an answer holds for one state only.
    """

    key = models.CharField(_("worum es geht"), max_length=220, unique=True)
    kind = models.CharField(_("Art"), max_length=20, choices=FigureCheck.choices)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("Messgröße"))
    series = models.ForeignKey(
        Series, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Zahlenreihe")
    )  # empty: many series of the indicator
    on = models.DateField(_("Stand"), null=True, blank=True)
    facts = models.JSONField(_("Sachstand"), default=dict)
    fingerprint = models.CharField(_("Kennung des Sachstands"), max_length=64)
    found_at = models.DateTimeField(_("gefunden am"))
    gone_at = models.DateTimeField(_("erledigt am"), null=True, blank=True)

    objects = FigureFindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auffälligkeit")
        verbose_name_plural = _("Auffälligkeiten")
        indexes = [models.Index(fields=["indicator", "gone_at"], name="indicators_finding_list")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "key", "kind", "indicator", "series", "on", "facts", "fingerprint", "found_at", "gone_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def audit_label(self) -> str:
        return f"{choice_token(self, 'kind')} ({self.indicator.title})"


class FindingAnswer(Act):
    """What somebody made of a finding and why. It holds for these facts, and `until` a day if one is named."""

    finding = models.ForeignKey(FigureFinding, models.PROTECT, related_name="answers", verbose_name=_("Auffälligkeit"))
    state = models.CharField(_("Stand"), max_length=12, choices=FindingState.choices)
    fingerprint = models.CharField(_("Kennung des Sachstands"), max_length=64)
    until = models.DateField(_("zurückgestellt bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Stellungnahme zu einer Auffälligkeit")
        verbose_name_plural = _("Stellungnahmen zu Auffälligkeiten")
        constraints = [
            models.UniqueConstraint(
                fields=["finding"], condition=Q(superseded_at=None), name="indicators_finding_answer_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="indicators_finding_answer_says_why"),
            models.CheckConstraint(
                condition=Q(state=FindingState.IGNORED, until__isnull=False)
                | (~Q(state=FindingState.IGNORED) & Q(until=None)),
                name="indicators_finding_ignored_until",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {"id", "finding", "state", "fingerprint", "until"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.finding)

    @property
    def audit_label(self) -> str:
        return self.finding.audit_label


class FigureCheckRun(models.Model):
    """One look at all figures: how many there were, how many findings came and went."""

    checked_at = models.DateTimeField(_("geprüft am"))
    series = models.PositiveIntegerField(_("Zahlenreihen"))
    values = models.PositiveIntegerField(_("Werte"))
    came = models.PositiveIntegerField(_("neue Auffälligkeiten"))
    went = models.PositiveIntegerField(_("erledigte Auffälligkeiten"))

    class Meta:
        verbose_name = _("Prüfung der Zahlen")
        verbose_name_plural = _("Prüfungen der Zahlen")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "checked_at", "series", "values", "came", "went"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.checked_at}"

    @property
    def audit_label(self) -> str:
        return f"{self.checked_at:%d.%m.%Y}"


class BreakdownTerm(models.Model):
    """How a part of a breakdown is called: `anlass` or, with a value, `anlass=erstorientierung`.

    `broader` is the value of the same dimension this one is part of; such values are not added to each other.
    """

    dimension = models.CharField(_("Merkmal"), max_length=80)
    value = models.CharField(_("Ausprägung"), max_length=120, blank=True)
    words = models.CharField(_("Bezeichnung"), max_length=120, blank=True)
    broader = models.CharField(_("gehört zu"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("Bezeichnung einer Gliederung")
        verbose_name_plural = _("Bezeichnungen von Gliederungen")
        constraints = [
            models.UniqueConstraint(fields=["dimension", "value"], name="indicators_breakdown_term_once"),
            models.CheckConstraint(
                condition=Q(broader="") | ~Q(broader=F("value")), name="indicators_breakdown_not_part_of_itself"
            ),
        ]

    class Privacy:
        public = {"id", "dimension", "value", "words", "broader"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.words or self.value or self.dimension

    @property
    def audit_label(self) -> str:
        return str(self)
