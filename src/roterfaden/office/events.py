"""Veranstaltungen: the list, planning and changing one, and its sheet of cards for the printer."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, PLANNING, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import EventFilter, EventForm, IssueCodesForm
from roterfaden.participation.models import OFFICE_ROLES, Documentation, Event, Process
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted, put_error

add_entry(
    route="office:events", label=gettext_lazy("Veranstaltungen"), position=30, permission="participation.view_process"
)


form_methods = require_http_methods(["GET", "HEAD", "POST"])


@provides_tasks(30)
def tasks(actor: Actor, on: date) -> Iterator[Task]:
    """Events of the next weeks for which no card has been printed."""
    for row in queries.events_without_codes(Process.objects.visible_to(actor, *MODERATION), on=on):
        title = _("Für „%(event)s“ sind noch keine Karten gedruckt") % {"event": row.title}
        address = f"{reverse('office:event', args=[row.slug])}#karten"
        yield Task(title, row.process.title, address, 1, local_day(row.starts_at))


@require_safe
@opens_with("participation.view_process")
def events(request: HttpRequest) -> HttpResponse:
    """All events of the processes this person may open."""
    form = EventFilter(request.GET, processes=own_processes(request, *OFFICE_ROLES))
    chosen = form.chosen()
    rows = queries.event_rows(
        actor_of(request),
        process_slug=chosen["verfahren"].slug if "verfahren" in chosen else "",
        upcoming_from=timezone.now() if chosen.get("zeit") else None,
    )
    planned = [chosen["verfahren"]] if "verfahren" in chosen else list(own_processes(request, *PLANNING)[:1])
    context = {
        "filter": form,
        "rows": page_of(request, rows),
        "plan_for": next((row for row in planned if allowed(actor_of(request), "participation.plan_event", row)), None),
    }
    return office_page(request, "office/events/events.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_process")
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event, with the number of cards still to be printed."""
    shown = _visible_event(request, slug, *OFFICE_ROLES)
    may_print = allowed(actor_of(request), "participation.issue_codes", shown.process)
    if request.method == "POST" and not may_print:
        raise PermissionDenied
    form = IssueCodesForm(request.POST or None, event=shown)
    if request.method == "POST" and form.is_valid():
        try:
            count = _issue(request, shown, form)
        except DomainError as error:
            put_error(form, error)
        else:
            text = ngettext("%(count)s Karte ist bereit.", "%(count)s Karten sind bereit.", count)
            messages.success(request, text % {"count": count})
            return redirect("office:event_cards", shown.slug)
    context = {
        "event": shown,
        "groups": shown.actor_groups.order_by("position", "pk"),
        "voices": shown.contributions.count(),
        "free_codes": queries.free_codes(shown).count(),
        "form": form,
        "may_print": may_print,
        "may_plan": allowed(actor_of(request), "participation.replan_event", shown),
        **_around(request, shown),
    }
    return office_page(request, "office/events/event.html", context)


def _issue(request: HttpRequest, shown: Event, form: IssueCodesForm) -> int:
    """Draw codes for every question that shall have cards of its own; returns how many."""
    questions, count = form.printed(), form.cleaned_data["count"]
    with transaction.atomic():
        for question in questions:
            actions.issue_codes(
                actor=actor_of(request), process=shown.process, event=shown, question=question, count=count,
                now=timezone.now(),
            )  # fmt: skip
    return count * len(questions)


def _around(request: HttpRequest, shown: Event) -> dict[str, Any]:
    """What surrounds an event: guests, invitations, counts, documentation; only what this person may see."""
    may_see = allowed(actor_of(request), "participation.view_guests", shown)
    now = timezone.now()
    return {
        "may_see_guests": may_see,
        "seats": queries.seats(shown) if may_see else None,
        "invited": queries.invitee_tallies(shown) if may_see else (),
        "documentation": Documentation.objects.filter(event=shown).first(),
        "has_headcounts": shown.headcounts.exists(),
        "has_begun": shown.starts_at <= now,
        "can_cancel": shown.cancelled_at is None and now < shown.ends_at,
    }


@form_methods
@opens_with("participation.plan_event")
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A new event of a process."""
    process = get_visible(own_processes(request, *OFFICE_ROLES), slug=slug)
    if not allowed(actor_of(request), "participation.plan_event", process):
        raise PermissionDenied
    form = EventForm(posted(request), process=process)
    if form.is_valid():
        made = attempt(form, lambda: actions.plan_event(
            actor=actor_of(request), process=process, now=timezone.now(),
            slug=free_slug(form.cleaned_data["title"], Event.objects.all()), **form.cleaned_data,
        ))  # fmt: skip
        if made:
            messages.success(request, _("Die Veranstaltung „%(title)s“ ist geplant.") % {"title": made.title})
            return redirect("office:event", made.slug)
    back = reverse("office:process", args=[process.slug])
    crumbs = (Link(_("Verfahren"), reverse("office:processes")), Link(process.title, back))
    note = "" if process.stages.exists() else _("Planen Sie zuerst einen Abschnitt, in dem sie stattfindet.")
    title, submit = _("Veranstaltung planen"), _("Veranstaltung planen")
    return form_page(request, FormPage(title, form, submit, back, crumbs, lead=process.title, note=note))


@form_methods
@opens_with("participation.replan_event")
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Another day, place or question."""
    shown = _visible_event(request, slug, *OFFICE_ROLES)
    if not allowed(actor_of(request), "participation.replan_event", shown):
        raise PermissionDenied
    form = EventForm(posted(request), process=shown.process, event=shown)
    if form.is_valid():
        made = attempt(form, lambda: actions.replan_event(
            actor=actor_of(request), event=shown, now=timezone.now(), **form.cleaned_data
        ))  # fmt: skip
        if made:
            messages.success(request, _("Die Veranstaltung „%(title)s“ ist geändert.") % {"title": made.title})
            return redirect("office:event", shown.slug)
    back = reverse("office:event", args=[shown.slug])
    crumbs = (Link(_("Veranstaltungen"), reverse("office:events")), Link(shown.title, back))
    title = _("„%(title)s“ ändern") % {"title": shown.title}
    lead = _("Die Adresse und die gedruckten Codes bleiben gültig. Was war und was ist, steht im Protokoll.")
    return form_page(request, FormPage(title, form, _("Änderungen speichern"), back, crumbs, lead=lead))


def _visible_event(request: HttpRequest, slug: str, *roles: str) -> Event:
    rows = Event.objects.filter(process__in=own_processes(request, *roles))
    return get_visible(rows.select_related("process", "stage", "area"), slug=slug)


urlpatterns: list[URLPattern] = [
    path("veranstaltungen/", events, name="events"),
    path("veranstaltungen/<slug:slug>/", event, name="event"),
    path("veranstaltungen/<slug:slug>/aendern/", change, name="event_change"),
    path("verfahren/<slug:slug>/veranstaltung/", plan, name="event_plan"),
]
