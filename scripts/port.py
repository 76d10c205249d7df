"""Called by ./faden: stop with a clear sentence when the address of the demo cannot be used."""

import errno
import socket
import sys


def main(host: str, port: int) -> None:
    """Bind once as the server will; refuse in German, the language of the people who start a trial."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(
                f"Auf {host}:{port} läuft schon ein Programm.\n"
                f"Beenden Sie es oder wählen Sie einen anderen Port: ./faden demo --port {port + 1}"
            )
        if error.errno == errno.EACCES:
            sys.exit(f"Der Port {port} ist dem System vorbehalten. Wählen Sie einen ab 1024: ./faden demo --port 8000")
        sys.exit(f"{host} ist keine Adresse dieses Rechners ({error.strerror}).")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
