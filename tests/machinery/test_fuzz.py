"""Every parser that takes files from outside: whatever comes, it reads or refuses in words, and nothing else happens.

Each parser gets random bytes, true files that were cut, spliced and changed, archives in which one part was changed,
and, where it reads JSON or TOML, any structure. `FADEN_FUZZ=2000` tries that many examples instead of a few.
"""

import io
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from roterfaden.concept.forms.exchange import document_from
from roterfaden.concept.methods.documents import read_document
from roterfaden.concept.methods.written.template import check_template
from roterfaden.council.methods.sync.objects import read_entrance, read_page, read_row
from roterfaden.council.methods.sync.values import read_json
from roterfaden.council.methods.votes import NotVotes, votes_from_lines
from roterfaden.files.methods import document_kind, picture_from
from roterfaden.indicators.methods.formats import contents, first_plan, open_sdg_sheets, plan_of_toml
from roterfaden.kernel.archive import verify_archive
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import read_table
from roterfaden.participation.methods.hosting import read_agenda
from roterfaden.participation.methods.template_files import TEMPLATES, read_template
from roterfaden.places.methods.boundaries import read_boundaries
from roterfaden.places.methods.directory import read_directory
from roterfaden.transfer.methods import read_bundle
from tests import samples
from tests.concept import word_files
from tests.indicators import files
from tests.places import gv100ad
from tests.transfer.origin import small

EXAMPLES = int(os.environ.get("FADEN_FUZZ", "12"))
FEW = hypothesis_settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
ROWS = (["Text", "Art"], ["Ein Bus am Abend", "Idee"], ["Mehr Kurse; auch samstags", "Ziel"])
SQUARE = [[8.0, 52.0], [8.1, 52.0], [8.1, 52.1], [8.0, 52.1], [8.0, 52.0]]
GEOJSON = {"type": "FeatureCollection", "features": [
    {"properties": {"AGS": "03459024"}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}},
]}  # fmt: skip
PAPER = {"id": "https://rat.example/paper/1", "type": "https://schema.oparl.org/1.1/Paper", "name": "Vorlage",
         "date": "2018-03-01", "modified": "2018-03-01T10:00:00+01:00", "consultation": [{"id": "x"}]}  # fmt: skip
CONCEPT = {"format": "roterfaden-konzept/1", "version": "Entwurf",
           "concept": {"title": "K", "starts_on": "2018-01-01", "ends_on": "2022-12-31"},
           "elements": [{"kind": "field", "title": "Sprache", "elements": []}]}  # fmt: skip
PROFILE = b'title = "x"\nformat = "flat"\n[[rules]]\nvariable = "A"\nindicator = "b"\n'
MARKDOWN = (
    "---\nformat: roterfaden-konzept/1\ntitel: K\nfassung: Entwurf\ngilt-von: 2018-01-01\ngilt-bis: 2022-12-31\n---\n\n"
    "# Sprache {.handlungsfeld}\n\nText\n"
)
PAGE_OF_A_GUIDE = {
    "key": "page/ankommen/de", "kind": "page", "slug": "ankommen", "language": "de", "title": "Ankommen",
    "body": "Text",
}  # fmt: skip
LEGAL_PAGE = {"key": "privacy", "on_page": "privacy", "text": "Hier gilt …"}
AGENDA = "10:00-10:30 Begrüßung\n10.30 Tischrunde (Fragen 1, 2)\n"


def figures(data: bytes) -> None:
    """Everything that is done with a file of figures before somebody says what it means."""
    source = files.source(data)
    contents(source, first_plan(source))


def sheets(data: bytes) -> None:
    """The words of an Open SDG site."""
    list(open_sdg_sheets(files.source(data, "site.zip")))


def oparl(data: bytes) -> None:
    """What a council system sends, as a list and as its entrance."""
    value = read_json(data)
    for row in read_page(value).objects:
        read_row(row, "paper")
    read_entrance(value)


def votes(data: bytes) -> None:
    """Votes pasted from a table; what is no vote is named by its line."""
    with suppress(NotVotes):
        votes_from_lines(data.decode("utf-8", "replace"))


def text_reader(read: Callable[[str], Any]) -> Callable[[bytes], None]:
    """A parser of text as a parser of bytes."""
    return lambda data: read(data.decode("utf-8", "replace"))


