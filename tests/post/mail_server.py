"""A mail server of our own on loopback, which takes messages, refuses them, or breaks off as a test wants it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it took in `taken`. `replies` overrides the reply to a command; `breaks_off` loses the answer."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[EmailMessage] = []
        self.replies: dict[str, str] = {}
        self.breaks_off = False
        self.hangs = threading.Event()
        self.has_taken = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Conversation(socketserver.StreamRequestHandler):
    """One connection (RFC 5321, as much of it as a client needs)."""

    server: MailServer

    def handle(self) -> None:
        self.say("220 test")
        while line := self.rfile.readline():
            command = line.split()[0].decode().upper() if line.strip() else ""
            reply = self.server.replies.get(command)
            if reply is None and command == "DATA":
                if not self.take():
                    return
                continue
            self.say(reply or {"EHLO": "250-test\r\n250 SMTPUTF8", "QUIT": "221 bye"}.get(command, "250 ok"))
            if command == "QUIT":
                return

    def take(self) -> bool:
        """Read a message; False when the line breaks before the answer."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.server.taken.append(message_from_bytes(b"".join(lines).replace(b"\r\n", b"\n"), policy=policy.default))
        self.server.has_taken.set()
        if self.server.breaks_off:
            return False
        if self.server.hangs.is_set():
            threading.Event().wait(60)
        self.say("250 taken")
        return True

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running mail server."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
