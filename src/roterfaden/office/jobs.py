"""Aufträge: work in the background, as the person sees it who started it: how far, what came out, stop.

A surface that starts jobs says with `describe` how the counts of their result read and where "back" leads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.jobs import actions
from roterfaden.jobs.errors import JobEnded
from roterfaden.jobs.models import Job
from roterfaden.jobs.queries import jobs_of, somebody_works
from roterfaden.office.lists import page_of
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.parts import Link, Text
from roterfaden.web.pages import actor_of, get_visible

add_entry(route="office:jobs", label=gettext_lazy("Aufträge"), position=890, permission="jobs.start_job")

STOP_POLLING = 286
"""The status by which htmx stops asking."""
TONES = {"waiting": "neutral", "running": "info", "done": "success", "failed": "danger", "cancelled": "warning"}


@dataclass(frozen=True)
class Description:
    """How jobs of one kind are told: a link back to where they belong, and words for the counts of their result."""

    back: Callable[[Job], Link | None]
    counts: Mapping[str, Text]


_described: dict[str, Description] = {}


def describe(kind: str, *, back: Callable[[Job], Link | None], counts: Mapping[str, Text]) -> None:
    """Say how jobs of `kind` are told. `back` gets the job (its `arguments` name what it works on)."""
    _described[kind] = Description(back, counts)


def described() -> frozenset[str]:
    """The kinds that have a description."""
    return frozenset(_described)


@dataclass(frozen=True)
class JobsPage:
    """What this person may see; an administrator sees everybody's."""

    page: Page[Job]
    rows: tuple[tuple[Job, str], ...]
    shows_people: bool


@dataclass(frozen=True)
class JobPage:
    """One job. `counts` are its result in words, `is_stuck` says that it waits and nobody is at work."""

    job: Job
    tone: str
    counts: tuple[tuple[Text, int], ...]
    back: Link | None
    is_stuck: bool
    may_cancel: bool


@require_safe
@opens_with("jobs.start_job")
def jobs(request: HttpRequest) -> HttpResponse:
    """One's own jobs, newest first."""
    page = page_of(request, jobs_of(actor_of(request)))
    context = JobsPage(
        page=page,
        rows=tuple((each, TONES[each.state]) for each in page.object_list),
        shows_people=allowed(actor_of(request), "jobs.view_workers"),
    )
    return office_page(request, "office/jobs/jobs.html", context)


@require_safe
@opens_with("jobs.start_job")
def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One job. HTMX asks for its state alone every two seconds, until it has ended."""
    found = get_visible(jobs_of(actor_of(request)), uid=uid)
    context = _told(request, found)
    if request.htmx and not request.htmx.boosted:
        return office_page(request, "office/jobs/_state.html", context, status=STOP_POLLING if found.has_ended else 200)
    return office_page(request, "office/jobs/job.html", context)


@require_POST
@opens_with("jobs.cancel_job")
def cancel_job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask a job to stop."""
    found = get_visible(jobs_of(actor_of(request)), uid=uid)
    try:
        actions.cancel_job(actor=actor_of(request), job=found, now=timezone.now())
    except JobEnded as error:
        messages.info(request, str(error))
    else:
        messages.success(request, _("Der Auftrag wird abgebrochen. Was schon erledigt ist, bleibt."))
    return redirect("office:job", found.uid)


def _told(request: HttpRequest, found: Job) -> JobPage:
    description = _described.get(found.kind)
    return JobPage(
        job=found,
        tone=TONES[found.state],
        counts=_in_words(description, found.result),
        back=description.back(found) if description else None,
        is_stuck=not found.has_ended and not somebody_works(timezone.now()),
        may_cancel=not found.has_ended
        and not found.cancel_requested
        and allowed(actor_of(request), "jobs.cancel_job", found),
    )


def _in_words(description: Description | None, result: Mapping[str, Any]) -> tuple[tuple[Text, int], ...]:
    if description is None:
        return ()
    return tuple((label, result[key]) for key, label in description.counts.items() if key in result)


urlpatterns: list[URLPattern] = [
    path("auftraege/", jobs, name="jobs"),
    path("auftraege/<uuid:uid>/", job, name="job"),
    path("auftraege/<uuid:uid>/abbrechen/", cancel_job, name="job_cancel"),
]
