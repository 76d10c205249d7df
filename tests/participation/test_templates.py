"""Templates of processes: built in, from files, from other processes; and questions in several languages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions, errors
from roterfaden.participation.enums import ContributionKind, StageKind
from roterfaden.participation.methods import (
    Wording,
    calendar_of,
    process_templates,
    read_questions,
    read_template,
    wordings,
    write_questions,
    write_template,
)
from roterfaden.participation.models import Opening, Process, ProcessTask
from roterfaden.participation.queries import all_templates, template_of
from tests import factories
from tests.factories import NOW

OPENED = date(2027, 1, 11)
WEEKEND = {"Samstag", "Sonntag"}


def open_from_template(actor, **values):
    return actions.open_process_from_template(
        **{
            "actor": actor, "template": "modellfall", "slug": "dialog", "title": "Dialog", "summary": "Wir sprechen.",
            "mandate": "Kreistag", "area": factories.county(), "opened_on": OPENED, "now": NOW,
        }
        | values
    )  # fmt: skip


# --- the file -----------------------------------------------------------------------------------------------------
def test_model_case_has_every_stage_in_order_and_eight_groups():
    template = process_templates()["modellfall"]

    assert [stage.kind for stage in template.stages] == StageKind.values
    assert len(template.groups) == 8
    assert all(stage.gate and stage.description for stage in template.stages)
    starts = [stage.after for stage in template.stages]
    assert starts == sorted(starts)
    assert next(iter(process_templates())) == "modellfall"


@pytest.mark.parametrize("template", process_templates().values(), ids=lambda template: template.slug)
def test_template_names_only_what_there_is(template):
    slugs = {group.slug for group in template.groups} | {""}

    for stage in template.stages:
        assert stage.kind in StageKind.values
        assert {kind for kind, _group in stage.openings} <= set(ContributionKind.values)
        assert {group for _kind, group in stage.openings} <= slugs


def test_window_counts_weeks_from_the_opening():
    forums = process_templates()["modellfall"].stages[1]

    assert forums.window(OPENED) == (OPENED + timedelta(weeks=18), OPENED + timedelta(weeks=26, days=-1))


# --- the action ---------------------------------------------------------------------------------------------------
def test_process_from_template_has_groups_stages_and_openings(planner):
    process = open_from_template(planner)

    stages = list(process.stages.order_by("position"))
    assert [stage.position for stage in stages] == list(range(1, 12))
    assert process.actor_groups.count() == 8
    assert stages[0].starts_on == OPENED
    forums, conference = process.stages.get(slug="dialogforen"), process.stages.get(slug="konferenz")
    assert forums.openings.count() == 7 * 8
    assert set(conference.openings.values_list("kind", "actor_group")) == {
        ("measure", None), ("feedback", None), ("question", None),
    }  # fmt: skip
    assert process.stages.get(slug="interne-runde").openings.values("actor_group").distinct().count() == 2


def test_process_from_template_is_recorded_step_by_step(planner):
    open_from_template(planner)

    verbs = list(AuditEvent.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["process.opened", *["actor_group.added"] * 8, *["stage.planned"] * 11, *["task.added"] * 21]


def test_unknown_template_is_refused_and_leaves_nothing(planner):
    with pytest.raises(errors.NoSuchTemplate):
        open_from_template(planner, template="unbekannt")

    assert not Process.objects.exists()


@pytest.mark.parametrize("name", ["moderator", "clerk", "goal_owner", "administrator", "outsider", "participant"])
def test_process_from_template_is_refused_to_others(name, request, db):
    with pytest.raises(NotAllowed):
        open_from_template(request.getfixturevalue(name))

    assert not Opening.objects.exists()


def test_planner_of_one_process_opens_no_other(db):
    person = factories.user(Role.STRATEGY_OFFICER, scope=(ScopeKind.PROCESS, factories.process().slug))

    with pytest.raises(NotAllowed):
        open_from_template(person)
    assert Process.objects.count() == 1


# --- files ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("template", process_templates().values(), ids=lambda template: template.slug)
def test_template_written_and_read_again_is_the_same(template):
    assert read_template(write_template(template), template.slug) == replace(template, position=0)


@pytest.mark.parametrize("template", process_templates().values(), ids=lambda template: template.slug)
def test_everything_of_a_template_opened_on_a_monday_falls_on_working_days_or_holidays(template):
    weekends = [each for each in calendar_of(template, OPENED) if each.what != "stage" and each.closed in WEEKEND]

    assert weekends == []


FAULTY = """title = "Kurz"
summary = "Ein Abend."

[[actor_group]]
slug = "Alle Leute"
name = "Alle"

[[stage]]
slug = "forum"
kind = "fest"
title = ""
starts_after_weeks = -1
weeks = 2
kinds = ["strength", "lob"]
farbe = "rot"

[[event]]
slug = "abend"
stage = "forum"
kind = "forum"
title = "Abend"
after_days = 20
at = "25:00"

