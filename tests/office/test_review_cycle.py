"""The review in the office: asking and taking over, the session, following up, the inbox of warnings."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from roterfaden.concept.enums import VersionKind
from roterfaden.monitoring import actions
from roterfaden.monitoring.actions import Said
from roterfaden.monitoring.methods.links import DeliveringUnit
from roterfaden.monitoring.models import Correction, DataRequest, Deliverer, FollowUp, Rating, Signal
from roterfaden.office.my_day import tasks_for
from tests import factories
from tests.pages import read_to_the_end

pytestmark = pytest.mark.django_db

LEVEL = {2014: 20, 2015: 21, 2016: 20, 2017: 21, 2018: 20}


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def goal():
    concept = factories.concept()
    return factories.measured_goal(concept, LEVEL, target_value=60, parent=factories.element(concept, "field"))


@pytest.fixture
def cycle(goal):
    return factories.cycle(factories.frozen_version(goal.concept, kind=VersionKind.ADOPTED))


@pytest.fixture
def place(planner, goal):
    indicator = goal.revisions.get().target.series.definition.indicator
    return actions.save_deliverer(
        actor=planner, name="Kurskoordination", email="kurse@example.org", indicators=[indicator], now=timezone.now()
    )


@pytest.fixture
def asked(planner, cycle, place):
    now = timezone.now()
    (made,) = actions.ask_for_figures(
        actor=planner, cycle=cycle, deliverers=[place], due_on=timezone.localdate() + timedelta(days=20), now=now
    )
    return made


def hand_in(request, said):
    unit = DeliveringUnit(opens=request.pk, actor_id=str(request.deliverer_id))
    (value,) = request.values.all()
    actions.hand_in(actor=unit, request=request, said={value.pk: said}, now=timezone.now())
    return value


def to(name, cycle, *more):
    return reverse(f"office:{name}", args=[cycle.slug, *more])


def text(response):
    return response.content.decode()


def soon(days=90):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def test_path_leads_from_asking_to_closing(planner, page_client, cycle, place, goal):
    page_client.force_login(planner)

    def step():
        page = text(page_client.get(to("review_cycle", cycle)))
        return page.partition("Nächster Schritt: ")[2].partition("<")[0]

    assert step() == "Zahlen anfragen"
    page_client.post(to("review_ask", cycle), {"due_on": soon(), "deliverers": [place.pk]})
    assert step() == "Zahlen übernehmen"
    asked = DataRequest.objects.get()
    value = hand_in(asked, Said("value", "21,5"))
    page_client.post(to("review_take_over", cycle, asked.pk), {"werte": [value.pk]})
    assert step() == "Ziele berechnen"
    page_client.post(to("review_assess", cycle))
    assert step() == "Bewerten"
    wanted = {"status": "at_risk", "reason": "Es bewegt sich nichts.", "expires_on": soon()}
    page_client.post(to("review_session_goal", cycle, goal.pk), wanted)
    assert step() == "Überprüfung abschließen"
    page_client.post(to("review_close", cycle))
    assert step() == "Ausgaben erstellen"


def test_places_are_named_changed_and_retired(planner, page_client, goal, municipality):
    page_client.force_login(planner)
    indicator = goal.revisions.get().target.series.definition.indicator
    listed = text(page_client.get(reverse("office:review_places")))
    assert municipality.name in listed
    form = text(page_client.get(reverse("office:review_place_new") + "?kommune=melle"))
    assert 'value="Stadt Melle"' in form

    wanted = {"name": "Stadt Melle", "email": "m@example.org", "municipality": municipality.pk}
    assert page_client.post(reverse("office:review_place_new"), wanted | {"email": "x"}).status_code == 422
    page_client.post(reverse("office:review_place_new"), wanted | {"indicators": [indicator.pk]})
    made = Deliverer.objects.get()
    page_client.post(reverse("office:review_place", args=[made.pk]), wanted | {"name": "Melle"})
    made.refresh_from_db()
    assert (made.name, made.deliveries.count()) == ("Melle", 0)
    page_client.post(reverse("office:review_place_retire", args=[made.pk]))
    assert page_client.get(reverse("office:review_place", args=[made.pk])).status_code == 404


def test_answers_are_seen_questioned_and_taken_over(planner, page_client, cycle, asked):
    page_client.force_login(planner)
    value = hand_in(asked, Said("value", "215", "Zählung im Juni"))
    page = text(page_client.get(to("review_request", cycle, asked.pk)))
    for words in ("215 Prozent", "Zählung im Juni", "zwischen 0 und 100", "20,0 Prozent", "Zurückfragen"):
        assert words in page
    assert "checked" not in page  # what looks unusual is not ticked

    page_client.post(to("review_question", cycle, asked.pk, value.pk), {"question": "Komma vergessen?"})
    assert "Komma vergessen?" in text(page_client.get(to("review_request", cycle, asked.pk)))
    told = text(page_client.post(to("review_take_over", cycle, asked.pk), {"werte": [value.pk]}, follow=True))
    assert "Hier gibt es nichts zu übernehmen." in told
    page_client.post(to("review_revoke", cycle, asked.pk), {"reason": "Doppelt."})
    assert "zurückgenommen" in text(page_client.get(to("review_asked", cycle)))


def test_file_of_a_request_is_sent_to_the_office_only(planner, group_member, page_client, cycle, asked):
    unit = DeliveringUnit(opens=asked.pk, actor_id=str(asked.deliverer_id))
    upload = ContentFile(b"Jahr;Wert\n2019;21\n", "werte.csv")
    attached = actions.attach_file(actor=unit, request=asked, upload=upload, now=timezone.now())
    url = to("review_file", cycle, asked.pk, attached.pk)
    page_client.force_login(planner)

    response = page_client.get(url)

    assert (response.status_code, response["X-Content-Type-Options"]) == (200, "nosniff")
    read_to_the_end(response)
    page_client.force_login(group_member)
    assert page_client.get(url).status_code == 403


def test_session_shows_a_goal_and_takes_the_rating(planner, group_member, page_client, cycle, goal):
    actions.assess_goals(actor=planner, cycle=cycle, now=timezone.now())
    actions.note_session(actor=planner, cycle=cycle, held_on=timezone.localdate(), present=12, now=timezone.now())
    page_client.force_login(group_member)
    assert "zu bewerten" in text(page_client.get(to("review_session", cycle)))
    page = text(page_client.get(to("review_session_goal", cycle, goal.pk)))
    for words in ("Ziel 1 von 1", "12 anwesend", "Warum?", "Was müsste geschehen?", "20,0 Prozent", "Jetzt bewerten"):
        assert words in page

    wrong = page_client.post(to("review_session_goal", cycle, goal.pk), {"status": "at_risk", "reason": ""})
    assert (wrong.status_code, Rating.objects.count()) == (422, 0)
    assert page_client.get(to("review_session_goal", cycle, goal.pk + 999)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lists_need_the_same_queries_for_one_and_many_rows(count, planner, page_client, query_count):
    concept = factories.concept()
    goals = [factories.measured_goal(concept, LEVEL, target_value=60) for _number in range(count)]
    cycle = factories.cycle(factories.frozen_version(concept, kind=VersionKind.ADOPTED))
    earlier = factories.cycle(cycle.version, reference_date=cycle.reference_date - timedelta(days=365))
    now = timezone.now()
    actions.assess_goals(actor=planner, cycle=cycle, now=now)
    actions.raise_signals(actor=planner, cycle=cycle, now=now)
    for number, each in enumerate(goals):
        actions.save_deliverer(
            actor=planner, name=f"Stelle {number}", email="s@example.org", now=now,
            indicators=[goal.revisions.get().target.series.definition.indicator for goal in goals],
        )  # fmt: skip
        actions.agree_correction(
            actor=planner, cycle=earlier, element=each, fact="F", reason="U", action="A", owner="O", now=now,
            due_on=timezone.localdate() + timedelta(days=9),
        )  # fmt: skip
    made = actions.ask_for_figures(
        actor=planner, cycle=cycle, deliverers=Deliverer.objects.order_by("pk"), now=now,
        due_on=timezone.localdate() + timedelta(days=20),
    )  # fmt: skip
    page_client.force_login(planner)
    urls = [
        reverse("office:review_places"), to("review_asked", cycle), to("review_request", cycle, made[0].pk),
        to("review_follow_ups", cycle), reverse("office:signals"), to("review_session", cycle),
        to("review_session_goal", cycle, goals[0].pk),
    ]  # fmt: skip

    assert [query_count(lambda url=url: page_client.get(url)) for url in urls] == [7, 6, 11, 8, 8, 9, 19]


def test_follow_up_is_said_once_for_each_review(group_member, planner, page_client, cycle, goal):
    earlier = factories.cycle(cycle.version, reference_date=cycle.reference_date - timedelta(days=365))
    made = actions.agree_correction(
        actor=planner, cycle=earlier, element=goal, fact="F", reason="U", action="Ein Abendkurs mehr.", owner="Kurse",
        due_on=timezone.localdate() + timedelta(days=9), now=timezone.now(),
    )  # fmt: skip
    page_client.force_login(group_member)
    assert "Ein Abendkurs mehr." in text(page_client.get(to("review_follow_ups", cycle)))

    url = to("review_follow_up", cycle, made.pk)
    assert page_client.post(url, {"outcome": "open", "effect": "", "reason": ""}).status_code == 422
    page_client.post(url, {"outcome": "done", "effect": "Zwölf Plätze mehr.", "reason": ""})

    assert FollowUp.objects.get().effect == "Zwölf Plätze mehr."
    assert "Zwölf Plätze mehr." in text(page_client.get(to("review_follow_ups", cycle)))
    assert page_client.get(to("review_follow_up", earlier, made.pk)).status_code == 404


def test_inbox_leads_to_snoozing_closing_and_correcting(planner, group_member, goal_owner, page_client, cycle, goal):
    now = timezone.now()
    actions.assess_goals(actor=planner, cycle=cycle, now=now)
    (signal,) = actions.raise_signals(actor=planner, cycle=cycle, now=now)
    page_client.force_login(goal_owner)
    page = text(page_client.get(reverse("office:signals")))
    assert "Zum Zielpfad fehlen" in page
    assert "Zurückstellen" not in page
    page_client.force_login(group_member)

    assert "Eine Frühwarnung ist offen" in [str(task.title) for task in tasks_for(group_member, timezone.localdate())]
    page_client.post(reverse("office:signal_snooze", args=[signal.pk]), {"until": soon(), "reason": "Abwarten."})
    assert "Abwarten." in text(page_client.get(reverse("office:signals") + "?stand=zurueckgestellt"))
    wanted = {
        "fact": "F", "reason": "U", "action": "Mehr Kurse.", "owner": "Kurse", "due_on": soon(), "effect": "",
        "place": goal.nodes.get(version__frozen_at=None).pk,
    }  # fmt: skip
    page_client.post(reverse("office:signal_correct", args=[signal.pk]), wanted)
    made = Correction.objects.get()
    assert (made.cycle, made.signal, made.draft_element) == (cycle, signal, goal)
    page_client.post(reverse("office:signal_close", args=[signal.pk]), {"reason": "Vereinbart."})
    assert Signal.objects.get().close_reason == "Vereinbart."
    assert page_client.get(reverse("office:signal_close", args=[signal.pk])).status_code == 404


def test_correction_between_reviews_has_no_review(planner, page_client, cycle, goal):
    actions.assess_goals(actor=planner, cycle=cycle, now=timezone.now())
    actions.close_cycle(actor=planner, cycle=cycle, now=timezone.now())
    signal = Signal.objects.create(key="off_path:1", element=goal, kind="off_path", raised_at=timezone.now())
    page_client.force_login(planner)
    wanted = {"fact": "F", "reason": "U", "action": "A", "owner": "O", "due_on": soon(), "effect": "", "place": ""}

    page_client.post(reverse("office:signal_correct", args=[signal.pk]), wanted)

    assert Correction.objects.get().cycle is None
