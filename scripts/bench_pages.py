"""Called by `./faden bench`: how fast the busiest public pages are with few and with very many contributions.

A server of its own, as `./faden demo` runs it, on data of its own that is thrown away afterwards; requests go to
loopback only and stop after a set time. Browser and server share the machine, so the figures are cautious.
"""

import argparse
import http.client
import os
import platform
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (300, 30_000)  # at least; the example county brings some more than 300 itself
MOST_SECONDS = 60
MOST_CLIENTS = 64
ORIGINALS = 240
BATCH = 2_000
HTTP_OK = 200
START_SECONDS = 30


@dataclass(frozen=True)
class Result:
    """One page at one size."""

    page: str
    contributions: int
    queries: int
    kilobytes: float
    seconds: list[float]
    duration: float

    def row(self) -> str:
        """A row of the table: milliseconds for the median and for the slowest of twenty."""
        p50 = statistics.median(self.seconds) * 1000
        p95 = statistics.quantiles(self.seconds, n=20)[-1] * 1000
        return (
            f"| {self.page} | {self.contributions:,} | {len(self.seconds) / self.duration:.0f} | {p50:.0f} | {p95:.0f} "
            f"| {self.queries} | {self.kilobytes:.0f} |"
        )


def main() -> None:
    """Set up, measure each size, print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench", description="Misst öffentliche Seiten.")
    parser.add_argument("--seconds", type=int, default=8, help="Dauer je Seite (höchstens 60)")
    parser.add_argument("--clients", type=int, default=4, help="gleichzeitige Abrufe (höchstens 64)")
    options = parser.parse_args()
    seconds, clients = min(options.seconds, MOST_SECONDS), min(options.clients, MOST_CLIENTS)
    with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
        set_up(data)
        results = []
        for size in SIZES:
            count = grow_to(size)
            with server() as port:
                for page, path in pages().items():
                    results.append(measure(page, path, count, port, seconds, clients))
                    print(results[-1].row(), file=sys.stderr, flush=True)
        print(f"\n{machine()}, {clients} gleichzeitige Abrufe, {seconds} s je Seite, SQLite\n")
        print("| Seite | Beiträge | Abrufe/s | p50 ms | p95 ms | SQL-Abfragen | kB |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for result in results:
            print(result.row())


def set_up(data: str) -> None:
    """An installation with the example county in `data`."""
    for name in [name for name in os.environ if name.startswith("FADEN_") or name == "DATABASE_URL"]:
        del os.environ[name]
    os.environ["FADEN_DATA"] = data
    os.environ["FADEN_SECRET_KEY"] = secrets.token_urlsafe(48)
    import prepare

    prepare.prepare()


# --- data ----------------------------------------------------------------------------------------------------------


def grow_to(size: int) -> int:
    """Copy published voices until there are at least `size`, and return how many there are.

    Each copy brings its code, theme, weighings and places in the text. Written in bulk and past the actions, so the log
    knows nothing of them: good for measuring, for nothing else.
    """
    from django.db import connection, transaction
    from django.db.models import Max

    from roterfaden.participation.models import Contribution

    published = Contribution.objects.filter(moderation="published")
    originals = list(published.filter(parts=None).order_by("pk")[:ORIGINALS])  # split voices are few and hard to copy
    number = Contribution.objects.aggregate(last=Max("number"))["last"]
    while (missing := size - published.count()) > 0:
        batch = [originals[(number + step) % len(originals)] for step in range(min(missing, BATCH))]
        with transaction.atomic():
            copy_voices(batch, number)
        number += len(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return published.count()


def copy_voices(originals: list[Any], last_number: int) -> None:
    """One copy of each voice with everything that hangs on it."""
    from roterfaden.concept.models import Consideration, Incorporation
    from roterfaden.kernel.codes import new_code
    from roterfaden.participation.models import Contribution, ReceiptCode, ThemeAssignment

    numbered = enumerate(originals, start=last_number + 1)
    voices = Contribution.objects.bulk_create(
        [copy_of(voice, number=number, text=f"{voice.text} ({number})") for number, voice in numbered]
    )
    ReceiptCode.objects.bulk_create(
        ReceiptCode(
            code=new_code(), process_id=voice.process_id, event_id=voice.event_id, contribution=voice,
            issued_at=voice.captured_at,
        )
        for voice in voices
    )  # fmt: skip
    copy_links(ThemeAssignment, "contribution", originals, voices)
    weighed = copy_links(Consideration, "contribution", originals, voices)
    copy_links(Incorporation, "consideration", [old for old, _new in weighed], [new for _old, new in weighed])


def copy_links(model: Any, key: str, originals: Any, copies: Any) -> list[tuple[Any, Any]]:
    """Repeat the current links of `originals` for `copies`; returns pairs of old and new link."""
    links: dict[int, list[Any]] = {}
    for link in model.objects.filter(**{f"{key}__in": {row.pk for row in originals}}, superseded_at=None):
        links.setdefault(getattr(link, f"{key}_id"), []).append(link)
    pairs = [
        (link, copy_of(link, **{key: copy, "supersedes": None}))
        for original, copy in zip(originals, copies, strict=True)
        for link in links.get(original.pk, ())
    ]
    model.objects.bulk_create([new for _old, new in pairs])
    return pairs


def copy_of(row: Any, **changes: Any) -> Any:
    """An unsaved copy of a row with some fields changed."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    new = type(row)(**values)
    for name, value in changes.items():
        setattr(new, name, value)
    return new


def pages() -> dict[str, str]:
    """Name → path of what is measured. The goal is the one with the most voices: the heaviest page of its kind."""
    from django.db.models import Count
    from django.urls import reverse

    from roterfaden.concept.models import Element

    goals = Element.objects.filter(kind="goal").annotate(voices=Count("considerations"))
    goal = goals.order_by("-voices", "pk")[0]
    return {
        "Zielseite": reverse("public:goal", args=[goal.pk]),
        "Beitragsliste": reverse("public:contributions"),
    }


# --- measuring -----------------------------------------------------------------------------------------------------


@contextmanager
def server() -> Iterator[int]:
    """The server of the demo on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "roterfaden.config.wsgi:application"]
    process = subprocess.Popen([*command, "--config", ROOT / "scripts" / "server.py", "--bind", f"127.0.0.1:{port}"])
    try:
        until = time.monotonic() + START_SECONDS
        while process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def measure(page: str, path: str, size: int, port: int, seconds: int, clients: int) -> Result:
    """Fetch one page over and over from `clients` connections, after a short warming-up."""
    fetch(port, path, 1.0)
    times: list[float] = []
    started = time.monotonic()
    threads = [
        threading.Thread(target=lambda: times.extend(fetch(port, path, float(seconds)))) for _client in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    duration = time.monotonic() - started
    queries, kilobytes = look_at(path)
    return Result(page, size, queries, kilobytes, times, duration)


def fetch(port: int, path: str, seconds: float) -> list[float]:
    """Seconds each request took, over one kept-alive connection. Anything but 200 stops the measurement."""
    taken = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.monotonic()
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != HTTP_OK:
            raise SystemExit(f"{path} antwortet mit {answer.status}.")
        taken.append(time.monotonic() - started)
    connection.close()
    return taken


def look_at(path: str) -> tuple[int, float]:
    """How many SQL queries a page takes and how many kilobytes it has, uncompressed."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = Client(headers={"host": "localhost"}).get(path)
    return len(queries), len(answer.content) / 1000


def machine() -> str:
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} Kerne, {memory:.0f} GiB Arbeitsspeicher, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
