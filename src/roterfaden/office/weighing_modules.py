"""Textbausteine: words for using again, their wordings, and where each was used."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.errors import DomainError
from roterfaden.office.lists import page_of
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.transfer.enums import Part
from roterfaden.transfer.queries import came_from
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.weighing import actions, queries
from roterfaden.weighing.forms import ModuleForm
from roterfaden.weighing.methods.modules import GAPS
from roterfaden.weighing.models import TextModule

add_entry(route="office:modules", label=gettext_lazy("Textbausteine"), position=64, permission="concept.view_weighing")


@require_safe
@opens_with("concept.view_weighing")
def modules(request: HttpRequest) -> HttpResponse:
    """All modules with how often each was used, and how often changed."""
    return office_page(request, "office/weighing/modules.html", {"rows": queries.module_rows()})


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_weighing")
def module_new(request: HttpRequest) -> HttpResponse:
    """Keep words for using again."""
    form = ModuleForm(posted(request), is_new=True)
    if form.is_bound and form.is_valid():
        made = attempt(form, lambda: actions.add_module(
            actor=actor_of(request), now=timezone.now(), **form.cleaned_data
        ))  # fmt: skip
        if made is not None:
            messages.success(request, _("Der Textbaustein „%(title)s“ ist angelegt.") % {"title": made.title})
            return redirect("office:module", made.pk)
    return office_page(request, "office/weighing/module_new.html", {"form": form, "gaps": GAPS.items()})


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_weighing")
def module(request: HttpRequest, pk: int) -> HttpResponse:
    """One module: its words, its earlier wordings, where it was used."""
    shown = get_visible(TextModule.objects.all(), pk=pk)
    wordings = list(queries.wordings_of(shown))
    present = {name: getattr(wordings[0], name) for name in ("file_reason", "plain_reason")}
    initial = present | {"title": shown.title, "outcome": shown.outcome}
    form = ModuleForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        revised = attempt(form, lambda: actions.revise_module(
            actor=actor_of(request), module=shown, now=timezone.now(), **form.cleaned_data
        ))  # fmt: skip
        if revised is not None:
            messages.success(request, _("Der Textbaustein ist neu gefasst."))
            return redirect("office:module", shown.pk)
    context = {
        "module": shown,
        "wordings": wordings,
        "form": form,
        "gaps": GAPS.items(),
        "page": page_of(request, queries.uses_of(shown)),
        "came_from": came_from(Part.MODULES, [shown.title]).get(shown.title),
    }
    return office_page(request, "office/weighing/module.html", context)


@require_POST
@opens_with("concept.view_weighing")
def module_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a module out of use."""
    shown = get_visible(TextModule.objects.all(), pk=pk)
    try:
        actions.retire_module(actor=actor_of(request), module=shown, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Der Textbaustein wird nicht mehr angeboten."))
    return redirect("office:module", shown.pk)


urlpatterns: list[URLPattern] = [
    path("textbausteine/", modules, name="modules"),
    path("textbausteine/neu/", module_new, name="module_new"),
    path("textbausteine/<int:pk>/", module, name="module"),
    path("textbausteine/<int:pk>/beenden/", module_retire, name="module_retire"),
]
