"""What became of all voices: every number opens exactly the voices it counts."""

import re
from functools import partial
from html import unescape

import pytest

from roterfaden.concept.enums import Outcome
from roterfaden.participation.models import QuestionField
from tests import factories
from tests.public.world import consider

FLOW = "/was-wurde-daraus/"
LINKED = re.compile(r'<a href="(/beitraege/[^"]*)"(?: aria-label="([^"]*)")?[^>]*>(?:<title>[^<]*</title>)?([^<]*)')


@pytest.fixture
def many(world):
    """Voices in two fields, in both, in none; asked about one; with none, one and two answers."""
    other = factories.field(name="Wohnen")
    theme = factories.theme(world.process, other)
    said = partial(factories.contribution, world.process)
    voices = [
        said(number=20 + place, kind=kind)
        for place, kind in enumerate(("measure", "question", "goal", "measure", "question"))
    ]
    factories.assignment(voices[0], theme)
    factories.assignment(voices[1], theme)
    QuestionField.objects.create(event=world.event, question=2, field=other)
    asked = said(number=30, event=world.event, question=2, actor_group=world.groups[0], area=world.area)
    consider(voices[0], None, Outcome.REFERRED, referred_to="Bauamt")
    consider(voices[1], None, Outcome.NOT_TAKEN_UP)
    consider(voices[1], world.goal, Outcome.PARTLY)
    consider(asked, world.goal)
    consider(voices[2], None, Outcome.NOT_TAKEN_UP, published_at=None)
    return voices


def linked_numbers(html: str) -> list[tuple[str, int]]:
    """(address, number shown) of every link to the list of voices in picture and table."""
    found = []
    for address, name, text in LINKED.findall(html):
        shown = (name.rsplit(":", 1)[-1] if name else text).strip()
        if shown.isdecimal():
            found.append((unescape(address), int(shown)))
    return found


def test_every_number_opens_the_voices_it_counts(client, world, many):
    queries = (
        "", "?von=art", "?von=gruppe", "?feld=feld-1", "?feld=ohne", "?von=art&feld=ohne",
        "?gruppe=gruppe-1&von=gruppe", "?gruppe=ohne", "?kommune=kommune-1", "?art=measure&von=unsinn", "?feld=unsinn",
    )  # fmt: skip
    shown = set()
    for query in queries:
        response = client.get(FLOW + query)
        found = linked_numbers(response.content.decode())
        assert response.status_code == 200
        assert not response.context["page"].total or len(found) > 3, query
        shown.update(found)

    counted = {(address, client.get(address).context["total"]) for address in {address for address, _number in shown}}

    assert shown - counted == set()


def test_picture_and_table_link_the_same(client, world, many):
    html = client.get(FLOW).content.decode()
    picture, table = html.split("<main", 1)[1].split("<details", 1)

    pictured = set(linked_numbers(picture))
    assert pictured <= set(linked_numbers(table))
    assert len(pictured) > 6


def test_voice_with_two_answers_counts_at_each_and_once_in_all(client, world, many):
    page = client.get(FLOW).context["page"]

    assert page.total == 7
    assert {end.code: end.count for end in page.ends} == {
        "taken_up": 2, "partly": 1, "already_covered": 0, "referred": 1, "not_taken_up": 1, "offen": 3,
    }  # fmt: skip
    assert {row.name: row.total for row in page.rows}["ohne Handlungsfeld"] == 3


def test_picture_is_mirrored_for_readers_from_the_right(client, world, many):
    german, arabic = (client.get(f"{prefix}{FLOW}").content.decode() for prefix in ("", "/ar"))

    assert re.search(r'<text x="168" [^>]*text-anchor="end"', german)
    assert re.search(r'<text x="552" [^>]*text-anchor="start"', arabic)


def test_switch_and_filter_stay_in_the_address(client, world, many):
    response = client.get(f"{FLOW}?von=art&kommune={world.area.slug}")
    html = unescape(response.content.decode())

    assert f"?kommune={world.area.slug}&von=gruppe" in html
    assert "Kommune: " in response.context["narrowed"]
    assert 'name="von" value="art"' in html
