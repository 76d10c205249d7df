"""People who wait for a course. Names, birth date and address are sealed; open stand only coarse facts (ADR 51)."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.accounts.models import ACT_INTERNAL, ACT_PUBLIC, Act
from roterfaden.courses.enums import Disclosure, KeyKind, LeaveReason, Level, PartnerKind, TimeOfDay
from roterfaden.courses.models.offers import Provider
from roterfaden.courses.models.reference import CourseType, EntitlementKind
from roterfaden.kernel.codes import readable
from roterfaden.kernel.vault import SealedField
from roterfaden.places.models import Area


class NameSecret(models.Model):
    """The secret with which keys of names are hashed, sealed itself: renewing the vault's keys changes no hash."""

    token = SealedField(_("verschlossener Schlüssel"))
    made_at = models.DateTimeField(_("angelegt am"))

    class Meta:
        verbose_name = _("Schlüssel für Namensvergleiche")
        verbose_name_plural = _("Schlüssel für Namensvergleiche")

    class Privacy:
        public: set[str] = set()
        internal = {"id", "made_at"}
        personal = {"token"}

    def __str__(self) -> str:
        return str(self.pk)


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """People."""

    def active(self) -> "CandidateQuerySet":
        """Neither gone nor merged into another record, and not without a name by now."""
        return self.filter(left_on=None, merged_into=None, erased_at=None)


