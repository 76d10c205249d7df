"""The frame of the office and what waits for whom."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.office.my_day import tasks_for
from tests import factories
from tests.factories import TODAY

MINE = {
    "/buero/", "/buero/verfahren/", "/buero/veranstaltungen/", "/buero/erfassen/", "/buero/pinnwand/",
    "/buero/abwaegung/", "/buero/konzept/",
}  # fmt: skip
PERSONAS = (
    "planner", "moderator", "clerk", "group_member", "goal_owner", "counsellor", "auditor", "administrator", "outsider",
)  # fmt: skip
OPENS = {
    "/buero/": set(PERSONAS),
    "/buero/verfahren/": {"planner", "moderator", "clerk", "group_member", "goal_owner"},
    "/buero/veranstaltungen/": {"planner", "moderator", "clerk", "group_member", "goal_owner"},
    "/buero/erfassen/": {"planner", "moderator"},
    "/buero/pinnwand/": {"planner", "moderator"},
    "/buero/abwaegung/": {"planner"},
    "/buero/konzept/": {"planner", "moderator", "clerk", "group_member", "goal_owner"},
}


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def process():
    return factories.process()


def titles(actor):
    return [(str(task.title), task.count) for task in tasks_for(actor, TODAY)]


@pytest.mark.parametrize("address", sorted(OPENS))
@pytest.mark.parametrize("name", PERSONAS)
def test_page_opens_to_its_roles_only(name, address, request, page_client):
    page_client.force_login(request.getfixturevalue(name))

    response = page_client.get(address)

    assert response.status_code == (200 if name in OPENS[address] else 403)


def navigation_links(response):
    """The links of the navigation of the office, its groups put together."""
    return [link for group in response.context["office_nav"] for link in group.links]


@pytest.mark.parametrize("name", PERSONAS)
def test_navigation_shows_what_opens(name, request, page_client):
    page_client.force_login(request.getfixturevalue(name))

    links = navigation_links(page_client.get(reverse("office:my_day")))

    assert {link.url for link in links} & MINE == {address for address, names in OPENS.items() if name in names}
    assert [link.url for link in links if link.active] == ["/buero/"]


def test_navigation_marks_the_page_one_is_on(planner, page_client, process):
    page_client.force_login(planner)

    links = navigation_links(page_client.get(reverse("office:process", args=[process.slug])))

    assert [link.url for link in links if link.active] == ["/buero/verfahren/"]


def test_office_asks_to_sign_in(page_client):
    response = page_client.get(reverse("office:my_day"))

    assert response.status_code == 302
    assert "next=/buero/" in response["Location"]


def test_nothing_waits_when_all_is_done(moderator, page_client):
    page_client.force_login(moderator)

    assert "Nichts wartet auf Sie" in page_client.get(reverse("office:my_day")).content.decode()


def test_cards_and_voices_wait_for_those_whose_work_it_is(planner, moderator, goal_owner, process):
    field = factories.field()
    sorted_card = factories.contribution(process)
    factories.assignment(sorted_card, factories.theme(process, field))
    factories.contribution(process, moderation="pending")
    factories.contribution(process, moderation="withheld", moderation_reason="Name")

    assert titles(moderator) == [("1 Karte ist zu prüfen", 1), ("1 Karte liegt in keinem Thema", 1)]
    assert ("1 Beitrag ist abzuwägen", 1) in titles(planner)
    assert [task for task in titles(goal_owner) if "Karte" in task[0] or "Beitrag" in task[0]] == []


def test_only_the_own_process_waits(process):
    factories.contribution(process, moderation="pending")
    other = factories.process(title="Anderer Dialog")
    factories.contribution(other, moderation="pending")
    person = factories.user(Role.MODERATOR, scope=(ScopeKind.PROCESS, process.slug))

    assert [str(task.text) for task in tasks_for(person, TODAY)] == ["Integrationsdialog", "Integrationsdialog"]


def test_tasks_lead_to_where_they_are_done(moderator, page_client, process):
    factories.contribution(process, moderation="pending")
    page_client.force_login(moderator)

    html = page_client.get(reverse("office:my_day")).content.decode()

    assert escape(f"/buero/pinnwand/?verfahren={process.slug}&stand=pending") in html
    assert "1 Karte ist zu prüfen" in html


def test_my_day_takes_the_same_queries_for_one_and_three_processes(moderator, query_count):
    factories.contribution(factories.process(), moderation="pending")
    tasks_for(moderator, TODAY)
    one = query_count(lambda: tasks_for(moderator, TODAY))
    for _number in range(2):
        factories.contribution(factories.process(), moderation="pending")

    assert query_count(lambda: tasks_for(moderator, TODAY)) == one
