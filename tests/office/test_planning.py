"""Planning in the office: a county begins without any example, from the mandate to the first card and the draft."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.concept.models import Concept
from roterfaden.kernel.time import local_day
from roterfaden.office.my_day import tasks_for
from roterfaden.participation.models import ActorGroup, Event, Process, Stage
from tests import factories
from tests.factories import TODAY


@pytest.fixture(autouse=True)
def house(db, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()


@pytest.fixture
def desk(page_client, planner):
    page_client.force_login(planner)
    return page_client


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def stage(process):
    return factories.stage(process, kinds=("challenge", "goal"), gate="Alle Karten sind erfasst.")


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def text(response):
    return response.content.decode()


def opening(**values):
    return {
        "template": "modellfall", "title": "Zusammen leben", "summary": "Wir sprechen.", "mandate": "Kreistag",
        "opened_on": "2027-01-11",
    } | values  # fmt: skip


def stage_form(**values):
    return {
        "before": "", "kind": "forum", "title": "Dialogforen", "starts_on": "2027-05-17", "ends_on": "2027-07-11",
        "description": "", "gate": "Alle Karten sind erfasst.",
    } | values  # fmt: skip


def event_form(stage, **values):
    day = stage.starts_on
    return {
        "stage": stage.slug, "kind": "forum", "title": "Forum Ehrenamt", "starts_at": f"{day}T18:00",
        "ends_at": f"{day}T21:00", "place": "Rathaus", "area": "", "description": "", "capacity": "60", "tables": "8",
        "questions": "Was läuft gut?\nen: What works well?\nWas fehlt?",
    } | values  # fmt: skip


# --- the whole way --------------------------------------------------------------------------------------------------
def test_county_without_any_data_comes_to_its_first_cards_and_its_draft(desk):
    assert "Verfahren eröffnen" in text(desk.get(url("processes")))

    page = desk.post(url("process_open"), opening(), follow=True)
    process = Process.objects.get()
    assert page.request["PATH_INFO"] == url("process", "zusammen-leben")
    assert (process.stages.count(), process.actor_groups.count(), process.area) == (11, 8, factories.county())
    assert "Erste Veranstaltung planen" in text(page)

    forums = process.stages.get(slug="dialogforen")
    page = desk.post(url("event_plan", process.slug), event_form(forums), follow=True)
    event = Event.objects.get()
    assert page.request["PATH_INFO"] == url("event", "forum-ehrenamt")
    assert event.questions == [{"de": "Was läuft gut?", "en": "What works well?"}, "Was fehlt?"]
    assert "Karten vorbereiten" in text(page)

    page = desk.post(url("event", event.slug), {"count": "4"}, follow=True)
    assert text(page).count('<p class="office-sheet__question" lang="en" dir="ltr">What works well?</p>') == 4

    assert "Konzept anlegen" in text(desk.get(url("process", process.slug)))
    page = desk.post(
        url("concept_open", process.slug),
        {"title": "Konzept 2028", "starts_on": "2028-01-01", "ends_on": "2033-01-01", "predecessor": ""},
        follow=True,
    )
    assert Concept.objects.get().process == process
    assert "Erstes Handlungsfeld aufnehmen" in text(page)
    assert desk.get(url("process", process.slug)).context["next"] is None


def test_empty_process_asks_for_groups_then_stages_then_an_event(desk):
    desk.post(url("process_open"), opening(template="leer"))
    process = Process.objects.get()

    def heading():
        return desk.get(url("process", process.slug)).context["next"].heading

    assert heading() == "Akteursgruppen anlegen"
    desk.post(url("process_group_add", process.slug), {"name": "Ehrenamtlich Engagierte"})
    assert heading() == "Abschnitte planen"
    desk.post(url("process_stage_plan", process.slug), stage_form())
    assert heading() == "Erste Veranstaltung planen"
    assert ActorGroup.objects.get().slug == "ehrenamtlich-engagierte"
    assert Stage.objects.get().slug == "dialogforen"


# --- opening ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["title", "summary", "mandate", "opened_on", "template"])
def test_incomplete_opening_is_422_and_loses_nothing(desk, name):
    sent = opening(**{name: ""})

    response = desk.post(url("process_open"), sent)

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (422, {name})
    assert {key: form[key].value() for key in sent} == sent
    assert not Process.objects.exists()


def test_form_shows_what_the_template_brings(desk):
    html = text(desk.get(url("process_open")))

    assert "Integrationskonferenz zum Entwurf" in html
    assert "Unternehmen und Kammern" in html


def test_two_processes_of_one_name_get_two_addresses(desk):
    for _time in range(2):
        desk.post(url("process_open"), opening(template="leer"))

    assert set(Process.objects.values_list("slug", flat=True)) == {"zusammen-leben", "zusammen-leben-2"}


def test_planner_of_one_process_plans_it_and_opens_none(page_client, process):
    page_client.force_login(factories.user(Role.STRATEGY_OFFICER, scope=(ScopeKind.PROCESS, process.slug)))
    other = factories.process()

    assert "Verfahren eröffnen" not in text(page_client.get(url("processes")))
    assert page_client.get(url("process_open")).status_code == 403
    assert page_client.get(url("process_stage_plan", process.slug)).status_code == 200
    assert page_client.get(url("concept_open", process.slug)).status_code == 200
    for name in ("process_stage_plan", "process_group_add", "event_plan", "concept_open"):
        assert page_client.get(url(name, other.slug)).status_code == 404


def test_moderator_reads_and_plans_nothing(page_client, moderator, stage):
    page_client.force_login(moderator)

    html = text(page_client.get(url("process", stage.process.slug)))

    for words in (
        "Abschnitt planen",
        "Akteursgruppe anlegen",
        "Veranstaltung planen",
        "ändern",
        "Bedingung ist erfüllt",
    ):
        assert words not in html


# --- stages -------------------------------------------------------------------------------------------------------
def test_stage_opens_every_kind_to_every_group_and_stands_where_it_belongs(desk, process, stage):
    group = factories.group(process)
    sent = stage_form(before=str(stage.position), kinds=["challenge", "goal"], groups=[group.slug])

    response = desk.post(url("process_stage_plan", process.slug), sent)

    made = process.stages.get(slug="dialogforen")
    assert response["Location"] == f"{url('process', process.slug)}#abschnitt-{made.pk}"
    assert made.position == 1
    assert set(made.openings.values_list("kind", "actor_group")) == {("challenge", group.pk), ("goal", group.pk)}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"starts_on": ""}, "starts_on"),
        ({"ends_on": "2027-01-01"}, "ends_on"),
        ({"groups": ["gruppe-1"]}, "kinds"),
    ],
)
def test_wrong_stage_is_422_and_loses_nothing(desk, process, values, field):
    factories.group(process)
    sent = stage_form(**values)

    response = desk.post(url("process_stage_plan", process.slug), sent)

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (422, {field})
    assert {key: form[key].value() for key in sent} == sent


def test_stage_form_begins_with_what_is_planned_and_saves_changes(desk, process, stage):
    address = url("process_stage_change", process.slug, stage.slug)
    form = desk.get(address).context["form"]
    assert (form["title"].value(), form["kinds"].value()) == ("Dialogforen", ["challenge", "goal"])

    response = desk.post(address, stage_form(kinds=["goal"], starts_on=str(TODAY), ends_on=""))

    stage.refresh_from_db()
    assert response["Location"].endswith(f"#abschnitt-{stage.pk}")
    assert (stage.starts_on, stage.ends_on) == (TODAY, None)
    assert list(stage.openings.values_list("kind", flat=True)) == ["goal"]


def test_change_that_the_events_do_not_allow_is_422_at_its_field(desk, process, stage):
    factories.event(stage)

    response = desk.post(url("process_stage_change", process.slug, stage.slug), stage_form(kinds=["challenge", "goal"]))

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"starts_on"}


def test_openings_the_form_cannot_say_are_left_alone(desk, process, stage):
    stage.openings.create(kind="question", actor_group=factories.group(process))
    address = url("process_stage_change", process.slug, stage.slug)

    page = desk.get(address)
    desk.post(address, stage_form())

    assert "Hier ist für jede Gruppe etwas anderes offen." in text(page)
    assert "kinds" not in page.context["form"].fields
    assert stage.openings.count() == 3


def test_gate_is_passed_with_a_reason_and_shown(desk, process, stage):
    address = url("process_stage_gate", process.slug, stage.slug)
    assert "Bedingung ist erfüllt" in text(desk.get(url("process", process.slug)))
    assert desk.post(address, {"passed_on": str(TODAY), "reason": ""}).status_code == 422

    page = desk.post(address, {"passed_on": str(TODAY), "reason": "Liste liegt vor."}, follow=True)

    assert "erfüllt am 15. Juni 2017" in text(page)
    assert "Bedingung ist erfüllt<" not in text(page)


def test_process_page_takes_the_same_queries_for_one_and_three(desk, process, stage, query_count):
    def add():
        group = factories.group(process)
        factories.event(stage)
        factories.stage(process).openings.create(kind="goal", actor_group=group)

    address = url("process", process.slug)
    add()
    desk.get(address)
    one = query_count(lambda: desk.get(address))
    for _number in range(3):
        add()

    assert (one, query_count(lambda: desk.get(address))) == (15, 15)


# --- events -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"ends_at": "2017-05-16T17:00"}, "ends_at"),
        ({"starts_at": "2019-05-16T18:00", "ends_at": "2019-05-16T21:00"}, "starts_at"),
        ({"tables": ""}, "tables"),
    ],
)
def test_wrong_event_is_422_and_loses_nothing(desk, process, stage, values, field):
    sent = event_form(stage, **values)

    response = desk.post(url("event_plan", process.slug), sent)

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (422, {field})
    assert {key: form[key].value() for key in sent} == sent
    assert not Event.objects.exists()


def test_event_form_begins_with_what_is_planned_and_saves_changes(desk, process, stage):
    group = factories.group(process)
    event = factories.event(stage, questions=["Was?", {"de": "Wie?", "en": "How?"}], title="Forum", slug="forum")
    event.actor_groups.add(group)
    form = desk.get(url("event_change", "forum")).context["form"]
    assert form["questions"].value() == "Was?\nWie?\nen: How?"
    assert form["actor_groups"].value() == [group.slug]

    response = desk.post(url("event_change", "forum"), event_form(stage, place="Kreishaus"))

    event.refresh_from_db()
    assert response["Location"] == url("event", "forum")
    assert (event.place, event.title, event.actor_groups.count()) == ("Kreishaus", "Forum Ehrenamt", 0)


def test_unchanged_event_is_422(desk, stage):
    event = factories.event(stage)
    form = desk.get(url("event_change", event.slug)).context["form"]
    same = {name: form[name].value() for name in form.fields}
    same |= {name: f"{same[name]:%Y-%m-%dT%H:%M}" for name in ("starts_at", "ends_at")}

    response = desk.post(url("event_change", event.slug), {name: "" if v is None else v for name, v in same.items()})

    assert response.status_code == 422
    assert "Sie haben nichts geändert." in text(response)


def test_event_of_a_process_without_stages_says_what_comes_first(desk, process):
    assert "Planen Sie zuerst einen Abschnitt" in text(desk.get(url("event_plan", process.slug)))


def test_questions_stand_in_all_their_languages_for_residents(page_client, stage):
    event = factories.event(stage, questions=["Was?", {"de": "Wie?", "ar": "كيف؟"}])

    html = text(page_client.get(reverse("public:event", args=[event.slug])))

    assert "<li>Was?</li>" in html
    assert '<span lang="ar" dir="rtl">كيف؟</span>' in html


# --- my day -------------------------------------------------------------------------------------------------------
def titles(actor, on):
    return [str(task.title) for task in tasks_for(actor, on)]


def test_my_day_names_late_gates_coming_stages_and_events_without_cards(planner, moderator, process, stage):
    event = factories.event(stage, title="Forum Ehrenamt")
    coming = factories.stage(process, title="Auswertung", starts_on=TODAY + timedelta(days=40), ends_on=None)

    assert titles(planner, TODAY) == ["Für „Forum Ehrenamt“ sind noch keine Karten gedruckt"]
    assert titles(moderator, TODAY) == titles(planner, TODAY)
    later = TODAY + timedelta(days=31)
    assert titles(planner, later) == [
        "„Dialogforen“ ist zu Ende. Ist die Bedingung erfüllt?", "„Auswertung“ beginnt bald",
    ]  # fmt: skip
    assert titles(moderator, later) == []
    addresses = [task.url for task in tasks_for(planner, later)]
    assert addresses == [f"{url('process', process.slug)}#abschnitt-{row.pk}" for row in (stage, coming)]
    assert tasks_for(moderator, TODAY)[0].url == f"{url('event', event.slug)}#karten"


def test_my_day_of_plans_takes_the_same_queries_for_one_and_three(planner, query_count):
    def add():
        late = factories.stage(factories.process(), gate="x", starts_on=date(2017, 1, 1), ends_on=date(2017, 2, 1))
        factories.stage(late.process, starts_on=TODAY + timedelta(days=3), ends_on=None)
        factories.event(late)

    add()
    tasks_for(planner, TODAY)
    one = query_count(lambda: tasks_for(planner, TODAY))
    for _number in range(2):
        add()

    assert query_count(lambda: tasks_for(planner, TODAY)) == one
    assert len(tasks_for(planner, TODAY)) == 9


def test_days_of_the_form_begin_today(desk):
    assert desk.get(url("process_open")).context["form"]["opened_on"].value() == local_day(timezone.now())
