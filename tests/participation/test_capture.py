"""Capturing in the room: a card sent twice is kept once, slips, questions, telephones, photos."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image

from roterfaden.accounts.enums import Role
from roterfaden.audit.models import Event as AuditEvent
from roterfaden.files.queries import opened
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions, errors, queries
from roterfaden.participation.enums import Channel, Moderation, Reading, Wall
from roterfaden.participation.methods import question_kind, read_questions, write_questions
from roterfaden.participation.models import CardPhoto, Contribution, ReceiptCode
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
ASKED = [{"kind": "strength", "de": "Was läuft gut?"}, "Was fehlt?"]


@pytest.fixture
def forum():
    return factories.event(factories.stage(factories.process()), questions=ASKED)


def capture(actor, event, **values):
    return actions.capture_contribution(
        **{
            "actor": actor, "process": event.process, "event": event, "kind": "challenge", "channel": "card",
            "text": "Abends fährt kein Bus.", "said_on": TODAY, "now": NOW,
        }
        | values
    )  # fmt: skip


def printed(event, **values):
    return ReceiptCode.objects.create(
        **{"code": new_code(), "process": event.process, "event": event, "issued_at": NOW - timedelta(days=1)} | values
    )


def last():
    return AuditEvent.objects.order_by("-number").first()


# --- once ---------------------------------------------------------------------------------------------------------
def test_the_same_card_is_kept_once(moderator, forum):
    client_id = uuid4()
    first = capture(moderator, forum, client_id=client_id, table=2)

    again = capture(moderator, forum, client_id=client_id, table=2, now=NOW + timedelta(minutes=5))

    assert (again, again.code) == (first, first.code)
    assert (Contribution.objects.count(), ReceiptCode.objects.count(), AuditEvent.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    "change", [{"text": "Anders."}, {"kind": "goal"}, {"table": 3}, {"question": 1}, {"weight": 2}]
)
def test_another_card_under_the_same_identifier_is_refused(moderator, forum, change):
    client_id = uuid4()
    capture(moderator, forum, client_id=client_id)

    with pytest.raises(errors.OtherCardKept) as refusal:
        capture(moderator, forum, client_id=client_id, **change)

    assert str(refusal.value) == "Diese Karte ist schon als Beitrag 1 angekommen, aber mit anderem Inhalt."
    assert Contribution.objects.count() == 1


def test_identifier_of_another_event_is_refused(moderator, forum):
    client_id = uuid4()
    capture(moderator, forum, client_id=client_id)

    with pytest.raises(errors.OtherCardKept):
        capture(moderator, factories.event(forum.stage), client_id=client_id)


def test_repeated_card_gets_its_receipt_after_the_stage_has_closed(participant, forum):
    client_id = uuid4()
    first = capture(participant, forum, client_id=client_id, channel="phone")
    later = NOW + timedelta(days=90)

    assert capture(participant, forum, client_id=client_id, channel="phone", now=later) == first
    with pytest.raises(errors.StageNotOpen):
        capture(participant, forum, client_id=uuid4(), channel="phone", now=later)


def test_repeated_card_with_printed_code_is_the_same(moderator, forum):
    receipt, client_id = printed(forum, question=1), uuid4()
    first = capture(moderator, forum, client_id=client_id, code=receipt.code)

    assert capture(moderator, forum, client_id=client_id, code=receipt.code) == first
    with pytest.raises(errors.OtherCardKept):
        capture(moderator, forum, client_id=client_id, code=printed(forum).code)


def test_card_whose_passages_were_left_out_is_still_the_same(moderator, forum):
    client_id = uuid4()
    first = capture(moderator, forum, client_id=client_id)
    Contribution.objects.filter(pk=first.pk).update(omitted=1)

    assert capture(moderator, forum, client_id=client_id, text="Mit Namen.") == first


def test_identifier_never_changes(moderator, forum):
    card = capture(moderator, forum, client_id=uuid4())

    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=card.pk).update(client_id=uuid4())


# --- questions and rounds -----------------------------------------------------------------------------------------
def test_card_names_question_and_round(moderator, forum):
    card = capture(moderator, forum, question=2, round=1)

    assert (card.question, card.round) == (2, 1)


@pytest.mark.parametrize("question", [0, 3])
def test_question_the_event_does_not_ask_is_refused(moderator, forum, question):
    with pytest.raises(errors.NoSuchQuestion):
        capture(moderator, forum, question=question)


def test_printed_card_brings_its_question(moderator, forum):
    receipt = printed(forum, question=1)

    assert capture(moderator, forum, code=receipt.code).question == 1


def test_codes_are_drawn_for_one_question(moderator, forum):
    codes = actions.issue_codes(
        actor=moderator, process=forum.process, event=forum, count=3, question=2, now=NOW
    )  # fmt: skip

    assert {code.question for code in codes} == {2}
    with pytest.raises(errors.NoSuchQuestion):
        actions.issue_codes(actor=moderator, process=forum.process, event=forum, count=3, question=9, now=NOW)


def test_questions_with_kinds_are_written_as_they_are_read():
    typed = "[Stärke] Was läuft gut?\nen: What works well?\nWas fehlt?\n[Unsinn] Und sonst?"

    questions = read_questions(typed)

    assert [question_kind(question) for question in questions] == ["strength", None, None]
    assert questions[2] == "[Unsinn] Und sonst?"
    assert write_questions(questions) == typed


# --- telephones and the wall --------------------------------------------------------------------------------------
def test_participant_sends_only_where_telephones_are_taken(participant, moderator, forum):
    actions.steer_room(actor=moderator, event=forum, wall=Wall.AT_ONCE, phones_open=False, now=NOW)
    forum.refresh_from_db()

    with pytest.raises(errors.PhonesNotTaken):
        capture(participant, forum, channel="phone")
    assert capture(moderator, forum).number == 1
    assert (forum.wall, last().verb) == (Wall.AT_ONCE, "contribution.captured")


def test_steering_tells_what_changed_and_refuses_nothing(moderator, forum):
    actions.steer_room(actor=moderator, event=forum, wall=Wall.AT_ONCE, phones_open=True, now=NOW)

    assert last().changes == {"wall": ["checked", "at_once"]}
    with pytest.raises(errors.NothingChanged):
        actions.steer_room(actor=moderator, event=forum, wall=Wall.AT_ONCE, phones_open=True, now=NOW)


def test_steering_needs_moderation(goal_owner, forum):
    with pytest.raises(NotAllowed):
        actions.steer_room(actor=goal_owner, event=forum, wall=Wall.AT_ONCE, phones_open=True, now=NOW)


def test_wall_shows_unchecked_cards_only_where_set_and_around_the_event(forum):
    factories.contribution(forum.process, event=forum)
    factories.contribution(forum.process, event=forum, moderation=Moderation.PENDING)
    factories.contribution(forum.process, event=forum, moderation=Moderation.WITHHELD, moderation_reason="Name")
    factories.contribution(forum.process, moderation=Moderation.PUBLISHED)

    assert [card.number for card in queries.wall_cards(forum, now=NOW)] == [1]
    forum.wall = Wall.AT_ONCE
    assert [card.number for card in queries.wall_cards(forum, now=NOW)] == [2, 1]
    assert [card.number for card in queries.wall_cards(forum, now=NOW + timedelta(days=1))] == [1]


def test_wall_names_the_field_a_card_lies_in(forum):
    field = factories.field(short_name="Sprache")
    sorted_card = factories.contribution(forum.process, event=forum)
    factories.contribution(forum.process, event=forum)
    factories.assignment(sorted_card, factories.theme(forum.process, field))

    assert [card.field_name for card in queries.wall_cards(forum, now=NOW, by_field=True)] == [None, "Sprache"]


# --- slips --------------------------------------------------------------------------------------------------------
def test_slip_is_withheld_and_frees_the_printed_code(moderator, forum):
    receipt = printed(forum)
    card = capture(moderator, forum, code=receipt.code)

    slip = actions.withdraw_capture(actor=moderator, contribution=card, now=NOW + timedelta(minutes=2))

    assert (slip.moderation, slip.moderation_reason, slip.text) == ("withheld", "Fehleingabe", "Abends fährt kein Bus.")
    assert last().verb == "contribution.slip"
    corrected = capture(moderator, forum, code=receipt.code, text="Morgens fährt kein Bus.")
    assert (corrected.code.code, corrected.number) == (receipt.code, 2)


def test_slip_keeps_a_code_that_was_issued_with_it(moderator, forum):
    card = capture(moderator, forum)

    actions.withdraw_capture(actor=moderator, contribution=card, now=NOW)

    assert ReceiptCode.objects.get().contribution == card


def test_slip_belongs_to_whoever_made_it(moderator, forum):
    card = capture(moderator, forum)

    with pytest.raises(errors.NotYourCard):
        actions.withdraw_capture(actor=factories.user(Role.MODERATOR), contribution=card, now=NOW)
    assert queries.slips_of(moderator, [card], now=NOW) == {card.pk}
    assert queries.slips_of(factories.user(Role.MODERATOR), [card], now=NOW) == set()


def test_checked_or_old_card_is_no_slip(moderator, forum):
    old, checked = capture(moderator, forum), capture(moderator, forum)
    actions.publish_contribution(actor=moderator, contribution=checked, now=NOW)

    for card, now in ((checked, NOW), (old, NOW + timedelta(hours=13))):
        with pytest.raises(errors.NoSlipAnyMore):
            actions.withdraw_capture(actor=moderator, contribution=card, now=now)


def test_participant_takes_nothing_back(participant, moderator, forum):
    card = capture(moderator, forum)

    with pytest.raises(NotAllowed):
        actions.withdraw_capture(actor=participant, contribution=card, now=NOW)


# --- photos -------------------------------------------------------------------------------------------------------
def keep(actor, event, **values):
    upload = ContentFile(factories.picture(colour=values.pop("colour", "white")), "IMG_2017.jpg")
    return actions.keep_card_photo(
        **{"actor": actor, "process": event.process, "event": event, "upload": upload, "now": NOW} | values
    )


def test_photo_is_kept_without_place_and_stays_with_the_moderation(moderator, forum):
    photo = keep(moderator, forum, alt=" Wand mit Karten ")

    assert (photo.alt, photo.released_at, photo.contribution) == ("Wand mit Karten", None, None)
    with opened(photo.kept) as data, Image.open(data) as image:
        assert not image.getexif()
    assert last().verb == "card_photo.kept"


def test_the_same_photo_of_a_card_is_kept_once(moderator, forum):
    card = capture(moderator, forum)
    first = keep(moderator, forum, contribution=card)

    assert keep(moderator, forum, contribution=card) == first
    with pytest.raises(errors.CardHasPhoto):
        keep(moderator, forum, contribution=card, colour="red")
    assert CardPhoto.objects.count() == 1


def test_participant_brings_a_photo_only_to_a_card_from_a_telephone(participant, moderator, forum):
    sent = capture(participant, forum, channel=Channel.PHONE)
    typed = capture(moderator, forum)

    assert keep(participant, forum, contribution=sent).contribution == sent
    for values in ({"contribution": typed}, {}):
        with pytest.raises(NotAllowed):
            keep(participant, forum, **values)


def test_photo_of_another_process_is_refused(moderator, forum):
    other = factories.event(factories.stage(factories.process()))

    with pytest.raises(errors.OtherProcess):
        keep(moderator, forum, contribution=capture(moderator, other))


def test_what_is_no_picture_is_refused(moderator, forum):
    with pytest.raises(Exception, match="Bild"):
        keep(moderator, forum, upload=ContentFile(b"<svg onload=alert(1)>", "karte.jpg"))
    assert CardPhoto.objects.count() == 0


def test_reading_is_a_draft_and_no_contribution(system, moderator, forum):
    photo = keep(moderator, forum, will_be_read=True)

    read = actions.read_card_photo(actor=system, photo=photo, text=" Mehr Busse \n", now=NOW)

    assert (photo.reading, read.reading, read.draft) == (Reading.WAITING, Reading.DONE, "Mehr Busse")
    assert Contribution.objects.count() == 0
    assert "Busse" not in str(last().changes)
    assert actions.read_card_photo(actor=system, photo=photo, text=None, now=NOW).reading == Reading.FAILED


def test_photo_is_released_with_its_published_card_and_words_for_who_cannot_see(moderator, forum):
    card = capture(moderator, forum)
    photo, wall = keep(moderator, forum, contribution=card), keep(moderator, forum, colour="blue")

    def release(which, alt="Gezeichneter Bus", *, shows_nobody=True):
        return actions.release_card_photo(actor=moderator, photo=which, alt=alt, shows_nobody=shows_nobody, now=NOW)

    for which in (photo, wall):
        with pytest.raises(errors.NotPublished):
            release(which)
    actions.publish_contribution(actor=moderator, contribution=card, now=NOW)
    with pytest.raises(errors.AltMissing):
        release(photo, " ")
    with pytest.raises(errors.PhotoNotLookedAt):
        release(photo, shows_nobody=False)
    assert release(photo).alt == "Gezeichneter Bus"
    with pytest.raises(errors.PhotoReleased):
        release(photo)


def test_released_photo_is_hidden_again_and_released_anew(moderator, participant, forum):
    photo = keep(moderator, forum, contribution=capture(moderator, forum))
    with pytest.raises(errors.PhotoNotReleased):
        actions.hide_card_photo(actor=moderator, photo=photo, now=NOW)
    actions.publish_contribution(actor=moderator, contribution=photo.contribution, now=NOW)
    values = {"actor": moderator, "alt": "Bus", "shows_nobody": True, "now": NOW}
    actions.release_card_photo(photo=photo, **values)

    with pytest.raises(NotAllowed):
        actions.hide_card_photo(actor=participant, photo=photo, now=NOW)
    assert actions.hide_card_photo(actor=moderator, photo=photo, now=NOW).released_at is None
    assert last().verb == "card_photo.hidden"
    assert actions.release_card_photo(photo=photo, **values).released_at == NOW
