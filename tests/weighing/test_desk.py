"""Desks, drafts and everything that is listed at the workbench."""

from datetime import timedelta

import pytest

from roterfaden.accounts.enums import Role
from roterfaden.audit.models import Event
from roterfaden.concept.models import Consideration
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation.models import Process
from roterfaden.post.models import Message
from roterfaden.weighing import actions, errors, queries
from roterfaden.weighing.models import AnswerDraft, DeskItem
from roterfaden.weighing.tasks.desk import send_desk_reminders
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
LATE, SOON, FAR = TODAY - timedelta(days=1), TODAY + timedelta(days=3), TODAY + timedelta(days=40)


@pytest.fixture
def process():
    factories.instance()
    return factories.process()


@pytest.fixture
def theme(process):
    return factories.theme(process, factories.field())


@pytest.fixture
def voices(process, theme):
    made = [factories.contribution(process) for _number in range(3)]
    for voice in made:
        factories.assignment(voice, theme)
    return made


@pytest.fixture
def other():
    return factories.user(Role.STRATEGY_OFFICER)


def listed(process, planner, **values):
    return list(queries.listed_voices(process, queries.Listing(user=planner.pk, on=TODAY, **values)))


def answered(voice, **values):
    return Consideration.objects.create(
        **{
            "contribution": voice, "outcome": "not_taken_up", "reason": "Akte", "plain_reason": "Für Sie",
            "made_as": Role.STRATEGY_OFFICER, "made_at": NOW,
        }
        | values
    )  # fmt: skip


# --- desks --------------------------------------------------------------------------------------------------------
def test_nearest_item_decides_whose_desk_a_voice_lies_on(process, theme, voices, planner, other):
    unit = factories.unit()
    group = factories.voice_group(voices[1], voices[2])
    actions.put_on_desk(actor=planner, subject=theme, desk=planner, due_on=SOON, now=NOW)
    actions.put_on_desk(actor=planner, subject=group, desk=unit, now=NOW)
    actions.put_on_desk(actor=planner, subject=voices[2], desk=other, now=NOW)

    assert listed(process, planner, desk="mine") == [voices[0]]
    assert listed(process, planner, desk=f"s{unit.pk}") == [voices[1]]
    assert listed(process, planner, desk=f"p{other.pk}") == [voices[2]]
    assert listed(process, planner, desk="due") == [voices[0]]
    assert listed(process, planner, desk="nobody") == []
    assert sum(desk.open for desk in queries.desks(Process.objects.all(), on=TODAY)) == 3


def test_what_lies_on_a_desk_is_handed_over_with_a_note(voices, planner, other):
    item = actions.put_on_desk(actor=planner, subject=voices[0], desk=planner, now=NOW)
    with pytest.raises(errors.AlreadyOnDesk):
        actions.put_on_desk(actor=planner, subject=voices[0], desk=other, now=NOW)

    handed = actions.hand_over_item(
        actor=planner, item=item, desk=other, due_on=SOON, note="Du kennst dich aus.", now=NOW
    )

    assert (handed.supersedes, handed.owner, handed.reason) == (item, other, "Du kennst dich aus.")
    assert list(DeskItem.objects.current()) == [handed]
    with pytest.raises(errors.ItemIsGone):
        actions.hand_over_item(actor=planner, item=item, desk=planner, now=NOW)
    with pytest.raises(errors.SameDesk):
        actions.hand_over_item(actor=planner, item=handed, desk=other, due_on=SOON, now=NOW)
    assert [event.verb for event in Event.objects.order_by("number")] == ["desk.put", "desk.handed_over"]


def test_item_taken_off_leaves_the_voice_to_its_theme(process, theme, voices, planner, other):
    actions.put_on_desk(actor=planner, subject=theme, desk=planner, now=NOW)
    item = actions.put_on_desk(actor=planner, subject=voices[0], desk=other, now=NOW)

    actions.take_off_desk(actor=planner, item=item, now=NOW)

    assert listed(process, planner, desk="mine") == voices
    assert list(queries.desk_history(voices[0])) == [item]


def test_desks_are_not_for_everybody(voices, moderator, planner):
    with pytest.raises(NotAllowed):
        actions.put_on_desk(actor=moderator, subject=voices[0], desk=planner, now=NOW)


def test_desks_count_what_waits_and_what_is_late(theme, voices, planner, other, query_count):
    actions.put_on_desk(actor=planner, subject=theme, desk=planner, due_on=LATE, now=NOW)
    one = query_count(lambda: queries.desks(Process.objects.all(), on=TODAY))
    answered(voices[0])
    actions.put_on_desk(actor=planner, subject=voices[1], desk=other, due_on=FAR, now=NOW)
    actions.put_on_desk(actor=planner, subject=voices[0], desk=factories.unit(), due_on=LATE, now=NOW)

    found = {
        str(desk.owner): (desk.open, desk.late, desk.next_due)
        for desk in queries.desks(Process.objects.all(), on=TODAY)
    }

    assert found[str(planner)] == (1, 1, LATE)
    assert found[str(other)] == (1, 0, FAR)
    assert (0, 0, None) in found.values()
    assert (one, query_count(lambda: queries.desks(Process.objects.all(), on=TODAY))) == (2, 2)


