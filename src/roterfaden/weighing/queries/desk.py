"""The workbench: which voices lie there, on whose desk, and everything that is shown beside one voice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.models import Membership, User
from roterfaden.concept.models import SHOWN, Consideration, Node
from roterfaden.concept.queries import WeighingRow, is_answered, weighing_list, weighing_rows
from roterfaden.participation.models import (
    Contribution,
    ContributionQuerySet,
    GroupMembership,
    Process,
    ProcessQuerySet,
    Theme,
    ThemeAssignment,
)
from roterfaden.weighing.methods.modules import shared_words
from roterfaden.weighing.models import AnswerDraft, DeskItem, Unit
from roterfaden.weighing.queries.advice import waits_for_advice

SOON = timedelta(days=7)
"""What is due within this time is shown as due."""
MOST_LIKE, LOOKED_AT = 5, 60
"""How many answered voices stand beside a voice, and among how many of its themes they are looked for."""


# --- whose desk ---------------------------------------------------------------------------------------------------
def with_desk(voices: ContributionQuerySet) -> "QuerySet[Any]":
    """Voices annotated with `desk_item`, the item they lie on a desk with: their own, else their group's, else the most
    urgent one of their themes; None on nobody's desk."""
    groups = GroupMembership.objects.current().filter(contribution=OuterRef(OuterRef("pk"))).values("group")
    themes = ThemeAssignment.objects.current().filter(contribution=OuterRef(OuterRef("pk"))).values("theme")
    nearest = (Q(contribution=OuterRef("pk")), Q(group__in=groups), Q(theme__in=themes))
    found = [
        Subquery(
            DeskItem.objects.current().filter(where).order_by(F("due_on").asc(nulls_last=True), "pk").values("pk")[:1]
        )
        for where in nearest
    ]
    return voices.annotate(desk_item=Coalesce(*found))


@dataclass(frozen=True)
class Listing:
    """Which voices of a process are listed, for whom, and in which order.

    `state`: open, done, incorporate, advice, drafted, unpublished, published or all. `desk`: mine, due, nobody or the
    key of a desk. `order`: number, theme or element.
    """

    user: int | None
    on: date
    state: str = "open"
    desk: str = ""
    theme: int | None = None
    element: int | None = None
    field_slug: str = ""
    search: str = ""
    order: str = "number"


def listed_voices(process: Process, listing: Listing) -> "QuerySet[Any]":
    """The voices a listing asks for, each with `desk_item`. Slice it, then pass the slice to `desk_rows`."""
    voices = weighing_list(
        process,
        done={"open": False, "done": True, "unpublished": True}.get(listing.state),
        to_incorporate=listing.state == "incorporate",
        field_slug=listing.field_slug,
        search=listing.search,
    )
    if listing.state == "drafted":
        voices = voices.filter(pk__in=AnswerDraft.objects.filter(user=listing.user).values("contribution"))
    elif listing.state == "unpublished":
        voices = voices.filter(pk__in=Consideration.objects.in_force().filter(~SHOWN).values("contribution"))
    elif listing.state == "published":
        voices = voices.filter(is_answered(publicly=True))
    elif listing.state == "advice":
        voices = voices.filter(waits_for_advice())
    if listing.theme:
        lying = ThemeAssignment.objects.current().filter(theme=listing.theme)
        voices = voices.filter(pk__in=lying.values("contribution"))
    if listing.element:
        standing = Consideration.objects.in_force().filter(element=listing.element)
        voices = voices.filter(pk__in=standing.values("contribution"))
    return _ordered(_on_desk(with_desk(voices), listing), listing.order)


def _on_desk(voices: "QuerySet[Any]", listing: Listing) -> "QuerySet[Any]":
    items = DeskItem.objects.current()
    if listing.desk == "mine":
        return voices.filter(desk_item__in=items.filter(person=listing.user).values("pk"))
    if listing.desk == "due":
        return voices.filter(desk_item__in=items.filter(due_on__lte=listing.on + SOON).values("pk"))
    if listing.desk == "nobody":
        return voices.filter(desk_item=None)
    if listing.desk[1:].isdecimal():
        kind = "person" if listing.desk[0] == "p" else "unit"
        return voices.filter(desk_item__in=items.filter(**{kind: int(listing.desk[1:])}).values("pk"))
    return voices


def _ordered(voices: "QuerySet[Any]", order: str) -> "QuerySet[Any]":
    if order == "theme":
        lying = ThemeAssignment.objects.current().filter(contribution=OuterRef("pk"))
        lying = lying.order_by("theme__field__number", "theme__title", "pk")
        first = {
            "first_field": Subquery(lying.values("theme__field__number")[:1]),
            "first_theme": Subquery(lying.values("theme__title")[:1]),
        }
        last = [F(name).asc(nulls_last=True) for name in first]
        by_theme: QuerySet[Any] = voices.annotate(**first).order_by(*last, "number", "pk")
        return by_theme
    if order == "element":
        nodes = Node.objects.filter(version__frozen_at=None, element=OuterRef("element")).order_by("order_key", "pk")
        standing = Consideration.objects.in_force().filter(contribution=OuterRef("pk"))
        standing = standing.annotate(place=Subquery(nodes.values("order_key")[:1])).order_by("place", "pk")
        place = Subquery(standing.values("place")[:1])
        placed = voices.annotate(first_place=place)
        by_place: QuerySet[Any] = placed.order_by(F("first_place").asc(nulls_last=True), "number", "pk")
        return by_place
    return voices.order_by("number", "pk")


