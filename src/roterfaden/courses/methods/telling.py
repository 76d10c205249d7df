"""Reasons of a run as people read them. What is said was calculated (methods.placement.explain); here it gets words.

A reason is kept as plain JSON, so that the page of an old proposal says what was true on its day.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roterfaden.courses.methods.placement.explain import Difference, WhyNotOpened, WhyNotPlaced
from roterfaden.courses.methods.placement.hurdles import Hurdle

Json = dict[str, Any]
Names = Mapping[str, str]
"""Identifiers of the instance → what people call it: course numbers and pseudonyms."""

HURDLES: dict[str, str | Promise] = {
    Hurdle.LEVEL: gettext_lazy("Kursart oder Kursabschnitt passt nicht zur Einstufung"),
    Hurdle.TIME: gettext_lazy("zu einer Tageszeit, zu der die Person nicht kann"),
    Hurdle.WAY: gettext_lazy("zu weit weg oder nicht erreichbar"),
    Hurdle.CHILDCARE: gettext_lazy("zu wenige Plätze in der Kinderbetreuung"),
    Hurdle.WOMEN_ONLY: gettext_lazy("Kurs für Frauen: passt nicht zum Wunsch oder zur Person"),
    Hurdle.ONLINE: gettext_lazy("nur online"),
    Hurdle.ENTITLEMENT: gettext_lazy("keine Berechtigung, die bis zum Beginn gilt"),
    Hurdle.STARTED: gettext_lazy("hat schon begonnen"),
    Hurdle.SEATS: gettext_lazy("kein freier Platz"),
    Hurdle.BARRED: gettext_lazy("von der Koordination für diese Person ausgeschlossen"),
}
WOULD: dict[str, str | Promise] = {
    Hurdle.TIME: gettext_lazy("die Person zu dieser Tageszeit kann"),
    Hurdle.WAY: gettext_lazy("die Person den Weg auf sich nimmt"),
    Hurdle.CHILDCARE: gettext_lazy("der Kurs mehr Plätze in der Kinderbetreuung hat"),
    Hurdle.WOMEN_ONLY: gettext_lazy("Wunsch und Gruppe zusammenpassen"),
    Hurdle.ONLINE: gettext_lazy("die Person online lernen kann"),
    Hurdle.ENTITLEMENT: gettext_lazy("eine Berechtigung vorliegt, die bis zum Beginn gilt"),
    Hurdle.STARTED: gettext_lazy("der Träger noch jemanden aufnimmt"),
    Hurdle.SEATS: gettext_lazy("ein Platz frei wird"),
    Hurdle.BARRED: gettext_lazy("die Koordination den Ausschluss aufhebt"),
}
BEST = 0.00005
"""Shares below this read as "the best possible"."""


def kept_not_placed(why: WhyNotPlaced) -> Json:
    """A reason for one person as JSON."""
    return {
        "possible": list(why.possible),
        "near": [{"course": near.course, "hurdles": [str(each) for each in near.hurdles]} for near in why.near],
        "counts": {str(hurdle): count for hurdle, count in why.counts.items()},
        "instead": kept_difference(why.instead),
    }


def kept_not_opened(why: WhyNotOpened) -> Json:
    """A reason for one course as JSON."""
    return {"could_sit": why.could_sit, "minimum": why.minimum, "instead": kept_difference(why.instead)}


def kept_difference(found: Difference | None) -> Json | None:
    """What another plan would change, as JSON."""
    if found is None:
        return None
    names = ("starts", "waits", "moves", "opens", "closes")
    return {name: list(getattr(found, name)) for name in names} | {"points": round(found.points)}


def why_waits(why: Mapping[str, Any], names: Names, own: str, closed: Collection[str] = ()) -> list[str]:
    """Sentences: why `own` (an identifier) waits, and what would give this person a seat. `closed`: courses that do not
    open in this plan."""
    if not why:
        return []
    if not why["possible"]:
        return [*_no_course(why), *_nearest(why, names)]
    count = len(why["possible"])
    first = ngettext("%(count)s Kurs wäre möglich: %(names)s.", "%(count)s Kurse wären möglich: %(names)s.", count) % {
        "count": count,
        "names": _listed(why["possible"], names),
    }
    instead = why["instead"]
    if instead is None:
        said = [first, _("Kein Vorschlag, der alle Regeln einhält, gibt dieser Person einen Platz.")]
        if set(why["possible"]) <= set(closed):
            said.append(_("Geplant, aber nicht voll genug: Warum, steht unter „Kurse“."))
        return said
    return [first, *_price(instead, names, own)]


def _no_course(why: Mapping[str, Any]) -> Iterator[str]:
    if not why["counts"]:
        yield _("Es gibt gerade keinen geplanten Kurs.")
        return
    most = sorted(why["counts"].items(), key=lambda pair: (-pair[1], pair[0]))
    parts = [f"{HURDLES[hurdle]} ({count})" for hurdle, count in most]
    yield _("Kein Kurs ist möglich. Gründe und Zahl der Kurse: %(reasons)s.") % {"reasons": "; ".join(parts)}


def _nearest(why: Mapping[str, Any], names: Names) -> Iterator[str]:
    """Only courses one condition is missing at, with more the sentence would promise too much; and never the test's."""
    for near in why["near"]:
        if len(near["hurdles"]) == 1 and near["hurdles"] != [Hurdle.LEVEL]:
            yield _("Würde für Kurs %(course)s infrage kommen, wenn %(condition)s.") % {
                "course": names.get(near["course"], near["course"]), "condition": WOULD[near["hurdles"][0]],
            }  # fmt: skip


