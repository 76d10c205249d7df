"""When coordinators are reminded, and the words of that mail; nothing is sent here."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.participation.methods.letters import Letter
from roterfaden.ui.filters import day as written_day

USUAL_DAYS = (14, 3, -7)
"""Days before the answer is asked for on which a reminder is usual; negative: after it."""
KEEPS = timedelta(days=6)
"""How long after its day a reminder may still go out, for example because no worker ran."""


def reminder_due(days: Iterable[int], *, answer_by: date | None, on: date) -> int | None:
    """Which of the reminders set for an offer is due on a day: the latest whose day has come, unless it is too old.

    So a worker that did not run sends one reminder afterwards, not all that were missed.
    """
    if answer_by is None:
        return None
    come = [each for each in days if answer_by - timedelta(days=each) <= on]
    if not come:
        return None
    latest = min(come)
    return latest if on - (answer_by - timedelta(days=latest)) <= KEEPS else None


def reminder_letter(house: str, *, municipality: str, waiting: int, answer_by: date, on: date, link: str) -> Letter:
    """The reminder for the coordinator of a municipality: how many answers wait, until when, and where."""
    many = ngettext("ein Ziel oder eine Maßnahme", "%(count)s Ziele und Maßnahmen", waiting) % {"count": waiting}
    when = (
        _("Der Landkreis hat bis zum %(day)s um Antwort gebeten.")
        if answer_by >= on
        else _("Der Landkreis hatte bis zum %(day)s um Antwort gebeten.")
    ) % {"day": written_day(answer_by)}
    text = _(
        "Guten Tag,\n\n%(municipality)s hat auf %(many)s noch nicht geantwortet. %(when)s "
        "Ihre Kommune entscheidet selbst: übernehmen, anpassen, schon erledigt oder trifft nicht zu.\n\n"
        "Zu den Antworten:\n%(link)s\n\n%(house)s"
    )
    words = {"municipality": municipality, "many": many, "when": when, "link": link, "house": house}
    return Letter(_("Antwort auf das Angebot: %(municipality)s") % {"municipality": municipality}, text % words)
