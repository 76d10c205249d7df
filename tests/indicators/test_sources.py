"""Figures that come by themselves: conditional asking, the same report as by hand, nothing read twice, nothing lost."""

import os
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from roterfaden.audit.models import Event
from roterfaden.indicators import actions, errors
from roterfaden.indicators.enums import FetchState, InboxState, RunState
from roterfaden.indicators.methods.formats import Plan, Rule, Source, fingerprint, first_plan
from roterfaden.indicators.models import FigureSource, ImportRun, InboxFile, Observation
from roterfaden.indicators.queries import due_figure_sources, figure_sources, inbox_files
from roterfaden.indicators.tasks import empty_inbox, fetch_due_sources, look_at, look_into_inbox
from roterfaden.indicators.tasks.sources import ask_politely, file_name
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import System
from roterfaden.kernel.outgoing import Answer, TooSlow
from tests import factories
from tests.factories import NOW
from tests.indicators.files import flat, flat_line

pytestmark = pytest.mark.django_db
CLOCK = System("tests")
LATER = NOW + timedelta(days=40)


def content(*values: str) -> bytes:
    """A flat file with one value of the county for each year from 2020 on."""
    lines = [flat_line("03459", value, time=f"{2020 + number}-12-31") for number, value in enumerate(values)]
    with flat(*lines).open() as stream:
        return stream.read()


@pytest.fixture
def profile(db):
    """A profile that knows files of this kind, and the indicator it leads to."""
    factories.instance()
    definition = factories.definition(minimum_count=0)
    source = Source("12411.csv", lambda: BytesIO(content("212")))
    first = first_plan(source)
    plan = Plan(
        first.format, rules=(Rule("BEVSTD [Anzahl]", definition.indicator.slug),), notation="german",
        source="Landesamt, Tabelle 12411",
    )  # fmt: skip
    return factories.import_profile(plan=plan.as_json(), fingerprint=fingerprint(source, first), format=first.format)


@pytest.fixture
def source(profile):
    return factories.figure_source(profile=profile)


def answering(data: bytes, status: int = 200, **values):
    return lambda source: Answer(url=source.url, status=status, content=data, media_type="text/csv", **values)


# --- addresses --------------------------------------------------------------------------------------------------------
def test_file_is_read_with_the_profile_and_reported_as_by_hand(source):
    done = look_at(source, actor=CLOCK, ask=answering(content("212", "215"), etag='"a"'), now=lambda: NOW)

    assert (done.state, done.etag, done.message, done.next_at) == (FetchState.READ, '"a"', "", NOW + done.pause)
    assert (done.run.state, done.run.added, done.run.profile) == (RunState.DONE, 2, source.profile)
    assert [row["outcome"] for row in done.run.report] == ["added", "added"]
    assert done.run.file.sha256 == done.checksum
    assert set(Observation.objects.values_list("protection", flat=True)) == {"free"}


def test_what_is_unchanged_is_asked_for_politely_and_not_read_again(source, monkeypatch):
    asked = {}

    def get(_self, url, *, headers, **_rest):
        asked.update(headers)
        return Answer(url=url, status=304, content=b"")

    monkeypatch.setattr("roterfaden.indicators.tasks.sources.Outgoing.get", get)
    done = look_at(source, actor=CLOCK, ask=answering(content("212"), etag='"a"', last_modified="Mon"), now=lambda: NOW)

    again = look_at(done, actor=CLOCK, ask=ask_politely, now=lambda: LATER)
    same = look_at(again, actor=CLOCK, ask=answering(content("212"), etag='"b"'), now=lambda: LATER)

    assert asked == {"If-None-Match": '"a"', "If-Modified-Since": "Mon"}
    assert (again.state, same.state, same.etag) == (FetchState.UNCHANGED, FetchState.UNCHANGED, '"b"')
    assert ImportRun.objects.count() == 1


