"""Counties that do not exist: people and courses drawn from shares a county office would recognise, from a seed.

The shares are assumptions for measuring (docs/placement.md names them), not statistics about anybody.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from roterfaden.courses.methods.placement.instance import Course, Instance, Person

TODAY = date(2026, 9, 1)
TYPES = {
    "general": (6, 0.52),
    "literacy": (9, 0.2),
    "second_script": (6, 0.1),
    "low_literacy": (9, 0.08),
    "intensive": (4, 0.1),
}
"""Type → sections (IntV §§ 11–13) and share of the people."""
SLOTS = {"morning": (0.8, 0.55), "afternoon": (0.5, 0.3), "evening": (0.35, 0.15)}
"""Time of day → share of people who can come then, share of courses held then."""
SIZES = {"literacy": 16, "low_literacy": 16, "intensive": 20}
FULL = 25
STANDINGS = {"obliged": 0.4, "priority": 0.15, "entitled": 0.45}
MAY_REPEAT, MAY_HURRY, HURRY_UNTIL = 0.3, 0.15, 2
HAS_END, HAS_CHILDREN, NEEDS_CARE, WOMAN, WOMEN_ONLY, CAN_ONLINE = 0.6, 0.3, 0.35, 0.48, 0.06, 0.25
CONFIRMED, WITH_CARE, COURSE_ONLINE, COURSE_WOMEN = 0.33, 0.25, 0.05, 0.05
MEAN_WAIT, LAST_START, LAST_END, TRAVEL_LIMIT = 70, 85, 360, 60
AREAS_AT_LEAST, PEOPLE_PER_AREA, SIDE_KM, KM_PER_MINUTE = 21, 250, 45, 0.7
PROVIDERS = 11


def county(people: int, courses: int, seed: int = 1) -> Instance:
    """A county with so many people who wait and so many courses, a third of them confirmed."""
    random = np.random.default_rng(seed)
    areas = max(AREAS_AT_LEAST, people // PEOPLE_PER_AREA)
    places = random.uniform(0, SIDE_KM * np.sqrt(areas / AREAS_AT_LEAST), (areas, 2))
    sites = places[random.choice(areas, max(8, areas // 3), replace=False)]
    away = np.sqrt(((places[:, None] - sites[None]) ** 2).sum(axis=2)) / KM_PER_MINUTE
    minutes = {
        f"a{area}": {f"s{site}": int(time) for site, time in enumerate(row) if time <= TRAVEL_LIMIT}
        for area, row in enumerate(away)
    }
    crowd = 1 / np.sqrt(1 + np.arange(areas))
    rows = [_person(number, random, crowd / crowd.sum()) for number in range(people)]
    offers = [_course(number, random, len(sites)) for number in range(courses)]
    return Instance(TODAY, tuple(rows), tuple(offers), minutes, TRAVEL_LIMIT)


def _one_of(random: np.random.Generator, shares: Mapping[str, float]) -> str:
    return str(random.choice(list(shares), p=list(shares.values())))


def _code(random: np.random.Generator) -> tuple[str, int]:
    kind = _one_of(random, {name: share for name, (_sections, share) in TYPES.items()})
    sections = TYPES[kind][0]
    weight = np.array([0.5 ** (number / 2) for number in range(sections)])
    return kind, int(random.choice(sections, p=weight / weight.sum())) + 1


def _fits(random: np.random.Generator) -> tuple[str, ...]:
    """One type and section; some may repeat the section before, some may take the intensive course."""
    kind, section = _code(random)
    fits = [f"{kind}/{section}"]
    if kind == "general" and section > 1 and random.random() < MAY_REPEAT:
        fits.append(f"general/{section - 1}")
    if kind == "general" and section <= HURRY_UNTIL and random.random() < MAY_HURRY:
        fits.append(f"intensive/{section}")
    return tuple(fits)


def _person(number: int, random: np.random.Generator, crowd: NDArray[np.float64]) -> Person:
    fits = _fits(random)
    woman, children = random.random() < WOMAN, random.random() < HAS_CHILDREN
    slots = tuple(slot for slot, (share, _held) in SLOTS.items() if random.random() < share) or ("morning",)
    since = TODAY - timedelta(days=int(random.exponential(MEAN_WAIT)))
    until = TODAY + timedelta(days=int(random.integers(5, LAST_END))) if random.random() < HAS_END else None
    care = int(random.integers(1, 3)) if children and random.random() < NEEDS_CARE else 0
    return Person(
        id=f"p{number}", fits=fits, area=f"a{random.choice(len(crowd), p=crowd)}", waiting_since=since, slots=slots,
        standing=_one_of(random, STANDINGS), entitled_until=until, childcare=care, small_children=children,
        woman=woman, women_only=woman and random.random() < WOMEN_ONLY, online=random.random() < CAN_ONLINE,
    )  # fmt: skip


def _course(number: int, random: np.random.Generator, sites: int) -> Course:
    kind, section = _code(random)
    full = SIZES.get(kind, FULL)
    confirmed = random.random() < CONFIRMED
    start = TODAY + timedelta(days=int(random.integers(3, LAST_START)))
    return Course(
        id=f"c{number}", code=f"{kind}/{section}", starts_on=start,
        slot=_one_of(random, {slot: held for slot, (_share, held) in SLOTS.items()}), site=f"s{random.integers(sites)}",
        provider=f"t{random.integers(PROVIDERS)}", seats=int(random.integers(2, 9)) if confirmed else full,
        minimum=0 if confirmed else full * 3 // 5, confirmed=confirmed,
        childcare_seats=int(random.integers(3, 9)) if random.random() < WITH_CARE else 0,
        women_only=random.random() < COURSE_WOMEN, online=random.random() < COURSE_ONLINE,
    )  # fmt: skip
