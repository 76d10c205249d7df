"""What the desk writes to its own people. Words only; nothing is sent here."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.participation.methods.letters import Letter
from roterfaden.ui.filters import day as written_day


class DueItem(Protocol):
    """Something with a deadline that lies on a desk."""

    @property
    def what(self) -> str: ...

    @property
    def due_on(self) -> date | None: ...

    @property
    def open(self) -> int: ...


def desk_letter(house: str, lines: Sequence[DueItem], *, late: int, link: str) -> Letter:
    """What is late or due on the desk of one person: day, what it is, how many voices wait. No word of any voice."""
    listed = "\n".join(f"{written_day(line.due_on, 'medium')}  {line.what}: {_waiting(line.open)}" for line in lines)
    head = _("auf Ihrem Tisch liegen Beiträge, die in den nächsten sieben Tagen eine Antwort brauchen:")
    if late:
        many = ngettext("Eine Frist ist abgelaufen.", "%(count)s Fristen sind abgelaufen.", late)
        head = f"{head} {many % {'count': late}}"
    text = _("Guten Tag,\n\n%(head)s\n\n%(listed)s\n\nIhr Tisch:\n%(link)s\n\n%(house)s")
    return Letter(_("Auf Ihrem Tisch"), text % {"head": head, "listed": listed, "link": link, "house": house})


def _waiting(count: int) -> str:
    return ngettext("%(count)s Beitrag offen", "%(count)s Beiträge offen", count) % {"count": count}
