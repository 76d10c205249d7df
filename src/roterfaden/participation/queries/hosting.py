"""Reading what an event needs around it: dates for calendars, who comes, who was invited, counts without names."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from roterfaden.kernel.calendar import Appointment
from roterfaden.kernel.codes import normalise
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import HeadcountOf, InviteeState, Language, RegistrationState
from roterfaden.participation.methods import EVENT_PATH, free_seats
from roterfaden.participation.methods.letters import EventFacts
from roterfaden.participation.models import Event, Headcount, Invitee, Registration
from roterfaden.places.models import Area, Instance

HeadcountKey = tuple[str, str]
"""By what is counted (HeadcountOf), and which of them."""


# --- calendars and letters --------------------------------------------------------------------------------------------
def address(path: str) -> str:
    """A full address of this installation, for letters and calendars."""
    return f"{settings.BASE_URL}{path}"


def event_facts(event: Event) -> EventFacts:
    """What letters say about an event. One query."""
    house = Instance.objects.order_by("pk").first()
    return EventFacts(
        title=event.title,
        starts_at=event.starts_at,
        venue=event.venue,
        url=address(EVENT_PATH.format(slug=event.slug)),
        house=house.contact_unit if house else "",
        contact=event.contact or (house.contact_email if house else ""),
    )


def appointment(event: Event, *, now: datetime, contact: str = "", text: str = "") -> Appointment:
    """An event for calendars. No query."""
    return Appointment(
        uid=f"{event.uid}@roterfaden",
        sequence=event.sequence,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        stamped_at=now,
        place=event.venue,
        text=text or event.description,
        url=address(EVENT_PATH.format(slug=event.slug)),
        contact=contact,
        is_cancelled=event.cancelled_at is not None,
    )


# --- registrations ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Seats:
    """How full an event is. `free` is None without a limit."""

    registered: int
    waiting: int
    cancelled: int
    present: int
    free: int | None

    @property
    def is_full(self) -> bool:
        return self.free == 0


def seats(event: Event) -> Seats:
    """How full an event is. One query."""
    states = event.registrations.aggregate(
        registered=Count("pk", filter=Q(state=RegistrationState.REGISTERED)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
        cancelled=Count("pk", filter=Q(state=RegistrationState.CANCELLED)),
        present=Count("pk", filter=Q(checked_in_at__isnull=False)),
    )
    return Seats(**states, free=free_seats(event.capacity, states["registered"]))


def registration_rows(event: Event, *, state: str = "", words: str = "") -> QuerySet[Registration]:
    """Who wants to come, in the order they registered; `.is_twin` marks a mail address that stands there twice."""
    twins = event.registrations.filter(email=OuterRef("email")).exclude(pk=OuterRef("pk")).exclude(email="")
    rows = event.registrations.annotate(is_twin=Exists(twins.exclude(state=RegistrationState.CANCELLED)))
    if state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(invitee__organisation__icontains=words) | Q(code=normalise(words))
        )
    return rows.select_related("actor_group", "area", "invitee").order_by("registered_at", "pk")


def registration_by_code(code: str) -> Registration | None:
    """The registration with this code (stored form). One query."""
    rows = Registration.objects.select_related("event__process", "event__area", "actor_group", "area", "invitee")
    return rows.filter(code=code).first()


def invitee_by_code(code: str) -> Invitee | None:
    """The invitation with this code (stored form). One query."""
    rows = Invitee.objects.with_state().select_related("event__process", "event__area", "actor_group", "area")
    return rows.filter(code=code).first()


@dataclass(frozen=True)
class GuestNeeds:
    """What the office has to prepare, without names: interpreters, children, support in people's own words."""

    interpreters: tuple[tuple[Language, int], ...]
    languages: tuple[tuple[Language, int], ...]
    under_3: int
    from_3: int
    from_6: int
    words: tuple[str, ...]

    @property
    def children(self) -> int:
        return self.under_3 + self.from_3 + self.from_6


def guest_needs(event: Event) -> GuestNeeds:
    """What those who have a seat need. Three queries."""
    seated = event.registrations.seated()
    rows = list(
        seated.values("language").annotate(n=Count("pk"), needing=Count("pk", filter=Q(needs_interpreter=True)))
    )
    spoken = {row["language"]: (row["n"], row["needing"]) for row in rows}
    children = seated.aggregate(
        under_3=Sum("children_under_3", default=0),
        from_3=Sum("children_3_to_5", default=0),
        from_6=Sum("children_6_to_12", default=0),
    )
    return GuestNeeds(
        interpreters=tuple((each, spoken[each][1]) for each in Language if each in spoken and spoken[each][1]),
        languages=tuple((each, spoken[each][0]) for each in Language if each in spoken),
        words=tuple(seated.exclude(needs="").order_by("registered_at", "pk").values_list("needs", flat=True)),
        **children,
    )


