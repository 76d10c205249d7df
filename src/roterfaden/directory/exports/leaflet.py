"""The leaflet: what help there is in a municipality, in the language of the page, to print and hand out (PDF/UA-1)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roterfaden.directory.enums import Freshness, StepFree
from roterfaden.directory.queries import ServiceCard
from roterfaden.directory.queries.services import week_of
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import day, lang_name

TEMPLATE = "directory/typst/leaflet.typ"


def leaflet_pdf(cards: Sequence[ServiceCard], *, place: str, house: str, address: str, made_at: datetime) -> bytes:
    """The document. `place` is empty for the whole area, `address` is where the same stands on the net."""
    title = _("Beratung und Hilfe: %(place)s") % {"place": place} if place else _("Beratung und Hilfe")
    content = {
        "title": title,
        "language": get_language() or "de",
        "site": house,
        "day": day(made_at),
        "lead": _("Diese Stellen helfen Ihnen. Immer aktuell im Internet:"),
        "address": address,
        "entries": [_entry(card) for card in cards],
        "none": _("Hier ist noch kein Angebot eingetragen."),
    }
    return pdf(TEMPLATE, content, made_at=made_at)


def _entry(card: ServiceCard) -> dict[str, Any]:
    house = card.service.organisation
    note = _("Beispiel: Diese Einrichtung ist erfunden.") if house.is_fictitious else ""
    return {
        "title": card.title, "text": card.text, "lang": card.lang, "organisation": house.name, "note": note,
        "facts": [{"label": str(label), "words": words} for label, words in _facts(card) if words],
    }  # fmt: skip


def _facts(card: ServiceCard) -> Iterator[tuple[str, str]]:
    service, site = card.service, card.site
    house = service.organisation
    if site is not None:
        yield _("Adresse"), ", ".join(part for part in (site.name, site.street, site.place) if part)
        yield _("Haltestelle"), site.stop
        if site.step_free != StepFree.UNKNOWN:
            yield _("Barrierefreiheit"), str(site.get_step_free_display())
        yield _("Geöffnet"), "; ".join(f"{line.label} {', '.join(line.hours)}" for line in week_of(site) if line.hours)
    yield _("Telefon"), house.phone
    yield _("E-Mail"), house.email
    yield _("Sprachen"), ", ".join(lang_name(code) for code in card.languages)
    yield _("Kosten"), " – ".join(part for part in (str(service.get_cost_display()), service.cost_note) if part)
    if service.by_appointment:
        yield _("Termin"), _("nur mit Termin")
    yield _("Geprüft"), _checked(card)


def _checked(card: ServiceCard) -> str:
    if card.freshness == Freshness.CHECKED:
        return day(card.service.checked_on)
    return str(card.freshness.label)
