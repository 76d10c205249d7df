"""Taking part online: support, comments, reports, what looks like spam – and what the database never allows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.audit.models import Event as AuditEvent
from roterfaden.kernel.actors import Participant, System
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation import actions, errors, queries
from roterfaden.participation.enums import CommentRule, EventKind, FlagDecision, Moderation, Sign
from roterfaden.participation.methods import Noted
from roterfaden.participation.models import Comment, Contribution, Flag, ReceiptCode, SearchEntry, Support
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=200)


@pytest.fixture
def process():
    return factories.process()


@pytest.fixture
def online(process):
    return factories.event(
        factories.stage(process), kind=EventKind.ONLINE, ends_at=NOW + timedelta(days=20), questions=["Was?", "Wo?"]
    )


@pytest.fixture
def voice(process, online):
    return factories.contribution(process, event=online, question=1)


def support(voice, actor=None, code="", now=NOW):
    return actions.support_contribution(actor=actor or Participant(), contribution=voice, typed_code=code, now=now)


def comment(voice, text="Das sehe ich auch so.", actor=None, **values):
    return actions.add_comment(
        **{"actor": actor or Participant(), "contribution": voice, "text": text, "language": "de", "now": NOW} | values
    )


def told() -> list[str]:
    return list(AuditEvent.objects.order_by("number").values_list("verb", flat=True))


# --- support --------------------------------------------------------------------------------------------------------
def test_support_without_code_issues_one_that_finds_it_again(voice):
    made = support(voice)

    assert queries.support_counts([voice.pk]) == {voice.pk: 1}
    assert queries.code_trail(made.code).supports == (made,)
    assert told() == ["support.given"]


def test_support_with_one_code_or_account_counts_once(voice, planner):
    code = support(voice).code.code
    support(voice, planner)

    for actor, typed in ((None, code), (planner, "")):
        with pytest.raises(errors.AlreadySupported):
            support(voice, actor, typed)
    assert queries.support_counts([voice.pk]) == {voice.pk: 2}


def test_database_refuses_a_second_support_with_the_same_code(voice):
    first = support(voice)

    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(contribution=voice, code=first.code, made_as="participant", made_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(contribution=voice, made_as="participant", made_at=NOW)


def test_support_with_the_code_of_ones_own_card_is_for_others(process, voice):
    other = factories.contribution(process)

    assert support(other, code=voice.code.code).code == voice.code
    with pytest.raises(errors.OwnVoice):
        support(voice, code=voice.code.code)


def test_support_taken_back_is_kept_and_can_be_given_again(voice):
    first = support(voice)
    code = first.code.code

    actions.withdraw_support(actor=Participant(), contribution=voice, typed_code=code, now=LATER)
    assert queries.support_counts([voice.pk]) == {}
    with pytest.raises(errors.NotSupported):
        actions.withdraw_support(actor=Participant(), contribution=voice, typed_code=code, now=LATER)
    support(voice, code=code)

    assert Support.objects.count() == 2
    assert told() == ["support.given", "support.withdrawn", "support.given"]


@pytest.mark.parametrize(("typed", "error"), [("falsch", errors.WrongCode), ("unknown", errors.UnknownCode)])
def test_support_refuses_codes_that_are_none(voice, typed, error):
    with pytest.raises(error):
        support(voice, code=new_code() if typed == "unknown" else typed)


def test_support_needs_an_online_event_that_runs_and_a_voice_that_is_shown(process, online, voice):
    with pytest.raises(errors.OnlineClosed):
        support(voice, now=LATER)
    with pytest.raises(errors.NotShown):
        support(factories.contribution(process, moderation=Moderation.PENDING))
    online.cancelled_at, online.cancel_reason = NOW, "krank"
    online.save()
    with pytest.raises(errors.OnlineClosed):
        support(voice)


def test_supporters_are_found_to_be_told(process, voice, planner):
    card = factories.contribution(process)
    support(voice, code=card.code.code)
    support(voice, planner)

    found = queries.supporters([voice.pk])[voice.pk]

    assert [(each.code, each.email) for each in found] == [(card.code, ""), (None, planner.email)]


# --- comments -----------------------------------------------------------------------------------------------------
def test_comment_waits_unless_the_process_shows_it_at_once(process, voice, planner):
    assert comment(voice).moderation == Moderation.PENDING

    actions.set_comment_rule(actor=planner, process=process, rule=CommentRule.SHOWN_AT_ONCE, now=NOW)
    assert comment(voice, "Bei uns ist es anders, der Bus kommt jede Stunde.").moderation == Moderation.PUBLISHED

    actions.set_comment_rule(actor=planner, process=process, rule=CommentRule.CLOSED, now=NOW)
    with pytest.raises(errors.CommentsClosed):
        comment(voice)


def test_comment_of_moderation_is_shown_with_its_role(voice, moderator):
    made = comment(voice, actor=moderator)

    assert (made.moderation, made.made_as, made.code) == (Moderation.PUBLISHED, "moderator", None)


def test_suspicious_comment_waits_with_the_reason(process, voice, planner):
    actions.set_comment_rule(actor=planner, process=process, rule=CommentRule.SHOWN_AT_ONCE, now=NOW)
    words = "Günstige Kredite für alle Bürger, heute noch anrufen und sparen"
    first, again = comment(voice, words), comment(voice, words + "!")
    trapped = comment(voice, "Ganz anders gemeint.", signs=[Noted(Sign.TRAP)])

    assert [made.moderation for made in (first, again, trapped)] == ["published", "pending", "pending"]
    assert [(row.sign, row.detail) for row in again.suspicions.all()] == [("similar", f"Kommentar {first.pk}")]
    assert [row.sign for row in trapped.suspicions.all()] == ["trap"]


def test_short_texts_many_people_write_are_no_spam(process, voice, planner):
    actions.set_comment_rule(actor=planner, process=process, rule=CommentRule.SHOWN_AT_ONCE, now=NOW)

    assert [comment(voice, "Mehr Busse!").moderation for _turn in range(3)] == ["published"] * 3


def test_answers_stand_at_most_three_deep(voice, moderator):
    first = comment(voice, "eins", moderator)
    second = comment(voice, "zwei", moderator, parent=first)
    third = comment(voice, "drei", moderator, parent=second)
    beside = comment(voice, "vier", moderator, parent=third)

    assert [made.level for made in (first, second, third, beside)] == [1, 2, 3, 3]
    assert (beside.parent, beside.root) == (second, first)
    line = queries.conversations(voice, None).lines[0]
    assert [each.text for each in line.answers[0].answers] == ["drei", "vier"]


def test_conversations_keep_the_place_of_what_is_not_shown_while_it_is_answered(voice, moderator):
    first, lonely = comment(voice, "eins", moderator), comment(voice, "allein", moderator)
    comment(voice, "zwei", moderator, parent=first)
    for gone in (first, lonely):
        actions.withhold_comment(actor=moderator, comment=gone, reason="beleidigt", now=NOW)

    found = queries.conversations(voice, None)

    assert [(line.is_shown, line.text, len(line.answers)) for line in found.lines] == [(False, "", 1)]
    assert found.total == 1


@pytest.mark.parametrize("count", [1, 3, 60])
def test_conversations_take_the_same_queries_however_many(voice, moderator, query_count, count):
    for turn in range(count):
        first = factories.comment(voice, text=f"{turn}")
        factories.comment(voice, text=f"dazu {turn}", parent=first)

    assert query_count(lambda: queries.conversations(voice, None)) == 4


def test_words_of_a_comment_never_change_and_can_only_be_taken_back(voice):
    made = comment(voice)
    for changes in ({"text": "anders"}, {"text": ""}, {"language": "en"}, {"made_at": LATER}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=made.pk).update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=made.pk).delete()

    actions.withdraw_comment(actor=Participant(), comment=made, typed_code=made.code.code, now=LATER)

    made.refresh_from_db()
    assert (made.text, made.withdrawn_at) == ("", LATER)


def test_comment_is_taken_back_only_with_its_own_code(voice):
    made, other = comment(voice), support(voice)

    with pytest.raises(errors.NotYourComment):
        actions.withdraw_comment(actor=Participant(), comment=made, typed_code=other.code.code, now=NOW)


def test_comment_refuses_empty_words_and_answers_to_what_is_not_shown(voice):
    waiting = comment(voice)

    with pytest.raises(errors.EmptyComment):
        comment(voice, "  ")
    with pytest.raises(errors.NotShown):
        comment(voice, parent=waiting)


# --- moderation ---------------------------------------------------------------------------------------------------
def test_reports_are_counted_and_decided_together(voice, moderator):
    for reason in ("insult", "other"):
        actions.flag_contribution(actor=Participant(), contribution=voice, reason=reason, note="Huhu", now=NOW)

    actions.decide_flags(actor=moderator, about=voice, decision=FlagDecision.WITHHELD, reason="beleidigt", now=NOW)

    voice.refresh_from_db()
    assert (voice.moderation, voice.moderation_reason) == (Moderation.WITHHELD, "beleidigt")
    assert set(Flag.objects.values_list("decision", "decided_by")) == {("withheld", moderator.pk)}
    assert told() == ["flag.received", "flag.received", "contribution.withheld", "flag.decided"]
    assert "Huhu" not in str(list(AuditEvent.objects.values()))
    with pytest.raises(errors.AlreadyDecided):
        actions.decide_flags(actor=moderator, about=voice, decision=FlagDecision.KEPT, now=NOW)


def test_reported_comment_that_stays_is_still_shown(voice, moderator):
    made = comment(voice, actor=moderator)
    actions.flag_comment(actor=Participant(), comment=made, reason="other", now=NOW)

    actions.decide_flags(actor=moderator, about=made, decision=FlagDecision.KEPT, now=NOW)

    assert queries.shown_comments().get() == made


def test_only_what_is_shown_can_be_reported(process, voice):
    with pytest.raises(errors.NotShown):
        actions.flag_comment(actor=Participant(), comment=comment(voice), reason="other", now=NOW)
    hidden = factories.contribution(process, moderation=Moderation.PENDING)
    with pytest.raises(errors.NotShown):
        actions.flag_contribution(actor=Participant(), contribution=hidden, reason="other", now=NOW)


def test_publishing_several_is_all_or_nothing(process, voice, moderator):
    waiting = [factories.contribution(process, moderation=Moderation.PENDING) for _turn in range(2)]
    said = comment(voice)
    with pytest.raises(errors.AlreadyPublished):
        actions.publish_posts(
            actor=moderator, process=process, contributions=[*waiting, voice], comments=[said], now=NOW
        )
    assert Contribution.objects.published().count() == 1

    done = actions.publish_posts(actor=moderator, process=process, contributions=waiting, comments=[said], now=NOW)

    assert (done, Contribution.objects.published().count(), Comment.objects.published().count()) == (3, 3, 1)
    assert SearchEntry.objects.count() == 2  # the factory's voice was never published by an action


def test_queue_shows_reports_first_then_what_is_suspicious_then_the_oldest(process, voice, moderator):
    old = factories.contribution(process, moderation=Moderation.PENDING, captured_at=NOW - timedelta(days=3))
    doubtful = factories.contribution(process, moderation=Moderation.PENDING)
    actions.suspect_contribution(actor=System("online"), contribution=doubtful, signs=[Noted(Sign.LINKS, "3")], now=NOW)
    actions.flag_contribution(actor=Participant(), contribution=voice, reason="other", now=NOW)
    said = comment(voice, now=NOW + timedelta(hours=1))

    queue = queries.queue_of(process)

    assert [(item.kind, item.pk) for item in queue.items] == [
        ("beitrag", voice.pk), ("beitrag", doubtful.pk), ("beitrag", old.pk), ("kommentar", said.pk),
    ]  # fmt: skip
    assert (queue.counts.voices, queue.counts.comments, queue.counts.reports, queue.counts.suspected) == (2, 1, 1, 1)
    assert queries.next_in_queue(process, after=f"beitrag-{voice.pk}").pk == doubtful.pk
    assert [item.pk for item in queries.queue_of(process, "verdacht").items] == [doubtful.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_queue_takes_the_same_queries_for_one_and_for_three(process, voice, query_count, count):
    for turn in range(count):
        factories.contribution(process, moderation=Moderation.PENDING)
        comment(voice, f"Kommentar Nummer {turn} ist ganz eigen")

    assert query_count(lambda: queries.queue_of(process)) == 12


# --- who may ------------------------------------------------------------------------------------------------------
def test_only_moderation_moderates(voice, clerk):
    made = comment(voice)
    doings = [
        lambda actor: actions.publish_comment(actor=actor, comment=made, now=NOW),
        lambda actor: actions.withhold_comment(actor=actor, comment=made, reason="x", now=NOW),
        lambda actor: actions.publish_posts(actor=actor, process=voice.process, comments=[made], now=NOW),
        lambda actor: actions.decide_flags(actor=actor, about=voice, decision="kept", now=NOW),
        lambda actor: actions.set_comment_rule(actor=actor, process=voice.process, rule="closed", now=NOW),
    ]
    for actor in (clerk, Participant()):
        for do in doings:
            with pytest.raises(NotAllowed):
                do(actor)


# --- questions ----------------------------------------------------------------------------------------------------
def test_questions_are_grouped_by_field(online, voice, planner):
    field = factories.field(name="Sprache", slug="sprache")
    actions.set_question_fields(actor=planner, event=online, fields={1: field, 2: None}, now=NOW)

    groups = queries.questions_by_field(online)

    assert [(group.field, [(each.number, each.voices) for each in group.questions]) for group in groups] == [
        (field, [(1, 1)]), (None, [(2, 0)]),
    ]  # fmt: skip
    assert list(Contribution.objects.filter(queries.answers_in("sprache"))) == [voice]
    with pytest.raises(errors.NoSuchQuestionHere):
        actions.set_question_fields(actor=planner, event=online, fields={1: field, 3: None}, now=NOW)


# --- the index ----------------------------------------------------------------------------------------------------
def test_actions_keep_the_index(process, moderator):
    voice = factories.contribution(process, moderation=Moderation.PENDING, text="Anna Beispiel braucht einen Bus.")

    def terms():
        return SearchEntry.objects.filter(contribution=voice).values_list("terms", flat=True).first()

    assert terms() is None
    actions.publish_contribution(actor=moderator, contribution=voice, now=NOW)
    assert "beispiel" in terms()
    actions.translate_contribution(
        actor=moderator, contribution=voice, language="en", text="A school bus.", status="checked", now=NOW
    )
    assert "school" in terms()
    actions.seal_passages(
        actor=moderator, contribution=voice, kind="person", passages=["Anna Beispiel"], untouched=["en"], now=NOW
    )
    assert "beispiel" not in terms()
    actions.withhold_contribution(actor=moderator, contribution=voice, reason="Name", now=NOW)
    assert terms() is None


def test_code_of_a_supporter_opens_a_page_of_its_own(voice):
    code = support(voice).code

    assert ReceiptCode.objects.get(code=code.code).contribution is None
    assert queries.code_trail(code)
