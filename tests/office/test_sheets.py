"""Datenspiegel in the office: arrange, freeze, set in the background, read, take away, publish."""

from datetime import date

import pytest
from django.urls import reverse

from roterfaden.indicators.models import Series
from roterfaden.jobs.models import Job
from roterfaden.reporting import actions
from roterfaden.reporting.models import SheetEdition
from roterfaden.reporting.queries.sheets import current_plan
from tests import factories
from tests.factories import NOW
from tests.jobs import run_jobs
from tests.pages import read_to_the_end


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def town():
    town = factories.municipality(name="Adorf", short_name="Adorf", slug="adorf")
    line = factories.series(factories.definition(), area=town)
    for year in (2014, 2015, 2016):
        factories.observation(line, year, year - 2000)
    return town


@pytest.fixture
def edition(planner, town):
    slug = town_slug(town)
    text = f'[[chapter]]\nkey = "a"\ntitle = "Menschen"\n[[chapter.figure]]\nindicator = "{slug}"\n'
    text += '[[chapter.figure]]\nindicator = "nichts"\ntitle = "Wohnungen"\n'
    actions.replace_template(actor=planner, text=text, now=NOW)
    return actions.freeze_sheets(actor=planner, title="Datenspiegel 2018", known_on=date(2018, 1, 1), now=NOW)


def town_slug(town):
    return Series.objects.get(area=town, breakdown="").definition.indicator.slug


@pytest.mark.parametrize(("name", "reading"), [("group_member", 200), ("clerk", 200), ("goal_owner", 403)])
def test_pages_open_to_those_who_read_reports(name, reading, request, page_client, edition):
    page_client.force_login(request.getfixturevalue(name))

    for route, args in (
        ("sheets", []), ("sheet_template", []), ("sheet_edition", [edition.pk]), ("sheet", [edition.pk, "adorf"]),
    ):  # fmt: skip
        assert page_client.get(reverse(f"office:{route}", args=args)).status_code == reading
    for route in ("sheets_freeze", "sheet_template_text"):
        assert page_client.get(reverse(f"office:{route}")).status_code == 403
    assert page_client.post(reverse("office:sheets_publish", args=[edition.pk])).status_code == 403
    assert page_client.post(reverse("office:sheet_template"), {}).status_code == 403


def test_edition_is_frozen_set_read_taken_away_and_published(planner, town, page_client):
    page_client.force_login(planner)
    assert page_client.post("/buero/datenspiegel/neu/", {"title": "X", "known_on": "2999-01-01"}).status_code == 422
    response = page_client.post("/buero/datenspiegel/neu/", {"title": "Datenspiegel", "known_on": "2018-01-01"})
    edition = SheetEdition.objects.get()
    assert response["Location"] == reverse("office:job", args=[Job.objects.get().uid])
    url = reverse("office:sheet_edition", args=[edition.pk])
    assert "Ein PDF fehlt noch" in page_client.get(url).content.decode()
    assert page_client.get(f"{url}adorf.pdf").status_code == 404

    run_jobs()

    page = page_client.get(url).content.decode()
    assert "dieselben Datenspiegel heraus" in page
    assert edition.checksum in page
    pdf = page_client.get(f"{url}adorf.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    read_to_the_end(pdf)
    archive = page_client.get(f"{url}alle.zip")
    assert archive["Content-Type"] == "application/zip"
    read_to_the_end(archive)
    read_to_the_end(page_client.get(f"{url}werte.csv"))
    assert page_client.get(f"{url}werte.html").status_code == 404
    page_client.post(f"{url}veroeffentlichen/")
    assert SheetEdition.objects.get().published_at
    assert "fehlt noch" not in page_client.get("/buero/datenspiegel/").content.decode()


def test_sheet_shows_figures_pictures_and_reasons(group_member, page_client, edition):
    page_client.force_login(group_member)
    page = page_client.get(reverse("office:sheet", args=[edition.pk, "adorf"])).content.decode()

    for said in ("Datenspiegel Adorf", "16,0 Prozent", "2014 → 2016: +2,0 Prozentpunkte", 'role="img"',
                 "Diese Messgröße führt der Landkreis noch nicht.", "Quellen und Hinweise"):  # fmt: skip
        assert said in page
    assert page_client.get(reverse("office:sheet", args=[edition.pk, "erfunden"])).status_code == 404


def test_planner_arranges_the_sheet_without_losing_input(planner, page_client, edition, town):
    page_client.force_login(planner)
    factories.series(factories.definition(), area=town, breakdown="geschlecht=weiblich")
    free = page_client.get("/buero/datenspiegel/vorlage/").context["form"].fields["figure"].choices
    assert page_client.post("/buero/datenspiegel/vorlage/", {"chapter": "a", "figure": "x|"}).status_code == 422
    page_client.post("/buero/datenspiegel/vorlage/", {"chapter": "a", "figure": free[0][0]})
    page_client.post("/buero/datenspiegel/vorlage/weglassen/", {"chapter": "a", "figure": "nichts|"})
    page_client.post("/buero/datenspiegel/vorlage/verschieben/", {"chapter": "a", "figure": free[0][0], "move": "up"})

    assert [each.key for each in current_plan().figures] == [free[0][0], f"{town_slug(town)}|"]
    wrong = page_client.post("/buero/datenspiegel/vorlage/text/", {"text": "kein = [toml"})
    assert wrong.status_code == 422
    assert "kein = [toml" in wrong.content.decode()


def test_list_and_edition_need_the_same_queries_for_one_and_many(planner, page_client, query_count, edition):
    page_client.force_login(planner)
    page_client.get("/buero/datenspiegel/")
    one = query_count(lambda: page_client.get("/buero/datenspiegel/"))
    few = query_count(lambda: page_client.get(reverse("office:sheet_edition", args=[edition.pk])))
    for _number in range(3):
        factories.municipality()
    for _number in range(3):
        many = actions.freeze_sheets(actor=planner, title="Mehr", known_on=date(2018, 1, 1), now=NOW)

    assert query_count(lambda: page_client.get("/buero/datenspiegel/")) == one == 5
    assert query_count(lambda: page_client.get(reverse("office:sheet_edition", args=[many.pk]))) == few == 14
