"""The concept in the language of the reader: words, marks and the way to the German text."""

import pytest
from django.urls import reverse

from roterfaden.concept import actions
from tests import factories
from tests.concept.values import add
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def concept(db):
    factories.instance()
    return factories.concept(process=factories.process())


@pytest.fixture
def tree(planner, concept):
    """A field, a challenge, a goal and an initiative of a published version."""
    field = add(planner, concept, "field", title="Wohnen", body="Rund ums Wohnen.", field=factories.field())
    principle = add(planner, concept, "principle", field, title="Leitsatz", body="Wohnen ist der Anfang.")
    challenge = add(planner, concept, "challenge", field, title="Zu wenig", body="Es fehlen Wohnungen.")
    goal = add(planner, concept, "goal", challenge, title="Mehr Wohnungen", body="Bis 2022 mehr.")
    initiative = add(planner, concept, "initiative", goal, title="Lotse", body="Hilft beim Suchen.")
    return {"field": field, "principle": principle, "challenge": challenge, "goal": goal, "initiative": initiative}


@pytest.fixture
def version(tree, concept):
    return factories.frozen_version(concept, "adopted", slug="beschluss")


def tell(planner, element, language, title, body="Text.", **values):
    return actions.write_text(
        **{
            "actor": planner, "revision": element.revisions.order_by("-number").first(), "language": language,
            "title": title, "body": body, "is_checked": True, "expected_number": 0, "now": NOW,
        }
        | values
    )  # fmt: skip


def addresses(tree, version):
    return {
        "version": reverse("public:version", args=[version.slug]),
        "field": reverse("public:field", args=[version.slug, tree["field"].field.slug]),
        "goal": reverse("public:goal", args=[tree["goal"].pk]),
        "goals": reverse("public:goals"),
        "initiative": reverse("public:initiative", args=[tree["initiative"].pk]),
        "initiatives": reverse("public:initiatives"),
    }


def read(client, address, language=""):
    return client.get(f"/{language}{address}" if language else address).content.decode()


def test_every_page_of_the_concept_speaks_the_language_of_its_reader(page_client, planner, tree, version):
    arabic = {"field": "السكن", "principle": "مبدأ", "challenge": "قليل", "goal": "هدف", "initiative": "مرشد"}
    for name, title in arabic.items():
        tell(planner, tree[name], "ar", title, body=f"{title} نص")
    pages = {name: read(page_client, address, "ar") for name, address in addresses(tree, version).items()}

    assert all(title in pages["version"] for title in arabic.values())
    assert all(f"{arabic[name]} نص" in pages["field"] for name in ("field", "principle", "challenge"))
    assert arabic["goal"] in pages["field"]
    assert "هدف نص" in pages["goal"]
    assert arabic["initiative"] in pages["goal"]
    assert arabic["goal"] in pages["goals"]
    assert "مرشد نص" in pages["initiative"]
    assert arabic["goal"] in pages["initiative"]
    assert arabic["initiative"] in pages["initiatives"]
    assert all("Mehr Wohnungen" not in page for page in pages.values())
    assert 'hreflang="de"' in pages["goal"].partition("<main")[2]


def test_what_is_only_german_is_marked_as_german(page_client, planner, tree, version):
    tell(planner, tree["field"], "ar", "السكن")
    page = read(page_client, addresses(tree, version)["goal"], "ar")

    assert '<span lang="de" dir="ltr">Mehr Wohnungen</span>' in page


def test_drafts_stay_in_the_office(page_client, planner, tree, version):
    tell(planner, tree["goal"], "en", "More homes", is_checked=False)

    for address in addresses(tree, version).values():
        assert "More homes" not in read(page_client, address, "en")


def test_leichte_sprache_is_offered_where_it_is_there(page_client, planner, tree, version):
    tell(planner, tree["goal"], "de-simple", "Wir brauchen Wohnungen")
    places = addresses(tree, version)

    main = read(page_client, places["goal"]).partition("<main")[2]
    assert "In Leichter Sprache lesen" in main
    assert "In Leichter Sprache lesen" in read(page_client, places["version"]).partition("<main")[2]
    assert "In Leichter Sprache lesen" not in read(page_client, places["initiative"]).partition("<main")[2]
    assert "Wir brauchen Wohnungen" in read(page_client, places["goal"], "de-simple")


def test_an_outdated_text_says_so(page_client, planner, tree, concept, version):
    tell(planner, tree["goal"], "en", "More homes")
    actions.revise_element(
        actor=planner, element=tree["goal"], title="Viel mehr Wohnungen", body="Bis 2022 mehr.", reason="klarer",
        expected_revision=1, now=NOW,
    )  # fmt: skip
    newer = factories.frozen_version(concept, "amended", slug="geaendert")

    goal = read(page_client, addresses(tree, newer)["goal"], "en")
    assert "More homes" in goal
    assert "veraltet" in goal or "out of date" in goal.lower() or "outdated" in goal.lower()
    old = read(page_client, addresses(tree, version)["version"], "en")
    assert "veraltet" not in old
