"""What is written to those who care for initiatives. Words only; nothing is sent here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.participation.methods.letters import Letter
from roterfaden.ui.filters import day as written_day


@dataclass(frozen=True)
class OwnInitiative:
    """One initiative in the mail: number, title, where (empty: the county), state in words, what is due, the link."""

    number: str
    title: str
    place: str
    state: str
    due: Sequence[str]
    link: str


def owner_letter(house: str, initiatives: Sequence[OwnInitiative], *, until: date) -> Letter:
    """The monthly mail: each initiative with its state, what is due, and its own link. No name of anybody."""
    count = len(initiatives)
    head = ngettext(
        "bitte sagen Sie kurz, wie es um Ihre Maßnahme steht. Sie brauchen dafür keine Anmeldung.",
        "bitte sagen Sie kurz, wie es um Ihre %(count)s Maßnahmen steht. Sie brauchen dafür keine Anmeldung.",
        count,
    ) % {"count": count}
    listed = "\n\n".join(_lines(each) for each in initiatives)
    foot = _(
        "Jeder Link gilt für diese eine Maßnahme, bis %(until)s. Bitte geben Sie ihn nicht weiter: Was Sie damit "
        "melden, wird veröffentlicht. Sie sehen es vorher.\n\n"
        "Sind Sie nicht mehr zuständig? Sagen Sie es uns, dann schreiben wir Ihnen nicht mehr."
    ) % {"until": written_day(until)}
    text = _("Guten Tag,\n\n%(head)s\n\n%(listed)s\n\n%(foot)s\n\n%(house)s")
    return Letter(
        ngettext("Wie steht es um Ihre Maßnahme?", "Wie steht es um Ihre Maßnahmen?", count),
        text % {"head": head, "listed": listed, "foot": foot, "house": house},
    )


def _lines(each: OwnInitiative) -> str:
    name = f"{each.number} {each.title}" + (f" ({each.place})" if each.place else "")
    return "\n".join([name, each.state, *each.due, each.link])
