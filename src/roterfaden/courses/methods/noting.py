"""What another body may be told of a course: one fact with its day. Nothing else has a place in a note."""

from datetime import date

from django.utils.translation import gettext as _

from roterfaden.courses.enums import NoteFact, SeatState
from roterfaden.ui.filters import day as written_day

FACTS: dict[str, NoteFact] = {
    SeatState.CONFIRMED: NoteFact.REGISTERED,
    SeatState.NO_SHOW: NoteFact.NOT_APPEARED,
    SeatState.STARTED: NoteFact.BEGAN,
    SeatState.INTERRUPTED: NoteFact.INTERRUPTED,
    SeatState.ENDED: NoteFact.ENDED,
}
"""Which fact a state of a seat is."""
STATES = (*FACTS, SeatState.WITHDRAWN)
"""The states of a seat that can be a fact."""


def fact_of(state: str, *, began: bool) -> NoteFact | None:
    """The fact a seat stands for. A seat given back is one only after the course has begun for the person."""
    if state == SeatState.WITHDRAWN:
        return NoteFact.INTERRUPTED if began else None
    return FACTS.get(state)


def sentence(fact: str, on: date) -> str:
    """The fact in one sentence, without the name of the person, the provider or the course."""
    words = {
        NoteFact.REGISTERED: _("Die Person ist seit dem %(day)s zu einem Sprachkurs angemeldet."),
        NoteFact.NOT_APPEARED: _("Die Person ist am %(day)s zum Beginn ihres Sprachkurses nicht erschienen."),
        NoteFact.BEGAN: _("Die Person besucht seit dem %(day)s einen Sprachkurs."),
        NoteFact.INTERRUPTED: _("Die Person nimmt seit dem %(day)s nicht mehr an ihrem Sprachkurs teil."),
        NoteFact.ENDED: _("Die Person hat ihren Sprachkurs am %(day)s beendet."),
    }
    return words[NoteFact(fact)] % {"day": written_day(on)}