[[task]]
title = "Einladen"
stage = "forum"
event = "abend"
weeks = -6
"""


def test_faults_name_their_lines():
    with pytest.raises(errors.TemplateFaulty) as refusal:
        read_template(FAULTY, "kurz")

    told = [str(fault) for fault in refusal.value.faults]
    assert told == [
        "Zeile 5: „slug“ besteht aus kleinen Buchstaben, Ziffern und einzelnen Bindestrichen.",
        "Zeile 10: „kind“ muss eines davon sein: " + ", ".join(StageKind.values) + ".",
        "Zeile 11: „title“ fehlt oder ist kein Text.",
        f"Zeile 12: „starts_after_weeks“ muss eine ganze Zahl von 0 bis {20 * 366 // 7} sein.",
        "Zeile 14: „kinds“ nennt etwas, das es nicht gibt: lob.",
        "Zeile 15: „farbe“ kennt das Programm nicht.",
        "Zeile 22: Die Veranstaltung liegt nach dem Ende ihres Abschnitts.",
        "Zeile 23: „at“ ist eine Uhrzeit wie 18:00.",
        "Zeile 26: Eine Aufgabe gehört zu einem Abschnitt („stage“) oder zu einer Veranstaltung („event“).",
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("title = 'x'\nsummary = ", 2), ("title = 'x'\nsummary == 'y'\n", 2), ("", 1)]
)
def test_file_that_is_no_template_is_refused_with_a_line(text, line):
    with pytest.raises(errors.TemplateFaulty) as refusal:
        read_template(text, "kurz")

    assert refusal.value.faults[0].line == line


# --- after another process --------------------------------------------------------------------------------------------
def copy(actor, source, **values):
    return actions.copy_process(
        **{
            "actor": actor, "source": source, "slug": "neu", "title": "Neu", "summary": "…", "mandate": "…",
            "area": factories.county(), "opened_on": OPENED + timedelta(weeks=52), "now": NOW,
        }
        | values
    )  # fmt: skip


def test_copy_has_the_structure_from_a_new_day_and_nothing_personal(planner, moderator):
    source = open_from_template(planner, template="kleinstadt")
    forum = source.events.get(kind="forum")
    factories.contribution(source, event=forum)
    task = source.tasks.get(title="Karten drucken")
    ProcessTask.objects.filter(pk=task.pk).update(assignee=moderator, done_at=NOW, done_by=moderator)

    made = copy(planner, source)

    later = timedelta(weeks=52)
    assert template_of(made) == replace(template_of(source), slug="neu", title="Neu", summary="…")
    copied = made.tasks.get(title="Karten drucken")
    assert (copied.due_on, copied.assignee, copied.done_at) == (task.due_on + later, None, None)
    assert made.events.get(kind="forum").starts_at - forum.starts_at >= later - timedelta(hours=1)
    assert not made.contributions.exists()


def test_copy_leaves_out_called_off_events_and_dropped_tasks(planner):
    source = open_from_template(planner, template="kleinstadt")
    source.events.filter(kind="online").update(cancelled_at=NOW, cancel_reason="x")
    source.tasks.filter(title="Entwurf veröffentlichen").update(dropped_at=NOW)

    made = copy(planner, source)

    assert (made.events.count(), made.tasks.count()) == (1, 7)


def test_own_template_is_kept_used_and_removed(planner):
    source = open_from_template(planner, template="kleinstadt")
    content = write_template(template_of(source))

    saved = actions.save_template(actor=planner, slug="unser-weg", content=content, now=NOW)
    made = open_from_template(planner, template="unser-weg", slug="zwei")

    assert list(all_templates())[-1] == "unser-weg"
    assert made.tasks.count() == source.tasks.count()
    actions.remove_template(actor=planner, template=saved, now=NOW)
    with pytest.raises(errors.NoSuchTemplate):
        open_from_template(planner, template="unser-weg", slug="drei")


def test_built_in_template_cannot_be_replaced(planner):
    with pytest.raises(errors.TemplateExists):
        actions.save_template(actor=planner, slug="modellfall", content="title = 'x'", now=NOW)


def test_copy_needs_planning_of_the_source(planner):
    source = factories.process()
    person = factories.user(Role.STRATEGY_OFFICER, scope=(ScopeKind.PROCESS, factories.process().slug))

    with pytest.raises(NotAllowed):
        copy(person, source)


# --- questions ----------------------------------------------------------------------------------------------------
def test_questions_are_read_line_by_line_with_their_translations():
    typed = "Was läuft gut?\nen: What works well?\nar: ما الذي ينجح؟\n\n  Was fehlt?  \n"

    questions = read_questions(typed)

    assert questions == [
        {"de": "Was läuft gut?", "en": "What works well?", "ar": "ما الذي ينجح؟"},
        "Was fehlt?",
    ]
    assert read_questions(write_questions(questions)) == questions


def test_line_that_names_no_language_is_a_question():
    assert read_questions("en: What?\nxx: Was?\nZum Schluss: Was noch?") == [
        "en: What?",
        "xx: Was?",
        "Zum Schluss: Was noch?",
    ]


def test_wordings_begin_with_german():
    assert wordings({"ar": "ماذا؟", "de": "Was?"}) == (Wording("de", "Was?"), Wording("ar", "ماذا؟"))
    assert wordings("Was?") == (Wording("de", "Was?"),)
