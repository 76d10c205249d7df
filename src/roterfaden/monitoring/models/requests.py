"""Asking for figures: who delivers what, the request of one review, its links, and what was answered."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.files.models import KeptFile
from roterfaden.indicators.models import Definition, Indicator, Observation
from roterfaden.monitoring.enums import AnswerKind
from roterfaden.monitoring.models.cycles import ReviewCycle
from roterfaden.places.models import Area


class Deliverer(models.Model):
    """A place that delivers figures: a unit of the house, or a municipality. A function, never a person."""

    name = models.CharField(_("Name der Stelle"), max_length=160)
    email = models.EmailField(_("Funktionsadresse"))
    municipality = models.ForeignKey(
        Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune")
    )
    retired_at = models.DateTimeField(_("wird nicht mehr gefragt seit"), null=True, blank=True)

    class Meta:
        verbose_name = _("Meldestelle")
        verbose_name_plural = _("Meldestellen")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(retired_at=None, municipality__isnull=False),
                name="monitoring_deliverer_once_a_municipality",
            ),
        ]

    class Privacy:
        public = {"id", "name", "municipality"}
        internal = {"retired_at"}
        personal = {"email"}

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class Delivery(models.Model):
    """An indicator a place delivers: it is asked for it in every review."""

    deliverer = models.ForeignKey(Deliverer, models.PROTECT, related_name="deliveries", verbose_name=_("Meldestelle"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("Messgröße"))

    class Meta:
        verbose_name = _("Lieferung")
        verbose_name_plural = _("Lieferungen")
        constraints = [models.UniqueConstraint(fields=["deliverer", "indicator"], name="monitoring_delivery_once")]

    class Privacy:
        public = {"id", "deliverer", "indicator"}
        internal: set[str] = set()
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.deliverer_id}: {self.indicator_id}"


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def standing(self) -> "DataRequestQuerySet":
        """Not taken back."""
        return self.filter(revoked_at=None)

    def waiting(self) -> "DataRequestQuerySet":
        """Not taken back and not handed in."""
        return self.standing().filter(handed_in_at=None)


class DataRequest(models.Model):
    """What one place is asked for one review. Answered through a link, without an account, in parts if need be.

    `handed_in_at` is the moment everything was answered and handed in; answering again empties it.
    """

    uid = models.UUIDField(_("Kennung"), default=uuid.uuid4, unique=True, editable=False)
    cycle = models.ForeignKey(ReviewCycle, models.PROTECT, related_name="requests", verbose_name=_("Überprüfung"))
    deliverer = models.ForeignKey(Deliverer, models.PROTECT, related_name="requests", verbose_name=_("Meldestelle"))
    due_on = models.DateField(_("erbeten bis"))
    link_until = models.DateTimeField(_("Link gilt bis"))
    asked_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gefragt von")
    )
    asked_at = models.DateTimeField(_("gefragt am"))
    begun_at = models.DateTimeField(_("begonnen am"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("abgegeben am"), null=True, blank=True)
    note = models.TextField(_("Anmerkung der Stelle"), blank=True)
    revoked_at = models.DateTimeField(_("zurückgenommen am"), null=True, blank=True)
    revoke_reason = models.CharField(_("Grund der Rücknahme"), max_length=300, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("Datenanfrage")
        verbose_name_plural = _("Datenanfragen")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "deliverer"], condition=Q(revoked_at=None), name="monitoring_request_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoke_reason="") | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
                name="monitoring_request_revoked_with_reason",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "uid", "cycle", "deliverer", "due_on", "link_until", "asked_by", "asked_at", "begun_at",
            "handed_in_at", "note", "revoked_at", "revoke_reason",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{self.deliverer.name} ({self.cycle.title})"


class RequestLink(models.Model):
    """One link that was sent. Only the hash of its secret is kept; `occasion` makes each mail unrepeatable."""

    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="links", verbose_name=_("Datenanfrage"))
    occasion = models.CharField(_("Anlass"), max_length=20)
    secret_hash = models.CharField(_("Prüfsumme des Links"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("verschickt am"))

    class Meta:
        verbose_name = _("Link zu einer Datenanfrage")
        verbose_name_plural = _("Links zu Datenanfragen")
        constraints = [models.UniqueConstraint(fields=["request", "occasion"], name="monitoring_request_link_once")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "request", "occasion", "secret_hash", "sent_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.request_id}: {self.occasion}"


class RequestedValue(models.Model):
    """One value that is asked for, and what was answered.

    `raw` is the number as the place wrote it, or the value of the period before for "wie im Vorjahr". `note` says why
    there is none, or what has to be known about it. `question` is what the office asks back. `observation` is the
    value the office took over.
    """

    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="values", verbose_name=_("Datenanfrage"))
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+", verbose_name=_("Messgröße"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    breakdown = models.CharField(_("Gliederung"), max_length=200, blank=True)
    period_start = models.DateField(_("Zeitraum von"))
    period_end = models.DateField(_("Zeitraum bis"))
    answer = models.CharField(_("Antwort"), max_length=20, choices=AnswerKind.choices, blank=True)
    raw = models.CharField(_("Wert"), max_length=60, blank=True)
    note = models.CharField(_("Anmerkung"), max_length=600, blank=True)
    question = models.CharField(_("Rückfrage"), max_length=600, blank=True)
    answered_at = models.DateTimeField(_("beantwortet am"), null=True, blank=True)
    observation = models.ForeignKey(
        Observation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("übernommen als")
    )
    taken_over_at = models.DateTimeField(_("übernommen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("angefragter Wert")
        verbose_name_plural = _("angefragte Werte")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "definition", "area", "breakdown", "period_start", "period_end"],
                name="monitoring_requested_value_once",
            ),
            models.CheckConstraint(
                condition=~Q(answer=AnswerKind.MISSING) | ~Q(note=""), name="monitoring_missing_value_has_reason"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "request", "definition", "area", "breakdown", "period_start", "period_end", "answer", "raw", "note",
            "question", "answered_at", "observation", "taken_over_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.request_id}: {self.definition_id} {self.period_end}"

    @property
    def audit_label(self) -> str:
        return f"{self.request.deliverer.name}: {self.definition.indicator.title} {self.period_end}"


class RequestFile(models.Model):
    """Something a place sent along with its figures."""

    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="files", verbose_name=_("Datenanfrage"))
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+", verbose_name=_("Datei"))
    attached_at = models.DateTimeField(_("angehängt am"))

    class Meta:
        verbose_name = _("Anlage zu einer Datenanfrage")
        verbose_name_plural = _("Anlagen zu Datenanfragen")
        constraints = [models.UniqueConstraint(fields=["request", "file"], name="monitoring_request_file_once")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "request", "file", "attached_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.request_id}: {self.file_id}"
