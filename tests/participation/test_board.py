"""Passages, groups, themes and undo, one rule at a time; what holds together is in test_board_property."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.participation import actions, errors, queries
from roterfaden.participation.methods import Card, Passage, partition, passages_from_cuts, quote, with_cuts
from roterfaden.participation.models import BoardStep, Segment, Theme, ThemeAssignment
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TEXT = "Der Bus fehlt.\n\nUnd der Kurs beginnt zu spät."
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def themes(process):
    return [factories.theme(process, factories.field(), title=title) for title in ("Bus", "Kurs", "Wohnen")]


def split(actor, voice, *marks, **values):
    return actions.split_contribution(
        actor=actor, contribution=voice, passages=[Passage(*mark) for mark in marks], now=NOW, **values
    )


def lying(voice):
    return {
        place.segment.quoted(voice) if place.segment else voice.text: place.assignment and place.assignment.theme.title
        for place in queries.places_of([voice]).values()
    }


def undo(actor, step, now=LATER):
    return actions.undo_step(actor=actor, step=step, now=now)


def newest():
    return BoardStep.objects.order_by("-pk")[0]


# --- passages -------------------------------------------------------------------------------------------------------
def test_quote_keeps_spaces_and_survives_left_out_words():
    assert quote(TEXT, 2, 4, 9) == "fehlt.\n\nUnd der"
    assert quote("Der […] fehlt.\n\nUnd der Kurs beginnt zu spät.", 0, 2, 9) == "Der […] fehlt."
    assert quote("Andere Zahl von Wörtern", 0, 1, 9) == "Andere Zahl von Wörtern"


@pytest.mark.parametrize(
    ("passages", "error"),
    [
        ([Passage(0, 3), Passage(3, 5)], errors.PassagesOverlap),
        ([Passage(0, 9)], errors.OutsideText),
        ([Passage(0, 8)], errors.NothingSplit),
        ([], errors.NothingSplit),
        ([Passage(0, 2, speaks=False)], errors.NoStatement),
    ],
)
def test_partition_refuses(passages, error):
    with pytest.raises(error):
        partition(TEXT, passages)


def test_partition_names_the_rest():
    assert partition(TEXT, [Passage(3, 5)]) == (Passage(0, 2, False), Passage(3, 5), Passage(6, 8, False))
    assert partition(TEXT, [Passage(0, 2)], rest_speaks=True) == (Passage(0, 2), Passage(3, 8))


def test_cuts_are_read_from_empty_lines_and_words_stay():
    passages = passages_from_cuts(TEXT, "Der Bus fehlt.\r\n\r\nUnd der Kurs\r\nbeginnt zu spät.")

    assert passages == (Passage(0, 2), Passage(3, 8))
    assert with_cuts(TEXT, passages) == "Der Bus fehlt.\n\nUnd der Kurs beginnt zu spät."
    with pytest.raises(errors.WordsChanged):
        passages_from_cuts(TEXT, "Der Zug fehlt.\n\nUnd der Kurs beginnt zu spät.")


def test_split_parts_lie_where_the_voice_lay_or_where_one_says(moderator, process, themes):
    voice = factories.contribution(process, text=TEXT)
    whole = factories.assignment(voice, themes[0])

    split(moderator, voice, (0, 2), (3, 8), themes={(3, 8): themes[1]})

    assert lying(voice) == {"Der Bus fehlt.": "Bus", "Und der Kurs beginnt zu spät.": "Kurs"}
    whole.refresh_from_db()
    assert whole.superseded_at == NOW
    voice.refresh_from_db()
    assert voice.text == TEXT


def test_splitting_anew_keeps_the_parts_that_stay(moderator, process, themes):
    voice = factories.contribution(process, text=TEXT)
    first = split(moderator, voice, (0, 2), (3, 8), themes={(0, 2): themes[0]})
    kept = ThemeAssignment.objects.current().get(contribution=voice)

    second = split(moderator, voice, (0, 2), (3, 5), (6, 8))

    assert second[0] == first[0]
    assert ThemeAssignment.objects.current().get(contribution=voice) == kept
    with pytest.raises(errors.SplitUnchanged):
        split(moderator, voice, (0, 2), (3, 5), (6, 8))


def test_split_voice_is_moved_part_by_part(moderator, process, themes):
    voice = factories.contribution(process, text=TEXT)
    old = split(moderator, voice, (0, 2), (3, 8))[1].segment
    split(moderator, voice, (0, 2), (3, 5), (6, 8))

    for segment, error in ((None, errors.IsSplit), (old, errors.PartIsGone)):
        with pytest.raises(error):
            actions.assign_contribution(actor=moderator, contribution=voice, segment=segment, theme=themes[0], now=NOW)


def test_joined_voice_lies_where_all_its_parts_lay(moderator, process, themes):
    together, apart = (factories.contribution(process, text=TEXT) for _ in range(2))
    for voice in (together, apart):
        split(moderator, voice, (0, 2), (3, 8), themes={(0, 2): themes[0], (3, 8): themes[voice is apart]})
        actions.join_contribution(actor=moderator, contribution=voice, now=LATER)

    assert (lying(together), lying(apart)) == ({TEXT: "Bus"}, {TEXT: None})
    with pytest.raises(errors.NotSplit):
        actions.join_contribution(actor=moderator, contribution=apart, now=LATER)


def test_withheld_voice_is_not_split(moderator, process):
    with pytest.raises(errors.IsWithheld):
        split(
            moderator, factories.contribution(process, text=TEXT, moderation="withheld", moderation_reason="x"), (0, 2)
        )


# --- moving many ----------------------------------------------------------------------------------------------------
def test_move_of_many_says_what_was_refused_and_why(moderator, process, themes):
    good, there, stale, withheld = (factories.contribution(process) for _ in range(4))
    lies = factories.assignment(there, themes[0])
    factories.assignment(stale, themes[1])
    type(withheld).objects.filter(pk=withheld.pk).update(moderation="withheld", moderation_reason="x")
    cards = [Card(good.pk), Card(there.pk, seen=lies.pk), Card(stale.pk), Card(withheld.pk)]

    moved = actions.assign_contributions(actor=moderator, process=process, cards=cards, theme=themes[0], now=LATER)

    assert [place.contribution for place in moved.done] == [good]
    assert [type(error) for _card, error in moved.refused] == [
        errors.AlreadyInTheme, errors.MovedMeanwhile, errors.IsWithheld,
    ]  # fmt: skip
    assert "Kurs" in str(moved.refused[1][1])


def test_cards_are_taken_out_onto_the_open_list(moderator, process, themes):
    voice = factories.contribution(process)
    lies = factories.assignment(voice, themes[0])
    card = Card(voice.pk, seen=lies.pk)

    actions.assign_contributions(actor=moderator, process=process, cards=[card], theme=None, now=LATER)

    assert lying(voice) == {voice.text: None}
    again = actions.assign_contributions(actor=moderator, process=process, cards=[card], theme=None, now=LATER)
    assert (again.step, type(again.refused[0][1])) == (None, errors.AlreadyOpen)


# --- groups ---------------------------------------------------------------------------------------------------------
def test_group_keeps_each_voice_and_brings_fellows_along(moderator, process):
    one, two, three = (factories.contribution(process) for _ in range(3))
    for voices in ([two, one], [two, three]):
        actions.group_contributions(actor=moderator, process=process, contributions=voices, now=NOW)

    assert list(queries.group_members(three)) == [one, two, three]
    assert [row.leads for row in queries.current_memberships([one])] == [True, False, False]
    assert [voice.code.code for voice in (one, two, three)] == [voice.code.code for voice in queries.group_members(one)]


def test_ungrouping_passes_the_lead_on_and_dissolves_a_group_of_one(moderator, process):
    one, two, three = (factories.contribution(process) for _ in range(3))
    actions.group_contributions(actor=moderator, process=process, contributions=[one, two, three], now=NOW)

    actions.ungroup_contributions(actor=moderator, process=process, contributions=[one], now=NOW)
    assert [(row.contribution, row.leads) for row in queries.current_memberships([two])] == [
        (two, True),
        (three, False),
    ]
    alone = actions.ungroup_contributions(actor=moderator, process=process, contributions=[two], now=NOW)

    assert alone == [two, three]
    assert list(queries.group_members(three)) == [three]


# --- themes ---------------------------------------------------------------------------------------------------------
def test_merged_theme_leads_on_and_its_cards_keep_the_link(moderator, process, themes):
    voice = factories.contribution(process)
    lies = factories.assignment(voice, themes[0])

    actions.merge_themes(actor=moderator, theme=themes[0], into=themes[1], reason="Dasselbe", now=LATER)

    old = Theme.objects.get(pk=themes[0].pk)
    assert (old.retired_at, old.merged_into) == (LATER, themes[1])
    assert ThemeAssignment.objects.current().get(contribution=voice).supersedes == lies
    with pytest.raises(errors.ThemeIsRetired):
        actions.assign_contribution(actor=moderator, contribution=voice, theme=old, now=LATER)


def test_theme_with_cards_is_not_retired(moderator, process, themes):
    factories.assignment(factories.contribution(process), themes[0])

    with pytest.raises(errors.ThemeHoldsCards):
        actions.retire_theme(actor=moderator, theme=themes[0], now=LATER)


def test_theme_history_is_kept(moderator, themes):
    actions.revise_theme(actor=moderator, theme=themes[0], field=themes[1].field, title="Busse", summary="s", now=LATER)

    assert [(row.title, row.field) for row in queries.theme_revisions(themes[0])] == [
        ("Busse", themes[1].field), ("Bus", themes[0].field),
    ]  # fmt: skip
    with pytest.raises(errors.ThemeUnchanged):
        actions.revise_theme(
            actor=moderator, theme=themes[0], field=themes[1].field, title="Busse ", summary="s", now=LATER
        )


# --- undo -----------------------------------------------------------------------------------------------------------
def test_undo_after_undo_reaches_the_step_before(moderator, process, themes):
    voice = factories.contribution(process)
    for theme in themes:
        actions.assign_contribution(actor=moderator, contribution=voice, theme=theme, now=NOW)

    for expected in ("Kurs", "Bus", None):
        undo(moderator, queries.last_step(process, moderator))
        assert lying(voice) == {voice.text: expected}
    assert queries.last_step(process, moderator) is None


def test_undo_of_an_undo_brings_it_back(moderator, process, themes):
    voice = factories.contribution(process)
    actions.assign_contribution(actor=moderator, contribution=voice, theme=themes[0], now=NOW)
    step = newest()
    back = undo(moderator, step)

    with pytest.raises(errors.AlreadyUndone):
        undo(moderator, step)
    undo(moderator, back)

    assert lying(voice) == {voice.text: "Bus"}


def test_undo_names_the_later_step_that_rests_on_it(moderator, process, themes):
    voice = factories.contribution(process, text=TEXT)
    actions.assign_contribution(actor=moderator, contribution=voice, theme=themes[0], now=NOW)
    step = newest()
    split(moderator, voice, (0, 2), (3, 8))

    with pytest.raises(errors.BuiltUpon) as refused:
        undo(moderator, step)

    assert "Karte geteilt" in str(refused.value)


def test_board_of_a_moment_shows_parts_and_groups_of_then(moderator, process, themes):
    voice = factories.contribution(process, text=TEXT)
    split(moderator, voice, (0, 2), (3, 8), themes={(0, 2): themes[0]})
    actions.join_contribution(actor=moderator, contribution=voice, now=LATER)

    then = queries.board_as_of(process, NOW)
    page = queries.board_then_page(process, NOW, shown=5)

    assert then.parts == {voice.pk: ((0, 2, True), (3, 8, True))}
    assert then.lying == {(voice.pk, (0, 2)): themes[0].pk}
    assert [card.text for card in page.open_cards] == ["Und der Kurs beginnt zu spät."]
    assert queries.board_as_of(process, LATER).parts == {}


# --- the database refuses -------------------------------------------------------------------------------------------
def test_what_a_step_began_is_never_rewritten_or_deleted(process, themes):
    voice = factories.contribution(process, text=TEXT)
    row = factories.assignment(voice, themes[0])
    factories.split(voice, (0, 2), (3, 8))

    for change in (
        lambda: ThemeAssignment.objects.filter(pk=row.pk).update(theme=themes[1]),
        lambda: ThemeAssignment.objects.filter(pk=row.pk).delete(),
        lambda: Segment.objects.update(last_word=4),
        lambda: BoardStep.objects.update(reason="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
