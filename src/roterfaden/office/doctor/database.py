"""Why a database does not answer: asked directly, past the pool, and put into words. It changes nothing."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

PATIENCE = 5
"""Seconds a server may take to answer."""


@dataclass(frozen=True)
class Unreachable:
    """A database that cannot be asked: why, and what to do, in German."""

    text: str
    remedy: str


CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        r"readonly database|read-only",
        "Das Konto des Programms darf in die Datenbank nicht schreiben.",
        "Geben Sie ihm den Ordner FADEN_DATA mit allem darin: chown -R KONTO FADEN_DATA",
    ),
    (
        r"disk is full|no space left|disk I/O error",
        "Die Platte mit der Datenbank ist voll oder gestört.",
        "Schaffen Sie Platz auf der Platte mit FADEN_DATA (df -h), oder lassen Sie die Platte prüfen.",
    ),
    (
        r"file is not a database|malformed",
        "Die Datei der Datenbank ist keine SQLite-Datenbank oder beschädigt.",
        "Ändern Sie nichts daran. Spielen Sie die letzte Sicherung in einen leeren Ordner ein: ./faden manage restore",
    ),
    (
        r"unable to open database",
        "Die Datei der Datenbank lässt sich nicht öffnen.",
        "Prüfen Sie, ob FADEN_DATA (oder DATABASE_URL) auf den richtigen Ordner zeigt und wem er gehört.",
    ),
    (
        r"password authentication failed|no password supplied",
        "PostgreSQL nimmt Namen oder Passwort aus DATABASE_URL nicht an.",
        "Prüfen Sie beide. Sonderzeichen im Passwort müssen in der Adresse kodiert sein (zum Beispiel @ als %40).",
    ),
    (
        r'database ".*" does not exist',
        "Auf dem Server gibt es die Datenbank aus DATABASE_URL nicht.",
        "Legen Sie sie an (createdb), oder berichtigen Sie den Namen hinter dem letzten Schrägstrich.",
    ),
    (
        r'role ".*" does not exist|no pg_hba\.conf entry|permission denied',
        "PostgreSQL lässt das Konto aus DATABASE_URL nicht in diese Datenbank.",
        "Legen Sie das Konto an, und erlauben Sie ihm den Zugang von diesem Rechner (pg_hba.conf).",
    ),
    (
        r"translate host name|name or service not known|resolve host|nodename nor servname",
        "Den Rechner aus DATABASE_URL kennt hier niemand.",
        "Prüfen Sie die Schreibweise des Rechnernamens und die Namensauflösung (getent hosts NAME).",
    ),
    (
        r"connection refused|no such file or directory|timeout|timed out|no route to host|unreachable",
        "Unter der Adresse aus DATABASE_URL antwortet kein Datenbankserver.",
        "Läuft PostgreSQL? Stimmen Rechner und Port? Lässt eine Firewall die Verbindung durch?",
    ),
    (
        r"too many (connections|clients)|remaining connection slots",
        "Der Datenbankserver nimmt keine weitere Verbindung an.",
        "Verringern Sie Web- und Hintergrundprozesse, oder erhöhen Sie max_connections.",
    ),
)
"""What drivers say, as a pattern; the sentence; what to do. Drivers speak English here, whatever the server speaks."""


def unreachable() -> Unreachable | None:
    """Why the database does not answer; None when it does."""
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM sqlite_master")
        else:
            parameters = connection.get_connection_params() | {"connect_timeout": PATIENCE}
            connection.Database.connect(**parameters).close()  # the pool would wait for half a minute and hide why
    except (Error, connection.Database.Error, OSError) as error:
        return in_words(str(error))
    return None


def in_words(said: str) -> Unreachable:
    """What a driver said, for people who run a machine; something unknown is quoted by its first line."""
    for pattern, text, remedy in CAUSES:
        if re.search(pattern, said, re.IGNORECASE):
            return Unreachable(text, remedy)
    first = said.strip().partition("\n")[0][:200]
    return Unreachable(f"Die Datenbank antwortet nicht: {first}", "Prüfen Sie DATABASE_URL.")


def closed_places() -> tuple[str, ...]:
    """The data folder and what lies in it that the account running this may not write into or read."""
    folder = Path(settings.DATA_DIR)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return (str(folder),)
    return tuple(sorted(each.name for each in _ours(folder) if not os.access(each, os.R_OK | os.W_OK)))


def strange_owners() -> tuple[str, ...]:
    """Files in the data folder that belong to another account than the folder: left by a command run as root."""
    folder = Path(settings.DATA_DIR)
    if not os.access(folder, os.R_OK | os.X_OK):  # a closed place: told as such
        return ()
    owner = folder.stat().st_uid
    return tuple(sorted(each.name for each in _ours(folder) if each.lstat().st_uid != owner))


def _ours(folder: Path) -> Iterator[Path]:
    """What lies in the data folder; not what a disk of its own brings along, nor what has gone since."""
    return (each for each in folder.iterdir() if each.name != "lost+found" and os.path.lexists(each))
