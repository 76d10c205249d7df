"""Word einlesen: a Word document becomes part of the draft, in three steps – file, what becomes of what, check."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db import transaction
from django.forms import BoundField
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, queries
from roterfaden.concept.enums import BlockKind, ElementKind, WordState
from roterfaden.concept.exports import word_report_rows
from roterfaden.concept.forms import WordBlocksForm, WordFileForm, WordStartForm
from roterfaden.concept.models import Concept, WordBlock, WordDocument
from roterfaden.concept.tasks import IMPORT_WORD
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import write_xlsx
from roterfaden.office.concepts import visible_concepts
from roterfaden.office.jobs import describe
from roterfaden.office.lists import PAGE_SIZE, page_of
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Cell, Column, Link, Row
from roterfaden.web.files import send_file
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "concept.view_concept"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCERPT = 400
ELEMENTS_AT_ONCE = 40
"""Elements that are written while the person waits (about a second); above it a job does it."""

describe(
    IMPORT_WORD,
    back=lambda job: Link(
        gettext_lazy("Zum Bericht über das Dokument"), reverse("office:word", args=[job.arguments["document"]])
    ),
    counts={"elements": gettext_lazy("Elemente stehen im Entwurf")},
)


@dataclass(frozen=True)
class Piece:
    """A piece of the document with its two fields, the place that follows, and what cannot stay so."""

    block: WordBlock
    use: BoundField
    depth: BoundField
    place: str
    is_wrong: bool
    excerpt: str

    @property
    def is_heading(self) -> bool:
        return self.block.kind == BlockKind.HEADING


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def word_new(request: HttpRequest, slug: str) -> HttpResponse:
    """The first step: the file; below it the documents of earlier days."""
    concept = get_visible(visible_concepts(request).select_related("process"), slug=slug)
    _check_writes(request, concept)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = WordFileForm(data, files)
    if form.is_valid():
        document = attempt(form, lambda: actions.open_word_document(
            actor=actor_of(request), concept=concept, upload=form.cleaned_data["upload"], now=timezone.now()
        ))  # fmt: skip
        if document is not None:
            return redirect("office:word_blocks", document.pk)
    context = {"concept": concept, "form": form, "documents": page_of(request, queries.word_documents(concept))}
    return office_page(request, "office/word/new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def word_blocks(request: HttpRequest, pk: int) -> HttpResponse:
    """The second step: what becomes of each piece, 50 on a page. Saving leads to the next page, then to the check."""
    document = _document(request, pk)
    if not document.is_open:
        return redirect("office:word", document.pk)
    mapping = queries.word_mapping(document)
    page = page_of(request, mapping.blocks)
    form = WordBlocksForm(posted(request), blocks=tuple(page.object_list))
    if form.is_valid():
        saved = attempt(form, lambda: actions.map_word_blocks(
            actor=actor_of(request), document=document, choices=form.choices(), now=timezone.now()
        ))  # fmt: skip
        if saved is not None:
            return redirect(_after(request, document, page))
    context = {
        "document": document,
        "form": form,
        "page": page,
        "pieces": _pieces(mapping, form, page),
        "wrong": [(each, _page_of_block(mapping, each)) for each in mapping.wrong],
    }
    return office_page(request, "office/word/blocks.html", context)


def _after(request: HttpRequest, document: WordDocument, page: "Page[WordBlock]") -> str:
    """Where saving leads: the same page again ("nur speichern"), the next one, or the check after the last."""
    here = reverse("office:word_blocks", args=[document.pk])
    if "stay" in request.POST:
        return f"{here}?seite={page.number}"
    if page.has_next():
        return f"{here}?seite={page.next_page_number()}"
    return reverse("office:word", args=[document.pk])


def _page_of_block(mapping: queries.WordMapping, block: WordBlock) -> int:
    return mapping.blocks.index(block) // PAGE_SIZE + 1


def _pieces(mapping: queries.WordMapping, form: WordBlocksForm, page: "Page[WordBlock]") -> list[Piece]:
    places, wrong = mapping.places(), {each.number for each in mapping.wrong}
    return [
        Piece(
            block=block, use=use, depth=depth, place=places.get(block.number, ""), is_wrong=block.number in wrong,
            excerpt=block.plain if len(block.plain) <= EXCERPT else f"{block.plain[:EXCERPT]} …",
        )
        for block in page.object_list
        for use, depth in [form.fields_of(block)]
    ]  # fmt: skip


@require_safe
@opens_with(OPENS)
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The third step before the start; the report after it."""
    document = _document(request, pk)
    if document.is_open:
        return _checked(request, document, WordStartForm(initial={"goal_reason": document.goal_reason}))
    job = Job.objects.filter(kind=IMPORT_WORD, arguments__document=document.pk).order_by("-created_at", "-pk").first()
    rows = queries.word_report(document)
    taken = page_of(request, rows.exclude(element=None))
    context = {
        "document": document,
        "is_stuck": document.state == WordState.RUNNING and (job is None or job.has_ended),
        "job": job,
        "is_mine": job is not None and job.started_by == request.user,
        "State": WordState,
        "taken": taken,
        "columns": [Column(_("Nummer"), numeric=True), Column(_("Im Dokument")), Column(_("Im Entwurf"))],
        "rows": _taken_rows(taken.object_list),
        "left": rows.filter(element=None),
    }
    return office_page(request, "office/word/report.html", context)


