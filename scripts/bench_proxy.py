"""Called by `./faden bench proxy`: the examples of nginx and Caddy before the real server, asked over TLS.

Each example is taken as it stands in deploy/, only names, ports and paths are those of a trial. What is asked: every
header comes once, a forged X-Forwarded-For does not get through, 20 MB pass and 40 MB do not, static files may be kept
for ever, HTTP leads to HTTPS. A proxy that is not installed is said and left out (exit code 3).
"""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).resolve().parent
DEPLOY = SCRIPTS.parent / "deploy"
HOST = "faden.landkreis.example"
MEGABYTE = 1024**2
PATIENCE = 30
ECHO = "/-/echo"
ONCE = (
    "content-security-policy", "strict-transport-security", "x-content-type-options", "referrer-policy",
    "x-frame-options", "permissions-policy", "content-type",
)  # fmt: skip
NOT_INSTALLED = 3
CUT_OFF = 0
"""Instead of a status: the server closed while it was still being told."""


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """What gunicorn serves here: the program, and one address that says what arrived at it."""
    if environ["PATH_INFO"] == ECHO:
        told = {name: value for name, value in environ.items() if name.startswith("HTTP_X_") or name == "HTTP_HOST"}
        size = 0
        while piece := environ["wsgi.input"].read(MEGABYTE):
            size += len(piece)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(told | {"size": size}).encode()]
    from roterfaden.config.wsgi import application as program

    return program(environ, start_response)


@dataclass(frozen=True)
class Ports:
    """Where the trial listens: TLS, plain HTTP, the program."""

    tls: int
    plain: int
    program: int


def main() -> int:
    """Try each proxy that is installed; print what was found. 1: something is wrong; 3: none is installed."""
    proxies = {"nginx": nginx, "caddy": caddy}
    installed = {name: run for name, run in proxies.items() if found(name)}
    for name in proxies.keys() - installed.keys():
        print(f"{name}: nicht installiert, nicht probiert")
    wrong = 0
    for name, run in installed.items():
        with tempfile.TemporaryDirectory(prefix=f"faden-{name}-") as folder, ExitStack() as started:
            place, ports = Path(folder), Ports(*(free_port() for _ in range(3)))
            certificate(place)
            if against := understood(name, place):
                print(f"{name}: versteht sein Beispiel nicht: {against}")
                wrong += 1
                continue
            started.enter_context(program(place, ports.program))
            started.enter_context(run(place, ports))
            for question, answer in asked(ports):
                wrong += answer is not True
                print(f"{name}: {question}: {'ja' if answer is True else f'NEIN ({answer})'}", flush=True)
    return 1 if wrong else 0 if installed else NOT_INSTALLED


# --- asking -------------------------------------------------------------------------------------------------------
def asked(ports: Ports) -> Iterator[tuple[str, Any]]:
    """Each question with True, or what came instead."""
    status, headers, body = get(ports, "/robots.txt")
    often = {name: len(headers.get_all(name, [])) for name in ONCE}
    yield "jeder Kopf genau einmal", often == dict.fromkeys(ONCE, 1) or often
    yield "der Server nennt seine Version nicht", "/" not in headers.get("Server", "") or headers["Server"]
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "boese.example"}
    status, headers, body = get(ports, ECHO, headers=forged)
    told = json.loads(body)
    yield "X-Forwarded-For ist die wahre Adresse", told["HTTP_X_FORWARDED_FOR"] == "127.0.0.1" or told
    yield "X-Forwarded-Proto ist https", told["HTTP_X_FORWARDED_PROTO"] == "https" or told
    yield "Host ist der öffentliche Name", told["HTTP_HOST"] == HOST or told
    status, _headers, body = get(ports, ECHO, "POST", bytes(20 * MEGABYTE))
    yield "20 MB kommen an", (status == HTTPStatus.OK and json.loads(body)["size"] == 20 * MEGABYTE) or status
    status, _headers, _body = get(ports, ECHO, "POST", bytes(40 * MEGABYTE))
    yield "40 MB nicht", status in {HTTPStatus.REQUEST_ENTITY_TOO_LARGE, CUT_OFF} or status
    status, headers, _body = get(ports, static_address())
    kept = headers.get("Cache-Control", "")
    yield (
        "statische Dateien dürfen behalten werden",
        (status == HTTPStatus.OK and "immutable" in kept) or (status, kept),
    )
    status, headers, _body = get(ports, "/health")
    yield "die Datenbank antwortet (/health)", status == HTTPStatus.OK or status
    plain = HTTPConnection("127.0.0.1", ports.plain, timeout=PATIENCE)
    plain.request("GET", "/", headers={"Host": HOST})
    answer = plain.getresponse()
    led = answer.getheader("Location", "")
    yield "HTTP führt zu HTTPS", (answer.status in {301, 308} and led.startswith("https://")) or (answer.status, led)


def get(
    ports: Ports, path: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, HTTPMessage, bytes]:
    """One question over TLS. A server may close while a body that is too large is still being sent."""
    open_to_all = ssl.create_default_context()
    open_to_all.check_hostname, open_to_all.verify_mode = False, ssl.CERT_NONE  # the certificate is of this trial
    connection = NamedTls("127.0.0.1", ports.tls, timeout=PATIENCE, context=open_to_all)
    with suppress(OSError):
        connection.request(method, path, body, {"Host": HOST} | (headers or {}))
    try:
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    except (OSError, HTTPException):
        return CUT_OFF, HTTPMessage(), b""


