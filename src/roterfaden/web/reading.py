"""A version of the concept, or what of it concerns one field or municipality, as a document to take away."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roterfaden.concept.exports import written_docx, written_pdf
from roterfaden.concept.methods.written import Part, Sheet, WrittenDocument
from roterfaden.concept.models import Version
from roterfaden.concept.queries import ShownText, word_template
from roterfaden.places.models import Instance
from roterfaden.thread.queries.excerpt import Excerpt
from roterfaden.thread.queries.municipality import LocalFigure
from roterfaden.thread.queries.reading import GoalStanding, Reading, ReadPassage
from roterfaden.ui.codes import STATUSES
from roterfaden.ui.documents import PACKAGE, pdf_response
from roterfaden.ui.filters import day, number
from roterfaden.web.comparing import facts
from roterfaden.web.figures import amount

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "pdf"
FORMS = (PDF, "docx")
KEPT = 60 * 24 * 60 * 60
"""Seconds a made file is kept; the same content is never set twice in that time."""
Facts = tuple[tuple[str, str], ...]


# --- what stands in it --------------------------------------------------------------------------------------------
def version_document(reading: Reading, house: Instance | None) -> WrittenDocument:
    """The whole version: only what is frozen and its texts, so that it is the same on every day."""
    version = reading.version
    return _document(
        reading.version, house, subtitle=version.title, made_at=version.frozen_at or timezone.now(),
        parts=tuple(_part(passage, ()) for passage in reading.passages), sheets=tuple(_targets(reading.passages)),
        about=_about(version),
    )  # fmt: skip


def excerpt_document(excerpt: Excerpt, house: Instance | None, *, name: str, now: datetime) -> WrittenDocument:
    """What concerns the field or municipality of this `name`, with how it stands on the day it is made."""
    version = excerpt.reading.version
    offered = ((_("Angeboten am"), day(excerpt.offered_on)),) if excerpt.offered_on else ()
    return _document(
        version, house, subtitle=_("Auszug: %(name)s") % {"name": name}, made_at=now,
        parts=tuple(_part(passage, tuple(now_facts(passage, excerpt))) for passage in excerpt.passages),
        sheets=(*_targets(excerpt.passages), *_figures(excerpt.figures)),
        about=(*_about(version), (_("Stand"), day(now)), *offered),
    )  # fmt: skip


def _document(
    version: Version, house: Instance | None, *, subtitle: str, made_at: datetime,
    parts: tuple[Part, ...], sheets: tuple[Sheet, ...], about: Facts,
) -> WrittenDocument:  # fmt: skip
    language = get_language() or settings.LANGUAGE_CODE
    lead = _("Beschlossen ist nur der deutsche Text.") if language != settings.LANGUAGE_CODE else ""
    return WrittenDocument(
        title=version.concept.title, subtitle=subtitle, language=language,
        title_language=settings.LANGUAGE_CODE, site=house.name if house else "", facts=about, lead=lead,
        contents=_("Inhalt"), foot=f"{version.title} · {day(version.frozen_at)} · {version.checksum[:12]}",
        parts=parts, sheets=sheets, made_at=made_at,
    )  # fmt: skip


def _about(version: Version) -> Facts:
    return (
        (_("Fassung"), version.title),
        (_("Art"), str(version.get_kind_display())),
        (_("Festgehalten am"), day(version.frozen_at)),
        (_("Prüfsumme"), version.checksum),
    )


def _part(passage: ReadPassage, more: Facts) -> Part:
    text = passage.text
    return Part(
        number=passage.number,
        depth=passage.depth,
        kind=passage.kind_label if passage.kind_label != text.title else "",
        title=text.title,
        body=text.body,
        language=text.language,
        facts=(*facts(passage.standing).items(), *more),
        note=text_note(text),
    )


def text_note(text: ShownText) -> str:
    """How far a text in another language can be trusted; empty for the German wording."""
    if text.is_original:
        return ""
    outdated = _("veraltet: Der deutsche Text ist neuer.") if text.is_outdated else ""
    return _joined(str(text.status_label), outdated)


# --- how it stands now ----------------------------------------------------------------------------------------------
def now_facts(passage: ReadPassage, excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    """What is known today about an element: figure and status, progress, and what the municipality says."""
    if passage.goal is not None:
        yield from goal_facts(passage.goal)
    wide = passage.initiative
    if wide is not None and wide.progress_label:
        yield _("Stand"), _joined(wide.progress_label, wide.reason, day(wide.on))
    yield from place_facts(passage, excerpt)


def place_facts(passage: ReadPassage, excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    """What the municipality of an excerpt says about an element."""
    answer = excerpt.answers.get(passage.element_id)
    if answer is not None:
        yield _("Antwort der Kommune"), ". ".join(part for part in (answer.label, answer.reason) if part)
        if answer.adapted_text:
            yield _("Angepasster Wortlaut"), answer.adapted_text
        if answer.own_target or answer.own_target_on:
            yield _("Eigener Zielwert"), _joined(answer.own_target, day(answer.own_target_on))
        if answer.done_since:
            yield _("Erledigt seit"), str(answer.done_since)
        if answer.joint_unit:
            yield _("Gemeinsam als"), answer.joint_unit
        if answer.resolution_reference:
            decided = (answer.resolution_reference, day(answer.resolved_on))
            yield _("Eigener Beschluss"), ", ".join(part for part in decided if part)
    elif passage.element_id in excerpt.asked:
        yield _("Antwort der Kommune"), _("noch keine Antwort")
    local = excerpt.progress.get(passage.element_id)
    if local is not None:
        yield _("Stand in der Kommune"), _joined(local.label, local.reason, day(local.on))


def goal_facts(goal: GoalStanding) -> Iterator[tuple[str, str]]:
    """The newest figure a goal was judged by, and its status, in words."""
    if goal.latest is not None:
        yield _("Zuletzt"), f"{latest_words(goal)} ({day(goal.latest.on)})"
    if goal.status:
        said = (str(STATUSES[goal.status].word), goal.status_reason, day(goal.reviewed_on))
        yield _("Status"), _joined(*said)


def latest_words(goal: GoalStanding) -> str:
    """The newest figure with its unit, or the sign in its place."""
    if goal.latest is None:
        return ""
    if goal.latest.value is None:
        return str(goal.latest.words)
    return amount(goal.latest.value, goal.target.decimals, goal.target.unit)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _targets(passages: Iterable[ReadPassage]) -> Iterator[Sheet]:
    """All targets in one table, if there is a goal."""
    rows = []
    for passage in passages:
        if not passage.is_goal:
            continue
        said = facts(passage.standing)
        rows.append((
            passage.number, passage.text.title, said.get(_("Gemessen an"), ""), said.get(_("Ausgangswert"), ""),
            "; ".join(said[name] for name in (_("Zielwert"), _("Zwischenziele")) if name in said)
            or _("noch nicht messbar"),
        ))  # fmt: skip
    if rows:
        heads = (_("Nr."), _("Ziel"), _("Gemessen an"), _("Ausgangswert"), _("Zielwert"))
        yield Sheet(_("Ziele"), heads, tuple(rows), (6, 28, 24, 22, 20))


def _figures(found: tuple[LocalFigure, ...]) -> Iterator[Sheet]:
    if found:
        heads = (_("Zahlen"), _("Kommune"), _("Landkreis"), _("Stand"), _("Quelle"))
        yield Sheet(_("Zahlen"), heads, tuple(_figure(each) for each in found), (30, 16, 16, 14, 24))


def _figure(each: LocalFigure) -> tuple[str, ...]:
    def words(value: object, said: object) -> str:
        return str(said) if value is None else amount(value, each.decimals, each.unit)  # type: ignore[arg-type]

    title = _joined(each.title, each.breakdown)
    wide = words(each.county.value, each.county.words) if each.county else ""
    return title, words(each.local.value, each.local.words), wide, day(each.local.on, "medium"), each.source


# --- the file -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class MadeFile:
    """A form a version is offered in; `size` in bytes, None as long as nobody has asked for it.

    `is_checked`: it was set as PDF/UA, which Typst refuses for anything that is not accessible.
    """

    form: str
    size: int | None

    @property
    def is_checked(self) -> bool:
        return self.form == PDF and self.size is not None

    @property
    def size_words(self) -> str:
        """The size for people: "412 kB"."""
        return f"{number(max(round(self.size / 1000), 1))} kB" if self.size else ""


def made_files(version: Version) -> list[MadeFile]:
    """What of a version has been made in the language of the page, with sizes. No query."""
    return [MadeFile(form, cache.get(_size_key(version, form))) for form in FORMS]


def version_file(
    version: Version, form: str, document: WrittenDocument, *, may_make: Callable[[], bool]
) -> bytes | None:
    """The file, from the store if the same was made before; None when it is not there and may not be made now."""
    made = document_bytes(document, form, may_make=may_make)
    if made is not None:
        cache.set(_size_key(version, form), len(made), KEPT)
    return made


def document_bytes(document: WrittenDocument, form: str, *, may_make: Callable[[], bool]) -> bytes | None:
    """A document as "pdf" or "docx". The same document, set by the same program, is made once."""
    key = f"written:{form}:{_digest(document, form)}"
    made: bytes | None = cache.get(key)
    if made is None and may_make():
        made = written_pdf(document) if form == PDF else written_docx(document).read()
        cache.set(key, made, KEPT)
    return made


def file_response(made: bytes, name: str, form: str) -> HttpResponse:
    """The file to keep."""
    if form == PDF:
        return pdf_response(made, name)
    response = HttpResponse(made, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response


def _size_key(version: Version, form: str) -> str:
    return f"written-size:{version.pk}:{version.checksum[:16]}:{get_language()}:{form}"


def _digest(document: WrittenDocument, form: str) -> str:
    """The checksum of everything that decides how the file looks: its words, and the template."""
    said = json.dumps(asdict(document), ensure_ascii=False, sort_keys=True, default=str)
    if form == PDF:
        look = "".join(_read(PACKAGE / name) for name in ("ui/typst/house.typ", "concept/typst/written.typ"))
    else:
        template = word_template()
        look = template.file.sha256 if template and template.file else ""
    return hashlib.sha256(f"{said}\0{look}".encode()).hexdigest()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
