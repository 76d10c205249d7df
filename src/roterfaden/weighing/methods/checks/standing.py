"""Answers against each other, against the text they cite, and against what was to follow."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from roterfaden.weighing.enums import CheckKind
from roterfaden.weighing.methods.checks.facts import Answer, Facts, Found

YES, NO = frozenset({"taken_up", "partly"}), frozenset({"not_taken_up"})
REFERRED = "referred"
REPLY_WITHIN = timedelta(days=28)
"""How long a receiver may take before somebody should ask."""
WORK_IN_WITHIN = timedelta(days=14)
"""How long a voice may be taken up without a changed wording."""


# --- answered differently ---------------------------------------------------------------------------------------------
def differing(facts: Facts) -> Iterable[Found]:
    """Groups that say the same with different outcomes; themes with voices taken up and voices turned down."""
    by_group: dict[int, list[Answer]] = defaultdict(list)
    by_theme: dict[int, list[Answer]] = defaultdict(list)
    for answer in facts.answers:
        group = facts.voices[answer.voice].group
        if group is not None:
            by_group[group].append(answer)
        for theme in facts.themes_of(answer):
            by_theme[theme].append(answer)
    for group, answers in sorted(by_group.items()):
        if len(set(_outcomes(answers).values())) > 1:
            yield _differing(CheckKind.SAME_DIFFERENT, f"group:{group}", answers)
    for theme, answers in sorted(by_theme.items()):
        given = {answer.outcome for answer in answers}
        if given & YES and given & NO:
            yield _differing(CheckKind.THEME_DIFFERENT, f"theme:{theme}", answers)


def _outcomes(answers: Iterable[Answer]) -> dict[int, frozenset[str]]:
    """Voice → the outcomes it has."""
    found: dict[int, set[str]] = defaultdict(set)
    for answer in answers:
        found[answer.voice].add(answer.outcome)
    return {voice: frozenset(outcomes) for voice, outcomes in found.items()}


def _differing(kind: CheckKind, key: str, answers: list[Answer]) -> Found:
    by_voice = _outcomes(answers)
    counts = Counter(outcome for outcomes in by_voice.values() for outcome in outcomes)
    facts = {"voices": [[voice, sorted(outcomes)] for voice, outcomes in sorted(by_voice.items())]}
    return Found(kind, key, facts, tuple(sorted(by_voice)), {"outcomes": dict(sorted(counts.items()))})


# --- parts ------------------------------------------------------------------------------------------------------------
def open_parts(facts: Facts) -> Iterable[Found]:
    """Split voices of which some part has an answer and another has none."""
    answered: dict[int, set[int | None]] = defaultdict(set)
    for answer in facts.answers:
        answered[answer.voice].add(answer.segment)
    for voice, segments in sorted(answered.items()):
        parts = facts.voices[voice].parts
        missing = sorted(part for part in parts if part not in segments)
        if missing and None not in segments:
            yield Found(
                CheckKind.PART_OPEN, f"voice:{voice}", {"open": missing}, (voice,),
                {"open": len(missing), "parts": len(parts)},
            )  # fmt: skip


# --- older than the text ----------------------------------------------------------------------------------------------
def outdated(facts: Facts) -> Iterable[Found]:
    """Answers older than the words of the element they name, or to a version that a newer one has replaced.

    A wording that came from the answer itself does not make it old.
    """
    by_element: dict[int, list[Answer]] = defaultdict(list)
    by_version: dict[int, list[Answer]] = defaultdict(list)
    for answer in facts.answers:
        wording = facts.wordings.get(answer.element or 0)
        if wording is not None:
            is_older = wording.made_at > answer.made_at and answer.key not in wording.came_from
            if is_older or wording.is_withdrawn:
                by_element[wording.element].append(answer)
        elif answer.version is not None and answer.version != facts.newest_version:
            by_version[answer.version].append(answer)
    for element, answers in sorted(by_element.items()):
        wording = facts.wordings[element]
        kind = CheckKind.ELEMENT_WITHDRAWN if wording.is_withdrawn else CheckKind.TEXT_NEWER
        basis = {"revision": wording.revision, "answers": sorted(answer.key for answer in answers)}
        numbers = {"uses": len(answers), "since": wording.made_at.isoformat()}
        yield Found(kind, f"element:{element}", basis, _voices(answers), numbers)
    for version, answers in sorted(by_version.items()):
        basis = {"newest": facts.newest_version, "answers": sorted(answer.key for answer in answers)}
        yield Found(CheckKind.VERSION_REPLACED, f"version:{version}", basis, _voices(answers), {"uses": len(answers)})


# --- what was to follow -----------------------------------------------------------------------------------------------
def without_reply(facts: Facts, now: datetime) -> Iterable[Found]:
    """Voices passed on and not answered anew since: nobody has written down what the receiver said."""
    by_receiver: dict[str, list[Answer]] = defaultdict(list)
    for answer in facts.answers:
        if answer.outcome == REFERRED and answer.made_at <= now - REPLY_WITHIN:
            by_receiver[" ".join(answer.referred_to.split())].append(answer)
    for receiver, answers in sorted(by_receiver.items()):
        oldest = min(answer.made_at for answer in answers)
        numbers = {"uses": len(answers), "since": oldest.isoformat(), "days": REPLY_WITHIN.days}
        basis = {"answers": sorted(answer.key for answer in answers)}
        yield Found(CheckKind.NO_REPLY, f"receiver:{receiver}"[:200], basis, _voices(answers), numbers)


def not_worked_in(facts: Facts, now: datetime) -> Iterable[Found]:
    """Voices taken up at an element whose wording nobody has linked to them."""
    by_element: dict[int, list[Answer]] = defaultdict(list)
    for answer in facts.answers:
        is_due = answer.outcome in YES and answer.made_at <= now - WORK_IN_WITHIN
        if is_due and answer.element is not None and not answer.is_worked_in:
            by_element[answer.element].append(answer)
    for element, answers in sorted(by_element.items()):
        basis = {"answers": sorted(answer.key for answer in answers)}
        numbers = {"uses": len(answers), "days": WORK_IN_WITHIN.days}
        yield Found(CheckKind.NOT_WORKED_IN, f"element:{element}", basis, _voices(answers), numbers)


def _voices(answers: Iterable[Answer]) -> tuple[int, ...]:
    return tuple(sorted({answer.voice for answer in answers}))
