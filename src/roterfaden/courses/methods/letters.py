"""What the course management writes to providers and to those who get the overview. Words only, nobody is named."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.ui.filters import day as written_day


class CourseLetter(NamedTuple):
    """Subject and text of a mail."""

    subject: str
    text: str


def ask_provider(house: str, name: str, *, count: int, until: date, link: str) -> CourseLetter:
    """The monthly request to look through the own courses."""
    what = ngettext("Wir kennen von Ihnen einen Kurs.", "Wir kennen von Ihnen %(count)s Kurse.", count)
    values = {
        "house": house, "name": name, "link": link, "until": written_day(until, "medium"),
        "what": what % {"count": count},
    }  # fmt: skip
    text = _(
        "Guten Tag,\n\nbitte sehen Sie Ihre Sprachkurse durch: Was stimmt noch, was ist neu, wie viele Plätze sind "
        "frei? %(what)s Diese Nachricht geht an: %(name)s. Sie brauchen keinen Zugang, der Link genügt:\n%(link)s\n\n"
        "Der Link gilt bis %(until)s; geben Sie ihn nur in Ihrer Stelle weiter.\n\n%(house)s"
    )
    return CourseLetter(_("Bitte sehen Sie Ihre Sprachkurse durch"), text % values)


def overview(house: str, *, month: date, lines: Sequence[str], link: str) -> CourseLetter:
    """The courses somebody can still begin, one line each."""
    values = {"house": house, "link": link, "month": month.strftime("%m/%Y"), "count": len(lines)}
    head = ngettext(
        "in diesem Monat ist in einem Sprachkurs noch ein Platz frei.",
        "in diesem Monat sind in %(count)s Sprachkursen noch Plätze frei.",
        len(lines),
    )
    body = "\n".join(f"- {line}" for line in lines)
    text = _("Guten Tag,\n\n%(head)s\n\n%(body)s\n\nDer Stand von heute mit Filtern: %(link)s\n\n%(house)s")
    return CourseLetter(
        _("Sprachkurse mit freien Plätzen, %(month)s") % values, text % (values | {"head": head % values, "body": body})
    )
