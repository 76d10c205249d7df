"""Working with voices: capturing, checking, translating and sorting."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.codes import new_code, readable
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions, errors
from roterfaden.participation.models import Contribution, ReceiptCode
from tests import factories
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def forum(process):
    return factories.event(factories.stage(process))


def capture(actor, process, **values):
    return actions.capture_contribution(
        **{
            "actor": actor, "process": process, "kind": "challenge", "text": "Abends fährt kein Bus.",
            "channel": "card", "said_on": TODAY, "now": NOW,
        }
        | values
    )  # fmt: skip


def printed(process, event=None):
    return ReceiptCode.objects.create(code=new_code(), process=process, event=event, issued_at=NOW)


def last():
    return AuditEvent.objects.order_by("-number").first()


# --- capture ------------------------------------------------------------------------------------------------------
def test_capture_numbers_within_the_process_and_issues_a_code(moderator, process, forum):
    first = capture(moderator, process, event=forum, table=3)
    second = capture(moderator, process, event=forum)
    other = factories.process()
    factories.stage(other)

    assert (first.number, second.number) == (1, 2)
    assert capture(moderator, other).number == 1
    assert ReceiptCode.objects.get(contribution=first) == first.code
    assert first.moderation == "pending"
    assert first.captured_at == NOW


def test_capture_writes_no_words_into_the_log(moderator, process, forum):
    captured = capture(moderator, process, event=forum, text="Ich heiße Amal und wohne im Nordweg.")

    assert last().verb == "contribution.captured"
    assert last().subject_label == f"{{participation.contribution}} {captured.number}"
    assert "Amal" not in str(last().changes) + last().reason


def test_capture_binds_a_printed_code_as_typed(moderator, process, forum):
    receipt = printed(process, forum)

    captured = capture(moderator, process, event=forum, code=f" {readable(receipt.code).lower()} ")

    assert captured.code == receipt
    assert ReceiptCode.objects.count() == 1


def test_capture_refuses_mistyped_code(moderator, process, forum):
    code = printed(process, forum).code
    wrong = ("3" if code[0] == "2" else "2") + code[1:]

    with pytest.raises(errors.WrongCode):
        capture(moderator, process, event=forum, code=wrong)


def test_capture_refuses_unknown_code(moderator, process, forum):
    with pytest.raises(errors.UnknownCode):
        capture(moderator, process, event=forum, code=new_code())


def test_capture_refuses_code_of_other_process(moderator, process, forum):
    receipt = printed(factories.process())

    with pytest.raises(errors.UnknownCode):
        capture(moderator, process, event=forum, code=receipt.code)


def test_capture_refuses_used_code_and_names_the_card(moderator, process, forum):
    receipt = printed(process, forum)
    capture(moderator, process, event=forum, code=receipt.code)

    with pytest.raises(errors.UsedCode) as refusal:
        capture(moderator, process, event=forum, code=receipt.code)

    assert str(refusal.value) == "Zu diesem Code ist schon eine Karte erfasst: Beitrag 1."
    assert Contribution.objects.count() == 1


def test_capture_refuses_code_of_other_event(moderator, process, forum):
    receipt = printed(process, factories.event(forum.stage))

    with pytest.raises(errors.CodeOfOtherEvent):
        capture(moderator, process, event=forum, code=receipt.code)


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_capture_refuses_empty_text(moderator, process, forum, text):
    with pytest.raises(errors.EmptyText):
        capture(moderator, process, event=forum, text=text)


def test_capture_refuses_kind_the_stage_does_not_open(moderator, process):
    stage = factories.stage(process, kinds=("goal",))

    with pytest.raises(errors.StageNotOpen) as refusal:
        capture(moderator, process, event=factories.event(stage))

    assert str(refusal.value).startswith("Beiträge der Art „Herausforderung“ sind am 15.06.2017 nicht vorgesehen")


def test_capture_refuses_group_the_stage_does_not_open_to(moderator, process):
    stage = factories.stage(process, kinds=())
    invited, other = factories.group(process), factories.group(process)
    stage.openings.create(kind="challenge", actor_group=invited)

    assert capture(moderator, process, actor_group=invited).number == 1
    with pytest.raises(errors.StageNotOpen):
        capture(moderator, process, actor_group=other)
    with pytest.raises(errors.StageNotOpen):
        capture(moderator, process)


@pytest.mark.parametrize("offset", [-31, 31])
def test_capture_refuses_day_outside_the_stage(moderator, process, forum, offset):
    day = TODAY + timedelta(days=offset)

    with pytest.raises(errors.StageNotOpen):
        capture(moderator, process, event=forum, said_on=day, now=NOW + timedelta(days=60))


@pytest.mark.parametrize("offset", [-30, 30])
def test_capture_takes_first_and_last_day_of_the_stage(moderator, process, forum, offset):
    day = TODAY + timedelta(days=offset)

    assert capture(moderator, process, event=forum, said_on=day, now=NOW + timedelta(days=60)).said_on == day


def test_capture_counts_the_stage_of_the_event_only(moderator, process):
    closed = factories.stage(process, kinds=())
    factories.stage(process)

    with pytest.raises(errors.StageNotOpen):
        capture(moderator, process, event=factories.event(closed))
    assert capture(moderator, process).number == 1


def test_capture_late_card_is_told_apart_in_the_log(moderator, process, forum):
    later = NOW + timedelta(days=60)

    capture(moderator, process, event=forum, said_on=TODAY + timedelta(days=50), now=later, late=True)
    assert last().verb == "contribution.added_late"

    capture(moderator, process, event=forum, late=True)
    assert last().verb == "contribution.captured"


def test_capture_refuses_future_day(moderator, process, forum):
    with pytest.raises(errors.SaidInFuture):
        capture(moderator, process, event=forum, said_on=TODAY + timedelta(days=1))


def test_capture_refuses_table_the_event_does_not_have(moderator, process, forum):
    with pytest.raises(errors.NoSuchTable):
        capture(moderator, process, event=forum, table=7)


def test_capture_takes_partner_municipalities_only(moderator, process, forum):
    town = factories.municipality()
    member = factories.municipality(kind="member")
    gone = factories.municipality(valid_until=date(2016, 11, 1))

    assert capture(moderator, process, event=forum, area=town).area == town
    for area in (factories.county(), member, gone):
        with pytest.raises(errors.NotAPartner):
            capture(moderator, process, event=forum, area=area)


def test_capture_refuses_things_of_another_process(moderator, process, forum):
    other = factories.process()

    with pytest.raises(errors.OtherProcess):
        capture(moderator, process, event=factories.event(factories.stage(other)))
    with pytest.raises(errors.OtherProcess):
        capture(moderator, process, event=forum, actor_group=factories.group(other))


def test_participant_speaks_today_without_account(process, forum):
    captured = capture(Participant(), process, event=forum, channel="phone", said_on=date(2000, 1, 1))

    assert captured.said_on == TODAY
    assert (last().actor_kind, last().actor_id) == ("participant", "")


def test_participant_is_refused_when_no_stage_is_open(process, forum):
    with pytest.raises(errors.StageNotOpen):
        capture(Participant(), process, event=forum, now=NOW + timedelta(days=60))
    with pytest.raises(NotAllowed):
        capture(Participant(), process, event=forum, now=NOW + timedelta(days=60), late=True)


@pytest.mark.parametrize(
    "name", ["clerk", "group_member", "goal_owner", "counsellor", "auditor", "administrator", "outsider"]
)
def test_capture_is_refused_to_other_roles(name, process, forum, request):
    with pytest.raises(NotAllowed):
        capture(request.getfixturevalue(name), process, event=forum)


# --- checking -----------------------------------------------------------------------------------------------------
def test_publish_and_withhold_keep_the_original(moderator, process):
    card = factories.contribution(process, moderation="pending")

    assert actions.publish_contribution(actor=moderator, contribution=card, now=NOW).moderation == "published"
    withheld = actions.withhold_contribution(actor=moderator, contribution=card, reason="Nennt einen Namen", now=NOW)

    assert (withheld.moderation, withheld.moderation_reason) == ("withheld", "Nennt einen Namen")
    assert withheld.text == card.text
    assert last().changes["moderation"] == ["published", "withheld"]
    assert last().reason == "Nennt einen Namen"


def test_publish_and_withhold_refuse_to_repeat(moderator, process):
    card = factories.contribution(process)

    with pytest.raises(errors.AlreadyPublished):
        actions.publish_contribution(actor=moderator, contribution=card, now=NOW)
    actions.withhold_contribution(actor=moderator, contribution=card, reason="Doppelt", now=NOW)
    with pytest.raises(errors.AlreadyWithheld):
        actions.withhold_contribution(actor=moderator, contribution=card, reason="Doppelt", now=NOW)


def test_withhold_needs_a_reason(moderator, process):
    with pytest.raises(errors.ReasonMissing):
        actions.withhold_contribution(
            actor=moderator, contribution=factories.contribution(process), reason=" ", now=NOW
        )


@pytest.mark.parametrize("name", ["goal_owner", "outsider", "administrator", "participant"])
def test_publish_is_refused_to_other_roles(name, process, request):
    card = factories.contribution(process, moderation="pending")

    with pytest.raises(NotAllowed):
        actions.publish_contribution(actor=request.getfixturevalue(name), contribution=card, now=NOW)


def translate(actor, card, **values):
    return actions.translate_contribution(
        **{"actor": actor, "contribution": card, "language": "de", "text": "Kein Bus.", "status": "machine", "now": NOW}
        | values
    )


def test_checked_translation_replaces_the_machine_but_not_the_other_way(moderator, process):
    card = factories.contribution(process, language="ar", text="لا توجد حافلة في المساء")
    translate(moderator, card)

    checked = translate(moderator, card, text="Abends fährt kein Bus.", status="checked")

    assert card.translations.get() == checked
    with pytest.raises(errors.CheckedTranslationExists):
        translate(moderator, card)
    assert last().changes["status"] == ["machine", "checked"]


def test_translation_refuses_language_of_the_original_and_empty_text(moderator, process):
    card = factories.contribution(process)

    with pytest.raises(errors.SameLanguage):
        translate(moderator, card)
    with pytest.raises(errors.EmptyText):
        translate(moderator, card, language="en", text=" ")


# --- sorting ------------------------------------------------------------------------------------------------------
def assign(actor, card, theme, **values):
    return actions.assign_contribution(actor=actor, contribution=card, theme=theme, now=NOW, **values)


def test_assign_supersedes_where_the_card_lay(moderator, process):
    card = factories.contribution(process)
    first, second = (factories.theme(process, factories.field()) for _ in range(2))

    old = assign(moderator, card, first)
    new = assign(moderator, card, second, reason="Es geht um den Bus.")

    old.refresh_from_db()
    assert (old.superseded_at, new.supersedes) == (NOW, old)
    assert new.made_as == "moderator"
    assert list(card.assignments.current()) == [new]
    assert last().changes["theme"] == [first.title, second.title]


def test_assign_refuses_same_theme_other_process_and_withheld(moderator, process):
    card = factories.contribution(process)
    theme = factories.theme(process, factories.field())
    assign(moderator, card, theme)

    with pytest.raises(errors.AlreadyInTheme):
        assign(moderator, card, theme)
    with pytest.raises(errors.OtherProcess):
        assign(moderator, card, factories.theme(factories.process(), factories.field()))
    with pytest.raises(errors.IsWithheld):
        assign(moderator, factories.contribution(process, moderation="withheld", moderation_reason="x"), theme)


# --- the database refuses -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change", [{"text": "anders"}, {"language": "en"}, {"kind": "goal"}, {"said_on": date(2000, 1, 1)}]
)
def test_database_refuses_to_change_what_was_said(process, change):
    card = factories.contribution(process)

    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=card.pk).update(**change)


def test_database_refuses_to_delete_what_was_said(process):
    card = factories.contribution(process, code=False)

    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=card.pk)._raw_delete("default")
