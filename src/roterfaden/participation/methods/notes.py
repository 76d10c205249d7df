"""What the office writes to somebody who left an e-mail address with a voice, and to its own people about their tasks.
Words only; nothing is sent here.

No mail repeats what somebody said: it says what happened and leads to the page behind the code.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.participation.methods.letters import Letter
from roterfaden.ui.filters import day as written_day

CARD_PATH = "/karte/{code}/"
ADDRESS_PATH = "/karte/adresse/{token}/"


def confirm_address(house: str, number: int, link: str) -> Letter:
    """Somebody left an address; only whoever reads its mail may have it used."""
    text = _(
        "Guten Tag,\n\njemand möchte unter dieser Adresse erfahren, was aus Beitrag %(number)s wird. Wenn Sie das "
        "sind, bestätigen Sie es bitte hier:\n%(link)s\n\nWenn nicht, brauchen Sie nichts zu tun. Ohne Bestätigung "
        "löschen wir die Adresse nach sieben Tagen.\n\n%(house)s"
    )
    values = {"number": number, "link": link, "house": house}
    return Letter(_("Bitte bestätigen: Nachrichten zu Beitrag %(number)s") % values, text % values)


def news(house: str, number: int, said: str, link: str) -> Letter:
    """Something has happened to a voice; `said` is one sentence."""
    text = _(
        "Guten Tag,\n\nSie haben uns zu Beitrag %(number)s Ihre Adresse hinterlassen. Es gibt etwas Neues:\n%(said)s"
        "\n\nHier lesen Sie mehr:\n%(link)s\n\nDort können Sie Ihre Adresse auch wieder entfernen.\n\n%(house)s"
    )
    values = {"number": number, "said": said, "link": link, "house": house}
    return Letter(_("Neues zu Ihrem Beitrag %(number)s") % values, text % values)


def withheld() -> str:
    """The voice is not shown any more."""
    return _(
        "Wir zeigen Ihren Beitrag zurzeit nicht öffentlich. Warum, und was Sie tun können, steht auf seiner Seite."
    )


def published() -> str:
    """The voice can be read by everybody."""
    return _("Ihr Beitrag ist jetzt veröffentlicht.")


def passages_sealed() -> str:
    """Some words are left out."""
    return _("Wir haben in Ihrem Beitrag Wörter ausgelassen, um Menschen zu schützen.")


def review_answered() -> str:
    """Somebody has looked again."""
    return _("Wir haben Ihren Beitrag noch einmal geprüft. Die Antwort steht auf seiner Seite.")


def digest_letter(house: str, tasks: Iterable[tuple[date, str, str]], *, late: int, link: str) -> Letter:
    """Tasks of one person: day, title, process – the late ones first."""
    listed = "\n".join(f"{written_day(due, 'medium')}  {title} ({process})" for due, title, process in tasks)
    head = _("das steht in Ihren Verfahren in den nächsten sieben Tagen an:")
    if late:
        many = ngettext("Eine Aufgabe ist überfällig.", "%(count)s Aufgaben sind überfällig.", late)
        head = f"{head} {many % {'count': late}}"
    text = _("Guten Tag,\n\n%(head)s\n\n%(listed)s\n\nAlle Aufgaben:\n%(link)s\n\n%(house)s")
    values = {"head": head, "listed": listed, "link": link, "house": house}
    return Letter(_("Ihre Aufgaben in dieser Woche"), text % values)
