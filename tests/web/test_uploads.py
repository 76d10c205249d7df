"""Uploads and the scanner: what it says counts, and silence is no. The scanners here are real processes and sockets."""

import io
import socket
import struct
import sys
import threading
from contextlib import closing

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roterfaden.kernel.scanning import HarmfulFile, NotScanned, scan
from tests import factories

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner takes for a finding, and nothing else is harmed by."""
COMMAND = "import sys; data = sys.stdin.buffer.read(); sys.exit({code})"


@pytest.fixture
def scanner(tmp_path, settings):
    """`scanner(code)`: a command that ends so; `code` is an expression over what it was given."""
    settings.UPLOAD_SCANNER_TIMEOUT = 20

    def setting(code: str) -> None:
        script = tmp_path / "scanner.py"
        script.write_text(COMMAND.format(code=code))
        settings.UPLOAD_SCANNER = f"{sys.executable} -I -S {script}"

    return setting


class Daemon(threading.Thread):
    """A clamd that takes one file at a socket and answers; `said` is what it says of a clean one."""

    def __init__(self, path: str, said: bytes) -> None:
        super().__init__(daemon=True)
        self.said, self.taken = said, b""
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(path)
        self.door.listen()
        self.start()

    def run(self) -> None:
        line, _address = self.door.accept()
        with closing(self.door), closing(line), line.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", stream.read(4))[0]:
                self.taken += stream.read(size)
            line.sendall(b"stream: Eicar-Signature FOUND\0" if EICAR in self.taken else self.said)


@pytest.mark.parametrize(
    ("said", "content", "refusal"),
    [
        (b"stream: OK\0", b"Ein Bus" * 30_000, None),
        (b"stream: OK\0", EICAR, HarmfulFile),
        (b"INSTREAM size limit exceeded. ERROR\0", b"Ein Bus", NotScanned),
        (b"", b"Ein Bus", NotScanned),
    ],
)
def test_daemon_decides(settings, tmp_path, said, content, refusal):
    daemon = Daemon(str(tmp_path / "ctl"), said)
    settings.UPLOAD_SCANNER = f"clamd:{tmp_path / 'ctl'}"
    file = io.BytesIO(content)

    if refusal is None:
        scan(file)
    else:
        with pytest.raises(refusal):
            scan(file)

    daemon.join(timeout=10)
    assert daemon.taken == content
    assert file.tell() == 0


@pytest.mark.parametrize(("code", "refusal"), [("0", None), ("1", HarmfulFile), ("2", NotScanned)])
def test_command_decides_by_its_exit_code(scanner, code, refusal):
    scanner(code)

    if refusal is None:
        scan(io.BytesIO(b"Ein Bus"))
    else:
        with pytest.raises(refusal):
            scan(io.BytesIO(b"Ein Bus"))


@pytest.mark.parametrize("place", ["clamd:/nowhere/ctl", "clamd:127.0.0.1:1", "/nowhere/scanner"])
def test_scanner_that_is_not_there_lets_nothing_in(settings, place):
    settings.UPLOAD_SCANNER, settings.UPLOAD_SCANNER_TIMEOUT = place, 5

    with pytest.raises(NotScanned):
        scan(io.BytesIO(b"Ein Bus"))


def test_slow_scanner_lets_nothing_in(scanner, settings):
    scanner("__import__('time').sleep(9)")
    settings.UPLOAD_SCANNER_TIMEOUT = 0.2

    with pytest.raises(NotScanned):
        scan(io.BytesIO(b"Ein Bus"))


def test_no_page_sees_a_file_with_a_finding(page_client, administrator, scanner, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(administrator)
    scanner("int(b'EICAR' in data)")
    address = reverse("office:setup")

    def sent(content, **headers):
        file = SimpleUploadedFile("gemeinden.csv", content)
        return page_client.post(address, {"name": "x", "upload": file}, headers=headers)

    refused = sent(EICAR)
    told = sent(EICAR, accept="application/json")

    assert refused.status_code == told.status_code == 422
    assert "Schadprogramme hat in dieser Datei etwas gefunden" in refused.content.decode()
    assert told.json()["errors"][0]["field"] == "upload"
    assert "web/upload_refused.html" not in [each.name for each in sent(b"Ein Bus").templates]
