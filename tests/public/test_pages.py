"""Pages of an empty house say why they are empty; pages in other languages mark what is German."""

import pytest
from django.urls import reverse

from roterfaden.public.info import personal_fields
from tests import factories
from tests.public.addresses import addresses
from tests.public.helping import build_help
from tests.public.world import build

EMPTY = {
    "/": "Noch ist kein Verfahren eröffnet.",
    "/veranstaltungen/": "Zurzeit ist keine Veranstaltung geplant.",
    "/beitraege/": "Es ist noch kein Beitrag veröffentlicht.",
    "/was-wurde-daraus/": "Noch kein Beitrag veröffentlicht",
    "/konzept/": "Noch ist keine Fassung veröffentlicht.",
    "/ziele/": "Noch keine Ziele veröffentlicht",
    "/massnahmen/": "Noch keine Maßnahmen veröffentlicht",
    "/beschluesse/": "Noch kein öffentlicher Beschluss",
    "/berichte/": "Noch kein Bericht",
    "/kommunen/": "Noch keine Antworten",
    "/zahlen/": "Noch keine Zahlen",
}


@pytest.mark.parametrize(("address", "words"), EMPTY.items())
def test_empty_page_says_why(page_client, address, words):
    factories.instance()

    assert words in page_client.get(address).content.decode()


def test_every_page_is_sound_in_arabic(page_client):
    world = build(3)
    build_help(world, 3)

    for address in addresses(world).values():
        html = page_client.get(f"/ar{address}").content.decode()
        assert '<html lang="ar" dir="rtl">' in html


def test_german_words_are_marked_on_pages_in_other_languages(page_client, world):
    html = page_client.get("/ar" + reverse("public:field", args=["vorlage", world.field.slug])).content.decode()

    assert '<h1><span lang="de" dir="ltr">Sprache</span></h1>' in html


def test_fictitious_figures_are_marked(page_client, world):
    definition = world.series.definition
    definition.is_fictitious = True
    definition.save()

    for name, args in (("goal", [world.goal.pk]), ("figure", [definition.indicator.slug]), ("figures", [])):
        assert "erfunden" in page_client.get(reverse(f"public:{name}", args=args)).content.decode()


def test_small_counts_are_not_shown(page_client, world):
    definition = world.series.definition
    definition.denominator, definition.unit, definition.minimum_count = "", "Personen", 100
    definition.save()

    html = page_client.get(reverse("public:goal", args=[world.goal.pk])).content.decode()

    assert "weniger als 100" in html or "Noch keine Werte" in html
    assert "24,0" not in html


def test_heard_page_names_who_is_missing(page_client, world):
    factories.group(world.process, name="Unternehmen")
    factories.municipality(short_name="Melle")

    html = page_client.get(reverse("public:heard", args=[world.process.slug])).content.decode()

    assert "Für „Unternehmen“ hat niemand gesprochen." in html
    assert "Aus Melle kam keine Stimme." in html


def test_goal_filter_survives_and_counts(page_client, world):
    status = page_client.get("/ziele/").context["goals"][0].status

    assert len(page_client.get(f"/ziele/?status={status}").context["goals"]) == 1
    assert "Kein Ziel mit diesen Filtern" in page_client.get("/ziele/?status=missed&feld=feld-1").content.decode()


def test_privacy_page_lists_what_the_models_declare(page_client, world):
    html = page_client.get(reverse("public:privacy")).content.decode()

    listed = {each.name: each.personal for each in personal_fields()}
    assert listed["Beitrag"] == ("Text",)
    assert all(f">{name}</th>" in html for name in listed)


def test_plain_language_page_is_german_in_every_language(page_client, world):
    html = page_client.get("/ar/leichte-sprache/").content.decode()

    assert '<div lang="de" dir="ltr" class="rf-plain-language">' in html