# --- the list -----------------------------------------------------------------------------------------------------
def test_states_of_the_list(process, voices, planner):
    drafted, unpublished, published = voices
    actions.keep_draft(actor=planner, contribution=drafted, values={"reason": "Halb"}, now=NOW)
    answered(unpublished)
    answered(published, published_at=NOW)

    assert listed(process, planner) == [drafted]
    assert listed(process, planner, state="drafted") == [drafted]
    assert listed(process, planner, state="unpublished") == [unpublished]
    assert listed(process, planner, state="published") == [published]
    assert listed(process, planner, state="done") == [unpublished, published]
    assert listed(process, planner, state="advice") == []
    assert listed(process, planner, state="all") == voices


def test_orders_by_theme_and_by_place_in_the_concept(process, voices, planner):
    concept = factories.concept(process=process)
    first, second = factories.element(concept), factories.element(concept)
    loose = factories.contribution(process)
    answered(voices[0], element=second, outcome="taken_up")
    answered(voices[2], element=first, outcome="taken_up")

    assert listed(process, planner, state="all", order="theme") == [*voices, loose]
    by_element = listed(process, planner, state="all", order="element")
    assert by_element == [voices[2], voices[0], voices[1], loose]
    assert listed(process, planner, state="all", element=first.pk) == [voices[2]]


def test_rows_take_the_same_queries_for_one_and_three(process, theme, voices, planner, query_count):
    factories.desk_item(theme, planner)

    def rows(count):
        listed_now = queries.listed_voices(process, queries.Listing(user=planner.pk, on=TODAY))
        return queries.desk_rows(listed_now[:count], user=planner.pk)

    assert (query_count(lambda: rows(1)), query_count(lambda: rows(3))) == (6, 6)
    assert [row.item.owner for row in rows(3)] == [planner] * 3


def test_next_voice_is_the_one_behind_even_when_this_one_has_left_the_list(process, voices, planner):
    listing = queries.Listing(user=planner.pk, on=TODAY)
    middle = queries.around(process, listing, voices[1])
    assert (middle.place, middle.total, middle.before, middle.after) == (2, 3, voices[0].pk, voices[2].pk)

    answered(voices[1])

    gone = queries.around(process, listing, voices[1])
    assert (gone.place, gone.total, gone.before, gone.after) == (None, 2, voices[0].pk, voices[2].pk)


def test_answers_of_the_theme_stand_beside_the_most_alike_first(process, theme, voices):
    alike = factories.contribution(process, text="Der letzte Sprachkurs endet nach dem Bus")
    unlike = factories.contribution(process, text="Mehr Spielplätze im Park")
    for voice in (unlike, alike):
        factories.assignment(voice, theme)
        answered(voice)

    found = queries.answered_alike(voices[0], [theme])

    assert [row.contribution for row in found] == [alike, unlike]
    assert found[0].likeness > found[1].likeness


# --- drafts and reminders -----------------------------------------------------------------------------------------
def test_draft_belongs_to_one_person_and_ends_with_the_answer(voices, planner, other):
    actions.keep_draft(actor=planner, contribution=voices[0], values={"reason": "a"}, now=NOW)
    actions.keep_draft(actor=planner, contribution=voices[0], values={"reason": "ab"}, now=NOW)
    actions.keep_draft(actor=other, contribution=voices[0], values={"reason": "c"}, now=NOW)

    assert queries.draft_of(planner.pk, voices[0]).values == {"reason": "ab"}
    actions.answer_voice(
        actor=planner, contribution=voices[0], outcome="not_taken_up", reason="Akte", plain_reason="Für Sie", now=NOW
    )

    assert [draft.user for draft in AnswerDraft.objects.all()] == [other]


def test_reminder_comes_once_a_week_and_tells_who_gave_work_to_a_unit(process, theme, voices, planner, other):
    actions.put_on_desk(actor=planner, subject=theme, desk=other, due_on=LATE, now=NOW)
    actions.put_on_desk(actor=planner, subject=voices[0], desk=factories.unit(), due_on=SOON, now=NOW)
    actions.put_on_desk(actor=planner, subject=voices[1], desk=other, due_on=FAR, now=NOW)

    send_desk_reminders(now=NOW)
    send_desk_reminders(now=NOW + timedelta(hours=5))

    mails = {mail.to: mail.text for mail in Message.objects.all()}
    assert set(mails) == {planner.email, other.email}
    assert f"Beitrag {voices[0].number}" in mails[planner.email]
    assert theme.title in mails[other.email]
    assert "Eine Frist ist abgelaufen." in mails[other.email]
    assert all(voice.text not in text for voice in voices for text in mails.values())

    send_desk_reminders(now=NOW + timedelta(days=7))
    assert Message.objects.count() == 4
