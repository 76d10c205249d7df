"""Sixty invented people on the waiting list, their tests, what partners may be told, a proposal and the first seats."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from roterfaden.accounts.models import User
from roterfaden.courses import actions as courses
from roterfaden.courses.enums import Disclosure, LockKind, PartnerKind, TimeOfDay
from roterfaden.courses.methods.words import PersonWords
from roterfaden.courses.models import Agreement, Candidate, CourseRun, CourseType, EntitlementKind, PlanLine, Provider
from roterfaden.courses.tasks import place_people
from roterfaden.example.read import at, table
from roterfaden.example.story import Story
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day

NEWEST_TELL_ALL = 20
"""So many people have consented that their provider is told."""
RESERVED_SEATS = 6
FEDERAL = "IntV § 7 und Kooperationsvereinbarung (erfunden)"


@dataclass
class Quiet:
    """A job nobody looks at."""

    actor: Actor
    uid: str = "example"
    cancelled: bool = False

    def set(self, done: int, total: int, note: str = "") -> None:
        """Nobody looks."""

    def finish(self, result: Mapping[str, int]) -> None:
        """Nobody asks."""


def tell(story: Story) -> None:
    """Registrations of the last weeks, a proposal of yesterday, six reserved seats and one decision."""
    coordinator = story.person("course_coordinator")
    yesterday = story.loaded_at - timedelta(days=1)
    types = {row.slug: row for row in CourseType.objects.order_by("pk")}
    kinds = {row.slug: row for row in EntitlementKind.objects.on(local_day(yesterday)).order_by("pk")}
    people = [_person(story, coordinator, row, types, kinds, yesterday) for row in table("waiting.csv")]
    _agreements(coordinator, people[:NEWEST_TELL_ALL], yesterday)
    plan = courses.start_plan(actor=coordinator, now=yesterday)
    place_people(Quiet(coordinator), plan=plan.pk)
    lines = PlanLine.objects.filter(plan=plan).exclude(run=None).order_by("run__starts_on", "pk")
    chosen = list(lines.values_list("candidate_id", flat=True)[:RESERVED_SEATS])
    if chosen:
        courses.confirm_lines(actor=coordinator, plan=plan, candidates=chosen, now=story.loaded_at)
    waiting = PlanLine.objects.filter(plan=plan, run=None).select_related("candidate").order_by("pk").first()
    first = CourseRun.objects.coming(local_day(story.loaded_at)).order_by("starts_on", "pk").first()
    if waiting is not None and first is not None:
        courses.set_lock(
            actor=coordinator, candidate=waiting.candidate, run=first, kind=LockKind.BAR,
            reason="Der Kursort ist mit dem Bus nicht zu erreichen (erfunden).", now=story.loaded_at,
        )  # fmt: skip


def _person(
    story: Story,
    coordinator: User,
    row: dict[str, str],
    types: Mapping[str, CourseType],
    kinds: Mapping[str, EntitlementKind],
    now: datetime,
) -> Candidate:
    today = local_day(now)
    since = today - timedelta(days=int(row["waits"]))
    area = story.areas[row["area"]]
    person = courses.register_candidate(
        actor=coordinator,
        words=PersonWords(
            given=row["given"], family=row["family"], born_on=date.fromisoformat(row["born"]),
            street="Beispielweg 1", postcode="49000", town=area.short_name, remarks="Erfundene Person.",
        ),
        facts={name: name in row["slots"].split() for name in TimeOfDay.values} | {
            "area": area, "waiting_since": since, "language": row["language"], "is_woman": bool(row["woman"]),
            "women_only": bool(row["women_only"]), "small_children": bool(row["small"]),
            "children": int(row["care"] or 0),
        },
        entitlement={
            "kind": kinds[row["kind"]], "issued_on": today - timedelta(days=int(row["issued"])),
            "valid_until": today - timedelta(days=int(row["issued"])) + timedelta(days=365),
        },
        now=at(since),
    )  # fmt: skip
    if row["type"]:
        courses.record_test(
            actor=coordinator, candidate=person, taken_on=max(since, today - timedelta(days=30)), oral=row["oral"],
            written=row["written"], recommended=types[row["type"]], section=int(row["section"]),
            place="Kreishaus (erfunden)", now=now,
        )  # fmt: skip
    else:
        courses.plan_test(
            actor=coordinator, candidate=person, planned_for=today + timedelta(days=6), place="Kreishaus (erfunden)",
            now=now,
        )  # fmt: skip
    return person


def _agreements(coordinator: User, people: list[Candidate], now: datetime) -> None:
    day = local_day(now)
    for provider in Provider.objects.order_by("pk")[:2]:
        agreement = courses.save_agreement(
            actor=coordinator, now=now,
            agreement=Agreement(
                name=provider.name, kind=PartnerKind.PROVIDER, provider=provider, legal_source=FEDERAL, valid_from=day,
                purpose="Anmeldung zum Kurs und Beginn des Kurses",
                discloses=[Disclosure.NAME, Disclosure.CONTACT, Disclosure.LANGUAGE, Disclosure.PLACEMENT],
            ),
        )  # fmt: skip
        for person in people:
            courses.allow_disclosure(actor=coordinator, candidate=person, agreement=agreement, now=now)
