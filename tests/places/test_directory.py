"""Reading the official directory and planning a house from it, with outlines."""

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.kernel.containers import FileRefused
from roterfaden.places import errors
from roterfaden.places.enums import AreaKind, DoubtKind, HouseKind
from roterfaden.places.methods import plan_of, read_boundaries, read_directory, with_boundaries
from roterfaden.places.methods.boundaries import simplified
from tests.places import gv100ad

ON = date(2024, 2, 1)
SQUARE = [[8.0, 52.0], [8.1, 52.0], [8.1, 52.1], [8.0, 52.1], [8.0, 52.0]]


def plan(key, data=gv100ad.EVERYTHING, **more):
    return plan_of(read_directory(data), key, on=ON, **more)


def doubts(found):
    return {doubt.kind: doubt.subjects for doubt in found.doubts}


def geojson(*features):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
                for properties, ring in features
            ],
        }
    ).encode()


def test_county_of_lower_saxony_has_its_town_and_its_joint_municipality_with_members():
    found = plan("03459")

    assert (found.kind, found.house.name, found.as_of) == (HouseKind.COUNTY, "Landkreis Osnabrück", date(2023, 11, 30))
    assert [(area.key, area.ars, area.name, area.kind.value, area.parent_key) for area in found.areas[1:]] == [
        ("03459024", "034590024024", "Melle", "unitary", "03459"),
        ("034595401", "034595401", "Samtgemeinde Artland", "joint", "03459"),
        ("03459007", "034595401007", "Badbergen", "member", "034595401"),
        ("03459027", "034595401027", "Menslage", "member", "034595401"),
    ]
    assert [area.short_name for area in found.partners] == ["Melle", "SG Artland"]
    assert [area.slug for area in found.areas] == [
        "landkreis-osnabrueck", "melle", "artland-sg", "badbergen", "menslage",
    ]  # fmt: skip
    assert [area.regional_key for area in found.areas] == [
        "03459", "03459024", "03459401", "03459401007", "03459401027",
    ]  # fmt: skip
    assert (found.areas[1].is_town, found.areas[1].area_km2, found.areas[1].population) == (
        True, Decimal("253.95"), 47000,
    )  # fmt: skip
    assert found.doubts == ()


def test_county_of_schleswig_holstein_has_its_aemter():
    found = plan("01051")

    assert found.house.name == "Kreis Dithmarschen"
    assert [area.name for area in found.partners] == [
        "Brunsbüttel", "Kirchspielslandgemeinde Eider", "Amt Büsum-Wesselburen",
    ]  # fmt: skip
    assert found.counts() == {AreaKind.COUNTY: 1, AreaKind.UNITARY: 1, AreaKind.JOINT: 2, AreaKind.MEMBER: 3}


def test_county_of_rhineland_palatinate_has_its_verbandsgemeinden():
    assert [area.name for area in plan("07138").partners] == ["Neuwied", "Verbandsgemeinde Unkel"]


def test_county_of_bavaria_keeps_the_gemeinden_of_administrative_unions_as_partners():
    found = plan("09181")

    assert [area.name for area in found.partners] == ["Apfeldorf", "Dießen am Ammersee", "Landsberg am Lech"]
    assert doubts(found) == {
        DoubtKind.UNINCORPORATED: ("Ammersee",),
        DoubtKind.ADMINISTRATIVE: ("Reichling (VGem)",),
    }


@pytest.mark.parametrize("key", ["01002", "01002000", "010020000000"])
def test_district_free_town_is_one_area_by_any_of_its_keys(key):
    found = plan(key)

    assert found.kind == HouseKind.TOWN
    assert [(area.key, area.name, area.short_name, area.slug) for area in found.areas] == [
        ("01002000", "Landeshauptstadt Kiel", "Kiel", "kiel")
    ]
    assert found.partners == (found.house,)


@pytest.mark.parametrize(
    ("key", "name", "partners"),
    [
        ("034595401", "Samtgemeinde Artland", ["Badbergen", "Menslage"]),
        ("071385007", "Verbandsgemeinde Unkel", ["Bruchhausen", "Unkel"]),
    ],
)
def test_joint_municipality_offers_its_goals_to_its_members(key, name, partners):
    found = plan(key)

    assert (found.kind, found.house.name) == (HouseKind.JOINT, name)
    assert [area.name for area in found.partners] == partners


def test_gemeinde_of_a_county_can_be_a_house():
    assert [area.name for area in plan("03459024").areas] == ["Stadt Melle"]


@pytest.mark.parametrize("key", ["", "3459", "abcde", "034590"])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(errors.KeyUnusable):
        plan(key)


@pytest.mark.parametrize("key", ["16077", "16077001", "034595409"])
def test_key_the_file_does_not_hold_is_refused(key):
    with pytest.raises(errors.KeyUnknown):
        plan(key)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp850"])
def test_umlauts_are_read_from_every_encoding_the_file_ever_had(encoding):
    data = gv100ad.EVERYTHING.decode().encode(encoding)

    assert plan("03459", data).house.name == "Landkreis Osnabrück"


def test_line_that_is_cut_off_is_named():
    lines = gv100ad.EVERYTHING.decode().splitlines()
    lines[4] = lines[4][:130]

    with pytest.raises(errors.DirectoryLineBroken, match="Zeile 5"):
        read_directory("\n".join(lines).encode())


def test_inhabited_land_without_gemeinde_and_old_files_are_doubts():
    data = gv100ad.file(*gv100ad.OSNABRUECK, gv100ad.municipality("034599501501", "Osterheide, gemfr. Bezirk", "65"))

    found = plan_of(read_directory(data), "03459", on=date(2026, 1, 1))

    assert doubts(found) == {
        DoubtKind.UNINCORPORATED_INHABITED: ("Osterheide, gemfr. Bezirk",),
        DoubtKind.OLD_DIRECTORY: ("30.11.2023",),
    }


