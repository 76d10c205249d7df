"""Austausch: a version as Markdown or JSON, out of the program and into an empty draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, queries
from roterfaden.concept.forms import ExchangeForm
from roterfaden.concept.methods.exchange import to_json, to_markdown
from roterfaden.office.concepts import visible_concepts
from roterfaden.office.nav import office_page, opens_with
from roterfaden.web.pages import actor_of, attempt, get_visible

OPENS = "concept.view_concept"
WRITERS = {"md": (to_markdown, "text/markdown"), "json": (to_json, "application/json")}


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def exchange(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version to take away; a file to bring in while the draft is empty."""
    concept = get_visible(visible_concepts(request).select_related("process"), slug=slug)
    may_write = allowed(actor_of(request), "concept.import_exchange", concept)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ExchangeForm(data, files)
    if form.is_valid():
        count = attempt(form, lambda: actions.import_exchange(
            actor=actor_of(request), concept=concept, document=form.document, now=timezone.now()
        ))  # fmt: skip
        if count is not None:
            messages.success(request, _("Eingelesen. Elemente im Entwurf: %(count)s.") % {"count": count})
            return redirect("office:concept_draft", concept.slug)
    draft = queries.working_draft(concept)
    context = {
        "concept": concept,
        "versions": [draft, *queries.versions(concept)],
        "form": form,
        "may_import": may_write and not draft.nodes.exists(),
    }
    return office_page(request, "office/word/exchange.html", context)


@require_safe
@opens_with(OPENS)
def exchange_file(request: HttpRequest, slug: str, version_slug: str, ending: str) -> HttpResponse:
    """One version, or the draft, as a file."""
    if ending not in WRITERS:
        raise Http404
    concept = get_visible(visible_concepts(request), slug=slug)
    version = get_visible(concept.versions.select_related("concept"), slug=version_slug)
    write, media_type = WRITERS[ending]
    response = HttpResponse(write(queries.exchanged(version)), content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{concept.slug}-{version.slug}.{ending}"'
    return response


urlpatterns: list[URLPattern] = [
    path("konzept/<slug:slug>/austausch/", exchange, name="exchange"),
    path("konzept/<slug:slug>/austausch/<slug:version_slug>.<str:ending>", exchange_file, name="exchange_file"),
]
