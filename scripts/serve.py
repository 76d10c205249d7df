"""Called by `./faden demo`: the server and one worker for background work, side by side until Ctrl-C."""

import signal
import subprocess
import sys
import time
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent
PATIENCE = 20
LOOK_SECONDS = 0.2


class Asked(Exception):
    """Somebody asked for the end."""


def main(address: str) -> int:
    """Start both, wait until somebody asks for the end or one of them ends, stop both. Returns the exit code."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    server = [sys.executable, "-m", "gunicorn", "roterfaden.config.wsgi:application"]
    programs = (
        ("Der Server", [*server, "--config", str(SCRIPTS / "server.py"), "--bind", address]),
        ("Die Hintergrundarbeit", [sys.executable, "-m", "django", "work", "--verbosity=0"]),
    )
    running: list[tuple[str, subprocess.Popen[bytes]]] = []
    code = 0
    try:
        running += [(name, subprocess.Popen(command)) for name, command in programs]
        code = watch(running)
    except Asked:
        pass
    finally:
        stop([process for _name, process in running])
    return code


def ask(_number: int, _frame: object) -> None:
    """Ctrl-C or SIGTERM; once is enough."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise Asked


def watch(running: list[tuple[str, "subprocess.Popen[bytes]"]]) -> int:
    """Wait until one of them ends by itself, say so, and return its exit code, or 1."""
    while True:
        for name, process in running:
            if process.poll() is not None:
                print(f"{name} ist von selbst zu Ende gegangen; die Meldung steht darüber.", file=sys.stderr)
                return process.returncode or 1
        time.sleep(LOOK_SECONDS)


def stop(processes: list["subprocess.Popen[bytes]"]) -> None:
    """Ask each to end and wait; kill what does not."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
