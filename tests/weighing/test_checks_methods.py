"""The checks of the answers as pure calculations: numbers worked out by hand, and scipy as oracle."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from roterfaden.weighing.enums import CheckKind
from roterfaden.weighing.methods.checks import (
    Answer,
    Facts,
    Said,
    Wording,
    all_findings,
    compared,
    fisher,
    holm,
    reading_of,
    turned_down,
)
from roterfaden.weighing.methods.checks.readability import syllables
from roterfaden.weighing.methods.checks.standing import differing, not_worked_in, open_parts, outdated, without_reply
from roterfaden.weighing.methods.checks.wording import overused, own_words, wording_findings

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
EARLIER = NOW - timedelta(days=60)
PLAIN = "Der Landkreis fährt ab Mai mit zwei Bussen mehr."
HARD = (
    "Die interkommunale Koordinierungsstelle gewährleistet bedarfsorientierte Unterstützungsangebote hinsichtlich "
    "arbeitsmarktpolitischer Qualifizierungsmöglichkeiten"
)
COUNTS = st.integers(min_value=0, max_value=60)


def answers_to(*given, **shared):
    """Voices with one answer each: (values of the voice, values of the answer)."""
    keys = count(1)
    voices, answers = {}, []
    for voice_values, answer_values in given:
        key = next(keys)
        voices[key] = Said(key, key, **voice_values)
        values = {
            "outcome": "taken_up", "reason": "Passt zu Ziel 1.", "plain_reason": f"{PLAIN} Das steht in {key}.",
            "made_at": EARLIER,
        } | answer_values  # fmt: skip
        answers.append(Answer(key=key, voice=key, **values))
    return Facts(voices=voices, answers=tuple(answers), **shared)


def kinds(found):
    return [each.kind for each in found]


# --- Fisher and Holm --------------------------------------------------------------------------------------------------
def test_fisher_of_the_lady_tasting_tea():
    # 3 of 4 cups right: (16 + 1 + 16 + 1) / 70
    assert fisher(3, 1, 1, 3) == pytest.approx(34 / 70)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_fisher_agrees_with_scipy(a, b, c, d):
    assert fisher(a, b, c, d) == pytest.approx(fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-6, abs=1e-12)


def test_holm_by_hand():
    # sorted 0.01, 0.02, 0.03, 0.04 times 4, 3, 2, 1, never falling
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert holm([]) == []


def test_comparison_by_hand():
    row = compared({"a": (12, 20), "b": (15, 100)})["a"]

    assert (row.down, row.answered, row.other_down, row.other_answered, row.tested) == (12, 20, 15, 100, 2)
    assert row.difference == pytest.approx(0.6 - 0.15)
    assert row.odds_ratio == pytest.approx(12.5 * 85.5 / (8.5 * 15.5))
    assert row.p == pytest.approx(fisher_exact([[12, 8], [15, 85]]).pvalue)
    assert row.p_holm == pytest.approx(2 * row.p)
    assert row.is_finding


def test_small_groups_are_not_compared():
    assert set(compared({"a": (9, 9), "b": (3, 30), "c": (3, 30)})) == {"b", "c"}
    assert compared({"a": (9, 40), "b": (3, 9)}) == {}


# --- turned down ------------------------------------------------------------------------------------------------------
def people(group, down, answered, **values):
    rows = [{"outcome": "not_taken_up"}] * down + [{"outcome": "taken_up"}] * (answered - down)
    return [({"actor_group": group, **values}, row) for row in rows]


def test_group_turned_down_is_found_with_its_numbers():
    found = list(turned_down(answers_to(*people(1, 12, 20), *people(2, 15, 100))))

    assert [(each.kind, each.key) for each in found] == [(CheckKind.GROUP_TURNED_DOWN, "actor_group:1")]
    assert found[0].facts == {"down": 12, "answered": 20, "other_down": 15, "other_answered": 100, "tested": 2}
    assert found[0].numbers["difference"] == 0.45


def test_municipality_and_language_are_compared_too():
    voices = [*people(None, 12, 20, area=5, language="ar"), *people(None, 15, 100, area=6)]

    assert kinds(turned_down(answers_to(*voices))) == [CheckKind.AREA_TURNED_DOWN, CheckKind.LANGUAGE_TURNED_DOWN]


def test_voices_grouped_as_the_same_count_once():
    copies = [({"actor_group": 1, "group": 9}, {"outcome": "not_taken_up"})] * 12

    assert not list(turned_down(answers_to(*copies, *people(1, 0, 8), *people(2, 15, 100))))


@given(st.integers(10, 40), st.integers(2, 5), st.data())
def test_balanced_answers_raise_no_alarm(size, groups, data):
    down = data.draw(st.integers(0, size))
    voices = [row for group in range(groups) for row in people(group, down, size)]

    assert not list(turned_down(answers_to(*voices)))


# --- answered differently, parts --------------------------------------------------------------------------------------
def test_group_with_two_outcomes_is_found():
    facts = answers_to(({"group": 3}, {}), ({"group": 3}, {"outcome": "not_taken_up"}), ({"group": 4}, {}))
    found = list(differing(facts))

    assert [(each.kind, each.key, each.voices) for each in found] == [(CheckKind.SAME_DIFFERENT, "group:3", (1, 2))]
    assert found[0].numbers == {"outcomes": {"not_taken_up": 1, "taken_up": 1}}


def test_theme_counts_only_yes_against_no():
    lying = {"themes": ((None, 7),)}
    referred = answers_to((lying, {}), (lying, {"outcome": "referred", "referred_to": "Polizei"}))
    against = answers_to((lying, {"outcome": "partly"}), (lying, {"outcome": "not_taken_up"}))

    assert not list(differing(referred))
    assert [(each.kind, each.key) for each in differing(against)] == [(CheckKind.THEME_DIFFERENT, "theme:7")]


def test_answer_to_a_part_speaks_to_its_theme_only():
    two = {"themes": ((11, 7), (12, 8)), "parts": (11, 12)}
    facts = answers_to((two, {"segment": 11, "outcome": "not_taken_up"}), ({"themes": ((None, 8),)}, {}))

    assert not list(differing(facts))
    assert [(each.key, each.facts) for each in open_parts(facts)] == [("voice:1", {"open": [12]})]


def test_answer_to_the_whole_leaves_no_part_open():
    assert not list(open_parts(answers_to(({"parts": (11, 12)}, {"segment": None}))))


# --- older than the text ----------------------------------------------------------------------------------------------
def test_answer_is_outdated_by_a_later_wording_unless_it_made_it():
    later = {4: Wording(4, 2, NOW, frozenset({1}))}
    facts = answers_to(({}, {"element": 4}), ({}, {"element": 4}), ({}, {"element": 4, "made_at": NOW}), wordings=later)
    found = list(outdated(facts))

    assert [(each.kind, each.key, each.voices) for each in found] == [(CheckKind.TEXT_NEWER, "element:4", (2,))]
    assert found[0].facts == {"revision": 2, "answers": [2]}


def test_answer_to_a_withdrawn_element_and_an_old_version_are_found():
    gone = {4: Wording(4, 1, EARLIER - timedelta(days=1), is_withdrawn=True)}
    facts = answers_to(
        ({}, {"element": 4}), ({}, {"version": 1}), ({}, {"version": 2}), wordings=gone, newest_version=2
    )

    assert [(each.kind, each.voices) for each in outdated(facts)] == [
        (CheckKind.ELEMENT_WITHDRAWN, (1,)), (CheckKind.VERSION_REPLACED, (2,)),
    ]  # fmt: skip


# --- what was to follow -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "found"), [(27, 0), (28, 1)])
def test_referral_waits_for_a_reply_for_four_weeks(days, found):
    made = {"outcome": "referred", "referred_to": "Polizei  Melle", "made_at": NOW - timedelta(days=days)}

    rows = list(without_reply(answers_to(({}, made), ({}, made | {"referred_to": "Polizei Melle"})), NOW))

    assert [(each.key, each.voices) for each in rows] == [("receiver:Polizei Melle", (1, 2))] * found


def test_taken_up_without_wording_is_found_after_two_weeks():
    facts = answers_to(
        ({}, {"element": 4}), ({}, {"element": 4, "is_worked_in": True}), ({}, {"element": 4, "made_at": NOW}),
        ({}, {"element": 4, "outcome": "already_covered"}),
    )  # fmt: skip

    assert [(each.key, each.voices) for each in not_worked_in(facts, NOW)] == [("element:4", (1,))]


# --- the words of a reason --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Das geht nicht.", CheckKind.REASON_SHORT),
        ("Die Anregung wird zur Kenntnis genommen, ggf. weitere Prüfung seitens der Verwaltung.",
         CheckKind.REASON_JARGON),
        ("Mehr Busse am Abend und am Wochenende, dazu billige Karten.", CheckKind.REASON_WITHOUT_VERB),
        (f"{HARD}.", None),
        (f"{HARD} sowie integrationsfördernder Begegnungsformate.", CheckKind.REASON_HARD),
        (PLAIN, None),
    ],
)  # fmt: skip
def test_reasons_by_their_words(text, kind):
    facts = answers_to(({}, {"plain_reason": text}))

    assert kinds(wording_findings(facts)) == ([kind] if kind else [])


def test_reason_for_the_file_needs_two_words():
    assert kinds(wording_findings(answers_to(({}, {"reason": "Akte"})))) == [CheckKind.FILE_REASON_SHORT]


def test_same_words_are_one_finding():
    found = list(wording_findings(answers_to(*[({}, {"plain_reason": "Geht nicht."})] * 3)))

    assert [each.voices for each in found] == [(1, 2, 3)]
    assert found[0].numbers == {"uses": 3, "words": 2, "least": 6}


def test_office_words_are_taken_away():
    assert own_words("Keine Zuständigkeit des Landkreises gemäß § 5.") == 1


# --- readability ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("word", "number"),
    [("Haus", 1), ("Busse", 2), ("Integration", 5), ("Bäume", 2), ("Beiträge", 3), ("ja", 1), ("Treue", 2)],
)
def test_syllables(word, number):
    assert syllables(word) == number


def test_wiener_sachtextformel_by_hand():
    # 8 words in 2 sentences; 1 with three and more syllables (Landkreise), 1 longer than six letters, 6 of one syllable
    reading = reading_of("Der Bus fährt oft. Das gilt für Landkreise.")

    assert (reading.words, reading.sentences) == (8, 2)
    assert reading.grade == round(0.1935 * 12.5 + 0.1672 * 4 + 0.1297 * 12.5 - 0.0327 * 87.5 - 0.875, 1)


def test_abbreviation_ends_no_sentence():
    assert reading_of("Das gilt z. B. für Busse ab dem 3. Mai.").sentences == 1


# --- overused ---------------------------------------------------------------------------------------------------------
def reasons(*texts, themes=(1, 2), **values):
    return [({"themes": ((None, themes[n % len(themes)]),), **values}, {"plain_reason": text})
            for n, text in enumerate(texts)]  # fmt: skip


def test_overused_reason_shows_its_share():
    same = [f"Ihr Vorschlag steht schon in Ziel {number} des Konzepts." for number in range(5)]
    others = ["Der Kreistag hat es so beschlossen.", "Kurse gibt es ab Mai.", "Dafür fehlt das Geld.", "Wir prüfen es."]
    found = list(overused(answers_to(*reasons(*same, *others))))

    assert [(each.kind, each.voices) for each in found] == [(CheckKind.REASON_OVERUSED, (1, 2, 3, 4, 5))]
    assert found[0].numbers == {"uses": 5, "of": 9, "share": 0.5556, "themes": 2, "wordings": 5}


def test_one_reason_for_one_theme_or_one_group_is_no_overuse():
    text = ["Ihr Vorschlag steht schon in Ziel 3 des Konzepts."] * 6

    assert not list(overused(answers_to(*reasons(*text, themes=(1,)))))
    assert not list(overused(answers_to(*reasons(*text, group=4))))


# --- everything -------------------------------------------------------------------------------------------------------
def test_fingerprint_follows_the_facts_only():
    first, again = (answers_to(*people(1, 12, 20), *people(2, 15, 100)) for _time in range(2))
    other = answers_to(*people(1, 13, 20), *people(2, 15, 100))

    (one,), (two,), (three,) = (list(turned_down(facts)) for facts in (first, again, other))
    assert one.fingerprint == two.fingerprint != three.fingerprint


def test_good_answers_give_no_findings():
    texts = (
        "Ab Mai fahren am Abend zwei Busse mehr nach Melle.", "Das Geld reicht in diesem Jahr leider nicht dafür.",
        "Die Schule bekommt im Herbst einen zweiten Raum.", "Wir laden alle Vereine im Juni zu einem Treffen ein.",
    )  # fmt: skip
    facts = answers_to(*[({}, {"plain_reason": text, "outcome": "already_covered"}) for text in texts])

    assert all_findings(facts, NOW) == ()
