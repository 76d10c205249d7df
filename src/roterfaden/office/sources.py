"""Briefe und Interviews: the original once, and every voice in it as a contribution of its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.codes import readable
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import EraseSourceForm, QuoteForm, SourceForm
from roterfaden.participation.models import SourceDocument
from roterfaden.ui.parts import Link
from roterfaden.web.files import send_file
from roterfaden.web.pages import actor_of, attempt, get_visible

OPENS = "participation.view_board"


@require_safe
@opens_with(OPENS)
def sources(request: HttpRequest) -> HttpResponse:
    """All originals of the processes this person moderates."""
    processes = own_processes(request, *MODERATION)
    context = {"rows": page_of(request, queries.sources_of(processes)), "processes": processes}
    return office_page(request, "office/sources/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def source_keep(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep an original; its voices are written down on its own page."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    now = timezone.now()
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SourceForm(data, files, process=process, on=local_day(now), initial={"received_on": local_day(now)})
    if form.is_valid():
        source = attempt(form, lambda: actions.keep_source(
            actor=actor_of(request), process=process, now=now, **form.cleaned_data
        ))  # fmt: skip
        if source is not None:
            messages.success(request, _("Das Original ist aufgenommen. Schreiben Sie nun auf, was darin steht."))
            return redirect("office:source", source.pk)
    crumbs = (
        Link(_("Erfassen"), reverse("office:capture")),
        Link(_("Briefe und Interviews"), reverse("office:sources")),
    )
    return form_page(request, FormPage(
        title=_("Brief oder Interview aufnehmen"), form=form, submit=_("Aufnehmen"), cancel=reverse("office:sources"),
        crumbs=crumbs, lead=_("Zuerst das Original. Danach schreiben Sie jede Aussage darin als eigenen Beitrag auf."),
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One original: what was written down from it, and a form for the next statement."""
    found = _source(request, pk)
    form = QuoteForm(request.POST if request.method == "POST" else None, source=found)
    if form.is_valid():
        voice = attempt(form, lambda: actions.quote_source(
            actor=actor_of(request), source=found, said_on=found.received_on, now=timezone.now(), **form.cleaned_data
        ))  # fmt: skip
        if voice is not None:
            told = _("Beitrag %(number)s ist gespeichert. Code für die Antwort an die Person: %(code)s")
            messages.success(request, told % {"number": voice.number, "code": readable(voice.code.code)})
            return redirect("office:source", found.pk)
    return _source_page(request, found, form=form)


@require_POST
@opens_with(OPENS)
def source_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an original for a reason; its contributions stay."""
    found, form = _source(request, pk), EraseSourceForm(request.POST)
    if form.is_valid():
        erased = attempt(form, lambda: actions.erase_source(
            actor=actor_of(request), source=found, reason=form.cleaned_data["reason"], now=timezone.now()
        ))  # fmt: skip
        if erased is not None:
            messages.success(request, _("Das Original ist gelöscht. Die Beiträge daraus bleiben."))
            return redirect("office:source", found.pk)
    return _source_page(request, found, erase_form=form)


def _source_page(request: HttpRequest, source: SourceDocument, **forms: Any) -> HttpResponse:
    context = {
        "source": source,
        "voices": queries.voices_in(source),
        "form": QuoteForm(source=source),
        "erase_form": EraseSourceForm(),
    }
    return office_page(request, "office/sources/source.html", context | forms)


@require_safe
@opens_with(OPENS)
def source_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The original as it came."""
    kept = _source(request, pk).file
    if kept is None:
        raise Http404
    return send_file(kept, as_attachment="zeigen" not in request.GET)


def _source(request: HttpRequest, pk: int) -> SourceDocument:
    found = queries.sources_of(own_processes(request, *MODERATION))
    return get_visible(found.select_related("process", "file", "actor_group", "area"), pk=pk)


urlpatterns: list[URLPattern] = [
    path("erfassen/originale/", sources, name="sources"),
    path("erfassen/originale/neu/<slug:slug>/", source_keep, name="source_keep"),
    path("erfassen/originale/<int:pk>/", source, name="source"),
    path("erfassen/originale/<int:pk>/loeschen/", source_erase, name="source_erase"),
    path("erfassen/originale/<int:pk>/datei/", source_file, name="source_file"),
]