class Candidate(models.Model):
    """Somebody who waits for a course, by pseudonym.

    `words` is methods.words.PersonWords, sealed. `waiting_since` begins the six weeks. `recommended` and `section` come
    from the newest test; a person may deviate with a reason (models.PlacementTest). `children` counts those who need
    a place in the course's care. `apart_from`: somebody with whom they take turns at home. When its periods are over
    (methods.keeping), a row loses words and wishes, then everything but what is counted: it is never deleted.
    """

    code = models.CharField(_("Kennwort"), max_length=9, unique=True)
    words = SealedField(_("verschlossene Angaben"), blank=True)
    language = models.CharField(_("Sprache der Verständigung"), max_length=12, default="de")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("Kommune"))
    waiting_since = models.DateField(_("angemeldet am"))
    recommended = models.ForeignKey(
        CourseType, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("empfohlene Kursart")
    )
    section = models.PositiveSmallIntegerField(_("empfohlener Kursabschnitt"), null=True, blank=True)
    level = models.CharField(_("Niveau"), max_length=2, choices=Level.choices, blank=True)
    morning = models.BooleanField(_("kann vormittags"), default=False)
    afternoon = models.BooleanField(_("kann nachmittags"), default=False)
    evening = models.BooleanField(_("kann abends"), default=False)
    weekend = models.BooleanField(_("kann am Wochenende"), default=False)
    online = models.BooleanField(_("kann online lernen"), default=False)
    children = models.PositiveSmallIntegerField(_("Kinder, die während des Kurses betreut werden"), default=0)
    small_children = models.BooleanField(_("lebt mit kleinen Kindern"), default=False)
    is_woman = models.BooleanField(_("Frau"), default=False)
    women_only = models.BooleanField(_("nur in einen Kurs für Frauen"), default=False)
    under_27 = models.BooleanField(_("bei der Anmeldung unter 27"), default=False)
    max_minutes = models.PositiveSmallIntegerField(_("Weg höchstens (Minuten)"), null=True, blank=True)
    wished = models.ForeignKey(
        Provider, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("gewünschter Kursträger")
    )
    apart_from = models.ForeignKey(
        "self", models.PROTECT, related_name="partners", null=True, blank=True,
        verbose_name=_("nicht zur gleichen Zeit wie"),
    )  # fmt: skip
    left_on = models.DateField(_("wartet nicht mehr seit"), null=True, blank=True)
    left_because = models.CharField(_("Grund"), max_length=20, choices=LeaveReason.choices, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", null=True, blank=True, verbose_name=_("zusammengeführt mit")
    )
    registered_at = models.DateTimeField(_("eingetragen am"))
    erased_at = models.DateTimeField(_("Name und Anschrift gelöscht am"), null=True, blank=True)
    emptied_at = models.DateTimeField(_("nur noch gezählt seit"), null=True, blank=True)

    standing: list["Entitlement"]  # these three are filled by the lists (queries.people.candidate_rows)
    taken: list["PlacementTest"]
    held: list[Any]

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("Person auf der Warteliste")
        verbose_name_plural = _("Personen auf der Warteliste")
        indexes = [models.Index(fields=["left_on", "waiting_since"], name="courses_candidate_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None, left_because="") | (Q(left_on__isnull=False) & ~Q(left_because="")),
                name="courses_candidate_left_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(recommended=None, section=None) | Q(recommended__isnull=False, section__isnull=False),
                name="courses_candidate_type_with_section",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="courses_candidate_not_into_itself"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "code", "language", "area", "waiting_since", "recommended", "section", "level", "morning",
            "afternoon", "evening", "weekend", "online", "children", "small_children", "is_woman", "women_only",
            "under_27", "max_minutes", "wished", "apart_from", "left_on", "left_because", "merged_into",
            "registered_at", "erased_at", "emptied_at",
        }  # fmt: skip
        personal = {"words"}

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def pseudonym(self) -> str:
        """The code as people read it."""
        return readable(self.code)

    @property
    def audit_label(self) -> str:
        return self.pseudonym

    @property
    def slots(self) -> tuple[str, ...]:
        """When this person can come."""
        return tuple(name for name in TimeOfDay.values if getattr(self, name))

    @property
    def is_active(self) -> bool:
        """Neither gone nor merged, and not without a name by now."""
        return self.left_on is None and self.merged_into_id is None and self.erased_at is None


class NameKey(models.Model):
    """What another record of the same person would share, as a keyed hash: it says "the same", never who."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="keys", verbose_name=_("Person"))
    kind = models.CharField(_("Art des Vergleichs"), max_length=20, choices=KeyKind.choices)
    digest = models.CharField(_("Prüfsumme"), max_length=64)

    class Meta:
        verbose_name = _("Namensvergleich")
        verbose_name_plural = _("Namensvergleiche")
        indexes = [models.Index(fields=["digest"], name="courses_name_key")]
        constraints = [models.UniqueConstraint(fields=["candidate", "kind"], name="courses_name_key_once")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "candidate", "kind"}
        personal = {"digest"}

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.kind}"


class CandidateMerge(Act):
    """Two records were one person. `moved` says what hung on the dropped one, so that it can be parted again.

    `superseded_at` is the day they were parted.
    """

    kept = models.ForeignKey(Candidate, models.PROTECT, related_name="merges", verbose_name=_("bleibt"))
    dropped = models.ForeignKey(Candidate, models.PROTECT, related_name="drops", verbose_name=_("aufgegangen"))
    moved = models.JSONField(_("umgehängt"), default=dict)

    class Meta:
        verbose_name = _("Zusammenführung von Personen")
        verbose_name_plural = _("Zusammenführungen von Personen")
        constraints = [
            models.UniqueConstraint(
                fields=["dropped"], condition=Q(superseded_at=None), name="courses_merge_once"
            ),
        ]  # fmt: skip

    class Privacy:
        public: set[str] = set()
        internal = ACT_PUBLIC | ACT_INTERNAL | {"id", "kept", "dropped", "moved"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{self.dropped.pseudonym} → {self.kept.pseudonym}"


class Entitlement(models.Model):
    """A right, an admission or an obligation of one person, as it was issued."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="entitlements", verbose_name=_("Person"))
    kind = models.ForeignKey(EntitlementKind, models.PROTECT, related_name="+", verbose_name=_("Art der Berechtigung"))
    issued_on = models.DateField(_("ausgestellt am"))
    valid_until = models.DateField(_("gilt bis"), null=True, blank=True)
    entered_at = models.DateTimeField(_("eingetragen am"))
    ended_on = models.DateField(_("beendet am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Berechtigung zum Sprachkurs")
        verbose_name_plural = _("Berechtigungen zum Sprachkurs")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("issued_on")),
                name="courses_entitlement_in_order",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "candidate", "kind", "issued_on", "valid_until", "entered_at", "ended_on"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.candidate.pseudonym

    def holds_on(self, day: date) -> bool:
        """Whether it may be used on a day."""
        return self.ended_on is None and (self.valid_until is None or day <= self.valid_until)


class PlacementTest(models.Model):
    """One placement test (IntV § 11 (2)): agreed for a day, then taken with a result, or not attended.

    `deviates` gives the reason where somebody was recommended another course than the result says; the law wants it
    written down (§ 11 (2), § 20b (1) no. 5 IntV).
    """

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="tests", verbose_name=_("Person"))
    planned_for = models.DateField(_("verabredet für den"), null=True, blank=True)
    taken_on = models.DateField(_("abgelegt am"), null=True, blank=True)
    place = models.CharField(_("Teststelle"), max_length=120, blank=True)
    oral = models.CharField(_("mündlich"), max_length=2, choices=Level.choices, blank=True)
    written = models.CharField(_("schriftlich"), max_length=2, choices=Level.choices, blank=True)
    recommended = models.ForeignKey(
        CourseType, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("empfohlene Kursart")
    )
    section = models.PositiveSmallIntegerField(_("empfohlener Kursabschnitt"), null=True, blank=True)
    deviates = models.CharField(_("Grund der Abweichung vom Testergebnis"), max_length=400, blank=True)
    entered_at = models.DateTimeField(_("eingetragen am"))

    class Meta:
        verbose_name = _("Einstufungstest")
        verbose_name_plural = _("Einstufungstests")
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_for__isnull=False) | Q(taken_on__isnull=False), name="courses_test_has_day"
            ),
            models.CheckConstraint(
                condition=Q(taken_on=None)
                | (Q(recommended__isnull=False, section__isnull=False) & ~Q(oral="") & ~Q(written="")),
                name="courses_test_taken_with_result",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "candidate", "planned_for", "taken_on", "place", "oral", "written", "recommended", "section",
            "deviates", "entered_at",
        }  # fmt: skip
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return self.candidate.pseudonym


