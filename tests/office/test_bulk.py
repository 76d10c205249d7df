"""Reading in a list page by page: nothing typed is lost, nothing is taken in before somebody says so."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from roterfaden.jobs.actions import cancel_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.tables import read_table
from roterfaden.office import bulk
from roterfaden.participation.enums import ImportState
from roterfaden.participation.models import ImportRun
from tests import factories, samples
from tests.factories import NOW, TODAY
from tests.jobs import run_jobs

LIST = [["Karte", "Kategorie", "Gemeinde"], ["=Ein Bus am Abend", "Idee", "Melle"], ["Räume", "Quatsch", "Melle"]]
START = "office:imports"


@pytest.fixture
def office(page_client, moderator, settings):
    settings.SECOND_FACTOR = "optional"
    page_client.force_login(moderator)
    return page_client


@pytest.fixture
def process(db):
    made = factories.process()
    factories.stage(made)
    factories.municipality(name="Stadt Melle", short_name="Melle")
    return made


@pytest.fixture
def upload(office, process):
    def send(data: bytes, name: str = "karten.xlsx", **more):
        file = SimpleUploadedFile(name, data)
        return office.post(reverse(START), {"process": process.slug, "upload": file, **more})

    return send


@pytest.fixture
def checked(office, upload):
    """A list that stands before its start, with the columns as proposed."""

    def check(data: bytes, **more) -> ImportRun:
        upload(data)
        run = ImportRun.objects.latest("pk")
        page = office.get(reverse("office:import_columns", args=[run.pk]))
        form = {field.name: field.value() or "" for field in page.context["form"] if field.name != "late"}
        office.post(reverse("office:import_columns", args=[run.pk]), form | {"said_on": TODAY.isoformat()} | more)
        run.refresh_from_db()
        return run

    return check


def test_a_list_goes_all_the_way(office, process, upload, checked):
    run = checked(samples.xlsx(*LIST))
    page = office.get(reverse("office:import_run", args=[run.pk]))
    assert "„Quatsch“ ist keine Art von Beitrag." in page.content.decode()
    assert process.contributions.count() == 0

    started = office.post(reverse("office:import_start", args=[run.pk]), {"mode": "skip"})
    waiting = office.get(reverse("office:import_run", args=[run.pk]))
    run_jobs()
    done = office.get(reverse("office:import_run", args=[run.pk]))

    assert started["Location"] == reverse("office:job", args=[Job.objects.get().uid])
    assert "arbeitet im Hintergrund" in waiting.content.decode()
    assert "Die neuen Beiträge sind noch nicht öffentlich" in done.content.decode()
    assert process.contributions.get().text == "=Ein Bus am Abend"


def test_faulty_rows_are_taken_home_mended_and_brought_again(office, process, checked, upload):
    run = checked(samples.xlsx(*LIST))
    office.post(reverse("office:import_start", args=[run.pk]), {"mode": "skip"})
    run_jobs()

    for ending in ("xlsx", "csv"):
        answer = office.get(reverse("office:import_report", args=[run.pk, ending]) + "?nur=fehler")
        table = read_table(b"".join(answer.streaming_content))
        assert table.columns == (
            "Karte", "Kategorie", "Gemeinde", "Zeile im Original", "Ergebnis", "Beitragsnummer", "Was nicht stimmt",
        )  # fmt: skip
        assert [row.cells for row in table.rows] == [
            ("Räume", "Quatsch", "Melle", "3", "fehlerhaft", "", "„Quatsch“ ist keine Art von Beitrag.")
        ]

    mended = checked(samples.xlsx(table.columns, ["Räume", "Ziel", *table.rows[0].cells[2:]]))
    office.post(reverse("office:import_start", args=[mended.pk]), {"mode": "all"})
    run_jobs()
    assert process.contributions.count() == 2
    assert "Zeile im Original" in mended.columns
    again = office.get(reverse("office:import_report", args=[mended.pk, "csv"]))
    assert b"".join(again.streaming_content).decode("utf-8-sig").splitlines()[0].count("Zeile im Original") == 1


def test_report_before_the_start_says_what_would_happen(office, checked):
    run = checked(samples.xlsx(*LIST))

    answer = office.get(reverse("office:import_report", args=[run.pk, "csv"]))

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1] == "'=Ein Bus am Abend;Idee;Melle;2;aufgenommen;;"
    assert answer["Content-Disposition"] == f'attachment; filename="liste-{run.pk}-bericht.csv"'


def test_pasted_lines_are_read(office, process):
    pasted = "- Mehr Busse\n- Räume für alle\n"

    answer = office.post(reverse(START), {"process": process.slug, "pasted": pasted})

    run = ImportRun.objects.get()
    assert answer["Location"] == reverse("office:import_columns", args=[run.pk])
    page = office.get(answer["Location"]).content.decode()
    assert "„Mehr Busse“ · „Räume für alle“" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Diese Datei ist leer."),
        (samples.photo(), "Das ist keine Tabelle."),
        (samples.encrypted_office(), "mit einem Passwort geschützt"),
        (samples.old_office(), "altes Office-Format"),
        (samples.xlsx(["Text"], ["A"], extra={"xl/vbaProject.bin": "x"}), "enthält Makros"),
        (samples.xlsx(["Text"], ["A"])[:-100], "beschädigt"),
        (samples.zip_bomb(), "ausgepackt viel zu groß"),
        (b"Text;Art\n", "nichts unter der Überschrift"),
        (b"Text;Text\nA;B\n", "steht zweimal in der Tabelle"),
    ],
)
def test_a_wrong_file_is_told_at_its_field_and_the_rest_stays(upload, data, words):
    answer = upload(data, pasted="was schon im Feld stand")

    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert 'href="#id_upload"' in page
    assert "was schon im Feld stand" in page
    assert ImportRun.objects.count() == 0


def test_nothing_at_all_is_told(office, process):
    answer = office.post(reverse(START), {"process": process.slug, "pasted": " "})

    assert "Bitte wählen Sie eine Datei aus, oder fügen Sie eine Liste ein." in answer.content.decode()


def test_wrong_columns_keep_list_and_choices(office, upload):
    upload(samples.xlsx(*LIST))
    run = ImportRun.objects.get()

    answer = office.post(
        reverse("office:import_columns", args=[run.pk]),
        {"column_0": "kind", "column_1": "kind", "column_2": "", "language": "tr", "channel": "letter"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "in welcher Spalte der Text der Beiträge steht" in page
    assert '<option value="tr" selected>' in page
    run.refresh_from_db()
    assert (run.state, run.file.original_name) == (ImportState.DRAFT, "karten.xlsx")


def test_columns_show_what_stands_in_them(office, upload):
    upload(samples.xlsx(*LIST))

    page = office.get(reverse("office:import_columns", args=[ImportRun.objects.get().pk])).content.decode()

    assert "„=Ein Bus am Abend“ · „Räume“" in page
    assert page.count('<option value="text" selected>') == 1


def test_a_list_that_is_known_says_so(office, process, checked):
    data = samples.xlsx(*LIST)
    run = checked(data)
    office.post(reverse("office:import_start", args=[run.pk]), {"mode": "skip"})
    run_jobs()

    again = checked(data, column_1="")

    assert again.file_id == run.file_id
    assert "Diese Datei kennen wir schon" in office.get(reverse("office:import_run", args=[again.pk])).content.decode()


def test_a_list_that_stands_still_can_go_on(office, process, checked):
    run = checked(samples.xlsx(*LIST))
    office.post(reverse("office:import_start", args=[run.pk]), {"mode": "skip"})
    Job.objects.update(state="failed", message="…", finished_at=factories.NOW)
    assert "stehen geblieben" in office.get(reverse("office:import_run", args=[run.pk])).content.decode()

    office.post(reverse("office:import_start", args=[run.pk]))
    run_jobs()

    run.refresh_from_db()
    assert (run.state, run.imported, run.faulty) == (ImportState.DONE, 1, 1)


def test_a_list_is_not_started_twice(office, checked):
    run = checked(samples.xlsx(*LIST))

    for _ in range(2):
        office.post(reverse("office:import_start", args=[run.pk]), {"mode": "skip"})

    assert Job.objects.count() == 1


def test_all_or_nothing_says_why_nothing_came(office, process, checked):
    run = checked(samples.xlsx(*LIST))
    office.post(reverse("office:import_start", args=[run.pk]), {"mode": "all"})
    run_jobs()

    page = office.get(reverse("office:import_run", args=[run.pk])).content.decode()

    assert "Sie wollten alles oder nichts" in page
    assert process.contributions.count() == 0


def test_start_asks_what_to_do_with_faulty_rows(office, checked):
    run = checked(samples.xlsx(*LIST))

    answer = office.post(reverse("office:import_start", args=[run.pk]))

    assert answer.status_code == 422


def test_list_of_lists_costs_the_same_for_one_and_three(office, process, query_count):
    factories.import_run(process)
    one = query_count(lambda: office.get(reverse(START)))
    for _ in range(3):
        factories.import_run(process)

    assert query_count(lambda: office.get(reverse(START))) == one


def test_other_peoples_lists_do_not_exist(office, page_client):
    from roterfaden.accounts.enums import Role, ScopeKind

    theirs = factories.import_run(factories.process())
    own = factories.process()
    page_client.force_login(factories.user(Role.MODERATOR, scope=(ScopeKind.PROCESS, own.slug)))

    for route in ("import_run", "import_columns", "import_file"):
        assert page_client.get(reverse(f"office:{route}", args=[theirs.pk])).status_code == 404


def test_a_list_without_its_file_says_so(office, process, checked):
    run = checked(samples.xlsx(*LIST))
    done = checked(b"Text\nRaeume\n", column_0="text", kind="goal")
    office.post(reverse("office:import_start", args=[done.pk]), {"mode": "skip"})
    run_jobs()
    for each in (run, done):
        office.post(reverse("office:import_erase", args=[each.pk]))

    report = office.get(reverse("office:import_run", args=[done.pk])).content.decode()
    assert "Die Datei ist gelöscht. Was aus jeder Zeile wurde, steht hier." in report
    for route in ("import_file", "import_report"):
        extra = ["csv"] if route == "import_report" else []
        assert office.get(reverse(f"office:{route}", args=[done.pk, *extra])).status_code == 404
    told = office.get(reverse("office:import_run", args=[run.pk]), follow=True)
    assert "Die Datei dieser Liste ist gelöscht" in told.content.decode()


# --- long lists -----------------------------------------------------------------------------------------------------
def test_a_long_list_is_looked_at_in_the_background(office, process, checked, monkeypatch):
    monkeypatch.setattr(bulk, "CHECKED_AT_ONCE", 1)
    run = checked(samples.xlsx(*LIST))
    columns = reverse("office:import_columns", args=[run.pk])
    job = Job.objects.get()
    assert (run.state, run.check_result, run.mapping["columns"]["Karte"]) == (ImportState.DRAFT, {}, "text")
    assert office.get(columns)["Location"] == reverse("office:job", args=[job.uid])
    assert office.get(reverse("office:import_run", args=[run.pk]))["Location"] == columns

    run_jobs()

    job.refresh_from_db()
    assert (job.kind, job.result, job.done, job.total) == (bulk.CHECK_ROWS, {"imported": 1, "faulty": 1}, 2, 2)
    told = office.get(reverse("office:job", args=[job.uid])).content.decode()
    assert reverse("office:import_run", args=[run.pk]) in told
    preview = office.get(reverse("office:import_run", args=[run.pk])).content.decode()
    assert "„Quatsch“ ist keine Art von Beitrag." in preview
    assert process.contributions.count() == 0
    assert office.get(columns).status_code == 200


def test_a_long_list_without_a_column_for_the_text_is_refused_at_once(office, process, checked, monkeypatch):
    monkeypatch.setattr(bulk, "CHECKED_AT_ONCE", 1)

    run = checked(samples.xlsx(*LIST), column_0="")

    assert (run.state, Job.objects.count()) == (ImportState.DRAFT, 0)


def test_a_look_that_was_stopped_leaves_the_list_as_it_was(office, process, checked, moderator, monkeypatch):
    monkeypatch.setattr(bulk, "CHECKED_AT_ONCE", 1)
    run = checked(samples.xlsx(*LIST))
    cancel_job(actor=moderator, job=Job.objects.get(), now=NOW)

    run_jobs()

    run.refresh_from_db()
    assert (run.state, run.check_result) == (ImportState.DRAFT, {})
    assert office.get(reverse("office:import_columns", args=[run.pk])).status_code == 200
