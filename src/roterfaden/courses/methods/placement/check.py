"""An independent check: does a proposal break a hard rule, and what does it cost? From the facts, without the model."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from roterfaden.courses.methods.placement.hurdles import hurdles, seat_cost, waiting_cost
from roterfaden.courses.methods.placement.instance import Course, Instance, Person


def faults(instance: Instance, seats: Mapping[str, str], opened: Iterable[str]) -> list[str]:
    """Every broken hard rule, in words for engineers; empty: the proposal may be made.

    `seats`: person → course; `opened`: the planned courses that shall open.
    """
    people = {person.id: person for person in instance.people}
    courses = {course.id: course for course in instance.courses}
    is_open = set(opened) | {course.id for course in instance.courses if course.confirmed}
    found = [f"{name} is no person" for name in seats if name not in people]
    found += [f"{name} is no course" for name in {*seats.values(), *is_open} if name not in courses]
    if found:
        return found
    for name, course_id in seats.items():
        found += _of_pair(people[name], courses[course_id], instance, is_open)
    found += [f"{p.id} was told {p.locked}" for p in instance.people if p.locked and seats.get(p.id) != p.locked]
    return found + _of_courses(people, courses, seats, is_open) + _of_couples(people, courses, seats)


def _of_pair(person: Person, course: Course, instance: Instance, is_open: set[str]) -> list[str]:
    found = [] if course.id in is_open else [f"{person.id} sits in {course.id}, which does not open"]
    if person.locked == course.id:
        return found
    return found + [f"{person.id} cannot sit in {course.id}: {hurdle}" for hurdle in hurdles(person, course, instance)]


def _of_courses(
    people: dict[str, Person], courses: dict[str, Course], seats: Mapping[str, str], is_open: set[str]
) -> list[str]:
    found = []
    seated = Counter(seats.values())
    care: Counter[str] = Counter()
    told = {person.locked for person in people.values() if person.locked}
    for name, course_id in seats.items():
        care[course_id] += people[name].childcare
    rooms: dict[tuple[str, str, str], list[Course]] = defaultdict(list)
    for course in courses.values():
        if seated[course.id] > course.seats:
            found.append(f"{course.id} has {course.seats} seats for {seated[course.id]} people")
        if care[course.id] > course.childcare_seats and not _only_told(people, seats, course):
            found.append(f"{course.id} has child care for {course.childcare_seats}, not for {care[course.id]}")
        if course.id in is_open and not course.confirmed and course.id not in told:
            found += _too_small(course, seated[course.id])
        if course.id in is_open and course.room is not None and not course.online:
            rooms[course.site, course.room, course.slot].append(course)
    for same in rooms.values():
        planned = [c.id for c in same if not c.confirmed and c.id not in told]
        if planned and len(same) > 1:
            found.append(f"{', '.join(planned)} need a room that is taken at that time")
    return found


def _too_small(course: Course, seated: int) -> list[str]:
    return [f"{course.id} opens with {seated} of at least {course.minimum} people"] if seated < course.minimum else []


def _only_told(people: dict[str, Person], seats: Mapping[str, str], course: Course) -> bool:
    """Whether everybody who needs child care here has been told already: a promise, not a decision of this plan."""
    return all(
        people[name].locked == course.id
        for name, where in seats.items()
        if where == course.id and people[name].childcare
    )


def _of_couples(people: dict[str, Person], courses: dict[str, Course], seats: Mapping[str, str]) -> list[str]:
    found = []
    for name, course_id in seats.items():
        for other in people[name].apart_from:
            if other not in seats or other == name or (people[name].locked and people[other].locked):
                continue
            if courses[course_id].slot == courses[seats[other]].slot:
                found.append(f"{name} and {other} sit in courses at the same time")
    return found


def objective(instance: Instance, seats: Mapping[str, str], opened: Iterable[str]) -> float:
    """What the proposal costs in points, by the weights of the instance."""
    courses = {course.id: course for course in instance.courses}
    total = sum(
        seat_cost(person, courses[seats[person.id]], instance) if person.id in seats else waiting_cost(person, instance)
        for person in instance.people
    )
    total += sum(instance.weights.course_opened for name in set(opened) if not courses[name].confirmed)
    return total + _balance(instance, [courses[name] for name in seats.values()])


def _balance(instance: Instance, taken: list[Course]) -> float:
    by_provider = Counter(course.provider for course in taken)
    providers = {course.provider for course in instance.courses}
    return sum(
        instance.weights.provider_share * abs(by_provider[name] - share * len(taken))
        for name, share in instance.shares.items()
        if name in providers
    )
