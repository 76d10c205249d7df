"""The built-in template of a process, and questions in several languages."""

from datetime import date, timedelta

import pytest

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions, errors
from roterfaden.participation.enums import ContributionKind, StageKind
from roterfaden.participation.methods import (
    Wording,
    process_templates,
    read_questions,
    wordings,
    write_questions,
)
from roterfaden.participation.models import Opening, Process
from tests import factories
from tests.factories import NOW

OPENED = date(2027, 1, 11)


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
    starts = [stage.starts_after_weeks for stage in template.stages]
    assert starts == sorted(starts)


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
    assert verbs == ["process.opened", *["actor_group.added"] * 8, *["stage.planned"] * 11]


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
