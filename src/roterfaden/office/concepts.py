"""Konzept: opening one, the working draft as a tree, wording and placing elements, and frozen versions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, queries
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.forms import ConceptForm, FreezeForm
from roterfaden.concept.models import Concept, Version
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.moderation import PLANNING, own_processes
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.participation.models import OFFICE_ROLES
from roterfaden.ui.parts import Link
from roterfaden.web.comparing import summary_sentences
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(route="office:concept", label=gettext_lazy("Konzept"), position=70, permission="concept.view_concept")


@require_safe
@opens_with("concept.view_concept")
def concepts(request: HttpRequest) -> HttpResponse:
    """All concepts this person may read in the office."""
    rows = visible_concepts(request).select_related("process", "predecessor").order_by("-starts_on", "pk")
    without = own_processes(request, *PLANNING).exclude(pk__in=Concept.objects.exclude(process=None).values("process"))
    return office_page(request, "office/concepts/concepts.html", {"concepts": rows, "waiting": without})


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.open_concept")
def concept_open(request: HttpRequest, slug: str) -> HttpResponse:
    """A concept with its working draft, for a process."""
    process = get_visible(own_processes(request, *OFFICE_ROLES).select_related("area"), slug=slug)
    if not allowed(actor_of(request), "concept.open_concept", Concept(process=process)):
        raise PermissionDenied
    form = ConceptForm(posted(request), concepts=visible_concepts(request))
    if form.is_valid():
        made = attempt(form, lambda: actions.open_concept(
            actor=actor_of(request), process=process, area=process.area, now=timezone.now(),
            slug=free_slug(form.cleaned_data["title"], Concept.objects.all()), **form.cleaned_data,
        ))  # fmt: skip
        if made:
            messages.success(request, _("Das Konzept „%(title)s“ ist angelegt.") % {"title": made.title})
            return redirect("office:concept_draft", made.slug)
    back = reverse("office:process", args=[process.slug])
    crumbs = (Link(_("Verfahren"), reverse("office:processes")), Link(process.title, back))
    lead = _("Der Arbeitsentwurf ist nicht öffentlich. Öffentlich ist, was Sie als Fassung festhalten.")
    return form_page(request, FormPage(_("Konzept anlegen"), form, _("Konzept anlegen"), back, crumbs, lead=lead))


@require_safe
@opens_with("concept.view_concept")
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """The working draft as a tree."""
    concept = get_visible(visible_concepts(request), slug=slug)
    context = {
        "concept": concept,
        "tree": queries.version_tree(queries.working_draft(concept)),
        "may_write": may_write(request, concept),
        "kinds": ElementKind.choices,
    }
    return office_page(request, "office/concepts/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_concept")
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """All frozen versions, and freezing the draft as the next one."""
    concept = get_visible(visible_concepts(request), slug=slug)
    is_writer = may_write(request, concept)
    if request.method == "POST" and not is_writer:
        raise PermissionDenied
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        frozen = attempt(form, lambda: actions.freeze_version(
            actor=actor_of(request), concept=concept, now=timezone.now(),
            slug=free_slug(form.cleaned_data["title"], concept.versions.all()), **form.cleaned_data,
        ))  # fmt: skip
        if frozen is not None:
            messages.success(request, _("Die Fassung „%(title)s“ ist festgehalten.") % {"title": frozen.title})
            return redirect("office:concept_version", concept.slug, frozen.slug)
    context = {
        "concept": concept,
        "versions": queries.versions(concept),
        "form": form,
        "may_write": is_writer,
        "may_consult": allowed(actor_of(request), "concept.view_remarks", concept),
        "open_remarks": queries.open_remarks(concept) if is_writer else 0,
    }
    return office_page(request, "office/concepts/versions.html", context)


@require_safe
@opens_with("concept.view_concept")
def version(request: HttpRequest, slug: str, version_slug: str) -> HttpResponse:
    """One frozen version, with the check of its seal."""
    concept = get_visible(visible_concepts(request), slug=slug)
    rows = Version.objects.filter(concept=concept).frozen().select_related("concept", "based_on")
    frozen = get_visible(rows, slug=version_slug)
    before = queries.versions(concept).filter(number__lt=frozen.number).first()
    context = {
        "concept": concept,
        "tree": queries.version_tree(frozen),
        "version": frozen,
        "is_intact": queries.is_intact(frozen),
        "before": before,
        "told": summary_sentences(queries.change_counts(before, frozen)) if before else [],
        "may_consult": allowed(actor_of(request), "concept.view_remarks", concept),
        "may_open": allowed(actor_of(request), "concept.open_consultation", frozen),
        "consultations": queries.consultations().filter(version=frozen),
        "open_remarks": queries.remarks_open_in(frozen),
    }
    return office_page(request, "office/concepts/version.html", context)


def visible_concepts(request: HttpRequest) -> "QuerySet[Concept]":
    """Concepts of the processes this person works in; those without a process for whoever works county-wide."""
    processes = own_processes(request, *OFFICE_ROLES)
    county_wide = allowed(actor_of(request), "concept.view_concept", Concept())
    return Concept.objects.filter(
        Q(process__in=processes) | Q(process=None) if county_wide else Q(process__in=processes)
    )


def may_write(request: HttpRequest, concept: Concept) -> bool:
    """Whether this person writes the concept."""
    return allowed(actor_of(request), "concept.revise_element", concept)


urlpatterns: list[URLPattern] = [
    path("konzept/", concepts, name="concept"),
    path("verfahren/<slug:slug>/konzept/", concept_open, name="concept_open"),
    path("konzept/<slug:slug>/", draft, name="concept_draft"),
    path("konzept/<slug:slug>/fassungen/", versions, name="concept_versions"),
    path("konzept/<slug:slug>/fassungen/<slug:version_slug>/", version, name="concept_version"),
]
