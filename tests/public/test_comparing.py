"""Comparing published versions, what a version is, how an element came to read so, and the concept before."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from roterfaden.concept import actions
from roterfaden.concept.enums import ElementKind, MapKind
from roterfaden.concept.methods.continuing import TitleEntry
from roterfaden.concept.models import Incorporation
from roterfaden.council.enums import Result
from tests import factories
from tests.concept.values import add, goal_under, measurable
from tests.factories import NOW
from tests.public.world import consider

LATER = NOW + timedelta(days=1)


@pytest.fixture
def concept(db):
    factories.instance()
    return factories.concept(process=factories.process())


@pytest.fixture
def goal(planner, concept):
    return goal_under(planner, concept, title="Busse am Abend", target=measurable())


@pytest.fixture
def old(planner, concept, goal):
    return freeze(planner, concept, "vorher", "submitted")


@pytest.fixture
def new(planner, concept, goal, old):
    revise(planner, goal)
    return freeze(planner, concept, "nachher", "adopted", LATER)


def freeze(planner, concept, slug, kind, now=NOW):
    return actions.freeze_version(actor=planner, concept=concept, kind=kind, slug=slug, title=slug.title(), now=now)


def revise(planner, goal):
    return actions.revise_element(
        actor=planner, element=goal, title="Busse bis Mitternacht", reason="Der Kreistag will es so.",
        expected_revision=1, now=LATER,
    )  # fmt: skip


def text(response):
    return " ".join(response.content.decode().split())


# --- comparing ----------------------------------------------------------------------------------------------------
def test_versions_are_compared_word_by_word(page_client, old, new):
    page = text(page_client.get("/konzept/vergleich/vorher/nachher/"))

    assert 'gestrichen: </span>am Abend<span class="kern-sr-only">' in page
    assert 'eingefügt: </span>bis Mitternacht<span class="kern-sr-only">' in page
    assert "Grund: <bdi>Der Kreistag will es so.</bdi>" in page
    assert "challenge" not in page.split("Was sich geändert hat")[1].split("</ol>")[0]
    everything = text(page_client.get("/konzept/vergleich/vorher/nachher/?zeigen=alles"))
    assert "challenge" in everything


def test_choice_leads_to_an_address(page_client, old, new):
    assert page_client.get("/konzept/vergleich/").headers["Location"] == "/konzept/vergleich/vorher/nachher/"
    answer = page_client.get("/konzept/vergleich/?von=nachher&zu=vorher&zeigen=alles")
    assert answer.headers["Location"] == "/konzept/vergleich/nachher/vorher/?zeigen=alles"
    assert "Kein Unterschied" in text(page_client.get("/konzept/vergleich/vorher/vorher/"))


def test_draft_and_unknown_versions_are_not_compared(page_client, old, new):
    for address in ("entwurf/nachher", "vorher/entwurf", "gibtsnicht/nachher"):
        assert page_client.get(f"/konzept/vergleich/{address}/").status_code == 404
        assert page_client.get(f"/konzept/vergleich/{address}.docx").status_code == 404


def test_choice_without_a_version_leads_to_the_concept(page_client, concept):
    assert page_client.get("/konzept/vergleich/").headers["Location"] == reverse("public:concept")


def test_word_document_is_sent_and_limited(page_client, old, new):
    answers = [page_client.get("/konzept/vergleich/vorher/nachher.docx").status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_comparing_takes_the_same_queries_however_large(page_client, concept, goal, old, new, query_count):
    few = query_count(lambda: page_client.get("/konzept/vergleich/vorher/nachher/?zeigen=alles"))
    for number in range(20):
        factories.element(concept, ElementKind.TEXT, title=f"Text {number}")
    factories.frozen_version(concept, slug="groesser")

    assert few == 4
    assert query_count(lambda: page_client.get("/konzept/vergleich/vorher/groesser/?zeigen=alles")) == 4


# --- one version --------------------------------------------------------------------------------------------------
def test_version_says_what_it_is_and_what_changed(page_client, old, new):
    page = text(page_client.get("/konzept/fassungen/nachher/"))

    assert "Stand, den die Politik beschlossen hat." in page
    assert "Ja. Geprüft: Der Inhalt entspricht der Prüfsumme." in page
    assert new.checksum in page
    assert "neu formuliert: 1" in page
    assert "Das ist die erste Fassung." in text(page_client.get("/konzept/fassungen/vorher/"))
    assert page_client.get("/konzept/fassungen/entwurf/").status_code == 404


def test_changed_content_is_said(page_client, concept, old):
    factories.frozen_version(concept, slug="kaputt")  # with a checksum of zeros

    assert "Nein. Der Inhalt entspricht nicht der Prüfsumme." in text(page_client.get("/konzept/fassungen/kaputt/"))


# --- one element --------------------------------------------------------------------------------------------------
def test_history_tells_wordings_decisions_and_voices(page_client, planner, concept, goal, old, new):
    voice = factories.contribution(concept.process)
    answer = consider(voice, goal, plain_reason="Wir fahren länger.")
    hidden = consider(factories.contribution(concept.process), goal, plain_reason="Noch geheim", published_at=None)
    revision = goal.revisions.get(number=2)
    for each in (answer, hidden):
        Incorporation.objects.create(consideration=each, revision=revision, made_as="strategy_officer", made_at=NOW)
    decided = factories.consultation(factories.paper(old), factories.meeting(factories.body()))
    resolution = factories.resolution(decided, Result.ADOPTED)

    page = text(page_client.get(f"/konzept/element/{goal.pk}/verlauf/"))

    assert page.index("Erster Wortlaut") < page.index("2. Wortlaut")
    assert "<bdi>Der Kreistag will es so.</bdi>" in page
    assert "Wir fahren länger." in page
    assert f"Beitrag {voice.number}</a>" in page
    assert reverse("public:resolution", args=[resolution.pk]) in page
    assert "Noch geheim" not in page


def test_history_shows_nothing_of_the_draft(page_client, planner, concept, goal, old):
    revise(planner, goal)

    page = text(page_client.get(f"/konzept/element/{goal.pk}/verlauf/"))
    assert "Mitternacht" not in page
    fresh = add(planner, concept, ElementKind.TEXT)
    assert page_client.get(f"/konzept/element/{fresh.pk}/verlauf/").status_code == 404


def test_history_says_that_an_element_is_gone_only_when_a_version_says_so(page_client, planner, concept, goal, old):
    actions.withdraw_element(actor=planner, element=goal, reason="Schon erreicht.", now=LATER)
    address = f"/konzept/element/{goal.pk}/verlauf/"
    assert "Schon erreicht." not in text(page_client.get(address))

    freeze(planner, concept, "nachher", "adopted", LATER)

    page = text(page_client.get(address))
    assert "Seit der Fassung „Nachher“" in page
    assert "Schon erreicht." in page


def test_history_takes_the_same_queries_however_long(page_client, planner, concept, goal, old, new, query_count):
    address = f"/konzept/element/{goal.pk}/verlauf/"
    few = query_count(lambda: page_client.get(address))
    for number in range(3):
        answer = consider(factories.contribution(concept.process), goal)
        revision = goal.revisions.get(number=2)
        Incorporation.objects.create(consideration=answer, revision=revision, made_as="strategy_officer", made_at=NOW)
        factories.frozen_version(concept, slug=f"weitere-{number}")

    assert few == 8
    assert query_count(lambda: page_client.get(address)) == 8


# --- the concept before -------------------------------------------------------------------------------------------
def test_predecessor_is_told_element_by_element(page_client, planner, concept, goal, old):
    assert page_client.get("/konzept/vorgaenger/").status_code == 404
    before = actions.import_predecessor(
        actor=planner, successor=concept, slug="konzept-2014", title="Konzept 2014", starts_on=date(2014, 1, 1),
        ends_on=date(2018, 1, 1), now=NOW,
        entries=[TitleEntry(None, "field", "Verkehr"), TitleEntry(0, "goal", "Busse"), TitleEntry(0, "goal", "Züge")],
    )  # fmt: skip
    titles = {each.revisions.get().title: each for each in before.elements.all()}
    link = {"actor": planner, "successor": concept, "now": NOW}
    actions.continue_element(from_element=titles["Busse"], kind=MapKind.MOVED, to_elements=[goal], reason="Neu", **link)
    actions.continue_element(from_element=titles["Züge"], kind=MapKind.DROPPED, reason="Aufgabe des Landes", **link)

    page = text(page_client.get("/konzept/vorgaenger/"))

    assert "Aufgabe des Landes" in page
    assert "Busse am Abend" in page
    assert "noch nicht gesagt: 1" in page
    only = text(page_client.get("/konzept/vorgaenger/?art=dropped"))
    assert "Züge" in only
    assert "1.1 Busse" not in only
    history = text(page_client.get(f"/konzept/element/{titles['Busse'].pk}/verlauf/"))
    assert "Wie es weiterging" in history
    assert "Busse am Abend" in history
