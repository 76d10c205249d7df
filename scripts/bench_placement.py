"""Called by `./faden bench placement`: lists by hand, by urgency and by flow, and ours, on synthetic counties."""

import argparse
import multiprocessing
import os
import platform
import resource
import time
from datetime import date

import numpy as np

SIZES = ((500, 30, 30), (2_000, 100, 60), (10_000, 400, 120), (50_000, 2_000, 600))
"""People, courses, seconds our own search may take."""
SIX_WEEKS = 42
MEGA = 1024


def main() -> None:
    """One process a row, so that memory is that of the method alone; print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench placement", description="Misst die Platzierung.")
    parser.add_argument("--largest", type=int, default=SIZES[-1][0], help="so viele Menschen höchstens")
    parser.add_argument("--seed", type=int, default=1, help="Startwert des Zufalls")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} Kerne, Python {platform.python_version()}\n")
    print("| Menschen/Kurse | Verfahren | Punkte | über der Schranke | untergebracht | in 6 Wochen | s | MB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|", flush=True)
    context = multiprocessing.get_context("spawn")
    for people, courses, seconds in SIZES:
        if people > options.largest:
            continue
        rows = []
        for method in ("ours", "arrival", "urgency", "flow"):
            with context.Pool(1) as pool:
                rows.append((method, *pool.apply(run, (method, people, courses, seconds, options.seed))))
        bound = rows[0][2]
        for method, cost, _bound, placed, in_time, took, memory in [*rows[1:], rows[0]]:
            over = (cost - bound) / bound
            print(
                f"| {people:,}/{courses:,} | {NAMES[method]} | {cost:,.0f} | {over:.3%} | {placed:,} | {in_time:.1%} "
                f"| {took:.1f} | {memory:,.0f} |",
                flush=True,
            )


NAMES = {
    "arrival": "Warteliste von Hand",
    "urgency": "Liste nach Dringlichkeit",
    "flow": "Fluss, dann kleine Kurse schließen",
    "ours": "Roter Faden",
}


def run(
    method: str, people: int, courses: int, seconds: float, seed: int
) -> tuple[float, float, int, float, float, float]:
    """Cost, bound, people placed, share of them starting within six weeks of registration, seconds, megabytes."""
    from roterfaden.courses.methods.placement import byhand
    from roterfaden.courses.methods.placement.problem import cost_of, problem_of
    from roterfaden.courses.methods.placement.solve import seats_of, solve
    from roterfaden.courses.methods.placement.synthetic import county

    instance = county(people, courses, seed)
    began = time.monotonic()
    problem = problem_of(instance)
    waiting = np.array([(instance.today - person.waiting_since).days for person in instance.people])
    bound = 0.0
    if method == "arrival":
        plan = byhand.by_arrival(problem, waiting)
    elif method == "urgency":
        plan = byhand.by_urgency(problem)
    elif method == "flow":
        plan = byhand.by_flow(problem, seconds=seconds)
    else:
        plan, bound, _method, _has_plan = solve(problem, seconds=seconds, began=began)
    took = time.monotonic() - began
    seats, _opened = seats_of(instance, problem, plan)
    starts = {course.id: course.starts_on for course in instance.courses}
    since: dict[str, date] = {person.id: person.waiting_since for person in instance.people}
    in_time = sum((starts[course] - since[name]).days <= SIX_WEEKS for name, course in seats.items())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGA
    return cost_of(problem, plan), bound, len(seats), in_time / max(1, len(seats)), took, memory


if __name__ == "__main__":
    main()
