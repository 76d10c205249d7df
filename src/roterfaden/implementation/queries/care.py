"""Who cares for which initiative, the link behind an address, and what the monthly mail says."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roterfaden.accounts.enums import Role
from roterfaden.accounts.models import Membership, User
from roterfaden.concept.models import Element, Version
from roterfaden.implementation.methods import SETTLED, Due, Lateness, address_key, hash_of
from roterfaden.implementation.models import Caretaker, UpdateLink
from roterfaden.implementation.queries.initiatives import InitiativeRow, initiatives
from roterfaden.kernel.vault import open_words
from roterfaden.places.models import Area
from roterfaden.post.models import Message
from roterfaden.ui.filters import day as written_day

REPORTERS = (Role.GOAL_OWNER, Role.STRATEGY_OFFICER, Role.MUNICIPAL_COORDINATOR)
"""Whoever may report on initiatives may care for one by account."""


@dataclass(frozen=True)
class OwnRow:
    """An initiative somebody cares for, as it stands there: in the county, or in one municipality."""

    caretaker: Caretaker
    row: InitiativeRow

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def title(self) -> str:
        return self.row.title

    @property
    def place(self) -> str:
        return self.caretaker.municipality.short_name if self.caretaker.municipality else ""

    def state_words(self) -> str:
        """The state in words, with the day of the last report."""
        if self.row.status is None:
            return _("Noch kein Stand gemeldet")
        words = {"state": self.row.progress_label, "day": written_day(self.row.status.as_of, "medium")}
        return _("Stand: %(state)s, gemeldet für den %(day)s") % words

    def due_words(self) -> tuple[str, ...]:
        """What is late, what is due next, and what the initiative waits for."""
        due = self.row.next_due
        return (
            *map(late_words, self.row.late),
            *([due_words(due)] if due and due.on >= self.row.on else []),
            *(_("Wartet auf: %(title)s") % {"title": title} for title in self.row.waits_for),
        )


@dataclass(frozen=True)
class OwnerMail:
    """Everything one person hears in a month. `key` stands for the mail address without telling it."""

    key: str
    address: str
    language: str
    items: tuple[OwnRow, ...]

    def once(self, month: date) -> str:
        """The key that makes the mail of a month unrepeatable."""
        return _once(self.key, month)


def due_words(due: Due) -> str:
    """A date of an initiative as one line."""
    words = {"day": written_day(due.on, "medium"), "kind": due.kind.label, "title": due.title}
    return (_("%(day)s: %(kind)s – %(title)s") if due.title else _("%(day)s: %(kind)s")) % words


def late_words(late: Lateness) -> str:
    """Why an initiative is late, as one line."""
    words = f"{late.reason.label}: {late.title}" if late.title else str(late.reason.label)
    return f"{words} ({written_day(late.on, 'medium')})" if late.on else words


def address_of(caretaker: Caretaker) -> str:
    """Where a caretaker is written to. Load `person` with the row."""
    return caretaker.person.email if caretaker.person else open_words(caretaker.address)


def caretakers(element: Element, municipality: Area | None = None) -> QuerySet[Caretaker]:
    """Who cares for an initiative now, in the order in which they came."""
    return (
        Caretaker.objects.current()
        .filter(element=element, municipality=municipality)
        .select_related("person")
        .order_by("made_at", "pk")
    )


def cares_already(element: Element, municipality: Area | None, address: str) -> bool:
    """Whether somebody with this mail address cares for the initiative, by account or by address. One query."""
    wanted = address_key(address)
    return any(address_key(address_of(row)) == wanted for row in caretakers(element, municipality))


def possible_caretakers(now: datetime, municipality: Area | None = None) -> QuerySet[User]:
    """Accounts that may report: for the county its staff, for a municipality its coordinators as well."""
    held = Membership.objects.valid_at(now).filter(role__in=REPORTERS)
    there = held.filter(role=Role.MUNICIPAL_COORDINATOR, scope_key=municipality.key if municipality else "-")
    county = held.exclude(role=Role.MUNICIPAL_COORDINATOR)
    people = [*county.values_list("user", flat=True), *there.values_list("user", flat=True)]
    return User.objects.filter(pk__in=people, is_active=True).order_by("name", "pk")


def link_behind(token: str, *, now: datetime) -> UpdateLink | None:
    """The link of an address, if it opens now: signed by us, not too old, and the care goes on. One query."""
    kept = hash_of(token)
    if kept is None:
        return None
    link = (
        UpdateLink.objects.filter(secret_hash=kept)
        .select_related("caretaker__element__concept", "caretaker__municipality", "caretaker__person")
        .first()
    )
    return link if link is not None and link.opens(now) and link.caretaker.may_report else None


def own_initiatives(version: Version | None, person: User, *, on: date) -> tuple[OwnRow, ...]:
    """What somebody cares for by account and what stands in a version, first what is due first. One query, and six for
    the county and for each municipality concerned."""
    if version is None:
        return ()
    rows = _own_rows(version, Caretaker.objects.current().filter(person=person), on=on)
    return tuple(sorted(rows, key=_by_due))


def owner_mails(version: Version, *, on: date) -> tuple[OwnerMail, ...]:
    """What each caretaker would hear: all their initiatives that are not settled. Queries as `own_initiatives`."""
    found: dict[str, list[OwnRow]] = defaultdict(list)
    where: dict[str, tuple[str, str]] = {}
    for own in _own_rows(version, Caretaker.objects.current(), on=on):
        person = own.caretaker.person
        if own.row.progress in SETTLED or not own.caretaker.may_report:
            continue
        address = address_of(own.caretaker)
        key = address_key(address)
        if person is not None or key not in where:
            where[key] = (address, person.language if person else settings.LANGUAGE_CODE)
        found[key].append(own)
    return tuple(OwnerMail(key, *where[key], tuple(items)) for key, items in found.items())


def was_reminded(key: str, month: date) -> bool:
    """Whether the person behind a key has had the mail of a month. One query."""
    return Message.objects.filter(once=_once(key, month)).exists()


def _once(key: str, month: date) -> str:
    return f"initiatives:{key}:{month:%Y-%m}"


def _own_rows(version: Version, rows: QuerySet[Caretaker], *, on: date) -> list[OwnRow]:
    by_place: dict[Area | None, list[Caretaker]] = defaultdict(list)
    for caretaker in rows.select_related("person", "municipality", "element").order_by("made_at", "pk"):
        by_place[caretaker.municipality].append(caretaker)
    found = []
    for place, caring in by_place.items():
        standing = {row.element.pk: row for row in initiatives(version, on=on, municipality=place)}
        found += [OwnRow(each, standing[each.element_id]) for each in caring if each.element_id in standing]
    return sorted(found, key=lambda own: (own.row.order, own.place, own.caretaker.pk))


def _by_due(own: OwnRow) -> tuple[bool, bool, date, int]:
    due = own.row.next_due
    return own.row.is_settled, due is None, due.on if due else date.max, own.row.order
