"""Called by `./faden bench bulk`: reading in a long XLSX list, on both databases.

How long the look at all rows and the reading-in take, how much memory the processes need, what becomes of a list whose
worker is killed with SIGKILL in the middle, and that the same list again changes nothing. The list is read by the
program's own worker; each step is a process of its own, on data that is thrown away afterwards.
"""

import argparse
import json
import os
import resource
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MOST_ROWS = 50_000
EVERY_FAULT = 100
PATIENCE = 900
HEADING = (
    "| Datenbank | Schritt | Zeilen | aufgenommen | schon da | fehlerhaft | s | Zeilen/s | Speicher MB |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|"
)
WORDS = ("Bus", "Sprachkurs", "Wohnung", "Arbeit", "Schule", "Verein", "Ehrenamt", "Beratung", "Kita", "Begegnung")


def main() -> None:
    """Measure each database, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench bulk", description="Misst das Einlesen einer langen Liste.")
    parser.add_argument("--rows", type=int, default=20_000, help="Zeilen (höchstens 50.000)")
    parser.add_argument("--step", nargs=2, metavar=("SCHRITT", "DATENBANK"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    rows = min(options.rows, MOST_ROWS)
    if options.step:
        step(options.step[0], rows)
        return
    print(HEADING, flush=True)
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        measure("SQLite", rows, environment(Path(data)))
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        print("PostgreSQL ist nicht installiert und wurde nicht gemessen.")
        return
    from postgres import temporary_server

    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data, temporary_server() as url:
        measure("PostgreSQL", rows, environment(Path(data), url))


def environment(data: Path, url: str = "") -> dict[str, str]:
    """The environment of a measurement: nothing of an installation on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FADEN_", "DATABASE_URL"))}
    made = {
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'scripts'}",
        "DJANGO_SETTINGS_MODULE": "roterfaden.config.settings",
        "FADEN_DATA": str(data),
        "FADEN_SECRET_KEY": secrets.token_urlsafe(48),
    }
    return {**kept, **made, **({"DATABASE_URL": url} if url else {})}


def measure(name: str, rows: int, env: dict[str, str]) -> None:
    """All steps on one database, each printing its row."""
    command = [sys.executable, __file__, f"--rows={rows}", "--step"]
    subprocess.run([*command, "prepare", name], env=env, check=True, stdout=subprocess.DEVNULL)
    for what in ("check", "kill", "resume", "again", "all"):
        process = subprocess.Popen([*command, what, name], env=env, stdout=subprocess.PIPE, text=True)
        if what == "kill":
            kill_in_the_middle(process, rows)
        told, _nothing = process.communicate(timeout=PATIENCE)
        if what != "kill":
            print(f"| {name} {json.loads(told.splitlines()[-1])['row']}", flush=True)


def kill_in_the_middle(process: subprocess.Popen[str], rows: int) -> None:
    """Wait until a third is written, then SIGKILL."""
    assert process.stdout is not None  # noqa: S101 -- a pipe was asked for
    for line in process.stdout:
        if line.startswith("done ") and int(line.split()[1]) * 3 >= rows:
            process.send_signal(signal.SIGKILL)
            return


# --- steps -----------------------------------------------------------------------------------------------------------


def step(what: str, rows: int) -> None:
    """One step in a process of its own."""
    import django

    django.setup()
    started = time.monotonic()
    counts = {"prepare": prepare, "check": check, "kill": kill, "resume": resume, "again": again, "all": whole}[what](
        rows
    )
    seconds = time.monotonic() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    words = {
        "check": "nur prüfen", "resume": "nach kill −9 zu Ende lesen", "again": "dieselbe Liste noch einmal",
        "all": "alles oder nichts, neue Liste",
    }.get(what, what)  # fmt: skip
    became = " | ".join(f"{counts.get(name, 0):,}" for name in ("imported", "known", "faulty"))
    row = f"| {words} | {rows:,} | {became} | {seconds:.1f} | {rows / seconds:,.0f} | {megabytes:.0f} |"
    print(json.dumps({"row": row}), flush=True)


def prepare(rows: int) -> dict[str, int]:
    """A process with an open stage, and the list."""
    from django.core.management import call_command

    from roterfaden.kernel.actors import System
    from roterfaden.participation import actions
    from roterfaden.participation.enums import ContributionKind
    from roterfaden.places.models import Area

    call_command("migrate", verbosity=0)
    actor, now = System("bench"), moment()
    county = Area.objects.create(
        key="03459", ars="03459", slug="landkreis", name="Landkreis", short_name="Landkreis", kind="county",
        valid_from=date(1972, 7, 1),
    )  # fmt: skip
    for number in range(21):
        Area.objects.create(
            key=f"03459{number:03d}", ars=f"034590{number:06d}", ags=f"03459{number:03d}", slug=f"gemeinde-{number}",
            name=f"Gemeinde Ort {number}", short_name=f"Ort {number}", kind="unitary", parent=county,
            valid_from=date(1972, 7, 1),
        )  # fmt: skip
    process = actions.open_process(
        actor=actor, slug="dialog", title="Dialog", summary="…", mandate="…", area=county, opened_on=date(2017, 1, 1),
        now=now,
    )  # fmt: skip
    for name in ("Ehrenamt", "Arbeitgeber", "Zugewanderte"):
        actions.add_actor_group(actor=actor, process=process, slug=name.lower(), name=name, now=now)
    actions.plan_stage(
        actor=actor, process=process, slug="foren", kind="forum", title="Foren",
        starts_on=date(2017, 1, 1), ends_on=None, openings=[(kind.value, None) for kind in ContributionKind], now=now,
    )  # fmt: skip
    for name, prefix in (("liste.xlsx", "Karte"), ("andere.xlsx", "Zettel")):
        path(name).write_bytes(the_list(rows, prefix))
    return {}


