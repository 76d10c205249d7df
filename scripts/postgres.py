"""A PostgreSQL server of our own for the length of a `with` block: temporary files, a private socket, no network."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

START_SECONDS = 30
# Nothing here has to survive a power cut, so nothing waits for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


def newest_server() -> Path:
    """The folder with `initdb` and `postgres` of the newest version Debian has installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise SystemExit("PostgreSQL fehlt. Bitte als root ausführen: apt-get install postgresql")
    return found[-1].parent


def server_user() -> dict[str, Any]:
    """Arguments for subprocess: PostgreSQL refuses to run as root, so root hands it to an account with less power."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def temporary_server(*, durable: bool = False) -> Iterator[str]:
    """Start a server, yield its DATABASE_URL, stop it and remove its files whatever happened in between.

    `durable`: it waits for the disk as a real one does, for measurements.
    """
    binaries, user = newest_server(), server_user()
    home = Path(tempfile.mkdtemp(prefix="faden-pg-", dir="/tmp"))  # short: a socket path has a limit
    server: subprocess.Popen[bytes] | None = None
    try:
        if user:
            os.chown(home, user["user"], user["group"])
        settings = [setting for setting in FAST if not (durable and setting.endswith("=off"))]
        options = [item for setting in settings for item in ("-c", setting)]
        create: list[str | Path] = [
            binaries / "initdb",
            "-D",
            home / "data",
            "-U",
            "faden",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        serve: list[str | Path] = [binaries / "postgres", "-D", home / "data", "-k", home, *options]
        log = home / "log"
        with log.open("wb") as output:
            to_log = {"stdout": output, "stderr": output, "cwd": "/", **user}
            subprocess.run([*create, "--locale=C.UTF-8", "--no-sync"], check=True, **to_log)
            # In a session of its own: Ctrl-C reaches us first, and we stop the server in order.
            server = subprocess.Popen(serve, start_new_session=True, **to_log)
        wait_until_ready(binaries, home, server, log)
        yield f"postgresql://faden@{quote(str(home), safe='')}/postgres"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGINT)  # "fast shutdown": closes connections
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(home, ignore_errors=True)


def wait_until_ready(binaries: Path, home: Path, server: "subprocess.Popen[bytes]", log: Path) -> None:
    """Return when the server answers; stop with its own log when it does not."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if subprocess.run([binaries / "pg_isready", "-q", "-h", home], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL ist nicht gestartet:\n{log.read_text(encoding='utf-8', errors='replace')}")
