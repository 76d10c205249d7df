"""Asking units, publishing together, reading replies, and counting letters – from the office."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.concept.models import Consideration
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import System
from roterfaden.kernel.time import local_day
from roterfaden.kernel.vault import seal_words
from roterfaden.office import publishing as publishing_page
from roterfaden.office.my_day import tasks_for
from roterfaden.participation.models import ContactAddress
from roterfaden.weighing import actions
from roterfaden.weighing.models import AdviceReply, AdviceRequest, Reply, Unit
from tests import factories
from tests.factories import NOW, TODAY
from tests.jobs import run_jobs
from tests.weighing.advice import advise, ask

SYSTEM = System("test")


@pytest.fixture
def office(page_client, planner, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(planner)
    return page_client


@pytest.fixture
def process(db):
    return factories.process()


def drafted(voice, **values):
    """An answer only the office can see."""
    return Consideration.objects.create(
        **{
            "contribution": voice, "outcome": "not_taken_up", "reason": "Land", "plain_reason": "Das macht das Land.",
            "made_as": "strategy_officer", "made_at": NOW,
        }
        | values
    )  # fmt: skip


def html_of(response):
    return response.content.decode()


# --- advice -------------------------------------------------------------------------------------------------------
def test_office_asks_a_unit_about_numbers_and_a_theme(office, process):
    unit, theme = factories.unit(), factories.theme(process, factories.field())
    voices = [factories.contribution(process) for _ in range(3)]
    factories.assignment(voices[2], theme)
    due = local_day(timezone.now()) + timedelta(days=7)
    asked = {"unit": unit.pk, "question": "Geht das?", "due_on": due.isoformat(), "theme": theme.pk}

    wrong = office.post(reverse("office:advice_new"), asked | {"numbers": "1, 999"})
    assert wrong.status_code == 422
    assert "nicht veröffentlicht: 999" in html_of(wrong)

    response = office.post(reverse("office:advice_new"), asked | {"numbers": "1"}, follow=True)
    made = AdviceRequest.objects.get()
    assert set(made.voices.values_list("contribution", flat=True)) == {voices[0].pk, voices[2].pk}
    assert "noch keine Antwort" in html_of(response)


def test_office_sees_who_has_not_answered(office, planner, process):
    ask(planner, process, voices=2, due_on=TODAY, now=NOW)

    assert "überfällig" in html_of(office.get(reverse("office:advice")))
    titles = [str(task.title) for task in tasks_for(planner, local_day(timezone.now()))]
    assert "1 Bitte um Rat ist überfällig" in titles


def test_advice_stands_beside_the_weighing_and_changes_nothing_there(office, planner, process):
    (reply,) = advise(ask(planner, process, voices=1), words="RATDERSTELLE")

    html = html_of(office.get(reverse("office:weighing_voice", args=[reply.contribution_id])))

    assert "RATDERSTELLE" in html
    assert not Consideration.objects.exists()


def test_office_releases_and_revokes(office, planner, process):
    (reply,) = advise(ask(planner, process, voices=1))
    office.post(reverse("office:advice_release", args=[reply.pk]))
    assert AdviceReply.objects.get().released_at is not None

    request = ask(planner, process, voices=1)
    revoke = reverse("office:advice_revoke", args=[request.pk])
    assert office.post(revoke, {"reason": ""}).status_code == 422
    office.post(revoke, {"reason": "Doppelt gefragt"})
    request.refresh_from_db()
    assert request.revoke_reason == "Doppelt gefragt"


def test_office_adds_and_retires_units(office):
    office.post(reverse("office:units"), {"name": "Fachdienst Schule", "email": "schule@example.org"})
    twice = office.post(reverse("office:units"), {"name": "Fachdienst Schule", "email": "schule@example.org"})
    assert twice.status_code == 422

    office.post(reverse("office:unit_retire", args=[Unit.objects.get().pk]))
    assert Unit.objects.active().count() == 0


# --- publishing together ------------------------------------------------------------------------------------------
def test_preview_shows_what_people_read_and_publishes_the_ticked(office, process):
    first, second = factories.contribution(process), factories.contribution(process)
    drafted(first, plain_reason="Erste Antwort."), drafted(second, plain_reason="Zweite Antwort.")
    html = html_of(office.get(reverse("office:publishing")))
    assert "So lesen es die Menschen." in html
    assert "Erste Antwort." in html

    office.post(reverse("office:publishing"), {"beitrag": [first.pk], "auswahl": "1"})

    published = Consideration.objects.filter(published_at__isnull=False)
    assert list(published.values_list("contribution", flat=True)) == [first.pk]


def test_refusals_are_named_for_each_voice(office, process):
    fine, withheld = factories.contribution(process), factories.contribution(process)
    drafted(fine), drafted(withheld)
    type(withheld).objects.filter(pk=withheld.pk).update(moderation="withheld", moderation_reason="nennt jemanden")

    response = office.post(
        reverse("office:publishing"), {"beitrag": [fine.pk, withheld.pk], "auswahl": "1"}, follow=True
    )

    assert "Die Antwort auf einen Beitrag ist veröffentlicht." in html_of(response)
    assert f"Beitrag {withheld.number}:" in html_of(response)


def test_theme_and_element_narrow_what_is_published(office, process):
    theme = factories.theme(process, factories.field())
    goal = factories.element(factories.concept(process=process))
    inside, outside = factories.contribution(process), factories.contribution(process)
    factories.assignment(inside, theme)
    drafted(inside, element=goal, outcome="partly"), drafted(outside)

    for query in (f"?thema={theme.pk}", f"?element={goal.pk}"):
        html = html_of(office.get(reverse("office:publishing") + query))
        assert f'value="{inside.pk}"' in html
        assert f'name="beitrag" value="{outside.pk}"' not in html
    office.post(reverse("office:publishing") + f"?thema={theme.pk}", {"alle": "1", "beitrag": [outside.pk]})

    assert Consideration.objects.get(published_at__isnull=False).contribution == inside


def test_many_answers_are_published_in_the_background(office, process, monkeypatch):
    monkeypatch.setattr(publishing_page, "AT_ONCE", 2)
    for _ in range(3):
        drafted(factories.contribution(process))

    response = office.post(reverse("office:publishing"), {"alle": "1"})
    job = Job.objects.get()
    assert response["Location"] == reverse("office:job", args=[job.uid])
    run_jobs()

    job.refresh_from_db()
    assert job.result == {"published": 3, "refused": 0, "left": 0}
    assert Consideration.objects.filter(published_at=None).count() == 0


@pytest.mark.parametrize("n", [1, 3])
def test_publishing_page_needs_a_fixed_number_of_queries(office, process, n, django_assert_num_queries):
    from roterfaden.weighing.queries import Selection, publish_rows, voices_to_publish

    goal = factories.element(factories.concept(process=process))
    for _ in range(n):
        drafted(factories.contribution(process), element=goal, outcome="partly")

    with django_assert_num_queries(5):
        rows = publish_rows(voices_to_publish(process, Selection()))
    assert len(rows) == n


# --- replies ------------------------------------------------------------------------------------------------------
def test_replies_are_read_one_after_the_other(office, planner, process):
    voices = [factories.contribution(process) for _ in range(3)]
    for voice, verdict, words in zip(voices, ("no", "partly", "yes"), ("Der Bus fehlt.", "", ""), strict=True):
        answer = drafted(voice, published_at=NOW)
        actions.reply_to_answer(actor=SYSTEM, consideration=answer, verdict=verdict, words=words, now=NOW)
    titles = [str(task.title) for task in tasks_for(planner, TODAY)]
    assert "2 Rückmeldungen sind zu lesen" in titles

    first = Reply.objects.get(verdict="no")
    assert "Der Bus fehlt." in html_of(office.get(reverse("office:replies")))
    office.post(reverse("office:reply_handle", args=[first.pk]), {"zeigen": "1"})
    first.refresh_from_db()
    assert first.moderation == "published"

    again = office.post(reverse("office:reply_handle", args=[first.pk]), follow=True)
    assert "inzwischen bearbeitet" in html_of(again)
    silent = Reply.objects.get(verdict="partly")
    refused = office.post(reverse("office:reply_handle", args=[silent.pk]), {"zeigen": "1"}, follow=True)
    assert "hat keine Worte" in html_of(refused)


# --- letters ------------------------------------------------------------------------------------------------------
def test_letters_are_counted_and_no_address_is_shown(office, process):
    voice = factories.contribution(process)
    long_ago = timezone.now() - timedelta(days=2)
    ContactAddress.objects.create(
        contribution=voice, address=seal_words("amina@example.org"), left_at=long_ago, confirmed_at=long_ago
    )
    drafted(voice, published_at=timezone.now() - timedelta(days=1))
    before = html_of(office.get(reverse("office:news")))
    assert "Eine Nachricht wird in der nächsten Stunde geschrieben." in before
    assert "amina" not in before

    from roterfaden.weighing.tasks import write_news

    write_news(now=timezone.now())
    after = html_of(office.get(reverse("office:news")))
    assert "Zurzeit gibt es nichts Neues" in after
    assert "amina" not in after
