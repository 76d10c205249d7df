"""The file: written, read back, and refused with a sentence when something is not as it was signed. No database."""

import base64
import json

import pytest

from roterfaden.concept.enums import ElementKind, Outcome
from roterfaden.indicators.enums import Accountability, Direction
from roterfaden.kernel.containers import FileRefused
from roterfaden.participation.enums import EventKind, Language, StageKind
from roterfaden.places.enums import HousePage
from roterfaden.transfer import errors
from roterfaden.transfer.enums import Part, State
from roterfaden.transfer.methods import (
    HEAD,
    PAGE,
    TERM,
    Known,
    Replacement,
    adapted,
    bare_name,
    differences,
    digest,
    found_names,
    read_bundle,
    schema,
    state_of,
    without_contacts,
)
from roterfaden.transfer.methods.bundle import LARGEST, UNPACKED
from roterfaden.transfer.methods.signing import signature_of
from tests.transfer.origin import DITHMARSCHEN, KEY, contents, small, zipped

FIELD = {"key": "wohnen", "number": 2, "name": "Wohnen in Dithmarschen", "short_name": "Wohnen", "orientation": ""}
GOOD = small(fields=[FIELD])


def test_bundle_is_read_as_it_was_written():
    read = read_bundle(GOOD)

    assert read.origin == DITHMARSCHEN
    assert read.parts == {"fields": [FIELD]}
    assert small(fields=[FIELD]) == GOOD, "the same content gives the same bytes"


@pytest.mark.parametrize(("part", "number"), [("fields", 1), ("guides", 2), ("texts", 2)])
def test_older_programs_read_what_has_nothing_new(part, number):
    assert json.loads(contents(small(**{part: []}))["manifest.json"])["schema"] == number


# --- what is refused ------------------------------------------------------------------------------------------------
def resigned(change, **others):
    """A bundle whose manifest was changed and signed again: its maker may be anybody."""
    files = contents(GOOD) | others
    manifest = json.loads(files["manifest.json"])
    change(manifest)
    files["manifest.json"] = json.dumps(manifest).encode()
    files["manifest.sig"] = base64.b64encode(signature_of(KEY, files["manifest.json"]))
    return zipped(files)


def with_file(name, data=b"{}"):
    return zipped(contents(GOOD) | {name: data})


def torn():
    """One byte of the packed content is another one."""
    data = bytearray(with_file("parts/fields.json", b'{"x": "' + bytes(range(35, 92)) * 9 + b'"}'))
    at = data.index(b"parts/fields.json") + 40
    data[at] ^= 0xFF
    return bytes(data)


