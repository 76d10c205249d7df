"""Values agreed on the way to a target: checked, typed in rows, frozen, taken along, and bending the path."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from roterfaden.concept import actions
from roterfaden.concept.enums import ElementKind, TargetFault, VersionKind
from roterfaden.concept.methods import TargetMilestone, TargetValues, target_faults
from roterfaden.concept.methods.exchange import from_json, from_markdown, to_json, to_markdown
from roterfaden.concept.models import Target
from roterfaden.concept.queries import change_counts, exchanged, is_intact, target_values, working_draft
from roterfaden.indicators.enums import Direction
from roterfaden.indicators.models import Series
from roterfaden.monitoring.queries.figures import goal_figure
from roterfaden.monitoring.queries.judgements import judge_goals
from tests import factories
from tests.concept.values import goal_under, measurable
from tests.factories import NOW

FIRST = TargetMilestone(date(2019, 12, 31), Decimal(21), "Die Kurse beginnen erst 2020.")
SECOND = TargetMilestone(date(2021, 12, 31), Decimal("26.5"))
BASE = {"baseline_value": Decimal(20), "baseline_on": date(2016, 12, 31), "baseline_source": "Statistik"}
PROMISE = TargetValues(
    series=Series(), target_value=Decimal(25), target_on=date(2022, 12, 31), milestones=(FIRST, SECOND), **BASE
)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, None),
        ({"milestones": (FIRST._replace(on=date(2016, 12, 31)),)}, TargetFault.MILESTONE_OUTSIDE),
        ({"milestones": (FIRST._replace(on=date(2022, 12, 31)),)}, TargetFault.MILESTONE_OUTSIDE),
        ({"milestones": (FIRST, FIRST)}, TargetFault.MILESTONE_TWICE),
        ({"baseline_value": None}, TargetFault.MILESTONE_WITHOUT_PATH),
        ({"series": None, "target_value": None}, TargetFault.MILESTONE_WITHOUT_PATH),
        (
            {"target_value": None, "corridor_low": Decimal(1), "corridor_high": Decimal(2)},
            TargetFault.MILESTONE_WITHOUT_PATH,
        ),
    ],
)
def test_value_on_the_way_needs_a_way_and_a_day_of_its_own(changes, fault):
    found = target_faults(
        replace(PROMISE, **changes), starts_on=date(2018, 1, 1), ends_on=date(2023, 1, 1), direction=Direction.UP
    )

    assert [tuple(each) for each in found] == ([("milestones", fault)] if fault else [])


# --- stored and frozen ------------------------------------------------------------------------------------------------
@pytest.fixture
def concept(db):
    return factories.concept(process=factories.process())


@pytest.fixture
def goal(planner, concept):
    return goal_under(planner, concept, title="Mehr Kurse", target=measurable(milestones=(SECOND, FIRST), **BASE))


def test_milestones_are_kept_in_order_with_every_digit(planner, goal):
    kept = actions.revise_element(actor=planner, element=goal, title="Anders", reason="x", expected_revision=1, now=NOW)

    assert target_values(kept).milestones == (FIRST, SECOND)
    assert Target.objects.filter(milestones=[]).count() == 0
    with pytest.raises(ValidationError):
        Target(revision=kept, milestones=[{"on": "gestern"}]).clean_fields()
    with pytest.raises(ValidationError):
        Target(revision=kept, milestones=(FIRST._replace(value=Decimal("1E+30")),)).clean_fields()


def test_frozen_version_holds_them_and_another_one_tells_the_difference(planner, concept, goal):
    frozen = actions.freeze_version(
        actor=planner, concept=concept, kind=VersionKind.CONFERENCE, slug="a", title="A", now=NOW
    )
    less = replace(target_values(goal.revisions.get()), milestones=(FIRST,))
    actions.revise_element(
        actor=planner, element=goal, title="Mehr Kurse", target=less, reason="x", expected_revision=1, now=NOW
    )

    assert is_intact(frozen)
    assert change_counts(frozen, working_draft(concept)).retargeted == 1
    Target.objects.filter(revision__number=1).update(milestones=(FIRST,))
    assert not is_intact(frozen)


@pytest.mark.parametrize(("write", "read"), [(to_json, from_json), (to_markdown, from_markdown)])
def test_milestones_go_into_the_file_and_come_back(planner, concept, goal, write, read):
    text = write(exchanged(working_draft(concept)))
    empty = factories.concept(process=factories.process(), title=concept.title)

    actions.import_exchange(actor=planner, concept=empty, document=read(text), now=NOW)

    assert write(exchanged(working_draft(empty))) == text
    assert Target.objects.order_by("-pk").first().milestones == (FIRST, SECOND)


# --- typed ------------------------------------------------------------------------------------------------------------
def typed(goal, *rows):
    values = target_values(goal.revisions.get(number=1))
    plain = {
        "title": "Mehr Kurse", "body": "", "accountability": "condition", "series": str(values.series.pk),
        "baseline_value": "20", "baseline_on": "2016-12-31", "baseline_source": "Statistik", "target_value": "25",
        "target_on": "2022-12-31", "reason": "Karte 12", "expected_revision": "1",
    }  # fmt: skip
    for number, row in enumerate(rows):
        plain |= {
            f"milestones-{number}-{name}": text for name, text in zip(("on", "value", "reason"), row, strict=True)
        }
    return plain


@pytest.fixture
def address(page_client, planner, goal, settings):
    settings.SECOND_FACTOR = "optional"
    factories.instance()
    page_client.force_login(planner)
    return reverse("office:element", args=[goal.pk])


def test_rows_are_typed_without_scripts_and_empty_ones_are_gone(page_client, address, goal):
    shown = page_client.get(address).content.decode()
    assert shown.count('aria-label="Bis, Zeile') == 4
    assert 'value="26.5"' in shown

    rows = (("", "", ""), ("2020-12-31", "22", "Neuer Raum"), ("2018-12-31", "21", ""))
    done = page_client.post(address, typed(goal, *rows))

    assert done.status_code == 302
    milestones = target_values(goal.revisions.get(number=2)).milestones
    assert [(each.on.year, each.value, each.reason) for each in milestones] == [
        (2018, 21, ""), (2020, 22, "Neuer Raum"),
    ]  # fmt: skip


def test_fault_in_a_row_names_it_and_keeps_everything(page_client, address, goal):
    refused = page_client.post(address, typed(goal, ("2020-12-31", "", ""), ("2030-12-31", "22", "Zu spät")))

    shown = refused.content.decode()
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"milestones"})
    assert "Zeile 1, Wert:" in shown
    assert 'value="Zu spät"' in shown

    late = page_client.post(address, typed(goal, ("2030-12-31", "22", "")))
    assert late.context["form"].errors["milestones"] == [str(TargetFault.MILESTONE_OUTSIDE.label)]


def test_two_people_at_once_see_both_and_lose_nothing(page_client, address, goal, planner):
    actions.revise_element(
        actor=planner, element=goal, title="Mehr Abendkurse", reason="x", expected_revision=1, now=NOW
    )

    conflict = page_client.post(address, typed(goal, ("2020-12-31", "22", "Neuer Raum")))

    shown = conflict.content.decode()
    assert conflict.status_code == 409
    assert "31.12.2020: 22 (Neuer Raum)" in shown
    assert 'name="meins-milestones-0-reason" value="Neuer Raum"' in shown
    assert conflict.context["form"]["milestones"].value()[0].value == 22


# --- judged -----------------------------------------------------------------------------------------------------------
def test_path_and_judgement_follow_the_milestones(db):
    concept = factories.concept()
    goal = factories.measured_goal(
        concept, {2016: 20, 2017: 20, 2018: 21, 2019: 21}, parent=factories.element(concept, ElementKind.FIELD),
        milestones=(FIRST,),
    )  # fmt: skip
    version = factories.frozen_version(concept)

    (judged,) = judge_goals(version, reference=date(2019, 12, 31), known_on=date(2020, 9, 30))
    figure = goal_figure(goal, version, on=date(2020, 9, 30))

    assert (judged.judgement.expected, judged.judgement.gap) == (21.0, 0.0)
    assert [(point.on.year, point.value) for point in figure.path] == [(2016, 20.0), (2019, 21.0), (2022, 30.0)]
    assert figure.target.milestones == (FIRST,)
