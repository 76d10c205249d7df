"""What a person takes home: the slip with the code, the letter to another place, what is known, the receipt.

Everything is set twice: in German, for whoever reads it in an office, and in the person's language. Nothing is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from roterfaden.advice.enums import ConsentPurpose, RequestKind
from roterfaden.advice.methods import PARTS, Told, consent_text, interface_language
from roterfaden.advice.models import Case, CaseRequest, Consultation, SituationAnalysis
from roterfaden.kernel.codes import readable
from roterfaden.kernel.time import local_day
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import day as written_day

TEMPLATE = "ui/typst/papers.typ"
Content = dict[str, Any]


@dataclass(frozen=True)
class Addressee:
    """Where a letter goes: a place of the directory, or what somebody typed."""

    name: str
    lines: tuple[str, ...] = ()


def code_slip(case: Case, *, site: str, made_at: datetime) -> bytes:
    """The paper with the code of a case: how to find it again, and what the person may ask for."""

    def part(language: str) -> Content:
        return _part(
            language, _("Ihr Code"),
            above=[_("Mit diesem Code finden wir wieder, worüber wir gesprochen haben. Ihr Name steht nirgends.")],
            code=readable(case.code),
            below=[
                _("Bringen Sie den Zettel mit, wenn Sie wiederkommen. Heben Sie ihn gut auf und zeigen Sie ihn sonst "
                  "niemandem."),
                _("Mit dem Code können Sie fragen, was wir aufgeschrieben haben. Sie können es ändern oder löschen "
                  "lassen. Das kostet nichts."),
                _("Ohne neues Gespräch löschen wir alles am %(day)s.") % {"day": written_day(case.delete_on)},
                consent_text(ConsentPurpose.SITUATION),
            ],
        )  # fmt: skip

    return _paper("Ihr Code", (part,), case.language, site=site, made_at=made_at)


def referral_letter(
    talk: Consultation, addressee: Addressee, *, language: str, topics: Sequence[str], site: str, made_at: datetime
) -> bytes:
    """The letter a person brings to another place. It names nobody and carries no code."""

    def for_them(code: str) -> Content:
        facts = [
            (_("An"), ", ".join((addressee.name, *addressee.lines))),
            (_("Es geht um"), ", ".join(topics)),
            (_("Sprache der Person"), talk.language_label),
            (_("Dolmetschen"), _("nötig") if talk.with_interpreter else _("nicht nötig")),
        ]
        said = _(
            "Guten Tag, die Person mit diesem Brief war am %(day)s bei uns in der Beratung. Wir können ihr dabei nicht "
            "selbst weiterhelfen und bitten Sie, sie zu beraten. Wir haben ihren Namen nicht aufgeschrieben."
        )
        return _part(
            code, _("Bitte um Beratung"), above=[said % {"day": written_day(talk.held_on)}], pairs=facts,
            below=[_("Fragen zu diesem Brief beantwortet: %(site)s") % {"site": site}],
        )  # fmt: skip

    def for_you(code: str) -> Content:
        place = ", ".join((addressee.name, *addressee.lines))
        return _part(
            code, _("Für Sie"),
            above=[
                _("Dieser Brief ist für: %(place)s.") % {"place": place},
                _("Geben Sie ihn dort ab. Sie entscheiden selbst, ob Sie das tun. In dem Brief steht nicht Ihr Name, "
                  "nur Ihre Sprache und worum es geht."),
            ],
        )  # fmt: skip

    parts = [_within(settings.LANGUAGE_CODE, for_them), _within(interface_language(language), for_you)]
    return _set("Begleitschreiben", parts, site=site, made_at=made_at)


def told_paper(told: Told, *, language: str, site: str, made_at: datetime) -> bytes:
    """Everything that is known under a code. What was written stands in the words in which it was written."""

    def part(code: str) -> Content:
        return _part(
            code, _("Was wir über Sie wissen"),
            above=[_("Das ist alles, was unter Ihrem Code gespeichert ist. Ihr Name ist nicht dabei.")],
            code=readable(told.code),
            below=[
                _("Ist etwas falsch? Dann ändern wir es. Sie können auch alles löschen lassen. Kommen Sie mit diesem "
                  "Code zu uns."),
            ],
        )  # fmt: skip

    def listed(code: str) -> Content:
        return _part(code, _("Im Einzelnen"), pairs=_known(told), sections=list(_sections(told)))

    reading = interface_language(language)
    parts = [_within(reading, part)]
    if reading != settings.LANGUAGE_CODE:
        parts.append(_within(settings.LANGUAGE_CODE, part))
    parts.append(_within(settings.LANGUAGE_CODE, listed))
    return _set("Auskunft", parts, site=site, made_at=made_at)


def receipt(request: CaseRequest, *, language: str, site: str) -> bytes:
    """The paper that says that a right was used, and what was done. It carries no code."""

    def part(code: str) -> Content:
        words = {
            RequestKind.ACCESS: _("Wir haben Ihnen gesagt, was unter Ihrem Code gespeichert ist."),
            RequestKind.RECTIFICATION: _("Wir haben geändert, was unter Ihrem Code gespeichert ist."),
            RequestKind.ERASURE: _("Wir haben alles gelöscht, was unter Ihrem Code gespeichert war. Den Code gibt es "
                                   "nicht mehr."),
        }  # fmt: skip
        facts = [
            (_("Am"), written_day(local_day(request.handled_at))),
            (_("Nummer"), request.uid.hex[:12]),
            *((label, str(request.counts[name])) for name, label in _count_words().items() if name in request.counts),
        ]
        return _part(code, _("Bestätigung"), above=[words[RequestKind(request.kind)]], pairs=facts)

    return _paper("Bestätigung", (part,), language, site=site, made_at=request.handled_at)


def _count_words() -> dict[str, str]:
    return {"talks": _("Gespräche"), "notes": _("Notizen"), "fields": _("geänderte Angaben")}


def _known(told: Told) -> list[tuple[str, str]]:
    facts = [
        (_("Sprache"), told.language),
        (_("Kommune"), told.area or _("nicht angegeben")),
        (_("angelegt am"), written_day(told.opened_on)),
        (_("abgeschlossen am"), written_day(told.closed_on) if told.closed_on else _("noch nicht")),
        (_("wird gelöscht am"), written_day(told.delete_on)),
        (_("Zweck"), told.purpose),
        (_("Menschen, die das lesen können"), str(told.people)),
    ]
    return [*facts, *((what, _span(given, back)) for what, given, back in told.consents)]


def _span(given: date, back: date | None) -> str:
    if back is None:
        return _("zugestimmt am %(day)s") % {"day": written_day(given)}
    return _("zugestimmt am %(day)s, widerrufen am %(back)s") % {"day": written_day(given), "back": written_day(back)}


def _sections(told: Told) -> Iterable[Content]:
    if told.situation:
        fields = SituationAnalysis._meta.fields
        labels = {field.name: str(field.verbose_name) for field in fields if field.name in PARTS}
        words = [(labels[part], said) for part, said in told.situation.parts().items() if said]
        yield {"title": _("Was Sie erzählt haben"), "words": [], "pairs": words}
    if told.notes:
        yield {"title": _("Notizen"), "words": [], "pairs": [(written_day(on), words) for on, words in told.notes]}
    if told.talks:
        rows = [
            (written_day(talk.held_on), "; ".join([
                talk.place, talk.language, *([_("mit Dolmetschen")] if talk.with_interpreter else []),
                ", ".join(talk.topics), _("%(minutes)s Minuten") % {"minutes": talk.minutes}, talk.result,
            ]))
            for talk in told.talks
        ]  # fmt: skip
        yield {"title": _("Gespräche"), "words": [], "pairs": rows}
    if told.follow_ups:
        rows = [(written_day(due), what) for what, due in told.follow_ups]
        yield {"title": _("Wiedervorlagen"), "words": [], "pairs": rows}
    if told.openings:
        rows = [(written_day(on), why) for on, why in told.openings]
        yield {"title": _("Von anderen im Notfall geöffnet"), "words": [], "pairs": rows}


def _part(
    language: str,
    title: str,
    *,
    above: Sequence[str] = (),
    code: str = "",
    pairs: Sequence[tuple[str, str]] = (),
    sections: Sequence[Content] = (),
    below: Sequence[str] = (),
) -> Content:
    return {
        "language": language, "title": title, "above": list(above), "code": code,
        "pairs": [list(pair) for pair in pairs],
        "sections": [section | {"pairs": [list(pair) for pair in section["pairs"]]} for section in sections],
        "below": list(below),
    }  # fmt: skip


def _within(language: str, part: Callable[[str], Content]) -> Content:
    with translation.override(language):
        return part(language)


def _paper(
    title: str, parts: Iterable[Callable[[str], Content]], language: str, *, site: str, made_at: datetime
) -> bytes:
    """Each part in the person's language, then in German; once where that is the same."""
    languages = dict.fromkeys((interface_language(language), settings.LANGUAGE_CODE))
    made = [_within(each, part) for part in parts for each in languages]
    return _set(title, made, site=site, made_at=made_at)


def _set(title: str, parts: list[Content], *, site: str, made_at: datetime) -> bytes:
    with translation.override(settings.LANGUAGE_CODE):
        content = {
            "title": title, "language": settings.LANGUAGE_CODE, "title_language": "", "site": site,
            "day": written_day(local_day(made_at)), "parts": parts,
        }  # fmt: skip
        return pdf(TEMPLATE, content, made_at=made_at)
