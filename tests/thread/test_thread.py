"""The red thread: complete, both ways, with a fixed number of queries, and only what is public."""

import pytest
from django.urls import reverse

from roterfaden.accounts.enums import Role
from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration
from roterfaden.council.enums import Result
from roterfaden.council.models import Amendment
from roterfaden.thread.enums import Focus, Station
from roterfaden.thread.queries import thread_of
from tests import factories
from tests.factories import NOW
from tests.public.world import SECRET, build, hide_things

pytestmark = pytest.mark.django_db


def keys(world):
    return {
        Focus.CONTRIBUTION: world.voice.pk, Focus.THEME: world.theme.pk, Focus.ELEMENT: world.goal.pk,
        Focus.RESOLUTION: world.resolution.pk, Focus.EDITION: world.edition.pk,
    }  # fmt: skip


@pytest.mark.parametrize("focus", Focus)
def test_thread_passes_every_station(focus):
    world = build()

    found = thread_of(focus, keys(world)[focus])

    assert [step.station for step in found.steps] == sorted(
        (step.station for step in found.steps), key=list(Station).index
    )
    assert found.missing == ()


@pytest.mark.parametrize("focus", Focus)
def test_focus_divides_origin_from_outcome(focus):
    world = build()

    found = thread_of(focus, keys(world)[focus])

    assert found.steps[found.position].is_focus
    assert (*found.origin, found.steps[found.position], *found.outcome) == found.steps


@pytest.mark.parametrize("n", [1, 3, 30])
@pytest.mark.parametrize(
    ("focus", "queries"),
    [
        (Focus.CONTRIBUTION, 18),
        (Focus.THEME, 18),
        (Focus.ELEMENT, 16),
        (Focus.RESOLUTION, 18),
        (Focus.EDITION, 18),
    ],
)
def test_thread_needs_the_same_queries_for_one_and_for_many(django_assert_num_queries, focus, queries, n):
    world = build(n)

    with django_assert_num_queries(queries):
        thread_of(focus, keys(world)[focus])


@pytest.mark.parametrize("focus", Focus)
def test_thread_shows_nothing_hidden(focus):
    world = build()
    hide_things(world)

    found = thread_of(focus, keys(world)[focus])

    assert SECRET not in repr(found.steps)


@pytest.mark.parametrize("focus", Focus)
def test_unknown_thing_has_no_thread(focus):
    assert thread_of(focus, 0) is None


def test_goal_without_voices_names_what_is_missing():
    concept = factories.concept()
    goal = factories.element(concept)
    factories.frozen_version(concept)

    found = thread_of(Focus.ELEMENT, goal.pk)

    assert set(found.missing) == set(Station) - {Station.WORDING, Station.VERSION}


def test_thread_of_a_voice_tells_the_plain_reason_and_leads_to_the_goal():
    world = build()

    steps = {step.station: step for step in thread_of(Focus.CONTRIBUTION, world.voice.pk).steps}

    assert steps[Station.CONSIDERATION].text == "Sie haben recht."
    assert steps[Station.WORDING].target_pk == world.goal.pk
    assert steps[Station.VOICE].language == "ar"


def test_many_voices_are_summed_up_after_three():
    world = build(5)

    voices = [step for step in thread_of(Focus.ELEMENT, world.goal.pk).steps if step.station is Station.VOICE]

    assert [step.total for step in voices] == [None, None, None, 5]


def test_initiative_leads_to_its_goal():
    world = build()

    found = thread_of(Focus.ELEMENT, world.initiative.pk)

    assert Station.ASSESSMENT in {step.station for step in found.steps}


def test_figure_hides_small_counts():
    world = build()
    definition = world.series.definition
    definition.denominator, definition.minimum_count = "", 100
    definition.save()

    figure = next(step for step in thread_of(Focus.ELEMENT, world.goal.pk).steps if step.station is Station.FIGURE)

    assert (figure.value.value, str(figure.value.words)) == (None, "weniger als 100")


def test_voice_hears_what_politics_changed_about_its_place_in_public_only(client):
    factories.instance()
    concept = factories.concept()
    goal = factories.element(concept)
    version = factories.frozen_version(concept, "adopted")
    voice = factories.contribution(factories.process())
    Consideration.objects.create(
        contribution=voice, element=goal, outcome=Outcome.TAKEN_UP, reason="…", plain_reason="…", made_at=NOW,
        made_as=Role.STRATEGY_OFFICER, published_at=NOW,
    )  # fmt: skip
    for is_public, text in ((True, "Auch am Wochenende."), (False, "Hinter verschlossener Tür.")):
        meeting = factories.meeting(factories.body(), is_public=is_public)
        step = factories.consultation(factories.paper(version), meeting)
        resolution = factories.resolution(step, Result.ADOPTED_WITH_CHANGES)
        Amendment.objects.create(resolution=resolution, element=goal, text=text)

    html = client.get(reverse("public:contribution", args=[voice.process.slug, voice.number])).content.decode()

    assert html.count("Die Politik hat das geändert") == 1
    assert "Auch am Wochenende." in html
    assert "Hinter verschlossener Tür." not in html
