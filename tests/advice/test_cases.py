"""Talks and cases: what is recorded, who may look, and what goes with the consent."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from roterfaden.accounts.enums import Role
from roterfaden.accounts.rules import allowed
from roterfaden.advice import actions, errors, queries
from roterfaden.advice.enums import ConsentManner, FollowUpKind, LockReason, OpeningReason
from roterfaden.advice.methods import Situation
from roterfaden.advice.models import AdviceLock, Case, Consultation, SituationAnalysis
from roterfaden.advice.rules import CaseAt
from roterfaden.audit.models import Event
from roterfaden.kernel.errors import NotAllowed
from tests import factories
from tests.factories import NOW, TODAY


@pytest.fixture
def case(counsellor):
    return actions.open_case(actor=counsellor, language="ar", now=NOW)


@pytest.fixture
def colleague(db):
    return factories.user(Role.COUNSELLOR, name="Carla Kollegin")


def talk(counsellor, **values):
    given = {"held_on": TODAY, "language": "ar", "topics": [factories.field()], "duration_minutes": 20, "now": NOW}
    return actions.record_consultation(actor=counsellor, **given | values)


def agree(counsellor, case):
    return actions.record_consent(actor=counsellor, case=case, manner=ConsentManner.WRITTEN, given_on=TODAY, now=NOW)


def test_talk_is_recorded_with_its_day_of_deletion_and_without_words_in_the_log(counsellor, settings):
    settings.ADVICE_RECORD_MONTHS = 24

    made = talk(counsellor)

    event = Event.objects.latest("number")
    assert made.delete_on == TODAY.replace(year=TODAY.year + 2)
    assert (event.verb, event.changes, event.reason) == ("advice.recorded", {}, "")


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"topics": []}, errors.TopicMissing),
        ({"held_on": TODAY + timedelta(days=1)}, errors.HeldInFuture),
        ({"held_on": TODAY - timedelta(days=800)}, errors.HeldTooLongAgo),
    ],
)
def test_talk_is_refused(counsellor, values, error):
    with pytest.raises(error):
        talk(counsellor, **values)


def test_nothing_is_written_about_a_person_without_consent(counsellor, case):
    with pytest.raises(errors.NoConsent):
        actions.write_situation(actor=counsellor, case=case, situation=Situation(work="Bäcker"), now=NOW)
    with pytest.raises(errors.NoConsent):
        actions.write_note(actor=counsellor, case=case, words="Ruft an.", now=NOW)
    with pytest.raises(errors.NoConsent):
        talk(counsellor, case=case, note="Ruft an.")
    assert not Consultation.objects.exists()


def test_situation_is_sealed_and_goes_with_the_consent(counsellor, case):
    agree(counsellor, case)
    actions.write_situation(actor=counsellor, case=case, situation=Situation(work="Bäcker"), now=NOW)
    talk(counsellor, case=case, note="Zeugnis übersetzen.")
    stored = SituationAnalysis.objects.get()
    page = queries.case_page(case)

    assert "Bäcker" not in stored.work
    assert stored.family == ""
    assert page.situation == Situation(work="Bäcker")
    assert [row.words for row in page.notes] == ["Zeugnis übersetzen."]
    assert actions.withdraw_consent(actor=counsellor, case=case, now=NOW) == 2
    assert (queries.case_page(case).situation, queries.case_page(case).notes) == (None, ())
    with pytest.raises(errors.NoConsent):
        actions.write_note(actor=counsellor, case=case, words="Doch noch.", now=NOW)


def test_words_about_a_residence_status_are_not_kept(counsellor, case):
    agree(counsellor, case)

    with pytest.raises(errors.LooksLikeStatus, match="Duldung"):
        actions.write_note(actor=counsellor, case=case, words="Die Duldung läuft ab.", now=NOW)


def test_case_opens_to_its_team_only(counsellor, case, colleague, administrator):
    lead = factories.user(Role.ADVICE_LEAD)

    def may_see(person):
        return allowed(person, "advice.view_case", CaseAt(case, NOW))

    assert [may_see(person) for person in (counsellor, colleague, administrator, lead)] == [True, False, False, False]
    with pytest.raises(NotAllowed):
        talk(colleague, case=case)
    actions.add_to_team(actor=counsellor, case=case, member=colleague, now=NOW)
    assert may_see(colleague)
    actions.take_from_team(actor=colleague, case=case, member=counsellor, now=NOW)
    assert not may_see(counsellor)
    with pytest.raises(errors.LastOfTeam):
        actions.take_from_team(actor=colleague, case=case, member=colleague, now=NOW)


def test_follow_ups_pass_on_when_somebody_leaves(counsellor, case, colleague):
    actions.add_to_team(actor=counsellor, case=case, member=colleague, now=NOW)
    actions.set_follow_up(
        actor=counsellor, case=case, kind=FollowUpKind.CALL, due_on=TODAY, assigned_to=colleague, now=NOW
    )
    actions.take_from_team(actor=counsellor, case=case, member=colleague, now=NOW)

    (waiting,) = queries.follow_ups_of(counsellor, until=TODAY)
    actions.end_follow_up(actor=counsellor, follow_up=waiting, now=NOW)
    assert queries.follow_ups_of(counsellor, until=TODAY) == ()


def test_emergency_opens_for_four_hours_and_is_told(counsellor, case, colleague):
    agree(counsellor, case)
    actions.open_in_emergency(actor=colleague, case=case, reason=OpeningReason.PERSON_PRESENT, now=NOW)

    assert allowed(colleague, "advice.view_case", CaseAt(case, NOW + timedelta(hours=3)))
    assert not allowed(colleague, "advice.view_case", CaseAt(case, NOW + timedelta(hours=4)))
    with pytest.raises(NotAllowed):
        actions.write_note(actor=colleague, case=case, words="Ich auch.", now=NOW)
    assert [row.who for row in queries.openings_of_cases(counsellor, since=NOW)] == ["Carla Kollegin"]
    assert len(queries.openings(since=NOW)) == 1
    with pytest.raises(errors.InTeamAlready):
        actions.open_in_emergency(actor=counsellor, case=case, reason=OpeningReason.DANGER, now=NOW)


def test_lock_closes_everything_and_two_people_lift_it(counsellor, case, administrator):
    lead = factories.user(Role.ADVICE_LEAD)
    actions.lock_advice(actor=lead, reason=LockReason.INTRUSION, now=NOW)

    assert not allowed(counsellor, "advice.view_case", CaseAt(case, NOW))
    assert not allowed(counsellor, "advice.record_consultation")
    with pytest.raises(NotAllowed):
        actions.tell_about_case(actor=counsellor, code=case.code, now=NOW)
    actions.ask_for_unlock(actor=lead, now=NOW)
    with pytest.raises(errors.NeedsAnother):
        actions.unlock_advice(actor=lead, now=NOW)
    actions.unlock_advice(actor=administrator, now=NOW)
    assert allowed(counsellor, "advice.view_case", CaseAt(case, NOW))
    with pytest.raises(IntegrityError), transaction.atomic():
        AdviceLock.objects.update(lifted_by=lead)


def test_person_with_the_code_is_told_everything(counsellor, case, colleague):
    agree(counsellor, case)
    actions.write_situation(actor=counsellor, case=case, situation=Situation(wishes="Ausbildung"), now=NOW)
    talk(counsellor, case=case, note="Kammer anrufen.")

    typed = f" {case.code[:3].lower()}-{case.code[3:6]}-{case.code[6:]} "
    told, request = actions.tell_about_case(actor=colleague, code=typed, now=NOW)

    data = told.data()
    assert data["situation"]["wishes"] == "Ausbildung"
    assert data["notes"] == [{"on": TODAY.isoformat(), "words": "Kammer anrufen."}]
    assert data["consultations"][0]["topics"] == ["Handlungsfeld 1"]
    assert request.counts == {"talks": 1, "notes": 1, "situation": 1}
    assert case.code not in str(list(Event.objects.values()))
    with pytest.raises(errors.UnknownCode):
        actions.tell_about_case(actor=colleague, code="K7M-2QX-9AB", now=NOW)


def test_person_with_the_code_corrects_and_erases(counsellor, case, municipality):
    other = actions.open_case(actor=counsellor, language="uk", now=NOW)
    talk(counsellor, case=case)
    talk(counsellor, case=other)
    actions.open_in_emergency(actor=factories.user(Role.COUNSELLOR), case=case, reason=OpeningReason.RIGHTS, now=NOW)

    actions.correct_case(actor=counsellor, code=case.code, language="fa", area=municipality, now=NOW)
    case.refresh_from_db()
    assert (case.language, case.area) == ("fa", municipality)
    assert Event.objects.get(verb="case.corrected").changes["language"] == ["•••", "•••"]
    request = actions.erase_case(actor=counsellor, code=case.code, now=NOW)
    assert request.counts == {"cases": 1, "talks": 1, "notes": 0, "situation": 0}
    assert list(Case.objects.all()) == [other]
    assert Consultation.objects.count() == 1
    assert queries.openings(since=NOW)[0].access.case is None


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries(counsellor, django_assert_num_queries, count):
    for _number in range(count):
        case = actions.open_case(actor=counsellor, language="ar", now=NOW)
        agree(counsellor, case)
        talk(counsellor, case=case, note="Kurz.")
        actions.set_follow_up(actor=counsellor, case=case, kind=FollowUpKind.CALL, due_on=TODAY, now=NOW)
        actions.write_note(actor=counsellor, case=case, words="Noch eine.", now=NOW)

    with django_assert_num_queries(1):
        assert len(queries.own_cases(counsellor)) == count
    with django_assert_num_queries(2):
        assert len(queries.own_consultations(counsellor)) == count
    with django_assert_num_queries(1):
        assert len(queries.follow_ups_of(counsellor, until=TODAY)) == count
    with django_assert_num_queries(1):
        assert sum(row.talks for row in queries.numbers_by_month(until=TODAY)) == count
    loaded = Case.objects.select_related("area").get(pk=case.pk)
    with django_assert_num_queries(7):
        assert len(queries.case_page(loaded).notes) == 2
