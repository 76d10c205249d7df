"""The invitation to a language course: in the language of the person, and in German below it, as accessible PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def invitation_pdf(invitation: Invitation, *, made_at: datetime) -> bytes:
    """PDF/UA-1, one side for each language. The same seat gives the same bytes."""
    languages = list(dict.fromkeys((invitation.language, settings.LANGUAGE_CODE)))
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
        "closing": _("Fragen? Wir helfen Ihnen gern: %(unit)s, %(email)s") % {
            "unit": house.contact_unit, "email": house.contact_email,
        },
    }  # fmt: skip


def _paragraphs(seat: Seat) -> Iterator[str]:
    if seat.state == SeatState.RESERVED and seat.expires_on is not None:
        yield _("Für Sie ist ein Platz in einem Sprachkurs reserviert.")
        yield _("Bitte sagen Sie uns bis zum %(day)s, ob Sie kommen. Danach bekommt jemand anderes den Platz.") % {
            "day": day(seat.expires_on)
        }
    else:
        yield _("Sie haben einen Platz in einem Sprachkurs.")
    yield _("Bitte bringen Sie am ersten Tag Ihren Ausweis und Ihre Berechtigung mit.")
    yield _("Sie können nicht kommen? Sagen Sie uns bitte Bescheid. Dann suchen wir einen anderen Kurs.")


def _facts(run: CourseRun, *, with_care: bool) -> Iterator[tuple[str, str]]:
    names = [str(name) for _number, name in sorted(get_day_names("abbreviated", locale=current_locale()).items())]
    times = [WeeklyTime(time.weekday, time.starts, time.ends) for time in run.times.all()]
    yield _("Kurs"), f"{run.course_type.name} ({run.number})"
    yield _("Kursträger"), run.provider.name
    yield _("Ort"), f"{run.site.name}, {run.site.address}"
    yield _("Erster Tag"), day(run.starts_on)
    if times:
        yield _("Unterricht"), written_times(times, names)
    if with_care and run.child_care:
        yield _("Kinderbetreuung"), _("Ihre Kinder werden während des Kurses betreut.")
