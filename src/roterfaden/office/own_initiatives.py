"""Meine Maßnahmen: what I care for, what is due there, and one click to say that nothing has changed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed
from roterfaden.implementation import actions, queries
from roterfaden.implementation.methods import report_due
from roterfaden.implementation.models import Milestone
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.office.initiative_plans import initiative_of, locked_matter
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.web.pages import actor_of, get_visible

add_entry(
    route="office:own_initiatives",
    label=gettext_lazy("Meine Maßnahmen"),
    position=101,
    permission="implementation.report_progress",
)

SOON = 30
"""Milestones due within so many days stand on the desk with a button of their own."""


@dataclass(frozen=True)
class DeskRow:
    """One initiative on the desk, whether a report is due, and the milestones that are due now or soon."""

    own: queries.OwnRow
    report_due: bool
    milestones: tuple[Milestone, ...]

    @property
    def wants_something(self) -> bool:
        return self.report_due or bool(self.milestones)


@dataclass(frozen=True)
class DeskPage:
    """The desk of one person."""

    rows: tuple[DeskRow, ...]
    waiting: int
    today: date


def desk_rows(person: Actor, on: date) -> tuple[DeskRow, ...]:
    """What somebody cares for; nobody without an account has a desk."""
    if not isinstance(person, User):
        return ()
    return tuple(_desk_row(own, on) for own in queries.own_initiatives(queries.adopted_version(), person, on=on))


@provides_tasks(101)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Own initiatives that wait for a word."""
    if allowed(actor, "implementation.report_progress"):
        waiting = sum(row.wants_something for row in desk_rows(actor, on))
        title = ngettext("Eine Ihrer Maßnahmen wartet", "%(count)s Ihrer Maßnahmen warten", waiting)
        text = _("Sagen Sie mit einem Klick, wie es steht.")
        yield Task(title % {"count": waiting}, text, reverse("office:own_initiatives"), waiting)


@require_safe
@opens_with("implementation.report_progress")
def own_initiatives(request: HttpRequest) -> HttpResponse:
    """What I care for, first what is due first."""
    today = local_day(timezone.now())
    rows = desk_rows(actor_of(request), today)
    context = DeskPage(rows, sum(row.wants_something for row in rows), today)
    return office_page(request, "office/initiatives/own.html", context)


@require_POST
@opens_with("implementation.report_progress")
def confirm(request: HttpRequest, element_id: int) -> HttpResponse:
    """Nothing has changed: the last report again, for today."""
    matter, now = locked_matter(request, initiative_of(element_id), "report_progress"), timezone.now()
    standing = queries.latest_progress([element_id], municipality=matter.municipality).get(element_id)
    if standing is None:
        return redirect("office:initiative_report", element_id)
    return _said(
        request,
        _("Danke. Der Stand gilt weiter."),
        lambda: actions.report_progress(
            actor=actor_of(request), element=matter.element, municipality=matter.municipality,
            progress=standing.progress, reason=standing.reason, carried_on_by=standing.carried_on_by,
            as_of=local_day(now), now=now,
        ),
    )  # fmt: skip


@require_POST
@opens_with("implementation.reach_milestone")
def reached(request: HttpRequest, pk: int) -> HttpResponse:
    """A step was reached today."""
    rows = Milestone.objects.filter(done_on=None).select_related("element__concept__process", "municipality")
    milestone, now = get_visible(rows, pk=pk), timezone.now()
    return _said(
        request,
        _("Der Meilenstein ist erledigt."),
        lambda: actions.reach_milestone(
            actor=actor_of(request), milestone=milestone, done_on=local_day(now), now=now
        ),
    )  # fmt: skip


def _desk_row(own: queries.OwnRow, on: date) -> DeskRow:
    row = own.row
    if row.is_settled:
        return DeskRow(own, report_due=False, milestones=())
    near = tuple(each for each in row.milestones if each.done_on is None and (each.due_on - on).days <= SOON)
    return DeskRow(own, report_due(row.progress, row.status.as_of if row.status else None, on), near)


def _said(request: HttpRequest, thanks: str, action: Callable[[], object]) -> HttpResponse:
    try:
        action()
        messages.success(request, thanks)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("office:own_initiatives")


urlpatterns: list[URLPattern] = [
    path("massnahmen/meine/", own_initiatives, name="own_initiatives"),
    path("massnahmen/<int:element_id>/unveraendert/", confirm, name="initiative_confirm"),
    path("massnahmen/meilensteine/<int:pk>/heute-erledigt/", reached, name="milestone_reached"),
]
