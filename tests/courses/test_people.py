"""People who wait: sealed names, recorded openings, hints and merging, tests, consent; a database without names."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from roterfaden.courses import actions, errors, queries
from roterfaden.courses.enums import Disclosure, LeaveReason, Level, OpenPurpose, PartnerKind, SameReason
from roterfaden.courses.models import Agreement, Candidate, CandidateAccess
from roterfaden.kernel.errors import NotAllowed
from tests.courses.network import NOW, SOURCE, TODAY, course_type, facts, kind, register, rule, site, words

pytestmark = pytest.mark.django_db

SPOKEN = ("Amal", "Haddad", "1990-05-17", "0541 1", "amal@example.org", "Markt 7", "Damaskus")


def test_no_table_and_no_log_holds_a_name(course_coordinator, caplog):
    who = words(phone="0541 1", email="amal@example.org", street="Markt 7", birth_place="Damaskus")
    person = register(course_coordinator, who)
    actions.open_candidate(actor=course_coordinator, candidate=person, purpose=OpenPurpose.CONTACT, now=NOW)
    actions.revise_candidate(
        actor=course_coordinator, candidate=person, words=words(given="Amal Rima"), facts=facts(), now=NOW
    )
    register(course_coordinator, words(family="Hadad"))

    with connection.cursor() as cursor:
        stored = ""
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 -- a name of our own
            stored += repr(cursor.fetchall())
    assert [name for name in SPOKEN if name in stored + caplog.text] == []
    assert person.code in stored


def test_each_opening_is_recorded_with_its_purpose(course_coordinator):
    person = register(course_coordinator)

    opened = actions.open_candidate(
        actor=course_coordinator, candidate=person, purpose=OpenPurpose.LETTER, now=NOW
    )  # fmt: skip

    access = CandidateAccess.objects.get()
    assert opened.full_name == "Amal Haddad"
    assert (access.candidate, access.purpose, access.opened_by) == (person, "letter", course_coordinator)


@pytest.mark.parametrize("persona", ["planner", "counsellor", "administrator", "provider", "moderator"])
def test_nobody_else_opens_a_name(persona, request, course_coordinator):
    person = register(course_coordinator)

    with pytest.raises(NotAllowed):
        actions.open_candidate(
            actor=request.getfixturevalue(persona), candidate=person, purpose=OpenPurpose.CONTACT, now=NOW
        )
    assert not CandidateAccess.objects.exists()


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"given": " "}, errors.NameMissing),
        ({"given": "أمل"}, ValidationError),
        ({"born_on": date(2030, 1, 1)}, errors.BornInFuture),
    ],
)
def test_registration_refuses(values, error, course_coordinator):
    with pytest.raises(error):
        register(course_coordinator, words(**values))
    assert not Candidate.objects.exists()


def test_registration_needs_a_time_of_day(course_coordinator):
    with pytest.raises(errors.NoSlot):
        register(course_coordinator, morning=False)


def test_two_records_become_one_and_two_again(course_coordinator):
    first = register(course_coordinator, entitled=False)
    second = register(
        course_coordinator, words(family="Hadad"), waiting_since=TODAY - timedelta(days=90)
    )  # fmt: skip
    assert [(each.candidate, each.reason) for each in queries.same_as(first)] == [(second, SameReason.SOUND_DAY)]

    merge = actions.merge_candidates(
        actor=course_coordinator, kept=first, dropped=second, reason="gleicher Ausweis", now=NOW
    )
    first.refresh_from_db()
    assert (first.waiting_since, first.entitlements.count()) == (TODAY - timedelta(days=90), 1)
    assert queries.same_as(first) == ()
    assert list(Candidate.objects.active()) == [first]

    actions.part_candidates(actor=course_coordinator, merge=merge, now=NOW)
    first.refresh_from_db()
    assert (first.waiting_since, first.entitlements.count()) == (TODAY - timedelta(days=30), 0)
    assert Candidate.objects.active().count() == 2
    with pytest.raises(errors.PartedAlready):
        actions.part_candidates(actor=course_coordinator, merge=merge, now=NOW)


def test_people_are_found_by_the_sound_of_their_name(course_coordinator):
    person = register(course_coordinator)
    register(course_coordinator, words(given="Rima", family="Khoury"))

    assert list(queries.named("Hadad")) == [person]
    assert list(queries.named("hadad", "AMAL")) == [person]
    assert list(queries.named("Hadad", "Rima")) == []
    assert queries.by_code(person.pseudonym.lower()) == person


def test_a_result_completes_the_appointment_and_says_what_to_wait_for(course_coordinator):
    person = register(course_coordinator)
    actions.plan_test(actor=course_coordinator, candidate=person, planned_for=TODAY, place="Kreishaus", now=NOW)

    result = {"oral": Level.A1, "written": Level.A0, "recommended": course_type(), "now": NOW}
    actions.record_test(actor=course_coordinator, candidate=person, taken_on=TODAY, section=2, **result)

    person.refresh_from_db()
    test = person.tests.get()
    assert (test.planned_for, test.taken_on, test.place) == (TODAY, TODAY, "Kreishaus")
    assert (person.recommended, person.section, person.level) == (course_type(), 2, Level.A1)
    with pytest.raises(errors.NotRecommendable):
        actions.record_test(actor=course_coordinator, candidate=person, taken_on=TODAY, section=7, **result)
    with pytest.raises(errors.ResultFromFuture):
        actions.record_test(
            actor=course_coordinator, candidate=person, taken_on=TODAY + timedelta(days=1), section=2, **result
        )


def test_a_partner_is_told_what_is_agreed_and_only_with_consent(course_coordinator):
    person, other = register(course_coordinator), register(course_coordinator, words(given="Rima"))
    agreement = actions.save_agreement(
        actor=course_coordinator, now=NOW,
        agreement=Agreement(
            name="VHS", kind=PartnerKind.PROVIDER, provider=site().provider, purpose="Kursplatz", valid_from=TODAY,
            discloses=[Disclosure.CONTACT, Disclosure.NAME], legal_source=SOURCE,
        ),
    )  # fmt: skip
    consent = actions.allow_disclosure(actor=course_coordinator, candidate=person, agreement=agreement, now=NOW)

    told = queries.disclosures(agreement, [person, other])
    assert told == {person.pk: frozenset({"name", "contact"}), other.pk: frozenset()}

    actions.withdraw_disclosure(actor=course_coordinator, consent=consent, now=NOW)
    assert queries.disclosures(agreement, [person]) == {person.pk: frozenset()}


def test_whoever_leaves_is_off_the_list_and_is_not_changed_any_more(course_coordinator):
    person = register(course_coordinator)
    actions.remove_candidate(actor=course_coordinator, candidate=person, because=LeaveReason.WORK, now=NOW)

    assert not Candidate.objects.active().exists()
    with pytest.raises(errors.NoLongerWaits):
        actions.add_entitlement(actor=course_coordinator, candidate=person, kind=kind(), issued_on=TODAY, now=NOW)


def test_list_shows_clocks_with_a_fixed_number_of_queries(course_coordinator, query_count):
    rule()
    register(course_coordinator)
    one = query_count(lambda: queries.candidate_rows(Candidate.objects.active(), TODAY))
    register(course_coordinator, words(given="Rima"))
    register(course_coordinator, words(given="Nadim"), waiting_since=TODAY - timedelta(days=50))

    rows = []
    three = query_count(lambda: rows.extend(queries.candidate_rows(Candidate.objects.active(), TODAY)))
    assert (one, three) == (5, 5)
    assert [row.is_late for row in rows] == [True, False, False]
    assert [row.is_obliged for row in rows] == [True, True, True]
