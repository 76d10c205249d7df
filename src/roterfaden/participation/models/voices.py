"""Cards and voices. What somebody said is never edited."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.codes import readable
from roterfaden.kernel.labels import kind_token
from roterfaden.participation.enums import (
    Channel,
    ContributionKind,
    Language,
    Moderation,
    TranslationStatus,
)
from roterfaden.participation.methods import ShownWords, shown_words
from roterfaden.participation.models.events import Event
from roterfaden.participation.models.process import ActorGroup, Process
from roterfaden.places.models import Area


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def published(self) -> "ContributionQuerySet":
        """Contributions anybody may read."""
        return self.filter(moderation=Moderation.PUBLISHED, withdrawn_at=None)

    def traceable(self) -> "ContributionQuerySet":
        """Contributions whose number, kind and outcome anybody may see: the words of a withdrawn one are gone."""
        return self.filter(moderation=Moderation.PUBLISHED)

    def pending(self) -> "ContributionQuerySet":
        """Contributions nobody has looked at yet."""
        return self.filter(moderation=Moderation.PENDING, withdrawn_at=None)


class Contribution(models.Model):
    """One voice: a card, a letter, an online entry. Language and origin never change (the database refuses).

    `text` holds what everybody may read. It changes only while an original is sealed or shown again: `omitted` counts
    the passages left out, and a withdrawn voice has no words any more (ADR 21). Pages show `words`.
    """

    process = models.ForeignKey(
        Process, models.PROTECT, related_name="contributions", verbose_name=_("Beteiligungsprozess")
    )
    number = models.PositiveIntegerField(_("Nummer"))
    kind = models.CharField(_("Art"), max_length=20, choices=ContributionKind.choices)
    text = models.TextField(_("Text"), blank=True)
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices, default=Language.DE)
    channel = models.CharField(_("Weg"), max_length=20, choices=Channel.choices)
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="contributions", null=True, blank=True, verbose_name=_("Veranstaltung")
    )
    table = models.PositiveSmallIntegerField(_("Tisch"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(_("Runde"), null=True, blank=True)
    question = models.PositiveSmallIntegerField(_("Frage der Veranstaltung"), null=True, blank=True)  # from 1
    actor_group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="contributions", null=True, blank=True, verbose_name=_("Akteursgruppe")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    weight = models.PositiveSmallIntegerField(_("Punkte"), default=0)
    said_on = models.DateField(_("gesagt am"))
    captured_at = models.DateTimeField(_("erfasst am"))
    moderation = models.CharField(
        _("Sichtbarkeit"), max_length=20, choices=Moderation.choices, default=Moderation.PENDING
    )
    moderation_reason = models.CharField(_("Grund der Zurückhaltung"), max_length=300, blank=True)
    omitted = models.PositiveSmallIntegerField(_("ausgelassene Stellen"), default=0)
    withdrawn_at = models.DateTimeField(_("zurückgezogen am"), null=True, blank=True)
    # Drawn by the device that wrote the card, so that a card sent twice is kept once (ADR 18).
    client_id = models.UUIDField(_("Kennung vom Gerät"), null=True, blank=True, unique=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beitrag")
        verbose_name_plural = _("Beiträge")
        constraints = [
            models.UniqueConstraint(fields=["process", "number"], name="participation_contribution_number_once"),
            models.CheckConstraint(
                condition=~Q(moderation=Moderation.WITHHELD) | ~Q(moderation_reason=""),
                name="participation_withheld_needs_reason",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(withdrawn_at__isnull=False), name="participation_words_unless_withdrawn"
            ),
        ]
        indexes = [
            models.Index(fields=["process", "moderation", "-number"], name="participation_contrib_list"),
            models.Index(fields=["event", "-number"], name="participation_contrib_event"),
            # Partial, not led by withdrawn_at: PostgreSQL does not see that IS NULL leaves one value to sort after.
            models.Index(
                fields=["moderation", "-said_on", "-number", "id"],
                condition=models.Q(withdrawn_at=None),
                name="participation_contrib_newest",
            ),
            models.Index(
                fields=["moderation", "-weight", "number", "id"],
                condition=models.Q(withdrawn_at=None),
                name="participation_contrib_weight",
            ),
        ]

    class Privacy:
        public = {
            "id", "process", "number", "kind", "language", "channel", "event", "table", "round", "question",
            "actor_group", "area", "weight", "said_on", "captured_at", "moderation", "omitted", "withdrawn_at",
        }  # fmt: skip
        internal = {"moderation_reason", "client_id"}
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.number}"

    @property
    def is_published(self) -> bool:
        """Whether anybody may read it."""
        return self.moderation == Moderation.PUBLISHED and not self.is_withdrawn

    @property
    def is_withdrawn(self) -> bool:
        """Whether the person who said it took it back."""
        return self.withdrawn_at is not None

    @property
    def words(self) -> ShownWords:
        """What every page, list, export and mail shows of it, with a note where passages were left out."""
        return shown_words(self.text, omitted=self.omitted, is_withdrawn=self.is_withdrawn)


class Translation(models.Model):
    """A contribution in another language, added beside the original."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="translations", verbose_name=_("Beitrag")
    )
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices)
    text = models.TextField(_("Text"), blank=True)
    omitted = models.PositiveSmallIntegerField(_("ausgelassene Stellen"), default=0)
    status = models.CharField(_("Stand"), max_length=20, choices=TranslationStatus.choices)
    made_at = models.DateTimeField(_("am"))

    class Meta:
        verbose_name = _("Übersetzung")
        verbose_name_plural = _("Übersetzungen")
        constraints = [
            models.UniqueConstraint(fields=["contribution", "language"], name="participation_translation_once"),
        ]

    class Privacy:
        public = {"id", "contribution", "language", "status", "made_at", "omitted"}
        internal: set[str] = set()
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.language}"

    @property
    def audit_label(self) -> str:
        return f"{self.contribution.audit_label} ({self.language})"

    @property
    def words(self) -> ShownWords:
        """The translation as everybody may read it; without text once the voice was withdrawn."""
        return shown_words(self.text, omitted=self.omitted, is_withdrawn=not self.text)


class ReceiptCode(models.Model):
    """The code on a card. Printed before the forum, bound when the card is captured. Opens the status page, years later
    too. It is no key to anything personal, but it is not guessable either (kernel.codes)."""

    code = models.CharField(_("Code"), max_length=12, unique=True)
    process = models.ForeignKey(Process, models.PROTECT, related_name="codes", verbose_name=_("Beteiligungsprozess"))
    event = models.ForeignKey(
        Event, models.PROTECT, related_name="codes", null=True, blank=True, verbose_name=_("Veranstaltung")
    )
    contribution = models.OneToOneField(
        Contribution, models.PROTECT, related_name="code", null=True, blank=True, verbose_name=_("Beitrag")
    )
    question = models.PositiveSmallIntegerField(_("Frage der Veranstaltung"), null=True, blank=True)  # from 1
    issued_at = models.DateTimeField(_("ausgegeben am"))

    class Meta:
        verbose_name = _("Karten-Code")
        verbose_name_plural = _("Karten-Codes")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "process", "event", "contribution", "question", "issued_at"}
        personal = {"code"}

    def __str__(self) -> str:
        return readable(self.code)
