"""Whatever is done on the board and in the weighing, no voice is lost and every earlier moment can be read again.

Hypothesis makes up sequences of group, ungroup, split, join, move, merge, retire, undo and weigh, and keeps a model of
its own beside the database: the board as plain values after each step, and where each answer was given.
"""

from collections import Counter
from datetime import timedelta
from inspect import signature
from itertools import pairwise
from random import Random

import pytest
from django.db import connection, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from roterfaden.accounts.enums import Role
from roterfaden.concept import actions as weighing
from roterfaden.concept import queries as weighed
from roterfaden.concept.enums import Outcome
from roterfaden.concept.models import Consideration
from roterfaden.kernel.errors import DomainError
from roterfaden.participation import actions, queries
from roterfaden.participation.methods import Card, Passage
from roterfaden.participation.models import BOARD_ACTS, BoardStep, Contribution, Theme, ThemeAssignment
from tests import factories

TEXTS = (
    "Am Abend fährt kein Bus.\n\nUnd der Kurs beginnt zu spät, für alle.",
    "Kein Bus am Abend!",
    "لا توجد حافلة في المساء",
    "Der Bus  fährt abends nicht, und Wohnungen fehlen, und die Formulare versteht niemand. Danke!",
)
ANY = st.integers(0, 11)
EVERYTHING = (
    "assign_contribution", "assign_contributions", "split_contribution", "join_contribution", "group_contributions",
    "ungroup_contributions", "merge_themes", "retire_theme", "revise_theme", "undo_step", "consider_contribution",
)  # fmt: skip
DRAWN = {
    "back": range(6), "card": range(12), "chosen": [(0, 1), (1, 2), (2, 3), (0, 2, 3)], "field": range(2),
    "lead": range(12), "one": range(4), "part": [None, *range(5)], "somewhere": [True, False], "stale": [True, False],
    "step": [1, 2], "taken_up": [True, False], "theme": range(4), "times": [1, 1, 2, 3], "title": ["Bus", "Kurse"],
    "voice": range(4), "cuts": [{1, 3}, {2}, {2, 4}, {3}], "silent": range(4), "gap": [True, False],
}  # fmt: skip
GROUPS = [(0, 1), (1, 2), (2, 3), (0, 1, 2), (0, 1, 2, 3), (3,)]


def pick(things, number):
    """One of the things, whatever number was drawn."""
    return things[number % len(things)]


