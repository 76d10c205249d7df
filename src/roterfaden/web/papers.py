"""A paper for the bodies as a document to take away: for the office with everything, for outsiders what is public."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from roterfaden.concept.enums import CONCEPT_TEMPLATE
from roterfaden.concept.methods.written import Part, Sheet, WrittenDocument
from roterfaden.concept.queries import word_template
from roterfaden.council.enums import Funding, PaperKind
from roterfaden.council.exports import FORMS, paper_file, paper_json
from roterfaden.council.exports.papers import file_stem
from roterfaden.council.methods.documents import PAPER_TEMPLATE
from roterfaden.council.models import Paper, SignOff
from roterfaden.council.queries import OrderStep, PaperPage
from roterfaden.places.models import Instance
from roterfaden.ui.documents import PACKAGE
from roterfaden.ui.filters import day, number

KEPT = 24 * 60 * 60
"""Seconds a made file is kept."""
Facts = tuple[tuple[str, str], ...]


def paper_document(
    page: PaperPage, house: Instance | None, *, now: datetime, signoffs: Iterable[SignOff] = ()
) -> WrittenDocument:
    """The paper of `page`; what is not in `page` is not in the document. Papers are German whatever the page is in.

    `signoffs` only for the office. A paper the bodies have is dated by its last change, so it is the same on every day.
    """
    paper = page.paper
    with translation.override(settings.LANGUAGE_CODE):
        status = _("öffentlich") if paper.is_public else _("nicht öffentlich")
        on = day(paper.submitted_on) if paper.submitted_on else _("Entwurf")
        subtitle = f"{paper.get_kind_display()} {paper.reference}"
        facts = (
            (_("Vorlagen-Nr."), paper.reference), (_("Art"), str(paper.get_kind_display())), (_("Datum"), on),
            (_("Dezernat"), paper.department), (_("Federführend"), paper.lead_unit),
            (_("Eingebracht von"), paper.proposer), (_("Status"), status),
        )  # fmt: skip
        return WrittenDocument(
            title=paper.title, subtitle=subtitle, language=settings.LANGUAGE_CODE,
            title_language=settings.LANGUAGE_CODE, site=house.name if house else "",
            facts=tuple((label, words) for label, words in facts if words), lead=_refers(paper),
            contents=_("Inhalt"), foot=f"{paper.reference} · {on}",
            parts=tuple(_parts(page, tuple(signoffs))), sheets=(),
            made_at=paper.modified_at if paper.submitted_on else now,
            more=(
                ("nummer", paper.reference), ("art", str(paper.get_kind_display())), ("datum", on),
                ("dezernat", paper.department or "–"), ("federfuehrend", paper.lead_unit or "–"), ("status", status),
            ),
        )  # fmt: skip


def paper_bytes(page: PaperPage, form: str, document: WrittenDocument, house: Instance | None, address: str) -> bytes:
    """The paper in one of `FORMS`; files that are set are kept for a day, so the same one is set once."""
    if form == "json":
        return paper_json(page, house=house.name if house else "", address=address)
    key = f"paper:{form}:{_digest(document, form)}"
    made: bytes | None = cache.get(key)
    if made is None:
        made = paper_file(document, form)
        cache.set(key, made, KEPT)
    return made


def paper_response(made: bytes, paper: Paper, form: str, *, as_attachment: bool = True) -> HttpResponse:
    """The file under the number of the paper."""
    response = HttpResponse(made, content_type=FORMS.get(form, "application/zip"))
    name = f"{file_stem(paper.reference)}.{form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def result_words(step: OrderStep) -> str:
    """How a step ended, with the votes: "unverändert beschlossen (40 Ja, 8 Nein, 2 Enthaltungen)"."""
    if step.resolution is None:
        return ""
    votes = votes_words(step.resolution.yes, step.resolution.no, step.resolution.abstentions)
    return f"{step.result_label} ({votes})" if votes else step.result_label


def votes_words(yes: int | None, no: int | None, abstentions: int | None) -> str:
    """Votes in words; empty when none were counted."""
    if yes is None:
        return ""
    said = {"yes": yes, "no": no or 0, "abstentions": abstentions or 0}
    return _("%(yes)s Ja, %(no)s Nein, %(abstentions)s Enthaltungen") % said


def euros(value: Decimal) -> str:
    """An amount for people: "38.000 Euro"."""
    return f"{number(value, 0 if value == value.to_integral_value() else 2)} Euro"


def money_facts(paper: Paper) -> Facts:
    """What a paper costs and whether the money is there."""
    found = (
        (_("Haushaltsmittel"), str(Funding(paper.funding).label) if paper.funding else ""),
        (_("Kosten insgesamt"), euros(paper.costs_total) if paper.costs_total is not None else ""),
        (_("davon jährlich"), euros(paper.costs_yearly) if paper.costs_yearly is not None else ""),
    )
    return tuple((label, words) for label, words in found if words)


def proposal_heading(paper: Paper) -> str:
    """What the first text of a paper is: a proposal only where somebody decides."""
    words = {
        PaperKind.INFORMATION: _("Kurzfassung"), PaperKind.MOTION: _("Antrag"), PaperKind.QUESTION: _("Anfrage"),
        PaperKind.ANSWER: _("Antwort"),
    }  # fmt: skip
    return words.get(PaperKind(paper.kind), _("Beschlussvorschlag"))


def _refers(paper: Paper) -> str:
    other = paper.refers_to
    if other is None or (paper.is_public and not other.is_public):
        return ""
    said = {"reference": other.reference, "title": other.title}
    if paper.kind == PaperKind.ANSWER:
        return _("Antwort auf die Anfrage %(reference)s: %(title)s") % said
    return _("Bezug: %(reference)s, %(title)s") % said


def _parts(page: PaperPage, signoffs: tuple[SignOff, ...]) -> Iterator[Part]:
    paper = page.paper
    yield _part(proposal_heading(paper), paper.proposal)
    if page.steps:
        yield _part(_("Beratungsfolge"), "", table=_order(page.steps))
    texts = (
        (_("Begründung"), paper.reasons, ()), (_("Beteiligung"), paper.participation, ()),
        (_("Alternativen"), paper.alternatives, ()),
        (_("Finanzielle Auswirkungen"), paper.financial_effects, money_facts(paper)),
        (_("Auswirkungen auf das Klima"), paper.climate_effects, ()),
    )  # fmt: skip
    for title, body, facts in texts:
        if body or facts:
            yield _part(title, body, facts)
    if any(step.votes for step in page.steps):
        yield _part(_("Stimmen je Fraktion"), "", table=_groups(page.steps))
    if page.annexes:
        yield _part(_("Anlagen"), "", table=_annexes(page))
    if signoffs:
        yield _part(_("Mitzeichnung"), "", table=_signoffs(signoffs))


def _part(title: str, body: str, facts: Facts = (), table: Sheet | None = None) -> Part:
    return Part("", 0, "", title, body, settings.LANGUAGE_CODE, facts, table=table)


def _order(steps: Iterable[OrderStep]) -> Sheet:
    heads = (_("Gremium"), _("Sitzung"), _("TOP"), _("Ö/N"), _("Zuständigkeit"), _("Ergebnis"))
    rows = tuple(
        (
            step.body.name, day(step.on, "medium"), step.consultation.agenda_number,
            _("Ö") if step.is_public else _("N"), step.role_label, result_words(step),
        )
        for step in steps
    )  # fmt: skip
    return Sheet(_("Beratungsfolge"), heads, rows, (30, 16, 9, 7, 18, 28))


def _groups(steps: Iterable[OrderStep]) -> Sheet:
    heads = (_("Gremium"), _("Fraktion oder Gruppe"), _("Ja"), _("Nein"), _("Enthaltungen"))
    rows = tuple(
        (step.body.name, vote.group, str(vote.yes), str(vote.no), str(vote.abstentions))
        for step in steps
        for vote in step.votes
    )
    return Sheet(_("Stimmen je Fraktion"), heads, rows, (30, 36, 10, 10, 18))


def _annexes(page: PaperPage) -> Sheet:
    heads = (_("Nr."), _("Anlage"), _("Herkunft"), _("Status"))
    rows = tuple(
        (
            str(annex.position), annex.title, annex.source,
            _("öffentlich") if annex.is_public else _("nicht öffentlich"),
        )
        for annex in page.annexes
    )  # fmt: skip
    return Sheet(_("Anlagen"), heads, rows, (7, 45, 40, 18))


def _signoffs(found: Iterable[SignOff]) -> Sheet:
    heads = (_("Fachstelle"), _("Antwort"), _("am"), _("Anmerkung"))
    rows = tuple(
        (each.unit.name, signoff_words(each), day(each.signed_on) if each.signed_on else "", each.note)
        for each in found
    )  # fmt: skip
    return Sheet(_("Mitzeichnung"), heads, rows, (34, 22, 18, 40))


def signoff_words(each: SignOff) -> str:
    """What a unit answered."""
    if each.agrees is None:
        return _("noch offen")
    return _("zeichnet mit") if each.agrees else _("zeichnet nicht mit")


def _digest(document: WrittenDocument, form: str) -> str:
    """The checksum of everything that decides how the file looks: its words, and the template."""
    said = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=str)
    look = ""
    if form == "pdf":
        names = ("ui/typst/house.typ", "council/typst/paper.typ")
        look = "".join((PACKAGE / name).read_text(encoding="utf-8") for name in names)
    elif form == "docx":
        template = word_template(PAPER_TEMPLATE)
        look = template.file.sha256 if template and template.file else CONCEPT_TEMPLATE
    return hashlib.sha256(f"{said}\0{look}".encode()).hexdigest()
