"""Emphases: counted as the voices stand, small numbers hidden for the public, and the pages quick."""

import csv
import io

import pytest

from roterfaden.kernel.actors import System
from roterfaden.kernel.tables import read_table
from roterfaden.participation.models import Contribution, SearchEntry, Support
from roterfaden.sorting import queries
from roterfaden.sorting.enums import Dimension
from roterfaden.sorting.queries import REST, EmphasisFilter, Measures
from tests import factories
from tests.factories import NOW

ACTOR = System("test")
OFFICE = "/buero/schwerpunkte/"
GROUP, AREA, FIELD = Dimension.GROUP, Dimension.AREA, Dimension.FIELD


@pytest.fixture
def process(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    return factories.process()


@pytest.fixture
def fields(db):
    return [factories.field(name=name, short_name=name) for name in ("Sprache", "Wohnen", "Arbeit")]


@pytest.fixture
def groups(process):
    return [factories.group(process) for _number in range(2)]


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


def voices(process, field, group, number, **values):
    theme = factories.theme(process, field) if field else None
    made = [factories.contribution(process, actor_group=group, code=False, **values) for _voice in range(number)]
    for voice in made:
        if theme:
            factories.assignment(voice, theme)
    return made


def address(process):
    return f"/verfahren/{process.slug}/schwerpunkte"


# --- counting -----------------------------------------------------------------------------------------------------
def test_voices_points_and_support_are_counted(process, fields, groups):
    first, _second = voices(process, fields[0], groups[0], 2, weight=3)
    voices(process, None, None, 1)
    voices(process, fields[0], groups[0], 1, moderation="pending")
    for _supporter in range(2):
        Support.objects.create(
            contribution=first, made_by=factories.user(name="Anna"), made_as="participant", made_at=NOW
        )

    found = queries.emphases(process, FIELD, GROUP)

    assert found.at(fields[0].slug, groups[0].slug) == Measures(2, 6, 2)
    assert found.at(queries.NOWHERE, queries.NOWHERE) == Measures(1, 0, 0)
    assert found.voices == 3


def test_split_voice_counts_once_in_each_of_its_fields(process, fields, groups):
    voice = factories.contribution(process, text="Kurse und Wohnungen und Kurse", actor_group=groups[0], weight=2)
    marks = factories.split(voice, (0, 0), (1, 2), (3, 4))
    themes = [factories.theme(process, field) for field in (fields[0], fields[1], fields[0])]
    for segment, theme in zip(marks, themes, strict=True):
        factories.assignment(voice, theme, segment=segment)

    found = queries.emphases(process, FIELD, GROUP)

    assert [found.row_total(field.slug) for field in fields] == [Measures(1, 2), Measures(1, 2), Measures()]
    assert found.voices == 1


def test_office_narrows_and_lays_anything_against_anything(process, fields, groups):
    melle = factories.municipality(name="Stadt Melle", short_name="Melle", slug="melle")
    voices(process, fields[0], groups[0], 2, area=melle)
    voices(process, fields[1], groups[1], 1)

    found = queries.emphases(process, AREA, Dimension.KIND, EmphasisFilter(field=fields[0].slug))

    assert found.at("melle", "challenge").voices == found.voices == 2


def test_public_hides_small_numbers_and_takes_small_fields_together(process, fields, groups):
    voices(process, fields[0], groups[0], 2)
    voices(process, fields[0], groups[1], 6)
    voices(process, fields[1], groups[0], 4)
    voices(process, fields[1], groups[1], 5)
    voices(process, fields[2], groups[1], 1)

    found = queries.public_emphases(process, GROUP)

    # the one voice about work joins the smallest other field: 8 + 1
    assert [row for row, _name in found.rows.values] == [fields[1].slug, REST]
    assert found.row_total(REST).voices == 9
    assert {(REST, groups[0].slug), (REST, groups[1].slug)} <= found.hidden
    assert queries.emphases(process, FIELD, GROUP).hidden == frozenset()


def test_too_few_voices_show_nothing(process, fields, groups):
    voices(process, fields[0], groups[0], 2)

    assert queries.public_emphases(process, GROUP).cells == {}


def test_nobody_spoke_is_told(process, fields, groups):
    voices(process, fields[0], groups[0], 5)
    voices(process, fields[0], groups[1], 5)
    voices(process, fields[1], groups[1], 5)

    told = dict(queries.public_emphases(process, GROUP).silent)

    assert told[groups[0].name] == ("Wohnen", "Arbeit")
    assert told[groups[1].name] == ("Arbeit",)


# --- what is particular ---------------------------------------------------------------------------------------------
def test_words_and_themes_of_a_group_are_found(process, fields, groups):
    voices(process, fields[0], groups[0], 12, text="Mehr Vereine brauchen wir hier.")
    voices(process, fields[1], groups[1], 12, text="Mehr Wohnungen brauchen wir hier.")
    SearchEntry.objects.renew(Contribution.objects.values_list("pk", flat=True), now=NOW)

    first, second = queries.particular_of(process)

    assert [(each.thing, each.voices, each.others) for each in first.terms] == [("Vereine", 12, 0)]
    assert [each.thing for each in second.terms] == ["Wohnungen"]
    assert [(each.voices, each.others) for each in first.themes] == [(12, 0)]


def test_particular_takes_five_queries(process, fields, groups, query_count):
    voices(process, fields[0], groups[0], 4, text="Mehr Vereine.")
    voices(process, fields[1], groups[1], 12, text="Mehr Wohnungen.")
    SearchEntry.objects.renew(Contribution.objects.values_list("pk", flat=True), now=NOW)

    assert query_count(lambda: queries.particular_of(process)) == 5


# --- the pages ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("cut", ["gruppe", "kommune", "art", "quatsch"])
def test_public_page_shows_picture_and_numbers(page_client, process, fields, groups, cut):
    voices(process, fields[0], groups[0], 2, weight=2)
    voices(process, fields[0], groups[1], 6)
    voices(process, fields[1], groups[0], 7)

    html = page_client.get(f"{address(process)}/", {"nach": cut}).content.decode()

    assert "Was ist wem wichtig?" in html
    assert "Was bekam die meisten Punkte?" in html
    assert "Was wird am meisten unterstützt?" not in html


def test_public_page_without_voices_says_so(page_client, process):
    assert "Noch zu wenige Beiträge" in page_client.get(f"{address(process)}/").content.decode()


def test_public_page_takes_the_same_queries_for_few_and_many(page_client, process, fields, groups, query_count):
    page = f"{address(process)}/"
    for group in groups:
        voices(process, fields[0], group, 3)
    page_client.get(page)
    few = query_count(lambda: page_client.get(page))
    for field in fields:
        for group in groups:
            voices(process, field, group, 4)

    assert (few, query_count(lambda: page_client.get(page))) == (10, 10)


def test_files_hold_the_same_numbers_and_hide_the_same(page_client, process, fields, groups):
    voices(process, fields[0], groups[0], 2)
    voices(process, fields[0], groups[1], 6)
    voices(process, fields[1], groups[0], 7)

    text = b"".join(page_client.get(f"{address(process)}.csv").streaming_content).decode("utf-8-sig")
    sheet = b"".join(page_client.get(f"{address(process)}.xlsx").streaming_content)
    rows = {(row[0], row[1]): row[2] for row in csv.reader(io.StringIO(text), delimiter=";")}

    assert rows["Sprache", groups[0].name] == rows["Sprache", groups[1].name] == "–"
    assert rows["Sprache", "zusammen"] == "8"
    assert "Wohnen" in str(read_table(sheet, "schwerpunkte.xlsx"))
    assert page_client.get(f"{address(process)}.pdf").status_code == 404


def test_office_page_hides_nothing(desk, process, fields, groups):
    voices(process, fields[0], groups[0], 2)
    voices(process, fields[0], groups[1], 6)

    response = desk.get(OFFICE, {"zeilen": "gruppe", "spalten": "gruppe", "zahl": "punkte"})

    assert response.context["found"].columns.dimension == FIELD
    text = b"".join(desk.get(f"{OFFICE}schwerpunkte.csv").streaming_content).decode("utf-8-sig")
    assert f"Sprache;{groups[0].name};2;0;0" in text