def the_list(rows: int, prefix: str) -> bytes:
    """An XLSX as an office makes it; every hundredth row is faulty, some cards occur twice."""
    from roterfaden.kernel.tables import write_xlsx

    heading = ["Lfd", "Karte", "Kategorie", "Gruppe", "Gemeinde", "Datum", "Punkte", "Bemerkung"]
    with write_xlsx(heading, some_rows(rows, prefix)) as file:
        return file.read()


def some_rows(rows: int, prefix: str) -> Iterator[list[Any]]:
    """What people wrote, more or less."""
    for number in range(rows):
        words = " ".join(WORDS[(number * step + step) % len(WORDS)] for step in range(3, 15))
        text = f"{prefix} {number - number % 50 if number % 50 == 1 else number}: {words}."
        kind = "Quatsch" if number % EVERY_FAULT == 0 else ("Idee", "Ziele", "Herausforderung")[number % 3]
        group = ("Ehrenamt", "Arbeitgeber", "")[number % 3]
        yield [None, text, kind, group, f"Ort {number % 21}", date(2017, 5, 1 + number % 28), number % 6, None]


def check(rows: int) -> dict[str, int]:
    """Keep the list and look at all rows, as the request of the page does."""
    return dict(opened("liste.xlsx").check_result["counts"])


def kill(rows: int) -> dict[str, int]:
    """Begin to read the list in; the caller kills this process."""
    from roterfaden.participation.models import ImportRun

    run = ImportRun.objects.latest("pk")
    start(run, "skip")
    work(telling=True)
    return {}


def resume(rows: int) -> dict[str, int]:
    """Another worker takes the job of the dead one up. Here its engine is told at once that the first is dead."""
    from django_tasks_db.models import DBTaskResult

    from roterfaden.participation.models import Contribution, ImportRow, ImportRun

    written, reported = Contribution.objects.count(), ImportRow.objects.count()
    if not 0 < reported < rows:
        raise SystemExit("Der Prozess ist nicht mittendrin beendet worden.")
    print(f"Beim Abbruch: {written} Beiträge aus {reported} Zeilen.", file=sys.stderr)
    DBTaskResult.objects.filter(status="RUNNING").update(status="READY", worker_ids=[])
    work()
    return outcome(ImportRun.objects.latest("pk"))


def again(rows: int) -> dict[str, int]:
    """The same list once more."""
    from roterfaden.participation.models import Contribution

    before = Contribution.objects.count()
    run = opened("liste.xlsx")
    start(run, "skip")
    work()
    if Contribution.objects.count() != before:
        raise SystemExit("Die zweite Runde hat etwas geändert.")
    return outcome(run)


def whole(rows: int) -> dict[str, int]:
    """Another list without a fault, all or nothing."""
    run = opened("andere.xlsx", kinds=False)
    start(run, "all")
    work()
    return outcome(run)


# --- pieces ----------------------------------------------------------------------------------------------------------


def opened(name: str, *, kinds: bool = True) -> Any:
    """A list kept and checked with the proposed columns."""
    from django.core.files.base import ContentFile

    from roterfaden.kernel.actors import System
    from roterfaden.participation import actions
    from roterfaden.participation.methods import ColumnPlan
    from roterfaden.participation.models import Process

    actor, process = System("bench"), Process.objects.get()
    upload = ContentFile(path(name).read_bytes(), name=name)
    run = actions.open_import(actor=actor, process=process, upload=upload, now=moment())
    plan = ColumnPlan.from_json(run.mapping)
    if not kinds:
        columns = {name: meant for name, meant in plan.columns.items() if meant != "kind"}
        plan = ColumnPlan(columns=columns, kind="goal")
    return actions.check_import(actor=actor, run=run, plan=plan, now=moment())


def start(run: Any, mode: str) -> None:
    """Start the job, as the page does."""
    from roterfaden.jobs.actions import start_job
    from roterfaden.kernel.actors import System
    from roterfaden.participation import actions
    from roterfaden.participation.tasks import IMPORT_ROWS

    actor = System("bench")
    actions.start_import(actor=actor, run=run, mode=mode, now=moment())
    start_job(actor=actor, kind=IMPORT_ROWS, title="Liste", arguments={"run": run.pk}, now=moment())


def work(*, telling: bool = False) -> None:
    """The program's own worker, until nothing waits; `telling`: say on standard output how far it is."""
    from roterfaden.jobs.management.supervisor import engine_worker
    from roterfaden.jobs.tasks.running import DatabaseProgress

    if telling:
        tell = DatabaseProgress.set

        def aloud(self: DatabaseProgress, done: int, total: int, note: str = "") -> None:
            tell(self, done, total, note)
            print("done", done, flush=True)

        DatabaseProgress.set = aloud  # type: ignore[method-assign]
    engine_worker("bench", "*", until_empty=True).run()


def outcome(run: Any) -> dict[str, int]:
    """The counts of a list that is done; complete, or the measurement fails."""
    run.refresh_from_db()
    if run.imported + run.known + run.faulty + run.held != run.total:
        raise SystemExit(f"Die Liste ist nicht vollständig: {run.state}.")
    return {"imported": run.imported, "known": run.known, "faulty": run.faulty}


def path(name: str) -> Path:
    """Where the list lies."""
    return Path(os.environ["FADEN_DATA"]) / name


def moment() -> datetime:
    """Now, for the actions."""
    return datetime.now(tz=UTC)


if __name__ == "__main__":
    main()
