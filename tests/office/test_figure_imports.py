"""Zahlen einlesen in the office: file, what means what, check, report; catalogue and sheet."""

import io
from datetime import date

import openpyxl
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roterfaden.indicators.enums import RunState
from roterfaden.indicators.methods import catalogue
from roterfaden.indicators.models import Definition, ImportProfile, ImportRun, Indicator, Observation
from roterfaden.jobs.models import Job
from tests import factories
from tests.indicators.files import FLAT_HEAD, flat_line
from tests.indicators.test_formats import workbook
from tests.jobs import run_jobs

QUERIES_LIST = 6
QUERIES_PLAN = 6


@pytest.fixture
def office(page_client, planner, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(planner)
    return page_client


@pytest.fixture
def population(db):
    definition = factories.definition(denominator="", unit="Personen")
    Indicator.objects.filter(pk=definition.indicator_id).update(slug="bevoelkerung", title="Bevölkerung")
    return Definition.objects.select_related("indicator").get(pk=definition.pk)


@pytest.fixture
def upload(office):
    def send(*lines: str, name: str = "12411.csv", data: bytes = b"") -> ImportRun:
        content = data or "\n".join([FLAT_HEAD, *lines]).encode("utf-8-sig")
        response = office.post(reverse("office:figure_imports"), {"upload": SimpleUploadedFile(name, content)})
        run = ImportRun.objects.latest("pk")
        assert response["Location"] == reverse("office:figure_import_plan", args=[run.pk])
        return run

    return send


def plan_of(**changed):
    return {
        "source": "Landesamt, 12411", "known_on": "2017-06-01", "dash": "nil", "notation": "german",
        "year_means": "whole", "variable_0": "bevoelkerung", "cut_0": "*",
    } | changed  # fmt: skip


def lines_of(*years):
    return [flat_line(time=f"{year}-12-31", sex="GESW") for year in years]


def test_a_file_goes_through_three_steps(office, population, upload):
    run = upload(flat_line(time="2015-12-31"), flat_line(time="2014-12-31", value="abc"), *lines_of(2013))
    address = reverse("office:figure_import_plan", args=[run.pk])
    page = office.get(address).content.decode()
    assert "BEVSTD [Anzahl]" in page

    response = office.post(address, plan_of(profile="Bevölkerung 12411"))
    assert response["Location"] == reverse("office:figure_import", args=[run.pk])
    check = office.get(response["Location"]).content.decode()
    assert "Prüfen und einlesen" in check
    assert "„abc“ ist weder eine Zahl" in check
    assert Observation.objects.count() == 0

    response = office.post(reverse("office:figure_import_start", args=[run.pk]))
    assert response["Location"] == reverse("office:job", args=[Job.objects.get().uid])
    run_jobs()

    run.refresh_from_db()
    assert (run.state, run.added, run.refused) == (RunState.DONE, 2, 1)
    assert "Was aus der Datei wurde" in office.get(reverse("office:figure_import", args=[run.pk])).content.decode()
    assert ImportProfile.objects.get().title == "Bevölkerung 12411"
    assert "Zum Bericht" in office.get(reverse("office:job", args=[Job.objects.get().uid])).content.decode()


def test_report_is_a_table_to_keep(office, population, upload):
    run = upload(flat_line(value="abc", time="2015-12-31"))
    office.post(reverse("office:figure_import_plan", args=[run.pk]), plan_of())
    office.post(reverse("office:figure_import_start", args=[run.pk]))
    run_jobs()

    data = b"".join(office.get(reverse("office:figure_import_report", args=[run.pk])))

    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[0] == ("Zeile", "Ergebnis", "Grund", "Anzahl")
    assert [row[0] for row in rows[1:] if row[0]] in ([2], ["2"])


def test_plan_without_an_indicator_is_saved_and_cannot_be_started(office, population, upload):
    run = upload(flat_line())
    office.post(reverse("office:figure_import_plan", args=[run.pk]), plan_of(variable_0=""))

    response = office.post(reverse("office:figure_import_start", args=[run.pk]), follow=True)

    assert "Bitte ordnen Sie mindestens" in response.content.decode()
    assert Job.objects.count() == 0


def test_wrong_entries_keep_what_was_typed(office, population, upload):
    run = upload(flat_line())

    response = office.post(
        reverse("office:figure_import_plan", args=[run.pk]),
        plan_of(areas="Osnabrück", breaks="gestern Zensus", key_prefix="ab", source=""),
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Bezeichnung = Schlüssel" in page
    assert "gestern Zensus" in page


def test_columns_of_a_table_can_be_said_anew(office, population, upload):
    run = upload(data=b"AGS;Jahr;Menschen;Haushalte\n03459;2015;12;5\n", name="eigene.csv")
    address = reverse("office:figure_import_plan", args=[run.pk])
    columns = {"column_0": "area", "column_1": "period", "column_2": "value", "column_3": "none"}

    response = office.post(address, plan_of(**columns))

    assert response["Location"] == address
    response = office.post(address, plan_of(**columns))
    assert response["Location"] == reverse("office:figure_import", args=[run.pk])
    run.refresh_from_db()
    assert [rule["variable"] for rule in run.plan["rules"]] == ["Menschen"]


def test_head_of_an_official_table_is_confirmed(office, population, upload):
    run = upload(data=workbook(), name="tabelle.xlsx")
    address = reverse("office:figure_import_plan", args=[run.pk])
    assert "Kopf der Tabelle" in office.get(address).content.decode()

    response = office.post(address, plan_of(head_data="7", head_period=""))

    page = office.get(response["Location"]).content.decode()
    assert "Prüfen und einlesen" in page
    run.refresh_from_db()
    assert run.plan["rules"][0]["variable"] == "Bevölkerung / Insgesamt [Anzahl]"


def test_file_can_be_thrown_away(office, population, upload):
    run = upload(flat_line())

    office.post(reverse("office:figure_import_discard", args=[run.pk]))

    assert not ImportRun.objects.filter(pk=run.pk).exists()


def test_what_is_no_table_is_refused_at_the_field(office):
    response = office.post(reverse("office:figure_imports"), {"upload": SimpleUploadedFile("a.pdf", b"%PDF-1.4\x00")})

    assert response.status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_plan_need_the_same_queries_for_one_and_three(
    office, population, upload, count, django_assert_num_queries
):
    runs = [upload(*lines_of(*range(2000, 2000 + number))) for number in range(1, count + 1)]

    with django_assert_num_queries(QUERIES_LIST):
        office.get(reverse("office:figure_imports"))
    with django_assert_num_queries(QUERIES_PLAN):
        office.get(reverse("office:figure_import_plan", args=[runs[-1].pk]))


# --- the catalogue ----------------------------------------------------------------------------------------------------
INDICATOR = {
    "title": "Wartezeit", "slug": "wartezeit", "field": "", "accountability": "performance", "text": "Median der Tage",
    "unit": "Tage", "multiplier": "1", "denominator": "", "direction": "down", "breakdowns": "Standort",
    "minimum_count": "0", "decimals": "0", "source": "Migrationszentrum", "rhythm_months": "3",
    "responsible": "Migrationszentrum", "valid_from": "2016-01-01",
}  # fmt: skip


def test_indicator_and_its_next_definition(office):
    response = office.post(reverse("office:figure_new"), INDICATOR)
    assert response["Location"] == reverse("office:figure", args=["wartezeit"])
    changed = {**INDICATOR, "text": "Mittel der Tage", "reason": "So zählt der Bund.", "valid_from": "2017-01-01"}

    office.post(reverse("office:figure_definition", args=["wartezeit"]), changed)

    first, second = Definition.objects.order_by("number")
    assert (first.text, second.text, second.reason) == ("Median der Tage", "Mittel der Tage", "So zählt der Bund.")
    page = office.get(reverse("office:figure", args=["wartezeit"])).content.decode()
    for words in ("So zählt der Bund.", "Standort", "Migrationszentrum", "Median der Tage"):
        assert words in page


@pytest.mark.parametrize("slug", ["katalog", "wartezeit"])
def test_short_name_is_taken(office, slug):
    factories.definition(indicator=Indicator.objects.create(slug="wartezeit", title="W", accountability="condition"))

    response = office.post(reverse("office:figure_new"), {**INDICATOR, "slug": slug})

    assert response.status_code == 422
    assert "gibt es schon" in response.content.decode()


def test_next_definition_has_to_begin_later(office, population):
    response = office.post(
        reverse("office:figure_definition", args=["bevoelkerung"]),
        {**INDICATOR, "reason": "anders", "valid_from": "2004-01-01"},
    )

    assert response.status_code == 422


def test_catalogue_is_taken_over_selectively_and_offers_only_what_is_new(office):
    address = reverse("office:figure_catalogue")
    chosen = {"group_state": ["schutzsuchende"], "group_process": ["tage-bis-antwort"], "valid_from": "2017-01-01"}

    office.post(address, chosen)

    assert set(Indicator.objects.values_list("slug", flat=True)) == {"schutzsuchende", "tage-bis-antwort"}
    page = office.get(address).content.decode()
    assert "schutzsuchende" not in page
    assert "einbuergerungsquote" in page


def test_every_entry_of_the_catalogue_can_be_taken_over(office):
    groups: dict[str, list[str]] = {}
    for each in catalogue():
        groups.setdefault(f"group_{each.group}", []).append(each.slug)

    office.post(reverse("office:figure_catalogue"), {**groups, "valid_from": "2017-01-01"})

    assert Indicator.objects.count() == len(catalogue())


def test_sheet_as_pdf_is_accessible(office, population):
    line = factories.series(population)
    factories.observation(line, 2014, 1234)
    factories.observation(line, 2015, 2)
    population.breaks.create(on=date(2011, 5, 9), note="Zensus 2011")

    response = office.get(reverse("office:figure_pdf", args=["bevoelkerung"]))

    with pikepdf.open(io.BytesIO(response.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "de"
    assert response["Content-Disposition"].endswith("messgroesse-bevoelkerung.pdf")
