"""What the desk writes: to units that are asked for advice, and to people whose voice has news. Words only.

No mail repeats what somebody said or what was answered: it says what happened and leads to the page.
"""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.participation.methods.letters import Letter
from roterfaden.ui.filters import day as written_day
from roterfaden.weighing.enums import NewsKind


def ask_unit(house: str, unit: str, *, voices: int, due_on: date, until: date, link: str, is_reminder: bool) -> Letter:
    """The request, or the reminder that it is not answered yet."""
    values = {
        "unit": unit, "house": house, "link": link, "count": voices, "due": written_day(due_on, "medium"),
        "until": written_day(until, "medium"),
    }  # fmt: skip
    what = ngettext(
        "wir bitten um Ihren fachlichen Rat zu einem Beitrag.",
        "wir bitten um Ihren fachlichen Rat zu %(count)s Beiträgen.",
        voices,
    )
    subject = _("Bitte um fachlichen Rat bis %(due)s")
    if is_reminder:
        what = ngettext(
            "zu einem Beitrag fehlt noch Ihr fachlicher Rat.",
            "zu %(count)s Beiträgen fehlt noch Ihr fachlicher Rat.",
            voices,
        )
        subject = _("Erinnerung: fachlicher Rat bis %(due)s")
    text = _(
        "Guten Tag,\n\n%(what)s Diese Nachricht geht an: %(unit)s. Sie brauchen keinen Zugang, der Link genügt:\n"
        "%(link)s\n\nBitte antworten Sie bis %(due)s. Sie können zwischendurch speichern. Der Link gilt bis %(until)s; "
        "geben Sie ihn nur in Ihrer Stelle weiter.\n\n%(house)s"
    )
    return Letter(subject % values, text % (values | {"what": what % values}))


def happened(kind: str, number: int, *, is_own: bool) -> str:
    """One sentence about what happened to a voice. A report is about all of them, so its sentence names none."""
    reported = _("Der neue Bericht ist da: was aus den Zielen geworden ist.")
    own = {
        NewsKind.ANSWERED: _("Auf Ihren Beitrag %(number)s gibt es jetzt eine Antwort."),
        NewsKind.CHANGED: _("Die Antwort auf Ihren Beitrag %(number)s hat sich geändert."),
        NewsKind.DECIDED: _("Die Politik hat über eine Stelle entschieden, an der Ihr Beitrag %(number)s steht."),
        NewsKind.MOVED: _("Es gibt neue Zahlen zu einem Ziel, bei dem Ihr Beitrag %(number)s steht."),
        NewsKind.REPORTED: reported,
    }
    others = {
        NewsKind.ANSWERED: _("Auf Beitrag %(number)s gibt es jetzt eine Antwort."),
        NewsKind.CHANGED: _("Die Antwort auf Beitrag %(number)s hat sich geändert."),
        NewsKind.DECIDED: _("Die Politik hat über eine Stelle entschieden, an der Beitrag %(number)s steht."),
        NewsKind.MOVED: _("Es gibt neue Zahlen zu einem Ziel, bei dem Beitrag %(number)s steht."),
        NewsKind.REPORTED: reported,
    }
    return str((own if is_own else others)[NewsKind(kind)] % {"number": number})


def news_letter(house: str, sentences: Sequence[str], *, link: str, stop: str) -> Letter:
    """Everything new for one address on one day."""
    text = _(
        "Guten Tag,\n\nSie haben uns Ihre Adresse gegeben, um zu erfahren, was aus Beiträgen wird. Das ist neu:\n\n"
        "%(listed)s\n\nHier lesen Sie mehr:\n%(link)s\n\n%(house)s\n\n--\nKeine Nachrichten mehr:\n%(stop)s"
    )
    values = {"listed": "\n".join(f"- {each}" for each in sentences), "link": link, "stop": stop, "house": house}
    return Letter(_("Neues zu Beiträgen, die Sie angehen"), text % values)
