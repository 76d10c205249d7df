"""Prüfung: open a review, compute the goals, put the group's view beside them, agree corrections, close."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.monitoring import actions
from roterfaden.monitoring.forms import CorrectionForm, CycleForm, RatingForm
from roterfaden.monitoring.models import Assessment, RatingSession, ReviewCycle
from roterfaden.monitoring.queries.asking import completeness
from roterfaden.monitoring.queries.board import (
    Board,
    CycleRow,
    GoalLine,
    cycle_list,
    cycles_to_compute,
    goals_to_rate,
    review_board,
)
from roterfaden.monitoring.queries.corrections import draft_places, to_follow_up
from roterfaden.monitoring.queries.sessions import latest_session
from roterfaden.monitoring.queries.views import TargetView
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.review_path import NextStep, Progress, next_step, path_of
from roterfaden.office.slugs import free_slug
from roterfaden.reporting.models import Report
from roterfaden.ui.filters import percent
from roterfaden.ui.parts import Link, Stage
from roterfaden.web.figures import amount, promise
from roterfaden.web.pages import actor_of, attempt, get_visible

add_entry(route="office:review", label=gettext_lazy("Prüfung"), position=120, permission="monitoring.view_review")

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class ReviewPage:
    """All reviews, newest first."""

    cycles: tuple[CycleRow, ...]
    may_open: bool


@dataclass(frozen=True)
class BoardRow:
    """A goal on the board with its figures in words."""

    line: GoalLine
    value: str
    wanted: str
    detail: str


@dataclass(frozen=True)
class BoardSection:
    """One field of action."""

    name: str
    counts: str
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True)
class CyclePage:
    """The board of one review with the next step of whoever looks at it."""

    cycle: ReviewCycle
    board: Board
    sections: tuple[BoardSection, ...]
    stages: tuple[Stage, ...]
    next: NextStep | None
    session: RatingSession | None
    may_run: bool
    may_rate: bool
    is_open: bool


@provides_tasks(120)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Reviews to compute, goals to look at."""
    url = reverse("office:review")
    if allowed(actor, "monitoring.assess_goals"):
        waiting = cycles_to_compute().count()
        title = ngettext("Eine Überprüfung ist zu berechnen", "%(count)s Überprüfungen sind zu berechnen", waiting)
        yield Task(title % {"count": waiting}, _("Danach kann die Koordinierungsgruppe bewerten."), url, waiting)
    if allowed(actor, "monitoring.rate_goal"):
        waiting = goals_to_rate().count()
        title = ngettext("Ein Ziel wartet auf eine Bewertung", "%(count)s Ziele warten auf eine Bewertung", waiting)
        text = _("Sie sind unsicher, gefährdet oder verfehlt. Sagen Sie, wie die Gruppe das sieht.")
        yield Task(title % {"count": waiting}, text, url, waiting)


@require_safe
@opens_with("monitoring.view_review")
def review(request: HttpRequest) -> HttpResponse:
    """All reviews with their counts."""
    context = ReviewPage(cycle_list(), allowed(actor_of(request), "monitoring.open_cycle"))
    return office_page(request, "office/review/review.html", context)


@form_methods
@opens_with("monitoring.open_cycle")
def open_cycle(request: HttpRequest) -> HttpResponse:
    """A new review of a frozen version."""
    now = timezone.now()
    form = CycleForm(request.POST or None, initial={"known_on": local_day(now)})
    if form.is_valid():
        title, version = form.cleaned_data["title"], form.cleaned_data["version"]
        slug = free_slug(title, ReviewCycle.objects.all())
        cycle = attempt(
            form,
            lambda: actions.open_cycle(
                actor=actor_of(request), concept=version.concept, slug=slug, now=now, **form.cleaned_data
            ),
        )
        if cycle:
            messages.success(request, _("Die Überprüfung ist eröffnet. Berechnen Sie jetzt die Ziele."))
            return redirect("office:review_cycle", cycle.slug)
    lead = _("Alle Ziele einer Fassung werden an einem Stichtag mit ihren Werten verglichen.")
    title = _("Überprüfung eröffnen")
    return _form(request, title, form, _("Eröffnen"), None, lead=lead)


