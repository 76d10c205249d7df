"""Messages to people and what is enclosed. Addresses and texts go after a while; that there was one stays."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.post.enums import ENDED, MessageState, Trouble


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, now: datetime) -> "MessageQuerySet":
        """Waiting, and rested long enough after the last try."""
        return self.filter(state=MessageState.WAITING, next_try_at__lte=now)

    def open(self) -> "MessageQuerySet":
        """Neither sent nor given up."""
        return self.exclude(state__in=ENDED)

    def interrupted(self, before: datetime) -> "MessageQuerySet":
        """Claimed before this moment and not heard of since: the worker died over it."""
        return self.filter(state=MessageState.SENDING, claimed_at__lt=before)

    def failed(self) -> "MessageQuerySet":
        """Given up."""
        return self.filter(state=MessageState.FAILED)

    def to_erase(self, before: datetime) -> "MessageQuerySet":
        """Ended before this moment, with address and text still there."""
        return self.filter(state__in=ENDED, ended_at__lt=before, erased_at=None)


class Message(models.Model):
    """One mail to one person: written once, handed to the mail server by a worker, erased after a while."""

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    once = models.CharField(_("Schlüssel gegen Wiederholung"), max_length=200, null=True, blank=True, unique=True)
    about = models.CharField(_("Anlass"), max_length=120)
    language = models.CharField(_("Sprache"), max_length=12)
    to = models.EmailField(_("an"), blank=True)
    subject = models.CharField(_("Betreff"), max_length=250, blank=True)
    text = models.TextField(_("Text"), blank=True)
    unsubscribe = models.URLField(_("Adresse zum Abbestellen"), max_length=500, blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    tries = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    doubts = models.PositiveSmallIntegerField(_("Versuche mit ungewissem Ausgang"), default=0)
    trouble = models.CharField(_("Hindernis"), max_length=12, choices=Trouble.choices, blank=True)
    written_at = models.DateTimeField(_("geschrieben am"))
    next_try_at = models.DateTimeField(_("nächster Versuch ab"))
    claimed_at = models.DateTimeField(_("zuletzt übergeben am"), null=True, blank=True)
    ended_at = models.DateTimeField(_("verschickt oder aufgegeben am"), null=True, blank=True)
    erased_at = models.DateTimeField(_("gelöscht am"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Nachricht")
        verbose_name_plural = _("Nachrichten")
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state=MessageState.WAITING), name="post_message_due")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="post_message_ended_has_end",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, to__gt="", text__gt="")
                | Q(erased_at__isnull=False, to="", subject="", text="", unsubscribe="", state__in=ENDED),
                name="post_message_whole_or_erased",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "once", "about", "language", "state", "tries", "doubts", "trouble", "written_at",
            "next_try_at", "claimed_at", "ended_at", "erased_at",
        }  # fmt: skip
        personal = {"to", "subject", "text", "unsubscribe"}

    def __str__(self) -> str:
        return f"{self.about} {self.uid}"

    @property
    def audit_label(self) -> str:
        return self.about

    @property
    def mail_domain(self) -> str:
        """Where the message goes, without saying to whom: the part behind the @."""
        return self.to.rpartition("@")[2]


class Attachment(models.Model):
    """A file enclosed in a message; deleted when the message is erased."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments", verbose_name=_("Nachricht"))
    name = models.CharField(_("Dateiname"), max_length=200)
    media_type = models.CharField(_("Dateityp"), max_length=120)
    content = models.BinaryField(_("Inhalt"))

    class Meta:
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "message", "media_type"}
        personal = {"name", "content"}

    def __str__(self) -> str:
        return f"{self.media_type} {self.pk}"


class Erasure(models.Model):
    """One run that erased addresses and texts: when and how many, and nothing else."""

    erased_at = models.DateTimeField(_("gelöscht am"))
    messages = models.PositiveIntegerField(_("Nachrichten"))

    class Meta:
        verbose_name = _("Löschlauf")
        verbose_name_plural = _("Löschläufe")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "erased_at", "messages"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.erased_at:%Y-%m-%d}: {self.messages}"

    @property
    def audit_label(self) -> str:
        return str(self.messages)
