"""Names as DIN 91379 writes them: data type A."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from roterfaden.kernel.names import normalise_name, unknown_character, validate_name

NORM = Path(__file__).resolve().parents[3] / "shared/data/codelists/din-norm-91379-datatypes.xsd"


@pytest.mark.parametrize(
    "name",
    [
        "Anna-Lena O’Connor",
        "Nguyễn Thị Đà",
        "Łukasz Żółć",
        "Çağrı Şahin",
        "ʿAbd ar-Raḥmān",
        "J̌ebel",
        "L̥̄a",
        "Ṭ̄",
        "D'Arc, Jr.",
    ],
)
def test_name_of_data_type_a_is_accepted(name):
    validate_name(name)


def test_name_typed_with_separate_marks_is_composed():
    assert normalise_name("  Zoe\u0308   Mu\u0308ller ") == "Zoë Müller"


@pytest.mark.parametrize(
    ("name", "sign"), [("Max 3", "3"), ("a@b", "@"), ("Олена", "О"), ("محمد", "م"), ("q\u0301", "\u0301"), ("Ω", "Ω")]
)
def test_character_outside_the_norm_is_named(name, sign):
    assert unknown_character(name) == sign


def test_refusal_names_the_character():
    with pytest.raises(ValidationError) as refusal:
        validate_name("Max <3")

    assert "„<“" in refusal.value.messages[0]


@pytest.mark.skipif(not NORM.is_file(), reason="the norm's schema file is not on this machine")
def test_every_character_is_judged_as_in_the_norm():
    pattern = re.findall(r'<xs:pattern value="(.*?)"/>', NORM.read_text("utf-8"))[0].replace("\\&", "&")
    norm = re.compile(re.sub(r"&#x([0-9A-F]{4});", lambda match: f"\\u{match[1]}", pattern))
    inside = [chr(code) for code in range(0x3000) if norm.fullmatch(chr(code))]

    assert [chr(code) for code in range(0x3000) if not unknown_character(f"a{chr(code)}a")] == [
        sign for sign in map(chr, range(0x3000)) if norm.fullmatch(normalise_name(f"a{sign}a"))
    ]
    assert len(inside) > 500


@pytest.mark.skipif(not NORM.is_file(), reason="the norm's schema file is not on this machine")
def test_every_sequence_of_the_norm_is_accepted():
    pattern = re.findall(r'<xs:pattern value="(.*?)"/>', NORM.read_text("utf-8"))[0]
    sequences = []
    for base, tails in re.findall(r"&#x([0-9A-F]{4});(\(.*?\)|(?:&#x[0-9A-F]{4};)+)(?=\||\))", pattern):
        for tail in tails.strip("()").split("|"):
            sequences.append(chr(int(base, 16)) + "".join(chr(int(c, 16)) for c in re.findall(r"x([0-9A-F]{4})", tail)))

    assert len(sequences) > 120
    assert [text for text in sequences if unknown_character(text)] == []
