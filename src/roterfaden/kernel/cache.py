"""A cache in files that several processes may count in.

Django's own file cache reads a number and writes it back, so that two processes lose a count, and forgets when the
number was to expire. Sign-in limits and the limits of public forms (`web.limits`) rest on it.
"""

import fcntl
import pickle
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's file cache with `add` and `incr` that nobody can come between, and `incr` that keeps the expiry."""

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Store `value` unless there is one. Of several processes exactly one is told True."""
        with self._locked():
            return bool(super().add(key, value, *args, **kwargs))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add `delta` to a number and return it; it expires when it would have. ValueError when there is none."""
        with self._locked():
            value, expires = self._kept(key, version)
            self.set(key, value + delta, None if expires is None else max(expires - time.time(), 0), version)
        return value + delta

    def _kept(self, key: str, version: int | None) -> tuple[int, float | None]:
        try:
            with Path(self._key_to_file(key, version)).open("rb") as file:  # type: ignore[attr-defined]
                expires = pickle.load(file)  # noqa: S301 -- files of our own folder, as Django reads them
                if expires is None or expires > time.time():
                    return int(pickle.loads(zlib.decompress(file.read()))), expires  # noqa: S301 -- the same
        except FileNotFoundError:
            pass
        raise ValueError(f"Key {key!r} not found")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._createdir()  # type: ignore[attr-defined]
        with (Path(self._dir) / "lock").open("a") as lock:  # type: ignore[attr-defined]
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
