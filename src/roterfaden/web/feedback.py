"""The feedback to those who took part: what became of the goals, in plain words and in the language of the page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roterfaden.concept.methods.written import Part, WrittenDocument
from roterfaden.concept.queries import shown_texts
from roterfaden.monitoring.enums import Status
from roterfaden.reporting.exports.editions import foot
from roterfaden.reporting.methods import CorrectionPart, Snapshot
from roterfaden.reporting.models import Edition
from roterfaden.reporting.queries.editions import EditionView
from roterfaden.reporting.queries.texts import Words, words_of
from roterfaden.thread.queries.versions import nodes_of
from roterfaden.ui.codes import OUTCOMES
from roterfaden.ui.filters import day, lang_name, number

_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
"""Every sign CommonMark could take for a mark."""
GROUPS = (
    ("done", (Status.REACHED,)),
    ("going", (Status.ON_TRACK, Status.UNCERTAIN)),
    ("risk", (Status.AT_RISK,)),
    ("missed", (Status.MISSED,)),
    ("open", (Status.NOT_ASSESSABLE,)),
)


@dataclass(frozen=True)
class ToldGoal:
    """A goal in the words of the reader; `lang` where they are in another language than the page."""

    element_id: int
    title: str
    lang: str
    language: str


@dataclass(frozen=True)
class Told:
    """Goals that stand alike, under one plain heading."""

    code: str
    heading: str
    goals: tuple[ToldGoal, ...]


@dataclass(frozen=True)
class Feedback:
    """Everything the feedback says."""

    words: Words
    lang: str
    groups: tuple[Told, ...]
    corrections: tuple[CorrectionPart, ...]
    followed_up: tuple[CorrectionPart, ...]
    voices: int
    outcomes: tuple[tuple[str, int], ...]
    attribution: str


def feedback(edition: Edition, content: Snapshot) -> Feedback:
    """The feedback in the language of the page; what is not there in it stays German and is marked. Three queries, one
    fewer in German.
    """
    language = get_language() or settings.LANGUAGE_CODE
    words = words_of(edition, language)
    titles = _titles(edition, content, language)
    standing = {goal.element_id: goal.status for part in content.fields for goal in part.goals}
    headings = {
        "done": _("Das ist geschafft"), "going": _("Daran arbeiten wir"), "risk": _("Das ist gefährdet"),
        "missed": _("Das haben wir nicht geschafft"),
        "open": _("Das wissen wir noch nicht"),
    }  # fmt: skip
    groups = (
        Told(code, headings[code], tuple(titles[pk] for pk, status in standing.items() if status in statuses))
        for code, statuses in GROUPS
    )
    return Feedback(
        words=words, lang="" if words.language == language else words.language,
        groups=tuple(group for group in groups if group.goals), corrections=content.corrections,
        followed_up=tuple(each for each in content.followed_up if each.outcome),
        voices=content.voices,
        outcomes=tuple((str(OUTCOMES[each.code].word), each.count) for each in content.outcomes),
        attribution=content.attribution,
    )  # fmt: skip


def _titles(edition: Edition, content: Snapshot, language: str) -> dict[int, ToldGoal]:
    """The goals as they were frozen; in another language the words of the concept, where they are there."""
    source = settings.LANGUAGE_CODE
    mark = "" if language == source else source
    found = {
        goal.element_id: ToldGoal(goal.element_id, goal.title, mark, source)
        for part in content.fields
        for goal in part.goals
    }
    if language == source:
        return found
    version = edition.report.cycle.version
    texts = shown_texts(version, language)
    if not texts:
        return found
    for node in nodes_of(version).filter(element__in=list(found)):
        text = texts.of(node.revision)
        if not text.is_original:
            found[node.element_id] = ToldGoal(node.element_id, text.title, text.lang, text.language)
    return found


def feedback_document(view: EditionView, told: Feedback, *, site: str) -> WrittenDocument:
    """The same as a document. The same words and the same edition always give the same document."""
    language = get_language() or settings.LANGUAGE_CODE
    parts = []
    if told.words.body:
        parts.append(Part("", 0, "", _("Was wir Ihnen sagen wollen"), told.words.body, told.words.language))
    parts.append(Part("", 0, "", _("Was aus den Zielen geworden ist"), "", language))
    for group in told.groups:
        parts += _listed(group, language)
    if told.corrections:
        parts.append(Part("", 1, "", _("Was jetzt anders gemacht wird"), "", language))
        parts += [_correction(each) for each in told.corrections]
    if told.followed_up:
        parts.append(Part("", 1, "", _("Was aus früheren Änderungen wurde"), "", language))
        parts += [_became(each) for each in told.followed_up]
    counted = ((_("Eingegangene Beiträge"), number(told.voices)), *_counted(told.outcomes))
    parts.append(Part("", 1, "", _("Was aus den Beiträgen wurde"), "", language, counted))
    return WrittenDocument(
        title=told.words.title,
        subtitle=_("Rückmeldung an alle, die mitgemacht haben"),
        language=language,
        title_language=told.words.language,
        site=site,
        facts=((_("Stichtag"), day(view.content.reference_date)), (_("Stand"), day(view.known_on))),
        lead="",
        contents=_("Inhalt"),
        foot=foot(view),
        parts=tuple(parts),
        sheets=(),
        made_at=view.frozen_at,
    )


def _listed(group: Told, language: str) -> Iterator[Part]:
    """The goals of a group as a list; those in another language in a list of their own."""
    spoken = {goal.language for goal in group.goals}
    for each in sorted(spoken, key=lambda code: (code != language, code)):
        heading = group.heading if each == language or len(spoken) == 1 else f"{group.heading} ({lang_name(each)})"
        lines = (f"- {_as_it_stands(goal.title)}" for goal in group.goals if goal.language == each)
        yield Part("", 1, "", heading, "\n".join(lines), each)


def _as_it_stands(text: str) -> str:
    """A text in which CommonMark finds no marks."""
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))


def _correction(each: CorrectionPart) -> Part:
    """Counter-steering in the words it was agreed in, which are German."""
    facts = ((_("Wer"), each.owner), (_("Bis"), day(each.due_on)))
    return Part("", 2, "", each.goal, _as_it_stands(each.action), settings.LANGUAGE_CODE, facts)


def _became(each: CorrectionPart) -> Part:
    """What came of earlier counter-steering: its state in the language of the reader, the words as they were said."""
    facts = ((_("Stand"), str(each.state)), (_("Warum"), each.outcome_reason), (_("Wirkung"), each.result))
    said = tuple((label, text) for label, text in facts if text)
    return Part("", 2, "", each.goal, _as_it_stands(each.action), settings.LANGUAGE_CODE, said)


def _counted(outcomes: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    return [(word, number(count)) for word, count in outcomes]
