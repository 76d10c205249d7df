"""Asking about a frozen version: who may say what, passages, moderation, answers, and what a version waits for."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from roterfaden.accounts.enums import Role
from roterfaden.concept import actions, errors, queries
from roterfaden.concept.enums import Audience, ElementKind, RemarkKind, RemarkOutcome
from roterfaden.concept.methods.consulting import code_hash, code_hashes, seen_text, sentences, stands_there
from roterfaden.concept.models import Remark, RemarkAddress, RemarkState
from roterfaden.concept.tasks.consulting import forget_remark_addresses, tell_remark_authors
from roterfaden.kernel.codes import new_code
from roterfaden.kernel.errors import NotAllowed
from roterfaden.participation.enums import Moderation
from roterfaden.post.models import Message
from tests import factories
from tests.concept.values import add
from tests.factories import NOW

TODAY = NOW.date()
LATER = NOW + timedelta(days=30)
BODY = "Der Bus fährt am Abend. Er fährt bis 22 Uhr, z. B. am 3. Mai."


@pytest.fixture
def concept(db):
    factories.instance()
    return factories.concept(process=factories.process())


@pytest.fixture
def field(planner, concept):
    return add(planner, concept, ElementKind.FIELD, title="Mobilität", body=BODY)


def freeze(planner, concept, slug="konferenz", kind="conference", now=NOW):
    return actions.freeze_version(actor=planner, concept=concept, kind=kind, slug=slug, title=slug.title(), now=now)


@pytest.fixture
def version(planner, concept, field):
    return freeze(planner, concept)


def ask(planner, version, **values):
    return actions.open_consultation(
        **{
            "actor": planner, "version": version, "slug": "meinung", "title": "Ihre Meinung", "now": NOW,
            "audience": Audience.EVERYBODY, "starts_on": TODAY, "ends_on": TODAY + timedelta(days=20),
        }
        | values
    )  # fmt: skip


@pytest.fixture
def consultation(planner, version):
    return ask(planner, version)


def say(actor, consultation, element, **values):
    return actions.add_remark(
        **{
            "actor": actor, "consultation": consultation, "element": element, "kind": RemarkKind.COMMENT,
            "text": "Bitte auch am Wochenende", "language": "de", "door": consultation.door(TODAY), "code": new_code(),
            "may_publish": True, "now": NOW,
        }
        | values
    )  # fmt: skip


def revise(planner, element, title="Mobilität für alle"):
    newest = element.revisions.order_by("-number").first()
    return actions.revise_element(
        actor=planner, element=element, title=title, body=newest.body, reason="Rückmeldung",
        expected_revision=newest.number, now=NOW + timedelta(days=5),
    )  # fmt: skip


def answer(planner, *remarks, outcome=RemarkOutcome.NOT_TAKEN_UP, **values):
    return actions.answer_remarks(
        **{"actor": planner, "remarks": remarks, "outcome": outcome, "reason": "Weil das Geld fehlt.", "now": LATER}
        | values
    )


# --- text and passages --------------------------------------------------------------------------------------------
def test_sentences_know_abbreviations_days_and_lines():
    text = seen_text("Ein Titel", f"{BODY} Wirklich? Ja! „Das ist gut.“ Ende 2022. Danach\nneue Zeile")

    assert [each.text for each in sentences(text)] == [
        "Ein Titel", "Der Bus fährt am Abend.", "Er fährt bis 22 Uhr, z. B. am 3. Mai.", "Wirklich?", "Ja!",
        "„Das ist gut.“", "Ende 2022.", "Danach", "neue Zeile",
    ]  # fmt: skip


@given(st.text(alphabet="ab .!?\n1„“…🙂", max_size=60))
def test_sentences_stand_where_they_say(text):
    found = sentences(text)

    assert all(stands_there(text, each.start, each.end, each.text) for each in found)
    assert "".join("".join(each.text.split()) for each in found) == "".join(text.split())


def test_codes_open_their_page_after_the_key_was_renewed(settings):
    code = new_code()
    kept = code_hash(code)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert kept in code_hashes(code)
    assert kept != code_hash(code)
    assert code not in kept


# --- opening ------------------------------------------------------------------------------------------------------
def test_consultation_needs_a_frozen_version_days_and_somebody_to_ask(planner, concept, version):
    with pytest.raises(errors.VersionIsOpen):
        ask(planner, queries.working_draft(concept))
    with pytest.raises(errors.WrongDays):
        ask(planner, version, ends_on=TODAY - timedelta(days=1), starts_on=TODAY - timedelta(days=3))
    for audience in (Audience.GROUPS, Audience.ACCOUNTS):
        with pytest.raises(errors.GroupsMissing):
            ask(planner, version, audience=audience)


def test_only_planners_open_close_and_answer(moderator, participant, planner, version, consultation, field):
    remark = say(participant, consultation, field)
    for actor in (moderator, participant):
        with pytest.raises(NotAllowed):
            ask(actor, version, slug="zwei")
        with pytest.raises(NotAllowed):
            actions.close_consultation(actor=actor, consultation=consultation, now=NOW)
        with pytest.raises(NotAllowed):
            answer(actor, remark)


def test_closed_consultation_takes_nothing(participant, planner, consultation, field):
    closed = actions.close_consultation(actor=planner, consultation=consultation, now=NOW)

    with pytest.raises(errors.ConsultationClosed):
        say(participant, closed, field)
    with pytest.raises(errors.ConsultationOver):
        actions.close_consultation(actor=planner, consultation=consultation, now=NOW)


# --- saying something ---------------------------------------------------------------------------------------------
def test_remark_keeps_the_text_that_was_seen_and_waits(participant, planner, consultation, field):
    text = seen_text("Mobilität", BODY)
    start = text.index("am Abend")
    passage = (start, start + 8, "am Abend")

    remark = say(
        participant, consultation, field, kind=RemarkKind.PROPOSAL, proposed="bis Mitternacht", passage=passage
    )
    revise(planner, field)
    remark.refresh_from_db()

    assert (remark.number, remark.quote, remark.revision.number) == (1, "am Abend", 1)
    assert remark.seen == text
    assert remark.moderation == Moderation.PENDING
    assert not Remark.objects.outside().exists()


def test_wrong_passages_words_and_places_are_refused(participant, planner, concept, consultation, field):
    elsewhere = add(planner, concept, ElementKind.FIELD, title="Später")
    refused = [
        (errors.PassageNotThere, {"passage": (0, 4, "Auto")}),
        (errors.PassageNotThere, {"passage": (9000, 9004, "Mobi")}),
        (errors.NothingSaid, {"text": "  "}),
        (errors.ProposalMissing, {"kind": RemarkKind.PROPOSAL, "proposed": " Mobi ", "passage": (0, 4, "Mobi")}),
        (errors.ElementNotShown, {"element": elsewhere}),
    ]
    for error, values in refused:
        with pytest.raises(error):
            say(participant, consultation, values.pop("element", field), **values)


def test_kind_that_is_not_asked_for_is_refused(participant, planner, version, field):
    consultation = ask(planner, version, takes_proposals=False)

    with pytest.raises(errors.KindNotTaken):
        say(participant, consultation, field, kind=RemarkKind.PROPOSAL, proposed="Anders")


def test_groups_come_in_by_their_code_only(participant, planner, concept, version, field):
    group = factories.group(concept.process)
    consultation = ask(planner, version, audience=Audience.GROUPS, groups=[group])
    asked = consultation.groups.get()

    assert len(asked.code) == 9
    with pytest.raises(NotAllowed):
        say(participant, consultation, field)
    remark = say(participant, consultation, field, door=consultation.door(TODAY, group=group.pk), actor_group=group)
    assert remark.actor_group == group


def test_internal_round_asks_accounts_with_a_role(
    participant, planner, outsider, goal_owner, coordinator, version, field
):
    roles = [Role.GOAL_OWNER, Role.MUNICIPAL_COORDINATOR]
    consultation = ask(planner, version, audience=Audience.ACCOUNTS, roles=roles)
    door = consultation.door(TODAY)

    for actor in (participant, outsider, planner):
        with pytest.raises(NotAllowed):
            say(actor, consultation, field)
    remarks = [say(actor, consultation, field) for actor in (goal_owner, coordinator)]
    assert [(row.code_hash, row.may_publish, row.moderation) for row in remarks] == [("", False, "published")] * 2
    assert door.roles == {"goal_owner", "municipal_coordinator"}
    assert not Remark.objects.outside().exists()


# --- what never changes -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change", ["text = 'anders'", "quote = 'x'", "element_id = element_id + 1", "kind = 'proposal'"]
)
def test_database_refuses_to_change_a_remark(participant, consultation, field, change):
    remark = say(participant, consultation, field)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE concept_remark SET {change} WHERE id = %s", [remark.pk])  # noqa: S608 -- our own words


def test_database_refuses_to_change_or_delete_an_answer(participant, planner, consultation, field):
    (state,) = answer(planner, say(participant, consultation, field))

    for words in ("UPDATE concept_remarkstate SET reason = 'x'", "DELETE FROM concept_remarkstate"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{words} WHERE id = %s", [state.pk])


def test_author_takes_words_back(participant, goal_owner, consultation, field):
    code = new_code()
    remark = say(participant, consultation, field, code=code)
    with pytest.raises(errors.NotYourRemark):
        actions.withdraw_remark(actor=participant, remark=remark, code=new_code(), now=NOW)
    with pytest.raises(errors.NotYourRemark):
        actions.withdraw_remark(actor=goal_owner, remark=remark, now=NOW)

    gone = actions.withdraw_remark(actor=participant, remark=remark, code=code, now=NOW)

    assert (gone.text, gone.proposed) == ("", "")
    assert queries.open_remarks(consultation.version.concept) == 0
    with pytest.raises(errors.RemarkWithdrawn):
        actions.withdraw_remark(actor=participant, remark=remark, code=code, now=NOW)


# --- moderation ---------------------------------------------------------------------------------------------------
def test_moderation_publishes_and_withholds_with_a_reason(participant, moderator, planner, consultation, field):
    shown, hidden = say(participant, consultation, field), say(participant, consultation, field, may_publish=False)
    actions.publish_remark(actor=moderator, remark=shown, now=NOW)
    actions.publish_remark(actor=moderator, remark=hidden, now=NOW)

    assert list(Remark.objects.outside()) == [shown]
    with pytest.raises(errors.ReasonMissing):
        actions.withhold_remark(actor=moderator, remark=shown, reason=" ", now=NOW)
    with pytest.raises(errors.RemarkDecided):
        actions.publish_remark(actor=moderator, remark=shown, now=NOW)
    actions.withhold_remark(actor=moderator, remark=shown, reason="Beleidigt jemanden", now=NOW)
    assert not Remark.objects.outside().exists()
    with pytest.raises(errors.RemarkIsWithheld):
        answer(planner, shown)


# --- answering ----------------------------------------------------------------------------------------------------
def test_submitted_version_waits_for_every_remark(participant, planner, consultation, concept, field):
    remarks = [say(participant, consultation, field) for _ in range(2)]
    with pytest.raises(errors.RemarksOpen, match="2 Anmerkungen"):
        freeze(planner, concept, "vorlage", "submitted", LATER)
    freeze(planner, concept, "zweite", "conference", LATER)

    answer(planner, *remarks, outcome=RemarkOutcome.OPEN)
    with pytest.raises(errors.RemarksOpen):
        freeze(planner, concept, "vorlage", "submitted", LATER)
    answer(planner, *remarks)

    assert freeze(planner, concept, "vorlage", "submitted", LATER).kind == "submitted"


def test_worked_in_names_a_newer_wording(participant, planner, consultation, field):
    remark = say(participant, consultation, field)
    with pytest.raises(errors.NewWordingMissing):
        answer(planner, remark, outcome=RemarkOutcome.WORKED_IN)
    revision = revise(planner, field)

    (state,) = answer(planner, remark, outcome=RemarkOutcome.WORKED_IN)

    assert (state.revision, state.element) == (revision, field)
    with pytest.raises(errors.NewWordingMissing):
        answer(planner, remark, outcome=RemarkOutcome.PARTLY, revision=remark.revision)


def test_several_are_answered_at_once_or_none(participant, planner, consultation, concept, field):
    other = add(planner, concept, ElementKind.FIELD, title="Wohnen")
    second = ask(planner, freeze(planner, concept, "zwei"), slug="zwei")
    changed, same = say(participant, second, field), say(participant, second, other)
    revise(planner, field)

    with pytest.raises(errors.NewWordingMissing):
        answer(planner, changed, same, outcome=RemarkOutcome.WORKED_IN)
    assert not RemarkState.objects.exists()
    with pytest.raises(errors.NoRemarks):
        answer(planner)
    first = answer(planner, changed, same)
    again = answer(planner, changed)
    assert [state.outcome for state in first] == ["not_taken_up"] * 2
    assert again[0].supersedes == first[0]


def test_answer_counts_in_the_next_version_and_holds_on(participant, planner, consultation, concept, field, version):
    early, late = say(participant, consultation, field), say(participant, consultation, field)
    answer(planner, early, now=NOW + timedelta(days=1))
    second = freeze(planner, concept, "zwei", now=NOW + timedelta(days=2))
    answer(planner, late, now=NOW + timedelta(days=3))
    third = freeze(planner, concept, "drei", now=NOW + timedelta(days=4))

    assert queries.remarks_open_in(version) == []
    assert queries.remarks_open_in(second) == [late]
    assert queries.remarks_open_in(third) == []
    answer(planner, late, version=second, now=NOW + timedelta(days=5))
    assert queries.remarks_open_in(second) == []
    with pytest.raises(errors.VersionIsOlder):
        answer(planner, late, version=version)


def test_outside_reads_answers_only_with_a_version(participant, planner, consultation, concept, field):
    remark = say(participant, consultation, field)
    revise(planner, field)
    answer(planner, remark, outcome=RemarkOutcome.WORKED_IN)
    rows = queries.with_place(Remark.objects.all())

    (before,) = queries.remark_rows(rows, internal=False)
    (office,) = queries.remark_rows(rows, internal=True)
    freeze(planner, concept, "zwei", now=LATER)
    (after,) = queries.remark_rows(rows, internal=False)

    assert (before.state, before.version, before.seen_now) == (None, None, "")
    assert office.seen_now.startswith("Mobilität für alle")
    assert (after.outcome_label, after.version.slug) == ("eingearbeitet", "zwei")
    assert after.seen_now.startswith("Mobilität für alle")


def test_reading_rows_takes_the_same_queries_however_many(participant, consultation, field, query_count):
    def read():
        return queries.remark_rows(queries.remarks_seen(consultation, internal=True), internal=True)

    say(participant, consultation, field)
    one = query_count(read)
    for _ in range(3):
        say(participant, consultation, field)

    assert (one, query_count(read)) == (4, 4)


# --- telling authors ----------------------------------------------------------------------------------------------
def test_author_with_an_address_hears_once(participant, planner, system, consultation, concept, field):
    code = new_code()
    remark = say(participant, consultation, field, code=code)
    kept = actions.leave_remark_address(actor=participant, code=code, email="a@example.org", language="de", now=NOW)
    assert "a@example.org" not in kept.address
    answer(planner, remark)
    tell_remark_authors(now=LATER)
    token = Message.objects.get().text.split("/konzept/beratung/adresse/")[1].split("/")[0]
    actions.confirm_remark_address(actor=participant, token=token, now=NOW)
    tell_remark_authors(now=LATER)
    assert Message.objects.count() == 1

    freeze(planner, concept, "zwei", now=LATER)
    tell_remark_authors(now=LATER)
    tell_remark_authors(now=LATER)

    letter = Message.objects.get(about="Antwort auf eine Anmerkung")
    assert "Zwei" in letter.text
    assert remark.text not in letter.text
    assert code not in letter.text
    assert mail.outbox == []


def test_account_hears_and_others_do_not(participant, goal_owner, planner, version, concept, field):
    consultation = ask(planner, version, audience=Audience.ACCOUNTS, roles=[Role.GOAL_OWNER])
    answer(planner, say(goal_owner, consultation, field))
    freeze(planner, concept, "zwei", now=LATER)

    tell_remark_authors(now=LATER)

    assert list(Message.objects.values_list("to", flat=True)) == [goal_owner.email]


def test_news_that_are_old_are_not_told(goal_owner, planner, version, concept, field):
    consultation = ask(planner, version, audience=Audience.ACCOUNTS, roles=[Role.GOAL_OWNER])
    answer(planner, say(goal_owner, consultation, field))
    freeze(planner, concept, "zwei", now=LATER)

    tell_remark_authors(now=LATER + timedelta(days=91))

    assert not Message.objects.exists()


def test_addresses_are_removed_in_time(participant, consultation, field):
    codes = [new_code(), new_code()]
    for code in codes:
        say(participant, consultation, field, code=code)
        actions.leave_remark_address(actor=participant, code=code, email="a@example.org", language="de", now=NOW)
    with pytest.raises(errors.AddressThere):
        actions.leave_remark_address(actor=participant, code=codes[0], email="b@example.org", language="de", now=NOW)
    with pytest.raises(errors.NotYourRemark):
        actions.leave_remark_address(actor=participant, code=new_code(), email="b@example.org", language="de", now=NOW)
    actions.remove_remark_address(actor=participant, address=queries.address_of(codes[0]), now=NOW)

    forget_remark_addresses(now=NOW + timedelta(days=6))
    assert RemarkAddress.objects.count() == 1
    forget_remark_addresses(now=NOW + timedelta(days=8))
    assert not RemarkAddress.objects.exists()


def test_door_says_whose_time_it_is(consultation):
    assert consultation.door(TODAY).is_open
    assert not consultation.door(TODAY - timedelta(days=1)).is_open
    assert not consultation.door(date(2099, 1, 1)).is_open
