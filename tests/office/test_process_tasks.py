"""Tasks in the office: what is late and what comes, moved with a stage, printed; copies and templates."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from roterfaden.accounts.enums import Role
from roterfaden.kernel.time import local_day
from roterfaden.office.my_day import tasks_for
from roterfaden.participation import actions
from roterfaden.participation.enums import TaskAnchor
from roterfaden.participation.methods import process_templates, write_template
from roterfaden.participation.models import OwnTemplate, Process, ProcessTask
from tests import factories
from tests.factories import NOW


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


@pytest.fixture
def stage():
    today = local_day(timezone.now())
    return factories.stage(
        factories.process(), starts_on=today + timedelta(days=50), ends_on=today + timedelta(days=80)
    )


@pytest.fixture
def task(stage, planner):
    return actions.add_task(
        actor=planner, process=stage.process, title="Einladungen verschicken", stage=stage, anchor=TaskAnchor.START,
        days=-48, role=Role.STRATEGY_OFFICER, now=NOW,
    )  # fmt: skip


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def text(response):
    return response.content.decode()


def typed(**values):
    return {"title": "Räume buchen", "place": "", "days": "", "direction": "-start", "due_on": "2027-03-01",
            "role": "moderator", "assignee": "", "note": ""} | values  # fmt: skip


# --- tasks ----------------------------------------------------------------------------------------------------------
def test_task_is_added_changed_done_and_opened_again(desk, stage):
    desk.post(url("task_add", stage.process.slug), typed(place=f"abschnitt:{stage.slug}", days="42", due_on=""))
    task = ProcessTask.objects.get()
    assert task.due_on == stage.starts_on - timedelta(days=42)
    assert "Räume buchen" in text(desk.get(url("tasks")))
    assert 'value="42"' in text(desk.get(url("task_change", task.pk)))

    desk.post(url("task_change", task.pk), typed(place=f"abschnitt:{stage.slug}", days="3", direction="+end"))
    task.refresh_from_db()
    assert task.due_on == stage.ends_on + timedelta(days=3)

    desk.post(url("task_done", task.pk), {"zurueck": url("tasks")})
    assert "Zuletzt erledigt" in text(desk.get(url("tasks")))
    desk.post(url("task_reopen", task.pk))
    desk.post(url("task_drop", task.pk))
    assert "Nichts ist offen" in text(desk.get(url("tasks")))


@pytest.mark.parametrize("values", [{"due_on": ""}, {"place": "abschnitt:abschnitt-1", "days": ""}, {"role": ""}])
def test_incomplete_task_is_refused_and_kept(desk, stage, values):
    answer = desk.post(url("task_add", stage.process.slug), typed(**values))

    assert answer.status_code == 422
    assert 'value="Räume buchen"' in text(answer)


def test_my_day_names_tasks_of_mine(task, planner, moderator):
    today = local_day(timezone.now())

    assert "Einladungen verschicken" in [str(each.title) for each in tasks_for(planner, today)]
    assert "Einladungen verschicken" not in [str(each.title) for each in tasks_for(moderator, today)]


def test_reader_sees_tasks_and_changes_nothing(page_client, task, clerk):
    page_client.force_login(clerk)

    assert "Einladungen verschicken" in text(page_client.get(url("tasks")))
    assert page_client.get(url("task_change", task.pk)).status_code == 403
    assert page_client.post(url("task_done", task.pk)).status_code == 403


def test_calendar_holds_open_tasks_as_whole_days(desk, task):
    answer = desk.get(url("tasks_calendar"))

    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (str(event["summary"]), event["dtstart"].dt) == ("Einladungen verschicken", task.due_on)
    assert answer["Content-Type"].startswith("text/calendar")


def test_list_is_narrowed_to_a_process(desk, task):
    other = factories.process()

    assert "Nichts ist offen" in text(desk.get(url("tasks"), {"verfahren": other.slug}))


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same(client, planner, stage, query_count, number):
    for _number in range(number):
        ProcessTask.objects.create(process=stage.process, title="x", due_on=date(2027, 1, 4), assignee=planner)
    client.force_login(planner)

    assert query_count(lambda: client.get(url("tasks"))) == 9


# --- moving ---------------------------------------------------------------------------------------------------------
def stage_form(stage, **values):
    return {
        "title": stage.title, "starts_on": stage.starts_on + timedelta(days=14),
        "ends_on": stage.ends_on + timedelta(days=14), "description": "", "gate": "", "role": "council_clerk",
        "responsible": "",
    } | values  # fmt: skip


@pytest.mark.parametrize(("answer", "moved"), [("mit", 14), ("lassen", 0)])
def test_moving_a_stage_asks_what_becomes_of_its_tasks(desk, stage, task, answer, moved):
    address = url("process_stage_change", stage.process.slug, stage.slug)
    asked = desk.post(address, stage_form(stage))
    assert (asked.status_code, "Einladungen verschicken" in text(asked)) == (200, True)
    assert ProcessTask.objects.get().due_on == task.due_on

    desk.post(address, stage_form(stage, aufgaben=answer))

    stage.refresh_from_db()
    assert (ProcessTask.objects.get().due_on - task.due_on).days == moved
    assert stage.role == "council_clerk"


# --- what is open to whom -------------------------------------------------------------------------------------------
def test_grid_opens_each_kind_to_its_groups(desk):
    process = factories.process()
    stage, group = factories.stage(process, kinds=("goal",)), factories.group(process)
    address = url("process_stage_openings", process.slug, stage.slug)
    assert 'value="goal:" checked' in text(desk.get(address))

    desk.post(address, {"offen": ["challenge:", f"challenge:{group.slug}", f"question:{group.slug}", "goal:fremd"]})

    opened = set(stage.openings.values_list("kind", "actor_group__slug"))
    assert opened == {("challenge", None), ("question", group.slug)}


# --- pictures, copies, templates --------------------------------------------------------------------------------------
def test_process_page_shows_where_we_stand(desk, stage, task):
    html = text(desk.get(url("process", stage.process.slug)))

    assert "Wo stehen wir?" in html
    assert "In den nächsten vier Wochen steht eine an." in html


def test_days_are_shown_before_a_process_is_opened(desk):
    form = {"template": "kleinstadt", "title": "Neu", "summary": "…", "mandate": "…", "opened_on": "2027-01-11"}

    page = text(desk.post(url("process_open"), form | {"vorschau": "1"}))

    assert "Veranstaltung: Forum im Rathaus" in page
    assert not Process.objects.exists()
    holiday = text(desk.post(url("process_open"), form | {"vorschau": "1", "opened_on": "2027-02-25"}))
    assert "Feiertag" in holiday or "Samstag" in holiday


def test_process_is_copied_after_a_look_at_its_days(desk, stage, task):
    form = {"title": "Neuer Dialog", "summary": "…", "mandate": "…", "opened_on": "2028-01-10"}
    address = url("process_copy", stage.process.slug)
    assert "Aufgabe: Einladungen verschicken" in text(desk.post(address, form | {"vorschau": "1"}))

    desk.post(address, form)

    made = Process.objects.get(slug="neuer-dialog")
    assert (made.stages.count(), made.tasks.count()) == (1, 1)


def test_process_becomes_a_template_and_a_file_and_a_template_again(desk, stage, task):
    desk.post(url("process_as_template", stage.process.slug), {"title": "Unser Weg"})
    content = desk.get(url("process_template_file", "unser-weg")).content
    desk.post(url("process_template_remove", "unser-weg"))
    assert not OwnTemplate.objects.exists()

    desk.post(url("process_template_read"), {"file": SimpleUploadedFile("weg.toml", content)})

    assert OwnTemplate.objects.get().slug == "unser-weg"
    assert "Unser Weg" in text(desk.get(url("process_templates")))


def test_faults_of_a_file_are_named_with_their_lines(desk):
    content = write_template(process_templates()["kleinstadt"]).replace('kind = "mandate"', 'kind = "fest"')

    answer = desk.post(url("process_template_read"), {"file": SimpleUploadedFile("weg.toml", content.encode())})

    assert answer.status_code == 422
    line = content[: content.index('kind = "fest"')].count("\n") + 1
    assert f"Zeile {line}: „kind“ muss eines davon sein" in text(answer)


def test_built_in_template_is_not_replaced_by_a_file(desk):
    content = write_template(process_templates()["kleinstadt"]).replace(
        process_templates()["kleinstadt"].title, "Kleinstadt"
    )

    answer = desk.post(url("process_template_read"), {"file": SimpleUploadedFile("x.toml", content.encode())})

    assert (answer.status_code, "gehört zum Programm" in text(answer)) == (422, True)