@require_safe
@opens_with("monitoring.view_review")
def review_cycle(request: HttpRequest, slug: str) -> HttpResponse:
    """The goals by field of action: computed status and the group's rating side by side."""
    cycle, actor = _cycle(slug), actor_of(request)
    today = local_day(timezone.now())
    board = review_board(cycle, on=today)
    stages, current = path_of(found := _progress(cycle, board, today))
    may_run = allowed(actor, "monitoring.assess_goals")
    context = CyclePage(
        cycle=cycle,
        board=board,
        stages=stages,
        next=next_step(found, current) if may_run else None,
        session=latest_session(cycle),
        sections=tuple(
            BoardSection(field.name, _counts(field.counts), tuple(_row(line) for line in field.goals))
            for field in board.fields
        ),
        may_run=may_run,
        may_rate=allowed(actor, "monitoring.rate_goal"),
        is_open=cycle.closed_at is None,
    )
    return office_page(request, "office/review/cycle.html", context)


def _progress(cycle: ReviewCycle, board: Board, on: date) -> Progress:
    return Progress(
        cycle=cycle,
        board=board,
        figures=completeness(cycle, on=on),
        to_follow_up=to_follow_up(cycle).count(),
        followed_up=cycle.follow_ups.filter(superseded_at=None).count(),
        report_slug=Report.objects.filter(cycle=cycle).order_by("pk").values_list("slug", flat=True).first() or "",
    )


@require_POST
@opens_with("monitoring.assess_goals")
def assess_goals(request: HttpRequest, slug: str) -> HttpResponse:
    """Compute all goals from the values known on the day of the review."""
    done = _("Alle Ziele sind berechnet. Ein früherer Stand bleibt im Protokoll.")
    return _run(request, slug, actions.assess_goals, done)


@require_POST
@opens_with("monitoring.raise_signals")
def raise_signals(request: HttpRequest, slug: str) -> HttpResponse:
    """Look for early warnings."""
    return _run(request, slug, actions.raise_signals, _("Die Frühwarnungen sind auf dem neuesten Stand."))


@require_POST
@opens_with("monitoring.close_cycle")
def close_cycle(request: HttpRequest, slug: str) -> HttpResponse:
    """End the review."""
    done = _("Die Überprüfung ist abgeschlossen. Jetzt können Ausgaben für Gremien und Öffentlichkeit hinausgehen.")
    return _run(request, slug, actions.close_cycle, done)


@form_methods
@opens_with("monitoring.rate_goal")
def rate_goal(request: HttpRequest, slug: str, element_id: int) -> HttpResponse:
    """The group's own view of a goal."""
    cycle, now = _cycle(slug), timezone.now()
    line = _line(cycle, element_id)
    rows = Assessment.objects.filter(cycle=cycle, superseded_at=None).select_related("cycle", "element")
    assessment = get_visible(rows, element=element_id)
    start: dict[str, Any] = {"status": assessment.status}
    if line.rating:
        start = {"status": line.rating.status, "reason": line.rating.reason, "expires_on": line.rating.expires_on}
    form = RatingForm(request.POST or None, initial=start)
    if form.is_valid():
        rating = attempt(
            form,
            lambda: actions.rate_goal(actor=actor_of(request), assessment=assessment, now=now, **form.cleaned_data),
        )
        if rating:
            messages.success(request, _("Die Bewertung steht jetzt neben dem berechneten Status."))
            return redirect(_place(cycle, element_id))
    words = {"status": assessment.get_status_display(), "reason": assessment.get_reason_code_display()}
    lead = _("Berechnet: %(status)s. %(reason)s") % words
    return _form(request, _("Ziel bewerten: %(goal)s") % {"goal": line.title}, form, _("Bewerten"), cycle, lead=lead)


@form_methods
@opens_with("monitoring.agree_correction")
def agree_correction(request: HttpRequest, slug: str, element_id: int) -> HttpResponse:
    """Counter-steering: fact, cause, action, owner, date."""
    cycle, now = _cycle(slug), timezone.now()
    line = _line(cycle, element_id)
    element = get_visible(cycle.concept.elements.all(), pk=element_id)
    start = {"owner": line.accountable}
    form = CorrectionForm(request.POST or None, places=draft_places(cycle.concept), initial=start)
    if form.is_valid():
        correction = attempt(
            form,
            lambda: actions.agree_correction(
                actor=actor_of(request), cycle=cycle, element=element, now=now, **form.agreed()
            ),
        )
        if correction:
            messages.success(request, _("Die Gegensteuerung ist vereinbart."))
            return redirect(_place(cycle, element_id))
    lead = _("Feststellung, Ursache und was jetzt geschieht. Das steht später im Bericht.")
    title = _("Gegensteuern: %(goal)s") % {"goal": line.title}
    return _form(request, title, form, _("Vereinbaren"), cycle, lead=lead)