class Agreement(models.Model):
    """What the network has agreed with one partner: what of a person it may be told, if that person consents."""

    name = models.CharField(_("Partner"), max_length=160, unique=True)
    kind = models.CharField(_("Art"), max_length=20, choices=PartnerKind.choices)
    provider = models.OneToOneField(
        Provider, models.PROTECT, related_name="agreement", null=True, blank=True, verbose_name=_("Kursträger")
    )
    purpose = models.CharField(_("Zweck"), max_length=300)
    discloses = models.JSONField(_("erfährt"), default=list)
    legal_source = models.CharField(_("Grundlage"), max_length=300)
    valid_from = models.DateField(_("gilt ab"))
    ended_on = models.DateField(_("beendet am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Vereinbarung mit einem Partner")
        verbose_name_plural = _("Vereinbarungen mit Partnern")

    class Privacy:
        public = {"id", "name", "kind", "provider", "purpose", "discloses", "legal_source", "valid_from"}
        internal = {"ended_on"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        return self.name

    @property
    def discloses_labels(self) -> list[str]:
        """What the partner is told, in words."""
        return [str(Disclosure(name).label) for name in self.discloses if name in Disclosure.values]


class SharingConsent(models.Model):
    """Somebody consents that one partner is told what the agreement names; may be withdrawn at any time."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="consents", verbose_name=_("Person"))
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="consents", verbose_name=_("Partner"))
    given_on = models.DateField(_("eingewilligt am"))
    withdrawn_on = models.DateField(_("zurückgenommen am"), null=True, blank=True)

    class Meta:
        verbose_name = _("Einwilligung zur Weitergabe")
        verbose_name_plural = _("Einwilligungen zur Weitergabe")
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "agreement"], condition=Q(withdrawn_on=None), name="courses_sharing_consent_once"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "candidate", "agreement", "given_on", "withdrawn_on"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{self.candidate.pseudonym}: {self.agreement.name}"
