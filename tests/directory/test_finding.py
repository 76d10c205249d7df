"""Finding services: words, filters, distance, hours."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from roterfaden.directory.models import OpeningException, Service
from roterfaden.directory.queries import Hit, Wanted, find, service_cards
from roterfaden.kernel.time import local_day
from tests import factories
from tests.factories import directory as make

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture
def town(db):
    return factories.municipality(slug="melle", short_name="Melle", latitude=Decimal("52.2"), longitude=Decimal("8.3"))


@pytest.fixture
def far(db):
    return factories.municipality(slug="artland", latitude=Decimal("52.7"), longitude=Decimal("7.9"))


def titles(found):
    names = dict(Service.objects.values_list("pk", "title"))
    return [names[hit.key] for hit in found.services]


def test_words_find_services_and_guides_in_any_language(town):
    make.service("Kitaplatz suchen", site=make.place(area=town))
    make.service("Schuldnerberatung")
    guide = make.guide(title="Kita und Schule")

    for typed, language in (("kindergarten", "en"), ("дитячий садок", "de"), ("حضانة", "ar")):
        found = find(Wanted(words=typed, language=language), at=MONDAY)
        assert (titles(found), found.guides) == (["Kitaplatz suchen"], (guide.pk,))
    assert find(Wanted(words="xyzzy"), at=MONDAY).services == ()


def test_filters_narrow(town):
    field = factories.field()
    one = make.service("A", site=make.place(area=town, step_free="yes", hours="0"), cost="free", topics=(field,))
    two = make.service("B", languages="ar", target_group="women", site=make.place(area=town, hours="1"))
    make.service("C", active=False)

    def keys(**wanted):
        return [hit.key for hit in find(Wanted(**wanted), at=MONDAY).services]

    assert keys() == [one.pk, two.pk]
    assert keys(topic=field.slug) == keys(cost="free") == keys(step_free=True) == keys(open_now=True) == [one.pk]
    assert keys(spoken="ar") == keys(target="women") == [two.pk]
    OpeningException.objects.create(site=one.site, first_on=local_day(MONDAY), last_on=local_day(MONDAY))
    assert keys(open_now=True) == []


def test_near_means_near_the_middle_of_a_municipality(town, far):
    make.service("A weit", site=make.place(area=far))
    make.service("B hier", site=make.place(area=town))
    make.service("C überall")

    assert titles(find(Wanted(place=town), at=MONDAY)) == ["B hier", "A weit", "C überall"]
    near = find(Wanted(place=town, radius=20), at=MONDAY)
    assert titles(near) == ["B hier", "C überall"]
    assert [hit.kilometres for hit in near.services] == [0, None]
    assert [hit.kilometres for hit in find(Wanted(place=town), at=MONDAY).services][1] == pytest.approx(61.8, abs=1)


def test_list_costs_the_same_for_one_and_for_three(town, query_count):
    def look():
        found = find(Wanted(words="Beratung", place=town, open_now=True), at=MONDAY)
        assert service_cards(found.services, language="en", at=MONDAY)

    make.service("Beratung 1", site=make.place(area=town, hours="0"))
    assert query_count(look) == 12
    for number in (2, 3):
        make.service(f"Beratung {number}", site=make.place(area=town, hours="0"), topics=(factories.field(),))
    assert query_count(look) == 12


def test_card_shows_the_language_of_the_page_once_it_is_checked(town):
    service = make.service("Tafel")
    words = service.texts.create(
        language="en", title="Food", text="", status="draft", source="x", made_at=factories.NOW
    )

    (card,) = service_cards([Hit(service.pk)], language="en", at=MONDAY)
    assert (card.title, card.lang) == ("Tafel", "de")
    words.status = "checked"
    words.save()
    (card,) = service_cards([Hit(service.pk)], language="en", at=MONDAY)
    assert (card.title, card.lang, card.is_outdated) == ("Food", "", True)
