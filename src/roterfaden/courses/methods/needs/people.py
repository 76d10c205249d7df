"""The questions about people: how long they wait, the young, children in care, and what stands in the way."""

from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roterfaden.courses.enums import CancelReason, RunState
from roterfaden.courses.methods.needs.asking import Asked, columns
from roterfaden.courses.methods.needs.content import BAR, PAIRS, Answer, Drawing, Figure, Sheet, Value
from roterfaden.courses.methods.needs.facts import YOUNG, months_after
from roterfaden.courses.methods.needs.obstacles import Obstacle, obstacles
from roterfaden.courses.methods.needs.waiting import FEWEST_PEOPLE, FEWEST_STARTS, Waits, waits
from roterfaden.kernel.suppression import FEWEST
from roterfaden.ui.filters import day, number
from roterfaden.ui.parts import Text

YEAR = 12
WEEK = 7
UNKNOWN = gettext_lazy("nicht sagbar")
OBSTACLES: dict[Obstacle, Text] = {
    Obstacle.TEST: gettext_lazy("noch keine Einstufung"),
    Obstacle.ENTITLEMENT: gettext_lazy("keine Berechtigung, die heute gilt"),
    Obstacle.COURSE: gettext_lazy("kein Kurs dieser Art und dieses Abschnitts"),
    Obstacle.WOMEN: gettext_lazy("nur ein Kurs für Frauen, oder keiner für Frauen"),
    Obstacle.TIME: gettext_lazy("nur zu Zeiten, zu denen die Person nicht kann"),
    Obstacle.WAY: gettext_lazy("nur zu weit entfernt"),
    Obstacle.CARE: gettext_lazy("zu wenige Plätze in der Kinderbetreuung"),
    Obstacle.FULL: gettext_lazy("passende Kurse sind voll"),
}


# --- how long people wait --------------------------------------------------------------------------------------------
def waiting(asked: Asked) -> Answer:
    """How long people wait until a course begins, by type."""
    facts = asked.facts
    since = months_after(facts.on, -YEAR)
    recent = [case for case in facts.cases if case.month >= since and not case.is_vague]
    kinds = [kind for kind in (*facts.kinds, "") if any(case.kind == kind for case in recent)]
    found = [waits([case for case in recent if case.kind == kind], facts.limit) for kind in kinds]
    whole = waits(recent, facts.limit)
    hidden = frozenset() if asked.full else _small_rows(found)
    rows = [
        _waits_row(asked, asked.kind_name(kind), each, is_hidden=place in hidden)
        for place, (kind, each) in enumerate(zip(kinds, found, strict=True))
    ]
    rows.append(_waits_row(asked, _("alle Kursarten"), whole, is_hidden=not asked.full and _is_small(whole)))
    whole = _told(asked, whole)
    weeks = number(facts.limit / WEEK, 0 if facts.limit % WEEK == 0 else 1)
    sheet = Sheet(
        caption=_("Wartezeit nach Kursart"),
        heads=(
            _("Kursart"), _("Anmeldungen"), _("begonnen"), _("warten noch"),
            _("Hälfte höchstens (Tage)"), _("9 von 10 höchstens (Tage)"),
            _("über %(weeks)s Wochen (%%)") % {"weeks": weeks},
        ),
        rows=tuple(rows),
        drawing=Drawing(
            BAR, _("Wie viele Tage wartet die Hälfte der Menschen höchstens?"), _("Tage bis zum Kursbeginn"), (4,),
            reference=facts.limit, reference_name=_("%(weeks)s Wochen") % {"weeks": weeks},
        ),
    )  # fmt: skip
    return Answer(
        "wartezeit", _("Wie lange warten Menschen auf einen Kurs?"), _waits_words(whole, weeks), (sheet,),
        figures=(
            Figure("median", _("Wartezeit: die Hälfte höchstens"), whole.median, _("Tage")),
            Figure("ninety", _("Wartezeit: 9 von 10 höchstens"), whole.ninety, _("Tage")),
            Figure("late", _("warten länger als %(weeks)s Wochen") % {"weeks": weeks}, _percent(whole.late), "%"),
        ),
        notes=(
            _("Anmeldungen der letzten zwölf Monate. Wer noch wartet, zählt mit seiner bisherigen Wartezeit mit "
              "(Kaplan-Meier-Schätzung); wer ohne Kurs ausschied, bis zu diesem Tag."),
            _("„Nicht sagbar“: weniger als %(people)s Anmeldungen, weniger als %(starts)s Kursbeginne, oder so viele "
              "warten noch, dass der Wert nicht erreicht ist.") % {"people": FEWEST_PEOPLE, "starts": FEWEST_STARTS},
        ),
    )  # fmt: skip


