"""Called by `./faden bench phones`: a full hall writes cards at once, and in the middle the server is killed.

The real server on data of its own that is thrown away afterwards. Every telephone asks for its token, then sends its
cards one after the other as fast as it can; what stays unanswered is sent again under the same identifier, and one card
in twenty is sent twice on purpose, without waiting for the first answer. Afterwards the database is counted: each
acknowledged card has to be there exactly once, with the number and code the telephone was told.
"""

import argparse
import http.client
import json
import os
import random
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SLUG = "saal"
PATH = f"/mitmachen/{SLUG}/karten/"
MOST_PHONES = 1000
MOST_SECONDS = 300
START_SECONDS = 60
ANSWER_SECONDS = 30
DOWN_SECONDS = 1.0
IMPATIENT = 0.05
HTTP_OK = 200
HEADING = (
    "| Datenbank | Telefone × Karten | Server getötet | Karten/s | p50 ms | p95 ms | max ms | wiederholt | Fehler "
    "| bestätigt | verloren | doppelt |\n|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def main() -> None:
    """Measure each database in a process of its own, without and with a kill; print a Markdown table."""
    parser = argparse.ArgumentParser(prog="./faden bench phones", description="Misst Karten von vielen Telefonen.")
    parser.add_argument("--phones", type=int, default=300, help="Telefone (höchstens 1000)")
    parser.add_argument("--cards", type=int, default=10, help="Karten je Telefon (höchstens 40)")
    parser.add_argument("--here", help=argparse.SUPPRESS)  # measure the database of the environment, under this name
    parser.add_argument("--kill", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    phones, cards = min(options.phones, MOST_PHONES), min(options.cards, 40)
    if options.here:
        run = measure(phones, cards, kill=options.kill)
        print(run.row(options.here), flush=True)
        sys.exit(0 if run.is_right else 1)
    print(HEADING, flush=True)
    command = [sys.executable, __file__, f"--phones={phones}", f"--cards={cards}", "--here"]
    codes = []
    for extra in ([], ["--kill"]):
        with tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
            codes.append(subprocess.run([*command, "SQLite", *extra], env=environment(data), check=False).returncode)
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        print("PostgreSQL ist nicht installiert und wurde nicht gemessen.")
        sys.exit(max(codes))
    from postgres import temporary_server

    for extra in ([], ["--kill"]):
        with temporary_server(durable=True) as url, tempfile.TemporaryDirectory(prefix="faden-bench-") as data:
            made = environment(data, url)
            codes.append(subprocess.run([*command, "PostgreSQL", *extra], env=made, check=False).returncode)
    sys.exit(max(codes))


def environment(data: str, url: str = "") -> dict[str, str]:
    """The environment of a measurement: nothing of an installation on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FADEN_", "DATABASE_URL"))}
    made = {
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT / "scripts"))),
        "DJANGO_SETTINGS_MODULE": "roterfaden.config.settings",
        "FADEN_DATA": data,
        "FADEN_SECRET_KEY": secrets.token_urlsafe(48),
        "FADEN_HOSTS": "127.0.0.1",
    }
    return {**kept, **made, **({"DATABASE_URL": url} if url else {})}


# --- one run ------------------------------------------------------------------------------------------------------
@dataclass
class Run:
    """What the telephones lived through, and what the database holds afterwards."""

    phones: int
    cards: int
    kill: bool
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    """Seconds from sending a card to its receipt, for cards that were answered at once."""
    repeated: int = 0
    errors: list[str] = field(default_factory=list)
    receipts: dict[str, tuple[int, str]] = field(default_factory=dict)
    lost: int = 0
    doubled: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Every card acknowledged and kept exactly once."""
        complete = len(self.receipts) == self.phones * self.cards
        return complete and not (self.errors or self.lost or self.doubled or self.wrong)

    def row(self, name: str) -> str:
        """A row of the table; what is wrong stands below it."""
        cuts = statistics.quantiles(self.waits, n=20)
        p50, p95, most = (round(1000 * each) for each in (statistics.median(self.waits), cuts[-1], max(self.waits)))
        cells = (
            name, f"{self.phones} × {self.cards}", "ja" if self.kill else "nein",
            f"{len(self.receipts) / self.seconds:.0f}", p50, p95, most, self.repeated, len(self.errors),
            len(self.receipts), self.lost, self.doubled,
        )  # fmt: skip
        faults = [*sorted(set(self.errors))[:5], *self.wrong[:5]]
        return "\n".join(["| " + " | ".join(map(str, cells)) + " |", *faults])


def measure(phones: int, cards: int, *, kill: bool, server_log: int = subprocess.DEVNULL) -> Run:
    """One run on the database of the environment, which is empty."""
    event = set_up()
    run, lock = Run(phones, cards, kill), threading.Lock()
    port = free_port()
    stop = threading.Event()
    with Server(port, server_log) as server:
        threads = [threading.Thread(target=Phone(port, run, lock, stop).write) for _phone in range(phones)]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        if kill:
            kill_in_the_middle(server, run, phones * cards // 2)
        for thread in threads:
            thread.join(timeout=max(0.0, MOST_SECONDS - (time.monotonic() - started)))
        stop.set()
        run.seconds = time.monotonic() - started
    count(run, event)
    return run


def set_up() -> int:
    """An empty installation with one event that runs now; returns its key."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    return open_event()


def open_event(process: Any = None) -> int:
    """An event that runs now, of `process` or of a new one in a house that is empty; returns its key."""
    from datetime import timedelta

    from django.utils import timezone

    from roterfaden.kernel.actors import System
    from roterfaden.participation import actions

    actor, now, day = System("bench"), timezone.now(), timedelta(days=1)
    process = process or open_process()
    stage = actions.plan_stage(
        actor=actor, now=now, process=process, slug=SLUG, kind="forum", title="Foren",
        starts_on=(now - day).date(), ends_on=(now + day).date(), openings=[("challenge", None), ("goal", None)],
    )  # fmt: skip
    event = actions.plan_event(
        actor=actor, now=now, process=process, stage=stage, slug=SLUG, kind="forum", title="Forum", tables=40,
        questions=[{"kind": "challenge", "de": "Was fehlt?"}, {"kind": "goal", "de": "Was soll sein?"}],
        starts_at=now, ends_at=now + timedelta(hours=4),
    )  # fmt: skip
    return int(event.pk)


def open_process() -> Any:
    """A process in a house that has nothing yet."""
    from datetime import timedelta

    from django.utils import timezone

    from roterfaden.kernel.actors import System
    from roterfaden.participation import actions
    from roterfaden.places.models import Area

    now = timezone.now()
    area = Area.objects.create(
        key="03459", ars="03459", slug="landkreis", name="Landkreis", short_name="Landkreis", kind="county",
        valid_from=(now - timedelta(days=365)).date(),
    )  # fmt: skip
    return actions.open_process(
        actor=System("bench"), now=now, slug="dialog", title="Dialog", summary="…", mandate="…", area=area,
        opened_on=now.date(),
    )  # fmt: skip


def count(run: Run, event: int) -> None:
    """Compare what the telephones were told with what the database holds."""
    from django.db import connection

    from roterfaden.audit.models import Event as AuditEvent
    from roterfaden.audit.queries import verify_chain
    from roterfaden.kernel.codes import readable
    from roterfaden.participation.models import Contribution

    connection.close()
    kept = list(Contribution.objects.filter(event=event).select_related("code").order_by("number"))
    by_id = {str(card.client_id): (card.number, readable(card.code.code)) for card in kept}
    run.lost = sum(client_id not in by_id for client_id in run.receipts)
    run.doubled = len(kept) - len(by_id)
    told_wrong = sum(by_id.get(client_id, receipt) != receipt for client_id, receipt in run.receipts.items())
    captured = AuditEvent.objects.filter(verb="contribution.captured").count()
    checks = {
        "Quittungen nennen eine andere Nummer oder einen anderen Code": told_wrong,
        "Nummern haben Lücken": [card.number for card in kept] != list(range(1, len(kept) + 1)),
        "Karten ohne Quittung": len(kept) - len(run.receipts),
        "Das Protokoll zählt anders": captured - len(kept),
        "Die Prüfsummenkette ist gerissen": not verify_chain().is_intact,
    }
    run.wrong += [f"{fault}: {value}" for fault, value in checks.items() if value]


# --- the server -----------------------------------------------------------------------------------------------------
class Server:
    """Gunicorn as `./faden demo` runs it, in a session of its own, so that all of it can be killed at once."""

    def __init__(self, port: int, log: int = subprocess.DEVNULL, env: dict[str, str] | None = None) -> None:
        self.port, self.log, self.env = port, log, env
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=60)

    def start(self) -> None:
        """Start, and wait for the first answer."""
        command = [sys.executable, "-m", "gunicorn", "roterfaden.config.wsgi:application"]
        options = ["--config", str(ROOT / "scripts" / "server.py"), "--bind", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(
            [*command, *options], start_new_session=True, stdout=self.log, stderr=self.log, env=self.env
        )
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError), connected(self.port, 5) as connection:
                connection.request("GET", "/robots.txt")
                connection.getresponse().read()
                return
            time.sleep(0.1)
        raise SystemExit("Der Server antwortet nicht.")

    def kill(self) -> None:
        """The whole server at once, as when the power of its process is gone: no signal it could answer."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def kill_in_the_middle(server: Server, run: Run, after: int) -> None:
    """Wait for half of the receipts, kill, wait a moment, start again."""
    until = time.monotonic() + MOST_SECONDS
    while len(run.receipts) < after and time.monotonic() < until:
        time.sleep(0.01)
    server.kill()
    time.sleep(DOWN_SECONDS)
    server.start()


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def connected(port: int, seconds: float = ANSWER_SECONDS) -> Iterator[http.client.HTTPConnection]:
    """A connection of its own: telephones come and go."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        yield connection
    finally:
        connection.close()


# --- a telephone ----------------------------------------------------------------------------------------------------
class Phone:
    """Somebody in the hall: writes cards and sends each until there is a receipt."""

    def __init__(self, port: int, run: Run, lock: threading.Lock, stop: threading.Event) -> None:
        self.port, self.run, self.lock, self.stop = port, run, lock, stop
        self.random = random.Random()  # noqa: S311 -- spreads retries, protects nothing
        self.token = ""

    def write(self) -> None:
        """All cards of this telephone, one after the other."""
        while not self.token and not self.stop.is_set():
            with suppress(OSError, http.client.HTTPException):
                self.token = self._ask("GET")["device"]
        for number in range(self.run.cards):
            client_id = str(uuid.uuid4())
            if self.random.random() < IMPATIENT:
                self._send_without_waiting(client_id, number)
            self._send(client_id, number)

    def _send(self, client_id: str, number: int) -> None:
        tries, began = 0, time.monotonic()
        while not self.stop.is_set():
            try:
                receipt = self._ask("POST", client_id, number)
            except (OSError, http.client.HTTPException):
                tries += 1
                time.sleep(0.2 + self.random.random())
                continue
            except Refused as refusal:
                with self.lock:
                    self.run.errors.append(str(refusal))
                return
            with self.lock:
                self.run.receipts[client_id] = (receipt["number"], receipt["code"])
                self.run.repeated += tries
                if not tries:
                    self.run.waits.append(time.monotonic() - began)
            return

    def _send_without_waiting(self, client_id: str, number: int) -> None:
        """A telephone that loses its network right after sending: the server works on, nobody reads the answer."""
        with self.lock:
            self.run.repeated += 1
        with suppress(OSError), connected(self.port) as connection:
            self._request(connection, "POST", client_id, number)

    def _ask(self, method: str, client_id: str = "", number: int = 0) -> dict[str, Any]:
        with connected(self.port) as connection:
            self._request(connection, method, client_id, number)
            answer = connection.getresponse()
            content = answer.read()
            if answer.status != HTTP_OK:
                raise Refused(f"{answer.status}: {content[:200]!r}")
            return dict(json.loads(content))

    def _request(self, connection: http.client.HTTPConnection, method: str, client_id: str, number: int) -> None:
        words = {
            "client_id": client_id, "question": str(1 + number % 2), "language": "de", "table": str(1 + number),
            "text": f"Am Abend fährt kein Bus zum Sprachkurs, deshalb fehle ich oft. ({client_id})",
        }  # fmt: skip
        edge = "karte"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in words.items()
        ]
        body = "".join([*parts, f"--{edge}--\r\n"]).encode() if client_id else None
        headers = {"Sec-Fetch-Site": "same-origin", "X-Faden-Device": self.token}
        if body:
            headers["Content-Type"] = f"multipart/form-data; boundary={edge}"
        connection.request(method, PATH, body=body, headers=headers)


class Refused(Exception):
    """The server answered, but with no receipt."""


if __name__ == "__main__":
    main()
