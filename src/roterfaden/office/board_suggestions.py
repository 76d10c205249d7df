"""Vorschläge auf der Pinnwand: taking one, turning one down, and how often they are taken."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.office.board import back
from roterfaden.office.jobs import describe
from roterfaden.office.moderation import MODERATION, chosen_process, own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.office.suggested import decided
from roterfaden.participation import actions as participation
from roterfaden.participation.models import Process
from roterfaden.sorting import actions, queries
from roterfaden.sorting.models import Suggestion
from roterfaden.sorting.queries import Accepted
from roterfaden.sorting.tasks import SUGGEST, known_of
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, get_visible

OPENS = "participation.view_board"


def _back_to_page(job: Job) -> Link:
    address = f"{reverse('office:suggestions')}?verfahren={job.arguments['process']}"
    return Link(gettext_lazy("Zu den Vorschlägen"), address)


describe(
    SUGGEST,
    back=_back_to_page,
    counts={
        "learnt": gettext_lazy("Zuordnungen, aus denen gelernt wurde"),
        "cards": gettext_lazy("Karten ohne Thema"),
        "suggestions": gettext_lazy("neue Vorschläge"),
    },
)


@dataclass(frozen=True)
class SuggestionsPage:
    """How often suggestions were taken, and what they rest on. `learnt` is None before anything was computed."""

    process: Process
    processes: list[Process]
    rows: tuple[Accepted, ...]
    learnt: int | None
    encoder: str
    sorted_cards: int
    waiting: int


@require_safe
@opens_with(OPENS)
def suggestions(request: HttpRequest) -> HttpResponse:
    """What suggestions are and are not, how often they were taken, and a button to compute them anew."""
    process, processes = chosen_process(request, *MODERATION)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    found = known_of(process)
    page = SuggestionsPage(
        process=process,
        processes=processes,
        rows=tuple(queries.acceptance(process)),
        learnt=found[1].learnt if found else None,
        encoder=found[1].encoder if found else "",
        sorted_cards=queries.sorted_cards(process),
        waiting=queries.waiting(process).count(),
    )
    return office_page(request, "office/board/suggestions.html", page)


@require_POST
@opens_with(OPENS)
def compute(request: HttpRequest, slug: str) -> HttpResponse:
    """Learn and suggest in the background."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    job = start_job(
        actor=actor_of(request), kind=SUGGEST, title=_("Vorschläge für die Pinnwand"),
        arguments={"process": process.slug}, now=timezone.now(),
    )  # fmt: skip
    return redirect("office:job", job.uid)


@require_POST
@opens_with(OPENS)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay the card into the suggested theme."""
    shown = _visible(request, pk, with_theme=True)
    theme, card, actor, now = shown.theme, shown.contribution, actor_of(request), timezone.now()
    if theme is None:
        return redirect(back(request, card))
    try:
        participation.assign_contribution(actor=actor, contribution=card, theme=theme, now=now)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        decided(request, card.process, [card], theme, now)
        messages.success(
            request,
            _("Beitrag %(number)s liegt jetzt im Thema „%(theme)s“.") % {"number": card.number, "theme": theme.title},
        )
    return redirect(back(request, card))


@require_POST
@opens_with(OPENS)
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a suggestion does not fit."""
    shown = _visible(request, pk)
    try:
        actions.reject_suggestion(actor=actor_of(request), suggestion=shown, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Der Vorschlag wird nicht mehr gezeigt."))
    return redirect(back(request, shown.contribution))


def _visible(request: HttpRequest, pk: int, *, with_theme: bool = False) -> Suggestion:
    rows = Suggestion.objects.current().filter(contribution__process__in=own_processes(request, *MODERATION))
    if with_theme:
        rows = rows.filter(theme__isnull=False)
    return get_visible(rows.select_related("contribution__process", "theme"), pk=pk)


urlpatterns: list[URLPattern] = [
    path("pinnwand/vorschlaege/", suggestions, name="suggestions"),
    path("pinnwand/vorschlaege/<int:pk>/uebernehmen/", accept, name="suggestion_accept"),
    path("pinnwand/vorschlaege/<int:pk>/ablehnen/", reject, name="suggestion_reject"),
    path("pinnwand/<slug:slug>/vorschlaege-berechnen/", compute, name="suggestions_compute"),
]
