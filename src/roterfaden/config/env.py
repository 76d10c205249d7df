"""Typed reading of environment variables. Nothing else reads the environment."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable as text; `NAME_FILE` may point to a file holding it (for secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
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
    if fallback.is_file():
        return fallback.read_text(encoding="utf-8").strip()
    raise ImproperlyConfigured(f"Set {name} or {name}_FILE, or start with ./faden, which creates {fallback.name}.")
