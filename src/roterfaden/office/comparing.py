"""Konzept: any two versions side by side – the working draft among them – and the concept before this one."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, queries
from roterfaden.concept.enums import MapKind
from roterfaden.concept.forms import ContinueForm, PredecessorForm
from roterfaden.concept.methods.continuing import Titled, most_alike
from roterfaden.concept.models import Concept, Element, ElementMap, Version
from roterfaden.office.concepts import visible_concepts
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.ui.parts import Link
from roterfaden.web.comparing import ALL, CompareForm, comparison_page, summary_sentences
from roterfaden.web.comparing_docx import DOCX, author_of, comparison_docx
from roterfaden.web.pages import actor_of, attempt, get_visible

PAGE_SIZE = 20
SURE = 0.999
"""From this likeness on the kind "same" is proposed, not only the number."""


# --- two versions -------------------------------------------------------------------------------------------------
@require_safe
@opens_with("concept.view_concept")
def compare_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """From the form to the address of a comparison; without a choice the draft with the newest version."""
    concept, versions = _versions(request, slug)
    chosen = next((each for each in versions if each.slug == request.GET.get("zu")), versions[0])
    older = next((each for each in versions if each.slug == request.GET.get("von")), None)
    if older is None:
        older = next((each for each in versions[versions.index(chosen) + 1 :]), chosen)
    address = reverse("office:compare", args=[concept.slug, older.slug, chosen.slug])
    return redirect(f"{address}?zeigen={ALL}" if request.GET.get("zeigen") == ALL else address)


@require_safe
@opens_with("concept.view_concept")
def compare(request: HttpRequest, slug: str, old: str, new: str) -> HttpResponse:
    """Two versions, word by word."""
    concept, before, after, versions = _pair(request, slug, old, new)
    shows_all = request.GET.get("zeigen") == ALL
    in_draft = allowed(actor_of(request), "concept.revise_element", concept) and not after.is_frozen
    page = comparison_page(
        queries.comparison(before, after), shows_all=shows_all,
        href=lambda row: reverse("office:element", args=[row.element_id]) if in_draft and row.new else "",
    )  # fmt: skip
    chosen = {"von": before.slug, "zu": after.slug, "zeigen": ALL if shows_all else ""}
    form = CompareForm(chosen, versions=versions)
    context = {"concept": concept, "page": page, "told": summary_sentences(page.counts), "form": form}
    return office_page(request, "office/concepts/compare.html", context)


@require_safe
@opens_with("concept.view_concept")
def compare_docx(request: HttpRequest, slug: str, old: str, new: str) -> FileResponse:
    """The same as a Word document with tracked changes."""
    _concept, before, after, _all = _pair(request, slug, old, new)
    with translation.override(settings.LANGUAGE_CODE):
        made = comparison_docx(
            queries.comparison(before, after), author=author_of(request), made_at=timezone.now(),
            language=settings.LANGUAGE_CODE,
        )  # fmt: skip
    name = f"aenderungen-{before.slug}-{after.slug}.docx"
    return FileResponse(made, as_attachment=True, filename=name, content_type=DOCX)


def _versions(request: HttpRequest, slug: str) -> tuple[Concept, list[Version]]:
    """A concept this person may read, its working draft and then its versions, newest first."""
    concept = get_visible(visible_concepts(request).select_related("process", "predecessor"), slug=slug)
    frozen = queries.versions(concept).select_related("concept")
    return concept, [queries.working_draft(concept), *frozen]


def _pair(request: HttpRequest, slug: str, old: str, new: str) -> tuple[Concept, Version, Version, list[Version]]:
    concept, versions = _versions(request, slug)
    found = {version.slug: version for version in versions}
    if old not in found or new not in found:
        raise Http404
    return concept, found[old], found[new], versions


# --- the concept before -------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_concept")
def predecessor(request: HttpRequest, slug: str) -> HttpResponse:
    """What of the predecessor continues in the working draft, twenty elements a page; each row is a form."""
    concept = get_visible(visible_concepts(request).select_related("process", "predecessor"), slug=slug)
    may_write = allowed(actor_of(request), "concept.continue_element", concept)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    before = queries.predecessor_version(concept)
    if before is None:
        return office_page(request, "office/concepts/predecessor_none.html", {"concept": concept, "may": may_write})
    draft = queries.working_draft(concept)
    found = queries.continuing(before, draft)
    only_open = request.GET.get("zeigen") == "offen"
    listed = [row for row in found.rows if row.is_open] if only_open else list(found.rows)
    page = Paginator(listed, PAGE_SIZE).get_page(request.GET.get("seite"))
    numbered = queries.numbered_elements(draft)
    shown = list(page.object_list)
    if request.method == "POST":  # what was sent, even if a colleague has mapped some of it meanwhile
        shown = [row for row in found.rows if f"e{row.element_id}-kind" in request.POST]
    forms = _forms(request, shown, numbered)
    checked = [form.is_valid() for _row, form in forms]  # every row, so that every mistake is shown at once
    if request.method == "POST" and all(checked):
        saved = _save(request, concept, forms)
        if saved is not None:
            messages.success(request, _("Gespeichert: %(count)s Zuordnungen.") % {"count": saved})
            return redirect(request.get_full_path())
    wrong = any(form.errors for _row, form in forms)
    context = {
        "concept": concept, "found": found, "page": page, "forms": forms, "only_open": only_open,
        "numbered": numbered, "may_write": may_write, "wrong": wrong,
    }  # fmt: skip
    return office_page(request, "office/concepts/predecessor.html", context, status=422 if wrong else 200)


def _forms(
    request: HttpRequest, rows: list[queries.FormerElement], numbered: dict[str, tuple[int, str, str]]
) -> list[tuple[queries.FormerElement, ContinueForm]]:
    among = [Titled(pk, kind, title) for pk, kind, title in numbered.values()]
    open_rows = [Titled(row.element_id, row.kind, row.title) for row in rows if row.is_open]
    alike = most_alike(open_rows, among)
    numbers = {pk: number for number, (pk, _kind, _title) in numbered.items()}
    elements = {number: pk for number, (pk, _kind, _title) in numbered.items()}
    forms = []
    for row in rows:
        initial: dict[str, Any] = {}
        if row.links:
            targets = ", ".join(link.number for link in row.links if link.number)
            initial = {"kind": row.links[0].kind, "targets": targets, "reason": row.links[0].reason}
        elif like := alike.get(row.element_id):
            kind = MapKind.SAME if like.likeness >= SURE else ""
            initial = {"kind": kind, "targets": numbers[like.key]}
        form = ContinueForm(
            request.POST if request.method == "POST" else None, prefix=f"e{row.element_id}", numbered=elements,
            initial=initial,
        )  # fmt: skip
        forms.append((row, form))
    return forms


def _save(
    request: HttpRequest, concept: Concept, forms: list[tuple[queries.FormerElement, ContinueForm]]
) -> int | None:
    """Everything on the page or nothing; rows left open or left as they are change nothing. None: something refused."""
    saved = 0
    with transaction.atomic():
        for row, form in forms:
            values = form.cleaned_data
            if not values["kind"] or (values["kind"], values["targets"], values["reason"]) == row.said:
                continue
            done = attempt(form, partial(_continue, request, concept, row.element_id, values))
            saved += done is not None
        if any(form.errors for _row, form in forms):
            transaction.set_rollback(True)
            return None
    return saved


def _continue(request: HttpRequest, concept: Concept, element: int, values: dict[str, Any]) -> list[ElementMap]:
    targets = Element.objects.in_bulk(values["targets"])
    return actions.continue_element(
        actor=actor_of(request), from_element=Element.objects.get(pk=element), successor=concept, kind=values["kind"],
        to_elements=[targets[pk] for pk in values["targets"]], reason=values["reason"], now=timezone.now(),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.import_predecessor")
def predecessor_import(request: HttpRequest, slug: str) -> HttpResponse:
    """Take over the concept before from a list of its titles."""
    concept = get_visible(visible_concepts(request).select_related("process", "predecessor", "area"), slug=slug)
    if not allowed(actor_of(request), "concept.import_predecessor", concept):
        raise PermissionDenied
    known = concept.predecessor
    initial = {"title": known.title, "starts_on": known.starts_on, "ends_on": known.ends_on} if known else {}
    form = PredecessorForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: actions.import_predecessor(
            actor=actor_of(request), successor=concept, slug=free_slug(values["title"], Concept.objects.all()),
            title=values["title"], starts_on=values["starts_on"], ends_on=values["ends_on"], entries=values["upload"],
            now=timezone.now(),
        ))  # fmt: skip
        if made:
            told = _("„%(title)s“ ist erfasst. Sagen Sie jetzt, was daraus weitergeht.")
            messages.success(request, told % {"title": made.title})
            return redirect("office:predecessor", concept.slug)
    back = reverse("office:predecessor", args=[concept.slug])
    crumbs = (Link(concept.title, reverse("office:concept_draft", args=[concept.slug])), Link(_("Vorgänger"), back))
    lead = _("Eine Liste der Titel genügt. Danach sagen Sie zu jedem Titel, was daraus wurde.")
    return form_page(request, FormPage(_("Vorgänger erfassen"), form, _("Liste einlesen"), back, crumbs, lead=lead))


urlpatterns: list[URLPattern] = [
    path("konzept/<slug:slug>/vergleich/", compare_choose, name="compare_choose"),
    path("konzept/<slug:slug>/vergleich/<slug:old>/<slug:new>/", compare, name="compare"),
    path("konzept/<slug:slug>/vergleich/<slug:old>/<slug:new>.docx", compare_docx, name="compare_docx"),
    path("konzept/<slug:slug>/vorgaenger/", predecessor, name="predecessor"),
    path("konzept/<slug:slug>/vorgaenger/erfassen/", predecessor_import, name="predecessor_import"),
]
