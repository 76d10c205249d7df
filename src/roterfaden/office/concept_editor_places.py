"""Konzept: where an element of the draft stands, whether it becomes two, goes into another one, or leaves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roterfaden.concept import actions, errors, queries
from roterfaden.concept.forms import MergeForm, MoveElementForm, SplitForm, WithdrawElementForm, divided
from roterfaden.concept.models import Element, Node
from roterfaden.office.concept_editor import attempt_words, crumbs, in_draft
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import office_page, opens_with
from roterfaden.web.pages import actor_of, attempt, posted


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.move_element")
def element_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another place in the draft. The buttons of the working page post the same form."""
    shown, node = in_draft(request, pk)
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
    return form_page(request, FormPage(title, form, submit, back, crumbs(shown, node), lead=lead))


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.withdraw_element")
def element_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an element out of the draft. Lists the voices that have to get another answer first."""
    shown, node = in_draft(request, pk)
    form = WithdrawElementForm(posted(request))
    if form.is_valid():
        before = queries.workbench(shown.concept, shown.pk).before
        dropped = attempt(form, lambda: actions.withdraw_element(
            actor=actor_of(request), element=shown, reason=form.cleaned_data["reason"], now=timezone.now()
        ))  # fmt: skip
        if dropped:
            told = _("„%(title)s“ steht nicht mehr im Entwurf.")
            messages.success(request, told % {"title": node.revision.title})
            if before is not None:
                return redirect("office:element", before.element_id)
            return redirect("office:concept_draft", shown.concept.slug)
    context = {
        "concept": shown.concept,
        "element": shown,
        "node": node,
        "form": form,
        "answers": queries.answers_standing_at(shown),
    }
    return office_page(request, "office/concepts/element_withdraw.html", context)


# --- split --------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.split_element")
def element_split(request: HttpRequest, pk: int) -> HttpResponse:
    """One element becomes two. `ab` in the address divides the text before its paragraph of that number."""
    shown, node = in_draft(request, pk)
    body = node.revision.body.replace("\r\n", "\n")
    paragraphs = [part for part in body.split("\n\n") if part.strip()]
    present, theirs = queries.target_values(node.revision), None
    fixed: dict[str, Any] = {
        "element": shown, "children": queries.children_of(shown), "answers": queries.answers_at(shown),
    }  # fmt: skip
    form = SplitForm(posted(request), initial=_divided(request, node, body, len(paragraphs)), **fixed)
    if form.is_valid():
        try:
            made = attempt_words(form, lambda: actions.split_element(
                actor=actor_of(request), element=shown, now=timezone.now(), **form.parts(present)
            ))  # fmt: skip
        except errors.StaleRevision as error:
            theirs, made = error.theirs, None
            form = _on_top(request, SplitForm, {"expected_revision": str(theirs.number)}, error, fixed)
        if made is not None:
            messages.success(request, _("Es sind jetzt zwei. Der zweite Teil steht direkt danach."))
            return redirect("office:element", shown.pk)
    context = {
        "concept": shown.concept, "element": shown, "node": node, "form": form, "theirs": theirs,
        "paragraphs": paragraphs if len(paragraphs) > 1 else [],
    }  # fmt: skip
    return office_page(request, "office/concepts/element_split.html", context)


def _divided(request: HttpRequest, node: Node, body: str, count: int) -> dict[str, Any]:
    asked = request.GET.get("ab", "")
    first, second = divided(body, int(asked)) if asked.isdecimal() and 1 < int(asked) <= count else (body, "")
    is_measurable = (target := queries.target_values(node.revision)) is not None and target.series is not None
    return {
        "first_title": node.revision.title, "first_body": first, "second_body": second,
        "target_at": "first" if is_measurable else "both", "expected_revision": node.revision.number,
    }  # fmt: skip


# --- merge --------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.merge_elements")
def element_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Several elements become one. First choose which (`mit` in the address), then word it."""
    shown, _node = in_draft(request, pk)
    alike = queries.others_alike(shown)
    into = _with_target(shown)
    chosen = [node for node in alike if str(node.element_id) in request.GET.getlist("mit")]
    context: dict[str, Any] = {"concept": shown.concept, "element": shown, "node": into, "chosen": chosen}
    if not chosen:
        context["alike"] = alike
        return office_page(request, "office/concepts/element_merge.html", context)
    nodes, theirs = [into, *chosen], None
    form = MergeForm(posted(request), nodes=nodes, initial=MergeForm.proposal(nodes))
    if form.is_valid():
        try:
            made = attempt_words(form, lambda: _merge(request, nodes, form))
        except errors.StaleRevision as error:
            theirs, made = error.theirs, None
            form = _on_top(request, MergeForm, {"seen": MergeForm.proposal(nodes)["seen"]}, error, {"nodes": nodes})
        if made is not None:
            messages.success(request, _("„%(title)s“ ist jetzt eines.") % {"title": made.title})
            return redirect("office:element", shown.pk)
    return office_page(request, "office/concepts/element_merge.html", context | {"form": form, "theirs": theirs})


def _with_target(element: Element) -> Node:
    rows = Node.objects.filter(element=element, version__frozen_at=None)
    found = rows.select_related("element", "revision__target__series").first()
    if found is None:
        raise Http404
    return found


def _merge(request: HttpRequest, nodes: list[Node], form: MergeForm) -> Any:
    by_element = {node.element_id: node for node in nodes}
    chosen = by_element.get(form.cleaned_data.get("target_of", 0))
    return actions.merge_elements(
        actor=actor_of(request), into=nodes[0].element, others=[node.element for node in nodes[1:]],
        target=queries.target_values(chosen.revision) if chosen else None,
        expected_revisions=form.cleaned_data["seen"], now=timezone.now(), **form.words(),
    )  # fmt: skip


def _on_top(
    request: HttpRequest, kind: Any, fresh: dict[str, str], error: errors.StaleRevision, fixed: dict[str, Any]
) -> Any:
    """The form with everything that was typed, now on top of the wording that stands there."""
    typed = request.POST.copy()
    for name, value in fresh.items():
        typed[name] = value
    renewed = kind(typed, **fixed)
    renewed.is_valid()
    renewed.add_error(None, str(error))
    return renewed


urlpatterns: list[URLPattern] = [
    path("konzept/element/<int:pk>/verschieben/", element_move, name="element_move"),
    path("konzept/element/<int:pk>/herausnehmen/", element_withdraw, name="element_withdraw"),
    path("konzept/element/<int:pk>/teilen/", element_split, name="element_split"),
    path("konzept/element/<int:pk>/zusammenfuehren/", element_merge, name="element_merge"),
]
