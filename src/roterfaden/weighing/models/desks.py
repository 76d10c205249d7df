"""Who weighs what until when, and the unfinished answer of each person."""

from typing import cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, User
from roterfaden.kernel.labels import kind_token
from roterfaden.participation.models import Contribution, Process, Theme, VoiceGroup
from roterfaden.weighing.models.advice import Unit


def _one_of(*names: str) -> Q:
    """Exactly one of these fields is set."""
    one = Q()
    for wanted in names:
        one |= Q(**{f"{name}__isnull": name != wanted for name in names})
    return one


class DeskItem(Act):
    """A voice, a group of voices or a whole theme lies on the desk of a person or a unit. `reason` is the note to it.

    Handing over supersedes the item; an item taken off a desk is superseded by nothing. Whatever lies nearer counts: a
    voice of its own before its group, the group before its theme (`queries.with_desk`), so each voice lies on one desk.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="+", verbose_name=_("Beteiligungsprozess"))
    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Beitrag")
    )
    group = models.ForeignKey(
        VoiceGroup, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Gruppe")
    )
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Thema"))
    person = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("bei der Person")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("bei der Stelle")
    )
    due_on = models.DateField(_("bis"), null=True, blank=True)

    class Meta:
        verbose_name = _("Sache auf einem Tisch")
        verbose_name_plural = _("Sachen auf Tischen")
        constraints = [
            models.CheckConstraint(condition=_one_of("contribution", "group", "theme"), name="weighing_item_is_one"),
            models.CheckConstraint(condition=_one_of("person", "unit"), name="weighing_item_on_one_desk"),
            *(
                models.UniqueConstraint(
                    fields=[name], condition=Q(superseded_at=None), name=f"weighing_{name}_on_a_desk_once"
                )
                for name in ("contribution", "group", "theme")
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {
            "id", "process", "contribution", "group", "theme", "person", "unit", "due_on",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.subject_id} → {self.desk_key}"

    @property
    def subject_id(self) -> str:
        """What lies there, as a word that stands for it in forms: "beitrag-12", "gruppe-3", "thema-7"."""
        if self.contribution_id:
            return f"beitrag-{self.contribution_id}"
        return f"gruppe-{self.group_id}" if self.group_id else f"thema-{self.theme_id}"

    @property
    def subject(self) -> Contribution | VoiceGroup | Theme:
        """What lies there."""
        return cast("Contribution | VoiceGroup | Theme", self.contribution or self.group or self.theme)

    @property
    def owner(self) -> User | Unit:
        """Whose desk it is."""
        return cast("User | Unit", self.person or self.unit)

    @property
    def desk_key(self) -> str:
        """Whose desk it is, as a word that stands for it in addresses: "p12" or "s3"."""
        return f"p{self.person_id}" if self.person_id else f"s{self.unit_id}"

    @property
    def audit_label(self) -> str:
        if self.contribution is not None:
            return self.contribution.audit_label
        return self.theme.title if self.theme is not None else f"{kind_token(VoiceGroup)} {self.group_id}"


class AnswerDraft(models.Model):
    """What one person has typed for one voice and not saved as an answer: scratch paper, thrown away afterwards.

    `values` holds the fields of the form as they were typed, even where they are wrong.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("von"))
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))
    values = models.JSONField(_("Eingaben"), default=dict)
    kept_at = models.DateTimeField(_("gemerkt am"))

    class Meta:
        verbose_name = _("angefangene Antwort")
        verbose_name_plural = _("angefangene Antworten")
        constraints = [
            models.UniqueConstraint(fields=["user", "contribution"], name="weighing_draft_once"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "user", "contribution", "values", "kept_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.contribution_id}"
