"""The file: a ZIP of a signed manifest and one JSON file for each part, checked against the schema of the format.

    manifest.json      format, schema, when and where made, public key, size and SHA-256 of every part
    manifest.sig       the Ed25519 signature of exactly these bytes
    parts/<part>.json  {"part": …, "objects": […]}; every object has a `key` that stays the same at its origin

Nothing is ever unpacked to disk, and nothing in a file is believed before the signature and the checksums hold.
"""

import base64
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from roterfaden.kernel.containers import MEGABYTE, FileKind, UnpacksTooLarge, check_container, kind_of
from roterfaden.transfer import errors
from roterfaden.transfer.enums import Part
from roterfaden.transfer.methods.signing import is_signed, public_text, signature_of

FORMAT = "roterfaden-buendel"
SCHEMA = 2
"""Grows when an older program could no longer read what is written."""
SINCE = {Part.GUIDES: 2, Part.TEXTS: 2}
"""The schema a part came with, where not the first: a bundle without it is written so that older programs read it."""
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
LARGEST = 10 * MEGABYTE
UNPACKED = 40 * MEGABYTE
SCHEMA_FILE = Path(__file__).resolve().parent.parent / "data" / "buendel.schema.json"
HEAD = "concept"
"""The kind of the first object of a concept, which stands for the concept itself."""
PAGE, TERM = "page", "term"
"""The kinds of objects among guides: the words of a guide in a language, and a word it explains."""
_ALWAYS = (1980, 1, 1, 0, 0, 0)

Object = dict[str, Any]
"""One thing in a bundle; `key` is its name at the origin."""


@dataclass(frozen=True)
class Sender:
    """Which house made a bundle, in the names that may have to be adapted."""

    house: str
    area: str
    area_short: str
    area_key: str
    unit: str
    municipalities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bundle:
    """What a file holds. `sha256` is that of the manifest, which names every part's."""

    origin: Sender
    made_at: datetime
    public_key: str
    sha256: str
    parts: Mapping[str, Sequence[Object]]


