"""What residents see of the plans, and the page behind the link in the monthly mail."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from roterfaden.concept.enums import ElementKind, VersionKind
from roterfaden.implementation import actions
from roterfaden.implementation.models import InitiativeStatus
from roterfaden.implementation.tasks import remind_owners
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from roterfaden.post.models import Message
from roterfaden.public.initiative_links import GUESSES, REPORTS
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "lotsin@example.org"
ACTOR = System("test")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def initiatives(now):
    """A late initiative the other one waits for; both with plans, and each with somebody who cares by address."""
    cache.clear()
    factories.instance()
    concept, field = factories.concept(), factories.field(name="Sprache")
    day, facts = local_day(now), {"actor": ACTOR, "now": now}
    made = [
        factories.element(
            concept, ElementKind.INITIATIVE, title=f"Maßnahme {name}", field=field,
            starts_on=day - timedelta(days=400), ends_on=day + timedelta(days=300),
        )
        for name in ("eins", "zwei")
    ]  # fmt: skip
    first, second = made
    actions.set_dependency(**facts, element=second, needs=first, reason="intern")
    milestone = actions.set_milestone(**facts, element=first, title="Räume", due_on=day - timedelta(days=90))
    actions.move_milestone(**facts, milestone=milestone, to_on=day - timedelta(days=9), reason="Umbau dauert")
    actions.set_funding(
        **facts, element=first, funder="Programm X", amount=98765, starts_on=day, ends_on=day + timedelta(days=50),
        afterwards="Antrag gestellt",
    )  # fmt: skip
    actions.set_plan(**facts, element=first, unit="Referat S", partners="VHS", weight="quick_win")
    for number, element in enumerate(made):
        actions.assign_caretaker(**facts, element=element, address=f"{number}{ADDRESS}")
    factories.frozen_version(concept, VersionKind.ADOPTED)
    return made


@pytest.fixture
def links(initiatives, now):
    """The addresses of the links of both, in their order."""
    remind_owners(now=now)
    words = [row.text for row in Message.objects.order_by("to")]
    return ["/massnahmen/meldung/" + each.split("/massnahmen/meldung/")[1].split()[0] for each in words]


def text(response):
    return response.content.decode()


def test_page_tells_funding_moves_and_what_waits_but_no_amount_and_no_address(page_client, initiatives):
    first, second = initiatives

    page = text(page_client.get(reverse("public:initiative", args=[first.pk])))
    waiting = text(page_client.get(reverse("public:initiative", args=[second.pk])))

    for words in ("Referat S", "VHS", "Programm X", "Antrag gestellt", "Umbau dauert", "Auf diese Maßnahme warten"):
        assert words in page, words
    assert ["setzt voraus" in waiting, "im Verzug" in waiting] == [True, True]
    for address in (reverse("public:initiatives"), reverse("public:initiatives_schedule")):
        page += text(page_client.get(address))
    assert [secret for secret in (ADDRESS, "98765", "98.765") if secret in page + waiting] == []


def test_schedule_draws_what_the_filter_shows_in_the_same_queries(page_client, initiatives, query_count):
    address = reverse("public:initiatives_schedule")
    html = text(page_client.get(address))
    assert [words in html for words in ("Maßnahme eins", "Maßnahme zwei", "rf-c-fund", "rf-c-wait-tip")] == [True] * 4
    assert "Maßnahme zwei" not in text(page_client.get(f"{address}?gewicht=quick_win"))
    assert "Keine Maßnahme mit diesen Filtern" in text(page_client.get(f"{address}?stand=done"))
    before = query_count(lambda: page_client.get(address))
    factories.element(initiatives[0].concept, ElementKind.INITIATIVE)
    factories.frozen_version(initiatives[0].concept, VersionKind.AMENDED, frozen_at=timezone.now())
    assert query_count(lambda: page_client.get(address)) == before == 8


def test_looking_changes_nothing_and_publishing_takes_two_steps(page_client, initiatives, links):
    report = {"progress": "under_way", "reason": "Die <b>Räume</b> sind gefunden."}
    for method in ("get", "head"):
        assert getattr(page_client, method)(links[0]).status_code == 200
    preview = page_client.post(links[0], report)
    assert ("So wird es veröffentlicht" in text(preview), "&lt;b&gt;Räume" in text(preview)) == (True, True)
    page_client.post(links[0], report | {"aendern": "1"})
    assert page_client.post(links[0], {"progress": "dropped", "veroeffentlichen": "1"}).status_code == 422
    assert not InitiativeStatus.objects.exists()

    done = page_client.post(links[0], report | {"veroeffentlichen": "1"}, follow=True)

    assert "Der Stand ist veröffentlicht" in text(done)
    assert InitiativeStatus.objects.get().element == initiatives[0]
    assert (done["X-Robots-Tag"], "no-store" in done["Cache-Control"]) == ("noindex, nofollow", True)
    assert ADDRESS not in text(done)
    page = text(page_client.get(reverse("public:initiative", args=[initiatives[0].pk])))
    assert "&lt;b&gt;Räume" in page


def test_link_of_one_reports_nothing_for_another_whatever_is_sent(page_client, initiatives, links):
    said = {"progress": "under_way", "veroeffentlichen": "1"}
    page_client.post(links[1], said | {"element": initiatives[0].pk, "element_id": initiatives[0].pk})

    assert [row.element for row in InitiativeStatus.objects.all()] == [initiatives[1]]


def test_wrong_links_and_too_many_reports_are_stopped(client, initiatives, links):
    said = {"progress": "under_way", "veroeffentlichen": "1"}
    for _number in range(REPORTS):
        assert client.post(links[0], said).status_code == 302
    assert client.get(links[0]).status_code == 429
    cache.clear()
    for _number in range(GUESSES):
        assert client.get("/massnahmen/meldung/erfunden/").status_code == 404
    assert client.get(links[0]).status_code == 429