def _price(instead: Mapping[str, Any], names: Names, own: str) -> Iterator[str]:
    others = [name for name in instead["waits"] if name != own]
    conditions = []
    if others:
        conditions.append(_("dafür %(people)s wartet") % {"people": _listed(others, names)})
    if instead["moves"]:
        conditions.append(_("%(people)s einen anderen Kurs bekommt") % {"people": _listed(instead["moves"], names)})
    if instead["opens"]:
        conditions.append(_("Kurs %(courses)s zustande kommt") % {"courses": _listed(instead["opens"], names)})
    if instead["closes"]:
        conditions.append(_("Kurs %(courses)s nicht zustande kommt") % {"courses": _listed(instead["closes"], names)})
    if conditions:
        words = _(" und ").join(conditions)
        yield _("Würde einen Platz bekommen, wenn %(conditions)s.") % {"conditions": words}
    starts = [name for name in instead["starts"] if name != own]
    if starts:
        yield _("Dann würden auch beginnen: %(people)s.") % {"people": _listed(starts, names)}
    yield _("Der Vorschlag wäre insgesamt %(points)s Punkte schlechter.") % {"points": instead["points"]}


def why_closed(why: Mapping[str, Any], names: Names) -> list[str]:
    """Sentences: why a planned course does not open."""
    if not why:
        return []
    if why["could_sit"] < why["minimum"]:
        told = _("Nur für %(could)s Wartende kommt der Kurs überhaupt infrage, nötig sind %(minimum)s.")
        return [told % {"could": why["could_sit"], "minimum": why["minimum"]}]
    told = _("Für %(could)s Wartende kommt der Kurs infrage, nötig sind %(minimum)s.")
    first = told % {"could": why["could_sit"], "minimum": why["minimum"]}
    instead = why["instead"]
    if instead is None:
        return [first, _("Kein Vorschlag, der alle Regeln einhält, füllt den Kurs.")]
    said = [first, _("Käme er zustande, wäre der Vorschlag %(points)s Punkte schlechter.") % instead]
    if instead["waits"]:
        said.append(_("Dann müssten warten: %(people)s.") % {"people": _listed(instead["waits"], names)})
    if instead["closes"]:
        said.append(_("Dann fiele aus: %(courses)s.") % {"courses": _listed(instead["closes"], names)})
    return said


def gap_words(gap: float, share: str) -> str:
    """How good a plan is proven to be; `share` is the gap as a per cent in the language of the reader, rounded up."""
    if gap < BEST:
        return _("Der Vorschlag ist nachweislich der bestmögliche.")
    return _("Der Vorschlag liegt höchstens %(share)s unter dem bestmöglichen.") % {"share": share}


def _listed(found: list[str], names: Names, most: int = 6) -> str:
    shown = [names.get(name, name) for name in found[:most]]
    more = len(found) - len(shown)
    return ", ".join(shown) + (_(" und %(count)s weitere") % {"count": more} if more else "")
