"""Dashboard, comparison, files and frames as residents meet them. Query counts stand in test_counts."""

import csv
import io
import json

import pytest
from django.urls import reverse
from PIL import Image

from roterfaden.places.models import Area
from roterfaden.public import figure_files
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def compared(world):
    """The world with the goal's figure in another county and in two towns."""
    definition = world.series.definition
    other = Area.objects.create(
        key="03454", ars="03454", slug="emsland", name="Landkreis Emsland", short_name="Emsland", kind="county",
        valid_from="1990-01-01",
    )  # fmt: skip
    Area.objects.filter(pk__in=[area.pk for area in world.areas]).update(latitude=52.1, longitude=8.1)
    for area in (other, *world.areas, factories.municipality()):
        factories.observation(factories.series(definition, area=area), 2018, 31)
    return world


def get(client, name, *args, query=""):
    response = client.get(reverse(f"public:{name}", args=args) + query)
    assert response.status_code == 200
    return response


def test_dashboard_answers_at_once_and_filters_by_address(page_client, world):
    status = world.cycle.assessments.get(element=world.goal).status
    html = get(page_client, "dashboard").content.decode()
    other = "reached" if status != "reached" else "missed"

    assert f"?status={status}#ziele" in html
    assert reverse("public:goal", args=[world.goal.pk]) in html
    assert "Was getan wird" in html
    assert "Kein Ziel mit diesen Filtern" in get(page_client, "dashboard", query=f"?status={other}").content.decode()
    town = get(page_client, "dashboard", query=f"?kommune={world.area.slug}").content.decode()
    assert f"<strong>{world.area.short_name}:</strong>" in town
    assert "noch keine Antwort" not in town


def test_lists_are_taken_away_with_source_and_licence(client, world):
    goals = get(client, "dashboard_file", "csv").getvalue().decode("utf-8-sig")
    values = json.loads(get(client, "goal_file", world.goal.pk, "json").content)
    slug = world.series.definition.indicator.slug

    assert next(csv.DictReader(io.StringIO(goals), delimiter=";"))["Wert bei der Prüfung"] == "24,000000"
    assert [row["value"] for row in values["rows"]] == [20, 22, 24]
    assert {row["licence"] for row in values["rows"]} == {"Wiedergabe mit Quellenangabe gestattet"}
    assert get(client, "figure_file", slug, "xlsx").getvalue().startswith(b"PK")
    assert client.get(reverse("public:goal_file", args=[world.goal.pk, "exe"])).status_code == 404


def test_goal_page_shows_other_counties_and_towns(page_client, compared):
    html = get(page_client, "goal", compared.goal.pk).content.decode()

    assert "Wo stehen andere Landkreise" in html
    assert "Emsland" in html
    assert "Wie sieht es in den Kommunen" in html
    assert f"/einbetten/ziele/{compared.goal.pk}/" in html
    for name in ("verlauf", "landkreise", "kommunen"):
        picture = get(page_client, "goal_picture", compared.goal.pk, name, "svg").content.decode()
        assert "<desc>" in picture
        assert "Landesamt für Statistik" in picture
    assert page_client.get(reverse("public:goal_picture", args=[compared.goal.pk, "gruppen", "svg"])).status_code == 404


def test_comparison_takes_places_or_goals(page_client, compared):
    slug = compared.series.definition.indicator.slug
    html = get(page_client, "compare_figures", query=f"?zahl={slug}&ort=emsland").content.decode()
    rows = json.loads(get(page_client, "compare_figures_file", "json", query=f"?zahl={slug}&ort=emsland").content)
    goals = get(page_client, "compare_figures_file", "csv", query="?art=ziele").getvalue().decode("utf-8-sig")

    assert "Wie entwickelt sich das an verschiedenen Orten?" in html
    assert [(row["area"], row["value"]) for row in rows["rows"]] == [("Landkreis Emsland", 31)]
    assert "40" in goals
    assert "<svg" in get(page_client, "compare_figures_picture", "svg", query="?art=ziele").content.decode()


def test_png_says_what_it_shows(client, world):
    data = get(client, "goal_picture", world.goal.pk, "verlauf", "png").content

    with Image.open(io.BytesIO(data)) as image:
        assert image.width > 1_000
        assert "24" in image.text["Description"]
        assert "Quelle:" in image.text["Source"]


@pytest.mark.parametrize("kind", ["goal", "figure"])
def test_frame_may_stand_anywhere_and_counts_nobody(client, world, kind):
    key = world.goal.pk if kind == "goal" else world.series.definition.indicator.slug
    framed = get(client, f"embedded_{kind}", key)

    policy = framed["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in framed
    assert not framed.cookies
    assert b"<script" not in framed.content
    page = get(client, kind, key)
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_very_many_pictures_have_to_wait(client, world, monkeypatch):
    monkeypatch.setattr(figure_files, "may_draw", lambda _request: False)

    assert client.get(reverse("public:goal_picture", args=[world.goal.pk, "verlauf", "svg"])).status_code == 429


def test_open_data_page_lists_every_figure_with_its_licence(page_client, world):
    html = get(page_client, "data").content.decode()

    assert f"/daten/{world.series.definition.indicator.slug}.csv" in html
    assert "Wiedergabe mit Quellenangabe gestattet" in html
    assert 'type="text/turtle"' in html
