"""Plätze: who has a seat where, the invitation, the start list, how a seat goes on, and courses that fall through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.courses import actions, queries
from roterfaden.courses.enums import HOLDING, OpenPurpose, RunState, SeatState
from roterfaden.courses.exports import StartLine, start_pdf, start_xlsx
from roterfaden.courses.forms import FallThroughForm, InviteForm, StepForm, step_day
from roterfaden.courses.forms.learning import MAIL
from roterfaden.courses.models import Agreement, CourseRun, Seat
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.candidates import kept_by_nobody
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.placement import calculate, run_of
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.parts import Link
from roterfaden.web.context import house_of
from roterfaden.web.course_letters import Invitation, Mail, invitation_mail, invitation_pdf
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(
    route="office:course_seats", label=gettext_lazy("Kursplätze"), position=238, permission="courses.view_placement"
)
form_methods = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class SeatsPage:
    """Courses somebody holds a seat in; `fallen` were called off, and people still need a new seat.

    `undecided` have ended, and nobody has said how it goes on; `due` counts what may still be told to other bodies.
    """

    runs: tuple[CourseRun, ...]
    fallen: tuple[CourseRun, ...]
    undecided: tuple[Seat, ...]
    due: int
    today: date


@dataclass(frozen=True)
class RunSeatsPage:
    """Everybody who has or had a seat in one course."""

    run: CourseRun
    seats: tuple[Seat, ...]
    holding: int
    agreement: Agreement | None
    today: date


@provides_tasks(238)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Courses that were called off, until everybody who had a seat has a new one or waits no longer."""
    if not allowed(actor, "courses.start_plan"):
        return
    text = _("Sehen Sie nach, wer betroffen ist, und lassen Sie einen neuen Vorschlag rechnen.")
    for run in queries.runs_fallen():
        count = run.affected  # annotated
        title = ngettext("Kurs %(number)s fällt aus: Eine Person braucht einen neuen Platz",
                         "Kurs %(number)s fällt aus: %(count)s Menschen brauchen einen neuen Platz",
                         count)  # fmt: skip
        url = reverse("office:run_falls_through", args=[run.uid])
        yield Task(title % {"number": run.number, "count": count}, text, url, count)


@require_safe
@opens_with("courses.view_placement")
def course_seats(request: HttpRequest) -> HttpResponse:
    """Courses with people in them."""
    today = local_day(timezone.now())
    context = SeatsPage(
        tuple(queries.runs_with_seats(today)), tuple(queries.runs_fallen()), tuple(queries.seats_undecided()),
        len(queries.notes_due(today)), today,
    )  # fmt: skip
    return office_page(request, "office/placement/seats.html", context)


