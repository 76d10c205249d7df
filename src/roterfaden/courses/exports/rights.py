"""The paper on which a person reads what is known of them: in their language what it is, in German what it says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from roterfaden.courses.methods.rights import LISTS, ToldCandidate
from roterfaden.kernel.time import local_day
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import day as written_day

TEMPLATE = "ui/typst/papers.typ"


def told_pdf(told: ToldCandidate, *, language: str, site: str, made_at: datetime) -> bytes:
    """PDF/UA-1: two sentences in the person's language where the house speaks it, then everything in German."""
    known = {code for code, _name in settings.LANGUAGES}
    reading = language if language in known else settings.LANGUAGE_CODE
    parts = []
    for each in dict.fromkeys((reading, settings.LANGUAGE_CODE)):
        with translation.override(each):
            parts.append(_part(each, _("Was wir über Sie wissen"), code=told.code, above=[
                _("Das ist alles, was für die Sprachkurse über Sie gespeichert ist. Wir ändern, was falsch ist. Sie "
                  "können verlangen, dass wir alles löschen."),
            ]))  # fmt: skip
    with translation.override(settings.LANGUAGE_CODE):
        parts.append(_part(settings.LANGUAGE_CODE, _("Im Einzelnen"), pairs=_words(told) | told.facts, told=told))
        content = {
            "title": _("Auskunft"), "language": settings.LANGUAGE_CODE, "title_language": "", "site": site,
            "day": written_day(local_day(made_at)), "parts": parts,
        }  # fmt: skip
        return pdf(TEMPLATE, content, made_at=made_at)


def _words(told: ToldCandidate) -> dict[str, str]:
    words = told.words
    if words is None:
        return {_("Name und Anschrift"): _("gelöscht")}
    found = {
        _("Name"): words.full_name,
        _("geboren"): ", ".join(filter(None, (written_day(words.born_on), words.birth_place))),
        _("Anschrift"): ", ".join(filter(None, (words.street, f"{words.postcode} {words.town}".strip()))),
        _("Kontakt"): ", ".join(filter(None, (words.phone, words.email))),
        _("Staatsangehörigkeiten"): words.nationalities,
        _("Schule, Beruf, Schriften"): words.schooling,
        _("Bemerkung"): words.remarks,
    }
    return {label: said for label, said in found.items() if said}


def _titles() -> dict[str, str]:
    return {
        "entitlements": _("Berechtigungen"), "tests": _("Einstufungstests"), "seats": _("Plätze"),
        "results": _("Ergebnisse"), "notes": _("Mitteilungen an andere Stellen"),
        "consents": _("Wer was erfahren darf"), "decisions": _("Festlegungen"), "proposals": _("Vorschläge"),
        "openings": _("Wer den Namen geöffnet hat, wozu"), "deletions": _("Wann was gelöscht wird"),
    }  # fmt: skip


def _part(
    language: str, title: str, *, above: list[str] | None = None, code: str = "",
    pairs: Mapping[str, str] | None = None, told: ToldCandidate | None = None,
) -> dict[str, Any]:  # fmt: skip
    titles = _titles()
    sections = [
        {"title": titles[name], "words": [], "pairs": [
            [written_day(row.on) if row.on else _("noch kein Tag"), row.says] for row in getattr(told, name)
        ]}
        for name in LISTS if told is not None and getattr(told, name)
    ]  # fmt: skip
    return {
        "language": language, "title": title, "above": above or [], "code": code, "below": [], "sections": sections,
        "pairs": [list(pair) for pair in (pairs or {}).items()],
    }  # fmt: skip
