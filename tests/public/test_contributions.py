"""The list of voices: search, filters, sorting, pages, export – and the same in the address."""

import csv
from functools import partial

import pytest
from django.urls import reverse

from roterfaden.concept.enums import Outcome
from roterfaden.participation.models import SearchEntry
from tests import factories
from tests.factories import NOW
from tests.public.world import consider

LIST = "/beitraege/"


@pytest.fixture
def voices(world):
    """Three more voices, different in everything."""
    other = factories.group(world.process, name="Unternehmen")
    place = factories.municipality(short_name="Melle", slug="melle")
    said = partial(factories.contribution, world.process)
    made = [
        said(number=10, text="Übergang Schule und Beruf", kind="goal", actor_group=other),
        said(number=11, text="=SUMME(A1)", area=place, weight=7),
        said(number=12, text="Busse am Abend", language="en"),
    ]
    consider(made[0], None, Outcome.REFERRED, referred_to="Schulamt")
    SearchEntry.objects.renew([world.voice.pk, *(voice.pk for voice in made)], now=NOW)
    return made


def numbers(response):
    return [row.number for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [12, 11, 10, 1]),
        ("?suche=übergang", [10]),
        ("?suche=ABEND", [12, 1]),
        ("?suche=busse abend", [12]),
        ("?suche=50%25", []),
        ("?suche=Abende", [12, 1]),
        ("?suche=Schulen", [10]),
        ("?suche=und", []),
        ("?feld=feld-1", [1]),
        ("?gruppe=gruppe-2", [10]),
        ("?kommune=melle", [11]),
        ("?art=goal", [10]),
        ("?sprache=ar", [1]),
        ("?ergebnis=referred", [10]),
        ("?ergebnis=offen", [12, 11]),
        ("?ordnung=alt", [1, 10, 11, 12]),
        ("?ordnung=punkte", [11, 1, 10, 12]),
        ("?ordnung=kurz", [11, 12, 1, 10]),
        ("?art=unsinn&ordnung=unsinn&thema=x", [12, 11, 10, 1]),
        ("?kommune=melle&art=goal", []),
    ],
)
def test_filter_narrows_the_list(page_client, voices, query, found):
    assert numbers(page_client.get(LIST + query)) == found


def test_filter_by_event_theme_and_goal(page_client, world, voices):
    for query in (f"veranstaltung={world.event.slug}", f"thema={world.theme.pk}", f"ziel={world.goal.pk}"):
        assert numbers(page_client.get(f"{LIST}?{query}")) == [1]


def test_second_page_keeps_the_filter(page_client, world):
    for number in range(100, 160):
        factories.contribution(world.process, number=number, kind="measure", code=False)

    first = page_client.get(f"{LIST}?art=measure")
    second = page_client.get(f"{LIST}?art=measure&seite=2")

    assert (len(numbers(first)), len(numbers(second)), second.context["total"]) == (50, 10, 60)
    assert "?art=measure&amp;seite=2" in first.content.decode()


def test_nothing_found_says_what_to_do(page_client, voices):
    html = page_client.get(f"{LIST}?suche=xyz").content.decode()

    assert "Keine Beiträge gefunden" in html
    assert "Vielleicht hilft ein anderes Wort" in html


def test_htmx_gets_only_the_list(client, voices):
    response = client.get(f"{LIST}?art=goal", headers={"HX-Request": "true"})

    html = response.content.decode()
    assert html.lstrip().startswith('<div id="liste">')
    assert numbers(response) == [10]


def test_export_is_exactly_what_the_list_shows(client, voices):
    query = "?ordnung=punkte&suche=abend"
    shown = numbers(client.get(LIST + query))

    text = client.get(f"{LIST}beitraege.csv{query}").getvalue().decode("utf-8-sig")

    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    assert [int(row[0]) for row in rows[1:]] == shown
    assert rows[0][:4] == ["Nummer", "gesagt am", "Art", "Text"]


def test_export_disarms_formulas(client, voices):
    text = client.get(f"{LIST}beitraege.csv?kommune=melle").getvalue().decode("utf-8-sig")

    assert list(csv.reader(text.splitlines(), delimiter=";"))[1][3] == "'=SUMME(A1)"


def test_voice_page_shows_original_translation_and_answer(page_client, world):
    html = page_client.get(
        reverse("public:contribution", args=[world.process.slug, world.voice.number])
    ).content.decode()

    assert '<blockquote lang="ar" dir="rtl">' in html
    assert '<p lang="de" dir="ltr">Sprachkurse am Abend</p>' in html
    assert "aufgenommen" in html