def _cycle(slug: str) -> ReviewCycle:
    return get_visible(ReviewCycle.objects.select_related("concept", "version"), slug=slug)


def _line(cycle: ReviewCycle, element_id: int) -> GoalLine:
    """The goal on the board of the cycle; 404 once the cycle is closed, because nothing can be done there any more."""
    board = review_board(cycle, on=local_day(timezone.now()))
    lines = (line for field in board.fields for line in field.goals if line.element_id == element_id)
    found = next(lines, None)
    if found is None or cycle.closed_at is not None:
        raise Http404
    return found


def _run(request: HttpRequest, slug: str, action: Callable[..., Any], done: str) -> HttpResponse:
    cycle = _cycle(slug)
    try:
        action(actor=actor_of(request), cycle=cycle, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("office:review_cycle", cycle.slug)


def _place(cycle: ReviewCycle, element_id: int) -> str:
    return f"{reverse('office:review_cycle', args=[cycle.slug])}#ziel-{element_id}"


def _row(line: GoalLine) -> BoardRow:
    """The figures of a goal in words."""
    target, found = line.target, line.assessment
    value = wanted = detail = ""
    if target and target.is_measurable:
        wanted = promise(target)
        if found and found.value is not None:
            value = amount(found.value, target.decimals, target.unit)
    if target and found:
        parts = []
        if found.gap is not None:
            parts.append(_distance(found.gap, amount(abs(found.gap), target.decimals, target.unit), target))
        if found.probability is not None:
            parts.append(_("Aussicht %(chance)s") % {"chance": percent(found.probability)})
        detail = ", ".join(parts)
    return BoardRow(line, value, wanted, detail)


def _distance(gap: float, size: str, target: TargetView) -> str:
    """How far a value lies from where it should be, in words."""
    if target.corridor_low is not None:
        return _("innerhalb der Spanne") if gap >= 0 else _("%(size)s außerhalb der Spanne") % {"size": size}
    if round(gap, target.decimals) == 0:
        return _("auf dem Zielpfad")
    return (_("%(size)s besser als der Zielpfad") if gap > 0 else _("%(size)s hinter dem Zielpfad")) % {"size": size}


def _counts(counts: Iterable[Any]) -> str:
    """Such as "2 auf Kurs, 1 gefährdet": counted, never averaged."""
    return ", ".join(f"{each.count} {each.label}" for each in counts)


def _form(
    request: HttpRequest, title: str | Promise, form: BaseForm, submit: str, cycle: ReviewCycle | None, *, lead: str
) -> HttpResponse:
    crumbs: tuple[Link, ...] = (Link(_("Prüfung"), reverse("office:review")),)
    back = reverse("office:review")
    if cycle is not None:
        back = reverse("office:review_cycle", args=[cycle.slug])
        crumbs += (Link(cycle.title, back),)
    return form_page(request, FormPage(title, form, submit, back, crumbs, lead=lead))


urlpatterns: list[URLPattern] = [
    path("pruefung/", review, name="review"),
    path("pruefung/neu/", open_cycle, name="review_open"),
    path("pruefung/<slug:slug>/", review_cycle, name="review_cycle"),
    path("pruefung/<slug:slug>/berechnen/", assess_goals, name="review_assess"),
    path("pruefung/<slug:slug>/fruehwarnungen/", raise_signals, name="review_signals"),
    path("pruefung/<slug:slug>/abschliessen/", close_cycle, name="review_close"),
    path("pruefung/<slug:slug>/ziele/<int:element_id>/bewerten/", rate_goal, name="review_rate"),
    path("pruefung/<slug:slug>/ziele/<int:element_id>/gegensteuern/", agree_correction, name="review_correct"),
]
