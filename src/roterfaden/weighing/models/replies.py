"""What people say to the answer they got."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, ActQuerySet
from roterfaden.concept.models import Consideration
from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution
from roterfaden.weighing.enums import Verdict


class ReplyQuerySet(ActQuerySet):
    def unread(self) -> "ReplyQuerySet":
        """Replies in force nobody of the office has looked at: words, or a point that was not met."""
        return self.filter(~Q(verdict=Verdict.YES) | ~Q(words=""), superseded_at=None, seen_at=None)


class Reply(Act):
    """Whoever holds the code says whether a published answer meets the point. One in force for each answer.

    The words are read by the office first; everybody reads them only when they were released. When the voice is taken
    back they are erased, and the verdict stays.
    """

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))
    consideration = models.ForeignKey(Consideration, models.PROTECT, related_name="+", verbose_name=_("Antwort"))
    verdict = models.CharField(_("Trifft das Ihr Anliegen?"), max_length=10, choices=Verdict.choices)
    words = models.TextField(_("Worte dazu"), blank=True)
    moderation = models.CharField(
        _("Sichtbarkeit der Worte"), max_length=20, choices=Moderation.choices, default=Moderation.PENDING
    )
    seen_at = models.DateTimeField(_("gelesen am"), null=True, blank=True)
    erased_at = models.DateTimeField(_("Worte gelöscht am"), null=True, blank=True)

    objects = ReplyQuerySet.as_manager()  # type: ignore[misc]  # a manager is a class variable

    class Meta:
        verbose_name = _("Rückmeldung zur Antwort")
        verbose_name_plural = _("Rückmeldungen zu Antworten")
        constraints = [
            models.UniqueConstraint(
                fields=["consideration"], condition=Q(superseded_at=None), name="weighing_reply_once"
            ),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(words=""), name="weighing_reply_erased_is_empty"),
        ]
        indexes = [models.Index(fields=["contribution", "superseded_at"], name="weighing_reply_of_voice")]

    class Privacy:
        public = ACT_PUBLIC | {"id", "contribution", "consideration", "verdict"}
        internal = ACT_INTERNAL | {"moderation", "seen_at", "erased_at"}
        personal = {"words"}

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.verdict}"

    @property
    def audit_label(self) -> str:
        return self.contribution.audit_label
