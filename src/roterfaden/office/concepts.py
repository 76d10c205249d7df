"""Konzept: opening one, the working draft as a tree, wording and placing elements, and frozen versions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, errors, queries
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.forms import (
    ConceptForm,
    FreezeForm,
    MoveElementForm,
    NewElementForm,
    ReviseElementForm,
    WithdrawElementForm,
)
from roterfaden.concept.models import Concept, Element, ElementRevision, Node, Version
from roterfaden.kernel.errors import DomainError
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.moderation import PLANNING, own_processes
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.participation.models import OFFICE_ROLES
from roterfaden.ui.parts import Link
from roterfaden.web.comparing import summary_sentences
from roterfaden.web.pages import actor_of, attempt, get_visible, posted, put_error

add_entry(route="office:concept", label=gettext_lazy("Konzept"), position=70, permission="concept.view_concept")

CONFLICT = 409
WORDS = ("title", "body", "accountable", "starts_on", "ends_on")


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
        "may_write": _may_write(request, concept),
        "kinds": ElementKind.choices,
    }
    return office_page(request, "office/concepts/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_concept")
def element_new(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Write a new element of one kind; `unter` in the address proposes the place."""
    if kind not in ElementKind.values:
        raise Http404
    concept = _writable(request, slug)
    form = NewElementForm(
        request.POST or None, concept=concept, kind=kind, outline=queries.draft_outline(concept),
        initial={"parent": request.GET.get("unter")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = _attempt(form, lambda: actions.add_element(
            actor=actor_of(request), concept=concept, kind=kind, parent_element=form.cleaned_data["parent"],
            field=form.cleaned_data["field"], target=form.target(), now=timezone.now(), **form.words(),
        ))  # fmt: skip
        if made is not None:
            messages.success(request, _("„%(title)s“ steht jetzt im Entwurf.") % {"title": form.cleaned_data["title"]})
            return redirect(f"{reverse('office:concept_draft', args=[concept.slug])}#element-{made.pk}")
    context = {"concept": concept, "kind": ElementKind(kind).label, "form": form}
    return office_page(request, "office/concepts/element_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_concept")
def element(request: HttpRequest, pk: int) -> HttpResponse:
    """Word an element anew. If somebody was faster, both texts stand side by side and nothing is lost."""
    shown, node = _in_draft(request, pk)
    waiting = list(queries.waiting_at(shown))
    form = ReviseElementForm(
        request.POST or None, concept=shown.concept, kind=shown.kind, waiting=waiting, initial=_present(node.revision)
    )
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            revised = _attempt(form, lambda: _revise(request, shown, node, form))
        except errors.StaleRevision as error:
            form, theirs = _after_conflict(request, form, shown, waiting, error), error.theirs
        else:
            if revised is not None:
                messages.success(request, _("„%(title)s“ ist neu gefasst.") % {"title": revised.title})
                return redirect(f"{reverse('office:concept_draft', args=[shown.concept.slug])}#element-{shown.pk}")
    context = {
        "concept": shown.concept,
        "element": shown,
        "node": node,
        "form": form,
        "theirs": theirs,
        "revisions": shown.revisions.select_related("made_by").order_by("-number", "-pk"),
        "siblings": queries.siblings_of(node),
    }
    return office_page(request, "office/concepts/element.html", context, status=CONFLICT if theirs else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.move_element")
def element_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another place in the draft. The buttons "nach oben" and "nach unten" post the same form."""
    shown, node = _in_draft(request, pk)
    above = node.parent.element_id if node.parent else ""
    form = MoveElementForm(
        posted(request), element=shown, outline=queries.draft_outline(shown.concept),
        initial={"parent": above, "position": node.position},
    )  # fmt: skip
    if form.is_valid():
        placed = attempt(form, lambda: actions.move_element(
            actor=actor_of(request), element=shown, parent_element=form.cleaned_data["parent"],
            position=form.cleaned_data["position"], now=timezone.now(),
        ))  # fmt: skip
        if placed:
            told = _("„%(title)s“ hat jetzt die Nummer %(number)s.")
            messages.success(request, told % {"title": node.revision.title, "number": placed.number})
            return redirect("office:element", shown.pk)
    lead = _("Was darunter steht, kommt mit. Die Nummern des Entwurfs werden neu vergeben, Fassungen bleiben, wie sie "
             "sind.")  # fmt: skip
    title, submit = _("„%(title)s“ verschieben") % {"title": node.revision.title}, _("Verschieben")
    back = reverse("office:element", args=[shown.pk])
    return form_page(request, FormPage(title, form, submit, back, _crumbs(shown, node), lead=lead))


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.withdraw_element")
def element_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an element out of the draft. Lists the voices that have to get another answer first."""
    shown, node = _in_draft(request, pk)
    form = WithdrawElementForm(posted(request))
    if form.is_valid():
        dropped = attempt(form, lambda: actions.withdraw_element(
            actor=actor_of(request), element=shown, reason=form.cleaned_data["reason"], now=timezone.now()
        ))  # fmt: skip
        if dropped:
            told = _("„%(title)s“ steht nicht mehr im Entwurf.")
            messages.success(request, told % {"title": node.revision.title})
            return redirect("office:concept_draft", shown.concept.slug)
    context = {
        "concept": shown.concept,
        "element": shown,
        "node": node,
        "form": form,
        "answers": queries.answers_standing_at(shown),
    }
    return office_page(request, "office/concepts/element_withdraw.html", context)


def _in_draft(request: HttpRequest, pk: int) -> tuple[Element, Node]:
    """An element of the working draft that this person writes, with its place."""
    elements = Element.objects.filter(concept__in=visible_concepts(request)).select_related("concept__process")
    shown = get_visible(elements, pk=pk)
    if not _may_write(request, shown.concept):
        raise PermissionDenied
    node = queries.draft_node(shown)
    if node is None:
        raise Http404
    return shown, node


def _crumbs(element: Element, node: Node) -> tuple[Link, ...]:
    draft = reverse("office:concept_draft", args=[element.concept.slug])
    return Link(element.concept.title, draft), Link(node.revision.title, reverse("office:element", args=[element.pk]))


@transaction.atomic
def _revise(request: HttpRequest, shown: Element, node: Node, form: ReviseElementForm) -> ElementRevision:
    """The new wording and its links to the voices that led to it: all or nothing."""
    now = timezone.now()
    kept = {name: getattr(node.revision, name) for name in WORDS}
    revision = actions.revise_element(
        actor=actor_of(request), element=shown, target=form.target(), now=now,
        expected_revision=form.cleaned_data["expected_revision"], **(kept | form.words()),
    )  # fmt: skip
    for answer in form.cleaned_data.get("voices", ()):
        actions.incorporate_contribution(actor=actor_of(request), consideration=answer, revision=revision, now=now)
    return revision


def _after_conflict(
    request: HttpRequest, form: ReviseElementForm, shown: Element, waiting: list[Any], error: errors.StaleRevision
) -> ReviseElementForm:
    """The form with everything that was typed, now on top of the newer revision."""
    typed = request.POST.copy()
    typed["expected_revision"] = str(error.theirs.number)
    renewed = ReviseElementForm(typed, concept=shown.concept, kind=shown.kind, waiting=waiting)
    renewed.is_valid()
    renewed.add_error(None, str(error))
    return renewed


def _present(revision: ElementRevision) -> dict[str, Any]:
    target = queries.target_values(revision)
    return (
        {name: getattr(revision, name) for name in WORDS}
        | (vars(target) if target else {})
        | {"expected_revision": revision.number}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_concept")
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """All frozen versions, and freezing the draft as the next one."""
    concept = get_visible(visible_concepts(request), slug=slug)
    may_write = _may_write(request, concept)
    if request.method == "POST" and not may_write:
        raise PermissionDenied
    form = FreezeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        frozen = _attempt(form, lambda: actions.freeze_version(
            actor=actor_of(request), concept=concept, now=timezone.now(),
            slug=free_slug(form.cleaned_data["title"], concept.versions.all()), **form.cleaned_data,
        ))  # fmt: skip
        if frozen is not None:
            messages.success(request, _("Die Fassung „%(title)s“ ist festgehalten.") % {"title": frozen.title})
            return redirect("office:concept_version", concept.slug, frozen.slug)
    context = {"concept": concept, "versions": queries.versions(concept), "form": form, "may_write": may_write}
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
    }
    return office_page(request, "office/concepts/version.html", context)


def visible_concepts(request: HttpRequest) -> "QuerySet[Concept]":
    """Concepts of the processes this person works in; those without a process for whoever works county-wide."""
    processes = own_processes(request, *OFFICE_ROLES)
    county_wide = allowed(actor_of(request), "concept.view_concept", Concept())
    return Concept.objects.filter(
        Q(process__in=processes) | Q(process=None) if county_wide else Q(process__in=processes)
    )


def _writable(request: HttpRequest, slug: str) -> Concept:
    concept = get_visible(visible_concepts(request).select_related("process"), slug=slug)
    if not _may_write(request, concept):
        raise PermissionDenied
    return concept


def _may_write(request: HttpRequest, concept: Concept) -> bool:
    return allowed(actor_of(request), "concept.revise_element", concept)


def _attempt(form: BaseForm, change: Any) -> Any:
    """The result of an action, or None with the refusal shown in the form. A conflict is left to the caller."""
    try:
        return change()
    except errors.StaleRevision:
        raise
    except errors.TargetNotSmart as error:
        for field, sentence in error.messages:
            form.add_error(field, sentence)
    except DomainError as error:
        put_error(form, error)
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


urlpatterns: list[URLPattern] = [
    path("konzept/", concepts, name="concept"),
    path("konzept/element/<int:pk>/", element, name="element"),
    path("konzept/element/<int:pk>/verschieben/", element_move, name="element_move"),
    path("konzept/element/<int:pk>/herausnehmen/", element_withdraw, name="element_withdraw"),
    path("verfahren/<slug:slug>/konzept/", concept_open, name="concept_open"),
    path("konzept/<slug:slug>/", draft, name="concept_draft"),
    path("konzept/<slug:slug>/neu/<slug:kind>/", element_new, name="element_new"),
    path("konzept/<slug:slug>/fassungen/", versions, name="concept_versions"),
    path("konzept/<slug:slug>/fassungen/<slug:version_slug>/", version, name="concept_version"),
]
