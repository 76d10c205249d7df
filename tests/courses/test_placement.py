"""Placement: no hard rule is ever broken, the bound is one, locked seats stay, and every explanation is true."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from roterfaden.courses.methods.placement import Course, Instance, Person, faults, objective, place, read_instance
from roterfaden.courses.methods.placement.bound import relax
from roterfaden.courses.methods.placement.byhand import by_arrival, by_flow, by_urgency
from roterfaden.courses.methods.placement.exact import solve_exactly
from roterfaden.courses.methods.placement.explain import Instead, difference, why_not_opened, why_not_placed
from roterfaden.courses.methods.placement.gap import Assignment, read_assignments
from roterfaden.courses.methods.placement.hurdles import Hurdle, hurdles
from roterfaden.courses.methods.placement.instance import BadInstance, check_schema
from roterfaden.courses.methods.placement.problem import Plan, cost_of, least_cost, problem_of
from roterfaden.courses.methods.placement.solve import Proposal, is_feasible
from roterfaden.courses.methods.placement.synthetic import county
from roterfaden.courses.methods.telling import gap_words

TODAY = date(2026, 9, 1)


def person(name: str, **values: object) -> Person:
    return Person(**({
        "id": name, "fits": ("general/1",), "area": "a", "waiting_since": TODAY - timedelta(days=30),
        "slots": ("morning",), "online": False,
    } | values))  # fmt: skip


def course(name: str, **values: object) -> Course:
    return Course(**({
        "id": name, "code": "general/1", "starts_on": TODAY + timedelta(days=14), "slot": "morning", "site": "s",
        "provider": "t", "seats": 3, "minimum": 2,
    } | values))  # fmt: skip


def network(people: list[Person], courses: list[Course], **values: object) -> Instance:
    return Instance(TODAY, tuple(people), tuple(courses), {"a": {"s": 20, "far": 55}, "b": {"far": 10}}, **values)


# --- instances of any shape ----------------------------------------------------------------------------------------
DAYS = st.integers(0, 120)
PEOPLE = st.builds(
    lambda n, fits, area, waited, slots, standing, ends, care, woman, only, online, wish, lock, apart: {
        "id": f"p{n}", "fits": tuple(fits), "area": area, "waiting_since": TODAY - timedelta(days=waited),
        "slots": tuple(slots), "standing": standing, "childcare": care, "woman": woman,
        "entitled_until": TODAY + timedelta(days=ends) if ends is not None else None, "women_only": woman and only,
        "online": online, "wishes": tuple(wish), "locked": lock, "apart_from": tuple(f"p{n}" for n in apart),
    },
    st.just(0), st.lists(st.sampled_from(["general/1", "general/2"]), max_size=2), st.sampled_from(["a", "b", "c"]),
    DAYS, st.lists(st.sampled_from(["morning", "evening"]), max_size=2, unique=True),
    st.sampled_from(["obliged", "priority", "entitled"]), st.none() | DAYS, st.integers(0, 2), st.booleans(),
    st.booleans(), st.booleans(), st.lists(st.sampled_from(["s", "t", "morning"]), max_size=1),
    st.none() | st.sampled_from(["c0", "c1"]), st.lists(st.integers(0, 6), max_size=1),
)  # fmt: skip
COURSES = st.builds(
    lambda code, days, slot, site, seats, minimum, confirmed, care, women, online, room: {
        "code": code, "starts_on": TODAY + timedelta(days=days), "slot": slot, "site": site, "provider": site,
        "seats": seats, "minimum": minimum, "confirmed": confirmed, "childcare_seats": care, "women_only": women,
        "online": online, "room": room,
    },
    st.sampled_from(["general/1", "general/2"]), st.integers(-3, 90), st.sampled_from(["morning", "evening"]),
    st.sampled_from(["s", "far"]), st.integers(0, 4), st.integers(0, 4), st.booleans(), st.integers(0, 2),
    st.booleans(), st.booleans(), st.none() | st.just("1"),
)  # fmt: skip


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    courses = [course(f"c{n}", **values) for n, values in enumerate(draw(st.lists(COURSES, min_size=1, max_size=4)))]
    room_for = {each.id: each.seats for each in courses}
    people = []
    for n, values in enumerate(draw(st.lists(PEOPLE, max_size=7))):
        lock = values["locked"] if room_for.get(values["locked"], 0) > 0 else None
        if lock:
            room_for[lock] -= 1
        people.append(Person(**(values | {"id": f"p{n}", "locked": lock})))
    return network(people, courses)


@given(instances())
@settings(max_examples=150)
def test_no_hard_rule_is_broken_and_the_cost_is_what_the_checker_finds(instance):
    found = place(instance, seconds=10)
    if found.state == "infeasible":
        assert any(p.locked for p in instance.people)
        return

    assert found.state == "optimal"
    assert faults(instance, found.seats, found.opened) == []
    assert objective(instance, found.seats, found.opened) == pytest.approx(found.cost)
    assert all(found.seats[p.id] == p.locked for p in instance.people if p.locked)


@given(instances())
@settings(max_examples=60)
def test_optimum_is_that_of_trying_every_plan(instance):
    small = few_of(instance)
    found = place(small, seconds=10)

    assert found.cost == pytest.approx(cheapest_of_all(small))


def few_of(instance: Instance) -> Instance:
    """So few people and courses that every plan can be tried; nobody was told."""
    people = tuple(replace(each, locked=None) for each in instance.people[:4])
    return replace(instance, people=people, courses=instance.courses[:3])


def cheapest_of_all(instance: Instance) -> float:
    """The best of all plans."""
    return min((cost for cost, _seats, _opened in every_plan(instance)), default=float("inf"))


def every_plan(instance: Instance, opened: tuple[str, ...] = ()) -> Iterator[tuple[float, dict[str, str], set[str]]]:
    """Every plan there is, checked by the independent checker; `opened`: planned courses that open in any case."""
    planned = {each.id for each in instance.courses if not each.confirmed}
    for choice in itertools.product([None, *(each.id for each in instance.courses)], repeat=len(instance.people)):
        seats = {p.id: name for p, name in zip(instance.people, choice, strict=True) if name}
        opens = {*seats.values(), *opened} & planned
        if not faults(instance, seats, opens):
            yield objective(instance, seats, opens), seats, opens


@given(instances(), st.integers(0, 6))
@settings(max_examples=60)
def test_removing_a_person_keeps_a_plan_in_which_everybody_told_stays(instance, gone):
    """Everybody placed is told, then somebody goes: no course of the told falls, nobody is moved."""
    found = place(instance, seconds=10)
    if found.state == "infeasible" or gone >= len(instance.people):
        return
    told = [replace(p, locked=found.seats.get(p.id)) for p in instance.people]
    rest = replace(instance, people=(*told[:gone], *told[gone + 1 :]))
    again = place(rest, seconds=10)

    assert again.state == "optimal"
    assert faults(rest, again.seats, again.opened) == []
    assert {p.id: p.locked for p in rest.people if p.locked}.items() <= again.seats.items()


@given(instances())
@settings(max_examples=60)
def test_relaxation_never_lies_above_the_optimum(instance):
    problem = problem_of(instance)
    start = by_urgency(problem)
    if not is_feasible(problem, start):
        return
    optimum = solve_exactly(problem, seconds=10)

    relaxed = relax(problem, start, seconds=0.2)
    assert least_cost(problem) <= optimum.cost + 1e-6
    assert relaxed.bound <= optimum.cost + 1e-6
    for arc in optimum.plan.arc[optimum.plan.arc >= 0]:  # no arc of the best plan may be ruled out
        assert relaxed.least[arc] <= optimum.cost + 1e-6


# --- what the office asks -------------------------------------------------------------------------------------------


def test_planned_course_opens_only_with_its_minimum():
    two = network([person("p1"), person("p2")], [course("c1", minimum=2)])
    one = network([person("p1")], [course("c1", minimum=2)])

    assert place(two).opened == ("c1",)
    assert place(one).seats == {}


def test_child_care_bounds_the_children_of_a_course():
    parents = [person(f"p{n}", childcare=1) for n in range(3)]
    found = place(network(parents, [course("c1", confirmed=True, childcare_seats=2)]))

    assert len(found.seats) == 2


def test_couple_that_minds_its_children_in_turn_never_sits_at_the_same_time():
    couple = [
        person("p1", apart_from=("p2",), slots=("morning", "evening")),
        person("p2", slots=("morning", "evening")),
    ]
    both = [course("c1", confirmed=True), course("c2", confirmed=True, slot="evening")]

    assert len(place(network(couple, both[:1])).seats) == 1
    assert set(place(network(couple, both)).seats.values()) == {"c1", "c2"}


def test_longest_waiting_obliged_person_comes_first():
    people = [person("p1"), person("p2", standing="obliged"), person("p3", standing="priority")]
    found = place(network(people, [course("c1", seats=1, confirmed=True)]))

    assert found.seats == {"p2": "c1"}


def test_two_planned_courses_never_share_a_room_at_one_time():
    people = [person(f"p{n}") for n in range(6)]
    found = place(network(people, [course("c1", room="1"), course("c2", room="1")]))

    assert len(found.opened) == 1


def test_share_of_providers_moves_people_when_it_counts():
    people = [person(f"p{n}") for n in range(4)]
    courses = [course("c1", confirmed=True, seats=4), course("c2", confirmed=True, seats=4, provider="u", site="far")]
    plain = network(people, courses)
    fair = replace(plain, shares={"t": 0.5, "u": 0.5}, weights=replace(plain.weights, provider_share=100))

    assert set(place(plain).seats.values()) == {"c1"}
    assert sorted(place(fair).seats.values()) == ["c1", "c1", "c2", "c2"]
    assert objective(fair, place(fair).seats, ()) == pytest.approx(place(fair).cost)


@pytest.mark.parametrize(
    ("values", "hurdle"),
    [
        ({"fits": ("general/2",)}, Hurdle.LEVEL),
        ({"slots": ("evening",)}, Hurdle.TIME),
        ({"area": "b"}, Hurdle.WAY),
        ({"max_minutes": 10}, Hurdle.WAY),
        ({"childcare": 1}, Hurdle.CHILDCARE),
        ({"woman": True, "women_only": True}, Hurdle.WOMEN_ONLY),
        ({"entitled_until": TODAY + timedelta(days=13)}, Hurdle.ENTITLEMENT),
    ],
)
def test_each_hard_rule_keeps_a_person_out(values, hurdle):
    instance = network([person("p1", **values)], [course("c1", confirmed=True)])

    assert hurdles(instance.people[0], instance.courses[0], instance) == [hurdle]
    why = why_not_placed(instance, place(instance), "p1")
    assert (why.counts, why.near[0].hurdles, why.instead) == ({hurdle: 1}, (hurdle,), Instead())
    assert why.fitting == ({} if hurdle == Hurdle.LEVEL else {hurdle: 1})


@given(instances())
@settings(max_examples=60)
def test_every_explanation_is_what_trying_every_plan_gives(instance):
    """Of each person who waits and each course that stays closed: the points, and the very changes that are named."""
    instance = few_of(instance)
    found = place(instance, seconds=10)
    for waits in instance.people:
        if waits.id not in found.seats:
            plans = [plan for plan in every_plan(instance) if waits.id in plan[1]]
            is_true(why_not_placed(instance, found, waits.id).instead, found, plans)
    for closed in instance.courses:
        if not closed.confirmed and closed.id not in found.opened:
            is_true(why_not_opened(instance, found, closed.id).instead, found, list(every_plan(instance, (closed.id,))))


def is_true(instead: Instead, found: Proposal, plans: list[tuple[float, dict[str, str], set[str]]]) -> None:
    """`plans`: every plan that does what the proposal does not."""
    assert instead.is_known
    if instead.difference is None:
        assert plans == []
        return
    told = instead.difference
    assert told.is_exact
    assert found.cost + told.points == pytest.approx(min(plan[0] for plan in plans))
    assert told in [
        difference(found.seats, found.opened, seats, tuple(opened), told.points)
        for cost, seats, opened in plans
        if cost == pytest.approx(found.cost + told.points)
    ]


def test_explanation_within_a_part_too_large_to_be_solved_whole_is_a_plan_and_says_at_most(monkeypatch):
    instance = county(120, 10, seed=3)
    found = place(instance, seconds=10)
    waiting = [p.id for p in instance.people if p.id not in found.seats]
    name = next(name for name in waiting if why_not_placed(instance, found, name).instead.difference)
    exact = why_not_placed(instance, found, name).instead.difference
    monkeypatch.setattr("roterfaden.courses.methods.placement.explain.EXACT_ARCS", 10)
    told = why_not_placed(instance, found, name).instead.difference

    assert told is not None
    assert not told.is_exact
    assert (name in told.starts, told.points >= exact.points) == (True, True)


def test_course_without_a_room_is_never_told_to_be_possible():
    """The confirmed course has the room: no points in the world open the other one."""
    courses = [course("c1", confirmed=True, room="1"), course("c2", room="1")]
    instance = network([person(f"p{n}") for n in range(4)], courses)

    assert why_not_opened(instance, place(instance), "c2").instead == Instead()


def test_explanation_that_cannot_move_the_partner_says_unknown(monkeypatch):
    monkeypatch.setattr("roterfaden.courses.methods.placement.explain.EXACT_ARCS", 0)
    people = [person("p1", apart_from=("p2",)), person("p2", fits=("general/2",))]
    courses = [course("c1", confirmed=True), course("c2", confirmed=True, code="general/2")]
    instance = network(people, courses)
    found = Proposal("feasible", {"p2": "c2"}, (), 0.0, 0.0, 0.0, "by hand")

    assert why_not_placed(instance, found, "p1").instead == Instead(None, is_known=False)


def test_only_a_proved_plan_is_called_the_best():
    assert gap_words(0.0, "0,0 %") == "Der Vorschlag ist nachweislich der bestmögliche."
    assert gap_words(0.00004, "0,1 %") == "Der Vorschlag liegt höchstens 0,1 % unter dem bestmöglichen."


def test_explanation_of_a_closed_course_names_what_opening_it_would_change():
    people = [person(f"p{n}") for n in range(3)]
    instance = network(people, [course("c1", confirmed=True), course("c2")])
    why = why_not_opened(instance, place(instance), "c2")

    told = why.instead.difference
    assert (why.could_sit, why.minimum) == (3, 2)
    assert told is not None
    assert (told.opens, len(told.moves), told.points) == (("c2",), 2, 900)


# --- large instances ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("within", [0.01, 0.0])
def test_large_parts_are_planned_in_steps_until_the_plan_is_good_enough(monkeypatch, within):
    """As if everything were too large, with people who were told; 0: until it is proved that nothing is better."""
    monkeypatch.setattr("roterfaden.courses.methods.placement.solve.EXACT_ARCS", 150)
    instance = county(300, 18, seed=3)
    early = place(instance, seconds=0.5)
    told = dict(list(early.seats.items())[::9])
    instance = replace(instance, people=tuple(replace(p, locked=told.get(p.id)) for p in instance.people))
    exact = solve_exactly(problem_of(instance), seconds=30)
    found = place(instance, seconds=20, within=within)

    assert exact.is_optimal
    assert faults(instance, found.seats, found.opened) == []
    assert told.items() <= found.seats.items()
    assert found.bound <= exact.cost + 1e-6 <= found.cost + 2e-6
    assert found.gap <= within
    assert within or (found.state, found.cost) == ("optimal", pytest.approx(exact.cost))


def test_bound_holds_where_an_arc_takes_less_than_a_whole_seat():
    halves = Assignment(
        cost=np.array([[0.0, 0.0], [10.0, 10.0]]), use=np.array([[0.5, 0.5], [1.0, 1.0]]), capacity=np.array([1.0, 2.0])
    ).problem()

    dear = Plan(np.flatnonzero(halves.group == 1), halves.must_open)

    assert solve_exactly(halves, seconds=5).cost == 0.0
    assert relax(halves, dear, seconds=0.2).bound <= 1e-6


def test_run_with_shares_and_no_time_still_has_a_bound():
    plain = county(1500, 80)
    shares = dict.fromkeys({each.provider for each in plain.courses}, 0.5)
    fair = replace(plain, shares=shares, weights=replace(plain.weights, provider_share=7))
    found = place(fair, seconds=0.0)

    assert least_cost(problem_of(fair)) <= found.bound <= found.cost


def test_baselines_are_plans_and_never_better_than_the_optimum():
    instance = county(200, 14)
    problem = problem_of(instance)
    optimum = place(instance, seconds=20)
    waiting = [(instance.today - p.waiting_since).days for p in instance.people]

    assert optimum.state == "optimal"
    for plan in (by_urgency(problem), by_arrival(problem, np.array(waiting)), by_flow(problem, seconds=20)):
        assert is_feasible(problem, plan)
        assert cost_of(problem, plan) >= optimum.cost - 1e-6


def test_run_that_is_cancelled_says_so_and_breaks_nothing():
    instance = county(400, 24)
    found = place(instance, seconds=20, cancelled=lambda: True)

    assert found.state == "cancelled"
    assert faults(instance, found.seats, found.opened) == []


# --- files ------------------------------------------------------------------------------------------------------------


def test_instance_survives_its_own_json():
    instance = county(50, 6)

    assert read_instance(json.loads(json.dumps(instance.to_json()))) == instance


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"today": "2026-02-30"}, "2026-02-30"),
        ({"people": [{"id": "p1"}]}, "people[0]"),
        ({"extra": 1}, "extra"),
        ({"format": "other"}, "format"),
    ],
)
def test_bad_instance_is_refused_with_the_place(change, words):
    with pytest.raises(BadInstance, match=words.replace("[", r"\[").replace("]", r"\]")):
        read_instance(county(3, 2).to_json() | change)


def test_command_solves_checks_and_generates(tmp_path, capsys):
    given, solved = tmp_path / "county.json", tmp_path / "plan.json"
    call_command("place", generate=[60, 6], output=str(given))
    call_command("place", str(given), time_limit=10, output=str(solved))
    told = capsys.readouterr().out
    solution = json.loads(solved.read_text())
    check_schema(solution, "solution")
    call_command("place", str(given), check=str(solved))

    assert "state: optimal" in told
    assert f"objective: {int(solution['objective'])}" in capsys.readouterr().out
    solution["seats"]["p0"] = "c0" if solution["seats"].get("p0") != "c0" else "c1"
    solved.write_text(json.dumps(solution))
    with pytest.raises(CommandError):
        call_command("place", str(given), check=str(solved))


@pytest.mark.parametrize(
    ("text", "optimum", "maximise"),
    [
        ("2 3\n4 1 3\n2 5 1\n1 1 1\n1 1 1\n2 2\n", 4.0, False),  # cheapest agents 2, 1, 2
        ("1\n2 3\n4 1 3\n2 5 1\n1 1 1\n1 1 1\n2 2\n", 12.0, True),  # a leading number of problems
        ("2 2\n1 9\n9 1\n5 5\n5 5\n4 10\n", 10.0, False),  # agent 1 can carry nothing
        ("2 3\n0 0 0\n0 0 0\n1 1 1\n1 1 1\n2 2\n", 0.0, False),  # nothing costs anything
    ],
)
def test_generalized_assignment_is_solved_through_the_same_model(tmp_path, capsys, text, optimum, maximise):
    file = tmp_path / "gap.txt"
    file.write_text(text)
    call_command("place", str(file), gap=True, maximise=maximise, time_limit=5)

    assert f"optimal, objective {optimum:g}, " in capsys.readouterr().out


def test_file_of_several_assignments_is_read_whole_and_a_broken_one_refused():
    one = "2 3 4 1 3 2 5 1 1 1 1 1 1 1 2 2"

    for text in (f"2 {one} {one}", f"{one}\r\n\r\n{one}", f"\ufeff 2\t{one}\n  {one}\x1a"):
        assert [found.cost.tolist() for found in read_assignments(text)] == [[[4, 1, 3], [2, 5, 1]]] * 2
    for broken in ("", "2 3 4", f"{one} 7", "a b", one.replace("4", "nan"), f"4 {one} {one}", "2.5 1 1 1"):
        with pytest.raises(BadInstance):
            read_assignments(broken)