def test_newer_file_is_a_newer_vintage(source):
    first = look_at(source, actor=CLOCK, ask=answering(content("212")), now=lambda: NOW)
    second = look_at(first, actor=CLOCK, ask=answering(content("213")), now=lambda: LATER)

    assert (second.run.revised, Observation.objects.count()) == (1, 2)


def test_failure_is_written_down_and_asked_again_sooner(source):
    def slow(_source):
        raise TooSlow(host="zahlen.example")

    for ask, wanted in ((slow, TooSlow), (answering(b"", status=404), errors.SourceRefused)):
        with pytest.raises(wanted):
            look_at(source, actor=CLOCK, ask=ask, now=lambda: NOW)

    source.refresh_from_db()
    assert (source.state, source.failures, source.next_at) == (FetchState.FAILED, 2, NOW + timedelta(hours=12))
    assert "404" in source.message
    assert Event.objects.order_by("-number").first().reason == source.message


def test_other_headings_are_not_read_but_kept_for_a_person(source):
    other = b"AGS;Jahr;Wert\n03459;2020;12\n"

    for _attempt in range(2):
        with pytest.raises(errors.ShapeChanged):
            look_at(source, actor=CLOCK, ask=answering(other), now=lambda: NOW)

    run = ImportRun.objects.get()
    source.refresh_from_db()
    assert (run.state, run.file is not None, source.run, source.checksum) == (RunState.DRAFT, True, run, "")
    assert not Observation.objects.exists()


def test_file_without_any_value_of_ours_is_a_failure(source):
    elsewhere = content("212").replace(b";03459;", b";08111;")

    with pytest.raises(errors.NothingTaken):
        look_at(source, actor=CLOCK, ask=answering(elsewhere), now=lambda: NOW)

    source.refresh_from_db()
    assert (source.run.elsewhere, source.state) == (1, FetchState.FAILED)


@pytest.mark.parametrize(
    ("url", "media_type", "name"),
    [
        ("https://a.example/x/12411%20neu.csv?y=1", "text/plain", "12411 neu.csv"),
        ("https://a.example/tabelle", "application/zip", "tabelle.zip"),
        ("https://a.example/", "text/html", "profil.csv"),
    ],
)
def test_fetched_file_has_a_name(url, media_type, name):
    assert file_name(url, media_type, "profil") == name


def test_clock_starts_one_job_for_each_source_that_is_due(source):
    factories.figure_source(profile=source.profile, is_active=False)
    factories.figure_source(profile=source.profile, next_at=LATER)

    for _tick in range(2):
        fetch_due_sources(now=NOW)

    assert list(due_figure_sources(NOW)) == [source]
    assert [job.arguments for job in Job.objects.order_by("pk")] == [{"source": source.pk}]


def test_address_is_saved_once_and_a_new_one_forgets_what_was_read(planner, source):
    FigureSource.objects.update(etag='"a"', checksum="1")
    values = {"title": "T", "profile": source.profile, "rhythm": "weekly", "actor": planner, "now": LATER}

    with pytest.raises(errors.SourceExists):
        actions.save_figure_source(url=source.url, **values)
    saved = actions.save_figure_source(source=source, url="https://ZAHLEN.example/neu.csv", **values)

    assert (saved.url, saved.etag, saved.checksum) == ("https://zahlen.example/neu.csv", "", "")
    assert saved.next_at == LATER


# --- the drop-in folder -----------------------------------------------------------------------------------------------
def put(folder, name: str, data: bytes, *, age: int = 3600) -> None:
    path = folder / name
    path.write_bytes(data)
    stamp = NOW.timestamp() - age
    os.utime(path, (stamp, stamp))


