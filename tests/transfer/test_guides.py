"""Guides and legal pages in bundles: what they say travels, and nothing unchecked or foreign gets onto a page."""

import pytest

from roterfaden.directory import actions as directory
from roterfaden.directory.models import Guide, GuidePage
from roterfaden.directory.queries import explanations, guide_desk
from roterfaden.places.models import HouseText
from roterfaden.transfer import actions, errors
from roterfaden.transfer.enums import State
from roterfaden.transfer.methods import Wishes
from roterfaden.transfer.queries import preview
from tests import factories
from tests.factories import NOW
from tests.transfer.origin import ACTOR, objects, osnabrueck, small
from tests.transfer.origin import bundle as bundle_of
from tests.transfer.test_taking import received, states, take

pytestmark = pytest.mark.django_db


def words(kind, slug, language, title, body):
    return {
        "key": f"{kind}/{slug}/{language}", "kind": kind, "slug": slug, "language": language, "title": title,
        "body": body, "lead": "", "field": "", "position": 3,
    }  # fmt: skip


TERM = words("term", "duldung", "de", "Duldung", "Ein Papier.")
GERMAN = words("page", "ankommen", "de", "Ankommen", "Willkommen. [[duldung]]")
ARABIC = words("page", "ankommen", "ar", "الوصول", "أهلا")
BETTER = GERMAN | {"body": "Herzlich willkommen. [[duldung]]"}
FIRST = small(guides=[TERM, GERMAN, ARABIC])
OWN = {"title": "Ankommen", "lead": "", "body": "Unser Text.", "is_checked": True, "now": NOW}


@pytest.fixture(autouse=True)
def house():
    factories.instance(name="Kreis Dithmarschen")


def page(language):
    return GuidePage.objects.filter(language=language).order_by("-number").first()


def test_guide_comes_with_its_words_and_is_read_by_nobody_yet():
    take(FIRST)

    guide = Guide.objects.get()
    assert (guide.slug, guide.position, guide.published_at) == ("ankommen", 3, None)
    assert page("ar").source == page("de")
    assert explanations("de")["duldung"].text == "Ein Papier."
    assert states(FIRST) == {}
    assert take(FIRST).result == {}


def test_translation_that_did_not_change_says_the_new_german_again():
    take(FIRST)

    take(small(guides=[TERM, BETTER, ARABIC]))

    assert page("de").body == BETTER["body"]
    assert (page("ar").number, page("ar").source) == (2, page("de"))


def test_translation_stays_away_from_other_german_words_until_both_are_ticked():
    guide = directory.add_guide(actor=ACTOR, slug="ankommen", title="Ankommen", now=NOW)
    directory.write_page(actor=ACTOR, guide=guide, language="de", **OWN)
    assert set(states(FIRST).values()) == {State.OTHER_HERE, State.NEW}  # the explained word is new

    take(FIRST, also=["page/ankommen/ar"])
    assert page("ar") is None

    take(FIRST, also=["page/"])
    assert (page("de").body, page("ar").source) == (GERMAN["body"], page("de"))


def test_guide_without_german_there_is_told_and_stays():
    take(FIRST)

    assert states(small(guides=[TERM])) == {"Ankommen (de)": State.GONE_THERE}
    assert Guide.objects.exists()


def test_outdated_translation_and_draft_do_not_travel():
    world = osnabrueck()
    guide = Guide.objects.get()
    directory.write_page(actor=ACTOR, guide=guide, language="de", **OWN)
    directory.write_page(actor=ACTOR, guide=guide, language="en", **OWN | {"is_checked": False})

    assert [each["key"] for each in objects(bundle_of(world), "guides")] == ["page/ankommen/de"]
    assert guide_desk(guide, "ar").newest is not None


def test_legal_page_is_taken_only_when_asked_and_only_by_who_may_write_it(planner):
    data = small(texts=[{"key": "privacy", "on_page": "privacy", "text": "Hier gilt …"}])
    take(data)
    assert not HouseText.objects.exists()

    arrival = received(data)
    (step,) = preview(arrival).steps
    assert (step.title, step.state, step.is_proposed) == ("Datenschutz", State.NEW, False)
    with pytest.raises(errors.LegalPagesAreOthers):
        actions.start_take_over(actor=planner, arrival=arrival, picks=[step.pick], wishes=Wishes(), now=NOW)

    take(data, also=["texts"])
    assert HouseText.objects.get().text == "Hier gilt …"
