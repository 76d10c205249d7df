"""What must not be shown stands on no surface: pages, chart, downloads, interface, document, status."""

from datetime import date

import pytest
from django.urls import reverse

from roterfaden.indicators.enums import Protection
from roterfaden.indicators.exports import sheet_content
from roterfaden.indicators.queries import indicator_sheet
from roterfaden.monitoring.queries.judgements import points_of
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = ("4711", "4.711")


@pytest.fixture
def hidden():
    """A large number that would give another one away, between two that may be read."""
    factories.instance()
    series = factories.series(factories.definition(unit="Personen", denominator="", decimals=0))
    factories.observation(series, 2018, 5200)
    factories.observation(series, 2019, 4711, protection=Protection.LINKED)
    factories.observation(series, 2020, 5300)
    return series


@pytest.mark.parametrize(
    ("route", "by_slug"),
    [
        ("public:figure", True), ("public:figures", False), ("api:dataset_csv", True), ("api:dataset_json", True),
        ("api:open_sdg", False), ("api:v1_observations", False),
    ],
)  # fmt: skip
def test_hidden_value_stands_on_no_public_surface(route, by_slug, hidden, client):
    response = client.get(reverse(route, args=[hidden.definition.indicator.slug] if by_slug else []))

    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code == 200
    assert not any(secret.encode() in body for secret in SECRET)


def test_hidden_value_stands_neither_in_the_office_nor_in_the_document(hidden, planner, page_client, settings):
    settings.SECOND_FACTOR = "optional"
    page_client.force_login(planner)
    sheet = indicator_sheet(hidden.definition.indicator, on=date(2024, 1, 1))

    page = page_client.get(reverse("office:figure", args=[hidden.definition.indicator.slug])).content.decode()

    assert "nicht gezeigt" in page
    assert not any(secret in page for secret in SECRET)
    assert not any(secret in str(sheet_content(sheet, site="", on=date(2024, 1, 1))) for secret in SECRET)


def test_hidden_value_takes_part_in_no_status(hidden):
    points = points_of(hidden.observations.order_by("period_end"), hidden.definition)

    assert [(point.value, point.is_hidden) for point in points] == [(5200.0, False), (None, True), (5300.0, False)]
