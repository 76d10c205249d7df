"""What was learnt, kept on disk: arrays and JSON with a checksum. Nothing that could run code is read (no pickle).

Two files in one folder: `arrays.npz` (numpy, read with allow_pickle=False) and `model.json`, which names the checksum
of the first. Both are written beside and then exchanged; a reader sees the old or the new, or notices that they differ.
"""

import io
import json
import os
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import scipy.sparse as sparse

from roterfaden.sorting.errors import ModelBroken
from roterfaden.sorting.methods.choosing import Choice
from roterfaden.sorting.methods.features import GRAM_SHARE, Space
from roterfaden.sorting.methods.learning import MODEL_SHARE, VERSION, Chooser, Known

ARRAYS, META = "arrays.npz", "model.json"


def fingerprint_of(lessons: str) -> str:
    """The fingerprint of what was learnt from: what cards, where laid, under which version of the method."""
    return sha256(f"{VERSION}|{GRAM_SHARE}|{MODEL_SHARE}|{lessons}".encode()).hexdigest()


def save(folder: Path, known: Known, *, inputs: str) -> str:
    """Write `known` and return the checksum of its arrays. `inputs` says what it was learnt from."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **_arrays(known))
    content = buffer.getvalue()
    checksum = sha256(content).hexdigest()
    meta = {
        "version": VERSION,
        "inputs": inputs,
        "checksum": checksum,
        "encoder": known.encoder,
        "learnt": known.learnt,
        "fields": _meta(known.fields),
        "themes": _meta(known.themes),
    }
    _write(folder / ARRAYS, content)
    _write(folder / META, json.dumps(meta, ensure_ascii=False, sort_keys=True).encode("utf-8"))
    return checksum


def meta_of(folder: Path) -> dict[str, Any] | None:
    """What the kept model says of itself; None where there is none, or one of another version."""
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return meta if isinstance(meta, dict) and meta.get("version") == VERSION else None


def load(folder: Path) -> Known:
    """What was saved, or ModelBroken if it is not exactly that."""
    meta = meta_of(folder)
    try:
        content = (folder / ARRAYS).read_bytes()
        if meta is None or sha256(content).hexdigest() != meta["checksum"]:
            raise ModelBroken()
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return _known(arrays, meta)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ModelBroken() from error


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    beside.replace(path)


def _meta(chooser: Chooser | None) -> dict[str, Any] | None:
    if chooser is None:
        return None
    return {"targets": list(chooser.targets), "temperature": chooser.choice.temperature}


def _arrays(known: Known) -> dict[str, Any]:
    arrays = {
        "keys": known.keys,
        "names": known.names,
        "texts": known.texts,
        "hashes": known.space.hashes,
        "rarity": known.space.rarity,
        "postings_data": known.postings.data.astype(np.float32),
        "postings_indices": known.postings.indices.astype(np.int32),
        "postings_starts": known.postings.indptr.astype(np.int64),
    }
    for name, chooser in (("fields", known.fields), ("themes", known.themes)):
        if chooser is not None:
            arrays[f"{name}_rows"] = chooser.rows
            arrays[f"{name}_weights"] = chooser.choice.weights.astype(np.float32)
            arrays[f"{name}_prior"] = chooser.choice.prior
    if known.vectors is not None and known.centre is not None:
        arrays |= {"vectors": known.vectors, "centre": known.centre}
    return arrays


def _known(arrays: Any, meta: dict[str, Any]) -> Known:
    shape = (len(arrays["hashes"]), len(arrays["keys"]))
    parts = (arrays["postings_data"], arrays["postings_indices"], arrays["postings_starts"])
    has_vectors = "vectors" in arrays
    return Known(
        keys=arrays["keys"],
        names=arrays["names"],
        texts=arrays["texts"],
        space=Space(arrays["hashes"], arrays["rarity"]),
        postings=sparse.csr_matrix(parts, shape=shape),
        fields=_chooser(arrays, meta, "fields"),
        themes=_chooser(arrays, meta, "themes"),
        encoder=meta["encoder"],
        vectors=arrays["vectors"] if has_vectors else None,
        centre=arrays["centre"] if has_vectors else None,
    )


def _chooser(arrays: Any, meta: dict[str, Any], name: str) -> Chooser | None:
    if meta[name] is None:
        return None
    weights = arrays[f"{name}_weights"].astype(np.float64)
    choice = Choice(weights, arrays[f"{name}_prior"], float(meta[name]["temperature"]))
    return Chooser(tuple(meta[name]["targets"]), arrays[f"{name}_rows"], choice)