# --- writing ------------------------------------------------------------------------------------------------------
def write_bundle(
    parts: Mapping[str, Sequence[Object]], *, origin: Sender, made_at: str, key: Ed25519PrivateKey
) -> bytes:
    """The file for these parts, signed with the key of the house. The same content gives the same bytes."""
    written = {_name(part): _json({"part": part, "objects": list(objects)}) for part, objects in parts.items()}
    manifest = _json({
        "format": FORMAT, "schema": _schema_of(parts), "made_at": made_at, "origin": asdict(origin),
        "public_key": public_text(key),
        "parts": [
            {
                "part": part, "path": _name(part), "size": len(written[_name(part)]),
                "sha256": hashlib.sha256(written[_name(part)]).hexdigest(), "objects": len(objects),
            }
            for part, objects in parts.items()
        ],
    })  # fmt: skip
    signature = base64.b64encode(signature_of(key, manifest))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in [(MANIFEST, manifest), (SIGNATURE, signature), *written.items()]:
            archive.writestr(zipfile.ZipInfo(name, _ALWAYS), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _schema_of(parts: Iterable[str]) -> int:
    return max((SINCE.get(Part(part), 1) for part in parts), default=1)


def _name(part: str) -> str:
    return f"parts/{part}.json"


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


# --- reading ------------------------------------------------------------------------------------------------------
def read_bundle(data: bytes) -> Bundle:
    """What is in a file, if all of it is as its maker signed it.

    Raises, each with a sentence for people: NotABundle, BundleTooLarge, StrangePart, NewerSchema, WrongSignature,
    BundleDamaged, and what `kernel.containers.check_container` refuses.
    """
    if len(data) > LARGEST:
        raise _too_large()
    if kind_of(data) != FileKind.ARCHIVE:
        raise errors.NotABundle()
    try:
        check_container(data)
    except UnpacksTooLarge as error:
        raise _too_large() from error
    files = _files(data)
    if MANIFEST not in files or SIGNATURE not in files:
        raise errors.NotABundle()
    manifest = _manifest(files)
    parts = {row["part"]: _part(files, row) for row in manifest["parts"]}
    origin = manifest["origin"]
    return Bundle(
        origin=Sender(**{**origin, "municipalities": tuple(origin["municipalities"])}),
        made_at=_day(manifest["made_at"], MANIFEST),
        public_key=manifest["public_key"], sha256=hashlib.sha256(files[MANIFEST]).hexdigest(), parts=parts,
    )  # fmt: skip


def _files(data: bytes) -> dict[str, bytes]:
    """Every file of the archive by name. A name that leads out of it, stands twice or means nothing is refused."""
    allowed = {MANIFEST, SIGNATURE}
    found: dict[str, bytes] = {}
    room = UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                name = entry.filename
                is_part = name.startswith("parts/") and name.endswith(".json") and name.count("/") == 1
                if name in found or not (name in allowed or is_part) or "\\" in name:
                    raise errors.StrangePart(name=name[:80])
                if entry.file_size > room:
                    raise _too_large()
                found[name] = archive.read(entry)
                room -= len(found[name])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise errors.BundleDamaged(where=_("die Datei lässt sich nicht auspacken")) from error
    return found


def _manifest(files: Mapping[str, bytes]) -> dict[str, Any]:
    raw = files[MANIFEST]
    manifest = _loaded(raw, MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise errors.NotABundle()
    found = manifest.get("schema")
    if isinstance(found, int) and found > SCHEMA:
        raise errors.NewerSchema(found=found, known=SCHEMA)
    _check(manifest, "manifest", MANIFEST)
    try:
        signature = base64.b64decode(files[SIGNATURE], validate=True)
    except ValueError as error:
        raise errors.WrongSignature() from error
    if not is_signed(manifest["public_key"], raw, signature):
        raise errors.WrongSignature()
    listed = [row["path"] for row in manifest["parts"]]
    odd = sorted(set(files) - {MANIFEST, SIGNATURE} - set(listed))
    if odd or len(set(listed)) != len(listed):
        raise errors.StrangePart(name=(odd or listed)[0])
    return manifest


def _part(files: Mapping[str, bytes], row: Mapping[str, Any]) -> list[Object]:
    part, name = row["part"], row["path"]
    data = files.get(name)
    if name != _name(part) or data is None:
        raise errors.BundleDamaged(where=_("ein Teil fehlt: %(name)s") % {"name": name})
    if len(data) != row["size"] or hashlib.sha256(data).hexdigest() != row["sha256"]:
        raise errors.BundleDamaged(where=_("die Prüfsumme von %(name)s stimmt nicht") % {"name": name})
    content = _loaded(data, name)
    _check(content, part, name)
    objects: list[Object] = content["objects"]
    keys = [each["key"] for each in objects]
    if len(set(keys)) != len(keys):
        raise errors.BundleDamaged(where=_("%(name)s nennt etwas zweimal") % {"name": name})
    if part == Part.CONCEPT:
        _check_tree(objects, name)
    if part == Part.INDICATORS:
        for each in objects:
            _day(each["valid_from"], name)
    return objects


def _loaded(data: bytes, name: str) -> Any:
    try:
        text = data.decode("utf-8")
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False).encode("utf-8")  # half a sign (\ud800) fits into no database
    except (ValueError, RecursionError) as error:
        raise errors.BundleDamaged(where=_("%(name)s ist nicht lesbar") % {"name": name}) from error
    if "\\u0000" in text or "\0" in text:
        raise errors.BundleDamaged(where=_("%(name)s ist nicht lesbar") % {"name": name})
    return content


def _check_tree(objects: Sequence[Object], name: str) -> None:
    """The concept itself comes first, and whatever stands below something stands after it."""
    seen = {""}
    for position, each in enumerate(objects):
        if each.get("parent", "") not in seen or (each["kind"] == HEAD) != (position == 0):
            raise errors.BundleDamaged(where=_("%(name)s ist nicht geordnet") % {"name": name})
        if position:
            seen.add(each["key"])


def _day(text: str, name: str) -> datetime:
    """A day or moment that the pattern of the schema let through. The moment of a manifest has a zone, or is UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise errors.BundleDamaged(where=f"{name}: {text}") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _check(content: Any, definition: str, name: str) -> None:
    from jsonschema.exceptions import best_match  # noqa: PLC0415 -- slow to load, only needed when a file is checked

    fault = best_match(_validator(definition).iter_errors(content))
    if fault is not None:
        raise errors.BundleDamaged(where=f"{name}, {fault.json_path}: {fault.message[:160]}")


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema of the format: one definition for the manifest and one for each part."""
    return dict(json.loads(SCHEMA_FILE.read_text("utf-8")))


@cache
def _validator(definition: str) -> Any:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 -- slow to load, only needed when a file is checked

    return Draft202012Validator({**schema(), "$ref": f"#/$defs/{definition}"})


def _too_large() -> errors.BundleTooLarge:
    return errors.BundleTooLarge(limit=LARGEST // MEGABYTE, unpacked=UNPACKED // MEGABYTE)
