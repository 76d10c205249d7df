"""Leaving out passages: what everybody reads, what is sealed, who opens it, and what the database allows."""

import pytest
from django.db import DatabaseError, transaction

from roterfaden.audit.models import Event
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.omissions import count_marks
from roterfaden.kernel.vault import open_words
from roterfaden.participation import actions, errors, queries
from roterfaden.participation.enums import PassageKind
from roterfaden.participation.methods import Omission, find_passages, leave_out, merge
from roterfaden.participation.models import Contribution, SealedOriginal, Translation
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

TEXT = "Frau Anna  Beispiel aus Bippen hilft beim Annahmetag. Danke, anna beispiel!"


@pytest.fixture
def card():
    return factories.contribution(factories.process(), text=TEXT)


def seal(card, actor, *passages, kind=PassageKind.PERSON, **values):
    return actions.seal_passages(actor=actor, contribution=card, kind=kind, passages=passages, now=NOW, **values)


# --- methods --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("Anna Beispiel", ["Anna  Beispiel", "anna beispiel"]),
        ("Anna", ["Anna", "anna"]),
        ("Annahme", []),
        ("Danke,", ["Danke,"]),
        ("beispiel!", ["beispiel!"]),
    ],
)
def test_passages_are_found_as_whole_words(passage, found):
    assert [TEXT[each.start : each.end] for each in find_passages(TEXT, [passage], "person")] == found


def test_overlapping_passages_become_one():
    assert merge([Omission(5, 9, "b"), Omission(0, 6, "a"), Omission(20, 22, "c")]) == [
        Omission(0, 9, "a"),
        Omission(20, 22, "c"),
    ]


def test_number_of_words_stays_the_same():
    shown = leave_out(TEXT, merge(find_passages(TEXT, ["Frau Anna Beispiel", "Danke"], "person")))

    assert shown == "[… …  …] aus Bippen hilft beim Annahmetag. […], anna beispiel!"
    assert len(shown.split()) == len(TEXT.split())
    assert count_marks(shown) == 2


# --- sealing --------------------------------------------------------------------------------------------------------
def test_passages_are_left_out_for_everybody_and_the_original_is_sealed(card, moderator):
    seal(card, moderator, "Anna Beispiel")

    card.refresh_from_db()
    row = SealedOriginal.objects.get()
    assert card.text == "Frau […  …] aus Bippen hilft beim Annahmetag. Danke, [… …]!"
    assert (card.omitted, card.words.note) == (2, "Bei […] sind 2 Stellen ausgelassen, um Menschen zu schützen.")
    assert "Anna" not in row.token
    assert open_words(row.token) == TEXT
    assert (row.words_before, row.words_after) == ("", "")


def test_log_says_how_many_and_why_but_not_which_words(card, moderator):
    seal(card, moderator, "Anna Beispiel")

    event = Event.objects.get(verb="contribution.passages_sealed")
    assert event.changes == {"omitted": [0, 2]}
    assert event.reason == "nennt eine Person"
    assert "Anna" not in str(Event.objects.values())


def test_second_sealing_keeps_the_first(card, moderator):
    seal(card, moderator, "Anna Beispiel")
    seal(card, moderator, "Bippen", kind=PassageKind.ADDRESS)

    card.refresh_from_db()
    old, new = SealedOriginal.objects.order_by("pk")
    assert card.text == "Frau […  …] aus […] hilft beim Annahmetag. Danke, [… …]!"
    assert (old.token, old.superseded_at, new.supersedes) == ("", NOW, old)
    assert open_words(new.token) == TEXT
    assert [span.kind for span in new.passages.order_by("start")] == ["person", "address", "person"]


def test_translation_has_to_be_looked_at(card, moderator):
    Translation.objects.create(
        contribution=card, language="en", text="Ms Anna Beispiel helps.", status="checked", made_at=NOW
    )
    with pytest.raises(errors.TranslationNotLookedAt):
        seal(card, moderator, "Anna Beispiel")

    seal(card, moderator, "Anna Beispiel", in_translations={"en": ["Anna Beispiel"]})

    assert Translation.objects.get().words.text == "Ms [… …] helps."


def test_translation_without_the_words_may_stay(card, moderator):
    Translation.objects.create(contribution=card, language="en", text="She helps.", status="checked", made_at=NOW)

    seal(card, moderator, "Anna Beispiel", untouched=["en"])

    assert Translation.objects.get().text == "She helps."


