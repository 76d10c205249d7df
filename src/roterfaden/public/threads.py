"""The red thread of anything, drawn: where it comes from above, what became of it below."""

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from roterfaden.public.links import address_of
from roterfaden.public.nav import content_language, public_page
from roterfaden.thread.enums import Focus, Station
from roterfaden.thread.queries import Step, Thread, thread_of
from roterfaden.ui.filters import day, number
from roterfaden.ui.parts import Text, ThreadStep

RELATIONS: dict[Station, Text] = {
    Station.THEME: gettext_lazy("zugeordnet zu"),
    Station.CONSIDERATION: gettext_lazy("abgewogen von"),
    Station.WORDING: gettext_lazy("steht jetzt im Konzept als"),
    Station.VERSION: gettext_lazy("festgehalten in"),
    Station.RESOLUTION: gettext_lazy("beraten und beschlossen von"),
    Station.ADOPTION: gettext_lazy("den Kommunen angeboten"),
    Station.INITIATIVE: gettext_lazy("umgesetzt durch"),
    Station.FIGURE: gettext_lazy("gemessen an"),
    Station.ASSESSMENT: gettext_lazy("beurteilt in"),
    Station.CORRECTION: gettext_lazy("nachgesteuert mit"),
    Station.REPORT: gettext_lazy("berichtet in"),
}
MISSING: dict[Station, Text] = {
    Station.VOICE: gettext_lazy("Kein Beitrag nennt diese Stelle. Sie kommt aus der Verwaltung oder aus dem Kreistag."),
    Station.THEME: gettext_lazy("Die Beiträge sind noch keinem Thema zugeordnet."),
    Station.CONSIDERATION: gettext_lazy("Es gibt noch keine Antwort auf die Beiträge."),
    Station.WORDING: gettext_lazy("Der Text des Konzepts hat sich hier nicht geändert."),
    Station.VERSION: gettext_lazy("Es steht noch in keiner veröffentlichten Fassung."),
    Station.RESOLUTION: gettext_lazy("Es wurde noch nicht öffentlich darüber beschlossen."),
    Station.ADOPTION: gettext_lazy("Noch keine Kommune hat geantwortet."),
    Station.INITIATIVE: gettext_lazy("Es gibt noch keine Maßnahme dazu."),
    Station.FIGURE: gettext_lazy("Es gibt noch keine Zahl dazu."),
    Station.ASSESSMENT: gettext_lazy("Es wurde noch nicht überprüft."),
    Station.CORRECTION: gettext_lazy("Bisher wurde nicht nachgesteuert."),
    Station.REPORT: gettext_lazy("Es steht noch in keinem veröffentlichten Bericht."),
}
EXCERPT = 240


@login_not_required
@require_safe
def thread(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The red thread of one thing, from the voices to the report."""
    found = thread_of(Focus(kind), pk) if kind in Focus.values else None
    if found is None:
        raise Http404
    context = {
        "thread": found,
        "kind_label": found.focus.label,
        "origin": knots(found.origin),
        "focus": knots(found.steps[found.position : found.position + 1], current=True) if _has_focus(found) else [],
        "outcome": knots(found.outcome if _has_focus(found) else found.steps),
        "missing": [(station.label, MISSING[station]) for station in found.missing],
    }
    return public_page(request, "public/thread/thread.html", context)


def _has_focus(found: Thread) -> bool:
    return any(step.is_focus for step in found.steps)


def knots(steps: tuple[Step, ...], *, current: bool = False) -> list[ThreadStep]:
    """Steps as knots: one for each station, further things of the same station hang on it as branches."""
    return [_station(Station(station), list(found), current) for station, found in groupby(steps, lambda s: s.station)]


def _station(station: Station, steps: list[Step], current: bool) -> ThreadStep:
    if len(steps) == 1:
        return knot(steps[0], current=current, relation=RELATIONS.get(station, ""))
    rest = next((step.total for step in steps if step.total is not None), len(steps))
    more = next((step for step in steps if step.total is not None), None)
    return ThreadStep(
        kind=station.label,
        title=counted(station, rest),
        url=address_of(more) if more else "",
        relation=RELATIONS.get(station, ""),
        branches=tuple(knot(step) for step in steps if step.total is None),
    )


def knot(step: Step, *, current: bool = False, relation: Text = "") -> ThreadStep:
    """One step as a knot."""
    return ThreadStep(
        kind=step.station.label,
        title=_title(step),
        url=address_of(step),
        on=step.on,
        relation=relation,
        reason=_reason(step),
        role=step.role,
        code=step.code if step.code and step.code not in PROGRESS_CODES else "",
        excerpt=_excerpt(step),
        lang=step.language or (content_language() if step.title else ""),
        current=current,
    )


PROGRESS_CODES = {"not_started", "planned", "under_way", "done", "regular_work", "postponed", "dropped"}
"""Progress of initiatives is told in words; it is no status of a goal."""


def _title(step: Step) -> str:
    if step.title:
        return step.title
    return counted(step.station, step.total or 0)


def counted(station: Station, count: int) -> str:
    """How many things of a station, in words: "412 Beiträge"."""
    match station:
        case Station.VOICE:
            words = ngettext("%(count)s Beitrag", "%(count)s Beiträge", count)
        case Station.THEME:
            words = ngettext("%(count)s Thema", "%(count)s Themen", count)
        case Station.CONSIDERATION:
            words = ngettext("%(count)s Antwort auf Beiträge", "%(count)s Antworten auf Beiträge", count)
        case Station.WORDING:
            words = ngettext("%(count)s Stelle im Text", "%(count)s Stellen im Text", count)
        case Station.VERSION:
            words = ngettext("%(count)s Fassung", "%(count)s Fassungen", count)
        case Station.RESOLUTION:
            words = ngettext("%(count)s Beratung", "%(count)s Beratungen", count)
        case Station.ADOPTION:
            words = ngettext("%(count)s Antwort der Kommunen", "%(count)s Antworten der Kommunen", count)
        case Station.INITIATIVE:
            words = ngettext("%(count)s Maßnahme", "%(count)s Maßnahmen", count)
        case Station.FIGURE:
            words = ngettext("%(count)s Zahl", "%(count)s Zahlen", count)
        case Station.ASSESSMENT:
            words = ngettext("%(count)s Beurteilung", "%(count)s Beurteilungen", count)
        case Station.CORRECTION:
            words = ngettext("%(count)s Gegensteuerung", "%(count)s Gegensteuerungen", count)
        case _:
            words = ngettext("%(count)s Bericht", "%(count)s Berichte", count)
    return words % {"count": number(count)}


def _reason(step: Step) -> str:
    words = step.reason
    if step.until and step.station is Station.CORRECTION:
        words = " ".join([words, _("Bis %(day)s.") % {"day": day(step.until)}])
    return words


def _excerpt(step: Step) -> str:
    if step.value is not None:
        shown = number(step.value.value, step.decimals) if step.value.value is not None else str(step.value.words)
        return f"{shown} {step.unit}"
    if step.tallies:
        return " · ".join(f"{number(tally.count)} {tally.label}" for tally in step.tallies)
    return step.text if len(step.text) <= EXCERPT else step.text[:EXCERPT].rsplit(" ", 1)[0] + " …"
