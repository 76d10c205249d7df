"""The office reads other council systems: sources, matches side by side, decisions taken over."""

import pytest
from django.urls import reverse

from roterfaden.council.enums import MatchState, Result
from roterfaden.council.models import Match, Resolution, Source
from roterfaden.jobs.models import Job
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(page_client, clerk, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(clerk)
    return page_client


@pytest.fixture
def step():
    paper = factories.paper(reference="2017/045")
    return factories.consultation(paper, factories.meeting(factories.body(name="Kreistag")))


def url(name, *args):
    return reverse(f"office:council_{name}", args=args)


def test_source_is_added_and_read_in_the_background(desk):
    values = {"name": "Kreis", "url": "https://rat.invalid/oparl/system", "area": factories.county().pk}

    refused = desk.post(url("source_add"), values | {"url": "ftp://rat.invalid/"})
    added = desk.post(url("source_add"), values)
    source = Source.objects.get()
    started = desk.post(url("source_read", source.pk))

    assert refused.status_code == 422
    assert added.headers["Location"] == url("source", source.pk)
    assert started.headers["Location"].startswith("/buero/auftraege/")
    assert Job.objects.get().arguments == {"source": source.pk, "full": False}
    assert "Fortschritt ansehen" in desk.get(url("source", source.pk)).content.decode()


def test_paused_source_starts_no_job(desk):
    source = factories.council_source()

    desk.post(url("source_read", source.pk))

    assert Job.objects.count() == 0
    page = desk.get(url("source", source.pk)).content.decode()
    assert "Eine Liste führt im Kreis; dort ist Schluss. (1-mal)" in page
    assert "Jetzt abgleichen" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_matches_takes_the_same_queries(desk, query_count, step, count):
    for _number in range(count):
        factories.match(step.paper)

    assert query_count(lambda: desk.get(url("sources"))) == 8


def test_match_shows_both_sides_and_is_confirmed(desk, step):
    match = factories.match(step.paper)

    before = desk.get(url("match", match.pk)).content.decode()
    desk.post(url("match_decide", match.pk), {"antwort": "ja"})
    after = desk.get(url("match", match.pk)).content.decode()

    assert "Ist das unsere Vorlage?" in before
    assert "dieselbe Nummer: 2017/045" in before
    assert "„einstimmig beschlossen“" in before
    assert "Als Beschluss übernehmen" not in before
    assert Match.objects.get().state == MatchState.CONFIRMED
    assert "abgeschrieben, gelesen am" in after
    assert "Als Beschluss übernehmen" in after
    assert "Aus dem Ratsinformationssystem" in desk.get(url("paper", step.paper_id)).content.decode()


def test_copied_decision_is_read_over_and_recorded(desk, step):
    match = factories.match(step.paper, state=MatchState.CONFIRMED)
    copied = factories.copied_decision(match, result_words="einstimmig beschlossen, 40 Ja-Stimmen, 2 Enthaltungen")
    address = url("decision_take_over", copied.pk, step.pk)

    form = desk.get(address).context["form"]
    answer = desk.post(address, {**form.initial, "no": ""})

    assert (form.initial["result"], form.initial["yes"], form.initial["abstentions"]) == (Result.ADOPTED, 40, 2)
    assert answer.headers["Location"] == url("match", match.pk)
    resolution = Resolution.objects.get()
    assert (resolution.result, resolution.yes, resolution.abstentions) == (Result.ADOPTED, 40, 2)
    assert "stimmt überein" in desk.get(url("match", match.pk)).content.decode()
    assert desk.get(address).status_code == 404


def test_difference_is_shown_and_nothing_overwritten(desk, step):
    match = factories.match(step.paper, state=MatchState.CONFIRMED)
    factories.copied_decision(match)
    factories.resolution(step, Result.REJECTED)

    page = desk.get(url("match", match.pk)).content.decode()

    assert "Hier „abgelehnt“, dort „unverändert beschlossen“." in page
    assert "Als Beschluss übernehmen" not in page