class NamedTls(HTTPSConnection):
    """A connection to this machine that asks for the public name, as a browser behind DNS does."""

    def connect(self) -> None:
        plain = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=HOST)  # type: ignore[attr-defined]


def static_address() -> str:
    """The address of one collected file."""
    root = Path(os.environ["FADEN_STATIC"])
    named = json.loads((root / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    return f"/static/{next(address for name, address in sorted(named.items()) if name.endswith('.css'))}"


# --- running ------------------------------------------------------------------------------------------------------
@contextmanager
def program(place: Path, port: int) -> Iterator[None]:
    """The program behind a proxy: an empty database, collected static files, gunicorn as installations run it."""
    os.environ |= {
        "FADEN_DATA": str(place), "FADEN_STATIC": str(place / "static"), "FADEN_BASE_URL": f"https://{HOST}",
        "FADEN_HOSTS": HOST, "FADEN_BEHIND_PROXY": "1", "FADEN_HTTPS_REDIRECT": "0",
        "FADEN_SECRET_KEY": "only-for-a-trial-0123456789-0123456789-0123456789",
        "DJANGO_SETTINGS_MODULE": "roterfaden.config.settings", "PYTHONPATH": f"{SCRIPTS.parent / 'src'}:{SCRIPTS}",
    }  # fmt: skip
    os.environ.pop("DATABASE_URL", None)
    collect = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, check=True, stderr=subprocess.DEVNULL)
    server = [
        sys.executable, "-m", "gunicorn", "bench_proxy:application", "--config", str(SCRIPTS / "server.py"),
        "--workers=1", "--bind", f"127.0.0.1:{port}",
    ]  # fmt: skip
    with running(server, port):
        yield


@contextmanager
def nginx(place: Path, ports: Ports) -> Iterator[None]:
    """nginx with its example."""
    with running([found("nginx"), *nginx_options(place, ports)], ports.tls):
        yield


@contextmanager
def caddy(place: Path, ports: Ports) -> Iterator[None]:
    """Caddy with its example."""
    with running([found("caddy"), "run", *caddy_options(place, ports)], ports.tls):
        yield


def understood(name: str, place: Path) -> str:
    """What a proxy says against its example; empty: nothing. `place` holds a certificate."""
    ports = Ports(1, 2, 3)
    if name == "nginx":
        command = [found(name), *nginx_options(place, ports), "-t", "-q"]
    else:
        command = [found(name), "validate", *caddy_options(place, ports)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr or done.stdout


def nginx_options(place: Path, ports: Ports) -> list[str]:
    """How nginx is started with deploy/nginx.conf inside the smallest configuration around it."""
    told = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    told = re.sub(r"listen \[::\].*\n", "", told)
    told = re.sub(r".*127\.0\.0\.1:8001.*\n", "", told)
    for before, after in (
        ("listen 80;", f"listen 127.0.0.1:{ports.plain};"), ("listen 443 ssl", f"listen 127.0.0.1:{ports.tls} ssl"),
        ("127.0.0.1:8000", f"127.0.0.1:{ports.program}"), ("/etc/ssl/faden", str(place)),
        ("/var/log/nginx/faden.error.log", str(place / "error.log")),
    ):  # fmt: skip
        told = told.replace(before, after)
    (place / "faden.conf").write_text(told, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {place}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"daemon off;\nworker_processes 1;\npid {place}/nginx.pid;\nerror_log {place}/error.log;\n"
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"events {{ }}\nhttp {{\n{temporary}include {place}/faden.conf;\n}}\n",
        encoding="utf-8",
    )
    return ["-c", str(place / "nginx.conf"), "-p", str(place)]


def caddy_options(place: Path, ports: Ports) -> list[str]:
    """How Caddy is started with deploy/Caddyfile and a certificate of this trial."""
    told = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    here = f"{{\n\tadmin off\n\thttp_port {ports.plain}\n\thttps_port {ports.tls}\n\tservers {{"
    told = told.replace("{\n\tservers {", here, 1)
    told = told.replace(f"\n{HOST} {{", f"\n{HOST} {{\n\ttls {place}/fullchain.pem {place}/key.pem", 1)
    told = told.replace("dynamic a web 8000", f"to 127.0.0.1:{ports.program}")
    (place / "Caddyfile").write_text(told, encoding="utf-8")
    os.environ |= {"XDG_DATA_HOME": str(place), "XDG_CONFIG_HOME": str(place)}
    return ["--config", str(place / "Caddyfile"), "--adapter", "caddyfile"]


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A process that listens, stopped afterwards."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Until somebody listens. Raises when the process ends or nobody does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except (OSError, HTTPException):
            time.sleep(0.05)
    raise SystemExit(f"{process.args!r} hört nicht auf {port}.")


def certificate(place: Path) -> None:
    """A certificate nobody believes, for this trial."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string(f"CN={HOST}")
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    (place / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    no_password = serialization.NoEncryption()
    (place / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password)
    )


def found(name: str) -> str:
    """Where a program lies; empty: it is not installed."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
