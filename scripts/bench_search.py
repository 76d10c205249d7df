"""Called by `./faden bench search`: the list of voices with 1,000 and 30,000 of them, searched, filtered and sorted, a
voice with 500 comments, and the index itself – on SQLite and PostgreSQL, each with data that is thrown away afterwards.

Requests are answered inside this process, one after the other: what is measured is the program, without the network.
"""

import argparse
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 30_000)
COMMENTS = 500
TURNS = 15
ASKED = {
    "alle": "",
    "ein häufiges Wort": "suche=Kurs",
    "ein seltenes Wort": "suche=Bezahlkarte",
    "zwei Wörter": "suche=Sprachkurs+Abend",
    "kein Beitrag hat beide": "suche=Bezahlkarte+Xylophon",
    "Wort, Feld und Gruppe": "suche=Kinder&feld=sprache&gruppe=zugewanderte",
    "letzte Seite": "seite=9999",
    "meiste Unterstützung": "ordnung=unterstuetzt",
    "zufällig": "ordnung=zufall",
}
HTTP_OK = 200


def main() -> None:
    """Measure on both engines, each in a process of its own."""
    parser = argparse.ArgumentParser(prog="./faden bench search", description="Misst die Suche in Beiträgen.")
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), help="nur diese Datenbank")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        measure()
        return
    if options.engine != "postgresql":
        run("SQLite", "")
    if options.engine != "sqlite":
        from postgres import temporary_server

        with temporary_server() as url:
            run("PostgreSQL", url)


def run(name: str, url: str) -> None:
    """Measure with a fresh environment, so that nothing of this machine's installation is touched."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FADEN_", "DATABASE_URL"))}
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        own = {"FADEN_DATA": data, "FADEN_SECRET_KEY": secrets.token_urlsafe(48)} | (
            {"DATABASE_URL": url} if url else {}
        )
        print(f"\n{name}\n", flush=True)
        subprocess.run([sys.executable, __file__, "--inside"], check=True, env=kept | own, cwd=ROOT)


def measure() -> None:
    """Fill, index and ask; print Markdown."""
    import prepare

    prepare.prepare()
    import bench_pages
    from django.core.management import call_command

    print("| Seite | Beiträge | p50 ms | p95 ms | davon Rechenzeit ms | SQL-Abfragen |")
    print("|---|---:|---:|---:|---:|---:|")
    for size in SIZES:
        count = bench_pages.grow_to(size)
        add_support()
        took = timed(lambda: call_command("reindex", stdout=StringIO()))
        bench_pages.grow_to(size)  # so that the planner of the database knows the index too
        for name, query in ASKED.items():
            print(row(f"Liste, {name}", count, f"/beitraege/?{query}"), flush=True)
        print(f"| Suchverzeichnis neu anlegen | {count:,} | {took * 1000:.0f} | | | |", flush=True)
    address = add_comments()
    print(row(f"Beitrag mit {COMMENTS} Kommentaren", count, address), flush=True)
    print(f"\n{bench_pages.machine()}, {TURNS} Abrufe je Seite, nacheinander")


def row(name: str, count: int, path: str) -> str:
    """Ask one page several times. The computing time of this process says something on a busy machine, too; what a
    PostgreSQL server computes is not in it."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    asked = len(queries)  # now: the next request begins a new list
    if answer.status_code != HTTP_OK:
        raise SystemExit(f"{path} antwortet mit {answer.status_code}.")
    busy = time.process_time()
    seconds = [timed(lambda: client.get(path)) for _turn in range(TURNS)]
    busy = (time.process_time() - busy) / TURNS * 1000
    p50, p95 = statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=20)[-1] * 1000
    return f"| {name} | {count:,} | {p50:.0f} | {p95:.0f} | {busy:.0f} | {asked} |"


def timed(call: Callable[[], Any]) -> float:
    """Seconds a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def add_support() -> None:
    """Every tenth voice is supported, by up to five codes; past the actions, as the voices."""
    from roterfaden.kernel.codes import new_code
    from roterfaden.participation.models import Contribution, ReceiptCode, Support

    now = Contribution.objects.order_by("-captured_at").values_list("captured_at", flat=True)[0]
    process = Contribution.objects.order_by("pk")[0].process
    codes = ReceiptCode.objects.bulk_create(
        ReceiptCode(code=new_code(), process=process, issued_at=now) for _ in range(5)
    )
    voices = Contribution.objects.published().filter(supports=None).order_by("pk").values_list("pk", flat=True)[::10]
    Support.objects.bulk_create(
        [
            Support(contribution_id=voice, code=code, made_as="participant", made_at=now)
            for voice in voices
            for code in codes[: voice % 5 + 1]
        ],
        batch_size=2_000,
    )


def add_comments() -> str:
    """A voice with COMMENTS comments in conversations of ten; returns its address."""
    from roterfaden.kernel.codes import new_code
    from roterfaden.participation.models import Comment, Contribution, ReceiptCode

    voice = Contribution.objects.published().order_by("pk")[0]
    code = ReceiptCode.objects.create(code=new_code(), process=voice.process, issued_at=voice.captured_at)
    root = None
    for turn in range(COMMENTS):
        first = turn % 10 == 0
        made = Comment.objects.create(
            contribution=voice, code=code, made_as="participant", made_at=voice.captured_at + timedelta(minutes=turn),
            text=f"Das ist der Kommentar {turn}, und er sagt, was jemand meint.", moderation="published",
            parent=None if first else root, root=None if first else root, level=1 if first else 2,
        )  # fmt: skip
        root = made if first else root
    return f"/verfahren/{voice.process.slug}/beitraege/{voice.number}/"


if __name__ == "__main__":
    main()