def test_two_gemeinden_of_one_name_get_their_keys_into_their_addresses():
    data = gv100ad.file(*gv100ad.OSNABRUECK, gv100ad.municipality("034590099099", "Melle", "64"))

    found = plan("03459", data)

    assert [area.slug for area in found.areas if area.name == "Melle"] == ["melle-03459024", "melle-03459099"]
    assert doubts(found) == {DoubtKind.SAME_NAME: ("Melle", "Melle")}


def test_table_with_joint_municipalities_reads_like_the_official_file():
    rows = (
        "ars,ags,name_amtlich,art,vb_schluessel,vb_name,vb_art,flaeche_km2,lon,lat\n"
        "034590024024,03459024,Melle,Stadt,034590024,Melle,verbandsfreie Gemeinde,253.95,8.33,52.2\n"
        "034595401007,03459007,Badbergen,Gemeinde,034595401,Artland,Samtgemeinde,79.11,7.98,52.63\n"
    )
    found = plan("03459", rows.encode(), area_name="Landkreis Osnabrück")

    assert [area.name for area in found.areas] == ["Landkreis Osnabrück", "Melle", "Samtgemeinde Artland", "Badbergen"]
    assert (found.areas[1].is_town, found.areas[1].latitude, found.areas[1].area_km2) == (
        True, Decimal("52.2"), Decimal("253.95"),
    )  # fmt: skip
    assert found.doubts == ()


def test_table_without_names_of_joint_municipalities_says_so():
    rows = "AGS;Verbandsschluessel;Name;Flaeche_ha\n3459007;5401;Badbergen;7911\n03459024;;Melle;25395\n"

    found = plan("03459", rows.encode())

    assert [(area.ars, area.kind.value) for area in found.areas] == [
        ("03459", "county"), ("034590024024", "unitary"), ("034595401", "joint"), ("034595401007", "member"),
    ]  # fmt: skip
    assert [doubt.kind for doubt in found.doubts] == [DoubtKind.UNNAMED, DoubtKind.UNNAMED]


def test_table_without_keys_is_refused():
    with pytest.raises(errors.DirectoryColumnMissing):
        read_directory(b"Name;Einwohner\nMelle;47000\n")


@given(st.binary(max_size=400))
def test_reader_refuses_any_other_file_in_words(data):
    for prefix in (b"", b"60202311300345902400", b"AGS;Name\n"):
        with suppress(FileRefused):
            read_directory(prefix + data)


def test_outlines_are_matched_by_key_and_never_by_name():
    boundaries = read_boundaries(
        geojson(({"AGS": "03459024", "GEN": "Anders"}, SQUARE), ({"GEN": "Badbergen", "ARS": "999"}, SQUARE))
    )

    found = with_boundaries(plan("03459"), boundaries)

    melle = found.areas[1]
    assert (melle.geometry["type"], melle.longitude, melle.latitude) == (
        "Polygon", Decimal("8.05"), Decimal("52.05"),
    )  # fmt: skip
    assert doubts(found)[DoubtKind.WITHOUT_OUTLINE] == (
        "Landkreis Osnabrück", "Samtgemeinde Artland", "Badbergen", "Menslage",
    )  # fmt: skip


def test_parts_of_one_key_come_together():
    island = [[x + 1, y] for x, y in SQUARE]
    boundaries = read_boundaries(geojson(({"AGS": "03459024"}, SQUARE), ({"ags": "03459024"}, island)))

    assert with_boundaries(plan("03459024"), boundaries).house.geometry["type"] == "MultiPolygon"


def test_joint_municipality_without_outline_gets_those_of_all_its_members():
    first, second = ({"AGS": "03459007"}, SQUARE), ({"AGS": "03459027"}, [[x + 0.1, y] for x, y in SQUARE])

    found = with_boundaries(plan("03459"), read_boundaries(geojson(first, second)))
    half = with_boundaries(plan("03459"), read_boundaries(geojson(first)))

    assert (found.areas[2].geometry["type"], len(found.areas[2].geometry["coordinates"])) == ("MultiPolygon", 2)
    assert "Samtgemeinde Artland" in doubts(half)[DoubtKind.WITHOUT_OUTLINE]


def test_outline_loses_corners_nobody_sees_and_stays_closed():
    edge = [(8 + step / 1000, 52 + (step % 2) * 0.00005) for step in range(101)]
    ring = [*edge, (8.1, 52.1), (8.0, 52.1), (8.0, 52.0)]

    simple = simplified(ring)

    assert len(simple) < 10
    assert simple[0] == simple[-1]


def test_outline_too_small_to_simplify_stays():
    ring = [(8 + x / 10**6, 52 + y / 10**6) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]

    assert len(simplified(ring)) >= 4


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b'{"features": [1]}', b'{"features": []}', b"[" * 100_000,
        geojson(({"GEN": "Melle"}, SQUARE)), geojson(({"AGS": "03459024"}, SQUARE[:-1])),
        geojson(({"AGS": "03459024"}, [["a", "b"]] * 4)),
        geojson(({"AGS": "03459024"}, [[float("nan"), 52.0]] * 4)),
    ],
)  # fmt: skip
def test_broken_outlines_are_refused(data):
    with pytest.raises(errors.BoundariesUnreadable):
        read_boundaries(data)


def test_outlines_in_metres_are_refused_with_a_reason():
    with pytest.raises(errors.BoundariesElsewhere, match="Grad"):
        read_boundaries(geojson(({"AGS": "03459024"}, [[x * 50_000, y * 110_000] for x, y in SQUARE])))
