"""Mails about an event to those who were invited or have registered. Used by the actions of this room.

Whoever gave no address gets no mail: the page behind the code says the same. A mail is written once for each occasion
(`once`), so that nobody is told twice.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils import translation

from roterfaden.kernel.actors import Actor
from roterfaden.kernel.calendar import invitation
from roterfaden.kernel.languages import in_language
from roterfaden.participation.methods import INVITATION_PATH, REGISTRATION_PATH, letters
from roterfaden.participation.methods.letters import EventFacts, Letter
from roterfaden.participation.models import Event, Invitee, Registration
from roterfaden.participation.queries import address, appointment, event_facts
from roterfaden.post.actions import write_message

CALENDAR = "text/calendar"


class EventMail:
    """The mails of one event, written in the name of `actor` at `now`."""

    def __init__(self, event: Event, *, actor: Actor, now: datetime) -> None:
        self.event, self.actor, self.now = event, actor, now
        self._facts: EventFacts | None = None

    @property
    def facts(self) -> EventFacts:
        """What every letter says; read once, and only when there is a letter."""
        if self._facts is None:
            self._facts = event_facts(self.event)
        return self._facts

    def registered(self, guest: Registration) -> None:
        """A registration, or a place on the waiting list."""
        self._tell(
            guest,
            lambda link: letters.confirmation(self.facts, link, is_waiting=guest.state == "waiting"),
            about="Anmeldung bestätigt",
            occasion="made",
            with_date=guest.state == "registered",
        )

    def moved_up(self, guest: Registration) -> None:
        """A seat for somebody who was waiting."""
        self._tell(guest, lambda link: letters.moved_up(self.facts, link), about="Nachgerückt", occasion="moved-up")

    def withdrawn(self, guest: Registration) -> None:
        """A seat given back."""
        self._tell(
            guest, lambda _link: letters.withdrawn(self.facts), about="Abmeldung bestätigt", occasion="cancelled",
            with_date=False,
        )  # fmt: skip

    def changed(self, guest: Registration) -> None:
        """Another time or place."""
        occasion = f"changed-{self.event.sequence}"
        self._tell(guest, lambda link: letters.changed(self.facts, link), about="Termin geändert", occasion=occasion)

    def called_off(self, guest: Registration, reason: str) -> None:
        """No event after all."""
        self._tell(
            guest, lambda _link: letters.called_off(self.facts, reason), about="Veranstaltung abgesagt",
            occasion="called-off",
        )  # fmt: skip

    def invite(self, invitee: Invitee, texts: dict[str, Letter], *, is_reminder: bool) -> None:
        """The German text, and below it the one in the language of the invitee where there is one."""
        german = texts[settings.LANGUAGE_CODE]
        own = texts.get(invitee.language)
        bodies = [german.text] + ([own.text] if own and invitee.language != settings.LANGUAGE_CODE else [])
        link = address(INVITATION_PATH.format(code=invitee.code))
        with translation.override(settings.LANGUAGE_CODE):
            text = letters.invitation(self.facts, bodies, link, is_reminder=is_reminder)
        write_message(
            actor=self.actor, to=invitee.email, subject=german.subject, text=text, language=settings.LANGUAGE_CODE,
            about="Erinnerung an eine Einladung" if is_reminder else "Einladung",
            once=f"{'reminder' if is_reminder else 'invitation'}:{self.event.uid}:{invitee.pk}",
            attachments=self._date(), now=self.now,
        )  # fmt: skip

    def _tell(
        self,
        guest: Registration,
        make: Callable[[str], Letter],
        *,
        about: str,
        occasion: str,
        with_date: bool = True,
    ) -> None:
        if not guest.email:
            return
        language = _mail_language(guest.language)
        with translation.override(language):
            letter = make(address(in_language(REGISTRATION_PATH.format(code=guest.code))))
        write_message(
            actor=self.actor, to=guest.email, subject=letter.subject, text=letter.text, language=language, about=about,
            once=f"registration:{self.event.uid}:{guest.pk}:{occasion}", now=self.now,
            attachments=self._date() if with_date else (),
        )  # fmt: skip

    def _date(self) -> tuple[tuple[str, str, bytes], ...]:
        sender = self.facts.contact if "@" in self.facts.contact and " " not in self.facts.contact else ""
        date = appointment(self.event, now=self.now, contact=sender)
        return ((f"{self.event.slug}.ics", CALENDAR, invitation(date)),)


def _mail_language(language: str) -> str:
    """The language of the interface somebody reads; German where there is no such interface."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
