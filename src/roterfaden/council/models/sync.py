"""Another council system that is read: what it said, which of its papers are ours, what was decided there (ADR 40)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import User
from roterfaden.council.enums import ConsultationRole, ForeignKind, MatchState, Result, SyncState
from roterfaden.council.models.papers import Paper
from roterfaden.places.models import Area


class SourceQuerySet(models.QuerySet["Source"]):
    def active(self) -> "SourceQuerySet":
        """Sources that are read by themselves."""
        return self.filter(is_active=True)


class Source(models.Model):
    """A council system of the county or a municipality, entered by the address of its system or body.

    `read_until` is the moment up to which its changes are known here; the next reading asks from a day before.
    """

    name = models.CharField(_("Name"), max_length=120)
    url = models.CharField(_("Adresse der Schnittstelle"), max_length=500, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Gebiet"))
    is_active = models.BooleanField(_("wird regelmäßig gelesen"), default=True)
    added_at = models.DateTimeField(_("angelegt am"))
    version = models.CharField(_("gefundene OParl-Version"), max_length=10, blank=True)
    body_name = models.CharField(_("gefundene Körperschaft"), max_length=200, blank=True)
    papers_url = models.CharField(_("gefundene Liste der Vorlagen"), max_length=1000, blank=True)
    read_until = models.DateTimeField(_("Änderungen bekannt bis"), null=True, blank=True)
    full_at = models.DateTimeField(_("zuletzt ganz gelesen am"), null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ratsinformationssystem")
        verbose_name_plural = _("Ratsinformationssysteme")

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "name", "url", "area", "is_active", "added_at", "version", "body_name", "papers_url", "read_until",
            "full_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name


class SyncRun(models.Model):
    """One reading of a source. `cursor` is the next page, so a reading that was broken off goes on there.

    `token` names whoever reads; a reading nobody has heard of for some time may be taken up by another.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs", verbose_name=_("Ratsinformationssystem"))
    state = models.CharField(_("Stand"), max_length=10, choices=SyncState.choices, default=SyncState.RUNNING)
    token = models.CharField(_("wer liest"), max_length=64)
    is_full = models.BooleanField(_("alles statt nur Änderungen"))
    since = models.DateTimeField(_("Änderungen ab"), null=True, blank=True)
    cursor = models.CharField(_("nächste Seite"), max_length=2000, blank=True)
    started_at = models.DateTimeField(_("begonnen am"))
    seen_at = models.DateTimeField(_("zuletzt gemeldet"))
    finished_at = models.DateTimeField(_("beendet am"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("Seiten"), default=0)
    added = models.PositiveIntegerField(_("neu"), default=0)
    changed = models.PositiveIntegerField(_("geändert"), default=0)
    unchanged = models.PositiveIntegerField(_("unverändert"), default=0)
    gone = models.PositiveIntegerField(_("entzogen oder verschwunden"), default=0)
    proposed = models.PositiveIntegerField(_("vorgeschlagene Zuordnungen"), default=0)
    copied = models.PositiveIntegerField(_("abgeschriebene Beschlüsse"), default=0)
    faults = models.JSONField(_("überstandene Fehler"), default=dict, blank=True)
    message = models.CharField(_("Mitteilung"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Abgleich")
        verbose_name_plural = _("Abgleiche")
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(state=SyncState.RUNNING), name="council_syncrun_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=SyncState.RUNNING, finished_at=None)
                | (~Q(state=SyncState.RUNNING) & Q(finished_at__isnull=False)),
                name="council_syncrun_ended_has_end",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "source", "state", "token", "is_full", "since", "cursor", "started_at", "seen_at", "finished_at",
            "pages", "added", "changed", "unchanged", "gone", "proposed", "copied", "faults", "message",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.source_id} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def audit_label(self) -> str:
        return self.source.name


class ForeignObject(models.Model):
    """An object as the source said it, apart from persons: papers, and of those that may be ours what belongs to them.

    `key` is its address without the host, because hosts change. `gone_at`: the source has withdrawn it, or it is no
    longer in its lists. `raw` may still name people in its titles, so it is kept from logs and exports.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="objects_kept", verbose_name=_("Quelle"))
    kind = models.CharField(_("Art"), max_length=20, choices=ForeignKind.choices)
    key = models.CharField(_("Schlüssel"), max_length=64)
    url = models.CharField(_("Adresse"), max_length=1000)
    name = models.CharField(_("Betreff oder Name"), max_length=500, blank=True)
    reference = models.CharField(_("Nummer"), max_length=80, blank=True)
    reference_key = models.CharField(_("Nummer in einer Schreibweise"), max_length=80, blank=True)
    dated_on = models.DateField(_("Datum"), null=True, blank=True)
    modified_at = models.DateTimeField(_("geändert laut Quelle"), null=True, blank=True)
    raw = models.JSONField(_("wie gelesen"), default=dict)
    digest = models.CharField(_("Prüfsumme"), max_length=64)
    fetched_at = models.DateTimeField(_("zuletzt gelesen am"))
    changed_at = models.DateTimeField(_("zuletzt verändert gelesen am"))
    gone_at = models.DateTimeField(_("entzogen am"), null=True, blank=True)
    run = models.ForeignKey(SyncRun, models.PROTECT, related_name="+", verbose_name=_("zuletzt gelesen mit"))

    class Meta:
        verbose_name = _("gelesenes Objekt")
        verbose_name_plural = _("gelesene Objekte")
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="council_foreignobject_once")]
        indexes = [
            models.Index(fields=["source", "reference_key"], name="council_foreign_reference"),
            models.Index(fields=["source", "kind", "dated_on"], name="council_foreign_day"),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "source", "kind", "key", "url", "reference", "reference_key", "dated_on", "modified_at", "digest",
            "fetched_at", "changed_at", "gone_at", "run",
        }  # fmt: skip
        personal = {"name", "raw"}  # titles of papers may name people

    def __str__(self) -> str:
        return f"{self.reference} {self.name}".strip() or self.url

    @property
    def audit_label(self) -> str:
        return self.reference or self.key[:12]


class Match(models.Model):
    """A paper there that may be ours: proposed with points and reasons, confirmed or refused by a person.

    `reasons` are pairs of `enums.MatchReason` and the value that belongs to it.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="matches", verbose_name=_("Vorlage"))
    foreign = models.ForeignKey(ForeignObject, models.PROTECT, related_name="matches", verbose_name=_("dort"))
    state = models.CharField(_("Stand"), max_length=10, choices=MatchState.choices, default=MatchState.PROPOSED)
    points = models.PositiveSmallIntegerField(_("Ähnlichkeit von 100"))
    reasons = models.JSONField(_("Gründe"), default=list, blank=True)
    proposed_at = models.DateTimeField(_("vorgeschlagen am"))
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("entschieden von")
    )

    class Meta:
        verbose_name = _("Zuordnung")
        verbose_name_plural = _("Zuordnungen")
        constraints = [
            models.UniqueConstraint(fields=["paper", "foreign"], name="council_match_once"),
            models.UniqueConstraint(
                fields=["foreign"], condition=Q(state=MatchState.CONFIRMED), name="council_match_one_confirmed"
            ),
            models.CheckConstraint(
                condition=Q(state=MatchState.PROPOSED, decided_at=None)
                | (~Q(state=MatchState.PROPOSED) & Q(decided_at__isnull=False)),
                name="council_match_decided_has_moment",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "paper", "foreign", "state", "points", "reasons", "proposed_at", "decided_at", "decided_by",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.paper_id} = {self.foreign_id}"

    @property
    def audit_label(self) -> str:
        return f"{self.paper.reference} = {self.foreign.audit_label}"


class CopiedDecisionQuerySet(models.QuerySet["CopiedDecision"]):
    def in_force(self) -> "CopiedDecisionQuerySet":
        """What the source says now; what it said before stays below."""
        return self.filter(superseded_by=None)


class CopiedDecision(models.Model):
    """What the source says was decided at one step, copied with the moment it was read. Never edited: when the source
    says something else later, a new row supersedes this one. `role` and `result` are empty where its words are unclear.
    """

    match = models.ForeignKey(Match, models.PROTECT, related_name="decisions", verbose_name=_("Zuordnung"))
    supersedes = models.OneToOneField(
        "self", models.PROTECT, related_name="superseded_by", null=True, blank=True, verbose_name=_("ersetzt")
    )
    step_url = models.CharField(_("Adresse der Station"), max_length=1000)
    body_name = models.CharField(_("Gremium dort"), max_length=500, blank=True)
    starts_at = models.DateTimeField(_("Sitzung"), null=True, blank=True)
    agenda_number = models.CharField(_("Tagesordnungspunkt"), max_length=40, blank=True)
    role_words = models.CharField(_("Zuständigkeit dort"), max_length=120, blank=True)
    role = models.CharField(_("Zuständigkeit"), max_length=20, choices=ConsultationRole.choices, blank=True)
    result_words = models.TextField(_("Ergebnis dort"), blank=True)
    result = models.CharField(_("Ergebnis"), max_length=30, choices=Result.choices, blank=True)
    text = models.TextField(_("Wortlaut"), blank=True)
    file_url = models.CharField(_("Datei des Beschlusses"), max_length=1000, blank=True)
    is_public = models.BooleanField(_("öffentlich laut Quelle"), null=True, blank=True)
    digest = models.CharField(_("Prüfsumme"), max_length=64)
    fetched_at = models.DateTimeField(_("gelesen am"))

    objects = CopiedDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("abgeschriebener Beschluss")
        verbose_name_plural = _("abgeschriebene Beschlüsse")

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "match", "supersedes", "step_url", "body_name", "starts_at", "agenda_number", "role_words", "role",
            "result", "file_url", "is_public", "digest", "fetched_at",
        }  # fmt: skip
        personal = {"result_words", "text"}  # minutes name who voted how

    def __str__(self) -> str:
        return f"{self.match_id} {self.body_name}"

    @property
    def audit_label(self) -> str:
        return f"{self.match.paper.reference}, {self.body_name}"
