"""Kalender: the week of the counsellors, one appointment with what can be done, the list of those who wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed
from roterfaden.advice import actions, queries
from roterfaden.advice.enums import AppointmentState, AssignmentState
from roterfaden.advice.forms import AskForm, TimeForm, first_days, site_words
from roterfaden.advice.methods import open_times
from roterfaden.advice.models import Appointment, Counsellor, InterpreterAssignment
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import readable
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.advice_records import person_of, private
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.forms import FilterForm
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

SEES = "advice.view_calendar"
DAYS_OF_CHOICE = 20
"""Days of free times shown when an appointment is moved."""

add_entry(route="office:calendar", label=gettext_lazy("Kalender"), position=220, permission=SEES)


class CalendarFilter(FilterForm):
    """Whose calendar."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Wer"), queryset=Counsellor.objects.none(), empty_label=gettext_lazy("alle")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = queries.counsellors()


@dataclass(frozen=True)
class CalendarPage:
    """One week."""

    week: queries.Week
    form: CalendarFilter
    today: date
    own: Counsellor | None
    person: str


@dataclass(frozen=True)
class AppointmentPage:
    """One appointment. `ask` is there until somebody has promised to interpret."""

    row: Appointment
    code: str
    assignments: list[InterpreterAssignment]
    ask: AskForm | None
    is_coming: bool
    has_begun: bool


@provides_tasks(220)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Today's appointments, those that lack an interpreter, those of which nobody has said whether they took place."""
    own = queries.counsellor_of(actor) if isinstance(actor, User) and allowed(actor, SEES) else None
    if own is None:
        return
    counts, url = queries.desk_counts(own, on=on), reverse("office:calendar") + f"?person={own.pk}"
    said = ngettext("Heute kommt eine Person zu Ihnen", "Heute kommen %(count)s Personen zu Ihnen", counts.today)
    yield Task(said % {"count": counts.today}, _("Vereinbarte Termine von heute."), url, counts.today, on)
    said = ngettext("Ein Termin ohne Dolmetschen", "%(count)s Termine ohne Dolmetschen", counts.lacking)
    text = _("Fragen Sie jemanden an, oder verschieben Sie den Termin.")
    yield Task(said % {"count": counts.lacking}, text, url, counts.lacking)
    said = ngettext("Ein Termin ist nicht abgeschlossen", "%(count)s Termine sind nicht abgeschlossen", counts.to_close)
    week = f"{url}&woche={counts.close_since}"
    yield Task(said % {"count": counts.to_close}, _("War die Person da?"), week, counts.to_close)


@require_safe
@opens_with(SEES)
def calendar(request: HttpRequest) -> HttpResponse:
    """The appointments of a week, of everybody or of one counsellor."""
    today = local_day(timezone.now())
    form = CalendarFilter(request.GET)
    person = form.chosen().get("person")
    monday = _monday(request.GET.get("woche", ""), today)
    context = CalendarPage(
        queries.week(monday, person), form, today, queries.counsellor_of(person_of(request)),
        f"&person={person.pk}" if person else "",
    )  # fmt: skip
    return private(office_page(request, "office/appointments/calendar.html", context))


@require_safe
@opens_with(SEES)
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Who waits for an appointment, and who has been offered one."""
    return private(office_page(request, "office/appointments/waiting.html", {"rows": queries.waiting_list()}))


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(SEES)
def appointment(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One appointment; sent, the form asks somebody to interpret."""
    row, now, actor = _row(uid), timezone.now(), actor_of(request)
    is_coming = row.state == AppointmentState.BOOKED and row.starts_at is not None and now < row.starts_at
    assignments = list(queries.assignments_of(row))
    has_somebody = any(each.state == AssignmentState.ACCEPTED for each in assignments)
    is_open = is_coming and not has_somebody
    ask = AskForm(posted(request), candidates=queries.candidates(row)) if is_open else None
    if ask is not None and ask.is_valid():
        who = ask.cleaned_data["interpreter"]
        if attempt(ask, lambda: actions.ask_interpreter(actor=actor, appointment=row, interpreter=who, now=now)):
            messages.success(request, _("Die Anfrage ist unterwegs. Die Antwort steht dann hier."))
            return redirect("office:appointment", row.uid)
    context = AppointmentPage(
        row, readable(row.code or ""), assignments, ask, is_coming,
        row.state == AppointmentState.BOOKED and not is_coming,
    )  # fmt: skip
    return private(office_page(request, "office/appointments/appointment.html", context))


@require_POST
@opens_with(SEES)
def act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call off, or enter whether the person came."""
    row, now, actor = _row(uid), timezone.now(), actor_of(request)
    try:
        if "absagen" in request.POST:
            actions.cancel_appointment(actor=actor, appointment=row, now=now)
            messages.success(request, _("Der Termin ist abgesagt.") + " " + _told(row))
        else:
            actions.close_appointment(actor=actor, appointment=row, came="da" in request.POST, now=now)
            messages.success(request, _("Der Termin ist abgeschlossen."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("office:appointment", row.uid)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(SEES)
def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose another time for somebody; with an address, they are told in their language."""
    row, now = _row(uid), timezone.now()
    free = queries.read_book(now=now, but=row).free(queries.wish_of(row), now=now)
    times = [each for each in open_times(free) if each.starts_at != row.starts_at]
    names = {site.pk: site_words(site) for site in queries.advised_sites(local_day(now))}
    form = TimeForm(posted(request), times=times, shown=first_days(times, DAYS_OF_CHOICE), sites=names)
    if form.is_valid():
        time = form.cleaned_data["time"]
        moved = attempt(
            form, lambda: actions.move_appointment(actor=actor_of(request), appointment=row, time=time, now=now)
        )
        if moved:
            messages.success(request, _("Der Termin ist verschoben.") + " " + _told(row))
            return redirect("office:appointment", row.uid)
    here = reverse("office:appointment", args=[row.uid])
    crumbs = (Link(_("Kalender"), reverse("office:calendar")), Link(_("Termin"), here))
    note = "" if times else _("Im Moment ist keine andere Zeit frei.")
    page = FormPage(_("Termin verschieben"), form, _("Verschieben"), here, crumbs, lead=_told(row), note=note)
    return private(form_page(request, page))


def _told(row: Appointment) -> str:
    if row.address:
        return _("Die Person bekommt eine E-Mail in ihrer Sprache.")
    return _("Die Person hat keine Adresse hinterlassen; sie sieht es nur mit ihrem Code.")


def _row(uid: UUID) -> Appointment:
    rows = Appointment.objects.select_related("counsellor__person", "site", "wished_site", "topic")
    return get_visible(rows, uid=uid)


def _monday(typed: str, today: date) -> date:
    """The Monday of the week a day lies in; of this week when the address names none."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = today
    return day - timedelta(days=day.weekday())


urlpatterns: list[URLPattern] = [
    path("beratung/kalender/", calendar, name="calendar"),
    path("beratung/kalender/warteliste/", waiting_list, name="appointment_wishes"),
    path("beratung/kalender/termine/<uuid:uid>/", appointment, name="appointment"),
    path("beratung/kalender/termine/<uuid:uid>/tun/", act, name="appointment_act"),
    path("beratung/kalender/termine/<uuid:uid>/verschieben/", move, name="appointment_move"),
]
