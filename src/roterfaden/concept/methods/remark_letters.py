"""What the house writes to whoever said something to a version. Words only; nothing is sent here.

No mail repeats what somebody said: it says what happened and leads to the page where it stands.
"""

from django.utils.translation import gettext as _

from roterfaden.participation.methods.letters import Letter


def confirm_address(house: str, link: str) -> Letter:
    """Somebody left an address; only whoever reads its mail may have it used."""
    text = _(
        "Guten Tag,\n\njemand möchte unter dieser Adresse erfahren, was aus einer Anmerkung zum Konzept wird. Wenn Sie "
        "das sind, bestätigen Sie es bitte hier:\n%(link)s\n\nWenn nicht, brauchen Sie nichts zu tun. Ohne Bestätigung "
        "löschen wir die Adresse.\n\n%(house)s"
    )
    return Letter(_("Bitte bestätigen: Nachrichten zu Ihrer Anmerkung"), text % {"link": link, "house": house})


def answered(house: str, title: str, link: str) -> Letter:
    """A new version says what became of the remark."""
    text = _(
        "Guten Tag,\n\nSie haben etwas zum Konzept angemerkt. Jetzt gibt es eine neue Fassung: %(title)s. Was aus "
        "Ihrer Anmerkung geworden ist, lesen Sie hier:\n%(link)s\n\n%(house)s"
    )
    return Letter(_("Neues zu Ihrer Anmerkung"), text % {"title": title, "link": link, "house": house})