@require_safe
@opens_with("courses.view_placement")
def run_seats(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One course."""
    run = run_of(uid)
    today = local_day(timezone.now())
    seats = tuple(queries.seats_of_run(run))
    found = queries.reaches(run, (seat.candidate.area for seat in seats), today)
    for seat in seats:
        seat.reach = found.get(seat.candidate.area_id)
    context = RunSeatsPage(
        run, seats, sum(seat.is_holding for seat in seats), _agreement(run), today
    )  # fmt: skip
    return office_page(request, "office/placement/run.html", context)


def _agreement(run: CourseRun) -> Agreement | None:
    return Agreement.objects.filter(provider=run.provider_id, ended_on=None).first()


@form_methods
@opens_with("courses.move_seat")
def seat_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a seat goes on."""
    seat = get_visible(Seat.objects.filter(state__in=HOLDING).select_related("candidate", "run"), pk=pk)
    form = StepForm(posted(request), seat=seat, initial={"on": step_day(seat, local_day(timezone.now()))})
    if form.is_valid() and attempt(form, lambda: actions.move_seat(
        actor=actor_of(request), seat=seat, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Der Stand ist eingetragen."))
        return redirect("office:run_seats", seat.run.uid)
    back = reverse("office:seat", args=[seat.pk])
    lead = _("Person %(code)s, Kurs %(number)s. Bisher: %(state)s.") % {
        "code": seat.candidate.pseudonym, "number": seat.run.number, "state": seat.get_state_display(),
    }  # fmt: skip
    page = FormPage(_("Wie geht es weiter?"), form, _("Eintragen"), back, run_crumbs(seat.run), lead)
    return form_page(request, page)


@require_POST
@opens_with("courses.open_candidate")
def seat_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The invitation: as PDF to print, or as a mail if the person wants it so. Both open what is sealed, and are
    recorded; a mail goes out only by this click."""
    rows = Seat.objects.holding().select_related(
        "candidate", "run__provider", "run__site", "run__course_type"
    ).prefetch_related("run__times")  # fmt: skip
    seat, now = get_visible(rows, pk=pk), timezone.now()
    house, form = house_of(request), InviteForm(request.POST)
    by_mail = form.is_valid() and form.cleaned_data["way"] == MAIL
    if house is None:
        return redirect("office:seat", seat.pk)
    try:
        words = actions.open_candidate(
            actor=actor_of(request), candidate=seat.candidate,
            purpose=OpenPurpose.MAIL if by_mail else OpenPurpose.LETTER, now=now,
        )  # fmt: skip
        if by_mail:
            _mail(request, seat, words.email, invitation_mail(seat, seat.candidate.language, house))
            return redirect("office:seat", seat.pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:seat", seat.pk)
    made = invitation_pdf(Invitation(seat, words, seat.candidate.language, house), made_at=seat.reserved_at)
    return kept_by_nobody(pdf_response(made, f"einladung-{seat.candidate.code.lower()}"))


def _mail(request: HttpRequest, seat: Seat, to: str, mail: Mail) -> None:
    actions.send_invitation(
        actor=actor_of(request), seat=seat, to=to, subject=mail.subject, text=mail.text,
        language=seat.candidate.language, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Die Einladung geht als E-Mail an die Person."))


@require_POST
@opens_with("courses.open_candidate")
def start_list(request: HttpRequest, uid: UUID, form: str) -> HttpResponse | FileResponse:
    """The list for the provider; each name that is told is opened and recorded."""
    run, now = run_of(uid), timezone.now()
    lines = _start_lines(request, run)
    if form == "xlsx":
        made = start_xlsx(run, lines)
        answer = FileResponse(made, as_attachment=True, filename=f"startliste-{run.number}.xlsx", content_type=XLSX)
        return kept_by_nobody(answer)  # type: ignore[arg-type]  # only the headers are touched
    house = house_of(request)
    document = start_pdf(run, lines, site=house.name if house else "", on=local_day(now), made_at=now)
    return kept_by_nobody(pdf_response(document, f"startliste-{run.number}"))


@transaction.atomic
def _start_lines(request: HttpRequest, run: CourseRun) -> list[StartLine]:
    rows = run.seats.told() | run.seats.filter(state=SeatState.STARTED)
    seats = list(rows.select_related("candidate__recommended").order_by("candidate__code", "pk"))
    agreement, now = _agreement(run), timezone.now()
    told = queries.disclosures(agreement, [seat.candidate for seat in seats]) if agreement else {}
    lines = []
    for seat in seats:
        allowed_here = told.get(seat.candidate_id, frozenset())
        words = None
        if allowed_here and seat.candidate.words:
            words = actions.open_candidate(
                actor=actor_of(request), candidate=seat.candidate, purpose=OpenPurpose.START_LIST, now=now
            )  # fmt: skip
        lines.append(StartLine(seat, words, allowed_here))
    return lines


@form_methods
@opens_with("courses.start_plan")
def falls_through(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Who is affected; one click calls the course off and has a new proposal calculated.

    Of a course that is off already, by whomever: who still needs a new seat, and the click for a new proposal.
    """
    run = run_of(uid)
    form = FallThroughForm(posted(request)) if run.state != RunState.CANCELLED else None
    if form and form.is_valid() and attempt(form, lambda: _cancel(request, run, **form.cleaned_data)) is not None:
        try:
            started = actions.start_plan(actor=actor_of(request), now=timezone.now())
        except DomainError as error:
            messages.info(request, str(error))
            return redirect("office:course_seats")
        messages.success(request, _("Die Plätze sind frei gemeldet. Der neue Vorschlag wird gerechnet."))
        return redirect("office:job", calculate(request, started).uid)
    context = {"run": run, "seats": tuple(queries.seats_lost(run)), "form": form, "crumbs": run_crumbs(run)}
    return office_page(request, "office/placement/falls_through.html", context)


def _cancel(request: HttpRequest, run: CourseRun, cause: str, reason: str) -> CourseRun:
    return actions.cancel_run(actor=actor_of(request), run=run, reason=cause, note=reason, now=timezone.now())


def run_crumbs(run: CourseRun) -> tuple[Link, ...]:
    """The way back up from an act on a course or a seat in it."""
    return (
        Link(_("Kursplätze"), reverse("office:course_seats")),
        Link(run.number, reverse("office:run_seats", args=[run.uid])),
    )


urlpatterns: list[URLPattern] = [
    path("kurse/plaetze/", course_seats, name="course_seats"),
    path("kurse/plaetze/<uuid:uid>/", run_seats, name="run_seats"),
    path("kurse/plaetze/<uuid:uid>/faellt-aus/", falls_through, name="run_falls_through"),
    path("kurse/plaetze/<uuid:uid>/startliste.<slug:form>", start_list, name="start_list"),
    path("kurse/plaetze/platz/<int:pk>/stand/", seat_step, name="seat_step"),
    path("kurse/plaetze/platz/<int:pk>/einladung/", seat_letter, name="seat_letter"),
]
