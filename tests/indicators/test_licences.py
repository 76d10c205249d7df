"""Which licence a value has is read from its note of source, never guessed."""

import pytest

from roterfaden.indicators.methods.licences import (
    BY,
    CC_BY,
    CC_ZERO,
    NOT_STATED,
    QUOTED,
    ZERO,
    licence_named,
    licence_of,
    strictest,
)


@pytest.mark.parametrize(
    ("source", "licence"),
    [
        ("Statistische Ämter des Bundes und der Länder, Tabelle 12411-01-01-5, dl-de/by-2-0", BY),
        ("Datenlizenz Deutschland – Namensnennung – Version 2.0 (www.govdata.de/dl-de/by-2-0)", BY),
        ("Stadt Musterhausen, dl-de/zero-2-0", ZERO),
        ("Digitalfabrik, CC BY 4.0", CC_BY),
        ("Wikidata, CC0", CC_ZERO),
        ("Landesamt für Statistik Niedersachsen, Indikator 1-1-1", QUOTED),
        ("BBSR, Umsteigeschlüssel", None),
        ("", None),
    ],
)
def test_licence_is_read_from_the_note_of_source(source, licence):
    assert licence_named(source) is licence


def test_value_comes_before_definition_and_the_house_speaks_only_for_itself():
    assert licence_of("CC BY 4.0", "dl-de/by-2-0", own=ZERO) is CC_BY
    assert licence_of("Stand 2024", "dl-de/by-2-0", own=ZERO) is BY
    assert licence_of("Stand 2024", "eigene Zählung", own=ZERO) is ZERO
    assert licence_of("Stand 2024", "irgendwer", own=None) is NOT_STATED


def test_values_together_have_the_strictest_licence():
    assert strictest([ZERO, QUOTED, BY]) is QUOTED
    assert strictest([BY, NOT_STATED]) is NOT_STATED
    assert strictest([]) is NOT_STATED
    assert NOT_STATED.uri == "http://dcat-ap.de/def/licenses/other-closed"
