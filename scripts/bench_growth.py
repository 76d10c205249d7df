"""Called by `./faden bench growth`: how list, detail, search and post behave while the voices become a hundred times as
many, on SQLite and PostgreSQL, and what memory the server needs meanwhile.

Writes docs/benchmarks.md and the picture beside it. The real server and the real database in processes of their own, on
data that is thrown away; all share the machine with those who ask, so the figures are cautious.
"""

import argparse
import json
import os
import platform
import secrets
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
SIZES = (1_000, 10_000, 100_000)
MOST_SIZE = 1_000_000
MOST_SECONDS, MOST_CLIENTS = 60, 64
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
KINDS = {"list": "list of voices", "detail": "one voice", "search": "search for a word", "post": "post a card"}
CARDS = 30
"""Cards one telephone writes before it is another one: less than a single device may send."""


@dataclass(frozen=True)
class Row:
    """One kind of request on one engine with so many voices. Milliseconds; `megabytes` is the whole server."""

    engine: str
    kind: str
    voices: int
    per_second: float
    p50: float
    p95: float
    megabytes: float

    def cells(self) -> str:
        """A row of the table."""
        return (
            f"| {ENGINES[self.engine]} | {KINDS[self.kind]} | {self.voices:,} | {self.per_second:.0f} "
            f"| {self.p50:.0f} | {self.p95:.0f} | {self.megabytes:.0f} |"
        )


def main() -> None:
    """Measure both engines, write the page and the picture."""
    parser = argparse.ArgumentParser(prog="./faden bench growth", description="Misst das Wachsen.")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="Zahlen der Beiträge")
    parser.add_argument("--seconds", type=int, default=8, help="Dauer je Messung (höchstens 60)")
    parser.add_argument("--clients", type=int, default=4, help="gleichzeitige Abrufe (höchstens 64)")
    parser.add_argument("--engine", choices=ENGINES, help="nur diese Datenbank")
    parser.add_argument("--page", type=Path, default=PAGE, help="wohin die Tabelle geschrieben wird")
    parser.add_argument("--inside", help=argparse.SUPPRESS)  # measure the database of the environment, as this engine
    options = parser.parse_args()
    options.sizes = sorted(min(size, MOST_SIZE) for size in options.sizes)
    options.seconds, options.clients = min(options.seconds, MOST_SECONDS), min(options.clients, MOST_CLIENTS)
    if options.inside:
        measure(options)
        return
    rows = [row for engine in ENGINES if options.engine in (None, engine) for row in measured(engine, options)]
    write(rows, options)


def measured(engine: str, options: argparse.Namespace) -> list[Row]:
    """The rows of one engine, from a process of its own."""
    if engine == "sqlite":
        return inside(engine, options, "")
    from postgres import temporary_server

    with temporary_server(durable=True) as url:
        return inside(engine, options, url)


