"""Weighing: the list, the answer to one voice, and working it in."""

import pytest
from django.urls import reverse

from roterfaden.concept.models import Consideration, Incorporation
from tests import factories
from tests.factories import NOW

LIST = "/buero/abwaegung/"
ANSWER = {
    "outcome": "taken_up", "referred_to": "", "reason": "Passt zu Ziel 1",
    "plain_reason": "Ihr Vorschlag steht im Konzept.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def goal(process):
    return factories.element(factories.concept(process=process), title="Busse am Abend")


@pytest.fixture
def voice(process):
    return factories.contribution(process)


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


def text(response):
    return response.content.decode()


def url(voice):
    return reverse("office:weighing_voice", args=[voice.pk])


def consideration(voice, element=None, outcome="taken_up", **values):
    return Consideration.objects.create(
        **{
            "contribution": voice, "element": element, "outcome": outcome, "reason": "Akte", "plain_reason": "Für Sie",
            "made_as": "strategy_officer", "made_at": NOW,
        }
        | values
    )  # fmt: skip


def listed(response):
    return [row.row.contribution for row in response.context["rows"]]


# --- the list -----------------------------------------------------------------------------------------------------
def test_list_filters_live_in_the_address(desk, process, goal):
    field = factories.field()
    open_, done, referred = (factories.contribution(process) for _number in range(3))
    factories.contribution(process, moderation="pending")
    factories.assignment(open_, factories.theme(process, field))
    consideration(done, goal)
    consideration(referred, outcome="referred", referred_to="Polizei")

    assert listed(desk.get(LIST)) == [open_]
    assert listed(desk.get(LIST, {"stand": "erledigt"})) == [done, referred]
    assert listed(desk.get(LIST, {"stand": "einarbeiten"})) == [done]
    assert listed(desk.get(LIST, {"stand": "alle"})) == [open_, done, referred]
    assert listed(desk.get(LIST, {"stand": "alle", "feld": field.slug})) == [open_]
    assert listed(desk.get(LIST, {"stand": "alle", "suche": str(done.number)})) == [done]
    assert listed(desk.get(LIST, {"stand": "alle", "suche": "Sprachkurs"})) == [open_, done, referred]


def test_list_tells_how_far_it_has_come(desk, process, goal, voice):
    consideration(factories.contribution(process), goal)

    response = desk.get(LIST)

    progress = response.context["progress"]
    assert (progress.done, progress.published, progress.open, progress.to_incorporate) == (1, 2, 1, 1)
    assert "1 von 2" in text(response)


def test_list_shows_answers_with_their_plain_reason(desk, voice):
    consideration(
        voice, outcome="referred", referred_to="Polizeiinspektion", plain_reason="Das entscheidet die Polizei."
    )

    html = text(desk.get(LIST, {"stand": "alle"}))

    assert "weitergegeben" in html
    assert "Polizeiinspektion" in html
    assert "Das entscheidet die Polizei." in html


def test_list_takes_the_same_queries_for_one_and_three(desk, process, goal, voice, query_count):
    everything = {"stand": "alle"}
    consideration(voice, goal)
    factories.assignment(voice, factories.theme(process, factories.field()))
    desk.get(LIST, everything)
    one = query_count(lambda: desk.get(LIST, everything))
    for _number in range(2):
        more = factories.contribution(process)
        consideration(more, goal)
        factories.assignment(more, factories.theme(process, factories.field()))

    assert (one, query_count(lambda: desk.get(LIST, everything))) == (21, 21)


def test_empty_list_says_why(desk, process):
    assert "Kein Beitrag zu diesem Filter" in text(desk.get(LIST))


# --- one voice ----------------------------------------------------------------------------------------------------
def test_answer_is_saved_and_shown_as_the_person_reads_it(desk, voice, goal):
    response = desk.post(url(voice), ANSWER | {"element": str(goal.pk)}, follow=True)

    answer = Consideration.objects.get()
    assert (answer.element, answer.outcome, answer.made_as) == (goal, "taken_up", "strategy_officer")
    html = text(response)
    assert "Noch nicht veröffentlicht" in html
    assert "Ihr Vorschlag steht im Konzept." in html
    assert f"Die Antwort auf Beitrag {voice.number} ist gespeichert." in html


def test_preview_shows_the_words_and_saves_nothing(desk, voice, goal):
    response = desk.post(url(voice), ANSWER | {"element": str(goal.pk), "vorschau": "1"})

    assert response.status_code == 200
    assert "Vorschau – noch nicht gespeichert" in text(response)
    assert response.context["form"]["reason"].value() == "Passt zu Ziel 1"
    assert Consideration.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"element": ""}, "element"),
        ({"reason": " "}, "reason"),
        ({"plain_reason": ""}, "plain_reason"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "referred", "element": ""}, "referred_to"),
    ],
)
def test_incomplete_answer_is_422_at_its_field_and_loses_nothing(desk, voice, goal, values, field):
    sent = ANSWER | {"element": str(goal.pk)} | values

    response = desk.post(url(voice), sent)

    form = response.context["form"]
    assert response.status_code == 422
    assert set(form.errors) == {field}
    assert {name: form[name].value() for name in sent} == sent
    assert Consideration.objects.count() == 0


def test_new_answer_at_another_element_replaces_the_chosen_one(desk, voice, goal):
    old = consideration(voice, goal)
    other = factories.element(goal.concept)
    form = desk.get(url(voice)).context["form"]
    assert form["supersedes"].value() == str(old.pk)

    desk.post(url(voice), ANSWER | {"element": str(other.pk), "supersedes": str(old.pk)})

    assert Consideration.objects.get(superseded_at=None).element == other
    assert "Frühere Antworten" in text(desk.get(url(voice)))


def test_additional_answer_keeps_the_other(desk, voice, goal):
    consideration(voice, goal)
    other = factories.element(goal.concept)

    desk.post(url(voice), ANSWER | {"element": str(other.pk), "supersedes": ""})

    assert Consideration.objects.filter(superseded_at=None).count() == 2


def test_unpublished_voices_are_not_weighed(desk, process):
    pending = factories.contribution(process, moderation="pending")

    assert desk.get(url(pending)).status_code == 404


def test_voice_is_linked_to_the_wording_it_led_to(desk, voice, goal):
    answer = consideration(voice, goal)
    revision = goal.revisions.get()
    address = reverse("office:weighing_incorporate", args=[answer.pk])

    response = desk.post(address, {f"antwort-{answer.pk}-revision": str(revision.pk)}, follow=True)

    assert Incorporation.objects.get().revision == revision
    assert "Beitrag und Wortlaut sind verknüpft." in text(response)
    assert f"antwort-{answer.pk}-revision" not in text(response)


def test_linking_refuses_wordings_of_other_elements(desk, voice, goal):
    answer = consideration(voice, goal)
    foreign = factories.element(goal.concept).revisions.get()

    response = desk.post(
        reverse("office:weighing_incorporate", args=[answer.pk]),
        {f"antwort-{answer.pk}-revision": str(foreign.pk)},
        follow=True,
    )

    assert "Bitte wählen Sie den Wortlaut." in text(response)
    assert Incorporation.objects.count() == 0


@pytest.mark.parametrize("name", ["moderator", "clerk", "group_member", "goal_owner", "administrator", "outsider"])
def test_weighing_is_closed_to_others(name, request, page_client, voice, goal):
    page_client.force_login(request.getfixturevalue(name))

    assert page_client.get(url(voice)).status_code == 403
    assert page_client.post(url(voice), ANSWER | {"element": str(goal.pk)}).status_code == 403
