"""Called by `./faden bench placement`: lists by hand, by urgency and by flow, and ours, on synthetic counties.

At most about twenty minutes for all sizes; `--sizes` chooses some. Every row is compared with the bound ours proved.
"""

import argparse
import multiprocessing
import os
import platform
import resource
import time
from dataclasses import dataclass
from datetime import date

import numpy as np

SIZES = {500: (30, 30), 2_000: (100, 60), 10_000: (400, 120), 50_000: (2_000, 600)}
"""People → courses, and the seconds a method may take."""
FLOW_AT_MOST = 300
SIX_WEEKS = 42
MEGA = 1024


def main() -> None:
    """One process a row, so that memory is that of the method alone; print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench placement", description="Misst die Platzierung.")
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, default=list(SIZES), help="so viele Menschen")
    parser.add_argument("--within", type=float, help="Prozent, um die der Vorschlag höchstens schlechter sein darf")
    parser.add_argument("--seed", type=int, default=1, help="Startwert des Zufalls")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} Kerne, Python {platform.python_version()}\n")
    print("| Menschen/Kurse | Verfahren | Punkte | über der Schranke | untergebracht | in 6 Wochen | s | MB |")
    print("|---|---|---:|---:|---:|---:|---:|---:|", flush=True)
    context = multiprocessing.get_context("spawn")
    for people in options.sizes:
        courses, seconds = SIZES[people]
        bound = 0.0
        for method, name in NAMES.items():
            with context.Pool(1) as pool:
                row = pool.apply(run, (method, people, courses, seconds, options.seed, options.within))
            bound = bound or row.bound
            print(f"| {people:,}/{courses:,} | {name} | {row.told(bound)} |", flush=True)


NAMES = {
    "ours": "Roter Faden",
    "arrival": "Warteliste von Hand",
    "urgency": "Liste nach Dringlichkeit",
    "flow": "Fluss, dann kleine Kurse schließen",
}


@dataclass(frozen=True)
class Row:
    """What one method found: points, the bound it proved, people placed, the share of them who start within six weeks
    of their registration, seconds and megabytes. No points: it did not end in its time."""

    cost: float | None
    bound: float
    placed: int
    in_time: float
    seconds: float
    memory: float

    def told(self, bound: float) -> str:
        """As cells of the table."""
        used = f"{self.seconds:.1f} | {self.memory:,.0f}"
        if self.cost is None:
            return f"nicht fertig | – | – | – | {used}"
        over = (self.cost - bound) / bound
        return f"{self.cost:,.0f} | {over:.3%} | {self.placed:,} | {self.in_time:.1%} | {used}"


def run(method: str, people: int, courses: int, seconds: float, seed: int, within: float | None) -> Row:
    """One method on one county."""
    from roterfaden.courses.methods.placement import byhand
    from roterfaden.courses.methods.placement.problem import Plan, cost_of, problem_of
    from roterfaden.courses.methods.placement.solve import WITHIN, seats_of, solve
    from roterfaden.courses.methods.placement.synthetic import county

    instance = county(people, courses, seed)
    began = time.monotonic()
    problem = problem_of(instance)
    bound = 0.0
    plan: Plan | None
    if method == "arrival":
        plan = byhand.by_arrival(problem, np.array([(instance.today - p.waiting_since).days for p in instance.people]))
    elif method == "urgency":
        plan = byhand.by_urgency(problem)
    elif method == "flow":
        plan = byhand.by_flow(problem, seconds=min(seconds, FLOW_AT_MOST))
    else:
        solved = solve(problem, seconds=seconds, within=WITHIN if within is None else within / 100, began=began)
        plan, bound = solved.plan, solved.bound
    took = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGA
    if plan is None:
        return Row(None, bound, 0, 0.0, took, memory)
    seats, _opened = seats_of(instance, problem, plan)
    starts = {course.id: course.starts_on for course in instance.courses}
    since: dict[str, date] = {person.id: person.waiting_since for person in instance.people}
    in_time = sum((starts[course] - since[name]).days <= SIX_WEEKS for name, course in seats.items())
    return Row(cost_of(problem, plan), bound, len(seats), in_time / max(1, len(seats)), took, memory)


if __name__ == "__main__":
    main()