def _small_rows(found: list[Waits]) -> frozenset[int]:
    """Rows of which any number is small, and the smallest others until all of them together tell none of them: what
    they add up to is the total less the rows that are shown."""
    hidden = {place for place, each in enumerate(found) if _is_small(each)}
    others = sorted((each.people, place) for place, each in enumerate(found) if place not in hidden)
    while hidden and others and _tell([found[place] for place in hidden]):
        hidden.add(others.pop(0)[1])
    return frozenset(hidden)


def _tell(rows: list[Waits]) -> bool:
    """Whether the sum of these rows says what one of them is, or is small itself."""
    people, started, waiting = (
        sum(getattr(each, name) for each in rows) for name in ("people", "started", "waiting")
    )  # fmt: skip
    return len(rows) == 1 or people == len(rows) or _is_small(Waits(people, started, waiting))


def _is_small(each: Waits) -> bool:
    """Whether any number is small; who left without a course is what the others leave."""
    left = each.people - each.started - each.waiting
    return any(0 < count < FEWEST for count in (each.people, each.started, each.waiting, left))


def _told(asked: Asked, each: Waits) -> Waits:
    """The same without a share that makes a small number of its people, within the limit or beyond it."""
    late = round((each.late or 0) * each.people)
    is_small = any(0 < count < FEWEST for count in (late, each.people - late))
    return replace(each, late=None) if is_small and not asked.full else each


def _waits_row(asked: Asked, name: str, each: Waits, *, is_hidden: bool) -> tuple[Value, ...]:
    counts: tuple[Value, ...] = (None,) * 3 if is_hidden else (each.people, each.started, each.waiting)
    late = str(UNKNOWN) if each.late is None else _percent(_told(asked, each).late)
    return (name, *counts, *(str(UNKNOWN) if time is None else time for time in (each.median, each.ninety)), late)


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)


def _waits_words(whole: Waits, weeks: str) -> str:
    """One sentence: half, nine of ten, and how many wait beyond the limit."""
    if whole.median is None and whole.late is None:
        return _("Wie lange Menschen warten, lässt sich noch nicht sagen: Dafür haben zu wenige einen Kurs begonnen.")
    parts = []
    if whole.median is not None:
        words = {"days": number(whole.median), "most": number(whole.ninety)}
        parts.append(
            _("Die Hälfte wartet höchstens %(days)s Tage, 9 von 10 höchstens %(most)s Tage") % words
            if whole.ninety is not None
            else _("Die Hälfte wartet höchstens %(days)s Tage") % words
        )
    if whole.late is not None:
        parts.append(_("%(count)s von 10 länger als %(weeks)s Wochen") % {"count": _of_ten(whole.late), "weeks": weeks})
    return "; ".join(parts) + "."


def _of_ten(share: float) -> str:
    return number(round(share * 10))


