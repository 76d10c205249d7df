"""Text modules: gaps, wordings, likeness and use."""

import pytest
from django.db import IntegrityError, transaction

from roterfaden.weighing import actions, errors, queries
from roterfaden.weighing.methods.modules import filled, gaps_in, open_gaps, shared_words, similarity, unknown_gaps
from roterfaden.weighing.models import ModuleUse
from tests import factories
from tests.factories import NOW

WORDS = {"file_reason": "Akte", "plain_reason": "Danke für Beitrag {nummer}."}


def test_gaps_are_found_filled_and_left_open():
    text = "Beitrag {nummer} zu {thema}: {unbekannt}"

    assert gaps_in(text, text) == ("nummer", "thema", "unbekannt")
    assert unknown_gaps(text) == ("unbekannt",)
    assert filled(text, {"nummer": "7", "thema": ""}) == "Beitrag 7 zu {thema}: {unbekannt}"
    assert open_gaps(filled(text, {"nummer": "7"})) == ("thema",)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Das prüft die Stadt.", "das prüft die Stadt", 1.0),
        ("Das prüft die Stadt.", "Das prüft der Kreis.", 0.5),  # 2 of 4 words match: 2·2/8
        ("Ja", "Nein", 0.0),
        ("", "", 1.0),
    ],
)
def test_similarity_counts_words_in_order(one, other, alike):
    assert similarity(one, other) == alike


def test_shared_words_looks_at_long_words_only():
    assert shared_words("Der Spielplatz braucht Schatten", "Schatten am Spielplatz") == pytest.approx(2 / 3)
    assert shared_words("und der", "und die") == 0


@pytest.mark.django_db
class TestModules:
    def test_module_is_worded_anew_and_keeps_its_old_words(self, planner):
        module = actions.add_module(actor=planner, title="Zuständig", outcome="referred", now=NOW, **WORDS)
        new = WORDS | {"plain_reason": "Neu."}

        revision = actions.revise_module(
            actor=planner, module=module, title="Zuständig", outcome="referred", reason="kürzer", now=NOW, **new
        )

        assert (revision.number, revision.plain_reason) == (2, "Neu.")
        assert [row.number for row in queries.wordings_of(module)] == [2, 1]
        with pytest.raises(errors.ModuleUnchanged):
            actions.revise_module(actor=planner, module=module, title="Zuständig", outcome="referred", now=NOW, **new)

    def test_module_refuses_a_gap_nothing_fills_and_a_title_there_is(self, planner):
        actions.add_module(actor=planner, title="A", outcome="referred", now=NOW, **WORDS)
        with pytest.raises(errors.TitleTaken):
            actions.add_module(actor=planner, title="A ", outcome="referred", now=NOW, **WORDS)
        with pytest.raises(errors.UnknownGap):
            actions.add_module(
                actor=planner, title="B", outcome="referred", file_reason="x", plain_reason="{name}", now=NOW
            )

    def test_retired_module_is_not_offered_but_stays(self, planner):
        module = factories.text_module()
        actions.retire_module(actor=planner, module=module, now=NOW)

        assert list(queries.pickable_modules()) == []
        assert [row.module for row in queries.module_rows()] == [module]
        with pytest.raises(errors.ModuleIsRetired):
            actions.retire_module(actor=planner, module=module, now=NOW)

    def test_use_keeps_how_much_of_the_module_is_left(self, planner, query_count):
        process = factories.process()
        module = factories.text_module(plain_reason="Danke für Beitrag {nummer}.")
        revision = module.revisions.get()
        answer = {"outcome": "not_taken_up", "reason": "Akte", "module": revision}
        one, two = factories.contribution(process), factories.contribution(process)

        actions.answer_voice(
            actor=planner, contribution=one, plain_reason="Danke für Beitrag {nummer}.", now=NOW, **answer
        )
        actions.answer_voice(
            actor=planner,
            contribution=two,
            plain_reason=f"Danke für Beitrag {two.number}. Wir prüfen.",
            now=NOW,
            **answer,
        )

        [row] = queries.module_rows()
        assert (row.used, row.unchanged, row.changed) == (2, 1, 1)
        assert sorted(use.similarity for use in ModuleUse.objects.all()) == [0.8, 1.0]  # 4 of 4 and 6 words: 2·4/10
        assert query_count(queries.module_rows) == 2

    def test_answer_with_an_open_gap_is_refused(self, planner):
        voice = factories.contribution(factories.process())

        with pytest.raises(errors.GapLeft):
            actions.answer_voice(
                actor=planner,
                contribution=voice,
                outcome="not_taken_up",
                reason="x",
                plain_reason="Aus {kommune}.",
                now=NOW,
            )

    def test_database_keeps_wordings_and_uses(self, planner):
        revision = factories.text_module().revisions.get()
        with pytest.raises(IntegrityError), transaction.atomic():
            type(revision).objects.filter(pk=revision.pk).update(plain_reason="anders")
