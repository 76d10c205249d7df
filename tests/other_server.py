"""Another machine, for everything that asks one: a real HTTP server that answers what a test says, faults included."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Reply:
    """One answer. `drip` sends the content byte by byte with this pause; `late` waits before the first byte."""

    content: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    late: float = 0.0
    drip: float = 0.0
    has_length: bool = True


def as_json(value: Any, **more: Any) -> Reply:
    return Reply(json.dumps(value, ensure_ascii=False).encode(), **more)


Answering = Reply | list[Reply] | Callable[[str], Reply]


class OtherServer:
    """Its answers by path (query included, or without). Of a list the first is given once, the last for ever."""

    def __init__(self) -> None:
        self.answers: dict[str, Answering] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        self.url = ""

    def reply_to(self, path: str) -> Reply:
        """What is answered to a path, the address of this server filled in for `HOME`."""
        self.asked.append(path)
        found = self.answers.get(path) or self.answers.get(path.partition("?")[0]) or Reply(b"", 404)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return found if isinstance(found, Reply) else found(path)


@pytest.fixture
def other_server(settings) -> Iterator[OtherServer]:
    """A server on this machine, which the program may ask although it lies in an internal network."""
    settings.PRIVATE_HOSTS = [HOST]
    found = OtherServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.headers.append(dict(self.headers))
            reply = found.reply_to(self.path)
            time.sleep(reply.late)
            content = reply.content.replace(b"HOME", found.url.encode())
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value.replace("HOME", found.url))
                if reply.has_length:
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                for byte in content if reply.drip else ():
                    self.wfile.write(bytes([byte]))
                    time.sleep(reply.drip)
                if not reply.drip:
                    self.wfile.write(content)
            except OSError:
                return  # the program hung up, as it should

        def do_POST(self) -> None:
            found.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
            self.do_GET()

        def log_message(self, *_args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    found.url = f"http://{HOST}:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()