# --- the young -------------------------------------------------------------------------------------------------------
def young(asked: Asked) -> Answer:
    """Courses for the young, and how many of those who wait are young."""
    facts, told = asked.facts, asked.told
    everybody = [who for who in facts.waiting if not who.has_seat]
    count = sum(who.under_27 for who in everybody)
    courses = [offer for offer in (*facts.coming, *facts.running) if facts.kinds[offer.kind].is_youth]
    waiting_now = [who for who in told.facts.waiting if not who.has_seat]
    young_now = [who for who in waiting_now if who.under_27]
    kinds = told.by_kind(who.kind for who in waiting_now)
    by_kind, areas = Counter(who.kind for who in young_now), told.by_area(who.area for who in young_now)
    areas = {area: each for area, each in areas.items() if each}
    at_home = told.by_area(who.area for who in waiting_now)
    words = {"young": asked.said(count), "all": asked.said(len(everybody)), "age": YOUNG}
    sentence = _("%(young)s von %(all)s Wartenden sind unter %(age)s.") % words
    offered = ngettext(
        "Für junge Menschen gibt es einen eigenen Kurs.", "Für junge Menschen gibt es %(count)s eigene Kurse.",
        len(courses),
    ) % {"count": len(courses)} if courses else _("Eigene Kurse für junge Menschen gibt es zurzeit nicht.")  # fmt: skip
    closed = [kind for kind in facts.kinds.values() if kind.is_youth and kind.closed_on is not None]
    return Answer(
        "junge", _("Gibt es genug Kurse für junge Menschen?"), f"{sentence} {offered}",
        (
            Sheet(
                _("Wartende unter %(age)s nach Kursart") % words,
                (_("Kursart"), _("warten"), _("davon unter %(age)s") % words),
                columns([told.kind_name(kind) for kind in kinds], told.shown(list(kinds.values())),
                        told.shown_part([by_kind[kind] for kind in kinds], list(kinds.values()))),
                Drawing(BAR, _("Worauf warten junge Menschen?"), _("Menschen unter %(age)s") % words, (2,)),
            ),
            Sheet(
                _("Wartende unter %(age)s nach Kommune") % words,
                (_("Kommune"), _("unter %(age)s") % words),
                columns([told.facts.regions[area].name for area in areas],
                        told.shown_part(list(areas.values()), [at_home[area] for area in areas])),
            ),
        ),
        figures=(Figure("young", _("Wartende unter %(age)s") % words, asked.number(count), _("Menschen")),
                 Figure("youth-courses", _("eigene Kurse für junge Menschen"), len(courses), _("Kurse"))),
        notes=(
            *(_("%(name)s: Seit %(day)s darf keiner mehr beginnen.")
              % {"name": kind.name, "day": day(kind.closed_on)} for kind in closed),
            _("Gezählt wird das Alter bei der Anmeldung."),
        ),
    )  # fmt: skip


# --- children --------------------------------------------------------------------------------------------------------
def care(asked: Asked) -> Answer:
    """Child care: how many children need a place, and where there are places."""
    facts, told = asked.facts, asked.told
    parents = [who for who in facts.waiting if who.children and not who.has_seat]
    with_care = [offer for offer in facts.coming if offer.care]
    families = [who for who in told.facts.waiting if who.children and not who.has_seat]
    people = told.by_area(who.area for who in families)
    children = told.by_area(who.area for who in families for _child in range(who.children))
    places = told.by_area(offer.area for offer in told.facts.coming for _place in range(offer.care))
    courses = told.by_area(offer.area for offer in told.facts.coming if offer.care)
    every = told.by_area(offer.area for offer in told.facts.coming)
    areas = [area for area in told.facts.regions if people[area] or every[area]]
    counts = told.shown([people[area] for area in areas])
    shown_children = [None if count is None else children[area] for area, count in zip(areas, counts, strict=True)]
    rows = columns(
        [told.facts.regions[area].name for area in areas], counts, shown_children,
        *([found[area] for area in areas] for found in (places, courses, every)),
    )  # fmt: skip
    total = sum(who.children for who in parents)
    words = {
        "people": asked.said(len(parents)), "children": asked.said(total), "until": asked.until,
        "places": number(sum(offer.care for offer in with_care)), "courses": number(len(with_care)),
        "all": number(len(facts.coming)),
    }  # fmt: skip
    return Answer(
        "kinder", _("Gibt es genug Kinderbetreuung?"),
        _("Betreuung brauchen %(children)s Kinder von %(people)s Wartenden. Bis %(until)s beginnen %(all)s Kurse; "
          "%(courses)s davon haben Betreuung, mit zusammen %(places)s Plätzen.") % words,
        (
            Sheet(
                _("Kinder und Plätze nach Kommune"),
                (_("Kommune"), _("Wartende mit Kindern"), _("Kinder"), _("Plätze"), _("Kurse mit Betreuung"),
                 _("Kurse")),
                tuple(sorted(rows, key=_most_children)),
                Drawing(PAIRS, _("Wo fehlen Plätze für Kinder?"), _("Kinder und Plätze"), (3, 2)),
            ),
        ),
        figures=(
            Figure("children", _("Kinder von Wartenden"),
                   None if asked.number(len(parents)) is None else asked.number(total), _("Kinder")),
            Figure("care-places", _("Plätze in der Kinderbetreuung"), sum(offer.care for offer in with_care),
                   _("Plätze")),
            Figure("care-courses", _("Kurse mit Kinderbetreuung, die beginnen"), len(with_care), _("Kurse")),
        ),
        notes=(
            _("Kinder zählen, wo die Person wohnt, Plätze, wo der Kurs ist. Gezählt sind Menschen ohne Platz und "
              "Kurse, die bis %(until)s beginnen.") % {"until": asked.until},
        ),
    )  # fmt: skip