@dataclass(frozen=True)
class DeskRow:
    """A listed voice with its answers, the item it lies on a desk with, and whether the reader has begun an answer."""

    row: WeighingRow
    item: DeskItem | None
    is_drafted: bool


def desk_rows(voices: Iterable[Any], *, user: int | None) -> list[DeskRow]:
    """A slice of `listed_voices` as rows. Five queries plus the one that loads `voices`."""
    shown = list(voices)
    keys = {voice.desk_item for voice in shown}
    items = {item.pk: item for item in items_with_desk().filter(pk__in=keys)}
    drafted = set(AnswerDraft.objects.filter(user=user, contribution__in=shown).values_list("contribution", flat=True))
    return [
        DeskRow(row, items.get(voice.desk_item), voice.pk in drafted)
        for voice, row in zip(shown, weighing_rows(shown), strict=True)
    ]


def items_with_desk() -> "QuerySet[DeskItem]":
    """What lies on desks now, with what it is and whose desk it is."""
    rows: QuerySet[DeskItem] = DeskItem.objects.current().select_related(
        "process", "person", "unit", "contribution", "group", "theme", "made_by"
    )
    return rows


@dataclass(frozen=True)
class Around:
    """Where a voice stands in a listing: its place from 1 (None: it is no longer in it), how many there are, and the
    voices before and after."""

    place: int | None
    total: int
    before: int | None
    after: int | None


def around(process: Process, listing: Listing, voice: Contribution) -> Around:
    """The neighbours of a voice in a listing. A voice that has left it is where it was. One query."""
    rows = list(listed_voices(process, listing).values_list("pk", "number"))
    keys = [pk for pk, _number in rows]
    if voice.pk in keys:
        at = keys.index(voice.pk)
        after = keys[at + 1] if at + 1 < len(keys) else None
        return Around(at + 1, len(keys), keys[at - 1] if at else None, after)
    if listing.order != "number":
        return Around(None, len(keys), None, keys[0] if keys else None)
    earlier = [pk for pk, number in rows if number < voice.number]
    later = [pk for pk, number in rows if number > voice.number]
    return Around(None, len(keys), earlier[-1] if earlier else None, later[0] if later else None)


# --- beside one voice -----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Fellow:
    """Another voice of the group, with its answers."""

    contribution: Contribution
    leads: bool
    answers: tuple[Consideration, ...]


@dataclass(frozen=True)
class Likely:
    """An answered voice of the same theme: how much it has in common with the one on the desk, and its answer."""

    contribution: Contribution
    likeness: float
    answer: Consideration


def fellows(voice: Contribution) -> tuple[int | None, list[Fellow]]:
    """The group of a voice and its other members, with their answers. At most four queries."""
    own = GroupMembership.objects.current().filter(contribution=voice).values("group")
    rows = GroupMembership.objects.current().filter(group__in=own).select_related("contribution")
    members = list(rows.order_by("-leads", "contribution__number", "pk"))
    if not members:
        return None, []
    others = [row for row in members if row.contribution_id != voice.pk]
    answers = {row.contribution.pk: row.considerations for row in weighing_rows([row.contribution for row in others])}
    return members[0].group_id, [Fellow(row.contribution, row.leads, answers[row.contribution_id]) for row in others]


def answered_alike(voice: Contribution, themes: Iterable[Theme]) -> list[Likely]:
    """Answered voices of the same themes, those with the most words in common first. One query."""
    lying = ThemeAssignment.objects.current().filter(theme__in=[theme.pk for theme in themes])
    answers = (
        Consideration.objects.in_force()
        .filter(contribution__in=lying.values("contribution"))
        .filter(contribution__in=Contribution.objects.published())
        .exclude(contribution=voice)
        .select_related("contribution", "element")
        .order_by("-made_at", "-pk")[:LOOKED_AT]
    )
    first = {answer.contribution_id: answer for answer in reversed(answers)}
    here = voice.words.text
    found = [Likely(row.contribution, shared_words(here, row.contribution.words.text), row) for row in first.values()]
    return sorted(found, key=lambda row: (-row.likeness, row.contribution.number))[:MOST_LIKE]


def item_of(voice: Contribution) -> DeskItem | None:
    """The item a voice lies on a desk with. Two queries."""
    key = with_desk(Contribution.objects.filter(pk=voice.pk)).values_list("desk_item", flat=True).first()
    return items_with_desk().filter(pk=key).first() if key else None


def desk_history(voice: Contribution) -> "QuerySet[DeskItem]":
    """Every desk the voice itself ever lay on, the newest first."""
    rows = DeskItem.objects.filter(contribution=voice).select_related("person", "unit", "made_by")
    return rows.order_by("-made_at", "-pk")


