"""Agreements, withdrawing, addresses, looking again and periods."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from roterfaden.audit.models import Event
from roterfaden.files.models import KeptFile
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.labels import label_words
from roterfaden.kernel.vault import open_words
from roterfaden.participation import actions, errors, queries
from roterfaden.participation.enums import ConsentPurpose, PassageKind, Retention, ReviewOutcome
from roterfaden.participation.methods import ADDRESS_PATH, CONSENT_TEXTS, CURRENT_TEXT, DEFAULTS, consent_text
from roterfaden.participation.models import (
    CardPhoto,
    Consent,
    ContactAddress,
    Contribution,
    Flag,
    Process,
    ReceiptCode,
    RetentionRule,
    ReviewRequest,
    SealedOriginal,
    Translation,
)
from roterfaden.post.models import Message
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

TEXT = "Frau Beispiel hilft beim Deutschlernen."
LATER = NOW + timedelta(days=40)


@pytest.fixture
def card():
    return factories.contribution(factories.process(), text=TEXT)


# --- agreements -----------------------------------------------------------------------------------------------------
def test_every_purpose_is_worded():
    assert set(CONSENT_TEXTS[CURRENT_TEXT]) == set(ConsentPurpose.values)
    assert consent_text("publish").startswith("Mein Beitrag darf")


def test_agreement_keeps_day_and_version_of_the_text(card, participant):
    actions.give_consent(actor=participant, contribution=card, purposes=["publish", "quote"], now=NOW)
    actions.give_consent(actor=participant, contribution=card, purposes=["quote"], now=LATER)

    rows = Consent.objects.order_by("pk").values_list("purpose", "text_version", "given_at")
    assert list(rows) == [("publish", CURRENT_TEXT, NOW), ("quote", CURRENT_TEXT, NOW)]


def test_quoting_needs_an_agreement_that_stands(card, participant):
    actions.give_consent(actor=participant, contribution=card, purposes=["quote"], now=NOW)
    assert list(queries.quotable(Contribution.objects.published())) == [card]

    actions.withdraw_consent(actor=participant, contribution=card, purpose="quote", now=LATER)

    assert not queries.quotable(Contribution.objects.published()).exists()
    with pytest.raises(errors.NoConsent):
        actions.withdraw_consent(actor=participant, contribution=card, purpose="quote", now=LATER)


# --- withdrawing ----------------------------------------------------------------------------------------------------
def test_withdrawn_voice_is_shown_nowhere_and_its_words_are_sealed(card, participant):
    Translation.objects.create(contribution=card, language="en", text="Ms Beispiel.", status="checked", made_at=NOW)
    actions.give_consent(actor=participant, contribution=card, purposes=["publish"], now=NOW)

    actions.withdraw_consent(actor=participant, contribution=card, purpose="publish", now=NOW)

    card.refresh_from_db()
    assert (card.text, card.is_withdrawn, Translation.objects.get().text) == ("", True, "")
    assert "zurückgezogen" in card.words.note
    assert not Contribution.objects.published().exists()
    assert list(Contribution.objects.traceable()) == [card]
    assert not Consent.objects.standing().exists()
    assert [event.verb for event in Event.objects.order_by("-number")[:2]] == ["voice.withdrawn", "consent.withdrawn"]


def test_withdrawn_voice_can_be_restored_while_its_words_are_there(card, moderator, participant):
    actions.seal_passages(
        actor=moderator, contribution=card, kind=PassageKind.PERSON, passages=["Frau Beispiel"], now=NOW
    )
    actions.withdraw_voice(actor=participant, contribution=card, now=NOW)

    actions.restore_voice(actor=participant, contribution=card, now=LATER)

    card.refresh_from_db()
    current = SealedOriginal.objects.current().get()
    assert (card.text, card.omitted, card.withdrawn_at) == ("[… …] hilft beim Deutschlernen.", 1, None)
    assert (current.kind, open_words(current.token)) == ("passages", TEXT)
    assert Consent.objects.standing().get().purpose == "publish"


def test_withdrawn_voice_refuses_everything_else(card, moderator, participant):
    actions.withdraw_voice(actor=participant, contribution=card, now=NOW)

    for attempt in (
        lambda: actions.withdraw_voice(actor=participant, contribution=card, now=NOW),
        lambda: actions.withhold_contribution(actor=moderator, contribution=card, reason="x", now=NOW),
        lambda: actions.publish_contribution(actor=moderator, contribution=card, now=NOW),
        lambda: actions.give_consent(actor=participant, contribution=card, purposes=["quote"], now=NOW),
        lambda: actions.leave_address(
            actor=participant, contribution=card, email="a@example.org", language="de", now=NOW
        ),
    ):
        with pytest.raises(errors.VoiceWithdrawn):
            attempt()


def test_words_are_gone_for_good_after_the_period(card, system, participant):
    actions.withdraw_voice(actor=participant, contribution=card, now=NOW)

    erased = actions.run_retention(actor=system, now=LATER)

    assert erased[Retention.WITHDRAWN_WORDS] == 1
    assert SealedOriginal.objects.get().token == ""
    with pytest.raises(errors.OriginalErased):
        actions.restore_voice(actor=participant, contribution=card, now=LATER)


# --- addresses ------------------------------------------------------------------------------------------------------
def leave(card, participant):
    contact = actions.leave_address(
        actor=participant, contribution=card, email="amina@example.org", language="en", now=NOW
    )
    text = Message.objects.get(once=f"address:{contact.uid}").text
    return re.search(re.escape(ADDRESS_PATH).replace(r"\{token\}", "(.+)"), text)[1]


def test_address_is_sealed_and_used_only_after_it_was_confirmed(card, moderator, participant):
    factories.instance()
    token = leave(card, participant)
    assert "amina" not in str(ContactAddress.objects.values())
    told = {"actor": moderator, "contribution": card, "said": lambda: "Neues.", "now": NOW}
    assert actions.inform_author(**told, once="1") is False

    actions.confirm_address(actor=participant, token=token, now=NOW)

    assert actions.inform_author(**told, once="1") is True
    actions.inform_author(**told, once="1")
    message = Message.objects.get(once="1")
    assert (message.to, message.language) == ("amina@example.org", "en")
    assert f"/karte/{card.code.code}/" in message.text
    assert TEXT not in message.text
    assert Consent.objects.standing().get().purpose == "inform"


def test_address_is_erased_with_the_code(card, participant):
    actions.confirm_address(actor=participant, token=leave(card, participant), now=NOW)

    actions.remove_address(actor=participant, contribution=card, now=NOW)

    assert not ContactAddress.objects.exists()
    assert not Consent.objects.standing().exists()
    with pytest.raises(errors.NoAddress):
        actions.remove_address(actor=participant, contribution=card, now=NOW)


def test_wrong_link_and_wrong_address_are_refused(card, participant):
    with pytest.raises(errors.NoAddress):
        actions.confirm_address(actor=participant, token="erfunden", now=NOW)
    with pytest.raises(ValidationError):
        actions.leave_address(actor=participant, contribution=card, email="keine", language="de", now=NOW)


def test_second_address_is_refused(card, participant):
    leave(card, participant)

    with pytest.raises(errors.AddressLeftAlready):
        leave(card, participant)


# --- looking again --------------------------------------------------------------------------------------------------
def test_request_is_answered_and_the_voice_published(card, moderator, participant):
    actions.withhold_contribution(actor=moderator, contribution=card, reason="nennt eine Person", now=NOW)
    asked = actions.ask_review(actor=participant, contribution=card, words="Das bin ich selbst.", now=NOW)
    assert list(queries.open_reviews(Process.objects.all())) == [asked]
    with pytest.raises(errors.ReviewAskedAlready):
        actions.ask_review(actor=participant, contribution=card, words="", now=NOW)

    actions.answer_review(
        actor=moderator, request=asked, outcome=ReviewOutcome.PUBLISHED, answer="Sie haben recht.", now=NOW
    )

    card.refresh_from_db()
    assert card.moderation == "published"
    assert not queries.open_reviews(Process.objects.all()).exists()
    with pytest.raises(errors.ReviewAnsweredAlready):
        actions.answer_review(actor=moderator, request=asked, outcome="upheld", answer="x", now=NOW)


def test_request_needs_a_withheld_voice_and_an_answer_in_words(card, moderator, participant):
    with pytest.raises(errors.NotWithheld):
        actions.ask_review(actor=participant, contribution=card, words="", now=NOW)
    actions.withhold_contribution(actor=moderator, contribution=card, reason="nennt eine Person", now=NOW)
    asked = actions.ask_review(actor=participant, contribution=card, words="", now=NOW)
    with pytest.raises(errors.AnswerMissing):
        actions.answer_review(actor=moderator, request=asked, outcome="upheld", answer=" ", now=NOW)


# --- periods --------------------------------------------------------------------------------------------------------
def test_period_is_decided_with_a_reason_and_the_old_one_stays(planner):
    actions.set_retention(actor=planner, kind=Retention.WITHDRAWN_WORDS, days=14, reason="Beschluss", now=NOW)
    actions.set_retention(actor=planner, kind=Retention.WITHDRAWN_WORDS, days=20, reason="länger", now=LATER)

    assert queries.periods()[Retention.WITHDRAWN_WORDS] == 20
    assert list(RetentionRule.objects.order_by("pk").values_list("days", "superseded_at")) == [(14, LATER), (20, None)]


@pytest.mark.parametrize(
    ("days", "reason", "error"),
    [
        (0, "x", errors.PeriodTooLong),
        (100_000, "x", errors.PeriodTooLong),
        (14, " ", errors.PeriodReasonMissing),
        (DEFAULTS[Retention.FREE_CODE].days, "x", errors.PeriodUnchanged),
    ],
)
def test_period_is_refused(planner, days, reason, error):
    with pytest.raises(error):
        actions.set_retention(actor=planner, kind=Retention.FREE_CODE, days=days, reason=reason, now=NOW)


def test_retention_erases_what_has_outlived_its_period_and_nothing_else(card, moderator, system, participant):
    process = card.process
    other = factories.contribution(process, text="Frau Beispiel fehlt.")
    leave(card, participant)  # never confirmed
    actions.seal_passages(actor=moderator, contribution=other, kind="person", passages=["Frau Beispiel"], now=NOW)
    ReceiptCode.objects.create(code="2345678AX", process=process, issued_at=NOW - timedelta(days=400))
    ReceiptCode.objects.create(code="2345678BX", process=process, issued_at=NOW)

    erased = actions.run_retention(actor=system, now=LATER)

    assert {kind.value: count for kind, count in erased.items() if count} == {"unconfirmed_address": 1, "free_code": 1}
    assert SealedOriginal.objects.get().token
    assert not ContactAddress.objects.exists()
    reasons = Event.objects.filter(verb="retention.run").order_by("number").values_list("subject_label", "reason")
    assert [(label_words(label), reason) for label, reason in reasons] == [
        ("E-Mail-Adressen, die niemand bestätigt hat", "1 gelöscht"),
        ("Codes auf Karten, die niemand abgegeben hat", "1 gelöscht"),
    ]


def test_sealed_original_goes_after_its_period_and_the_text_stays(card, moderator, planner, system):
    actions.seal_passages(actor=moderator, contribution=card, kind="person", passages=["Beispiel"], now=NOW)

    actions.run_retention(actor=system, now=NOW + timedelta(days=400))

    card.refresh_from_db()
    assert (card.text, queries.seal_page(card).can_open) == ("Frau […] hilft beim Deutschlernen.", False)
    with pytest.raises(errors.OriginalErased):
        actions.open_original(actor=planner, contribution=card, reason="x", now=LATER)
    actions.seal_passages(actor=moderator, contribution=card, kind="person", passages=["Frau"], now=LATER)
    card.refresh_from_db()
    assert (card.text, card.omitted) == ("[…] […] hilft beim Deutschlernen.", 2)


def test_addresses_go_a_year_after_the_process_was_closed(card, system, participant):
    actions.confirm_address(actor=participant, token=leave(card, participant), now=NOW)
    assert actions.run_retention(actor=system, now=NOW + timedelta(days=3000))[Retention.ADDRESS] == 0

    Process.objects.update(closed_on=TODAY)

    assert actions.run_retention(actor=system, now=NOW + timedelta(days=366))[Retention.ADDRESS] == 1


def test_answered_request_loses_its_words(card, moderator, system, participant):
    actions.withhold_contribution(actor=moderator, contribution=card, reason="nennt eine Person", now=NOW)
    asked = actions.ask_review(actor=participant, contribution=card, words="Das bin ich.", now=NOW)
    actions.answer_review(actor=moderator, request=asked, outcome="upheld", answer="Trotzdem.", now=NOW)

    actions.run_retention(actor=system, now=NOW + timedelta(days=367))

    assert ReviewRequest.objects.get().words == ""


def test_rows_say_what_is_due_and_when_the_next_one_is(card, participant):
    leave(card, participant)

    rows = {row.kind: row for row in queries.retention_rows(on=TODAY)}

    assert (rows["unconfirmed_address"].held, rows["unconfirmed_address"].due) == (1, 0)
    assert rows["unconfirmed_address"].next_on == TODAY + timedelta(days=8)
    late = {row.kind: row for row in queries.retention_rows(on=TODAY + timedelta(days=8))}
    assert (late["unconfirmed_address"].due, late["unconfirmed_address"].next_on) == (1, None)


def test_moderator_decides_no_periods(moderator):
    with pytest.raises(NotAllowed):
        actions.set_retention(actor=moderator, kind=Retention.FREE_CODE, days=9, reason="x", now=NOW)


def test_photos_and_words_of_flags_go_too(card, system):
    kept = factories.kept_file()
    CardPhoto.objects.create(process=card.process, contribution=card, kept=kept, kept_at=NOW, draft=TEXT)
    Flag.objects.create(
        contribution=card, reason="other", note="Das bin ich.", made_at=NOW, decision="kept", decided_at=NOW
    )
    Process.objects.update(closed_on=TODAY)

    erased = actions.run_retention(actor=system, now=NOW + timedelta(days=400))

    assert (erased[Retention.CARD_PHOTO], erased[Retention.FLAG_NOTE]) == (1, 1)
    assert not CardPhoto.objects.exists()
    assert not KeptFile.objects.exists()
    assert Flag.objects.get().note == ""


def test_photo_of_a_voice_with_omissions_stays_hidden(card, moderator):
    photo = CardPhoto.objects.create(
        process=card.process, contribution=card, kept=factories.kept_file(), kept_at=NOW, alt="Karte", released_at=NOW,
        draft=TEXT,
    )  # fmt: skip

    actions.seal_passages(actor=moderator, contribution=card, kind="person", passages=["Beispiel"], now=NOW)

    photo.refresh_from_db()
    assert (photo.released_at, photo.draft) == (None, "")
    with pytest.raises(errors.PhotoShowsSealed):
        actions.release_card_photo(actor=moderator, photo=photo, alt="Karte", shows_nobody=True, now=NOW)
