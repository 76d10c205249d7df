"""Data sheets: their figures are those of the store, they are frozen, cited, recomputable, set and packed."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction

from roterfaden.implementation.models import Adoption, InitiativeStatus
from roterfaden.indicators.models import Indicator, Observation
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import NotAllowed
from roterfaden.reporting import actions, errors
from roterfaden.reporting.enums import Absence, Comparing, Move
from roterfaden.reporting.exports import sheets_zip
from roterfaden.reporting.methods import FigurePlan, plan_as_toml, sheet_from_json
from roterfaden.reporting.models import Sheet, SheetEdition, SheetTemplate
from roterfaden.reporting.queries.annex import cited_values
from roterfaden.reporting.queries.sheets import (
    current_plan,
    prove_sheets,
    public_sheet,
    sheet_editions,
    sheet_rows,
    sheet_totals,
    sheets_of,
)
from roterfaden.reporting.tasks import SET_SHEETS
from tests import factories
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 10, 1, 9, 0, tzinfo=UTC)
KNOWN = date(2024, 9, 30)
PLAN = """
[[chapter]]
key = "menschen"
title = "Menschen"
lead = "Wer hier lebt."
[[chapter.figure]]
indicator = "einwohner"
[[chapter.figure]]
indicator = "anteil"
[[chapter.figure]]
indicator = "klein"

