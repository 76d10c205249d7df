"""Typed reading of environment variables. Nothing else reads the environment."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable as text; `NAME_FILE` may point to a file holding it (for secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return _content(Path(path), f"{name}_FILE")
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no; anything but 1/0/true/false/yes/no is an error."""
    value = text(name)
    if not value:
        return default
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if value.lower() not in known:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}, not {value!r}.")
    return known[value.lower()]


def words(name: str, default: str = "") -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str, fallback: Path) -> str:
    """A secret from the environment, or from `fallback`, the file `faden` creates on first start."""
    value = text(name)
    if value:
        return value
    try:
        is_there = fallback.is_file()
    except OSError as error:  # the folder may not be entered
        raise ImproperlyConfigured(_unreadable(fallback, "FADEN_DATA", error)) from error
    if is_there:
        return _content(fallback, "FADEN_DATA")
    raise ImproperlyConfigured(
        f"Es fehlt {name} (oder {name}_FILE). ./faden legt sonst {fallback.name} im Ordner FADEN_DATA an; dort ist die "
        "Datei nicht. Zeigt FADEN_DATA auf den richtigen Ordner?"
    )


def database(name: str, default: str) -> dict[str, Any]:
    """The variable as the address of a database."""
    value = text(name, default)
    try:
        return dict(dj_database_url.parse(value))
    except (ValueError, KeyError) as error:
        scheme = value.partition(":")[0] if ":" in value else ""
        raise ImproperlyConfigured(
            f"{name} ist keine Adresse einer Datenbank, die das Programm versteht (sie beginnt mit {scheme!r}). "
            "Richtig ist zum Beispiel postgresql://name:passwort@rechner/datenbank; Sonderzeichen im Passwort werden "
            "kodiert (@ als %40)."
        ) from error


def _content(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(_unreadable(path, name, error)) from error


def _unreadable(path: Path, name: str, error: Exception) -> str:
    told = {
        "FileNotFoundError": "Es gibt sie nicht.",
        "PermissionError": "Das Konto des Programms darf es nicht.",
    }
    return f"{path} ({name}) lässt sich nicht lesen. {told.get(type(error).__name__, str(error))}"
