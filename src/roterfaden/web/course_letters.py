"""The invitation to a language course, in the language of the person and in German: as accessible PDF, or as a mail.

The letter goes into an envelope with a name on it; a mail may be read by others. So the mail names nobody, and of the
course only what somebody has to know to come: no type of course, no entitlement, no child care.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from babel.dates import get_day_names
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from roterfaden.courses.enums import SeatState
from roterfaden.courses.methods.weekly import WeeklyTime, written_times
from roterfaden.courses.methods.words import PersonWords
from roterfaden.courses.models import CourseRun, Seat
from roterfaden.places.models import Instance
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import current_locale, day

TEMPLATE = "web/typst/invitation.typ"


@dataclass(frozen=True)
class Invitation:
    """What a letter says: the seat (its run with provider, site, type and times at hand), and whom it is sent to."""

    seat: Seat
    words: PersonWords
    language: str
    house: Instance


class Mail(NamedTuple):
    """Subject and text of a mail."""

    subject: str
    text: str


def invitation_mail(seat: Seat, language: str, house: Instance) -> Mail:
    """The same in a mail: the appointment and nothing else."""
    parts: list[str] = []
    subject = ""
    for each in _languages(language):
        with translation.override(each):
            subject = subject or _("Ihr Platz im Sprachkurs")
            parts.append(_mail_part(seat, house))
    return Mail(subject, "\n\n* * *\n\n".join(parts))


def _languages(language: str) -> list[str]:
    return list(dict.fromkeys((language, settings.LANGUAGE_CODE)))


def _mail_part(seat: Seat, house: Instance) -> str:
    run = seat.run
    facts = [(_("Kurs"), run.number), *_where_and_when(run)]
    lines = [f"{label}: {value}" for label, value in facts]
    return "\n\n".join((_("Guten Tag,"), *_offer(seat), "\n".join(lines), _excuse(), _closing(house)))


def invitation_pdf(invitation: Invitation, *, made_at: datetime) -> bytes:
    """PDF/UA-1, one side for each language. The same seat gives the same bytes."""
    languages = _languages(invitation.language)
    parts = []
    for language in languages:
        with translation.override(language):
            parts.append(_part(invitation, language))
    words, house = invitation.words, invitation.house
    content = {
        "title": parts[0]["title"], "language": languages[0], "site": house.name, "parts": parts,
        "address": [line for line in (words.full_name, words.street, f"{words.postcode} {words.town}".strip()) if line],
    }  # fmt: skip
    return pdf(TEMPLATE, content, made_at=made_at)


def _part(invitation: Invitation, language: str) -> dict[str, Any]:
    seat, house = invitation.seat, invitation.house
    return {
        "language": language,
        "title": _("Ihr Platz im Sprachkurs"),
        "greeting": _("Guten Tag %(name)s,") % {"name": invitation.words.full_name},
        "paragraphs": list(_paragraphs(seat)),
        "facts": [list(pair) for pair in _facts(seat.run, with_care=bool(seat.candidate.children))],
        "closing": _closing(house),
    }  # fmt: skip


def _closing(house: Instance) -> str:
    return _("Fragen? Wir helfen Ihnen gern: %(unit)s, %(email)s") % {
        "unit": house.contact_unit, "email": house.contact_email,
    }  # fmt: skip


def _paragraphs(seat: Seat) -> Iterator[str]:
    yield from _offer(seat)
    yield _("Bitte bringen Sie am ersten Tag Ihren Ausweis und Ihre Berechtigung mit.")
    yield _excuse()


def _excuse() -> str:
    return _("Sie können nicht kommen? Sagen Sie uns bitte Bescheid. Dann suchen wir einen anderen Kurs.")


def _offer(seat: Seat) -> Iterator[str]:
    if seat.state == SeatState.RESERVED and seat.expires_on is not None:
        yield _("Für Sie ist ein Platz in einem Sprachkurs reserviert.")
        yield _("Bitte sagen Sie uns bis zum %(day)s, ob Sie kommen. Danach bekommt jemand anderes den Platz.") % {
            "day": day(seat.expires_on)
        }
    else:
        yield _("Sie haben einen Platz in einem Sprachkurs.")


def _facts(run: CourseRun, *, with_care: bool) -> Iterator[tuple[str, str]]:
    yield _("Kurs"), f"{run.course_type.name} ({run.number})"
    yield from _where_and_when(run)
    if with_care and run.child_care:
        yield _("Kinderbetreuung"), _("Ihre Kinder werden während des Kurses betreut.")


def _where_and_when(run: CourseRun) -> Iterator[tuple[str, str]]:
    names = [str(name) for _number, name in sorted(get_day_names("abbreviated", locale=current_locale()).items())]
    times = [WeeklyTime(time.weekday, time.starts, time.ends) for time in run.times.all()]
    yield _("Kursträger"), run.provider.name
    yield _("Ort"), f"{run.site.name}, {run.site.address}"
    yield _("Erster Tag"), day(run.starts_on)
    if times:
        yield _("Unterricht"), written_times(times, names)
