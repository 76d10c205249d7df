"""What lists and boards read, and that lists and locks agree."""

from datetime import timedelta

import pytest

from roterfaden.accounts.enums import Role, ScopeKind
from roterfaden.accounts.rules import allowed
from roterfaden.participation import queries
from roterfaden.participation.models import Process
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

MODERATION = (Role.STRATEGY_OFFICER, Role.MODERATOR)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("reach", ["county", "process", "elsewhere", "none"])
def test_list_and_lock_agree_for_every_role_and_reach(role, reach):
    process, other = factories.process(), factories.process()
    scopes = {
        "county": (ScopeKind.COUNTY, ""),
        "process": (ScopeKind.PROCESS, process.slug),
        "elsewhere": (ScopeKind.MUNICIPALITY, "03459003"),
    }
    person = factories.user(role, scope=scopes[reach]) if reach in scopes else factories.user()

    def locked(permission):
        return {row for row in (process, other) if allowed(person, permission, row)}

    assert set(Process.objects.visible_to(person)) == locked("participation.view_process")
    assert set(Process.objects.visible_to(person, *MODERATION)) == locked("participation.view_board")


def test_nobody_sees_processes_without_role(participant, system, outsider):
    factories.process()

    assert [list(Process.objects.visible_to(actor)) for actor in (participant, system, outsider)] == [[], [], []]


def test_deactivated_people_see_nothing(planner):
    factories.process()
    planner.is_active = False

    assert list(Process.objects.visible_to(planner)) == []


def test_process_page_counts_voices_by_state_kind_and_group(query_count):
    process = factories.process()
    group = factories.group(process)
    factories.stage(process)
    factories.contribution(process, kind="goal", actor_group=group)
    factories.contribution(process, kind="goal", moderation="pending")
    factories.contribution(process, moderation="withheld", moderation_reason="Name")

    page = queries.process_page(process, on=TODAY)

    assert (page.published, page.pending, page.withheld, page.voices) == (1, 1, 1, 3)
    assert page.groups == ((group, 1),)
    assert [(kind.value, count) for kind, count in page.kinds] == [("challenge", 1), ("goal", 2)]
    assert page.stages[0].is_open
    assert [(kinds[0], len(kinds), groups) for kinds, groups in page.stages[0].openings] == [("Stärke", 8, ())]


def test_process_page_takes_five_queries_for_one_and_three_stages(query_count):
    process = factories.process()
    factories.stage(process)
    one = query_count(lambda: queries.process_page(process, on=TODAY))
    for _number in range(2):
        factories.stage(process)
        factories.group(process)

    assert (one, query_count(lambda: queries.process_page(process, on=TODAY))) == (5, 5)


def test_stage_on_a_day_is_the_last_one_open():
    process = factories.process()
    first = factories.stage(process)
    second = factories.stage(process, starts_on=TODAY, ends_on=None)
    stages = [first, second]

    assert queries.stage_on(stages, TODAY - timedelta(days=1)) == first
    assert queries.stage_on(stages, TODAY) == second
    assert queries.stage_on(stages, TODAY - timedelta(days=99)) is None


def test_board_takes_six_queries_for_one_and_four_themes(query_count):
    process = factories.process()
    factories.assignment(factories.contribution(process), factories.theme(process, factories.field()))
    one = query_count(lambda: queries.board_of(process))
    for _number in range(3):
        factories.assignment(factories.contribution(process), factories.theme(process, factories.field()))

    assert (one, query_count(lambda: queries.board_of(process))) == (6, 6)


def test_board_forgets_superseded_places_and_withheld_voices():
    process = factories.process()
    theme = factories.theme(process, factories.field())
    moved = factories.contribution(process)
    factories.assignment(moved, theme, superseded_at=NOW)
    withheld = factories.contribution(process, moderation="withheld", moderation_reason="Name")
    factories.assignment(withheld, theme)

    board = queries.board_of(process)

    assert [(row.theme, row.total, row.cards) for row in board.fields[0].themes] == [(theme, 0, ())]
    assert board.unsorted == 1


def test_waiting_cards_are_one_query_for_all_processes(query_count):
    factories.contribution(factories.process(), moderation="pending")
    busy = factories.process()
    factories.assignment(factories.contribution(busy), factories.theme(busy, factories.field()))
    factories.contribution(busy)
    factories.process()

    waiting = queries.waiting_cards(Process.objects.order_by("pk"))

    assert [(row.pending, row.unsorted) for row in waiting] == [(1, 1), (0, 1)]
    assert query_count(lambda: queries.waiting_cards(Process.objects.order_by("pk"))) == 1


def test_event_rows_count_cards_and_free_codes_apart(planner):
    event = factories.event(factories.stage(factories.process()))
    for _number in range(2):
        card = factories.contribution(event.process, event=event)
        card.code.event = event
        card.code.save()
    event.codes.create(code="FREE", process=event.process, issued_at=NOW)

    row = queries.event_rows(planner).get()

    assert (row.voices, row.free_codes) == (2, 1)


def test_kinds_open_to_the_same_groups_stand_together():
    process = factories.process()
    one, other = factories.group(process), factories.group(process)
    stage = factories.stage(process, kinds=("question",))
    for kind in ("goal", "measure"):
        for group in (one, other):
            stage.openings.create(kind=kind, actor_group=group)

    row = queries.process_page(process, on=TODAY).stages[0]

    assert row.openings == ((("Ziel", "Maßnahme"), (one.name, other.name)), (("Frage",), ()))