# --- invitations ------------------------------------------------------------------------------------------------------
def invitee_rows(event: Event, *, state: str = "", group: str = "", words: str = "") -> QuerySet[Invitee]:
    """The list of an event with the state of each, by group and name."""
    rows = event.invitees.with_state().select_related("actor_group", "area")
    if state:
        rows = rows.filter(state=state)
    if group:
        rows = rows.filter(actor_group__slug=group)
    if words:
        rows = rows.filter(Q(organisation__icontains=words) | Q(name__icontains=words) | Q(city__icontains=words))
    return rows.order_by("actor_group__position", "organisation", "name", "pk")


def invitee_tallies(event: Event) -> list[tuple[InviteeState, int]]:
    """How many invitations have come how far. One query."""
    rows = event.invitees.with_state().values("state").annotate(n=Count("pk")).order_by()
    found = {row["state"]: row["n"] for row in rows}
    return [(state, found.get(state, 0)) for state in InviteeState]


@dataclass(frozen=True)
class InvitationPlan:
    """What is left to do: mails and letters to send, people to remind, people who cannot be reached."""

    mails: int
    letters: int
    reminders: int
    unreachable: int


def invitation_plan(event: Event) -> InvitationPlan:
    """What is left to do with the invitations of an event. One query."""
    new = Q(state=InviteeState.NOT_INVITED)
    counts = event.invitees.with_state().aggregate(
        mails=Count("pk", filter=new & ~Q(email="")),
        letters=Count("pk", filter=new & Q(email="") & ~Q(street="")),
        reminders=Count("pk", filter=Q(state=InviteeState.INVITED, reminded_at=None) & ~Q(email="")),
        unreachable=Count("pk", filter=new & Q(email="", street="")),
    )
    return InvitationPlan(**counts)


# --- counts without names ---------------------------------------------------------------------------------------------
@dataclass
class Tally:
    """How many were invited, had registered and came; None where nobody counted."""

    invited: int | None = None
    registered: int | None = None
    attended: int | None = None


def live_tallies(event: Event) -> dict[HeadcountKey, Tally]:
    """The counts as the lists of an event say them now. Six queries."""
    found: dict[HeadcountKey, Tally] = {(HeadcountOf.ALL.value, ""): Tally()}
    invited, seated = event.invitees.all(), event.registrations.seated()
    for name, rows in (
        ("invited", invited),
        ("registered", seated.filter(is_walk_in=False)),
        ("attended", seated.present()),
    ):
        for values in rows.values("actor_group__slug", "area__key", "language").annotate(n=Count("pk")).order_by():
            keys = {
                HeadcountOf.ALL: "",
                HeadcountOf.GROUP: values["actor_group__slug"] or Headcount.UNSAID,
                HeadcountOf.AREA: values["area__key"] or Headcount.UNSAID,
                HeadcountOf.LANGUAGE: values["language"],
            }
            for of, key in keys.items():
                tally = found.setdefault((of.value, key), Tally())
                setattr(tally, name, (getattr(tally, name) or 0) + values["n"])
    return found


def stored_tallies(event: Event) -> dict[HeadcountKey, Tally]:
    """The counts as they were recorded. One query."""
    return {
        (row.of, row.key): Tally(row.invited, row.registered, row.attended)
        for row in event.headcounts.order_by("of", "key")
    }


@dataclass(frozen=True)
class HeadcountChoice:
    """One line of the counting sheet: a group, municipality or language with its key."""

    of: HeadcountOf
    key: str
    label: str


def headcount_choices(event: Event) -> list[HeadcountChoice]:
    """Everything people of an event can be counted by. Two queries."""
    groups = event.process.actor_groups.order_by("position", "pk").values_list("slug", "name")
    areas = Area.objects.partners().order_by("short_name", "pk").values_list("key", "short_name")
    return [
        *(HeadcountChoice(HeadcountOf.GROUP, slug, name) for slug, name in groups),
        *(HeadcountChoice(HeadcountOf.AREA, key, name) for key, name in areas),
        *(HeadcountChoice(HeadcountOf.LANGUAGE, language.value, str(language.label)) for language in Language),
    ]


def events_holding_guests(*, ended_before: datetime) -> QuerySet[Event]:
    """Events over before that moment which still hold registrations or invitations, the oldest first."""
    holding = Exists(Registration.objects.filter(event=OuterRef("pk"))) | Exists(
        Invitee.objects.filter(event=OuterRef("pk"))
    )
    return Event.objects.filter(holding, ends_at__lt=ended_before).select_related("process").order_by("ends_at", "pk")


def erasure_limit(now: datetime) -> datetime:
    """What was over before this moment is erased."""
    return now - timedelta(days=settings.REGISTRATION_DAYS)


def erasure_day(event: Event) -> date:
    """The first day on which the registrations of an event are erased."""
    return local_day(event.ends_at + timedelta(days=settings.REGISTRATION_DAYS)) + timedelta(days=1)
