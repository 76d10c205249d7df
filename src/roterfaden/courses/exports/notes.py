"""The letter that tells another body one fact about attendance. German, as offices write to each other."""

from django.utils import translation
from django.utils.translation import gettext as _

from roterfaden.courses.enums import Disclosure
from roterfaden.courses.methods.noting import sentence
from roterfaden.courses.methods.words import PersonWords
from roterfaden.courses.models import AttendanceNote
from roterfaden.places.models import Instance
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import day

TEMPLATE = "courses/typst/note.typ"


def note_pdf(note: AttendanceNote, words: PersonWords, house: Instance) -> bytes:
    """PDF/UA-1: who is meant, the fact, where the right to tell stands – and nothing else. The same note gives the same
    bytes. By law the letter is written for the provider, by consent in the coordination's own name.
    """
    with translation.override("de"):
        if note.rule_id is not None:
            origin = _("Wir schreiben im Auftrag des Kursträgers %(name)s.") % {"name": note.seat.run.provider.name}
        else:
            origin = _("Die Person hat dieser Mitteilung zugestimmt.")
        content = {
            "title": _("Mitteilung zur Teilnahme an einem Sprachkurs"), "language": "de", "site": house.name,
            "address": [line.strip() for line in note.addressee.splitlines() if line.strip()],
            "facts": who(note, words),
            "paragraphs": [sentence(note.fact, note.fact_on), origin],
            "basis": _("Grundlage: %(basis)s") % {"basis": note.basis},
            "closing": _("Rückfragen: %(unit)s, %(email)s") % {
                "unit": house.contact_unit, "email": house.contact_email,
            },
            "day": day(note.made_at),
        }  # fmt: skip
        return pdf(TEMPLATE, content, made_at=note.made_at)


def who(note: AttendanceNote, words: PersonWords) -> list[list[str]]:
    """Who is meant: the name, and the day of birth unless the note rests on a consent that does not name it."""
    facts = [[_("Name"), words.full_name]]
    if note.consent is None or Disclosure.BIRTH_DATE in note.consent.agreement.discloses:
        facts.append([_("geboren am"), day(words.born_on)])
    return facts
