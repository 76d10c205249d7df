"""Words that few may read again: encrypted at rest with keys of their own, apart from SECRET_KEY (ADR 21).

Fernet (AES-128-CBC with HMAC-SHA-256) through `cryptography`. The first key seals, all keys open, so that keys can be
renewed while the program runs: the key file is read anew for every operation.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class CannotOpen(DomainError):
    """No key of this house fits: the key file was lost or belongs to another installation."""

    message = _(
        "Das lässt sich nicht öffnen: Der Schlüssel dazu fehlt. Fragen Sie die Stelle, die das Programm betreibt."
    )


class KeysAreElsewhere(DomainError):
    """Keys that come from the environment are renewed there."""

    message = _("Die Schlüssel stehen in FADEN_SEALING_KEYS. Ergänzen Sie dort vorn einen neuen und starten Sie neu.")


class SealedField(models.TextField):  # type: ignore[type-arg]
    """A column that holds only sealed words. It does not open them by itself: opening is an act of its own.

    The class marks the column for the renewal of keys.
    """


def seal_words(words: str) -> str:
    """`words` as a token that only the holder of a key can open."""
    return _box().encrypt(words.encode("utf-8")).decode("ascii")


def open_words(token: str) -> str:
    """What stands in a token. Raises CannotOpen when no key fits."""
    try:
        return _box().decrypt(token).decode("utf-8")
    except InvalidToken as error:
        raise CannotOpen() from error


def reseal(token: str) -> str:
    """The same words sealed with the newest key. Raises CannotOpen when no key fits."""
    try:
        return _box().rotate(token).decode("ascii")
    except InvalidToken as error:
        raise CannotOpen() from error


def is_newest(token: str) -> bool:
    """Whether the newest key alone opens a token."""
    try:
        Fernet(_keys()[0]).decrypt(token)
    except InvalidToken:
        return False
    return True


def add_key() -> int:
    """Put a new key in front of the key file and return how many there are now. Refuses keys from the environment."""
    return _write([Fernet.generate_key().decode("ascii"), *_keys()])


def forget_old_keys() -> int:
    """Keep only the newest key and return how many were forgotten. Refuses keys from the environment."""
    keys = _keys()
    _write(keys[:1])
    return len(keys) - 1


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys()])


def _keys() -> list[str]:
    """Newest first: from the environment, or from the key file, which is made when it is first needed."""
    if settings.SEALING_KEYS:
        return list(settings.SEALING_KEYS)
    path: Path = settings.SEALING_KEY_FILE
    if not path.is_file():
        fresh = path.with_suffix(f".{os.getpid()}")
        _store(fresh, [Fernet.generate_key().decode("ascii")])
        with contextlib.suppress(FileExistsError):  # a link never replaces: whoever comes second uses the first key
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text("ascii").split()


def _write(keys: list[str]) -> int:
    if settings.SEALING_KEYS:
        raise KeysAreElsewhere()
    path: Path = settings.SEALING_KEY_FILE
    fresh = path.with_suffix(".new")
    _store(fresh, keys)
    fresh.replace(path)
    return len(keys)


def _store(path: Path, keys: list[str]) -> None:
    """Write keys so that only the program's account may read them, and wait until the disk has them."""
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write("".join(f"{key}\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())


def reseal_everything() -> int:
    """Seal every sealed column of the house with the newest key; returns how many tokens changed.

    Row by row in small transactions, so that people go on working; may be run again at any time.
    """
    changed = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                changed += _reseal_column(model, field.attname)
    return changed


def sealed_with_old_keys() -> int:
    """How many tokens the newest key alone does not open."""
    columns = [
        (model, field.attname)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]
    return sum(not is_newest(token) for model, name in columns for _key, token in _tokens(model, name))


def _tokens(model: type[models.Model], name: str) -> Iterator[tuple[int, str]]:
    rows = model._default_manager.exclude(**{name: ""}).order_by("pk").values_list("pk", name)
    yield from rows.iterator(chunk_size=200)


def _reseal_column(model: type[models.Model], name: str) -> int:
    old = [(key, token) for key, token in _tokens(model, name) if not is_newest(token)]
    changed = 0
    for key, token in old:
        # Only if nobody sealed something else there meanwhile.
        row = model._default_manager.filter(pk=key, **{name: token})
        changed += row.update(**{name: reseal(token)})
    return changed
