"""One answer for many voices: who gets it, who is left out, and what is left after it is taken back."""

from datetime import timedelta

import pytest

from roterfaden.concept import actions as concept
from roterfaden.concept import errors as concept_errors
from roterfaden.concept.models import Consideration
from roterfaden.weighing import actions, errors, queries
from roterfaden.weighing.enums import LeftOut
from roterfaden.weighing.models import AnswerBatch, BatchItem, ModuleUse
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
WORDS = {"outcome": "not_taken_up", "reason": "Zuständig ist die Stadt", "plain_reason": "Das entscheidet die Stadt."}


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def theme(process):
    return factories.theme(process, factories.field())


@pytest.fixture
def voices(process, theme):
    made = [factories.contribution(process) for _number in range(4)]
    for voice in made:
        factories.assignment(voice, theme)
    return made


def answer(planner, voice, now=NOW, **values):
    return concept.consider_contribution(actor=planner, contribution=voice, now=now, **(WORDS | values))


def in_force(voice):
    return list(Consideration.objects.in_force().filter(contribution=voice))


def give(planner, process, voices, *, replaces=(), **values):
    chosen = [actions.Chosen(voice, replaces=voice in replaces) for voice in voices]
    batch = actions.open_batch(actor=planner, process=process, chosen=chosen, now=LATER, **(WORDS | values))
    return actions.continue_batch(actor=planner, batch=batch, now=LATER)


def take_back(planner, batch, now=LATER):
    undone = actions.undo_batch(actor=planner, batch=batch, reason="Irrtum", now=now)
    return actions.continue_undoing(actor=planner, batch=undone, now=now)


def test_voices_with_an_answer_are_left_out_by_default_and_say_why(theme, voices, planner):
    answer(planner, voices[1])

    cards = queries.cards_of_theme(theme)

    assert [(card.contribution, card.left_out) for card in cards] == [
        (voices[0], ""), (voices[1], LeftOut.ANSWERED), (voices[2], ""), (voices[3], ""),
    ]  # fmt: skip
    assert cards[1].why == "hat eine eigene Antwort"


def test_each_voice_gets_an_answer_of_its_own_and_says_with_whom(process, voices, planner):
    batch = give(planner, process, voices)

    answers = [in_force(voice)[0] for voice in voices]
    assert {row.plain_reason for row in answers} == {"Das entscheidet die Stadt."}
    together = queries.answered_together(answers)
    assert {(row.batch, row.others) for row in together.values()} == {(batch, 3)}


def test_voice_answered_in_between_is_left_out(process, voices, planner):
    chosen = [actions.Chosen(voice) for voice in voices]
    batch = actions.open_batch(actor=planner, process=process, chosen=chosen, now=NOW, **WORDS)
    own = answer(planner, voices[0])
    voices[1].__class__.objects.filter(pk=voices[1].pk).update(
        moderation="withheld", moderation_reason="nennt eine Person"
    )

    actions.continue_batch(actor=planner, batch=batch, now=LATER)

    assert in_force(voices[0]) == [own]
    left_out = {item.contribution: item.left_out for item in BatchItem.objects.exclude(left_out="")}
    assert left_out == {voices[0]: LeftOut.ANSWERED_SINCE, voices[1]: LeftOut.WITHHELD}


def test_batch_begun_again_answers_nobody_twice(process, voices, planner):
    batch = give(planner, process, voices)

    actions.continue_batch(actor=planner, batch=batch, now=LATER)

    assert Consideration.objects.count() == 4


