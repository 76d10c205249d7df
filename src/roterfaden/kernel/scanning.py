"""Asking a scanner whether an upload does harm, before anything else opens it (setting FADEN_UPLOAD_SCANNER).

Two kinds of scanner: `clamd:…`, the daemon of ClamAV at a socket (`clamd:/run/clamav/clamd.ctl`) or a host
(`clamd:scanner.internal:3310`), spoken to with INSTREAM; anything else is a command that reads the file from standard
input and says by its exit code what it found (0 nothing, 1 something; so do `clamdscan -` and `clamscan -`).

Without a word from the scanner a file is refused: who sets up a scanner does not want files nobody looked at.
"""

import shlex
import socket
import struct
import subprocess
from contextlib import closing
from typing import IO, Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.containers import FileRefused

CLAMD = "clamd:"
CLAMD_PORT = 3310
PIECE = 64 * 1024
LONGEST_ANSWER = 4096
CLEAN, FOUND = 0, 1


class HarmfulFile(FileRefused):
    """The scanner found something."""

    message = _("Die Prüfung auf Schadprogramme hat in dieser Datei etwas gefunden. Wir nehmen sie nicht an.")


class NotScanned(FileRefused):
    """The scanner did not answer, or not in a way that says the file is clean."""

    message = _(
        "Diese Datei konnte nicht auf Schadprogramme geprüft werden. Bitte versuchen Sie es in einigen Minuten noch"
        " einmal."
    )


class Readable(Protocol):
    """What is scanned: read from its beginning, and set back to it."""

    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, /) -> object: ...


def scan(file: Readable | IO[bytes]) -> None:
    """Let the scanner look at a file, and set it back to its beginning. Nothing happens without a scanner.

    Raises HarmfulFile or NotScanned. What the scanner calls its finding is told to nobody: it may name the file.
    """
    if not settings.UPLOAD_SCANNER:
        return
    file.seek(0)
    try:
        if settings.UPLOAD_SCANNER.startswith(CLAMD):
            is_clean = _ask_daemon(file, settings.UPLOAD_SCANNER.removeprefix(CLAMD))
        else:
            is_clean = _ask_command(file, settings.UPLOAD_SCANNER)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise NotScanned() from error
    finally:
        file.seek(0)
    if not is_clean:
        raise HarmfulFile()


def _ask_command(file: Readable | IO[bytes], command: str) -> bool:
    """Feed a command; True when it found nothing. Raises ValueError for an exit code that says neither."""
    done = subprocess.run(  # noqa: S603 -- the operator's own command, split into words, no shell
        shlex.split(command), input=file.read(), capture_output=True, timeout=settings.UPLOAD_SCANNER_TIMEOUT,
        check=False,
    )  # fmt: skip
    if done.returncode not in (CLEAN, FOUND):
        raise ValueError(f"exit code {done.returncode}")
    return done.returncode == CLEAN


def _ask_daemon(file: Readable | IO[bytes], place: str) -> bool:
    """Send the file to clamd in pieces, each after its length; True when it says OK. Raises ValueError otherwise than
    FOUND, for example when the file is larger than the daemon takes."""
    with closing(_connected(place)) as line:
        line.sendall(b"zINSTREAM\0")
        while piece := file.read(PIECE):
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        said = _answer(line)
    if said.endswith(b" OK"):
        return True
    if said.endswith(b" FOUND"):
        return False
    raise ValueError("no answer of clamd")


def _answer(line: socket.socket) -> bytes:
    """What the daemon says until its zero byte, or until it hangs up."""
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER and (piece := line.recv(LONGEST_ANSWER)):
        said += piece
    return said.rstrip(b"\0")


def _connected(place: str) -> socket.socket:
    """A connection to a socket file (`/run/…`) or to `host:port`."""
    patience = settings.UPLOAD_SCANNER_TIMEOUT
    if place.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(patience)
        try:
            line.connect(place)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = place.rpartition(":")
    return socket.create_connection((host or place, int(port) if host else CLAMD_PORT), timeout=patience)