def test_newer_translation_takes_the_place_of_a_sealed_one(card, moderator):
    Translation.objects.create(contribution=card, language="en", text="Anna helps.", status="machine", made_at=NOW)
    seal(card, moderator, "Anna Beispiel", in_translations={"en": ["Anna"]})

    actions.translate_contribution(
        actor=moderator, contribution=card, language="en", text="Ms […] helps.", status="checked", now=NOW
    )

    translation = Translation.objects.get()
    assert (translation.text, translation.omitted) == ("Ms […] helps.", 1)
    assert not SealedOriginal.objects.current().filter(translation=translation).exists()


@pytest.mark.parametrize(
    ("passages", "values", "error"),
    [
        ([" "], {}, errors.NothingToSeal),
        (["Herr Niemand"], {}, errors.PassageNotFound),
        (["Anna"], {"kind": PassageKind.OTHER}, errors.SealReasonMissing),
        (["Anna"], {"reason": "anna soll geschützt sein"}, errors.ReasonNamesPassage),
    ],
)
def test_sealing_is_refused(card, moderator, passages, values, error):
    with pytest.raises(error):
        seal(card, moderator, *passages, **values)

    assert Contribution.objects.get().text == TEXT


def test_sealing_the_same_again_is_refused(card, moderator):
    seal(card, moderator, "Anna")

    with pytest.raises(errors.NothingToSeal):
        seal(card, moderator, "Anna")


# --- opening and undoing --------------------------------------------------------------------------------------------
def test_planner_opens_the_original_and_the_log_tells_it(card, moderator, planner):
    seal(card, moderator, "Anna Beispiel")

    words = actions.open_original(actor=planner, contribution=card, reason="Beschwerde der Autorin", now=NOW)

    assert words == {"de": TEXT}
    assert Event.objects.get(verb="contribution.original_opened").reason == "Beschwerde der Autorin"


def test_moderator_may_not_open_the_original(card, moderator):
    seal(card, moderator, "Anna Beispiel")

    with pytest.raises(NotAllowed):
        actions.open_original(actor=moderator, contribution=card, reason="Neugier", now=NOW)


def test_showing_again_brings_the_original_back(card, moderator, planner):
    Translation.objects.create(contribution=card, language="en", text="Anna helps.", status="checked", made_at=NOW)
    seal(card, moderator, "Anna Beispiel", in_translations={"en": ["Anna"]})

    actions.show_passages(actor=planner, contribution=card, reason="Sie hat zugestimmt", now=NOW)

    card.refresh_from_db()
    assert (card.text, card.omitted, Translation.objects.get().text) == (TEXT, 0, "Anna helps.")
    assert not SealedOriginal.objects.current().exists()
    assert set(SealedOriginal.objects.values_list("token", flat=True)) == {""}
    with pytest.raises(errors.NothingSealed):
        actions.show_passages(actor=planner, contribution=card, reason="noch einmal", now=NOW)


# --- the database ---------------------------------------------------------------------------------------------------
def change_text(card, text):
    """Whether the database takes this change of words."""
    try:
        with transaction.atomic():
            Contribution.objects.filter(pk=card.pk).update(text=text)
    except DatabaseError as error:
        return "append-only" not in str(error)
    return True


def test_database_refuses_other_words_than_the_permit_names(card, moderator):
    seal(card, moderator, "Anna Beispiel")
    SealedOriginal.objects.update(words_before="0" * 64, words_after="0" * 64)

    assert not change_text(card, "etwas anderes")


def test_database_refuses_a_second_use_of_a_permit(card, moderator):
    seal(card, moderator, "Anna Beispiel")

    assert not change_text(card, TEXT)


def test_seal_cannot_be_deleted_or_given_to_another_voice(card, moderator):
    seal(card, moderator, "Anna Beispiel")
    other = factories.contribution(card.process)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SealedOriginal.objects.update(contribution=other)
    SealedOriginal.objects.get().passages.all().delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SealedOriginal.objects.all().delete()


def test_office_page_of_seals_never_holds_the_words(card, moderator, query_count):
    seal(card, moderator, "Anna Beispiel")
    seal(card, moderator, "Bippen", kind=PassageKind.ADDRESS)

    page = queries.seal_page(card)

    assert page.passages == (("nennt eine Person", 2), ("Adresse, Telefon oder E-Mail", 1))
    assert page.can_open
    assert query_count(lambda: queries.seal_page(card)) == 2