def inside(engine: str, options: argparse.Namespace, url: str) -> list[Row]:
    """Measure with a fresh environment, so that nothing of this machine's installation is touched."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FADEN_", "DATABASE_URL"))}
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        own = {"FADEN_DATA": data, "FADEN_SECRET_KEY": secrets.token_urlsafe(48)}
        command = [
            sys.executable, __file__, f"--inside={engine}", f"--seconds={options.seconds}",
            f"--clients={options.clients}", "--sizes", *map(str, options.sizes),
        ]  # fmt: skip
        done = subprocess.run(
            command, check=True, env=kept | own | ({"DATABASE_URL": url} if url else {}), cwd=ROOT,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    return [Row(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]


# --- one engine ---------------------------------------------------------------------------------------------------
def measure(options: argparse.Namespace) -> None:
    """Fill, index, ask; each row as a line of JSON."""
    import prepare

    prepare.prepare()
    import bench_pages
    import bench_phones
    from django.core.management import call_command

    from roterfaden.participation.models import Contribution

    bench_phones.open_event(Contribution.objects.order_by("pk")[0].process)
    for size in options.sizes:
        voices = bench_pages.grow_to(size)
        call_command("reindex", stdout=StringIO())
        bench_pages.grow_to(size)  # nothing grows: the planner of the database gets to know the index
        with bench_pages.server() as port:
            for kind, path in paths().items():
                if path:
                    found = bench_pages.measure(kind, path, voices, port, options.seconds, options.clients)
                    waits, duration = found.seconds, found.duration
                else:
                    waits, duration = post(port, options.seconds, options.clients)
                row = Row(
                    options.inside, kind, voices, len(waits) / duration, statistics.median(waits) * 1000,
                    statistics.quantiles(waits, n=20)[-1] * 1000, server_megabytes(),
                )  # fmt: skip
                print(row.cells(), file=sys.stderr, flush=True)
                print(json.dumps(asdict(row)), flush=True)


def paths() -> dict[str, str]:
    """What is asked for; nothing for `post`. The voice is one that came in the middle."""
    from django.urls import reverse

    from roterfaden.participation.models import Contribution

    published = Contribution.objects.published().select_related("process").order_by("pk")
    voice = published[published.count() // 2]
    everything = reverse("public:contributions")
    return {
        "list": everything,
        "detail": f"/verfahren/{voice.process.slug}/beitraege/{voice.number}/",
        "search": f"{everything}?suche=Sprachkurs",
        "post": "",
    }


def post(port: int, seconds: int, clients: int) -> tuple[list[float], float]:
    """Write cards as telephones do, for so long; seconds each receipt took, and seconds in all."""
    import bench_phones

    run, lock, stop = bench_phones.Run(clients, CARDS, kill=False), threading.Lock(), threading.Event()

    def write() -> None:
        while not stop.is_set():
            bench_phones.Phone(port, run, lock, stop).write()

    threads = [threading.Thread(target=write) for _client in range(clients)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    if run.errors:
        raise SystemExit(f"Eine Karte wurde abgelehnt: {run.errors[0]}")
    return run.waits, time.monotonic() - started


def server_megabytes() -> float:
    """Memory of all processes of the server, shared pages counted once."""
    import bench_jobs

    masters = bench_jobs.children(os.getpid())
    every = [*masters, *(child for master in masters for child in bench_jobs.children(master))]
    return sum(bench_jobs.kilobytes(pid) for pid in every) / 1000


# --- what is written ----------------------------------------------------------------------------------------------
def write(rows: Sequence[Row], options: argparse.Namespace) -> None:
    """The page with the table, and the picture."""
    import django

    os.environ.setdefault("FADEN_SECRET_KEY", secrets.token_urlsafe(48))
    django.setup()
    from django.utils import translation

    command = f"./faden bench growth --seconds {options.seconds} --clients {options.clients} --sizes " + " ".join(
        map(str, options.sizes)
    )
    with translation.override("en"):
        picture = growth_picture(rows)
    options.page.with_suffix(".svg").write_text(picture, encoding="utf-8")
    lines = [
        "# Growth",
        "",
        f"Written by `{command}` on {today()}; run it again and this page is replaced.",
        "",
        f"Machine: {machine()}. Server, database and {options.clients} clients share it; each row is",
        f"{options.seconds} seconds of requests without a pause. Both databases wait for the disk at each commit.",
        "The voices are copies of those of the example county, with themes, weighings and places in the text;",
        "memory is that of all processes of the web server, shared pages counted once. Other measurements:",
        "[measurements.md](measurements.md).",
        "",
        f"![Time for the slowest of twenty requests by number of voices]({options.page.with_suffix('.svg').name})",
        "",
        "| database | request | voices | requests/s | p50 ms | p95 ms | server MB |",
        "|---|---|---:|---:|---:|---:|---:|",
        *(row.cells() for row in rows),
        "",
    ]
    options.page.write_text("\n".join(lines), encoding="utf-8")
    print(f"Geschrieben: {options.page} und {options.page.with_suffix('.svg').name}")


def today() -> str:
    """The day of whoever measures."""
    return date.today().isoformat()  # noqa: DTZ011 -- no zone of the program


def machine() -> str:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, Python {platform.python_version()}"


def growth_picture(rows: Sequence[Row]) -> str:
    """Four small drawings, one for each kind: p95 by voices, a line for each engine, both axes in powers of ten."""
    from math import log10

    from roterfaden.ui.charts import svg
    from roterfaden.ui.charts.figures import Figure
    from roterfaden.ui.charts.scales import Scale
    from roterfaden.ui.charts.standalone import standalone
    from roterfaden.ui.filters import number

    width, height, columns = svg.WIDE / 2, 230, 2
    sizes = sorted({row.voices for row in rows})
    powers = range(0, max(2, 1 + int(log10(max(row.p95 for row in rows)))) + 1)
    drawn = []
    for place, (kind, words) in enumerate(KINDS.items()):
        left, top = place % columns * width, place // columns * height
        x = Scale(log10(sizes[0]), log10(sizes[-1]), left + 70, left + width - 92)
        y = Scale(powers[0], powers[-1], top + height - 40, top + 40)
        drawn.append(svg.text(words, left + 60, top + 20, class_="rf-c-panel"))
        for power in powers:
            drawn.append(svg.line(left + 60, y(power), left + width - 92, y(power), "rf-c-grid"))
            drawn.append(svg.text(number(10**power), left + 52, y(power) + 4, anchor="end", class_="rf-c-tick"))
        for size in sizes:
            drawn.append(svg.text(number(size), x(log10(size)), top + height - 16, anchor="middle", class_="rf-c-tick"))
        ends = []
        for engine, style, dot in (("sqlite", "rf-c-line", "rf-c-dot"), ("postgresql", "rf-c-forecast", "rf-c-open")):
            found = [
                (x(log10(row.voices)), y(log10(max(row.p95, 1))))
                for row in rows
                if (row.engine, row.kind) == (engine, kind)
            ]
            drawn += [svg.polyline(found, style), *(svg.circle(*point, 4, dot) for point in found)]
            ends += [(ENGINES[engine], found[-1][1])] if found else []
        heights = svg.spread([at for _name, at in ends], svg.LINE_HEIGHT, top, top + height)
        drawn += [svg.text(name, left + width - 84, at + 4) for (name, _at), at in zip(ends, heights, strict=True)]
    words = "; ".join(f"{ENGINES[row.engine]}, {KINDS[row.kind]}, {row.voices:,}: {row.p95:.0f} ms" for row in rows)
    question = "How long do requests take while voices become more?"
    picture = svg.picture(*drawn, width=svg.WIDE, height=columns * height, title=question, description=words)
    figure = Figure("growth", question, "", "milliseconds (the slowest of twenty), by voices", picture, picture, (), ())
    return standalone(figure, source=f"Source: ./faden bench growth, {today()}")


if __name__ == "__main__":
    main()
