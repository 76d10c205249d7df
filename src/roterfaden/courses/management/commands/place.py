"""`manage place`: solve a placement without the database, or classic generalized-assignment files."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roterfaden.courses.methods.placement import Instance, Proposal, faults, objective, place, read_instance
from roterfaden.courses.methods.placement.exact import solve_exactly
from roterfaden.courses.methods.placement.gap import (
    Assignment,
    agents_of,
    check_assignment,
    drawn,
    read_assignments,
    written,
)
from roterfaden.courses.methods.placement.instance import BadInstance, check_schema
from roterfaden.courses.methods.placement.problem import rounded_up
from roterfaden.courses.methods.placement.solve import EXACTLY, WITHIN, Progress, memory_mb
from roterfaden.courses.methods.placement.synthetic import county

LARGEST = 512 * 1024 * 1024
WITHOUT_PLAN = {
    "infeasible": "Kein Plan hält alle harten Regeln ein: Prüfen Sie die festen Zusagen.",
    "unknown": "In dieser Zeit ist kein Plan gefunden, der alle harten Regeln einhält.",
}


class Command(BaseCommand):
    """Prints what was found and proved; --output takes the solution. Exit code 1 for unreadable or unsolvable input."""

    help = "Löst eine Platzierung aus einer Datei, ohne Datenbank. Formate: docs/placement.md"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("file", nargs="?", help="Instanz (JSON) oder mit --gap eine Textdatei")
        parser.add_argument("--time-limit", type=float, default=60.0, metavar="S", help="Sekunden (Vorgabe: 60)")
        parser.add_argument(
            "--within", type=float, default=100 * WITHIN, metavar="PROZENT",
            help="große Teile sind gut genug, wenn bewiesen ist, dass höchstens so viel fehlt (Vorgabe: 0.05)",
        )  # fmt: skip
        parser.add_argument("--gap", action="store_true", help="klassische verallgemeinerte Zuordnung lesen")
        parser.add_argument("--maximise", action="store_true", help="mit --gap: Gewinne statt Kosten")
        parser.add_argument("--check", metavar="LÖSUNG", help="eine Lösung nachrechnen statt zu lösen")
        parser.add_argument("--generate", nargs=2, type=int, metavar=("MENSCHEN", "KURSE"), help="Instanz erzeugen")
        parser.add_argument(
            "--generate-gap", nargs=3, metavar=("TYP", "AGENTEN", "AUFGABEN"), help="Zuordnung vom Typ a bis e erzeugen"
        )
        parser.add_argument("--seed", type=int, default=1, help="beim Erzeugen: Startwert des Zufalls")
        parser.add_argument("--output", metavar="DATEI", help="Lösung oder erzeugte Instanz hierhin schreiben")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Generate, check or solve."""
        if options["generate"]:
            people, courses = options["generate"]
            self._write(county(people, courses, options["seed"]).to_json(), options["output"])
            return
        if options["generate_gap"]:
            kind, agents, jobs = options["generate_gap"]
            self._generate_gap(kind, agents, jobs, options)
            return
        if not options["file"]:
            raise CommandError("Bitte eine Datei nennen, oder --generate MENSCHEN KURSE.")
        text = _read(options["file"])
        try:
            if options["gap"]:
                self._solve_gap(read_assignments(text), options)
                return
            instance = read_instance(_json(text))
            if options["check"]:
                self._check(instance, _json(_read(options["check"])))
            else:
                self._solve(instance, options)
        except BadInstance as error:
            raise CommandError(f"Die Datei ist nicht lesbar: {error}") from error

    def _generate_gap(self, kind: str, agents: str, jobs: str, options: dict[str, Any]) -> None:
        if kind not in "abcde" or not (agents.isdigit() and jobs.isdigit()) or int(agents) * int(jobs) == 0:
            raise CommandError("Bitte einen Typ von a bis e und zwei Zahlen nennen, zum Beispiel e 20 100.")
        text = written(drawn(kind, int(agents), int(jobs), options["seed"]))
        if options["output"]:
            Path(options["output"]).write_text(text, "utf-8")
        else:
            self.stdout.write(text, ending="")

    def _solve(self, instance: Instance, options: dict[str, Any]) -> None:
        """Solve, check with the independent checker, print, write."""
        proposal = place(instance, seconds=options["time_limit"], within=options["within"] / 100, tell=self._tell)
        found = proposal.to_json()
        if proposal.state in WITHOUT_PLAN:
            self._write(found, options["output"])
            raise CommandError(WITHOUT_PLAN[proposal.state])
        self._verify(instance, proposal)
        for name in ("state", "objective", "bound", "gap", "seconds", "memory_mb", "method"):
            self.stdout.write(f"{name}: {found[name]}")
        self.stdout.write(f"placed: {len(proposal.seats)} of {len(instance.people)}")
        self.stdout.write(f"opened: {len(proposal.opened)}")
        if options["output"]:
            self._write(found, options["output"])

    def _verify(self, instance: Instance, proposal: Proposal) -> None:
        broken = faults(instance, proposal.seats, proposal.opened)
        again = objective(instance, proposal.seats, proposal.opened)
        if broken or abs(again - proposal.cost) > 1e-6 * max(1.0, abs(again)):
            raise CommandError(f"Die Nachrechnung widerspricht: {broken[:3] or again}")

    def _check(self, instance: Instance, solution: Any) -> None:
        """Recompute feasibility and objective of somebody's solution."""
        check_schema(solution, "solution")
        broken = faults(instance, solution["seats"], solution["opened"])
        for fault in broken:
            self.stdout.write(fault)
        if broken:
            raise CommandError(f"{len(broken)} harte Regeln sind verletzt.")
        self.stdout.write(f"objective: {objective(instance, solution['seats'], solution['opened'])}")

    def _solve_gap(self, assignments: list[Assignment], options: dict[str, Any]) -> None:
        """Each problem of the file, with the time limit for each."""
        solutions = []
        for number, assignment in enumerate(assignments, start=1):
            problem = assignment.problem(maximise=options["maximise"])
            began = time.monotonic()
            answer = solve_exactly(problem, seconds=options["time_limit"])
            seconds = time.monotonic() - began
            size = f"{assignment.agents} agents, {assignment.jobs} jobs"
            if answer.plan is None:
                state = "infeasible" if answer.is_infeasible else "nothing found"
                self.stdout.write(f"problem {number} ({size}): {state}, seconds {seconds:.2f}")
                continue
            agents = agents_of(problem, answer.plan.arc)
            total, broken = check_assignment(assignment, agents)
            if broken:
                raise CommandError(f"Die Nachrechnung widerspricht: {broken[:3]}")
            bound = min(rounded_up(problem, answer.bound), answer.cost)
            state = "optimal" if answer.cost - bound < EXACTLY else "feasible"
            bound = -bound if options["maximise"] else bound
            gap = abs(total - bound) / max(abs(total), abs(bound), 1.0)
            self.stdout.write(
                f"problem {number} ({size}): {state}, objective {total:g}, bound {bound:.4f}, gap {gap:.6f}, "
                f"seconds {seconds:.2f}, memory_mb {memory_mb()}"
            )
            solutions.append({"objective": total, "bound": bound, "agents": agents})
        if options["output"]:
            self._write(solutions, options["output"])

    def _tell(self, progress: Progress) -> None:
        if self.verbosity_high:
            self.stderr.write(f"{progress.seconds:.1f} s: {progress.cost:.0f} ≥ {progress.bound:.0f}")

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Remember how much to say while solving."""
        self.verbosity_high = options.get("verbosity", 1) > 1
        return super().execute(*args, **options)

    def _write(self, data: Any, path: str | None) -> None:
        text = json.dumps(data, ensure_ascii=False)
        if path:
            Path(path).write_text(text, "utf-8")
        else:
            self.stdout.write(text)


def _read(path: str) -> str:
    try:
        if Path(path).stat().st_size > LARGEST:
            raise CommandError(f"{path} ist größer als 512 MB.")
        return Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} lässt sich nicht lesen: {error}") from error


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadInstance(f"kein gültiges JSON: {error}") from error
