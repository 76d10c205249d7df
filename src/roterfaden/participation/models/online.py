"""Taking part online: questions by field, support for voices, comments on them, reports by readers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, User
from roterfaden.kernel.labels import kind_token
from roterfaden.participation.enums import CommentRule, FlagDecision, FlagReason, Language, Moderation, Sign
from roterfaden.participation.models.events import Event
from roterfaden.participation.models.process import Process
from roterfaden.participation.models.voices import Contribution, ReceiptCode
from roterfaden.topics.models import FieldOfAction


class QuestionField(models.Model):
    """The field of action a question of an online event belongs to; `question` counts from 1, as voices do."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="question_fields", verbose_name=_("Veranstaltung"))
    question = models.PositiveSmallIntegerField(_("Frage der Veranstaltung"))
    field = models.ForeignKey(FieldOfAction, models.PROTECT, related_name="+", verbose_name=_("Handlungsfeld"))

    class Meta:
        verbose_name = _("Handlungsfeld einer Frage")
        verbose_name_plural = _("Handlungsfelder der Fragen")
        constraints = [
            models.UniqueConstraint(fields=["event", "question"], name="participation_question_field_once"),
            models.CheckConstraint(condition=Q(question__gte=1), name="participation_question_counts_from_one"),
        ]

    class Privacy:
        public = {"id", "event", "question", "field"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.event_id} {self.question}"


