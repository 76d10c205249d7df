"""Files become observations: added, revised, known, refused; a dash never becomes zero by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from roterfaden.audit.models import Event
from roterfaden.indicators import actions
from roterfaden.indicators.enums import DashMeaning, FigureFormat, ObservationStatus, RunState
from roterfaden.indicators.errors import ImportNotOpen, KnownInFuture, NothingMapped, SourceMissing
from roterfaden.indicators.methods.formats import Plan, Rule, first_plan, read_rows
from roterfaden.indicators.models import Break, ImportProfile, ImportRun, Observation, Series
from roterfaden.indicators.queries import check_figures
from roterfaden.indicators.queries import importing as limits
from roterfaden.indicators.tasks import READ_FIGURES
from roterfaden.jobs.actions import start_job
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.places.enums import AreaKind
from tests import factories
from tests.indicators.files import FLAT_HEAD, flat, flat_line, real
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 9, 3, 9, 0, tzinfo=UTC)
DAY = date(2025, 7, 1)
PLAN = Plan(
    FigureFormat.FLAT, rules=(Rule("BEVSTD [Anzahl]", "bevoelkerung"),), source="Statistische Ämter, Tabelle 12411",
    notation="german",
)  # fmt: skip


@pytest.fixture
def population():
    factories.county()
    definition = factories.definition(denominator="", unit="Personen")
    definition.indicator.slug = "bevoelkerung"
    definition.indicator.save()
    return definition


def read(actor, file, plan=PLAN, known_on=DAY) -> ImportRun:
    run = actions.begin_import(actor=actor, source=file, plan=plan, profile=None, known_on=known_on, now=NOW)
    run = actions.start_import(actor=actor, run=run, now=NOW)
    return actions.read_figures(actor=actor, run=run, source=file, now=NOW)


def counts(run):
    return run.added, run.revised, run.unchanged, run.refused, run.elsewhere, run.unused


def values(**wanted):
    rows = Observation.objects.filter(**wanted).order_by("pk")
    return [(row.raw, row.value, row.status) for row in rows]


def test_values_come_with_token_period_breakdown_and_source(system, population):
    run = read(system, flat(flat_line(value="359449"), flat_line(value="180000", sex="GESW", quality="p")))

    total, women = Observation.objects.order_by("pk")
    assert counts(run) == (2, 0, 0, 0, 0, 0)
    assert (total.value, total.period_start, total.known_on) == (Decimal(359449), date(2024, 12, 31), DAY)
    assert (women.series.breakdown, women.status) == ("geschlecht=weiblich", ObservationStatus.PROVISIONAL)
    assert (women.run, women.source) == (run, "Statistische Ämter, Tabelle 12411")
    assert run.report[0] == {"row": 2, "outcome": "added", "reason": ""}


def test_reading_again_changes_nothing_also_on_another_day(system, population):
    file = flat(flat_line(), flat_line(sex="GESW", value="-"), flat_line(sex="GESM", value="/"))
    read(system, file)

    again, later = read(system, file), read(system, file, known_on=date(2025, 8, 1))

    assert counts(again) == counts(later) == (0, 0, 3, 0, 0, 0)
    assert Observation.objects.count() == 3


def test_newer_value_is_a_newer_vintage_and_the_old_one_stays_known(system, population):
    read(system, flat(flat_line(value="212")))

    run = read(system, flat(flat_line(value="215")), known_on=date(2025, 8, 1))

    assert counts(run) == (0, 1, 0, 0, 0, 0)
    assert Observation.objects.known_on(date(2025, 7, 31)).get().value == 212
    assert Observation.objects.known_on(date(2025, 8, 1)).get().value == 215


def test_other_value_of_the_same_day_is_refused(system, population):
    read(system, flat(flat_line(value="212")))

    run = read(system, flat(flat_line(value="215"), flat_line(value="216")))

    assert counts(run) == (0, 0, 0, 2, 0, 0)
    assert run.report[0]["row"] == 2


def test_row_twice_in_a_file_is_known_or_refused(system, population):
    run = read(system, flat(flat_line(value="1"), flat_line(value="1"), flat_line(value="2")))

    assert counts(run) == (1, 0, 1, 1, 0, 0)
    assert "derselben Datei" in run.report[2]["reason"]


@pytest.mark.parametrize(
    ("dash", "value", "status"),
    [
        (DashMeaning.NIL, None, ObservationStatus.NIL), (DashMeaning.ZERO, Decimal(0), ObservationStatus.NIL),
        (DashMeaning.MISSING, None, ObservationStatus.MISSING),
    ],
)  # fmt: skip
def test_dash_means_what_the_profile_says(system, population, dash, value, status):
    read(system, flat(flat_line(value="-")), replace(PLAN, dash=dash))

    assert values() == [("-", value, status)]


@pytest.mark.parametrize(
    ("raw", "value", "status"),
    [
        (".", None, "unknown"), ("/", None, "unreliable"), ("x", None, "blocked"), ("...", None, "later"),
        ("()", None, "limited"), ("(12,5)", Decimal("12.5"), "limited"), ("0", Decimal(0), "normal"),
    ],
)  # fmt: skip
def test_tokens_keep_their_meaning(system, population, raw, value, status):
    read(system, flat(flat_line(value=raw)))

    assert values() == [(raw, value, status)]


def test_refusals_name_line_and_reason_and_do_not_stop_the_others(system, population):
    file = flat(
        flat_line(value="abc"), flat_line(time="gestern"), flat_line("Osnabrück"), flat_line(time="1971-12-31"),
        flat_line()[:30], flat_line("08115"), flat_line(code="ANDERES"), flat_line(value="7"),
    )  # fmt: skip

    run = read(system, file)

    assert counts(run) == (1, 0, 0, 5, 1, 1)
    assert [each["row"] for each in run.report if each["outcome"] == "refused"] == [2, 3, 4, 5, 6]
    assert sum(run.tally.values()) == 5


def test_unknown_indicator_is_refused_by_name(system, population):
    run = read(system, flat(flat_line()), replace(PLAN, rules=(Rule("BEVSTD [Anzahl]", "nichts"),)))

    assert list(run.tally) == ["Die Messgröße „nichts“ ist nicht festgelegt."]


def joint_with_members():
    county = factories.county()
    joint = factories.municipality(
        key="034595401", ars="034595401", ags=None, kind=AreaKind.JOINT, slug="artland", name="Artland"
    )
    for number in (1, 2):
        key = f"0345990{number}"
        factories.municipality(
            key=key, ags=key, ars=f"034595401{number:03d}", kind=AreaKind.MEMBER, parent=joint, slug=key
        )
    return county, joint


def test_joint_municipality_is_the_sum_of_its_members(system, population):
    _county, joint = joint_with_members()
    plan = replace(PLAN, sum_members=True, base="Zensus 2022")

    run = read(system, flat(flat_line("03459901", "1.000"), flat_line("03459902", "234,5")), plan)

    row = Observation.objects.get(series__area=joint)
    assert (row.value, row.raw, row.base) == (
        Decimal("1234.5"), "1234,5", "Zensus 2022 (Summe aus 2 Mitgliedsgemeinden)",
    )  # fmt: skip
    assert counts(run) == (3, 0, 0, 0, 0, 0)
    assert counts(read(system, flat(flat_line("03459901", "1.000"), flat_line("03459902", "234,5")), plan)) == (
        0, 0, 3, 0, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize("second", ["-", None])
def test_sum_with_a_gap_has_no_number_and_names_the_gap(system, population, second):
    _county, joint = joint_with_members()
    lines = [flat_line("03459901", "1000")] + ([flat_line("03459902", second)] if second else [])

    read(system, flat(*lines), replace(PLAN, sum_members=True))

    row = Observation.objects.get(series__area=joint)
    assert (row.value, row.raw, row.base) == (None, ".", "keine Summe, es fehlen: 03459902")


def test_joint_municipality_of_the_source_itself_is_left_alone(system, population):
    _county, joint = joint_with_members()
    lines = [flat_line("03459901", "1"), flat_line("034595401", "9"), flat_line("03459902", "2")]

    read(system, flat(*lines), replace(PLAN, sum_members=True))

    assert [row.value for row in Observation.objects.filter(series__area=joint)] == [9]


def test_breaks_of_the_plan_are_marked_once(system, population):
    plan = replace(PLAN, breaks=(("2022-05-15", "Zensus 2022"),))

    read(system, flat(flat_line()), plan)
    read(system, flat(flat_line(time="2023-12-31")), plan)

    assert [(row.on, row.note) for row in Break.objects.all()] == [(date(2022, 5, 15), "Zensus 2022")]


def test_run_is_audited_once_when_it_is_read(system, population):
    read(system, flat(flat_line(), flat_line(sex="GESW")))

    assert Event.objects.filter(verb="figures.imported").count() == 1
    assert not Event.objects.filter(verb="observation.recorded").exists()


def test_number_of_queries_does_not_grow_with_the_rows(system, population, django_assert_num_queries):
    def run_of(lines):
        file = flat(*lines)
        run = actions.begin_import(actor=system, source=file, plan=PLAN, profile=None, known_on=DAY, now=NOW)
        return actions.start_import(actor=system, run=run, now=NOW), file

    for lines in ([flat_line()], [flat_line(time=f"20{year}-12-31", sex="GESW") for year in range(10, 24)]):
        run, file = run_of(lines)
        with django_assert_num_queries(19):
            actions.read_figures(actor=system, run=run, source=file, now=NOW)


def test_broken_off_run_goes_on_where_it_was_and_counts_its_own(system, population, monkeypatch):
    monkeypatch.setattr(actions.importing, "PORTION", 2)
    file = flat(*[flat_line(value=str(year), time=f"{year}-12-31") for year in range(2010, 2016)])
    run = actions.begin_import(actor=system, source=file, plan=PLAN, profile=None, known_on=DAY, now=NOW)
    run = actions.start_import(actor=system, run=run, now=NOW)
    stopped = actions.read_figures(actor=system, run=run, source=file, progress=Impatient(), now=NOW)
    assert (stopped.state, Observation.objects.count()) == (RunState.FAILED, 2)

    run = actions.start_import(actor=system, run=stopped, now=NOW)
    done = actions.read_figures(actor=system, run=run, source=file, now=NOW)

    assert (done.state, counts(done), Observation.objects.count()) == (RunState.DONE, (6, 0, 0, 0, 0, 0), 6)
    with pytest.raises(ImportNotOpen):
        actions.read_figures(actor=system, run=done, source=file, now=NOW)


class Impatient:
    """A progress that was asked to stop at once."""

    uid, cancelled = "x", True

    def set(self, done, total, note=""):
        """Nobody listens."""


def test_large_file_names_refused_rows_only(system, population, monkeypatch):
    monkeypatch.setattr(limits, "LINES_OF_SMALL", 3)
    lines = [flat_line(time=f"20{year}-12-31") for year in range(10, 16)] + [flat_line(value="abc")]

    run = read(system, flat(*lines))

    assert (run.added, [each["row"] for each in run.report]) == (6, [8])


def test_plan_has_to_lead_somewhere(system, population):
    for plan, error in (
        (replace(PLAN, rules=()), NothingMapped), (replace(PLAN, source=" "), SourceMissing), (PLAN, KnownInFuture),
    ):  # fmt: skip
        with pytest.raises(error):
            read(system, flat(flat_line()), plan, known_on=date(2030, 1, 1))


# --- in the office ----------------------------------------------------------------------------------------------------
def upload(*lines):
    return ContentFile("\n".join([FLAT_HEAD, *lines]).encode("utf-8-sig"), name="12411_2024.csv")


def test_file_is_laid_before_checked_and_read_by_a_job(planner, population):
    run = actions.open_import(actor=planner, upload=upload(flat_line(), flat_line("08")), now=NOW)
    run = actions.plan_import(actor=planner, run=run, plan=PLAN, known_on=DAY, now=NOW)

    report = check_figures(run)
    assert (dict(report.counts), Observation.objects.count()) == ({"added": 1, "elsewhere": 1}, 0)

    actions.start_import(actor=planner, run=run, now=NOW)
    start_job(actor=planner, kind=READ_FIGURES, title="Zahlen", arguments={"run": run.pk}, now=NOW)
    run_jobs()

    run.refresh_from_db()
    assert (run.state, run.added, run.elsewhere) == (RunState.DONE, 1, 1)


def test_file_of_the_same_kind_is_read_as_the_last_one(planner, population):
    first = actions.open_import(actor=planner, upload=upload(flat_line()), now=NOW)
    actions.remember_profile(actor=planner, title="Bevölkerung", plan=PLAN, known_by=first.fingerprint, now=NOW)

    second = actions.open_import(actor=planner, upload=upload(flat_line(time="2025-12-31")), now=NOW)

    assert second.profile.slug == "bevolkerung"
    assert Plan.from_json(second.plan) == PLAN


def test_open_file_can_be_thrown_away_and_a_read_one_cannot(planner, system, population):
    run = actions.open_import(actor=planner, upload=upload(flat_line()), now=NOW)
    actions.discard_import(actor=planner, run=run, now=NOW)
    assert ImportRun.objects.count() == 0

    with pytest.raises(ImportNotOpen):
        actions.discard_import(actor=planner, run=read(system, flat(flat_line())), now=NOW)


def test_importing_needs_the_role(goal_owner, population):
    with pytest.raises(NotAllowed):
        actions.open_import(actor=goal_owner, upload=upload(flat_line()), now=NOW)


# --- the command ------------------------------------------------------------------------------------------------------
PROFILE = """
title = "Bevölkerung"
format = "flat"
source = "Statistische Ämter, Tabelle 12411"
[[rules]]
variable = "BEVSTD [Anzahl]"
indicator = "bevoelkerung"
"""


def command(*arguments):
    out = StringIO()
    call_command("import_figures", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def written(folder, name, *lines):
    file = folder / name
    file.write_text("\n".join([FLAT_HEAD, *lines]), encoding="utf-8-sig")
    return file


def test_command_reads_a_file_once(tmp_path, population):
    file = written(tmp_path, "a.csv", flat_line(), flat_line(value="abc", sex="GESW"))
    profile = tmp_path / "profil.toml"
    profile.write_text(PROFILE, encoding="utf-8")

    assert "neu 1" in command(file, "--profile", profile, "--dry-run")
    assert (ImportRun.objects.count(), ImportProfile.objects.count()) == (0, 0)
    assert "Zeile 3" in command(file, "--profile", profile)
    assert command(file) == "a.csv: schon eingelesen\n"
    assert "schon da 1" in command(file, "--again")


def test_command_reads_a_folder_and_tells_what_it_could_not(tmp_path, population):
    actions_profile(tmp_path)
    written(tmp_path, "b.csv", flat_line(time="2023-12-31"))
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04 nichts")

    with pytest.raises(CommandError, match="1 von 2"):
        command(tmp_path, "--profile", "bevoelkerung-profil")

    assert Observation.objects.count() == 1


def actions_profile(folder):
    profile = folder / "bevoelkerung-profil.toml"
    profile.write_text(PROFILE, encoding="utf-8")
    other = folder / "x"
    other.mkdir()
    command(written(other, "a.csv", flat_line("08")), "--profile", profile)


def test_command_shows_what_is_in_a_file_without_profile(tmp_path, population):
    file = written(tmp_path, "a.csv", flat_line(value="-"))

    with pytest.raises(CommandError):
        command(file)
    told = command(file, "--show")

    assert "BEVSTD [Anzahl]" in told
    assert "- 1-mal" in told


# --- the real files ---------------------------------------------------------------------------------------------------
REAL = [
    ("ffcsv/13111-01-03-4_de_flat.csv", "ERW032 [Anzahl]"), ("ffcsv/52411-02-01-4_de_flat.csv", "FOR002 [Tsd. EUR]"),
    ("schutzsuchende/12531-0043_03459_ffcsv.csv", "BEV030 [Anzahl]"),
    ("series/lsn_benchmark_niedersachsen_kreise.csv", "1-4-5 [Anzahl]"),
    ("series/bevoelkerung_gemeinden_1983-2023.csv", "bev"), ("lsn_opensdg/2025_1-1-1.xlsx", ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "variable"), REAL)
def test_real_file_is_read_in_and_the_sums_agree(system, population, path, variable):
    file = real(path)
    first = first_plan(file)
    variable = variable or "Einwohnerinnen und Einwohner am 31.12. [Anzahl]"
    areas = {"459": "03459"} if path.endswith(".xlsx") else {}
    plan = replace(first, rules=(Rule(variable, "bevoelkerung"),), source="amtlich", areas=areas)
    if first.notation == "auto":
        plan = replace(plan, notation="english" if "series" in path else "german")
    here = {"03459", "459", "K03459"}

    run = read(system, file, plan)

    wanted = [row for row in read_rows(file, plan) if row.variable == variable and row.area in here]
    numbers = [Decimal(row.raw.replace(",", ".")) for row in wanted if row.raw[-1:].isdigit()]
    stored = [value for _raw, value, _status in values() if value is not None]
    assert (run.refused, run.added + run.unchanged) == (0, len(wanted))
    assert len(stored) == len(numbers) - run.unchanged
    if not run.unchanged:
        assert sum(stored) == sum(number.quantize(Decimal("0.000001")) for number in numbers)
    assert Series.objects.count() <= len(wanted)


def test_file_without_bytes_is_refused(planner, population):
    with pytest.raises(DomainError):
        actions.open_import(actor=planner, upload=ContentFile(b"", name="a.csv"), now=NOW)
