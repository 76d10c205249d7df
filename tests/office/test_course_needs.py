"""Bedarf: a page for each question, small numbers only for the coordination, and the pack of the round."""

import pytest
from django.urls import reverse

from roterfaden.courses.methods.needs import QUESTIONS
from roterfaden.courses.models import RoundPack
from tests import factories
from tests.courses.network import ready, register, rule, run

pytestmark = pytest.mark.django_db

PAGE = "office:course_needs"


@pytest.fixture
def desk(page_client, settings):
    """A house; who sits at the desk is said by the test."""
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    return page_client


@pytest.fixture
def network(course_coordinator):
    """A course and one person who waits for it, with a child."""
    rule()
    run()
    return ready(course_coordinator, 0, children=1)


def test_each_question_is_a_sound_page(desk, network, course_coordinator):
    desk.force_login(course_coordinator)
    for question in (*QUESTIONS, "runde", "unsinn"):
        assert (question, desk.get(reverse(PAGE), {"frage": question}).status_code) == (question, 200)


def test_page_asks_a_fixed_number_of_times(desk, network, course_coordinator, query_count):
    desk.force_login(course_coordinator)
    address = f"{reverse(PAGE)}?frage=luecken"
    one = query_count(lambda: desk.get(address))
    for number in (1, 2):
        ready(course_coordinator, number)
        run(f"R-{number}")

    assert (one, query_count(lambda: desk.get(address))) == (17, 17)


@pytest.mark.parametrize("persona", ["counsellor", "provider"])
def test_partners_see_no_small_numbers_and_freeze_nothing(persona, request, desk, network, course_coordinator):
    register(course_coordinator)
    desk.force_login(course_coordinator)
    assert "Betreuung brauchen 1 Kinder von 1 Wartenden" in _read(desk, "kinder")

    desk.force_login(request.getfixturevalue(persona))
    assert "Betreuung brauchen weniger als 3 Kinder von weniger als 3 Wartenden" in _read(desk, "kinder")
    assert "Zahlen von heute festhalten" not in _read(desk, "runde")
    assert desk.post(reverse(PAGE)).status_code == 403


def test_pack_is_frozen_from_the_page_and_taken_away(desk, network, course_coordinator, counsellor):
    desk.force_login(course_coordinator)
    assert desk.post(reverse(PAGE)).url == f"{reverse(PAGE)}?frage=runde"
    pack = RoundPack.objects.get()

    desk.force_login(counsellor)
    assert pack.name in _read(desk, "runde")
    made = desk.get(reverse("office:round_pack", args=[pack.uid, "pdf"]))
    assert made.content[:5] == b"%PDF-"
    table = desk.get(reverse("office:round_pack", args=[pack.uid, "xlsx"]))
    assert b"".join(table.streaming_content)[:2] == b"PK"
    assert desk.get(reverse("office:round_pack", args=[pack.uid, "doc"])).status_code == 404


def _read(desk, question):
    return desk.get(reverse(PAGE), {"frage": question}).content.decode()
