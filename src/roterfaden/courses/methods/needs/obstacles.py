"""Why somebody who waits finds no course: the first thing that leaves none of the courses that begin."""

from collections import Counter, defaultdict
from collections.abc import Callable
from enum import StrEnum

from roterfaden.courses.methods.needs.facts import Facts, Offer, Waiter


class Obstacle(StrEnum):
    """In the order they are asked for."""

    TEST = "test"
    ENTITLEMENT = "entitlement"
    COURSE = "course"
    WOMEN = "women"
    TIME = "time"
    WAY = "way"
    CARE = "care"
    FULL = "full"


Fits = Callable[[Waiter, Offer], bool]


def reaches(facts: Facts, home: int, offer: Offer, most: int | None = None) -> bool:
    """Whether the way is short enough, or none is needed. A way nobody knows does not stand in the way."""
    if offer.is_online or (home, offer.site) not in facts.minutes:
        return True
    found = facts.minutes[home, offer.site]
    limit = facts.travel_limit if most is None else min(most, facts.travel_limit)
    return found is not None and found <= limit


def obstacles(facts: Facts) -> Counter[Obstacle | None]:
    """How many people who wait without a seat meet what first; None: a course is possible."""
    by_code: dict[tuple[str, int], list[Offer]] = defaultdict(list)
    for offer in facts.coming:
        by_code[offer.kind, offer.section].append(offer)
    steps: tuple[tuple[Obstacle, Fits], ...] = (
        (Obstacle.WOMEN, lambda who, offer: who.is_woman if offer.women_only else not who.women_only),
        (Obstacle.TIME, lambda who, offer: offer.slot in who.slots),
        (Obstacle.WAY, lambda who, offer: reaches(facts, who.home, offer, who.minutes)),
        (Obstacle.CARE, lambda who, offer: who.children <= offer.care),
        (Obstacle.FULL, lambda _who, offer: offer.free > 0),
    )
    return Counter(_first(who, by_code, steps) for who in facts.waiting if not who.has_seat)


def _first(
    who: Waiter, by_code: dict[tuple[str, int], list[Offer]], steps: tuple[tuple[Obstacle, Fits], ...]
) -> Obstacle | None:
    if not who.kind:
        return Obstacle.TEST
    if not who.is_entitled:
        return Obstacle.ENTITLEMENT
    # A course online is none for somebody who cannot learn that way.
    left = [offer for offer in by_code.get((who.kind, who.section), []) if who.online or not offer.is_online]
    if not left:
        return Obstacle.COURSE
    for obstacle, fits in steps:
        left = [offer for offer in left if fits(who, offer)]
        if not left:
            return obstacle
    return None
