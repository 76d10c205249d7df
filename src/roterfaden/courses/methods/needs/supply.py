"""The questions about courses: who offers what where, and what is missing where."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.courses.methods.needs.asking import OTHERS, Asked, columns
from roterfaden.courses.methods.needs.content import BAR, HEAT, PAIRS, Answer, Drawing, Figure, Sheet, Value
from roterfaden.courses.methods.needs.facts import Offer
from roterfaden.courses.methods.needs.forecast import Range
from roterfaden.courses.methods.needs.obstacles import reaches
from roterfaden.courses.methods.needs.outlook import Need, of_area, of_kind
from roterfaden.courses.methods.needs.people import UNKNOWN
from roterfaden.kernel.suppression import FEWEST, hidden_cells
from roterfaden.ui.filters import number

MISSING = 7
"""The column of missing seats in the table by type."""
MOST_NAMED = 3
LAST = 1_000_000


# --- who offers what where -------------------------------------------------------------------------------------------
def offers(asked: Asked) -> Answer:
    """Providers, types and places of the courses that run or begin."""
    facts = asked.facts
    coming, running = facts.coming, facts.running
    every = (*coming, *running)
    places = {offer.area for offer in every if not offer.is_online and offer.area in facts.regions}
    words = {
        "providers": number(len({offer.provider for offer in every})), "all": number(len(every)),
        "places": number(len(places)), "regions": number(len(facts.regions)), "until": asked.until,
        "coming": number(len(coming)),
    }  # fmt: skip
    regions = [area for area in facts.regions if area in places]
    return Answer(
        "angebot", _("Wer bietet welche Kurse wo an?"),
        _("Es gibt %(all)s Kurse von %(providers)s Trägern in %(places)s von %(regions)s Kommunen; %(coming)s davon "
          "beginnen bis %(until)s.") % words,
        (
            Sheet(
                _("Kurse nach Kommune"), (_("Kommune"), _("laufen"), _("beginnen"), _("Plätze"), _("freie Plätze")),
                columns(
                    [facts.regions[area].name for area in regions],
                    [sum(each.area == area and not each.is_online for each in running) for area in regions],
                    *_counted(coming, regions),
                ),
                Drawing(BAR, _("Wo beginnen Kurse mit freien Plätzen?"), _("freie Plätze"), (4,)),
            ),
            Sheet(
                _("Träger, Kursarten und Orte"),
                (_("Träger"), _("Kursart"), _("Kommune"), _("laufen"), _("beginnen"), _("freie Plätze")),
                _offered(asked, coming, running),
            ),
        ),
        figures=(
            Figure("coming", _("Kurse, die beginnen"), len(coming), _("Kurse")),
            Figure("free", _("freie Plätze in diesen Kursen"), sum(offer.free for offer in coming), _("Plätze")),
            Figure("places", _("Kommunen mit Kurs"), len(places), _("Kommunen")),
        ),
        notes=(_("Online-Kurse zählen zu keiner Kommune."),),
    )  # fmt: skip


def _counted(coming: tuple[Offer, ...], regions: list[str]) -> tuple[list[Value], ...]:
    here = [[each for each in coming if each.area == area and not each.is_online] for area in regions]
    return (
        [len(each) for each in here],
        [sum(offer.seats for offer in each) for each in here],
        [sum(offer.free for offer in each) for each in here],
    )


def _offered(asked: Asked, coming: tuple[Offer, ...], running: tuple[Offer, ...]) -> tuple[tuple[Value, ...], ...]:
    facts = asked.facts

    def key(offer: Offer) -> tuple[str, str, str]:
        region = facts.regions.get(offer.area)
        place = _("online") if offer.is_online else region.name if region else ""
        return offer.provider, facts.kinds[offer.kind].name, place

    begins, runs = Counter(map(key, coming)), Counter(map(key, running))
    free: Counter[tuple[str, str, str]] = Counter()
    for offer in coming:
        free[key(offer)] += offer.free
    return tuple((*each, runs[each], begins[each], free[each]) for each in sorted({*begins, *runs}))


# --- what is missing where -------------------------------------------------------------------------------------------
def gaps(asked: Asked) -> Answer:
    """Need beside seats: by type, by municipality with what can be reached, by both, and by section."""
    told = asked.told
    facts, outlook = told.facts, told.outlook
    waiting = [who for who in facts.waiting if not who.has_seat]
    whole = outlook.need(len(waiting), facts.coming)
    offered = {offer.area for offer in asked.facts.coming if not offer.is_online}
    without = sum(area not in offered for area in asked.facts.regions)
    by_kind = _by_kind(told)
    return Answer(
        "luecken", _("Welche Kurse fehlen wo?"),
        " ".join(filter(None, (_gap_words(asked, whole), _most_wanted(by_kind), _without_words(asked, without)))),
        (by_kind, _by_region(told), *_by_both(told), _by_section(told)),
        figures=(
            Figure("waiting", _("Wartende ohne Platz"), asked.number(len(waiting)), _("Menschen")),
            Figure("gap", _("fehlende Plätze, erwartet"), round(whole.gap.expected) if whole.gap else None,
                   _("Plätze")),
            Figure("without-course", _("Kommunen ohne Kurs, der beginnt"), without, _("Kommunen")),
        ),
        notes=(
            _("Bedarf: alle, die heute ohne Platz warten, und „neu“. Neu sind von den Anmeldungen bis %(until)s so "
              "viele, wie gewöhnlich beginnen, und wer nach dem eigenen Kurs gewöhnlich noch einen beginnt.")
            % {"until": asked.until},
            _("Plätze: freie Plätze der Kurse, die bis dahin beginnen. Es fehlen: Bedarf weniger Plätze."),
            _("„Erreichbar“ zählt freie Plätze in höchstens %(minutes)s Minuten Weg und online; dieselben "
              "Plätze sind auch von anderen Kommunen aus erreichbar.") % {"minutes": facts.travel_limit},
            _("Die Spanne enthält den wahren Wert in 8 von 10 Fällen. Werte unter 0: Es sind Plätze übrig."),
        ),
    )  # fmt: skip


def _gap_words(asked: Asked, whole: Need) -> str:
    if whole.gap is None:
        return _("Wie viele Plätze fehlen werden, ist noch nicht sagbar: Es gibt zu wenige Monate mit Anmeldungen.")
    if whole.gap.expected > 0:
        return _("Bis %(until)s fehlen zusammen etwa %(gap)s Plätze (zwischen %(low)s und %(high)s).") % {
            "until": asked.until, "gap": number(round(whole.gap.expected)), "low": number(whole.gap.low),
            "high": number(whole.gap.high),
        }  # fmt: skip
    return _("Bis %(until)s gibt es zusammen etwa %(spare)s Plätze mehr, als gebraucht werden.") % {
        "until": asked.until, "spare": number(-round(whole.gap.expected)),
    }  # fmt: skip


def _most_wanted(by_kind: Sheet) -> str:
    """The types of which most seats are missing: those to spare elsewhere help nobody there."""
    missing = [(row[MISSING], str(row[0])) for row in by_kind.rows]
    most = sorted(((count, name) for count, name in missing if isinstance(count, int) and count > 0), reverse=True)
    if not most:
        return ""
    named = ", ".join(f"{name} ({number(count)})" for count, name in most[:MOST_NAMED])
    return _("Plätze fehlen bei: %(kinds)s.") % {"kinds": named}


def _without_words(asked: Asked, without: int) -> str:
    if not without:
        return ""
    return ngettext(
        "In einer von %(all)s Kommunen beginnt kein Kurs.", "In %(count)s von %(all)s Kommunen beginnt kein Kurs.",
        without,
    ) % {"count": number(without), "all": number(len(asked.facts.regions))}  # fmt: skip


def _by_kind(told: Asked) -> Sheet:
    facts, outlook = told.facts, told.outlook
    counts = told.by_kind(who.kind for who in facts.waiting if not who.has_seat)
    begin = {offer.kind for offer in facts.coming}
    kinds = [kind for kind in (*facts.kinds, "") if kind in counts or kind in begin]
    factor = outlook.typed_factor()
    needs = [
        outlook.need(
            counts.get(kind, 0), [offer for offer in facts.coming if offer.kind == kind], of_kind(kind), factor,
        )
        for kind in kinds
    ]  # fmt: skip
    shown = told.shown([counts.get(kind, 0) for kind in kinds])
    rows = [
        (told.kind_name(kind), count, *_need_cells(told, need, is_shown=count is not None))
        for kind, count, need in zip(kinds, shown, needs, strict=True)
    ]
    return Sheet(
        _("Bedarf und Plätze nach Kursart"),
        (_("Kursart"), _("warten"), _("neu"), _("von"), _("bis"), _("Bedarf"), _("Plätze"), _("fehlen"), _("von"),
         _("bis")),
        tuple(sorted(rows, key=_most_missing)),
        Drawing(PAIRS, _("Für welche Kursarten reichen die Plätze nicht?"), _("Plätze und Bedarf"), (6, 5)),
    )  # fmt: skip


def _most_missing(row: tuple[Value, ...]) -> int:
    """What is missing most comes first, what is hidden or unknown last."""
    missing = row[MISSING]
    return -missing if isinstance(missing, int) else LAST


def _need_cells(told: Asked, need: Need, *, is_shown: bool) -> tuple[Value, ...]:
    if need.fresh is None or need.gap is None:
        return (str(UNKNOWN), "", "", str(UNKNOWN), need.seats, str(UNKNOWN), "", "")
    if not told.full and (need.small or not is_shown):
        return (None, None, None, None, need.seats, None, None, None)
    return (
        *_cells(need.fresh), round(need.waiting + need.fresh.expected), need.seats, *_cells(need.gap),
    )  # fmt: skip


def _cells(found: Range) -> tuple[Value, ...]:
    return round(found.expected), found.low, found.high


def _by_region(told: Asked) -> Sheet:
    facts, outlook = told.facts, told.outlook
    counts = told.by_area(who.area for who in facts.waiting if not who.has_seat)
    at_place = [offer for offer in facts.coming if not offer.is_online]
    rows = []
    for area, shown in zip(counts, told.shown(list(counts.values())), strict=True):
        here = [offer for offer in at_place if offer.area == area]
        need = outlook.need(counts[area], here, of_area(area))
        cells = _need_cells(told, need, is_shown=shown is not None)
        home = facts.regions[area].home
        reachable: Value = "" if home is None else sum(
            offer.free for offer in facts.coming if reaches(facts, home, offer)
        )  # fmt: skip
        rows.append((facts.regions[area].name, shown, cells[3], need.seats, reachable, *cells[5:]))
    return Sheet(
        _("Bedarf und Plätze nach Kommune"),
        (_("Kommune"), _("warten"), _("Bedarf"), _("Plätze am Ort"), _("erreichbar"), _("fehlen am Ort"), _("von"),
         _("bis")),
        tuple(rows),
    )  # fmt: skip


def _by_both(told: Asked) -> tuple[Sheet, ...]:
    """Who waits where for what; nothing where too few wait at all."""
    facts = told.facts
    found = Counter((who.kind, who.area) for who in facts.waiting if not who.has_seat)
    areas = [area for area in facts.regions if any(where == area for _kind, where in found)]
    kinds = [kind for kind in (*facts.kinds, "") if any(what == kind for what, _area in found)]
    table = [[found[kind, area] for area in areas] for kind in kinds]
    if not table or (not told.full and sum(map(sum, table)) < FEWEST):
        return ()
    hidden = frozenset() if told.full else hidden_cells(table)
    return (
        Sheet(
            _("Wartende nach Kursart und Kommune"),
            (_("Kursart"), *(facts.regions[area].name for area in areas)),
            tuple(
                (told.kind_name(kind),
                 *(None if (row, column) in hidden else count for column, count in enumerate(table[row])))
                for row, kind in enumerate(kinds)
            ),
            Drawing(HEAT, _("Wer wartet wo worauf?"), _("Wartende ohne Platz"), tuple(range(1, len(areas) + 1))),
        ),
    )  # fmt: skip


def _by_section(told: Asked) -> Sheet:
    """Sections of the types that are told apart; within a type nothing hidden can be worked out of its total."""
    facts = told.facts
    begin, free = Counter[tuple[str, int]](), Counter[tuple[str, int]]()
    for offer in facts.coming:
        begin[offer.kind, offer.section] += 1
        free[offer.kind, offer.section] += offer.free
    rows: list[tuple[Value, ...]] = []
    for kind, each in facts.kinds.items():
        found = Counter(who.section for who in facts.waiting if who.kind == kind and not who.has_seat)
        if kind == OTHERS or not found:
            continue
        sections = sorted(found)
        rows += [
            (each.name, str(section), shown, begin[kind, section], free[kind, section])
            for section, shown in zip(sections, told.shown([found[section] for section in sections]), strict=True)
        ]
    heads = (_("Kursart"), _("Abschnitt"), _("warten"), _("Kurse, die beginnen"), _("freie Plätze"))
    return Sheet(_("Wartende und Plätze nach Kursabschnitt"), heads, tuple(rows))
