"""Mails about an appointment. Used by the actions of this room.

Whoever gave no address gets no mail: the page behind the code says the same. A mail is written once for each change
(`once`), so that nobody is told twice.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils import translation

from roterfaden.advice.methods import notices
from roterfaden.advice.methods.notices import Letter, When
from roterfaden.advice.models import Appointment
from roterfaden.advice.queries.appointments import calendar_entry, letter_facts
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.calendar import invitation
from roterfaden.kernel.vault import open_words
from roterfaden.post.actions import write_message

CALENDAR = "text/calendar"
ABOUT = "Beratungstermin"


class AppointmentMail:
    """The mails of one appointment, written in the name of `actor` at `now`, in the language the person reads."""

    def __init__(self, row: Appointment, *, actor: Actor, now: datetime) -> None:
        self.row, self.actor, self.now = row, actor, now

    def confirmed(self) -> None:
        """The time is theirs."""
        self._tell(notices.confirmed, "confirmed", with_date=True)

    def waits(self) -> None:
        """They stand on the waiting list."""
        self._tell(notices.waits, "waits")

    def offered(self, until: datetime) -> None:
        """A time is kept for them until then."""
        self._tell(lambda when: notices.offered(when, until), "offered")

    def moved(self) -> None:
        """The office has chosen another time."""
        self._tell(notices.moved, "moved", with_date=True)

    def called_off(self) -> None:
        """The office has called it off."""
        self._tell(notices.called_off, "called-off", with_date=self.row.starts_at is not None)

    def reminder(self) -> None:
        """It is near."""
        self._tell(notices.reminder, "reminder")

    def _tell(self, words: Callable[[When], Letter], occasion: str, *, with_date: bool = False) -> None:
        if not self.row.address:
            return
        with translation.override(self.row.reading):
            letter = words(letter_facts(self.row))
            enclosed: tuple[tuple[str, str, bytes], ...] = ()
            if with_date:
                enclosed = (("termin.ics", CALENDAR, invitation(calendar_entry(self.row, now=self.now))),)
            write_message(
                actor=self.actor, to=open_words(self.row.address), subject=letter.subject, text=letter.text,
                language=self.row.reading, about=ABOUT, attachments=enclosed, now=self.now,
                once=f"appointment:{self.row.uid}:{occasion}:{self.row.sequence}",
            )  # fmt: skip