@cache
def seeds() -> dict[str, tuple[Callable[[bytes], Any], tuple[bytes, ...]]]:
    """Each parser with true files of its kind."""
    table = b"Text;Art\r\nEin Bus;Idee\r\n"
    places = samples.xlsx(["AGS", "Name"], ["03459024", "Melle"])
    workbook, sheet = samples.xlsx(*ROWS), samples.ods(*ROWS)
    site = files.zipped(
        data__indicator_1_csv=b"Year,Units,GeoCode,Value\n2020,,03459,1.5\n",
        meta__1_md=b"---\nindicator_number: '1'\nindicator_name: Armut\n---\nText\n",
    )
    directory = gv100ad.file(
        gv100ad.county("03459", "Osnabrück", "43"), gv100ad.municipality("034590024024", "Melle", "63")
    )
    picture = samples.photo(width=40, height=30)
    return {
        "tables": (read_table, (table, workbook, sheet)),
        "figures": (figures, (files.flat(files.flat_line()).open().read(), site, workbook, table)),
        "open_sdg": (sheets, (site,)),
        "profile": (text_reader(plan_of_toml), (PROFILE,)),
        "word": (read_document, (word_files.by_hand(), word_files.as_tables())),
        "template": (check_template, (word_files.by_hand(),)),
        "documents": (lambda data: document_kind(data, archives=True), (samples.pdf(), sheet, site, table)),
        "pictures": (picture_from, (picture, samples.photo(width=9, height=9, kind="PNG"))),
        "directory": (read_directory, (directory, b"AGS;Name;Breite\n03459024;Melle;52,2\n", places)),
        "boundaries": (read_boundaries, (json.dumps(GEOJSON).encode(),)),
        "oparl": (oparl, (json.dumps({"data": [PAPER], "links": {}, "pagination": {"totalPages": 1}}).encode(),)),
        "concept": (document_from, (json.dumps(CONCEPT).encode(), MARKDOWN.encode())),
        "process": (
            lambda data: read_template(data.decode("utf-8", "replace"), "x"),
            (next(iter(sorted(TEMPLATES.glob("*.toml")))).read_bytes(),),
        ),
        "agenda": (text_reader(read_agenda), (AGENDA.encode(),)),
        "votes": (votes, (b"CDU; 12; 3; 1\nSPD 9/0/1\n",)),
        "bundle": (read_bundle, (small(guides=[PAGE_OF_A_GUIDE], texts=[LEGAL_PAGE]),)),
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from([10**400, "03459024", "https://rat.example/x", "2018-02-30", "Polygon", "\x00", "9" * 40]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
NASTY = (
    b"[" * 3000, b"{\"a\":" * 3000, b'{"elements":[' * 300, b"a = " + b"[" * 3000, b"a = 9" + b"9" * 5000,
    b"\xff\xfe\x00\xd8", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"\x00" * 64, b"a,b\n\"", b"%PDF-1.7",
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + bytes(40), b"RIFF\x00\x00\x00\x00WEBPVP8 ", b"",
    b"\x00\x00\x00\x20ftypavif" + bytes(30),
    b'{"a": "\\ud800"}', "²;³\n٣;４\n".encode(), b"a = 1979-99-99", b"---\n" + b"&a [*a,*a]\n" * 40,
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, seed: bytes) -> bytes:
    """A true file with something cut out, put in, or overwritten."""
    data = bytearray(seed)
    for _each in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        match draw(st.integers(0, 3)):
            case 0:
                del data[at : at + draw(st.integers(1, 60))]
            case 1:
                data[at:at] = draw(st.binary(max_size=12))
            case 2:
                data[at : at + 8] = draw(st.binary(min_size=8, max_size=8))
            case _:
                del data[at:]
    return bytes(data)


@st.composite
def repacked(draw: st.DrawFn, seed: bytes) -> bytes:
    """An archive in order, one of its parts changed or gone."""
    with zipfile.ZipFile(io.BytesIO(seed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(changed(parts[name]) | st.sampled_from(NASTY))
    if draw(st.booleans()):
        parts.pop(draw(st.sampled_from(sorted(parts))))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return stream.getvalue()


@st.composite
def spliced(draw: st.DrawFn, seed: bytes) -> bytes:
    """A true JSON file with one value replaced by any other."""
    value = json.loads(seed)
    at: Any = value
    while True:
        keys = list(range(len(at))) if isinstance(at, list) else list(at)
        key = draw(st.sampled_from(keys))
        if not isinstance(at[key], list | dict) or not at[key] or draw(st.booleans()):
            at[key] = draw(JSON)
            return json.dumps(value).encode()
        at = at[key]


def mutated(seed: bytes) -> st.SearchStrategy[bytes]:
    """What may become of a true file."""
    if seed.startswith(b"PK"):
        return repacked(seed) | repacked(seed) | changed(seed)
    if seed.startswith(b"{"):
        return spliced(seed) | spliced(seed) | changed(seed)
    return changed(seed)


@pytest.mark.parametrize("name", seeds())
def test_parser_reads_or_refuses_in_words(name):
    parser, true = seeds()[name]
    for seed in true:
        parser(seed) if name not in {"template", "oparl"} else None
    given_bytes = st.one_of(st.binary(max_size=200), *map(mutated, true), *map(mutated, true))

    @FEW
    @given(given_bytes)
    def tried(data: bytes) -> None:
        with suppress(DomainError):
            parser(data)

    for nasty in NASTY:
        with suppress(DomainError):
            parser(nasty)
    tried()


MANIFESTS = (
    {}, {"format": 1}, {"format": 1, "tables": [], "files": {}}, [], 1, None,
    {"format": 1, "made_at": 1, "migrations": [], "tables": {}, "files": {}},
    {"format": 1, "made_at": "", "migrations": [], "tables": {"a": 1}, "files": {}},
    {"format": 1, "made_at": "", "migrations": [], "tables": {}, "files": {"../x": 1}},
)  # fmt: skip
BACKUP = {"format": 1, "made_at": "x", "migrations": [], "files": {}, "tables": {
    "a.b": {"rows": 1, "sha256": "0", "columns": []}}}  # fmt: skip


@pytest.mark.parametrize("manifest", [*(json.dumps(each).encode() for each in MANIFESTS), b"[" * 3000, b"\xff"])
def test_backup_with_any_manifest_is_refused_in_words(manifest, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("manifest.json", manifest)

    with pytest.raises(DomainError):
        verify_archive(tmp_path / "a.zip")


def test_damaged_backup_is_refused_in_words(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(BACKUP))
        archive.writestr("tables/a.b.jsonl", b"[1]\n" * 500)

    @FEW
    @given(changed(stream.getvalue()))
    def tried(data: bytes) -> None:
        (tmp_path / "a.zip").write_bytes(data)
        with pytest.raises(DomainError):
            verify_archive(tmp_path / "a.zip")

    tried()