def test_undo_restores_what_was_and_names_what_it_leaves(process, voices, planner):
    before = answer(planner, voices[0], plain_reason="So war es.")
    batch = give(planner, process, voices, replaces=[voices[0]])
    again = answer(planner, voices[1], now=LATER + timedelta(minutes=1), plain_reason="Neu.")
    concept.publish_answers(actor=planner, contribution=voices[2], now=LATER)

    take_back(planner, batch, now=LATER + timedelta(minutes=5))

    [restored] = in_force(voices[0])
    assert (restored.plain_reason, restored.pk == before.pk) == ("So war es.", False)
    assert in_force(voices[1]) == [again]
    assert in_force(voices[2])[0].plain_reason == "Das entscheidet die Stadt."
    assert in_force(voices[3]) == []
    page = queries.batch_page(AnswerBatch.objects.get())
    assert {item.contribution: item.kept for item in page.kept} == {
        voices[1]: LeftOut.ANSWERED_SINCE, voices[2]: LeftOut.PUBLISHED,
    }  # fmt: skip
    assert page.undone == 2
    assert Consideration.objects.count() == 7
    with pytest.raises(errors.AlreadyUndone):
        actions.undo_batch(actor=planner, batch=batch, now=LATER)


def test_undo_begun_again_changes_nothing(process, voices, planner):
    batch = take_back(planner, give(planner, process, voices))

    actions.continue_undoing(actor=planner, batch=batch, now=LATER)

    assert [in_force(voice) for voice in voices] == [[], [], [], []]
    assert Consideration.objects.count() == 4


def test_batch_is_undone_only_when_everybody_has_the_answer(process, voices, planner):
    chosen = [actions.Chosen(voices[0])]
    batch = actions.open_batch(actor=planner, process=process, chosen=chosen, now=NOW, **WORDS)

    with pytest.raises(errors.StillAnswering):
        actions.undo_batch(actor=planner, batch=batch, now=NOW)
    with pytest.raises(errors.NotUndone):
        actions.continue_undoing(actor=planner, batch=batch, now=NOW)


def test_batch_refuses_nobody_and_other_processes(process, voices, planner):
    with pytest.raises(errors.NobodyToAnswer):
        actions.open_batch(actor=planner, process=process, chosen=[], now=NOW, **WORDS)
    stranger = factories.contribution(factories.process())
    with pytest.raises(errors.OtherProcess):
        actions.open_batch(actor=planner, process=process, chosen=[actions.Chosen(stranger)], now=NOW, **WORDS)


def test_gaps_are_filled_for_each_voice_and_a_gap_nothing_fills_leaves_it_out(process, voices, planner):
    area = factories.municipality(name="Bramsche")
    placed = factories.contribution(process, area=area)
    module = factories.text_module(plain_reason="Danke für Beitrag {nummer} aus {kommune}.")
    revision = module.revisions.get()

    give(planner, process, [placed, voices[1]], module=revision, plain_reason=revision.plain_reason)

    assert in_force(placed)[0].plain_reason == f"Danke für Beitrag {placed.number} aus Bramsche."
    assert ModuleUse.objects.get().similarity == 1
    assert BatchItem.objects.get(contribution=voices[1]).left_out == LeftOut.GAP


def test_group_brings_all_its_voices_and_split_ones_are_left_to_their_parts(process, voices):
    group = factories.voice_group(*voices[:3])
    factories.split(voices[1], (0, 3), (4, 7))

    cards = queries.cards_of_group(group)

    assert [(card.contribution, card.left_out) for card in cards] == [
        (voices[0], ""), (voices[1], LeftOut.SPLIT), (voices[2], ""),
    ]  # fmt: skip


def test_cards_take_the_same_queries_for_one_and_four(process, theme, voices, planner, query_count):
    other = factories.theme(process, theme.field)
    lone = factories.contribution(process)
    factories.assignment(lone, other)

    assert query_count(lambda: queries.cards_of_theme(other)) == query_count(lambda: queries.cards_of_theme(theme)) == 4


def test_answer_is_withdrawn_only_while_nobody_has_read_it(voices, planner, moderator):
    standing = answer(planner, voices[0])
    public = answer(planner, voices[1])
    concept.publish_answers(actor=planner, contribution=voices[1], now=NOW)
    public.refresh_from_db()

    concept.withdraw_answer(actor=planner, consideration=standing, reason="Irrtum", now=LATER)

    assert in_force(voices[0]) == []
    with pytest.raises(concept_errors.AlreadySuperseded):
        concept.withdraw_answer(actor=planner, consideration=standing, now=LATER)
    with pytest.raises(concept_errors.AnswerIsPublic):
        concept.withdraw_answer(actor=planner, consideration=public, now=LATER)
