"""The number of queries does not depend on how much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.public.addresses import addresses
from tests.public.helping import build_help
from tests.public.world import build

COUNTS = {
    "start": 23, "process": 7, "heard": 14, "emphases": 10, "events": 3, "event": 9, "contribute": 4, "card": 1,
    "card_status": 22,
    "contributions": 12, "contribution": 21, "outcomes": 8, "synopsis": 15, "version": 11, "field": 16, "goals": 3,
    "goal": 24, "initiatives": 8, "initiatives_schedule": 8, "initiative": 16, "resolutions": 2,
    "resolution": 11, "reports": 3, "report": 6,
    "municipalities": 7, "municipality": 17, "figures": 5, "figure": 10, "plain_language": 1, "accessibility": 2,
    "event_documentation": 10, "register": 2, "registrations": 1, "registration": 2, "registration_change": 6,
    "invited": 2, "privacy": 3, "imprint": 2, "thread beitrag": 19, "thread thema": 19, "thread element": 17,
    "thread beschluss": 19, "thread bericht": 19, "contributions of a goal": 15,
    "compare": 4, "element_history": 9, "version_about": 6, "excerpt_choose": 11, "excerpt": 10,
    "dashboard": 10, "dashboard of a town": 12, "compare_figures": 3, "goals compared": 4, "data": 5,
    "embedded_goal": 20, "embedded_figure": 8,
    "centre": 7, "services": 11, "service": 13, "service_check": 5, "guides": 3, "guide": 6, "appointment_book": 4,
    "appointment": 1, "waiting_room": 4, "interpreting": 2, "courses": 9, "consultations": 3, "consultation": 5,
    "consultation_element": 10, "remark_synopsis": 9, "consultation_access": 1,
}  # fmt: skip
"""Queries of each page, one of them for the house itself (web.context.site)."""


def counted(client) -> dict[str, int]:
    """Queries of every page of a world."""
    found = {}
    for name, address in addresses(client.world).items():
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, address
        found[name] = len(queries)
    return found


# One more than a page of the lists holds. That the number does not grow with them does not depend on the engine.
@pytest.mark.parametrize("n", [1, pytest.param(51, marks=pytest.mark.once)])
def test_page_needs_the_same_queries_for_one_and_for_many(client, n):
    client.world = build(n)
    build_help(client.world, n)

    assert counted(client) == COUNTS


def test_every_page_is_sound_with_three_of_everything(page_client):
    page_client.world = build(3)
    build_help(page_client.world, 3)

    assert counted(page_client) == COUNTS