TREE = [
    {"key": "k", "kind": HEAD, "title": "Konzept"},
    {"key": "2", "parent": "1", "kind": "goal", "title": "Ziel"},
    {"key": "1", "parent": "", "kind": "field", "title": "Feld"},
]
INDICATOR = {
    "key": "m", "title": "M", "accountability": "condition", "text": "T", "unit": "Anzahl", "direction": "up",
    "source": "S", "valid_from": "2018-02-30",
}  # fmt: skip
REFUSED = {
    "empty": (b"", errors.NotABundle),
    "text": (b"Guten Tag", errors.NotABundle),
    "office file": (zipped({"word/document.xml": b"<x/>"}), errors.NotABundle),
    "other archive": (zipped({"manifest.json": b'{"format": "x"}', "manifest.sig": b""}), errors.NotABundle),
    "half": (GOOD[: len(GOOD) // 2], FileRefused),
    "torn": (torn(), FileRefused),
    "too large": (b"PK\x03\x04" + bytes(LARGEST), errors.BundleTooLarge),
    "leads out": (with_file("../../etc/passwd"), errors.StrangePart),
    "absolute": (with_file("/etc/passwd"), errors.StrangePart),
    "backslash": (with_file("parts/..\\x.json"), errors.StrangePart),
    "unlisted": (with_file("parts/more.json"), errors.StrangePart),
    "other words": (with_file("parts/fields.json", b'{"part": "fields", "objects": []}'), errors.BundleDamaged),
    "other manifest": (
        with_file("manifest.json", contents(GOOD)["manifest.json"].replace(b"Eider", b"Elbe!")), errors.WrongSignature,
    ),
    "no signature": (with_file("manifest.sig", b"?"), errors.WrongSignature),
    "other key": (resigned(lambda m: m.update(public_key="A" * 43 + "=")), errors.WrongSignature),
    "newer": (resigned(lambda m: m.update(schema=3, news=[])), errors.NewerSchema),
    "no such day": (resigned(lambda m: m.update(made_at="2026-13-01T10:00:00")), errors.BundleDamaged),
    "missing part": (resigned(lambda m: m["parts"][0].update(path="parts/x.json")), errors.StrangePart),
    "half a sign": (resigned(lambda m: m["origin"].update(house="\ud800")), errors.BundleDamaged),
    "breaks the schema": (small(fields=[FIELD | {"telephone": "1"}]), errors.BundleDamaged),
    "twice": (small(fields=[FIELD, FIELD]), errors.BundleDamaged),
    "no tree": (small(concept=TREE), errors.BundleDamaged),
    "no day": (small(indicators=[INDICATOR]), errors.BundleDamaged),
}  # fmt: skip


@pytest.mark.parametrize(("data", "error"), REFUSED.values(), ids=REFUSED)
def test_bundle_that_is_not_as_it_was_signed_is_refused(data, error):
    with pytest.raises(error) as refusal:
        read_bundle(data)

    assert "%(" not in str(refusal.value)
    assert len(str(refusal.value)) > 20


def test_bundle_that_unpacks_into_too_much_is_refused():
    packed = with_file("parts/fields.json", bytes(UNPACKED + 1))

    assert len(packed) < LARGEST
    with pytest.raises(errors.BundleTooLarge):
        read_bundle(packed)


def test_schema_names_every_value_of_the_program():
    """A new kind of element or event grows the schema with it, or its bundles would be refused."""
    definitions = schema()["$defs"]

    def values(part, *path):
        found = definitions[part]["properties"]["objects"]["items"]["properties"]
        for name in path:
            found = found[name]
        return set(found["enum"])

    inside = ("items", "properties", "kind")
    assert values("concept", "kind") == {HEAD, *ElementKind.values}
    assert values("concept", "target", "properties", "accountability") == set(Accountability.values)
    assert values("indicators", "direction") == set(Direction.values)
    assert values("modules", "outcome") == set(Outcome.values)
    assert values("letters", "language") == set(Language.values)
    assert values("process", "stages", *inside) == set(StageKind.values)
    assert values("process", "events", *inside) == set(EventKind.values)
    assert values("guides", "kind") == {PAGE, TERM}
    assert values("texts", "on_page") == set(HousePage.values)
    assert set(Part.values) < set(definitions)


# --- names and contacts ---------------------------------------------------------------------------------------------
def test_names_are_found_with_their_places_and_replaced_in_words_only():
    osnabrueck = DITHMARSCHEN.__class__(
        "Landkreis Osnabrück", "Landkreis Osnabrück", "Osnabrück", "03459", "Referat S", ("Artland",)
    )
    parts = {"concept": [
        {"key": "Osnabrück", "title": "Osnabrücks Norden", "body": "Im Landkreis Osnabrück; Osnabrücker Land. Artland!"}
    ]}  # fmt: skip

    found = {each.search: each for each in found_names(parts, osnabrueck, DITHMARSCHEN)}

    assert {name: (each.replace, each.count) for name, each in found.items()} == {
        "Landkreis Osnabrück": ("Kreis Dithmarschen", 1), "Osnabrück": ("Dithmarschen", 1), "Artland": ("", 1),
        "Osnabrücker": ("", 1),
    }  # fmt: skip
    assert (found["Artland"].hits[0].before, found["Artland"].hits[0].after) == (
        "Im Landkreis Osnabrück; Osnabrücker Land.", "!",
    )  # fmt: skip
    chosen = [Replacement("Osnabrück", "Dithmarschen"), Replacement("Landkreis Osnabrück", "Kreis Dithmarschen")]
    assert adapted(parts["concept"], chosen) == [
        {
            "key": "Osnabrück", "title": "Dithmarschens Norden",
            "body": "Im Kreis Dithmarschen; Osnabrücker Land. Artland!",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Fragen: a.b@kreis.example.de, danke", "Fragen: [E-Mail-Adresse], danke"),
        ("Rufen Sie an: 0541/501-1234.", "Rufen Sie an: [Telefonnummer]."),
        ("Tel. +49 541 5011234", "Tel. [Telefonnummer]"),
        ("Stand 01.01.2018, Tabelle 12411-01-01-4", "Stand 01.01.2018, Tabelle 12411-01-01-4"),
        ("0 bis 3 Jahre, 0 10 Kinder", "0 bis 3 Jahre, 0 10 Kinder"),
    ],
)  # fmt: skip
def test_contacts_are_left_out(text, left):
    assert without_contacts(text) == left


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Landkreis Osnabrück", "Osnabrück"), ("Kiel, Landeshauptstadt", "Kiel"), ("Ammerland", "Ammerland")],
)
def test_place_is_called_without_its_kind(name, bare):
    assert bare_name(name) == bare


# --- three sides ------------------------------------------------------------------------------------------------------
OLD, NEW, OURS = ({"key": "a", "title": title} for title in ("alt", "neu", "unser"))


@pytest.mark.parametrize(
    ("given", "known", "mine", "state"),
    [
        (OLD, None, None, State.NEW),
        (OLD, None, OLD | {"key": "b"}, State.SAME),
        (OLD, None, OURS, State.OTHER_HERE),
        (OLD, OLD, OLD, State.SAME),
        (NEW, OLD, OLD, State.CHANGED_THERE),
        (OLD, OLD, OURS, State.CHANGED_HERE),
        (NEW, OLD, OURS, State.CONFLICT),
        (NEW, OLD, NEW, State.SAME),
        (NEW, OLD, None, State.REMOVED_HERE),
    ],
)
def test_three_sides_say_what_an_object_is(given, known, mine, state):
    before = Known(digest(known), known) if known else None

    assert state_of(given, given, raw=digest(given), known=before, mine=mine) == state


def test_difference_is_told_word_by_word():
    (only,) = differences({"key": "a", "body": "Ein Lotse hilft."}, {"key": "b", "body": "Zwei Lotsen helfen.\n"})

    assert only.label == "Text"
    assert "".join(piece.text for piece in only.pieces if not piece.is_removed) == "Zwei Lotsen helfen."
