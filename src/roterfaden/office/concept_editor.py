"""Konzept: the working page of the draft – its outline, one element of it, and what two people wrote at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roterfaden.concept import actions, errors, queries
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.forms import NewElementForm, ReviseElementForm
from roterfaden.concept.models import Concept, Element, ElementRevision, Node
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.office.concept_conflict import WORDS, Conflict, conflict_between, kept_form, values_of
from roterfaden.office.concepts import may_write, visible_concepts
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, get_visible, put_error

CONFLICT = 409


# --- one element --------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_concept")
def element(request: HttpRequest, pk: int) -> HttpResponse:
    """Word an element anew. If somebody was faster, both changes come into one proposal and nothing is lost."""
    shown, node = in_draft(request, pk)
    waiting = list(queries.waiting_at(shown))
    fixed: dict[str, Any] = {"concept": shown.concept, "kind": shown.kind, "waiting": waiting}
    form = ReviseElementForm(request.POST or None, initial=present(node.revision), **fixed)
    kept, conflict = kept_form(request, fixed), None
    if request.method == "POST" and "nehmen" in request.POST and kept is not None:
        conflict = conflict_between(kept, shown, node.revision)
        form = ReviseElementForm(initial=conflict.taking(request.POST["nehmen"]), **fixed)
    elif request.method == "POST" and form.is_valid():
        try:
            revised = attempt_words(form, lambda: _revise(request, shown, node, form))
        except errors.StaleRevision as error:
            conflict = conflict_between(form, shown, error.theirs)
            form = ReviseElementForm(initial=conflict.taking(""), **fixed)
        else:
            if revised is not None:
                messages.success(request, _("„%(title)s“ ist neu gefasst.") % {"title": revised.title})
                return redirect("office:element", shown.pk)
            conflict = conflict_between(kept, shown, node.revision) if kept else None
    elif kept is not None:
        conflict = conflict_between(kept, shown, node.revision)
    return _element_page(request, shown, node, form, conflict)


def _element_page(
    request: HttpRequest, shown: Element, node: Node, form: ReviseElementForm, conflict: Conflict | None
) -> HttpResponse:
    context = {
        "concept": shown.concept, "element": shown, "node": node, "form": form, "conflict": conflict,
        "bench": queries.workbench(shown.concept, shown.pk),
        "revisions": shown.revisions.select_related("made_by").order_by("-number", "-pk"),
        "smart": _values(form) if shown.kind == ElementKind.GOAL else None,
    }  # fmt: skip
    status = CONFLICT if conflict and not form.is_bound else 200
    return office_page(request, "office/concepts/element.html", context, status=status)


def _values(form: BaseForm) -> queries.SeriesValues | None:
    """The figures beside the target: of the series that was chosen, or that the goal has."""
    series = form.cleaned_data.get("series") if form.is_bound else form.initial.get("series")
    return queries.series_values(series, on=local_day(timezone.now()))


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


# --- a new element ------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_concept")
def element_new(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Write a new element of one kind; `unter` or `nach` in the address proposes the place."""
    if kind not in ElementKind.values:
        raise Http404
    concept = get_visible(visible_concepts(request).select_related("process"), slug=slug)
    if not may_write(request, concept):
        raise PermissionDenied
    form = NewElementForm(
        request.POST or None, concept=concept, kind=kind, outline=queries.draft_outline(concept),
        initial=_proposed_place(request, concept),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = attempt_words(form, lambda: actions.add_element(
            actor=actor_of(request), concept=concept, kind=kind, parent_element=form.cleaned_data["parent"],
            position=_position(concept, form), field=form.cleaned_data["field"], target=form.target(),
            now=timezone.now(), **form.words(),
        ))  # fmt: skip
        if made is not None:
            messages.success(request, _("„%(title)s“ steht jetzt im Entwurf.") % {"title": form.cleaned_data["title"]})
            if "noch" in request.POST:
                return redirect(f"{reverse('office:element_new', args=[concept.slug, kind])}?nach={made.pk}")
            return redirect("office:element", made.pk)
    context = {
        "concept": concept, "kind": ElementKind(kind).label, "form": form,
        "smart": _values(form) if kind == ElementKind.GOAL else None, "is_goal": kind == ElementKind.GOAL,
    }  # fmt: skip
    return office_page(request, "office/concepts/element_new.html", context)


def _proposed_place(request: HttpRequest, concept: Concept) -> dict[str, Any]:
    after = request.GET.get("nach", "")
    node = _node(concept, int(after)) if after.isdecimal() else None
    if node is not None:
        return {"parent": node.parent.element_id if node.parent else "", "after": after}
    return {"parent": request.GET.get("unter")}


def _position(concept: Concept, form: NewElementForm) -> int | None:
    """Right after the element it was begun at, if that still stands under the parent that was chosen."""
    after, parent = form.cleaned_data.get("after"), form.cleaned_data["parent"]
    node = _node(concept, after) if after else None
    if node is None or (node.parent.element_id if node.parent else None) != (parent.pk if parent else None):
        return None
    return node.position + 1


def _node(concept: Concept, pk: int) -> Node | None:
    rows = Node.objects.filter(version__concept=concept, version__frozen_at=None, element=pk)
    return rows.select_related("parent").first()


# --- shared -------------------------------------------------------------------------------------------------------
def in_draft(request: HttpRequest, pk: int) -> tuple[Element, Node]:
    """An element of the working draft that this person writes, with its place."""
    elements = Element.objects.filter(concept__in=visible_concepts(request)).select_related("concept__process")
    shown = get_visible(elements, pk=pk)
    if not may_write(request, shown.concept):
        raise PermissionDenied
    node = queries.draft_node(shown)
    if node is None:
        raise Http404
    return shown, node


def crumbs(element: Element, node: Node) -> tuple[Link, ...]:
    """The way up from a page about an element."""
    draft = reverse("office:concept_draft", args=[element.concept.slug])
    return Link(element.concept.title, draft), Link(node.revision.title, reverse("office:element", args=[element.pk]))


def present(revision: ElementRevision) -> dict[str, Any]:
    """A wording as the form begins with it."""
    return values_of(revision) | {"expected_revision": revision.number}


def attempt_words(form: BaseForm, change: Any) -> Any:
    """The result of an action, or None with the refusal shown in the form. A conflict is left to the caller."""
    try:
        return change()
    except (errors.StaleRevision, NotAllowed):
        raise
    except errors.TargetNotSmart as error:
        for field, sentence in error.messages:
            form.add_error(field if field in form.fields else None, sentence)
    except (DomainError, ValidationError) as error:
        put_error(form, error)
    return None


urlpatterns: list[URLPattern] = [
    path("konzept/element/<int:pk>/", element, name="element"),
    path("konzept/<slug:slug>/neu/<slug:kind>/", element_new, name="element_new"),
]
