"""Nachschau: what became of the counter-steering of earlier reviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept.models import Concept
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.monitoring import actions
from roterfaden.monitoring.forms import FollowUpForm
from roterfaden.monitoring.models import ReviewCycle
from roterfaden.monitoring.queries.corrections import CorrectionRow, correction_rows, late_corrections, to_follow_up
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted


@dataclass(frozen=True)
class FollowUpPage:
    """The corrections a review looks after."""

    cycle: ReviewCycle
    rows: tuple[CorrectionRow, ...]
    may_say: bool


@provides_tasks(123)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Counter-steering whose day has passed."""
    if not allowed(actor, "monitoring.follow_up"):
        return
    running = Concept.objects.filter(starts_on__lte=on, ends_on__gt=on)
    late = late_corrections(running, on).count()
    title = ngettext("Eine Gegensteuerung ist fällig", "%(count)s Gegensteuerungen sind fällig", late) % {"count": late}
    text = _("Ihr Tag ist vorbei. Bei der nächsten Überprüfung sagt die Gruppe, was daraus wurde.")
    yield Task(title, text, reverse("office:review"), late)


@require_safe
@opens_with("monitoring.view_review")
def follow_ups(request: HttpRequest, slug: str) -> HttpResponse:
    """What was agreed before this review, and what became of it."""
    cycle = _cycle(slug)
    rows = correction_rows(to_follow_up(cycle), on=local_day(timezone.now()), cycle=cycle)
    may_say = cycle.closed_at is None and allowed(actor_of(request), "monitoring.follow_up")
    return office_page(request, "office/review/follow_ups.html", FollowUpPage(cycle, rows, may_say))


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("monitoring.follow_up")
def follow_up(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say what became of one."""
    cycle = _cycle(slug)
    correction = get_visible(to_follow_up(cycle).select_related("cycle", "element"), pk=pk)
    (row,) = correction_rows(to_follow_up(cycle).filter(pk=pk), on=local_day(timezone.now()), cycle=cycle)
    start = {}
    if row.here:
        start = {"outcome": row.here.outcome, "effect": row.here.effect, "reason": row.here.reason}
    form = FollowUpForm(posted(request), initial=start)
    if form.is_valid():
        said = attempt(
            form,
            lambda: actions.follow_up(
                actor=actor_of(request), cycle=cycle, correction=correction, now=timezone.now(), **form.cleaned_data
            ),
        )
        if said is not None:
            messages.success(request, _("Vermerkt."))
            return redirect("office:review_follow_ups", cycle.slug)
    back = reverse("office:review_follow_ups", args=[cycle.slug])
    crumbs = (
        Link(_("Prüfung"), reverse("office:review")),
        Link(cycle.title, reverse("office:review_cycle", args=[cycle.slug])),
        Link(_("Nachschau"), back),
    )
    title = _("Was wurde daraus? %(goal)s") % {"goal": row.goal_title}
    return form_page(request, FormPage(title, form, _("Vermerken"), back, crumbs, lead=correction.action))


def _cycle(slug: str) -> ReviewCycle:
    return get_visible(ReviewCycle.objects.select_related("concept", "version"), slug=slug)


urlpatterns: list[URLPattern] = [
    path("pruefung/<slug:slug>/nachschau/", follow_ups, name="review_follow_ups"),
    path("pruefung/<slug:slug>/nachschau/<int:pk>/", follow_up, name="review_follow_up"),
]
