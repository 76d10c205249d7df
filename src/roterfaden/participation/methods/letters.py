"""What the office writes to people who were invited or have registered. Words only; nothing is sent here.

Every text is plain, names the event first, says what happened and gives one link. The caller chooses the language
(`translation.override`); what has no translation yet is German.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from roterfaden.ui.filters import moment


@dataclass(frozen=True)
class EventFacts:
    """What a letter says about an event. `house` signs, `contact` is where to ask."""

    title: str
    starts_at: datetime
    venue: str
    url: str
    house: str
    contact: str


@dataclass(frozen=True)
class Letter:
    """A mail before it is sent."""

    subject: str
    text: str


def confirmation(facts: EventFacts, link: str, *, is_waiting: bool) -> Letter:
    """Somebody has registered, or stands on the waiting list."""
    if is_waiting:
        subject = _("Warteliste: %(event)s")
        said = _("alle Plätze sind vergeben. Sie stehen auf der Warteliste. Wird ein Platz frei, schreiben wir Ihnen.")
    else:
        subject = _("Sie sind angemeldet: %(event)s")
        said = _("Sie sind angemeldet. Den Termin finden Sie im Anhang für Ihren Kalender.")
    return _letter(subject, facts, said, _("Anmeldung ansehen, ändern oder absagen:"), link)


def moved_up(facts: EventFacts, link: str) -> Letter:
    """A seat has become free for somebody who was waiting."""
    said = _("ein Platz ist frei geworden: Sie sind jetzt angemeldet.")
    action = _("Wenn Sie nicht mehr kommen können, sagen Sie bitte ab; dann rückt jemand nach:")
    return _letter(_("Sie haben einen Platz: %(event)s"), facts, said, action, link)


def withdrawn(facts: EventFacts) -> Letter:
    """Somebody has given a seat back."""
    said = _("Ihre Anmeldung ist zurückgenommen. Danke, dass Sie Bescheid gesagt haben.")
    return _letter(_("Abgemeldet: %(event)s"), facts, said, _("Zur Veranstaltung:"), facts.url)


def changed(facts: EventFacts, link: str) -> Letter:
    """Time or place of an event has changed."""
    said = _("Zeit oder Ort haben sich geändert. So gilt es jetzt – auch im Anhang für Ihren Kalender.")
    action = _("Wenn es Ihnen so nicht passt, können Sie hier absagen:")
    return _letter(_("Geändert: %(event)s"), facts, said, action, link)


def called_off(facts: EventFacts, reason: str) -> Letter:
    """An event does not take place."""
    said = _("die Veranstaltung fällt aus. Der Grund: %(reason)s") % {"reason": reason}
    return _letter(_("Fällt aus: %(event)s"), facts, said, _("Zur Veranstaltung:"), facts.url)


def default_invitation(facts: EventFacts) -> Letter:
    """What an invitation says until the office writes its own words: without greeting, place and link."""
    said = _(
        "wir laden Sie herzlich ein. Sagen Sie uns, was gut läuft, was fehlt und was erreicht werden soll. "
        "Was daraus wird, können Sie später mit dem Code auf Ihrer Karte nachlesen."
    )
    return Letter(_("Einladung: %(event)s") % {"event": facts.title}, said)


def invitation(facts: EventFacts, bodies: list[str], link: str, *, is_reminder: bool) -> str:
    """The text of an invitation: each language in turn, then where and when, then the link."""
    opening = [_("Guten Tag,"), ""]
    if is_reminder:
        opening += [_("wir haben noch nichts von Ihnen gehört und erinnern an unsere Einladung."), ""]
    middle = "\n\n* * *\n\n".join(body.strip() for body in bodies)
    closing = ["", _("Bitte sagen Sie hier zu oder ab:"), link, ""]
    return "\n".join([*opening, middle, "", *_where(facts), *closing, *_signature(facts)])


def _letter(subject: str, facts: EventFacts, said: str, action: str, link: str) -> Letter:
    lines = [_("Guten Tag,"), "", said, "", *_where(facts), "", action, link, "", *_signature(facts)]
    return Letter(subject % {"event": facts.title}, "\n".join(lines))


def _where(facts: EventFacts) -> list[str]:
    return [line for line in (facts.title, moment(facts.starts_at), facts.venue) if line]


def _signature(facts: EventFacts) -> list[str]:
    asked = [_("Fragen? %(contact)s") % {"contact": facts.contact}] if facts.contact else []
    return [*asked, "", "--", facts.house]
