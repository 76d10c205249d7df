"""Keys of names, clocks and travel: pure calculation."""

from datetime import date
from decimal import Decimal

import pytest

from roterfaden.courses.enums import ClockKind, RuleName, SameReason, Unit
from roterfaden.courses.methods import travel
from roterfaden.courses.methods.clocks import RuleValue, WaitingFacts, clocks
from roterfaden.courses.methods.identity import Names, keys, reason_for
from roterfaden.courses.methods.words import PersonWords, told, words_from

BORN = date(1990, 5, 17)
DAY = date(2026, 9, 1)
RULES = {
    RuleName.START_AFTER_REGISTRATION: RuleValue(Decimal(6), Unit.WEEKS, "IntV § 7 Abs. 4"),
    RuleName.RIGHT_LAPSES_UNSTARTED: RuleValue(Decimal(1), Unit.YEARS, "IntV § 4 Abs. 1"),
    RuleName.VOCATIONAL_START: RuleValue(Decimal(4), Unit.WEEKS, "DeuFöV § 9 Abs. 3"),
    RuleName.VOCATIONAL_REPORT: RuleValue(Decimal(2), Unit.WEEKS, "DeuFöV § 9 Abs. 4"),
    RuleName.TEST_AGE: RuleValue(Decimal(6), Unit.MONTHS, "DeuFöV § 8 Abs. 1"),
}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (Names("Mohammed", "Al-Masri", BORN), Names("Muhamad", "Almasri", BORN), SameReason.SOUND_DAY),
        (Names("Mohammed", "Al Masri", BORN), Names("Muhamad", "al-Masri", BORN), SameReason.SOUND_DAY),
        (Names("Oleksandr", "Kovalchuk", BORN), Names("Alexander", "Kowaltschuk", BORN), SameReason.SOUND_DAY),
        (Names("Yusuf", "Yılmaz", BORN), Names("Jussuf", "Yilmaz", BORN), SameReason.SOUND_DAY),
        (Names("Haddad", "Amal", BORN), Names("Amal", "Haddad", BORN), SameReason.NAME_DAY),
        (Names("Jürgen", "Groß", BORN), Names("Juergen", "Gross", BORN), SameReason.NAME_DAY),
        (Names("Amal", "Haddad", BORN), Names("Amal", "Khoury", BORN), SameReason.GIVEN_DAY),
        (Names("Amal", "Haddad", BORN), Names("Amal", "Haddad", date(1990, 6, 17)), SameReason.SOUND_YEAR),
        (Names("Amal", "Haddad", date(1990, 1, 1)), Names("Amal", "Khoury", date(1990, 1, 1)), None),
        (Names("Amal", "Haddad", BORN), Names("Rima", "Haddad", BORN), None),
    ],
)
def test_two_spellings_of_a_name_are_recognised(one, other, reason):
    shared = {kind for kind, key in keys(one).items() if keys(other).get(kind) == key}

    assert reason_for(shared) == reason


def found(facts):
    return [(clock.kind, clock.due_on, clock.source) for clock in clocks(facts, RULES, DAY)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            WaitingFacts(DAY),
            [
                (ClockKind.SIX_WEEKS, date(2026, 10, 13), "IntV § 7 Abs. 4"),
                (ClockKind.RIGHT_LAPSES, date(2027, 9, 1), "IntV § 4 Abs. 1"),
            ],
        ),
        (
            WaitingFacts(DAY, is_vocational=True, tested_on=date(2026, 8, 31)),
            [
                (ClockKind.VOCATIONAL_START, date(2026, 9, 29), "DeuFöV § 9 Abs. 3"),
                (ClockKind.VOCATIONAL_REPORT, date(2026, 10, 13), "DeuFöV § 9 Abs. 4"),
                (ClockKind.TEST_AGE, date(2027, 2, 28), "DeuFöV § 8 Abs. 1"),
            ],
        ),
        (WaitingFacts(DAY, has_seat=True, entitled_until=DAY), []),
        (
            WaitingFacts(date(2025, 9, 1), reserved_until=date(2026, 9, 4), entitled_until=date(2026, 12, 1)),
            [
                (ClockKind.SIX_WEEKS, date(2025, 10, 13), "IntV § 7 Abs. 4"),
                (ClockKind.RIGHT_LAPSES, DAY, "IntV § 4 Abs. 1"),
                (ClockKind.RESERVATION, date(2026, 9, 4), ""),
                (ClockKind.ENTITLEMENT, date(2026, 12, 1), ""),
            ],
        ),
    ],
)
def test_clocks_are_dated_and_name_their_rule(facts, expected):
    assert found(facts) == expected


def test_a_rule_that_does_not_hold_makes_no_clock():
    assert clocks(WaitingFacts(DAY), {}, DAY) == ()


def test_words_survive_sealing_and_a_partner_reads_only_what_is_allowed():
    words = PersonWords(given="Amal", family="Haddad", born_on=BORN, phone="0541 1", street="Markt 1", remarks="…")

    assert words_from(words.to_text()) == words
    assert (told(words, {"name"}).full_name, told(words, {"name"}).phone) == ("Amal Haddad", "")
    assert told(words, {"contact", "address"}).family == ""
    assert told(words, {"name", "contact", "address"}).remarks == ""


def test_travel_grows_with_the_distance_in_minutes():
    melle, osnabrueck, quakenbrueck = (52.203, 8.339), (52.279, 8.047), (52.675, 7.95)

    assert travel.minutes(melle, melle) == 10
    assert travel.minutes(melle, osnabrueck) < travel.minutes(melle, quakenbrueck)
    assert 20 < travel.beeline(melle, osnabrueck) < 23
