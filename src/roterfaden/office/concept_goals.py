"""Konzept: are our goals measurable? The list of all goals, and the help beside one while it is written."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from roterfaden.concept import queries
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.forms import TARGET_FIELDS, ElementForm
from roterfaden.kernel.time import local_day
from roterfaden.office.concepts import may_write, visible_concepts
from roterfaden.office.nav import office_page, opens_with
from roterfaden.web.pages import get_visible, page


@dataclass(frozen=True)
class GoalsPage:
    """The goals in three groups: with faults, not measurable yet, measurable."""

    faulty: list[queries.GoalState]
    waiting: list[queries.GoalState]
    measurable: list[queries.GoalState]
    total: int


@require_safe
@opens_with("concept.view_concept")
def goals(request: HttpRequest, slug: str) -> HttpResponse:
    """Every goal of the draft: measurable, or why not."""
    concept = get_visible(visible_concepts(request).select_related("process"), slug=slug)
    states = queries.goal_states(concept, on=local_day(timezone.now()))
    found = GoalsPage(
        faulty=[state for state in states if state.faults],
        waiting=[state for state in states if not state.faults and not state.is_measurable],
        measurable=[state for state in states if state.is_measurable],
        total=len(states),
    )
    context = {"concept": concept, "found": found, "may_write": may_write(request, concept)}
    return office_page(request, "office/concepts/goals.html", context)


@require_POST
@opens_with("concept.revise_element")
def goal_check(request: HttpRequest, slug: str) -> HttpResponse:
    """A piece of page: what is missing in the target as typed so far, and the last values of its series."""
    concept = get_visible(visible_concepts(request).select_related("process"), slug=slug)
    if not may_write(request, concept):
        raise PermissionDenied
    form = ElementForm(request.POST, concept=concept, kind=ElementKind.GOAL)
    form.is_valid()
    faults = [(form.fields[name].label, sentence) for name in TARGET_FIELDS for sentence in form.errors.get(name, [])]
    series = queries.series_values(form.cleaned_data.get("series"), on=local_day(timezone.now()))
    return page(request, "office/concepts/_smart.html", {"smart": series, "checked": True, "faults": faults})


urlpatterns: list[URLPattern] = [
    path("konzept/<slug:slug>/ziele/", goals, name="concept_goals"),
    path("konzept/<slug:slug>/ziel-pruefen/", goal_check, name="goal_check"),
]
