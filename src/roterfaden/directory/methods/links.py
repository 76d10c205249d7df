"""The link with which an organisation confirms or corrects its entries, and the letter that carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.kernel.links import LinkHolder, SecretLink
from roterfaden.ui.filters import day as written_day

LINK_PATH = "/beratung/angebote/pruefen/{token}/"
LINK_LASTS = timedelta(days=60)

_link = SecretLink("roterfaden.directory.check")
new_link, hash_of = _link.new, _link.hash_of


class LinkedOrganisation(LinkHolder):
    """Whoever opened the link of an organisation: good for the entries of that organisation alone."""


@dataclass(frozen=True)
class Letter:
    """Subject and text of a mail."""

    subject: str
    text: str


def check_letter(house: str, organisation: str, titles: Sequence[str], link: str, *, until: date) -> Letter:
    """The mail to an organisation: which entries wait, one link, until when it opens."""
    count = len(titles)
    head = ngettext(
        "im Verzeichnis der Beratung steht ein Angebot von Ihnen (%(organisation)s). Stimmt noch alles?",
        "im Verzeichnis der Beratung stehen %(count)s Angebote von Ihnen (%(organisation)s). Stimmt noch alles?",
        count,
    ) % {"count": count, "organisation": organisation}
    foot = _(
        "Bestätigen Sie mit einem Klick oder schreiben Sie uns, was sich geändert hat. Sie brauchen dafür keine "
        "Anmeldung. Der Link gilt bis %(until)s."
    ) % {"until": written_day(until)}
    listed = "\n".join(f"– {title}" for title in titles)
    text = _("Guten Tag,\n\n%(head)s\n\n%(listed)s\n\n%(foot)s\n%(link)s\n\n%(house)s")
    return Letter(
        _("Stimmen Ihre Angaben im Verzeichnis noch?"),
        text % {"head": head, "listed": listed, "foot": foot, "link": link, "house": house},
    )
