"""Kalender: the week of the counsellors, one appointment with what can be done, the list of those who wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
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
from roterfaden.advice.forms import AskForm, GiveForm, TimeForm, first_days, site_words
from roterfaden.advice.methods import interface_language, open_times
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
    """Whose calendar; the week stays."""

    woche = forms.CharField(widget=forms.HiddenInput)
    person = forms.ModelChoiceField(
        label=gettext_lazy("Wer"), queryset=Counsellor.objects.none(), empty_label=gettext_lazy("alle")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["person"].queryset = queries.counsellors()


@dataclass(frozen=True)
class CalendarPage:
    """One week; with `moving` its free times are those this appointment can move to."""

    week: queries.Week
    form: CalendarFilter
    today: date
    own: Counsellor | None
    person: str
    whom: str
    moving: Appointment | None


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
    """A week of everybody or of one counsellor; `verschieben` in the address names an appointment to move."""
    now = timezone.now()
    today, form, moving = local_day(now), CalendarFilter(request.GET), _moving(request, now)
    person = form.chosen().get("person")
    begins_at = local_day(moving.starts_at) if moving and moving.starts_at else today
    week = queries.week(_monday(request.GET.get("woche", ""), begins_at), now=now, counsellor=person, moving=moving)
    kept = {"person": person.pk if person else "", "verschieben": moving.uid if moving else ""}
    context = CalendarPage(
        week, form, today, queries.counsellor_of(person_of(request)),
        "".join(f"&{name}={value}" for name, value in kept.items() if value),
        str(person.pk) if person else "alle", moving,
    )  # fmt: skip
    return private(office_page(request, "office/appointments/calendar.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(SEES)
def give(request: HttpRequest) -> HttpResponse:
    """Give somebody a time, on the telephone or at the counter; `zeit` and `person` in the address choose them."""
    now, person = timezone.now(), _person(request)
    book = queries.read_book(now=now)
    times = open_times((book.of(person.pk) if person else book).free(None, now=now))
    chosen = [each for each in times if each.token == request.GET.get("zeit", "")]
    form = GiveForm(
        posted(request), times=times, shown=chosen or first_days(times), sites=_names(now),
        topics=queries.advised_topics(), initial={"time": chosen[0].token if chosen else ""},
    )  # fmt: skip
    made = attempt(form, lambda: _given(request, form, person, now)) if form.is_valid() else None
    if made is not None:
        told = _("Der Termin ist vereinbart. Geben Sie der Person den Code: Damit kann sie verschieben und absagen.")
        messages.success(request, told)
        return redirect("office:appointment", made.uid)
    here = reverse("office:calendar")
    lead = _("Bei %(name)s.") % {"name": person.person.name} if person else ""
    lead = lead if chosen else _("Für spätere Tage klicken Sie im Kalender auf eine freie Zeit.")
    note = "" if times else _("Im Moment ist keine Zeit frei.")
    page = FormPage(
        _("Termin geben"), form, _("Termin geben"), here, (Link(_("Kalender"), here),), lead=lead, note=note
    )  # fmt: skip
    return private(form_page(request, page))


def _given(request: HttpRequest, form: GiveForm, person: Counsellor | None, now: datetime) -> Appointment:
    typed = form.cleaned_data
    return actions.book_appointment(
        actor=actor_of(request), time=typed["time"], topic=typed["topic"], language=typed["language"],
        needs_interpreter=typed["needs_interpreter"], address=typed["email"],
        reading=interface_language(typed["language"]), counsellor=person, now=now,
    )  # fmt: skip


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
    """Call off, or enter whether the person came; whoever advised records the talk next."""
    row, now, actor = _row(uid), timezone.now(), actor_of(request)
    try:
        if "absagen" in request.POST:
            actions.cancel_appointment(actor=actor, appointment=row, now=now)
            messages.success(request, _("Der Termin ist abgesagt.") + " " + _told(row))
        else:
            actions.close_appointment(actor=actor, appointment=row, came="da" in request.POST, now=now)
            messages.success(request, _("Der Termin ist abgeschlossen."))
            if "da" in request.POST and row.counsellor and row.counsellor.person_id == person_of(request).pk:
                return redirect(f"{reverse('office:advice_record')}?termin={row.uid}")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return _onwards(request, row)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(SEES)
def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose another time for somebody; with an address, they are told in their language."""
    row, now = _row(uid), timezone.now()
    free = queries.read_book(now=now, but=row).free(queries.wish_of(row), now=now)
    times = [each for each in open_times(free) if each.starts_at != row.starts_at]
    form = TimeForm(posted(request), times=times, shown=first_days(times, DAYS_OF_CHOICE), sites=_names(now))
    if form.is_valid():
        time = form.cleaned_data["time"]
        moved = attempt(
            form, lambda: actions.move_appointment(actor=actor_of(request), appointment=row, time=time, now=now)
        )
        if moved:
            messages.success(request, _("Der Termin ist verschoben.") + " " + _told(row))
            return _onwards(request, moved)
    here = reverse("office:appointment", args=[row.uid])
    crumbs = (Link(_("Kalender"), reverse("office:calendar")), Link(_("Termin"), here))
    note = "" if times else _("Im Moment ist keine andere Zeit frei.")
    page = FormPage(_("Termin verschieben"), form, _("Verschieben"), here, crumbs, lead=_told(row), note=note)
    return private(form_page(request, page))


def _onwards(request: HttpRequest, row: Appointment) -> HttpResponse:
    """Back to the page of the appointment, or to its week where the calendar sent the form."""
    if "kalender" not in request.POST or row.starts_at is None:
        return redirect("office:appointment", row.uid)
    person = request.POST["kalender"]
    query = f"?woche={local_day(row.starts_at)}" + (f"&person={person}" if person.isdecimal() else "")
    return redirect(reverse("office:calendar") + query)


def _moving(request: HttpRequest, now: datetime) -> Appointment | None:
    """The appointment the address wants to move, while it can be moved."""
    try:
        row = _row(UUID(request.GET.get("verschieben", "")))
    except (ValueError, Http404):
        return None
    return row if row.is_alive and not (row.starts_at and row.starts_at <= now) else None


def _person(request: HttpRequest) -> Counsellor | None:
    """The counsellor the address names."""
    chosen = request.GET.get("person", "")
    return get_visible(queries.counsellors(), pk=int(chosen)) if chosen.isdecimal() else None


def _names(now: datetime) -> dict[int, str]:
    return {site.pk: site_words(site) for site in queries.advised_sites(local_day(now))}


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
    path("beratung/kalender/neu/", give, name="appointment_give"),
    path("beratung/kalender/warteliste/", waiting_list, name="appointment_wishes"),
    path("beratung/kalender/termine/<uuid:uid>/", appointment, name="appointment"),
    path("beratung/kalender/termine/<uuid:uid>/tun/", act, name="appointment_act"),
    path("beratung/kalender/termine/<uuid:uid>/verschieben/", move, name="appointment_move"),
]