def draft_of(user: int | None, voice: Contribution) -> AnswerDraft | None:
    """What this person has typed for the voice and not saved. One query."""
    return AnswerDraft.objects.filter(user=user, contribution=voice).first()


# --- desks --------------------------------------------------------------------------------------------------------
@dataclass
class Desk:
    """One desk: whose it is, what lies on it, how many of its voices wait for an answer, and how many are late."""

    key: str
    owner: Model
    items: list["DeskLine"] = field(default_factory=list)

    @property
    def is_unit(self) -> bool:
        return isinstance(self.owner, Unit)

    @property
    def open(self) -> int:
        return sum(line.open for line in self.items)

    @property
    def late(self) -> int:
        return sum(line.open for line in self.items if line.is_late)

    @property
    def next_due(self) -> date | None:
        """The earliest deadline of what is still open."""
        return min((line.item.due_on for line in self.items if line.open and line.item.due_on), default=None)


@dataclass(frozen=True)
class DeskLine:
    """Something that lies on a desk, with the number of its voices that wait for an answer."""

    item: DeskItem
    open: int
    is_late: bool

    @property
    def what(self) -> str:
        """What lies there, without a word of it: "Beitrag 12", "Thema Busse (Verfahren)"."""
        item = self.item
        name = item.theme.title if item.theme is not None else str(item.contribution or item.group)
        return f"{name} ({item.process.title})"

    @property
    def due_on(self) -> date | None:
        return self.item.due_on


def desks(processes: ProcessQuerySet, *, on: date) -> list[Desk]:
    """Every desk on which something lies in these processes, people first, by name. Two queries."""
    running = Process.objects.filter(pk__in=processes.order_by().values("pk"))
    items = items_with_desk().filter(process__in=running)
    open_voices = Contribution.objects.filter(process__in=running).published().filter(~is_answered())
    counted = dict(
        with_desk(open_voices)
        .order_by()
        .values("desk_item")
        .annotate(total=Count("pk"))
        .values_list("desk_item", "total")
    )
    found: dict[str, Desk] = {}
    for item in items.order_by(F("due_on").asc(nulls_last=True), "pk"):
        desk = found.setdefault(item.desk_key, Desk(item.desk_key, item.owner))
        waiting = counted.get(item.pk, 0)
        desk.items.append(DeskLine(item, waiting, bool(waiting and item.due_on and item.due_on < on)))
    return sorted(found.values(), key=lambda desk: (desk.is_unit, str(desk.owner), desk.key))


def unassigned(process: Process) -> int:
    """Voices that wait for an answer and lie on nobody's desk. One query."""
    voices = Contribution.objects.filter(process=process).published().filter(~is_answered())
    return with_desk(voices).filter(desk_item=None).count()


def weighers(process: Process, *, now: datetime) -> "QuerySet[User]":
    """Who may weigh in this process, by name."""
    reach = Q(scope_kind=ScopeKind.COUNTY) | Q(scope_kind=ScopeKind.PROCESS, scope_key=process.slug)
    held = Membership.objects.valid_at(now).filter(reach, role=Role.STRATEGY_OFFICER)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def waiting_on_desks(processes: ProcessQuerySet, person: User, *, on: date) -> list[tuple[Process, Desk]]:
    """The desk of one person in each process where voices on it wait. Two queries."""
    found = []
    for desk in desks(processes, on=on):
        if desk.is_unit or desk.owner != person:
            continue
        by_process: dict[Process, Desk] = {}
        for line in desk.items:
            by_process.setdefault(line.item.process, Desk(desk.key, person)).items.append(line)
        found += [(process, one) for process, one in by_process.items() if one.open]
    return sorted(found, key=lambda pair: pair[0].pk)


@dataclass(frozen=True)
class Reminder:
    """What one person should hear this week: what is late or due on their desk, and what they gave to units."""

    person: User
    lines: tuple[DeskLine, ...]

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.lines)


def reminders(*, on: date) -> list[Reminder]:
    """Everybody to be reminded, by key. A unit has no account: whoever gave it the work is told. Two queries."""
    told: dict[User, list[DeskLine]] = {}
    for desk in desks(Process.objects.filter(closed_on=None), on=on):
        for line in desk.items:
            person = line.item.person or line.item.made_by
            if line.open and line.item.due_on and line.item.due_on <= on + SOON and person and person.is_active:
                told.setdefault(person, []).append(line)
    return [Reminder(person, tuple(lines)) for person, lines in sorted(told.items(), key=lambda pair: pair[0].pk)]


# --- themes and places to choose from -------------------------------------------------------------------------------
def themes_of(process: Process) -> "QuerySet[Theme]":
    """Themes with cards, by field and title."""
    lying = ThemeAssignment.objects.current().filter(theme=OuterRef("pk"))
    rows = Theme.objects.filter(Exists(lying), process=process).living().select_related("field")
    return rows.order_by("field__number", "title", "pk")
