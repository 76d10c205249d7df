"""The advice centre: talks of the last months, and four cases. Everything is invented."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from roterfaden.accounts import actions as accounts
from roterfaden.accounts.enums import ScopeKind
from roterfaden.accounts.models import User
from roterfaden.advice import actions
from roterfaden.advice.enums import ConsentManner, Place, Referral, Result
from roterfaden.advice.methods import PARTS, Situation
from roterfaden.advice.models import Case
from roterfaden.example.chapters.house import SET_UP
from roterfaden.example.read import at, toml
from roterfaden.example.story import EXAMPLE, Story
from roterfaden.kernel.time import local_day
from roterfaden.places.enums import AreaKind
from roterfaden.places.models import Area

SATURDAY = 5
SAYS_WHERE, NEEDS_HELP = 0.9, 0.35
"""Which part of the people says where they live, and of those who speak neither German nor English needs help."""


def people(story: Story, *, password: str) -> None:
    """A second counsellor and the head of the centre."""
    for row in toml("advice.toml")["person"]:
        person = accounts.invite_user(
            actor=EXAMPLE, now=SET_UP, email=row["email"], name=row["name"], language="de", password=password
        )
        accounts.grant_role(
            actor=EXAMPLE, now=SET_UP, user=person, role=row["role"], scope_kind=ScopeKind.COUNTY, scope_key=""
        )
        story.people.setdefault(row["role"], person)
        story.people[row["email"]] = person


def tell(story: Story) -> None:
    """Talks, then cases."""
    data, chance = toml("advice.toml"), Random(55)  # noqa: S311 -- the same example every time
    team = [story.person("counsellor"), story.people["beratung2@example.org"]]
    areas = [area for area in story.areas.values() if area.kind in (AreaKind.UNITARY, AreaKind.JOINT)]
    for _number in range(data["spread"]["talks"]):
        _talk(story, chance, data["spread"], chance.choice(team), chance.choice(areas))
    for number, row in enumerate(data["case"]):
        _case(story, chance, data["spread"], row, team[number % 2], chance.choice(areas))


def _talk(
    story: Story, chance: Random, spread: dict[str, Any], counsellor: User, area: Area, case: Case | None = None
) -> None:
    held = _workday(story, chance, 30 if case else spread["days"])
    language = case.language if case else _one(chance, spread["languages"])
    result = Result(_one(chance, spread["results"]))
    topics = {_one(chance, spread["topics"]) for _each in range(chance.choice((1, 1, 1, 2, 3)))}
    actions.record_consultation(
        actor=counsellor, held_on=local_day(held), language=language, case=case,
        topics=[field for slug, field in story.fields.items() if slug in topics],
        duration_minutes=chance.choice(spread["minutes"]), area=area if case or chance.random() < SAYS_WHERE else None,
        place=chance.choice((Place.CENTRE, Place.CENTRE, Place.CENTRE, Place.PHONE, Place.OUTREACH)),
        with_interpreter=language not in ("de", "en") and chance.random() < NEEDS_HELP, result=result,
        referral=Referral(_one(chance, spread["referrals"])) if result == Result.REFERRED else Referral.NONE, now=held,
    )  # fmt: skip


def _case(
    story: Story, chance: Random, spread: dict[str, Any], row: dict[str, Any], counsellor: User, area: Area
) -> None:
    begun = at(local_day(story.loaded_at) - timedelta(days=40))
    case = actions.open_case(actor=counsellor, language=row["language"], area=area, now=begun)
    if row["consent"]:
        actions.record_consent(
            actor=counsellor, case=case, manner=ConsentManner.WRITTEN, given_on=local_day(begun), now=begun
        )
        situation = Situation(**{part: row[part] for part in PARTS})
        actions.write_situation(actor=counsellor, case=case, situation=situation, now=begun)
        actions.write_note(actor=counsellor, case=case, words=row["note"], now=begun)
    for _number in range(row["talks"]):
        _talk(story, chance, spread, counsellor, area, case)
    if row.get("closed"):
        actions.close_case(actor=counsellor, case=case, now=story.loaded_at)
    else:
        due = local_day(story.loaded_at) + timedelta(days=chance.randrange(1, 10))
        actions.set_follow_up(actor=counsellor, case=case, kind=row["follow_up"], due_on=due, now=story.loaded_at)


def _workday(story: Story, chance: Random, days: int) -> datetime:
    on = local_day(story.loaded_at) - timedelta(days=chance.randrange(1, days))
    while on.weekday() >= SATURDAY:
        on -= timedelta(days=1)
    return at(on, chance.randrange(9, 17))


def _one(chance: Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]
