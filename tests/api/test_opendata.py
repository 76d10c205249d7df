"""Open data: files, catalogue and interface tell the same values as the pages, each with source and licence."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef

from roterfaden.api.opendata import answers
from roterfaden.indicators.enums import Accountability
from roterfaden.indicators.methods.formats import Source, open_sdg_rows, open_sdg_sheets
from roterfaden.indicators.models import Indicator
from roterfaden.monitoring import actions as monitoring
from tests import factories
from tests.public.world import ACTOR, REVIEWED

pytestmark = pytest.mark.django_db

SHAPES = Path(__file__).with_name("shapes.ttl")
LISTS = ("indicators", "series", "observations", "goals", "assessments", "areas")
SMALL = 2
"""Below the minimum count of 3: never published."""


def build(n: int = 1) -> SimpleNamespace:
    """`n` indicators with goals, a closed review, a small count and values of several licences."""
    cache.clear()
    factories.instance()
    world = SimpleNamespace(field=factories.field(slug="sprache"), concept=factories.concept())
    world.goals = [factories.measured_goal(world.concept, {2016: 20, 2017: 22, 2018: 24, 2019: 26}) for _ in range(n)]
    world.series = [goal.revisions.get().target.series for goal in world.goals]
    counted = factories.definition(
        indicator=Indicator.objects.create(
            slug="beratungen", title="=Beratungen", field=world.field, accountability=Accountability.PERFORMANCE
        ),
        unit="Personen", denominator="", source="eigene Zählung", decimals=0,
    )  # fmt: skip
    world.counted = factories.series(counted, breakdown="geschlecht=weiblich")
    factories.observation(world.counted, 2018, SMALL, raw=str(SMALL))
    factories.observation(world.counted, 2019, 12, source="Amt, dl-de/zero-2-0")
    world.towns = [factories.municipality() for _ in range(n)]
    for town in world.towns:
        factories.observation(factories.series(counted, area=town), 2019, -3.5)
    world.version = factories.frozen_version(world.concept)
    world.cycle = factories.cycle(world.version)
    monitoring.assess_goals(actor=ACTOR, cycle=world.cycle, now=REVIEWED)
    monitoring.close_cycle(actor=ACTOR, cycle=world.cycle, now=REVIEWED)
    return world


def everything(client, address: str) -> list[dict]:
    """All records of a list, page by page."""
    found = []
    while address:
        page = client.get(address.removeprefix("http://localhost:8000")).json()
        found += page["data"]
        address = page["next"]
    return found


# --- files ---------------------------------------------------------------------------------------------------------
def test_csv_fulfils_its_table_schema_and_hides_small_counts(client):
    build()

    response = client.get("/daten/beratungen.csv")
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    schema = client.get("/daten/beratungen.schema.json").json()

    assert [field["name"] for field in schema["fields"]] == list(rows[0])
    assert len({tuple(row[key] for key in schema["primaryKey"]) for row in rows}) == len(rows) == 3
    for field in schema["fields"]:
        if field.get("constraints", {}).get("required"):
            assert all(row[field["name"]] for row in rows), field
    small, shown, negative = rows
    assert (small["value"], small["status"], small["note"]) == ("", "suppressed", "weniger als 3")
    assert (shown["value"], shown["licence"]) == ("12", "dl-zero-de/2.0")
    assert (negative["value"], negative["licence"], negative["area_key"][:1]) == ("-3.5", "dl-by-de/2.0", "0")
    assert 'rel="describedby"' in response["Link"]


def test_json_holds_the_same_values_with_their_source(client):
    build()

    content = client.get("/daten/beratungen.json").json()

    assert [row["value"] for row in content["data"]] == [None, 12.0, -3.5]
    assert all(row["source"] and row["licence"] for row in content["data"])
    assert content["licenses"][0]["name"] == "dl-by-de/2.0"
    package = client.get("/daten/datapackage.json").json()
    assert "beratungen" in [each["name"] for each in package["resources"]]


def test_open_sdg_export_is_what_our_own_importer_reads(client):
    world = build()

    data = client.get("/daten/open-sdg.zip").getvalue()
    source = Source("open-sdg.zip", lambda: io.BytesIO(data))
    rows, sheets = list(open_sdg_rows(source)), open_sdg_sheets(source)

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sorted(archive.namelist()) == [
            "data/indicator_0-1-1.csv", "data/indicator_1-1-1.csv", "meta/0-1-1.yml", "meta/1-1-1.yml",
        ]  # fmt: skip
    assert sheets["1-1-1"].title == "=Beratungen"
    told = {(row.area, row.period, row.raw) for row in rows if row.label == "1-1-1"}
    assert told == {("03459", "2018", ""), ("03459", "2019", "12"), (world.towns[0].key, "2019", "-3.5")}
    assert data == client.get("/daten/open-sdg.zip").getvalue()


# --- catalogue -------------------------------------------------------------------------------------------------------
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own reader
@pytest.mark.parametrize("form", ["ttl", "jsonld", "rdf"])
def test_catalogue_fulfils_the_shapes_in_every_form(client, settings, form):
    settings.OPEN_DATA_CONTRIBUTOR = "http://dcat-ap.de/def/contributors/beispiel"
    build()

    response = client.get(f"/katalog.{form}")
    graph = Graph().parse(data=response.content, format={"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}[form])
    fine, _report, words = validate(graph, shacl_graph=Graph().parse(SHAPES))

    assert fine, words
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == 2
    assert URIRef("http://dcat-ap.de/def/licenses/dl-by-de/2.0") in set(graph.objects(None, DCTERMS.license))


def test_shapes_notice_what_is_missing(client):
    build()
    graph = Graph().parse(data=client.get("/katalog.ttl").content, format="turtle")
    graph.remove((None, DCTERMS.license, None))
    graph.remove((None, DCAT.contactPoint, None))

    fine, _report, words = validate(graph, shacl_graph=Graph().parse(SHAPES))

    assert not fine
    assert words.count("Constraint Violation") >= 3


# --- interface -------------------------------------------------------------------------------------------------------
QUERIES = {"indicators": 4, "series": 1, "observations": 3, "goals": 2, "assessments": 3, "areas": 1}


@pytest.mark.parametrize("n", [1, 3])
def test_lists_take_the_same_queries_however_much_there_is(client, n):
    build(n)
    found = {}
    for name in LISTS:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/api/v1/{name}").status_code == 200
        found[name] = len(queries)

    assert found == QUERIES


def test_pages_hold_every_record_once_in_a_stable_order(client):
    build(3)

    for name in LISTS:
        whole = everything(client, f"/api/v1/{name}")
        assert everything(client, f"/api/v1/{name}?limit=1") == whole, name
        assert everything(client, f"/api/v1/{name}?limit=2") == whole, name
    assert len(everything(client, "/api/v1/observations?limit=5")) == 3 * 4 + 2 + 3


def test_records_agree_with_the_description(client):
    world = build()
    schemas = client.get("/api/v1/openapi.json").json()
    shapes = {
        "indicators/beratungen": "IndicatorRecord", f"goals/{world.goals[0].pk}": "GoalRecord",
        "areas/03459": "AreaRecord", "": "Entry", "goals/0": "Problem",
    }  # fmt: skip

    for address, name in shapes.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": schemas["components"]}
        jsonschema.validate(client.get(f"/api/v1/{address}").json(), schema)
    for name in LISTS:
        operation = schemas["paths"][f"/api/v1/{name}"]["get"]["responses"]
        schema = operation["200"]["content"]["application/json"]["schema"] | {"components": schemas["components"]}
        jsonschema.validate(client.get(f"/api/v1/{name}").json(), schema)
        assert {"200", "304", "422", "429"} <= set(operation)
    assert schemas["openapi"].startswith("3.1")


def test_values_are_those_known_on_the_day_asked_for(client):
    world = build()
    series = world.series[0]
    factories.observation(series, 2018, 25, known_on=date(2021, 1, 1))

    address = f"/api/v1/observations?series={series.pk}"
    now = {row["period_end"]: float(row["value"]) for row in everything(client, address)}
    then = {row["period_end"]: float(row["value"]) for row in everything(client, f"{address}&known_on=2019-12-31")}

    assert now == {"2016-12-31": 20, "2017-12-31": 22, "2018-12-31": 25, "2019-12-31": 26}
    assert then == {"2016-12-31": 20, "2017-12-31": 22, "2018-12-31": 24}


def test_small_count_is_nowhere_to_be_read(client):
    """Neither the value nor what it was calculated to: attainment and gap would give it away."""
    world = build()
    series = world.series[0]
    series.definition.denominator, series.definition.minimum_count = "", 1_000
    series.definition.save()

    rows = everything(client, "/api/v1/observations")
    row = everything(client, "/api/v1/assessments")[0]

    assert [each["value"] for each in rows if each["series"] == series.pk] == [None] * 4
    assert row["status"]
    assert [row[key] for key in ("attainment", "gap", "forecast", "probability")] == [None] * 4
    assert "20" not in json.dumps([each["note"] for each in rows if each["series"] == world.counted.pk])


def test_open_review_stays_inside(client):
    world = build()
    cycle = factories.cycle(world.version, reference_date=date(2020, 12, 31), slug="laufend")
    monitoring.assess_goals(actor=ACTOR, cycle=cycle, now=REVIEWED)

    assert {row["review"] for row in everything(client, "/api/v1/assessments")} == {world.cycle.slug}


def test_unchanged_answer_is_not_sent_again_and_every_site_may_read(client):
    build()

    for address in ("/api/v1/goals", "/daten/beratungen.csv", "/katalog.ttl"):
        first = client.get(address)
        first.getvalue()
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.getvalue()) == (304, b""), address
        assert first["Access-Control-Allow-Origin"] == "*"
        assert not first.cookies
    assert client.options("/api/v1/goals")["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.post("/api/v1/goals").status_code == 405


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/indicators?indicater=x", 422),
        ("/api/v1/series?limit=0", 422),
        ("/api/v1/series?area=abc", 422),
        ("/api/v1/series?area=03459&area=03460", 422),
        ("/api/v1/observations?known_on=1577836800", 422),
        ("/api/v1/observations?after=1.2020-13-01.2020-12-31", 422),
        ("/api/v1/observations?breakdown=%00", 422),
        ("/api/v1/goals/99999999999999999999", 422),
        ("/api/v1/indicators/nie", 404),
        ("/api/v1/people", 404),
        ("/daten/nie.csv", 404),
    ],
)
def test_what_cannot_be_understood_is_refused_in_words(client, address, status):
    factories.instance()

    response = client.get(address)

    assert response.status_code == status
    assert status == 404 or response.json()["detail"]


def test_too_many_questions_have_to_wait(client, monkeypatch):
    cache.clear()
    monkeypatch.setattr(answers, "READS", 1)

    codes = [client.get("/api/v1/areas").status_code for _ in range(2)]

    assert codes == [200, 429]


TEXTS = st.text(max_size=12) | st.sampled_from(["0", "-1", "03459", "2020-12-31", "1.2020-01-01.2020-12-31", "9" * 30])
NAMES = st.sampled_from(
    ["after", "limit", "indicator", "area", "breakdown", "series", "known_on", "goal", "field", "kind", "x"]
)


class AnyQuestion(TestCase):
    """Whatever is asked, the answer is one the description promises."""

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(name=st.sampled_from(LISTS), query=st.dictionaries(NAMES, TEXTS, max_size=3))
    def test_answer_is_one_of_those_promised(self, name, query):
        cache.clear()
        response = self.client.get(f"/api/v1/{name}", query)

        assert response.status_code in {200, 422}
        assert set(response.json()) == ({"data", "next"} if response.status_code == 200 else {"detail"})
