"""Beratungszeiten: what counsellors enter about their languages, weekly hours and absences."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from roterfaden.accounts.models import User
from roterfaden.advice import actions, queries
from roterfaden.advice.forms import AbsenceForm, CounsellorForm, HoursForm
from roterfaden.advice.models import Absence, Appointment, Counsellor, WeeklyHours
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.advice_records import person_of
from roterfaden.office.appointments import SEES
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class HoursPage:
    """The calendar of one counsellor; `calendar` is None until languages are entered."""

    calendar: queries.OwnCalendar | None
    person: User
    colleagues: tuple[Counsellor, ...]
    query: str


@require_http_methods(["GET", "HEAD"])
@opens_with(SEES)
def hours(request: HttpRequest) -> HttpResponse:
    """One's own hours and absences, or those of a colleague."""
    person, today = _person(request), local_day(timezone.now())
    found = queries.counsellor_of(person)
    context = HoursPage(
        queries.own_calendar(found, on=today) if found else None, person, tuple(queries.counsellors()), _query(request)
    )
    return office_page(request, "office/appointments/hours.html", context)


@form_methods
@opens_with(SEES)
def profile(request: HttpRequest) -> HttpResponse:
    """Languages and room."""
    person, now = _person(request), timezone.now()
    found = queries.counsellor_of(person)
    known = {"room": found.room, "languages": found.languages} if found else {"languages": ["de"]}
    form = CounsellorForm(posted(request), initial=known)
    if form.is_valid() and attempt(form, lambda: actions.set_counsellor(
        actor=actor_of(request), person=person, now=now, **form.cleaned_data
    )) is not None:  # fmt: skip
        return _back(request, _("Sprachen und Raum sind eingetragen."))
    return _page(request, _("Sprachen und Raum"), form, _("Eintragen"))


@form_methods
@opens_with(SEES)
def add(request: HttpRequest) -> HttpResponse:
    """New weekly hours."""
    own, now = _own(request), timezone.now()
    known = own.hours.order_by("-pk").values_list("site", flat=True).first()
    form = HoursForm(posted(request), initial={"first_on": local_day(now), "site": known})
    if form.is_valid() and attempt(form, lambda: actions.set_hours(
        actor=actor_of(request), counsellor=own, now=now, **form.cleaned_data
    )) is not None:  # fmt: skip
        return _back(request, _("Die Beratungszeit ist eingetragen. Freie Zeiten erscheinen sofort."))
    return _page(request, _("Beratungszeit eintragen"), form, _("Eintragen"))


@form_methods
@opens_with(SEES)
def away(request: HttpRequest) -> HttpResponse:
    """Days without appointments."""
    own, now = _own(request), timezone.now()
    today = local_day(now)
    form = AbsenceForm(posted(request), initial={"first_on": today, "last_on": today})
    if form.is_valid():
        made = attempt(
            form, lambda: actions.add_absence(actor=actor_of(request), counsellor=own, now=now, **form.cleaned_data)
        )
        if made:
            hit = _touched(own, made)
            said = ngettext(
                "Eingetragen. Ein Termin liegt in dieser Zeit: Bitte verschieben Sie ihn im Kalender.",
                "Eingetragen. %(count)s Termine liegen in dieser Zeit: Bitte verschieben Sie sie im Kalender.",
                hit,
            )
            return _back(request, said % {"count": hit} if hit else _("Die Abwesenheit ist eingetragen."))
    return _page(request, _("Abwesenheit eintragen"), form, _("Eintragen"), lead=_("Warum, fragt hier niemand."))


@require_POST
@opens_with(SEES)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """No more times of these hours from today on."""
    row, now = get_visible(WeeklyHours.objects.select_related("counsellor"), pk=pk), timezone.now()
    try:
        actions.end_hours(actor=actor_of(request), hours=row, last_on=local_day(now) - timedelta(days=1), now=now)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(reverse("office:hours") + _query(request))
    return _back(request, _("Diese Beratungszeit ist beendet. Vereinbarte Termine bleiben bestehen."))


@require_POST
@opens_with(SEES)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """There after all."""
    row = get_visible(Absence.objects.select_related("counsellor"), pk=pk)
    actions.remove_absence(actor=actor_of(request), absence=row, now=timezone.now())
    return _back(request, _("Die Abwesenheit ist gelöscht."))


def _touched(own: Counsellor, absence: Absence) -> int:
    """How many booked appointments lie in an absence."""
    held = Appointment.objects.holding().filter(counsellor=own)
    return sum(held.between(span.starts_at, span.ends_at).count() for span in queries.absence_spans(absence))


def _person(request: HttpRequest) -> User:
    """Whose calendar: that of the counsellor the address names, else one's own."""
    chosen = request.GET.get("person", "")
    if chosen.isdecimal():
        return get_visible(queries.counsellors(), pk=int(chosen)).person
    return person_of(request)


def _own(request: HttpRequest) -> Counsellor:
    return get_visible(queries.counsellors(), person=_person(request))


def _query(request: HttpRequest) -> str:
    chosen = request.GET.get("person", "")
    return f"?person={chosen}" if chosen.isdecimal() else ""


def _back(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(reverse("office:hours") + _query(request))


def _page(request: HttpRequest, title: str, form: Any, submit: str, lead: str = "") -> HttpResponse:
    here = reverse("office:hours") + _query(request)
    crumbs = (Link(_("Kalender"), reverse("office:calendar")), Link(_("Beratungszeiten"), here))
    return form_page(request, FormPage(title, form, submit, here, crumbs, lead=lead))


urlpatterns: list[URLPattern] = [
    path("beratung/kalender/zeiten/", hours, name="hours"),
    path("beratung/kalender/zeiten/sprachen/", profile, name="hours_profile"),
    path("beratung/kalender/zeiten/neu/", add, name="hours_add"),
    path("beratung/kalender/zeiten/abwesend/", away, name="hours_away"),
    path("beratung/kalender/zeiten/<int:pk>/beenden/", end, name="hours_end"),
    path("beratung/kalender/zeiten/abwesend/<int:pk>/loeschen/", remove, name="hours_back"),
]
