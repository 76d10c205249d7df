"""Suggestions as rows: written once, with provenance and without words; decisions are kept; pages read reasons."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from roterfaden.audit.models import Event
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation.enums import Moderation
from roterfaden.participation.models import Contribution, Theme
from roterfaden.sorting import actions, queries, tasks
from roterfaden.sorting.enums import SuggestionKind, Verdict
from roterfaden.sorting.errors import AlreadyDecided, NoLongerValid
from roterfaden.sorting.models import Suggestion, SuggestionDecision
from tests import factories
from tests.factories import NOW

HOME = ["Bezahlbare Wohnungen fehlen.", "Die Miete steigt jedes Jahr.", "Kein Vermieter nimmt Familien."]
COURSE = ["Auf den Sprachkurs warten viele.", "Ein Deutschkurs am Abend.", "Die Prüfung B1 ist schwer."]


class Told:
    """The progress of a job, as a test sees it."""

    uid, cancelled = "", False

    def __init__(self, actor):
        self.actor, self.result = actor, None

    def set(self, done, total, note=""):
        assert done <= total or not total

    def finish(self, result):
        self.result = dict(result)


@pytest.fixture
def kept(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def board(db, kept) -> SimpleNamespace:
    """Two themes with three cards each, and two cards that wait."""
    process = factories.process()
    wohnen = factories.field(name="Wohnen", short_name="Wohnen")
    sprache = factories.field(name="Sprache", short_name="Sprache")
    home = factories.theme(process, wohnen, title="Wohnungen finden")
    course = factories.theme(process, sprache, title="Sprachkurse")
    for theme, texts in ((home, HOME), (course, COURSE)):
        for text in texts:
            factories.assignment(factories.contribution(process, text=text), theme)
    first = factories.contribution(process, text="Die Miete ist zu hoch, sagt der Vermieter.")
    second = factories.contribution(process, text="Ein Deutschkurs am Abend")
    return SimpleNamespace(process=process, home=home, course=course, first=first, second=second)


def suggest(board, actor) -> dict[str, int]:
    told = Told(actor)
    tasks.suggest(told, process=board.process.slug)
    return told.result


def theme_of(card: Contribution) -> Suggestion:
    return Suggestion.objects.current().get(contribution=card, kind=SuggestionKind.THEME, rank=1)


# --- writing --------------------------------------------------------------------------------------------------------
def test_waiting_cards_get_suggestions_with_provenance(board, moderator):
    result = suggest(board, moderator)
    row = theme_of(board.first)

    assert result["cards"] == 2
    assert result["learnt"] == 6
    assert row.theme == board.home
    assert (row.method, row.version, row.encoder, row.learnt, len(row.inputs)) == ("ridge", 1, "", 6, 64)
    assert 0 < row.score < 1
    assert row.why["words"]


def test_suggestions_hold_no_word_of_a_card(board, moderator):
    suggest(board, moderator)
    written = " ".join(str(value) for row in Suggestion.objects.values() for value in row.values())

    assert "Miete" not in written
    assert "Deutschkurs" not in written


def test_sorted_cards_get_none(board, moderator):
    suggest(board, moderator)

    assert set(Suggestion.objects.values_list("contribution", flat=True)) == {board.first.pk, board.second.pk}


def test_same_inputs_write_nothing_new(board, moderator):
    suggest(board, moderator)
    before = list(Suggestion.objects.order_by("pk").values())
    again = suggest(board, moderator)

    assert again["suggestions"] == 0
    assert list(Suggestion.objects.order_by("pk").values()) == before


def test_changed_inputs_overtake_what_differs(board, moderator):
    suggest(board, moderator)
    old = theme_of(board.first)
    for number in range(4):
        card = factories.contribution(board.process, text=f"Die Miete ist hoch, sagt der Vermieter {number}.")
        factories.assignment(card, board.course)
    suggest(board, moderator)

    old.refresh_from_db()
    assert old.stale_at is not None
    assert theme_of(board.first).theme == board.course


def test_duplicate_is_told_with_its_card(board, moderator):
    suggest(board, moderator)
    row = Suggestion.objects.get(contribution=board.second, kind=SuggestionKind.DUPLICATE)

    assert row.other is not None
    assert row.other.text == "Ein Deutschkurs am Abend."
    assert (row.likeness, row.score) == ("same", 1.0)


def test_new_card_is_suggested_for_from_memory(board, moderator, query_count):
    tasks.learn(board.process)
    card = factories.contribution(board.process, text="Der Sprachkurs ist voll.")
    card = Contribution.objects.select_related("process").prefetch_related("translations").get(pk=card.pk)

    assert tasks.suggest_for(actor=moderator, card=card, now=NOW) > 0
    assert theme_of(card).theme == board.course


def test_nothing_learnt_yet_suggests_nothing(board, moderator):
    assert tasks.suggest_for(actor=moderator, card=board.first, now=NOW) == 0


def test_broken_model_is_learnt_again(board, moderator):
    tasks.learn(board.process)
    path = tasks.folder_of(board.process) / "arrays.npz"
    path.write_bytes(b"broken")
    (tasks.folder_of(board.process) / "model.json").write_text("{}")

    assert suggest(board, moderator)["cards"] == 2


def test_periodic_work_serves_new_cards_once(board):
    tasks.suggest_new(now=timezone.now())
    written = Suggestion.objects.count()
    tasks.suggest_new(now=timezone.now())

    assert written > 0
    assert Suggestion.objects.count() == written


def test_withdrawn_voice_is_unlearnt(board):
    known, _source = tasks.learn(board.process)
    gone = board.process.contributions.order_by("pk").first()
    Contribution.objects.filter(pk=gone.pk).update(moderation=Moderation.WITHHELD, moderation_reason="…")
    tasks.learn_anew(now=timezone.now())
    again = tasks.known_of(board.process)

    assert gone.pk in known.keys
    assert again is not None
    assert gone.pk not in again[0].keys


@pytest.mark.parametrize("texts", [[], ["Ein einziger Satz."], ["?!", "…"]])
def test_process_with_hardly_any_card(db, kept, moderator, texts):
    process = factories.process()
    for text in texts:
        factories.contribution(process, text=text)

    told = Told(moderator)
    tasks.suggest(told, process=process.slug)

    assert told.result["cards"] == len(texts)


def test_fresh_county_is_served_from_names(db, kept, moderator):
    process = factories.process()
    wohnen, _sprache = factories.field(name="Wohnen"), factories.field(name="Sprache")
    card = factories.contribution(process, text="Die Miete ist zu hoch.")
    told = Told(moderator)
    tasks.suggest(told, process=process.slug)
    row = Suggestion.objects.get(contribution=card, kind=SuggestionKind.FIELD, rank=1)

    assert (row.field, row.learnt) == (wohnen, 0)


# --- permission, log, database --------------------------------------------------------------------------------------
def test_outsiders_may_not(board, outsider):
    with pytest.raises(NotAllowed):
        actions.write_suggestions(
            actor=outsider, process=board.process, proposed=[], source=actions.Source("", 0), now=NOW
        )
    with pytest.raises(NotAllowed):
        actions.record_decision(
            actor=outsider, process=board.process, contributions=[board.first], theme=board.home, now=NOW
        )


def test_writing_is_logged_without_words(board, moderator):
    suggest(board, moderator)
    event = Event.objects.get(verb="suggestions.written")

    assert (event.subject_id, event.changes) == (str(board.process.pk), {})


@pytest.mark.parametrize("field", ["score", "inputs", "method", "rank"])
def test_database_refuses_to_change_a_suggestion(board, moderator, field):
    suggest(board, moderator)
    value = {"score": 0.1234, "inputs": "x", "method": "x", "rank": 9}[field]

    with pytest.raises(DatabaseError), transaction.atomic():
        Suggestion.objects.update(**{field: value})


def test_database_refuses_to_delete_suggestions_and_decisions(board, moderator):
    suggest(board, moderator)
    actions.reject_suggestion(actor=moderator, suggestion=theme_of(board.first), now=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        SuggestionDecision.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        SuggestionDecision.objects.update(verdict=Verdict.ACCEPTED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Suggestion.objects.filter(contribution=board.second).delete()


def test_target_has_to_fit_the_kind(board):
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.create(
            contribution=board.first, kind=SuggestionKind.THEME, rank=1, field=board.home.field, method="x", version=1,
            inputs="", learnt=0, score=0.5, score_kind="chance", made_at=NOW,
        )  # fmt: skip


# --- decisions ------------------------------------------------------------------------------------------------------
def test_moving_a_card_decides_its_suggestions(board, moderator):
    suggest(board, moderator)
    row = theme_of(board.first)
    done = actions.record_decision(
        actor=moderator, process=board.process, contributions=[board.first], theme=board.home, now=NOW
    )
    decision = row.decisions.get()

    assert done >= 2  # field and theme
    assert (decision.verdict, decision.chosen, decision.made_by) == (Verdict.ACCEPTED, board.home, moderator)
    assert queries.suggestions_for([board.first])[board.first.pk] == () or {
        shown.kind for shown in queries.suggestions_for([board.first])[board.first.pk]
    } <= {SuggestionKind.NEIGHBOUR, SuggestionKind.DUPLICATE}


def test_another_place_is_decided_otherwise(board, moderator):
    suggest(board, moderator)
    row = theme_of(board.first)
    actions.record_decision(
        actor=moderator, process=board.process, contributions=[board.first], theme=board.course, now=NOW
    )

    assert row.decisions.get().verdict == Verdict.OTHER


def test_moving_again_supersedes_the_decision_and_keeps_it(board, moderator):
    suggest(board, moderator)
    row = theme_of(board.first)
    for theme, days in ((board.home, 0), (board.home, 1), (board.course, 2)):
        actions.record_decision(
            actor=moderator, process=board.process, contributions=[board.first], theme=theme,
            now=NOW + timedelta(days=days),
        )  # fmt: skip
    decisions = list(row.decisions.order_by("made_at", "pk"))

    assert [decision.verdict for decision in decisions] == [Verdict.ACCEPTED, Verdict.OTHER]
    assert [decision.superseded_at is None for decision in decisions] == [False, True]
    assert decisions[1].supersedes == decisions[0]


def test_taking_out_decides_nothing(board, moderator):
    suggest(board, moderator)

    assert (
        actions.record_decision(
            actor=moderator, process=board.process, contributions=[board.first], theme=None, now=NOW
        )
        == 0
    )


def test_grouping_accepts_the_duplicates_among_the_grouped(board, moderator):
    suggest(board, moderator)
    row = Suggestion.objects.get(contribution=board.second, kind=SuggestionKind.DUPLICATE)
    actions.record_grouping(actor=moderator, process=board.process, contributions=[board.second, row.other], now=NOW)

    assert row.decisions.get().verdict == Verdict.ACCEPTED


def test_rejected_suggestion_is_not_shown_again(board, moderator):
    suggest(board, moderator)
    row = theme_of(board.first)
    actions.reject_suggestion(actor=moderator, suggestion=row, now=NOW)
    suggest(board, moderator)

    assert row.pk not in {shown.suggestion.pk for shown in queries.suggestions_for([board.first])[board.first.pk]}
    with pytest.raises(AlreadyDecided):
        actions.reject_suggestion(actor=moderator, suggestion=row, now=NOW)


def test_overtaken_suggestion_cannot_be_rejected(board, moderator):
    suggest(board, moderator)
    row = theme_of(board.first)
    Suggestion.objects.filter(pk=row.pk).update(stale_at=NOW)

    with pytest.raises(NoLongerValid):
        actions.reject_suggestion(actor=moderator, suggestion=row, now=NOW)


# --- showing --------------------------------------------------------------------------------------------------------
def test_reasons_are_read_from_the_card(board, moderator):
    suggest(board, moderator)
    shown = next(row for row in queries.suggestions_for([board.first])[board.first.pk] if row.kind == "theme")

    assert shown.label == "Wohnungen finden"
    assert {word.text for word in shown.words} & {"Miete", "Vermieter"}
    assert {card.number for card in shown.cards} <= {1, 2, 3}


def test_withheld_words_are_not_shown(board, moderator):
    suggest(board, moderator)
    Contribution.objects.filter(pk=board.first.pk).update(moderation=Moderation.WITHHELD, moderation_reason="…")

    assert all(row.words == () for row in queries.suggestions_for([board.first])[board.first.pk])


def test_retired_theme_is_not_suggested_any_more(board, moderator):
    suggest(board, moderator)
    Theme.objects.filter(pk=board.home.pk).update(retired_at=NOW)

    assert "theme" not in {row.kind for row in queries.suggestions_for([board.first])[board.first.pk]}


@pytest.mark.parametrize("more", [0, 2])
def test_showing_takes_three_queries(board, moderator, query_count, more):
    for number in range(more):
        factories.contribution(board.process, text=f"Die Miete und der Kurs sind zu teuer, Nummer {number}.")
    suggest(board, moderator)
    cards = list(queries.waiting(board.process))

    assert query_count(lambda: queries.suggestions_for(cards)) == 3


@pytest.mark.parametrize("more", [0, 2])
def test_learning_takes_five_queries(board, query_count, more):
    for number in range(more):
        factories.assignment(factories.contribution(board.process, text=f"Kurs {number}"), board.course)

    assert query_count(lambda: queries.lessons_of(board.process)) == 5


def test_acceptance_counts_cards(board, moderator, query_count):
    suggest(board, moderator)
    for card, theme in ((board.first, board.home), (board.second, board.home)):
        actions.record_decision(actor=moderator, process=board.process, contributions=[card], theme=theme, now=NOW)
    rows = {row.kind: row for row in queries.acceptance(board.process)}

    assert (rows["theme"].first.part, rows["theme"].first.whole) == (1, 2)
    assert (rows["field"].any.whole, rows["field"].open) == (2, 0)
    assert rows["duplicate"].open == 1
    assert query_count(lambda: queries.acceptance(board.process)) == 2