def emptied(folder, now: datetime = NOW):
    return dict(empty_inbox(folder, actor=CLOCK, now=lambda: now))


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def test_each_file_is_read_once_and_put_away_with_its_report(profile, tmp_path):
    put(tmp_path, "a.csv", content("212"))
    put(tmp_path, "b.csv", b"nichts")
    put(tmp_path, "neu.csv", content("300"), age=5)
    put(tmp_path, ".versteckt.csv", content("1"))

    assert emptied(tmp_path) == {"read": 1, "failed": 1}
    put(tmp_path, "a-noch-einmal.csv", content("212"))
    assert emptied(tmp_path) == {"known": 1}

    assert names(tmp_path) == [".versteckt.csv", "neu.csv"]
    done, failed = names(tmp_path / "done"), names(tmp_path / "failed")
    assert [name.endswith("bericht.csv") for name in (*done, *failed)] == [False, True, False, True, False, True]
    assert "neu" in (tmp_path / "done" / done[1]).read_text("utf-8-sig")
    rows = {row.name: row for row in InboxFile.objects.order_by("pk")}
    assert (rows["a.csv"].state, rows["a.csv"].run.added) == (InboxState.READ, 1)
    assert rows["b.csv"].message
    assert (tmp_path / rows["b.csv"].moved_to).read_bytes() == b"nichts"
    assert [row.name for row in InboxFile.objects.waiting_for_people()] == ["b.csv"]


def test_profile_is_found_by_the_name_of_the_file(planner, profile, tmp_path):
    actions.match_profile(actor=planner, profile=profile, file_pattern="12411-*.CSV", now=NOW)
    type(profile).objects.update(fingerprint="")
    put(tmp_path, "12411-2020.csv", content("212"))
    put(tmp_path, "anders.csv", content("213"))

    assert emptied(tmp_path) == {"read": 1, "failed": 1}
    assert "Einleseprofil" in InboxFile.objects.get(state=InboxState.FAILED).message


def test_machine_that_stops_before_the_file_is_moved_reads_nothing_twice(profile, tmp_path, monkeypatch):
    put(tmp_path, "a.csv", content("212", "213"))

    def dies(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("roterfaden.indicators.tasks.sources.os.replace", dies)
        with pytest.raises(KeyboardInterrupt):
            emptied(tmp_path)
    assert (names(tmp_path), Observation.objects.count()) == (["a.csv"], 2)

    assert emptied(tmp_path) == {"known": 1}
    assert (names(tmp_path), ImportRun.objects.count(), Observation.objects.count()) == ([], 1, 2)


def test_clock_looks_only_where_whole_files_lie(profile, tmp_path, settings):
    settings.INBOX = tmp_path
    look_into_inbox(now=NOW)
    put(tmp_path, "a.csv", content("212"))
    settings.INBOX = tmp_path / "gibt-es-nicht"
    look_into_inbox(now=NOW)
    with pytest.raises(errors.InboxMissing):
        emptied(settings.INBOX)
    assert not Job.objects.exists()

    settings.INBOX = tmp_path
    look_into_inbox(now=NOW)
    look_into_inbox(now=NOW)

    assert Job.objects.count() == 1


# --- the page ---------------------------------------------------------------------------------------------------------
def test_page_and_day_say_what_went_wrong(page_client, planner, source, settings):
    settings.SECOND_FACTOR = "optional"
    page_client.force_login(planner)
    FigureSource.objects.update(state=FetchState.FAILED, message="Die Adresse gibt keine Datei heraus.", failures=2)
    file = factories.inbox_file(state=InboxState.FAILED, message="Kein Profil.")

    page = page_client.get(reverse("office:figure_sources")).content.decode()
    day = page_client.get(reverse("office:my_day")).content.decode()
    page_client.post(reverse("office:figure_inbox_settle", args=[file.pk]))

    assert "Die Adresse gibt keine Datei heraus." in page
    assert "Seit 2 Versuchen." in page
    assert "Eine Quelle von Zahlen lässt sich nicht lesen" in day
    assert "Eine Datei im Eingangsordner ist nicht eingelesen" in day
    assert not InboxFile.objects.waiting_for_people().exists()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_need_one_query_each(source, query_count, count):
    for _more in range(count - 1):
        factories.figure_source(profile=source.profile)
    for _each in range(count):
        factories.inbox_file()

    assert query_count(lambda: [(row.profile.title, row.run) for row in figure_sources()]) == 1
    assert query_count(lambda: [(row.name, row.run) for row in inbox_files()]) == 1
