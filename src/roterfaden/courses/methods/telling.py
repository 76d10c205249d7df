"""Reasons of a run as people read them. What is said was calculated (methods.placement.explain); here it gets words.

A reason is kept as plain JSON, so that the page of an old proposal says what was true on its day.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from roterfaden.courses.methods.placement.explain import Difference, Instead, WhyNotOpened, WhyNotPlaced
from roterfaden.courses.methods.placement.hurdles import Hurdle

Json = dict[str, Any]
Names = Callable[[str], str]
"""What people call a course or a person of the instance: number or pseudonym."""

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
BEST = 1e-9
"""Shares below this are the rounding of numbers: no plan is better. One point of a hundred million lies above it."""


@dataclass(frozen=True)
class Reason:
    """Why somebody waits or a course stays closed: `common` is true of many in the same words, `own` of this one."""

    common: str | Promise
    own: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str | Promise, ...]:
        """All of it."""
        return (self.common, *self.own)


NOT_CALCULATED = Reason(gettext_lazy("Für diese Begründung reichte die Rechenzeit nicht."))


def kept_not_placed(why: WhyNotPlaced) -> Json:
    """A reason for one person as JSON."""
    return {
        "possible": list(why.possible),
        "near": [{"course": near.course, "hurdles": [str(each) for each in near.hurdles]} for near in why.near],
        "counts": {str(hurdle): count for hurdle, count in why.counts.items()},
        "fitting": {str(hurdle): count for hurdle, count in why.fitting.items()},
        **_kept_instead(why.instead),
    }


def kept_not_opened(why: WhyNotOpened) -> Json:
    """A reason for one course as JSON."""
    return {"could_sit": why.could_sit, "minimum": why.minimum, **_kept_instead(why.instead)}


def _kept_instead(instead: Instead) -> Json:
    found = instead.difference
    return {"instead": kept_difference(found) if found is not None else None, "is_known": instead.is_known}


def kept_difference(found: Difference) -> Json:
    """What another plan would change, as JSON."""
    names = ("starts", "waits", "moves", "opens", "closes")
    kept = {name: list(getattr(found, name)) for name in names}
    return kept | {"points": round(found.points), "is_exact": found.is_exact}


def why_waits(why: Mapping[str, Any], names: Names, own: str, closed: Collection[str] = ()) -> Reason:
    """Why `own` (an identifier) waits, and what would give this person a seat. `closed`: courses that do not open in
    this plan."""
    if not why:
        return NOT_CALCULATED
    if not why["possible"]:
        return _no_course(why, names)
    count = len(why["possible"])
    possible = ngettext("%(count)s Kurs wäre möglich: %(names)s.", "%(count)s Kurse wären möglich: %(names)s.", count)
    first = possible % {"count": count, "names": _listed(why["possible"], names)}
    instead = why["instead"]
    if instead is not None:
        return Reason(_what_for(instead, own), (first, *_price(instead, names, own)))
    if not why["is_known"]:
        return Reason(_("Ein Kurs wäre möglich; was dafür anders sein müsste, ließ sich in der Zeit nicht rechnen."),
                      (first,))  # fmt: skip
    if set(why["possible"]) <= set(closed):
        return Reason(_("Die möglichen Kurse kommen nicht zustande. Warum, steht beim Vorschlag unter „Kurse“."),
                      (first,))  # fmt: skip
    return Reason(_("Kein Vorschlag, der alle Regeln einhält, gibt dieser Person einen Platz."), (first,))


def _what_for(instead: Mapping[str, Any], own: str) -> str:
    """In a few words, what the seat of one more person would cost."""
    if instead["points"] < 0:  # time ran out before the proposal was the best possible
        return _("Ein Platz wäre möglich, der Vorschlag ist noch nicht der beste: Rechnen Sie ihn noch einmal.")
    if any(name != own for name in instead["waits"]):
        return _("Die Plätze reichen nicht: Für diesen Platz müsste jemand anderes warten.")
    if instead["opens"] or instead["closes"]:
        return _("Für diesen Platz müssten andere Kurse zustande kommen als vorgeschlagen.")
    if instead["moves"]:
        return _("Für diesen Platz müsste jemand anderes in einen anderen Kurs.")
    return _("Nach den Gewichten ist Warten nicht schlechter als der Kurs, der möglich wäre.")


def _no_course(why: Mapping[str, Any], names: Names) -> Reason:
    if not why["counts"]:
        return Reason(_("Es gibt gerade keinen geplanten Kurs."))
    if not why["fitting"]:
        return Reason(_("Kein Kurs dieser Kursart beginnt in nächster Zeit mit dem passenden Abschnitt."))
    most = sorted(why["fitting"].items(), key=lambda pair: (-pair[1], pair[0]))
    said = _("Kurse dieser Kursart gibt es, aber keinen möglichen. Häufigster Grund: %(reason)s.") % {
        "reason": HURDLES[most[0][0]]
    }
    counted = _("Gründe und Zahl der Kurse: %(reasons)s.") % {
        "reasons": "; ".join(f"{HURDLES[hurdle]} ({count})" for hurdle, count in most)
    }
    return Reason(said, (counted, *_nearest(why, names)))


def _nearest(why: Mapping[str, Any], names: Names) -> Iterator[str]:
    """Only courses one condition is missing at, with more the sentence would promise too much; and never the test's."""
    for near in why["near"]:
        if len(near["hurdles"]) == 1 and near["hurdles"] != [Hurdle.LEVEL]:
            yield _("Würde für Kurs %(course)s infrage kommen, wenn %(condition)s.") % {
                "course": names(near["course"]), "condition": WOULD[near["hurdles"][0]],
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
    yield _worse(instead)


def _worse(instead: Mapping[str, Any]) -> str:
    """How much the whole proposal would lose; one that is not yet the best possible may gain."""
    if instead["points"] < 0:
        return _("Der Vorschlag würde dabei besser.")
    told = (
        _("Der Vorschlag wäre insgesamt %(points)s Punkte schlechter.")
        if instead["is_exact"]
        else _("Der Vorschlag wäre insgesamt höchstens %(points)s Punkte schlechter.")
    )
    return told % {"points": instead["points"]}


def why_closed(why: Mapping[str, Any], names: Names) -> Reason:
    """Why a planned course does not open, and what it would take."""
    if not why:
        return NOT_CALCULATED
    numbers = {"could": why["could_sit"], "minimum": why["minimum"]}
    told = _("Für %(could)s Wartende kommt der Kurs infrage, nötig sind %(minimum)s.") % numbers
    if why["could_sit"] < why["minimum"]:
        return Reason(_("Für zu wenige Wartende kommt der Kurs überhaupt infrage."), (told,))
    instead = why["instead"]
    if instead is None and why["is_known"]:
        return Reason(_("Kein Vorschlag, der alle Regeln einhält, füllt den Kurs."), (told,))
    if instead is None:
        return Reason(_("Ob der Kurs sich füllen ließe, ließ sich in der Zeit nicht rechnen."), (told,))
    own = [told, _worse(instead)]
    if instead["waits"]:
        own.append(_("Käme er zustande, müssten warten: %(people)s.") % {"people": _listed(instead["waits"], names)})
    if instead["closes"]:
        own.append(_("Käme er zustande, fiele aus: %(courses)s.") % {"courses": _listed(instead["closes"], names)})
    if instead["points"] < 0:
        return Reason(_("Er ließe sich füllen, der Vorschlag ist noch nicht der beste: Rechnen Sie ihn noch einmal."),
                      tuple(own))  # fmt: skip
    return Reason(_("Er ließe sich füllen, aber der Vorschlag würde im Ganzen nicht besser."), tuple(own))


def gap_words(gap: float, share: str) -> str:
    """How good a plan is proven to be; `share` is the gap as a per cent in the language of the reader, rounded up."""
    if gap < BEST:
        return _("Der Vorschlag ist nachweislich der bestmögliche.")
    return _("Der Vorschlag liegt höchstens %(share)s unter dem bestmöglichen.") % {"share": share}


def _listed(found: list[str], names: Names, most: int = 6) -> str:
    shown = [names(name) for name in found[:most]]
    more = len(found) - len(shown)
    return ", ".join(shown) + (_(" und %(count)s weitere") % {"count": more} if more else "")
