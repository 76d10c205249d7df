"""An edition as a document: the dossier for the coordination group and the paper for the bodies.

The same frozen snapshot, told at two lengths. What people wrote (foreword, ratings, corrections) is CommonMark as they
wrote it; titles and reasons stand in their own places, where nothing in them is read as markup. The feedback for those
who took part is worded in the language of its reader, and so by the surface (web.feedback).
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from roterfaden.concept.methods.written import Part, Sheet, WrittenDocument
from roterfaden.monitoring.enums import Status
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.methods import CorrectionPart, GoalPart, Snapshot
from roterfaden.reporting.queries.editions import EditionView
from roterfaden.ui.codes import OUTCOMES, STATUSES
from roterfaden.ui.filters import day, number

Pairs = tuple[tuple[str, str], ...]
ATTENTION = (Status.MISSED, Status.AT_RISK, Status.UNCERTAIN)
WELL = (Status.REACHED, Status.ON_TRACK)


def edition_document(view: EditionView, *, site: str) -> WrittenDocument:
    """The dossier for the group; for anybody else the paper. The same edition always gives the same document."""
    with translation.override(settings.LANGUAGE_CODE):
        is_dossier = view.audience == Audience.GROUP
        parts = [*_opening(view), *(_dossier(view) if is_dossier else _paper(view))]
        return WrittenDocument(
            title=view.title, subtitle=_("Dossier für die Koordinierungsgruppe") if is_dossier else
            _("Bericht für die politischen Gremien"),
            language=settings.LANGUAGE_CODE, title_language=settings.LANGUAGE_CODE, site=site, facts=_about(view),
            lead="", contents=_("Inhalt"), foot=foot(view), parts=tuple(parts), sheets=(_table(view),),
            made_at=view.frozen_at,
        )  # fmt: skip


def foot(view: EditionView) -> str:
    """What stands on each page: which edition this is."""
    return _("Ausgabe %(number)s · Datenstand %(known)s · %(sum)s") % {
        "number": view.number, "known": day(view.known_on, "medium"), "sum": view.checksum[:12],
    }  # fmt: skip


def _about(view: EditionView) -> Pairs:
    content = view.content
    return (
        (_("Konzept"), f"{content.concept}, {content.version}"),
        (_("Überprüfung"), content.cycle),
        (_("Stichtag"), day(content.reference_date)),
        (_("Datenstand"), day(view.known_on)),
        (_("Festgehalten am"), day(view.frozen_at)),
        (_("Rechenweise"), content.method_version),
        (_("Prüfsumme"), view.checksum),
    )


def _part(title: str, body: str = "", *, depth: int = 0, number: str = "", kind: str = "", facts: Pairs = ()) -> Part:
    return Part(number, depth, kind, title, body, settings.LANGUAGE_CODE, tuple(pair for pair in facts if pair[1]))


# --- what both say ----------------------------------------------------------------------------------------------------
def _opening(view: EditionView) -> Iterator[Part]:
    content = view.content
    counts = ((str(STATUSES[each.code].word), number(each.count)) for each in content.counts)
    answered = _("%(answered)s von %(asked)s haben geantwortet") % {
        "answered": number(content.municipalities_answered), "asked": number(content.municipalities_asked),
    }  # fmt: skip
    yield _part(
        _("Auf einen Blick"), "\n\n".join(each for each in (view.foreword, str(content.attribution)) if each),
        facts=(
            (_("Ziele"), number(content.goal_count)), *counts, (_("Kommunen"), answered),
            *((str(word), number(count)) for word, count in content.answers_in_words),
            (_("Beiträge aus der Beteiligung"), number(content.voices)),
            *((str(OUTCOMES[each.code].word), number(each.count)) for each in content.outcomes),
        ),
    )  # fmt: skip


def _corrections(content: Snapshot) -> Iterator[Part]:
    """What is newly agreed, and what came of what was agreed before."""
    if content.corrections:
        yield _part(_("Gegensteuerung"), _("Das ist vereinbart, damit Ziele noch erreicht werden."))
        yield from (_part(each.goal, depth=1, facts=_agreed(each)) for each in content.corrections)
    if content.followed_up:
        yield _part(_("Was aus früherer Gegensteuerung wurde"))
        for each in content.followed_up:
            yield _part(each.goal, depth=1, facts=(*_became(each), *_agreed(each)))


def _agreed(each: CorrectionPart) -> Pairs:
    agreed = day(each.agreed_on)
    return (
        (_("Was ist"), each.fact), (_("Warum"), each.cause), (_("Was geschieht"), each.action),
        (_("Wirkung auf das Konzept"), each.effect), (_("Wer"), each.owner), (_("Bis"), day(each.due_on)),
        (_("Vereinbart"), _("%(day)s, zwischen zwei Überprüfungen") % {"day": agreed} if each.is_between else agreed),
    )  # fmt: skip


def _became(each: CorrectionPart) -> Pairs:
    return (
        (_("Stand"), str(each.state) or _("noch nicht nachgesehen")), (_("Was es bewirkt hat"), each.result),
        (_("Warum nicht erledigt"), each.outcome_reason),
    )  # fmt: skip


def amount(value: float | None, goal: GoalPart) -> str:
    """A value of a goal with its unit; empty where there is none."""
    return f"{number(value, goal.decimals)} {goal.unit}".strip() if value is not None else ""


def latest(goal: GoalPart) -> str:
    """The newest value with its day, or that there is none."""
    if goal.value is None or goal.value_on is None:
        return _("kein Wert")
    return f"{amount(goal.value, goal)} ({day(goal.value_on, 'medium')})"


def promised(goal: GoalPart) -> str:
    """What the goal promises, or why it cannot be measured yet."""
    if goal.corridor_low is not None and goal.corridor_high is not None:
        said = f"{number(goal.corridor_low, goal.decimals)}–{amount(goal.corridor_high, goal)}"
    else:
        said = amount(goal.target_value, goal)
    if not said:
        return goal.not_measurable_reason
    return f"{said} ({_('bis')} {day(goal.target_on, 'medium')})" if goal.target_on else said


def _table(view: EditionView) -> Sheet:
    heads = (_("Nr."), _("Ziel"), _("Zuletzt"), _("Zielwert"), _("Status"))
    rows = tuple(
        (goal.number, goal.title, latest(goal), promised(goal), str(STATUSES[goal.status].word))
        for part in view.content.fields
        for goal in part.goals
    )
    return Sheet(_("Alle Ziele"), heads, rows, (7, 38, 21, 21, 13), settings.LANGUAGE_CODE)


# --- the dossier ------------------------------------------------------------------------------------------------------
def _dossier(view: EditionView) -> Iterator[Part]:
    """Every goal with everything its status rests on, then corrections and early warnings."""
    for part in view.content.fields:
        yield _part(part.name or _("Ohne Handlungsfeld"))
        for goal in part.goals:
            yield _part(goal.title, depth=1, number=goal.number, facts=tuple(_goal_facts(goal)))
    yield from _corrections(view.content)
    if view.content.signals:
        lines = tuple((each.goal, str(each.sentence)) for each in view.content.signals)
        yield _part(_("Frühwarnungen"), facts=lines)


def _goal_facts(goal: GoalPart) -> Iterator[tuple[str, str]]:
    yield _("Status"), f"{STATUSES[goal.status].word} · {goal.reason_sentence}"
    if goal.rating:
        said = f"{STATUSES[goal.rating.status].word} · {goal.rating.reason}"
        until = _("gilt bis %(day)s") % {"day": day(goal.rating.expires_on, "medium")}
        yield _("Bewertung der Gruppe"), f"{said} ({goal.rating.role}, {until})"
    yield _("Zuletzt"), latest(goal)
    yield _("Zielwert"), promised(goal)
    if goal.baseline_on:
        yield _("Ausgangswert"), f"{amount(goal.baseline_value, goal)} ({day(goal.baseline_on, 'medium')})"
    if goal.milestones:
        steps = (f"{amount(each.value, goal)} ({day(each.on, 'medium')})" for each in goal.milestones)
        yield _("Zwischenziele"), "; ".join(steps)
    yield _("Am Stichtag erwartet"), amount(goal.expected, goal)
    yield _("Abstand zum Zielpfad"), amount(goal.gap, goal)
    if goal.attainment is not None:
        yield _("Zielerreichung"), f"{number(100 * goal.attainment)} %"
    if goal.forecast_low is not None and goal.forecast_high is not None:
        low, high = number(goal.forecast_low, goal.decimals), amount(goal.forecast_high, goal)
        yield _("Vorausschau zum Zieldatum"), _("zwischen %(low)s und %(high)s") % {"low": low, "high": high}
    if goal.probability is not None:
        yield _("Aussicht, den Zielwert zu erreichen"), f"{number(100 * goal.probability)} %"
    fictitious = f" ({_('Werte erfunden')})" if goal.is_fictitious else ""
    yield _("Messgröße"), f"{goal.indicator}{fictitious}" if goal.indicator else ""
    yield _("Quelle"), goal.source
    yield _("Verantwortlich"), goal.accountable


# --- the paper --------------------------------------------------------------------------------------------------------
def _paper(view: EditionView) -> Iterator[Part]:
    """What needs a decision first: goals that need attention, what is done about it, what goes well, what is open."""
    goals = [goal for part in view.content.fields for goal in part.goals]
    groups = (
        (_("Ziele, die Aufmerksamkeit brauchen"), [g for code in ATTENTION for g in goals if g.status == code]),
        (_("Ziele auf gutem Weg"), [g for code in WELL for g in goals if g.status == code]),
        (_("Noch nicht zu beurteilen"), [g for g in goals if g.status == Status.NOT_ASSESSABLE]),
    )
    attention, *others = groups
    yield from _group(*attention)
    yield from _corrections(view.content)
    for title, found in others:
        yield from _group(title, found)


def _group(title: str, goals: list[GoalPart]) -> Iterator[Part]:
    if not goals:
        return
    yield _part(title, facts=tuple((f"{goal.number} {goal.title}", _in_short(goal)) for goal in goals))


def _in_short(goal: GoalPart) -> str:
    said = f"{STATUSES[goal.status].word}: {goal.reason_sentence}"
    if goal.value is None:
        return said
    return f"{latest(goal)}; {_('Zielwert')} {promised(goal)}. {said}"