def _taken_rows(blocks: Iterable[WordBlock]) -> list[Row]:
    """Number, words, and the element with a link."""
    found = list(blocks)
    titles = queries.element_titles([each.element_id for each in found if each.element_id])
    return [
        (
            each.number,
            Cell(each.plain if len(each.plain) <= EXCERPT else f"{each.plain[:EXCERPT]} …"),
            Cell(
                f"{each.get_use_display()}: {titles.get(each.element_id or 0, '')}",
                url=reverse("office:element", args=[each.element_id]),
            ),
        )
        for each in found
    ]


def _checked(request: HttpRequest, document: WordDocument, form: WordStartForm) -> HttpResponse:
    mapping = queries.word_mapping(document)
    counts = mapping.plan.counts()
    context = {
        "document": document,
        "form": form,
        "counts": [(kind.label, counts[kind]) for kind in ElementKind if counts[kind]],
        "wrong": [(each, _page_of_block(mapping, each)) for each in mapping.wrong],
        "left": queries.word_report(document).filter(use="left"),
        "elements": mapping.plan.elements,
        "taken_before": queries.word_documents(document.concept).filter(file=document.file).exclude(pk=document.pk),
    }
    return office_page(request, "office/word/checked.html", context)


@require_POST
@opens_with(OPENS)
def word_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the document in: a small one at once, a large one in the background. What was broken off goes on."""
    document, actor, now = _document(request, pk), actor_of(request), timezone.now()
    form = WordStartForm(request.POST)
    if document.is_open and not form.is_valid():
        return _checked(request, document, form)
    try:
        with transaction.atomic():
            if document.is_open:
                reason = form.cleaned_data["goal_reason"]
                document = actions.start_word_import(actor=actor, document=document, goal_reason=reason, now=now)
            elements = queries.word_mapping(document).plan.elements
            if len(elements) > ELEMENTS_AT_ONCE:
                title = _("Word-Dokument einlesen (%(count)s Elemente)") % {"count": len(elements)}
                arguments = {"document": document.pk}
                job = start_job(actor=actor, kind=IMPORT_WORD, title=title, arguments=arguments, now=now)
                return redirect("office:job", job.uid)
            actions.import_word_elements(actor=actor, document=document, now=now)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Das Dokument steht im Entwurf."))
    return redirect("office:word", document.pk)


@require_POST
@opens_with(OPENS)
def word_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the mapping away."""
    document = _document(request, pk)
    concept = document.concept
    try:
        actions.discard_word_document(actor=actor_of(request), document=document, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:word", document.pk)
    messages.success(request, _("Das Dokument ist verworfen. Der Entwurf ist unverändert."))
    return redirect("office:word_new", concept.slug)


@require_safe
@opens_with(OPENS)
def word_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document as it came."""
    return send_file(_document(request, pk).file)


@require_safe
@opens_with(OPENS)
def word_report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Every piece of the document with what became of it, as a table to keep."""
    document = _document(request, pk)
    heading, rows = word_report_rows(document)
    response = FileResponse(
        write_xlsx(heading, rows, sheet=_("Bericht"), widths=[8, 14, 60, 24, 60]), content_type=XLSX
    )
    response["Content-Disposition"] = f'attachment; filename="word-{document.pk}-bericht.xlsx"'
    return response


def _document(request: HttpRequest, pk: int) -> WordDocument:
    """A document of a concept this person writes."""
    rows = WordDocument.objects.filter(concept__in=visible_concepts(request))
    document = get_visible(rows.select_related("concept__process", "file", "opened_by"), pk=pk)
    _check_writes(request, document.concept)
    return document


def _check_writes(request: HttpRequest, concept: Concept) -> None:
    if not allowed(actor_of(request), "concept.open_word_document", concept):
        raise PermissionDenied


urlpatterns: list[URLPattern] = [
    path("konzept/<slug:slug>/einlesen/", word_new, name="word_new"),
    path("konzept/einlesen/<int:pk>/", word, name="word"),
    path("konzept/einlesen/<int:pk>/zuordnung/", word_blocks, name="word_blocks"),
    path("konzept/einlesen/<int:pk>/start/", word_start, name="word_start"),
    path("konzept/einlesen/<int:pk>/verwerfen/", word_discard, name="word_discard"),
    path("konzept/einlesen/<int:pk>/dokument/", word_file, name="word_file"),
    path("konzept/einlesen/<int:pk>/bericht.xlsx", word_report, name="word_report"),
]