def _most_children(row: tuple[Value, ...]) -> tuple[int, int]:
    """Where most children and places are comes first; the order of what is hidden tells nothing."""
    children, places = (value if isinstance(value, int) else 0 for value in row[2:4])
    return -children, -places


# --- what stands in the way ------------------------------------------------------------------------------------------
def hindrances(asked: Asked) -> Answer:
    """Who finds no course, for which reason first; and why courses fell through."""
    facts = asked.facts
    found = obstacles(facts)
    reasons = [each for each in Obstacle if found[each]]
    counts = asked.shown([found[each] for each in reasons])
    rows = sorted(zip((str(OBSTACLES[each]) for each in reasons), counts, strict=True), key=lambda row: -(row[1] or 0))
    without = sum(found[each] for each in reasons)
    everybody = sum(found.values())
    cancelled = Counter(offer.cancel_reason for offer in facts.offers if offer.state == RunState.CANCELLED)
    words = {"without": asked.said(without), "all": asked.said(everybody)}
    sentence = _("%(without)s von %(all)s Wartenden ohne Platz finden zurzeit keinen passenden Kurs.") % words
    if rows and rows[0][1] is not None:
        sentence += " " + _("Der häufigste Grund: %(reason)s.") % {"reason": rows[0][0]}
    missing = sum(offer.teacher_missing for offer in facts.coming)
    provider_side: list[tuple[Value, ...]] = [
        (_("abgesagt: %(reason)s") % {"reason": label}, cancelled[value])
        for value, label in CancelReason.choices if cancelled[value]
    ] + [(_("Kurse, die beginnen sollen und noch keine Lehrkraft haben"), missing),
         (_("Menschen, die zum Kursbeginn nicht erschienen"), asked.number(facts.no_shows))]  # fmt: skip
    return Answer(
        "hindernisse", _("Was steht im Weg?"), sentence,
        (
            Sheet(
                _("Warum Wartende keinen Kurs finden"), (_("Erster Grund"), _("Menschen")),
                tuple(rows),
                Drawing(BAR, _("Woran scheitert es zuerst?"), _("Wartende ohne möglichen Kurs"), (1,)),
            ),
            Sheet(_("Abgesagte Kurse und weitere Hindernisse, zwölf Monate"), (_("Hindernis"), _("Zahl")),
                  tuple(provider_side)),
        ),
        figures=(
            Figure("without", _("Wartende ohne möglichen Kurs"), asked.number(without), _("Menschen")),
            Figure("cancelled", _("abgesagte Kurse in zwölf Monaten"), sum(cancelled.values()), _("Kurse")),
        ),
        notes=(_("Gefragt wird der Reihe nach; jede Person zählt beim ersten Grund, der keinen Kurs übrig lässt. Ob "
                 "die freien Plätze für alle reichen, sagt der Platzvorschlag."),),
    )  # fmt: skip
