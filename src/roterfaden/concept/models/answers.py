"""What became of voices: their weighing, and the wording it led to."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act, ActQuerySet
from roterfaden.concept.enums import Outcome
from roterfaden.concept.models.tree import Element, ElementRevision, Version
from roterfaden.participation.models import Contribution, Segment, SplitPart

SHOWN = Q(published_at__isnull=False, retired_at=None)
"""Published, and no later answer has been published in its place."""


class ConsiderationQuerySet(ActQuerySet):
    def in_force(self) -> "ConsiderationQuerySet":
        """Answers that nothing has replaced, published or not: what the office sees.

        They are about a part there is, or about a whole voice.
        An answer to a passage that was joined again or split otherwise waits: it counts again when the passage does. An
        answer to a whole voice holds as long as the voice is whole, or one of its parts has no answer of its own.
        """
        return self._holding(Q(superseded_at=None))

    def shown(self) -> "ConsiderationQuerySet":
        """Answers everybody may read: published, and nothing published in their place since. The same for parts."""
        return self._holding(SHOWN)

    def _holding(self, now: Q) -> "ConsiderationQuerySet":
        parts = SplitPart.objects.current()
        own = Consideration.objects.filter(now, segment=OuterRef("segment"))
        split = parts.filter(contribution=OuterRef("contribution"))
        is_whole = ~Q(Exists(split)) | Q(Exists(split.filter(~Exists(own), speaks=True)))
        is_part = Exists(parts.filter(segment=OuterRef("segment"), speaks=True))
        return self.filter(Q(is_whole, segment=None) | Q(is_part), now)


class Consideration(Act):
    """The weighing of a voice, or of one part of a split one: what became of it, at which element, and why – for the
    file and in plain words. An answer to the whole voice is one to each of its parts, until a part has its own."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="+", verbose_name=_("Beitrag"))
    segment = models.ForeignKey(
        Segment, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Textstelle")
    )
    element = models.ForeignKey(
        Element, models.PROTECT, related_name="considerations", null=True, blank=True, verbose_name=_("Element")
    )
    version = models.ForeignKey(
        Version, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gesehene Fassung")
    )
    outcome = models.CharField(_("Ergebnis"), max_length=20, choices=Outcome.choices)
    plain_reason = models.TextField(_("Begründung in einfachen Worten"))
    referred_to = models.CharField(_("weitergegeben an"), max_length=200, blank=True)
    # An answer stays in force for the public until the one that replaced it is published too.
    published_at = models.DateTimeField(_("veröffentlicht am"), null=True, blank=True)
    retired_at = models.DateTimeField(_("öffentlich abgelöst am"), null=True, blank=True)

    objects = ConsiderationQuerySet.as_manager()  # type: ignore[misc]  # a manager is a class variable

    class Meta:
        verbose_name = _("Abwägung")
        verbose_name_plural = _("Abwägungen")
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "element"],
                condition=Q(superseded_at=None, segment=None),
                name="concept_consideration_once",
            ),
            models.UniqueConstraint(
                fields=["contribution"],
                condition=Q(superseded_at=None, element=None, segment=None),
                name="concept_general_consideration_once",
            ),
            models.UniqueConstraint(
                fields=["segment", "element"], condition=Q(superseded_at=None), name="concept_part_consideration_once"
            ),
            models.UniqueConstraint(
                fields=["segment"],
                condition=Q(superseded_at=None, element=None),
                name="concept_general_part_consideration_once",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(published_at__isnull=False, superseded_at__isnull=False),
                name="concept_retired_was_published",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(plain_reason=""), name="concept_consideration_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(element__isnull=False) | Q(outcome__in=[Outcome.REFERRED, Outcome.NOT_TAKEN_UP]),
                name="concept_taken_up_names_element",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFERRED) | ~Q(referred_to=""), name="concept_referred_names_receiver"
            ),
        ]

    class Privacy:
        public = ACT_PUBLIC | {
            "id", "contribution", "segment", "element", "version", "outcome", "plain_reason", "referred_to",
            "published_at", "retired_at",
        }  # fmt: skip
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.contribution_id}: {self.outcome}"

    @property
    def audit_label(self) -> str:
        return self.contribution.audit_label


class Incorporation(Act):
    """A weighed voice changed this wording: the link from the consideration to the revision it led to."""

    consideration = models.ForeignKey(
        Consideration, models.PROTECT, related_name="incorporations", verbose_name=_("Abwägung")
    )
    revision = models.ForeignKey(
        ElementRevision, models.PROTECT, related_name="incorporations", verbose_name=_("Wortlaut")
    )

    class Meta:
        verbose_name = _("Einarbeitung")
        verbose_name_plural = _("Einarbeitungen")
        constraints = [
            models.UniqueConstraint(
                fields=["consideration", "revision"],
                condition=Q(superseded_at=None),
                name="concept_incorporation_once",
            ),
        ]

    class Privacy:
        public = ACT_PUBLIC | {"id", "consideration", "revision"}
        internal = ACT_INTERNAL
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.consideration_id} → {self.revision_id}"

    @property
    def audit_label(self) -> str:
        return self.consideration.contribution.audit_label
