"""Muster: templates of processes, from files and from processes; and a process after another one, on a new calendar."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.errors import DomainError
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.moderation import own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.participation import actions, queries
from roterfaden.participation.errors import TemplateFaulty
from roterfaden.participation.forms import CopyForm, TemplateFileForm, TemplateTitleForm
from roterfaden.participation.methods import (
    PlannedDay,
    calendar_of,
    read_template,
    write_template,
)
from roterfaden.participation.models import OFFICE_ROLES, OwnTemplate, Process
from roterfaden.places.queries import county
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted, put_error

form_methods = require_http_methods(["GET", "HEAD", "POST"])
PREVIEW = "vorschau"
"""The button that shows the days without opening anything."""


@require_safe
@opens_with("participation.save_template")
def templates(request: HttpRequest) -> HttpResponse:
    """Built-in templates and the house's own."""
    own = {row.slug: row for row in OwnTemplate.objects.order_by("title", "pk")}
    rows = [(template, own.get(slug)) for slug, template in queries.all_templates().items()]
    return office_page(request, "office/processes/templates.html", {"rows": rows})


@require_safe
@opens_with("participation.save_template")
def template_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A template as a TOML file, to be kept, changed and given on."""
    template = queries.all_templates().get(slug)
    if template is None:
        raise Http404
    return _toml(write_template(template), slug)


@form_methods
@opens_with("participation.save_template")
def template_read(request: HttpRequest) -> HttpResponse:
    """Take a template in from a file; every fault is named with its line."""
    form = TemplateFileForm(posted(request), request.FILES or None)
    faults: tuple[object, ...] = ()
    if form.is_valid():
        try:
            saved = _save(request, form.cleaned_data["file"])
        except TemplateFaulty as error:
            faults = error.faults
            form.add_error("file", _("In der Datei stimmt etwas nicht. Die Zeilen stehen darunter."))
        except DomainError as error:
            put_error(form, error)
        else:
            messages.success(request, _("Das Muster „%(title)s“ ist da.") % {"title": saved.title})
            return redirect("office:process_templates")
    return office_page(request, "office/processes/template_read.html", {"form": form, "faults": faults})


def _save(request: HttpRequest, content: str) -> OwnTemplate:
    return actions.save_template(actor=actor_of(request), slug=_slug_of(content), content=content, now=timezone.now())


def _slug_of(content: str) -> str:
    """The short name of a template: its title. A file with faults is refused here as by the action."""
    return slugify(read_template(content, "").title)[:80] or "muster"


@require_POST
@opens_with("participation.remove_template")
def template_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw a template of one's own away."""
    template = get_visible(OwnTemplate.objects.all(), slug=slug)
    actions.remove_template(actor=actor_of(request), template=template, now=timezone.now())
    messages.success(request, _("Das Muster „%(title)s“ ist entfernt.") % {"title": template.title})
    return redirect("office:process_templates")


@form_methods
@opens_with("participation.save_template")
def process_as_template(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a process as a template of one's own."""
    process = _planned(request, slug)
    form = TemplateTitleForm(posted(request), initial={"title": process.title})
    if form.is_valid():
        title = form.cleaned_data["title"]
        pattern = queries.template_of(process)
        content = write_template(replace(pattern, title=title))
        saved = attempt(form, lambda: actions.save_template(
            actor=actor_of(request), slug=slugify(title)[:80] or "muster", content=content, now=timezone.now()
        ))  # fmt: skip
        if saved:
            messages.success(request, _("Das Muster „%(title)s“ ist gespeichert.") % {"title": saved.title})
            return redirect("office:process_templates")
    lead = _("Gruppen, Abschnitte, Veranstaltungen, Fragen und Aufgaben – nichts Persönliches, keine Beiträge.")
    back = reverse("office:process", args=[process.slug])
    page = FormPage(_("Als Muster speichern"), form, _("Speichern"), back, _crumbs(process), lead)
    return form_page(request, page)


@form_methods
@opens_with("participation.copy_process")
def process_copy(request: HttpRequest, slug: str) -> HttpResponse:
    """A new process after this one: first the new days, then the process."""
    source, area = _planned(request, slug), county()
    if area is None or not allowed(actor_of(request), "participation.copy_process", area):
        raise PermissionDenied
    form = CopyForm(posted(request), source=source)
    days: tuple[PlannedDay, ...] = ()
    if form.is_valid():
        if PREVIEW in request.POST:
            days = calendar_of(queries.template_of(source), form.cleaned_data["opened_on"])
        else:
            made = attempt(form, lambda: actions.copy_process(
                actor=actor_of(request), source=source, area=area, now=timezone.now(),
                slug=free_slug(form.cleaned_data["title"], Process.objects.all()), **form.cleaned_data,
            ))  # fmt: skip
            if made:
                messages.success(request, _("Das Verfahren „%(title)s“ ist eröffnet.") % {"title": made.title})
                return redirect("office:process", made.slug)
    context = {"process": source, "form": form, "days": days, "closed": _closed(days), "crumbs": _crumbs(source)}
    return office_page(request, "office/processes/copy.html", context)


def preview_of(template: str, opened_on: date) -> tuple[PlannedDay, ...]:
    """The days a template would have; nothing for an empty process."""
    pattern = queries.all_templates().get(template)
    return calendar_of(pattern, opened_on) if pattern else ()


def _closed(days: tuple[PlannedDay, ...]) -> int:
    """How many of these days are no working days."""
    return sum(bool(each.closed) for each in days)


def _toml(content: str, slug: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.toml"'
    return response


def _planned(request: HttpRequest, slug: str) -> Process:
    found = get_visible(own_processes(request, *OFFICE_ROLES), slug=slug)
    if not allowed(actor_of(request), "participation.plan_stage", found):
        raise PermissionDenied
    return found


def _crumbs(process: Process) -> tuple[Link, ...]:
    return (
        Link(_("Verfahren"), reverse("office:processes")),
        Link(process.title, reverse("office:process", args=[process.slug])),
    )


urlpatterns: list[URLPattern] = [
    path("verfahren/muster/", templates, name="process_templates"),
    path("verfahren/muster/einlesen/", template_read, name="process_template_read"),
    path("verfahren/muster/<slug:slug>.toml", template_file, name="process_template_file"),
    path("verfahren/muster/<slug:slug>/entfernen/", template_remove, name="process_template_remove"),
    path("verfahren/<slug:slug>/als-muster/", process_as_template, name="process_as_template"),
    path("verfahren/<slug:slug>/kopieren/", process_copy, name="process_copy"),
]
