"""One seat from the invitation to what came of it: results, the account of hours, and how it goes on afterwards."""

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
from roterfaden.courses import actions, queries
from roterfaden.courses.enums import TOLD, NextStep
from roterfaden.courses.forms import InviteForm, NextForm, ResultForm
from roterfaden.courses.models import AttendanceNote, Seat
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.course_seats import run_crumbs
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class SeatPageContext:
    """One seat; `invite` where somebody can still be invited, `options` what may be told to whom."""

    page: queries.SeatPage
    seat: Seat
    invite: InviteForm | None
    options: tuple[queries.NoteOption, ...]
    notes: tuple[AttendanceNote, ...]
    crumbs: tuple[Link, ...]


def seat_of(pk: int) -> Seat:
    """The seat of an address, or 404."""
    rows = Seat.objects.select_related("candidate__area", "run__provider", "run__site", "run__course_type")
    return get_visible(rows, pk=pk)


def seat_crumbs(seat: Seat) -> tuple[Link, ...]:
    """The way back up from an act on one seat."""
    return (*run_crumbs(seat.run), Link(seat.candidate.pseudonym, reverse("office:seat", args=[seat.pk])))


@provides_tasks(238)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """People whose course has ended, until somebody says how it goes on."""
    if not allowed(actor, "courses.choose_next"):
        return
    count = queries.seats_undecided().count()
    title = ngettext(
        "Eine Person hat ihren Kurs beendet: Wie geht es weiter?",
        "%(count)s Menschen haben ihren Kurs beendet: Wie geht es weiter?",
        count,
    )
    text = _("Bis Sie das entscheiden, wird kein neuer Platz vorgeschlagen.")
    yield Task(title % {"count": count}, text, reverse("office:course_seats") + "#beendet", count)


@require_safe
@opens_with("courses.view_placement")
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one seat."""
    found, today = seat_of(pk), local_day(timezone.now())
    context = SeatPageContext(
        page=queries.seat_page(found, today),
        seat=found,
        invite=InviteForm() if found.state in TOLD else None,
        options=queries.note_options([found], today)[found.pk],
        notes=tuple(queries.notes_of(found)),
        crumbs=run_crumbs(found.run),
    )
    return office_page(request, "office/placement/seat.html", context)


@form_methods
@opens_with("courses.record_result")
def seat_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody passed or not."""
    found = seat_of(pk)
    form = ResultForm(posted(request), seat=found)
    if form.is_valid() and attempt(form, lambda: actions.record_result(
        actor=actor_of(request), seat=found, now=timezone.now(), **form.values()
    )) is not None:  # fmt: skip
        messages.success(request, _("Das Ergebnis ist eingetragen."))
        return redirect("office:seat", found.pk)
    lead = _("Person %(code)s, Kurs %(number)s.") % {
        "code": found.candidate.pseudonym, "number": found.run.number,
    }  # fmt: skip
    back = reverse("office:seat", args=[found.pk])
    return form_page(
        request, FormPage(_("Ergebnis eintragen"), form, _("Eintragen"), back, seat_crumbs(found), lead)
    )  # fmt: skip


@form_methods
@opens_with("courses.choose_next")
def seat_next(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes on after a course: the next section, orientation, a repetition, or nothing."""
    found = get_visible(
        Seat.objects.undecided().select_related("candidate__area", "run__provider", "run__course_type"), pk=pk
    )
    choices = queries.next_choices(found, local_day(timezone.now()))
    form = NextForm(posted(request), choices=choices, seat=found)
    if form.is_valid() and attempt(form, lambda: actions.choose_next(
        actor=actor_of(request), seat=found, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(
            request,
            _("Die Person wartet nicht mehr.")
            if form.cleaned_data["step"] == NextStep.DONE
            else _("Die Person wartet ab heute auf den nächsten Platz."),
        )
        return redirect("office:candidate", found.candidate.code)
    context = {"seat": found, "choices": choices, "form": form, "crumbs": seat_crumbs(found)}
    return office_page(request, "office/placement/next.html", context)


urlpatterns: list[URLPattern] = [
    path("kurse/plaetze/platz/<int:pk>/", seat, name="seat"),
    path("kurse/plaetze/platz/<int:pk>/ergebnis/", seat_result, name="seat_result"),
    path("kurse/plaetze/platz/<int:pk>/weiter/", seat_next, name="seat_next"),
]
