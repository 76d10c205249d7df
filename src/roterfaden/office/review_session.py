"""Sitzung: the coordination group goes through the goals one by one, on the projector, and rates them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.time import local_day
from roterfaden.monitoring import actions
from roterfaden.monitoring.forms import RatingForm, SessionForm
from roterfaden.monitoring.models import RatingSession, ReviewCycle
from roterfaden.monitoring.queries.board import current_ratings
from roterfaden.monitoring.queries.figures import Reviewed
from roterfaden.monitoring.queries.sessions import Agenda, SessionGoal, agenda, latest_session, session_goal
from roterfaden.monitoring.queries.views import RatingView
from roterfaden.office.nav import office_page, opens_with
from roterfaden.thread.queries.goal import VoiceLine, voice_line, voices_behind
from roterfaden.ui.charts.shapes import LineChart
from roterfaden.web.figures import amount, promise
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.web.reviewing import goal_chart

VOICES_SHOWN = 3
RATING_HOLDS = timedelta(days=365)
"""A rating holds until about the next review unless the group says otherwise."""

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class StartPage:
    """Before the first goal: who is there by number, and what is on the agenda."""

    cycle: ReviewCycle
    goals: tuple[Agenda, ...]
    first: Agenda | None
    session: RatingSession | None
    form: SessionForm
    may_note: bool


@dataclass(frozen=True)
class GoalPage:
    """One goal on the projector."""

    cycle: ReviewCycle
    goal: SessionGoal
    chart: LineChart | None
    value: str
    wanted: str
    rating: RatingView | None
    earlier: Reviewed | None
    voices: tuple[VoiceLine, ...]
    session: RatingSession | None
    form: RatingForm
    is_open: bool


@form_methods
@opens_with("monitoring.rate_goal")
def session(request: HttpRequest, slug: str) -> HttpResponse:
    """Note how many are there, see the agenda, begin."""
    cycle, now = _cycle(slug), timezone.now()
    held = latest_session(cycle)
    form = SessionForm(posted(request), initial={"held_on": local_day(now)})
    may_note = cycle.closed_at is None and allowed(actor_of(request), "monitoring.note_session")
    if form.is_valid():
        noted = attempt(
            form, lambda: actions.note_session(actor=actor_of(request), cycle=cycle, now=now, **form.cleaned_data)
        )
        if noted is not None:
            messages.success(request, _("Die Sitzung ist vermerkt."))
            return redirect("office:review_session", cycle.slug)
    goals = agenda(cycle, on=local_day(now))
    first = next((each for each in goals if each.needs_view), goals[0] if goals else None)
    context = StartPage(cycle, goals, first, held, form, may_note)
    return office_page(request, "office/review/session.html", context)


@form_methods
@opens_with("monitoring.rate_goal")
def goal(request: HttpRequest, slug: str, element_id: int) -> HttpResponse:
    """Figure, path, forecast, voices, measures, last rating – and the rating now."""
    cycle, now = _cycle(slug), timezone.now()
    today = local_day(now)
    shown = session_goal(cycle, element_id, on=today)
    if shown is None:
        raise Http404
    rating = current_ratings(cycle, on=today).get(element_id)
    form = RatingForm(posted(request), initial=_start(shown, rating, now))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.rate_goal(
                actor=actor_of(request), assessment=shown.assessment, now=now, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Bewertet: %(goal)s.") % {"goal": shown.here.title})
            following = shown.after or shown.here
            return redirect("office:review_session_goal", cycle.slug, following.element_id)
    target = shown.figure.target
    found = shown.assessment
    context = GoalPage(
        cycle=cycle,
        goal=shown,
        chart=goal_chart(shown.figure),
        value=amount(found.observation.value, target.decimals, target.unit)
        if target and found.observation and found.observation.value is not None
        else "",
        wanted=promise(target) if target and target.is_measurable else "",
        rating=rating,
        earlier=next((each for each in shown.figure.reviews if each.reference_date < cycle.reference_date), None),
        voices=tuple(voice_line(row) for row in voices_behind(element_id)[:VOICES_SHOWN]),
        session=latest_session(cycle),
        form=form,
        is_open=cycle.closed_at is None,
    )
    return office_page(request, "office/review/session_goal.html", context)


def _start(shown: SessionGoal, rating: RatingView | None, now: Any) -> dict[str, Any]:
    if rating is not None:
        return {"status": rating.status, "reason": rating.reason, "expires_on": rating.expires_on}
    return {"status": shown.assessment.status, "expires_on": local_day(now) + RATING_HOLDS}


def _cycle(slug: str) -> ReviewCycle:
    return get_visible(ReviewCycle.objects.select_related("concept", "version"), slug=slug)


urlpatterns: list[URLPattern] = [
    path("pruefung/<slug:slug>/sitzung/", session, name="review_session"),
    path("pruefung/<slug:slug>/sitzung/<int:element_id>/", goal, name="review_session_goal"),
]
