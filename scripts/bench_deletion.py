"""Called by `./faden bench deletion`: the deletion run of the advice centre on very many records.

Fills a database of its own with consultations that are due, kills the run with SIGKILL in the middle, runs it again and
says whether every record is gone once, whether the protocol is right, how long it took and how much memory it needed.
"""

import argparse
import json
import os
import resource
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AT_ONCE = 2_000
HEADING = (
    "| Einträge | vor dem Abbruch gelöscht | danach | Protokoll | übrig | Teilschritte | s | Einträge/s | Speicher MB |"
)


def main() -> None:
    """Measure, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench deletion", description="Misst den Löschlauf der Beratung.")
    parser.add_argument("--records", type=int, default=100_000, help="Einträge")
    parser.add_argument("--step", choices=("fill", "run"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        fill(options.records) if options.step == "fill" else run()
        return
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("FADEN_", "DATABASE_URL"))},
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'scripts'}",
            "DJANGO_SETTINGS_MODULE": "bench_settings",
            "FADEN_DATA": data,
            "FADEN_SECRET_KEY": secrets.token_urlsafe(48),
        }
        print(measure(options.records, environment))


def measure(records: int, environment: dict[str, str]) -> str:
    """Fill, kill, run again: the table."""
    command = [sys.executable, __file__, "--records", str(records), "--step"]
    database = Path(environment["FADEN_DATA"]) / "faden.sqlite3"
    subprocess.run([*command, "fill"], env=environment, check=True)
    with subprocess.Popen([*command, "run"], env=environment, stdout=subprocess.DEVNULL) as first:
        while first.poll() is None and count(database)[1] < records // 4:
            time.sleep(0.01)
        first.send_signal(signal.SIGKILL)
    before = count(database)[1]
    done = subprocess.run([*command, "run"], env=environment, check=True, capture_output=True, text=True)
    seconds, kilobytes = (float(each) for each in done.stdout.split())
    left, protocol, batches = count(database)
    rate = (records - before) / max(seconds, 0.001)
    row = (
        f"| {records} | {before} | {records - before - left} | {protocol} | {left} | {batches} | {seconds:.1f} "
        f"| {rate:.0f} | {kilobytes / 1024:.0f} |"
    )
    return "\n".join((HEADING, "|" + "---:|" * 9, row))


def count(database: Path) -> tuple[int, int, int]:
    """How many records are left, how many the protocol names, and in how many steps; read past the program."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        left = connection.execute("SELECT count(*) FROM advice_consultation").fetchone()[0]
        runs = connection.execute("SELECT deleted, batches FROM advice_deletionrun").fetchall()
    return left, sum(sum(json.loads(deleted).values()) for deleted, _ in runs), sum(batches for _, batches in runs)


def fill(records: int) -> None:
    """Consultations that are due, as an old installation has them."""
    set_up(migrate=True)
    from django.utils import timezone

    from roterfaden.accounts.models import User
    from roterfaden.advice.models import Consultation

    counsellor = User.objects.create(email="bench@example.org", name="Bench")
    now = timezone.now()
    for start in range(0, records, AT_ONCE):
        Consultation.objects.bulk_create(
            Consultation(
                counsellor=counsellor, held_on=now.date() - timedelta(days=800), language="ar", duration_minutes=30,
                recorded_at=now, purpose="proof", delete_on=now.date() - timedelta(days=number % 60),
            )
            for number in range(start, min(start + AT_ONCE, records))
        )  # fmt: skip


def run() -> None:
    """One deletion run; prints seconds and the most memory in kilobytes."""
    set_up()
    from django.utils import timezone

    from roterfaden.advice.tasks import run_deletion
    from roterfaden.kernel.actors import System

    started = time.monotonic()
    run_deletion(System("bench"), timezone.now())
    print(f"{time.monotonic() - started:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")


def set_up(*, migrate: bool = False) -> None:
    """Django on the database of the environment."""
    import django
    from django.core.management import call_command

    django.setup()
    if migrate:
        call_command("migrate", run_syncdb=True, verbosity=0)


if __name__ == "__main__":
    main()