class BoardMachine(RuleBasedStateMachine):
    """The board of one process with four voices and four themes. `boards` are what it looked like at `moments`."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.actor = factories.user(Role.STRATEGY_OFFICER, Role.MODERATOR)
        self.process = factories.process()
        self.now = factories.NOW + timedelta(days=1)
        fields = [factories.field(), factories.field()]
        self.voices = [factories.contribution(self.process, text=text, code=False) for text in TEXTS]
        self.themes = [factories.theme(self.process, pick(fields, number)) for number in range(4)]
        self.fields = fields
        self.goal = factories.element(factories.concept(process=self.process))
        self.done, self.refused = Counter(), Counter()
        self.moments, self.boards = [self.now], [self.board()]
        self.counted = [0] * (len(BOARD_ACTS) + 1)

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    # --- what can be done -----------------------------------------------------------------------------------------
    def attempt(self, action, **values):
        """Run an action at a moment of its own; a refusal leaves everything as it was."""
        self.now += timedelta(minutes=1)
        try:
            with transaction.atomic():
                action(actor=self.actor, now=self.now, **values)
        except DomainError as error:
            self.refused[f"{action.__name__}: {type(error).__name__}"] += 1
        else:
            self.done[action.__name__] += 1
            self.moments.append(self.now)
            self.boards.append(self.board())

    @rule(card=ANY, theme=ANY)
    def move(self, card, theme):
        place = pick(list(queries.places_of(self.voices).values()), card)
        self.attempt(
            actions.assign_contribution, contribution=place.contribution, segment=place.segment,
            theme=pick(self.themes, theme),
        )  # fmt: skip

    @rule(theme=st.none() | ANY, stale=st.booleans())
    def move_all(self, theme, stale):
        cards = [
            Card(*slot, seen=place.assignment.pk if place.assignment and not stale else None)
            for slot, place in queries.places_of(self.voices).items()
        ]
        into = None if theme is None else pick(self.themes, theme)
        self.attempt(actions.assign_contributions, process=self.process, cards=cards, theme=into)

    @rule(voice=ANY, cuts=st.sets(st.integers(1, 5), min_size=1, max_size=3), silent=ANY, gap=st.booleans())
    def split(self, voice, cuts, silent, gap):
        voice = pick(self.voices, voice)
        ends = [0, *sorted(cuts), len(voice.text.split())]
        passages = [Passage(a, b - 1, number != silent % 4) for number, (a, b) in enumerate(pairwise(ends)) if a < b]
        given = passages[:-1] if gap and len(passages) > 1 else passages
        self.attempt(actions.split_contribution, contribution=voice, passages=given, rest_speaks=gap)

    @rule(voice=ANY, first=st.integers(0, 3), length=st.integers(0, 2), theme=ANY, overlap=st.sampled_from([0, 0, 1]))
    def split_off_one_passage(self, voice, first, length, theme, overlap):
        passages = [Passage(first, first + length), *[Passage(first, first)] * overlap]
        themes = {passages[0].marks: pick(self.themes, theme)}
        self.attempt(
            actions.split_contribution, contribution=pick(self.voices, voice), passages=passages, themes=themes
        )

    @rule(voice=ANY)
    def join(self, voice):
        split = [each for each in self.voices if each.pk in queries.current_parts(self.voices)]
        self.attempt(actions.join_contribution, contribution=pick(split or self.voices, voice))

    @rule(chosen=st.sampled_from(GROUPS), lead=ANY)
    def group(self, chosen, lead):
        voices = [self.voices[number] for number in chosen]
        leading = self.voices[lead % 4] if lead % 3 else None
        self.attempt(actions.group_contributions, process=self.process, contributions=voices, leading=leading)

    @rule(voice=ANY)
    def ungroup(self, voice):
        members = [row.contribution for row in queries.current_memberships(self.voices)]
        voices = [pick(members or self.voices, voice)]
        self.attempt(actions.ungroup_contributions, process=self.process, contributions=voices)

    @rule(one=ANY, step=st.sampled_from([1, 1, 2, 0]))
    def merge(self, one, step):
        self.attempt(actions.merge_themes, theme=pick(self.themes, one), into=pick(self.themes, one + step))

    @rule(theme=ANY)
    def retire(self, theme):
        self.attempt(actions.retire_theme, theme=pick(self.themes, theme))

    @rule(theme=ANY, field=ANY, title=st.sampled_from(["Bus", "Kurse", "Wohnen"]))
    def revise(self, theme, field, title):
        self.attempt(
            actions.revise_theme, theme=pick(self.themes, theme), field=pick(self.fields, field), title=title,
            summary=title * 2,
        )  # fmt: skip

    @rule(times=st.integers(1, 3))
    def undo_last(self, times):
        for _time in range(times):
            step = queries.last_step(self.process, self.actor)
            if step is not None:
                self.attempt(actions.undo_step, step=step)

    @rule(back=st.integers(0, 7))
    def undo_any(self, back):
        steps = BoardStep.objects.filter(process=self.process).order_by("-pk")
        self.attempt(actions.undo_step, step=pick(list(steps), back))

    @rule(voice=ANY, part=st.none() | ANY, taken_up=st.booleans(), somewhere=st.booleans())
    def weigh(self, voice, part, taken_up, somewhere):
        voice = pick(self.voices, voice)
        segments = list(voice.segments.order_by("-pk"))
        self.attempt(
            weighing.consider_contribution, contribution=voice,
            segment=pick(segments, part) if part is not None and segments else None,
            element=self.goal if somewhere or taken_up else None,
            outcome=Outcome.TAKEN_UP if taken_up else Outcome.NOT_TAKEN_UP,
            reason="Grund", plain_reason="Grund in einfachen Worten",
        )  # fmt: skip

    # --- the model ------------------------------------------------------------------------------------------------
    def board(self):
        """The board as it stands, read from the present rows without asking for any moment."""
        themes = {t.pk: (t.field_id, t.title, t.summary) for t in Theme.objects.filter(retired_at=None)}
        parts = {
            pk: tuple((part.segment.first_word, part.segment.last_word, part.speaks) for part in found)
            for pk, found in queries.current_parts(self.voices).items()
        }
        lying = {
            (
                row.contribution_id,
                (row.segment.first_word, row.segment.last_word) if row.segment else None,
            ): row.theme_id
            for row in ThemeAssignment.objects.current().select_related("segment")
        }
        groups = {}
        for row in queries.current_memberships(self.voices):
            groups.setdefault(row.group_id, []).append(row.contribution_id)
        return themes, parts, lying, frozenset(tuple(members) for members in groups.values())

    def check_everything(self):
        """All invariants, for a walk Hypothesis does not lead."""
        self.the_present_is_what_was_done_last()
        self.every_voice_is_there_word_for_word()
        self.every_card_lies_somewhere_and_is_answered_or_open()
        self.groups_have_members_and_nothing_is_deleted()
        self.every_earlier_board_can_be_read()

    @invariant()
    def the_present_is_what_was_done_last(self):
        assert self.board() == self.boards[-1]  # a refusal leaves nothing behind

    @invariant()
    def every_voice_is_there_word_for_word(self):
        voices = {voice.pk: voice for voice in Contribution.objects.filter(process=self.process).order_by("number")}
        assert tuple(voice.text for voice in voices.values()) == TEXTS
        for pk, parts in queries.current_parts(self.voices).items():
            quotes = [part.segment.quoted(voices[pk]) for part in parts]
            assert " ".join(quotes).split() == voices[pk].text.split()
            assert all(quote in voices[pk].text for quote in quotes)

    @invariant()
    def every_card_lies_somewhere_and_is_answered_or_open(self):
        places = queries.places_of(self.voices)
        current = ThemeAssignment.objects.current().select_related("theme")
        assert {row.slot for row in current} == {slot for slot, place in places.items() if place.assignment}
        assert all(row.theme.retired_at is None for row in current)
        unsorted = Contribution.objects.filter(queries.has_open_card(), process=self.process)
        assert {voice.pk for voice in unsorted} == {slot[0] for slot, place in places.items() if not place.assignment}

        answers = weighed.answers_to(places)
        unanswered = weighed.voices_without_consideration(self.process)
        assert {voice.pk for voice in unanswered} == {slot[0] for slot, found in answers.items() if not found}
        in_force = Consideration.objects.in_force()
        assert set(in_force) == {answer for found in answers.values() for answer in found}

    @invariant()
    def groups_have_members_and_nothing_is_deleted(self):
        for group in self.boards[-1][3]:
            assert len(group) >= 2
            assert {voice.pk for voice in queries.group_members(Contribution(pk=group[0]))} == set(group)
        counted = [model.objects.count() for model in (*BOARD_ACTS, BoardStep)]
        assert all(now >= before for now, before in zip(counted, self.counted, strict=True))
        self.counted = counted

    @invariant()
    def every_earlier_board_can_be_read(self):
        for number in {0, len(self.boards) // 2, len(self.boards) - 1}:
            then = queries.board_as_of(self.process, self.moments[number] + timedelta(seconds=30))
            themes = {pk: (theme.field, theme.title, theme.summary) for pk, theme in then.themes.items()}
            assert (themes, dict(then.parts), dict(then.lying), then.groups) == self.boards[number]


@pytest.mark.django_db
def test_board_keeps_every_voice_and_every_earlier_moment():
    examples = 10 if connection.vendor == "sqlite" else 4  # the rules are Python; both engines see every statement
    run_state_machine_as_test(BoardMachine, settings=settings(max_examples=examples, stateful_step_count=15))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [0, 2])
def test_long_walk_on_the_board_loses_nothing(seed):
    """Hypothesis finds short ways to a fault; a long walk comes to places where much has been done and undone."""
    machine, chance = BoardMachine(), Random(seed)  # noqa: S311 -- a walk, not a secret
    ways = [machine.move, machine.split, machine.join, machine.group, machine.ungroup, machine.weigh, machine.undo_any,
            machine.undo_last, machine.merge, machine.revise, machine.retire, machine.move_all]  # fmt: skip

    for way in chance.choices(ways, weights=[5, 5, 2, 4, 2, 5, 4, 4, 1, 1, 1, 1], k=70):
        way(**{name: chance.choice(values) for name, values in DRAWN.items() if name in signature(way).parameters})
        machine.check_everything()

    assert [action for action in EVERYTHING if not machine.done[action]] == []
    machine.teardown()