class OnlineRules(models.Model):
    """How comments are treated in a process. Without a row they are read before they are shown."""

    process = models.OneToOneField(
        Process, models.PROTECT, related_name="online_rules", verbose_name=_("Beteiligungsprozess")
    )
    comments = models.CharField(
        _("Kommentare"), max_length=20, choices=CommentRule.choices, default=CommentRule.CHECKED_FIRST
    )

    class Meta:
        verbose_name = _("Regel für Kommentare")
        verbose_name_plural = _("Regeln für Kommentare")

    class Privacy:
        public = {"id", "process", "comments"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return str(self.get_comments_display())

    @property
    def audit_label(self) -> str:
        return self.process.title


# --- support --------------------------------------------------------------------------------------------------------
class Support(Act):
    """Somebody supports a voice: with a participant's code or, when signed in, with an account; with each only once.

    Taking it back supersedes the row and keeps it. A code is no person: support is a sign of interest, not a vote.
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="supports", verbose_name=_("Beitrag"))
    code = models.ForeignKey(
        ReceiptCode, models.PROTECT, related_name="supports", null=True, blank=True, verbose_name=_("Karten-Code")
    )

    class Meta:
        verbose_name = _("Unterstützung")
        verbose_name_plural = _("Unterstützungen")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "code"],
                condition=Q(superseded_at=None),
                name="participation_support_once_per_code",
            ),
            models.UniqueConstraint(
                fields=["contribution", "made_by"],
                condition=Q(superseded_at=None, code=None),
                name="participation_support_once_per_account",
            ),
            models.CheckConstraint(
                condition=Q(code=None) ^ Q(made_by=None), name="participation_support_by_code_or_account"
            ),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "contribution"}
        internal = ACT_INTERNAL | {"code"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.contribution.audit_label


# --- comments -------------------------------------------------------------------------------------------------------
class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> "CommentQuerySet":
        """Comments anybody may read."""
        return self.filter(moderation=Moderation.PUBLISHED, withdrawn_at=None)

    def pending(self) -> "CommentQuerySet":
        """Comments that wait for a check."""
        return self.filter(moderation=Moderation.PENDING, withdrawn_at=None)


class Comment(models.Model):
    """An answer to a voice or to another comment. Its words never change; whoever wrote it can take it back, then they
    are gone (the database permits only that).

    `root` is the first comment of the conversation, empty for itself. `level` counts from 1 and stops at DEEPEST: an
    answer to a comment down there stands beside it, under the same `parent`.
    """

    DEEPEST = 3

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="comments", verbose_name=_("Beitrag"))
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="answers", null=True, blank=True, verbose_name=_("Antwort auf")
    )
    root = models.ForeignKey(
        "self", models.PROTECT, related_name="conversation", null=True, blank=True, verbose_name=_("Gespräch")
    )
    level = models.PositiveSmallIntegerField(_("Ebene"), default=1)
    text = models.TextField(_("Text"), blank=True)
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices, default=Language.DE)
    code = models.ForeignKey(
        ReceiptCode, models.PROTECT, related_name="comments", null=True, blank=True, verbose_name=_("Karten-Code")
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("von"))
    made_as = models.CharField(_("in der Rolle"), max_length=40)
    made_at = models.DateTimeField(_("am"))
    moderation = models.CharField(
        _("Sichtbarkeit"), max_length=20, choices=Moderation.choices, default=Moderation.PENDING
    )
    moderation_reason = models.CharField(_("Grund der Zurückhaltung"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(_("zurückgezogen am"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommentar")
        verbose_name_plural = _("Kommentare")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(withdrawn_at__isnull=False),
                name="participation_comment_words_unless_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(moderation=Moderation.WITHHELD) | ~Q(moderation_reason=""),
                name="participation_withheld_comment_needs_reason",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, root=None, level=1)
                | Q(parent__isnull=False, root__isnull=False, level__range=(2, 3)),
                name="participation_comment_stands_in_its_conversation",
            ),
            models.CheckConstraint(
                condition=Q(code=None) ^ Q(made_by=None), name="participation_comment_by_code_or_account"
            ),
        ]
        indexes = [
            models.Index(fields=["contribution", "root", "made_at"], name="participation_comment_list"),
            models.Index(fields=["moderation", "made_at"], name="participation_comment_waiting"),
        ]

    class Privacy:
        public = {
            "id", "contribution", "parent", "root", "level", "language", "made_as", "made_at", "moderation",
            "withdrawn_at",
        }  # fmt: skip
        internal = {"code", "made_by", "moderation_reason"}
        personal = {"text"}

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{self.contribution.audit_label}, {kind_token(self)} {self.pk}"

    @property
    def is_shown(self) -> bool:
        """Whether everybody may read the words."""
        return self.moderation == Moderation.PUBLISHED and self.withdrawn_at is None


# --- reports and suspicions ---------------------------------------------------------------------------------------
class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> "FlagQuerySet":
        """Reports nobody has decided about."""
        return self.filter(decided_at=None)


def _about_one(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(contribution=None) ^ Q(comment=None), name=f"participation_{name}_about_one_thing"
    )


class Flag(models.Model):
    """A reader says that something should not stand here. Nobody knows who; only moderation reads the words."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="flags", null=True, blank=True, verbose_name=_("Beitrag")
    )
    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="flags", null=True, blank=True, verbose_name=_("Kommentar")
    )
    reason = models.CharField(_("Grund"), max_length=20, choices=FlagReason.choices)
    note = models.CharField(_("Erläuterung"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("gemeldet am"))
    decision = models.CharField(_("Entscheidung"), max_length=20, choices=FlagDecision.choices, blank=True)
    decision_reason = models.CharField(_("Begründung"), max_length=300, blank=True)
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("entschieden von")
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        constraints = [
            _about_one("flag"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="participation_flag_decided_at_a_time",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "contribution", "comment", "reason", "made_at", "decision", "decision_reason", "decided_at",
            "decided_by",
        }  # fmt: skip
        personal = {"note"}

    def __str__(self) -> str:
        return str(self.get_reason_display())


class Suspicion(models.Model):
    """Why the program asks a person to look first: it may be spam. Nothing is ever thrown away."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="suspicions", null=True, blank=True, verbose_name=_("Beitrag")
    )
    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="suspicions", null=True, blank=True, verbose_name=_("Kommentar")
    )
    sign = models.CharField(_("Anzeichen"), max_length=20, choices=Sign.choices)
    detail = models.CharField(_("Näheres"), max_length=100, blank=True)
    noted_at = models.DateTimeField(_("bemerkt am"))

    class Meta:
        verbose_name = _("Spam-Verdacht")
        verbose_name_plural = _("Verdachtsfälle auf Spam")
        constraints = [_about_one("suspicion")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "contribution", "comment", "sign", "detail", "noted_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.get_sign_display()} {self.detail}".strip()
