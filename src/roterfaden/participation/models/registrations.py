"""Who comes: registrations without account, invitations, and counts of people that hold no names."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.codes import readable
from roterfaden.kernel.labels import kind_token
from roterfaden.participation.enums import HeadcountOf, InvitedBy, InviteeState, Language, RegistrationState
from roterfaden.participation.models.events import Event
from roterfaden.participation.models.process import ActorGroup
from roterfaden.places.models import Area


class InviteeQuerySet(models.QuerySet["Invitee"]):
    def with_state(self) -> "models.QuerySet[Any]":
        """Each with `.state`: not invited, invited, registered or declined."""
        active = Registration.objects.filter(invitee=OuterRef("pk")).exclude(state=RegistrationState.CANCELLED)
        return self.annotate(
            is_registered=Exists(active),
            state=models.Case(
                models.When(is_registered=True, then=models.Value(InviteeState.REGISTERED)),
                models.When(declined_at__isnull=False, then=models.Value(InviteeState.DECLINED)),
                models.When(invited_at__isnull=False, then=models.Value(InviteeState.INVITED)),
                default=models.Value(InviteeState.NOT_INVITED),
                output_field=models.CharField(),
            ),
        )


class Invitee(models.Model):
    """Somebody on the list of an event. Erased with the registrations; the counts stay."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="invitees", verbose_name=_("Veranstaltung"))
    key = models.CharField(_("Merkmal"), max_length=400)
    code = models.CharField(_("Code"), max_length=12, unique=True)
    organisation = models.CharField(_("Einrichtung"), max_length=160, blank=True)
    name = models.CharField(_("Name oder Funktion"), max_length=120, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices, default=Language.DE)
    actor_group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="invitees", null=True, blank=True, verbose_name=_("Akteursgruppe")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    added_at = models.DateTimeField(_("auf der Liste seit"))
    invited_at = models.DateTimeField(_("eingeladen am"), null=True, blank=True)
    invited_by = models.CharField(_("Weg"), max_length=20, choices=InvitedBy.choices, blank=True)
    reminded_at = models.DateTimeField(_("erinnert am"), null=True, blank=True)
    declined_at = models.DateTimeField(_("abgesagt am"), null=True, blank=True)

    objects = InviteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eingeladene")
        verbose_name_plural = _("Eingeladene")
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="participation_invitee_once"),
            models.CheckConstraint(
                condition=~Q(organisation="") | ~Q(name=""), name="participation_invitee_has_a_name"
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {
            "id", "event", "organisation", "language", "actor_group", "area", "added_at", "invited_at", "invited_by",
            "reminded_at", "declined_at",
        }  # fmt: skip
        personal = {"key", "code", "name", "street", "postcode", "city", "email"}

    def __str__(self) -> str:
        return self.organisation or self.name

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def has_address(self) -> bool:
        """Whether a letter would arrive."""
        return bool(self.street and self.postcode and self.city)


class InvitationText(models.Model):
    """What an invitation says, in one language. Everybody gets the German one, and beside it the one they read."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="invitation_texts", verbose_name=_("Veranstaltung"))
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices)
    subject = models.CharField(_("Betreff"), max_length=160)
    text = models.TextField(_("Text"))

    class Meta:
        verbose_name = _("Einladungstext")
        verbose_name_plural = _("Einladungstexte")
        constraints = [
            models.UniqueConstraint(fields=["event", "language"], name="participation_invitation_text_once"),
        ]

    class Privacy:
        # Written to be sent to many people; may travel to other houses as a pattern.
        public = {"event", "language", "subject", "text"}
        internal = {"id"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.event_id} {self.language}"

    @property
    def audit_label(self) -> str:
        return f"{self.event.title} ({self.language})"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def seated(self) -> "RegistrationQuerySet":
        """Those who have a seat."""
        return self.filter(state=RegistrationState.REGISTERED)

    def waiting(self) -> "RegistrationQuerySet":
        """Those who would like one, the first to come first."""
        return self.filter(state=RegistrationState.WAITING).order_by("registered_at", "pk")

    def present(self) -> "RegistrationQuerySet":
        """Those who came."""
        return self.filter(checked_in_at__isnull=False)


class Registration(models.Model):
    """One person who wants to come to an event. Whoever holds `code` may change and cancel it.

    `submission` is the same for a form that is sent twice. All of it is erased some weeks after the event.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name=_("Veranstaltung"))
    code = models.CharField(_("Code"), max_length=12, unique=True)
    submission = models.UUIDField(_("Kennung der Eingabe"), unique=True)
    state = models.CharField(_("Stand"), max_length=20, choices=RegistrationState.choices)
    name = models.CharField(_("Name"), max_length=100, blank=True)
    email = models.EmailField(_("E-Mail"), blank=True)
    actor_group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="registrations", null=True, blank=True, verbose_name=_("Akteursgruppe")
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("Kommune"))
    language = models.CharField(_("Sprache"), max_length=12, choices=Language.choices, default=Language.DE)
    needs_interpreter = models.BooleanField(_("braucht Dolmetschen"), default=False)
    children_under_3 = models.PositiveSmallIntegerField(_("Kinder unter 3 Jahren"), default=0)
    children_3_to_5 = models.PositiveSmallIntegerField(_("Kinder von 3 bis 5 Jahren"), default=0)
    children_6_to_12 = models.PositiveSmallIntegerField(_("Kinder von 6 bis 12 Jahren"), default=0)
    needs = models.CharField(_("Unterstützung"), max_length=500, blank=True)
    invitee = models.ForeignKey(
        Invitee, models.PROTECT, related_name="registrations", null=True, blank=True, verbose_name=_("Einladung")
    )
    is_walk_in = models.BooleanField(_("ohne Anmeldung gekommen"), default=False)
    registered_at = models.DateTimeField(_("angemeldet am"))
    cancelled_at = models.DateTimeField(_("abgemeldet am"), null=True, blank=True)
    checked_in_at = models.DateTimeField(_("gekommen um"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anmeldung")
        verbose_name_plural = _("Anmeldungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RegistrationState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=RegistrationState.CANCELLED) & Q(cancelled_at=None)),
                name="participation_registration_cancelled_at",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at=None) | Q(state=RegistrationState.REGISTERED),
                name="participation_registration_present_has_seat",
            ),
        ]
        indexes = [models.Index(fields=["event", "state", "registered_at"], name="participation_registration_q")]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "event", "state", "is_walk_in", "registered_at", "cancelled_at", "checked_in_at"}
        personal = {
            "code", "submission", "name", "email", "actor_group", "area", "language", "needs_interpreter",
            "children_under_3", "children_3_to_5", "children_6_to_12", "needs", "invitee",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return f"{kind_token(self)} {self.pk}"

    @property
    def readable_code(self) -> str:
        """The code as it stands on the confirmation."""
        return readable(self.code)

    @property
    def is_active(self) -> bool:
        """Whether it still stands."""
        return self.state != RegistrationState.CANCELLED

    @property
    def children(self) -> int:
        """How many children are brought."""
        return self.children_under_3 + self.children_3_to_5 + self.children_6_to_12


class Headcount(models.Model):
    """How many people were invited, had registered and came – all, or of one group, municipality or language.

    `key` is empty for all, else the slug of the group, the key of the area or the code of the language; "-" stands for
    "not said". An empty number was not counted. Kept after everything personal is erased.
    """

    UNSAID = "-"

    event = models.ForeignKey(Event, models.PROTECT, related_name="headcounts", verbose_name=_("Veranstaltung"))
    of = models.CharField(_("gezählt nach"), max_length=20, choices=HeadcountOf.choices)
    key = models.CharField(_("Schlüssel"), max_length=80, blank=True)
    invited = models.PositiveIntegerField(_("eingeladen"), null=True, blank=True)
    registered = models.PositiveIntegerField(_("angemeldet"), null=True, blank=True)
    attended = models.PositiveIntegerField(_("gekommen"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("festgehalten am"))

    class Meta:
        verbose_name = _("Teilnahmezahl")
        verbose_name_plural = _("Teilnahmezahlen")
        constraints = [
            models.UniqueConstraint(fields=["event", "of", "key"], name="participation_headcount_once"),
            models.CheckConstraint(
                condition=Q(of=HeadcountOf.ALL, key="") | (~Q(of=HeadcountOf.ALL) & ~Q(key="")),
                name="participation_headcount_key",
            ),
        ]

    class Privacy:
        public: set[str] = set()
        internal = {"id", "event", "of", "key", "invited", "registered", "attended", "recorded_at"}
        personal: set[str] = set()

    def __str__(self) -> str:
        return f"{self.event_id} {self.of} {self.key}"