[[chapter]]
key = "wohnen"
title = "Wohnen"
[[chapter.figure]]
indicator = "nur-kreis"
[[chapter.figure]]
indicator = "gibt-es-nicht"
title = "Wohnungen"
"""


def define(slug, **values):
    indicator = Indicator.objects.create(slug=slug, title=f"Messgröße {slug}", accountability="condition")
    return factories.definition(indicator=indicator, **values)


@pytest.fixture
def towns(planner):
    """Two municipalities with figures, their county, and the arrangement above."""
    factories.instance()
    towns = [factories.municipality(name=name, short_name=name) for name in ("Adorf", "Bestadt")]
    people = define("einwohner", unit="Personen", denominator="", decimals=0)
    share = define("anteil")
    small = define("klein", unit="Personen", denominator="", decimals=0)
    wide = define("nur-kreis")
    for area, start in ((factories.county(), 1000), (towns[0], 100), (towns[1], 300)):
        line = factories.series(people, area=area)
        for step, year in enumerate(range(2019, 2024)):
            factories.observation(line, year, start + step * (start // 100))
        factories.observation(factories.series(share, area=area), 2022, start / 20)
    factories.observation(factories.series(small, area=towns[0]), 2023, 2)
    factories.observation(factories.series(wide), 2023, 40)
    actions.replace_template(actor=planner, text=PLAN, now=NOW)
    return towns


@pytest.fixture
def edition(planner, towns):
    return actions.freeze_sheets(actor=planner, title="Datenspiegel 2024", known_on=KNOWN, now=NOW)


def content(edition, town):
    return sheet_from_json(edition.sheets.get(area=town).snapshot)


def test_every_figure_of_a_sheet_equals_the_store(edition, towns):
    """No number in any sheet, and none in a course, is another than the newest one known that day."""
    known = {row.pk: row for row in Observation.objects.known_on(KNOWN)}
    seen = 0
    for sheet in edition.sheets.all():
        for figure in sheet_from_json(sheet.snapshot).figures:
            values = [each for each in (figure.own, figure.county) if each]
            for each in (*values, *figure.course, *figure.county_course):
                stored = known[each.observation_id]
                assert each.on == stored.last_day
                assert each.value is None or each.value == float(stored.value)
                seen += 1
    assert seen > 20


def test_sheet_compares_explains_gaps_and_hides_small_counts(edition, towns):
    people, share, small, wide, undefined = content(edition, towns[0]).figures

    assert (people.own.value, people.county.value, people.compare) == (104.0, 1040.0, Comparing.SHARE)
    assert (share.own.value, share.county.value, share.compare) == (5.0, 50.0, Comparing.DIFFERENCE)
    assert (small.own.value, small.own.is_hidden, small.absence) == (None, True, Absence.HIDDEN)
    assert (wide.own, wide.county.value, wide.absence) == (None, 40.0, Absence.COUNTY_ONLY)
    assert (undefined.title, undefined.absence) == ("Wohnungen", Absence.NOT_DEFINED)
    assert content(edition, towns[1]).figures[2].absence == Absence.NO_VALUE
    assert [len(people.course), len(people.county_course)] == [5, 5]


def test_own_figure_is_never_set_beside_another_year(planner, towns):
    factories.observation(towns_series(towns[0]), 2024, 106, known_on=date(2024, 9, 1))
    edition = actions.freeze_sheets(actor=planner, title="Neu", known_on=KNOWN, now=NOW)

    people = content(edition, towns[0]).figures[0]

    assert (people.own.value, people.county) == (106.0, None)


def towns_series(town):
    return Observation.objects.filter(series__area=town, series__definition__unit="Personen").first().series


def test_sheet_names_answers_and_initiatives_of_its_municipality(planner, towns):
    concept = factories.concept()
    goal, step = factories.element(concept), factories.element(concept, "initiative")
    factories.frozen_version(concept, "adopted")
    revision = {"revision": goal.revisions.get()}
    Adoption.objects.create(element=goal, municipality=towns[0], answer="adopt", made_as="x", made_at=NOW, **revision)
    for on, progress in ((date(2023, 1, 1), "planned"), (date(2024, 1, 1), "under_way")):
        InitiativeStatus.objects.create(
            element=step, municipality=towns[0], progress=progress, as_of=on, made_as="x", made_at=NOW
        )

    edition = actions.freeze_sheets(actor=planner, title="Mit Antworten", known_on=KNOWN, now=NOW)

    first, second = (content(edition, town) for town in towns)
    assert [each.answer for each in first.answers] == ["adopt"]
    assert [(each.progress, each.as_of.year) for each in first.initiatives] == [("under_way", 2024)]
    assert (second.answers, second.initiatives) == ((), ())


def test_edition_cites_what_it_shows_and_stays_the_same(edition, towns):
    shown = set().union(*(sheet_from_json(each.snapshot).observation_ids for each in edition.sheets.all()))
    assert set(edition.citations.values_list("observation", flat=True)) == shown
    hidden = [each.value for each in cited_values(edition) if each.slug == "klein"]
    assert [(value.value, value.raw, str(value.words)) for value in hidden] == [(None, "", "weniger als 3")]

    factories.observation(towns_series(towns[0]), 2023, 999, known_on=date(2024, 12, 1))
    factories.observation(towns_series(towns[0]), 2024, 500)
    assert prove_sheets(edition).is_same

    factories.observation(towns_series(towns[1]), 2023, 7, known_on=date(2024, 9, 2))
    proof = prove_sheets(edition)
    assert (proof.is_intact, proof.changed, proof.is_same) == (True, ("Bestadt",), False)


def test_frozen_sheets_refuse_changes(edition):
    for table in ("reporting_sheetedition", "reporting_sheet"):
        for change in (f"UPDATE {table} SET checksum = 'anders'", f"DELETE FROM {table}"):  # noqa: S608 -- fixed names
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


def test_all_sheets_are_set_in_one_job_and_packed_with_their_report(planner, edition, towns):
    job = start_job(actor=planner, kind=SET_SHEETS, title="PDF", arguments={"edition": edition.pk}, now=NOW)
    run_jobs()

    done = Job.objects.get(pk=job.pk)
    rows = sheet_rows(edition)
    assert (done.state, done.result["sheets"], done.total) == ("done", 2, 2)
    assert all(row.is_set and row.pages and row.size > 1000 for row in rows)
    assert sheet_totals(edition).pages == sum(row.pages for row in rows) == done.result["pages"]
    with sheets_zip(edition) as packed, zipfile.ZipFile(packed) as archive:
        names = archive.namelist()
        report = list(csv.DictReader(io.StringIO(archive.read("bericht.csv").decode("utf-8-sig")), delimiter=";"))
        first = archive.read(names[0])
    assert [row["Kommune"] for row in report] == ["Adorf", "Bestadt"]
    assert {row["Datei"] for row in report} == set(names) - {"bericht.csv"}
    with pikepdf.open(io.BytesIO(first)) as document:
        assert str(document.Root.MarkInfo.Marked) == "True"
        assert str(document.Root.Lang) == "de"
        assert "<pdfuaid:part>1</pdfuaid:part>" in document.Root.Metadata.read_bytes().decode()
        assert len(document.pages) == rows[0].pages
        assert alternatives(document) >= {"Linie: Messgröße einwohner, Adorf, 100 (2019) → 104 (2023)."}
    start_job(actor=planner, kind=SET_SHEETS, title="PDF", arguments={"edition": edition.pk}, now=NOW)
    run_jobs()
    assert sheet_rows(edition) == rows


def alternatives(document) -> set[str]:
    """The words of all pictures of a PDF."""
    return {str(each.Alt) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each}


def test_sheets_are_published_once_and_the_newest_is_shown(planner, edition, towns):
    assert public_sheet(towns[0]) is None
    actions.publish_sheets(actor=planner, edition=edition, now=NOW)
    with pytest.raises(errors.AlreadyPublished):
        actions.publish_sheets(actor=planner, edition=edition, now=NOW)
    actions.freeze_sheets(actor=planner, title="Noch nicht draußen", known_on=KNOWN, now=NOW)

    assert public_sheet(towns[0]).edition == edition
    assert [row.edition.number for row in sheet_editions()] == [2, 1]


def test_sheets_need_the_same_queries_for_one_and_many_municipalities(edition, towns, query_count):
    plan, county = current_plan(), factories.county()

    def read(areas):
        return sheets_of(county, plan, known_on=KNOWN, at=NOW, areas=areas)

    assert query_count(lambda: read(towns[:1])) == 6
    assert query_count(lambda: sheet_rows(edition)) == 1
    more = [*towns, factories.municipality(), factories.municipality()]
    assert query_count(lambda: read(more)) == 6
    assert query_count(lambda: prove_sheets(edition)) == 7
    concept = factories.concept()
    factories.element(concept)
    factories.frozen_version(concept, "adopted")
    # The members of these municipalities are at hand by now; three queries more for what they do.
    assert query_count(lambda: read(more)) == query_count(lambda: read(towns[:1])) == 8
    assert query_count(sheet_editions) == 1


def test_arrangement_is_a_new_row_and_frozen_sheets_keep_theirs(planner, edition, towns):
    actions.move_in_template(actor=planner, chapter="menschen", move=Move.DOWN, now=NOW)
    actions.remove_figure(actor=planner, chapter="menschen", figure="klein|", now=NOW)
    actions.add_figure(actor=planner, chapter="wohnen", figure=FigurePlan("einwohner", "geschlecht=weiblich"), now=NOW)

    assert [each.key for each in current_plan().chapters] == ["wohnen", "menschen"]
    assert [len(each.figures) for each in current_plan().chapters] == [3, 2]
    assert SheetTemplate.objects.count() == 4
    assert prove_sheets(SheetEdition.objects.get()).is_same


def test_only_planners_arrange_freeze_and_publish(group_member, edition):
    calls = (
        lambda: actions.replace_template(actor=group_member, text=plan_as_toml(current_plan()), now=NOW),
        lambda: actions.freeze_sheets(actor=group_member, title="X", known_on=KNOWN, now=NOW),
        lambda: actions.publish_sheets(actor=group_member, edition=edition, now=NOW),
    )
    for call in calls:
        with pytest.raises(NotAllowed):
            call()


def test_house_without_municipalities_has_no_sheets(planner):
    factories.instance()
    with pytest.raises(errors.NoMunicipality):
        actions.freeze_sheets(actor=planner, title="Leer", known_on=KNOWN, now=NOW)
    assert not Sheet.objects.exists()
