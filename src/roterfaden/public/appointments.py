"""An appointment with the advice centre: choosing a time, and what one can do later with its code.

No account, no name, nothing about the case. The code stands in no address: it is typed, or a QR code puts it behind the
"#", which browsers send to nobody; then a signed cookie keeps it for half an hour.
"""

from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.advice import actions, queries
from roterfaden.advice.enums import AppointmentState
from roterfaden.advice.forms import BookingForm, TimeForm, WishForm, first_days, site_words
from roterfaden.advice.methods import OpenTime, open_times
from roterfaden.advice.models import Appointment
from roterfaden.kernel.actors import Participant
from roterfaden.kernel.calendar import invitation
from roterfaden.kernel.codes import is_valid, readable
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.public.card import GUESSES, CodeForm
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.public.registration import calendar_file
from roterfaden.web.again import typed_words
from roterfaden.web.pages import attempt, posted
from roterfaden.web.qr import printed_address, qr_svg

PARTICIPANT = Participant()
COOKIE, SALT = "termin", "roterfaden.public.appointments"
COOKIE_LASTS = 30 * 60
"""Seconds for which this browser shows an appointment without asking for the code again: it may be a shared one."""
AT_ONCE = 20
"""Appointments from one address in ten minutes; a shelter or a library shares one."""
TOO_MANY, CLOSED = "public/card/too_many.html", "public/appointment/closed.html"


class AppointmentCodeForm(CodeForm):
    """One field: the code of the appointment."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = gettext_lazy("Code Ihres Termins")


# --- choosing a time --------------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """First what somebody needs, then the free times for it; without a free time, the waiting list."""
    now = timezone.now()
    sites = queries.advised_sites(local_day(now))
    wish = WishForm(request.GET if "thema" in request.GET else None, topics=queries.advised_topics(), sites=sites)
    if not wish.sites or not _is_open():
        return _closed(request)
    if not wish.is_valid():
        return public_page(request, "public/appointment/wish.html", {"form": wish})
    found = queries.read_book(now=now)
    times = open_times(found.free(wish.wish, now=now))
    form = _booking(request, times, wish)
    if request.method == "POST":
        if too_many("appointment", request, AT_ONCE):
            waits = {"typed": typed_words(request)}
            return private(public_page(request, TOO_MANY, waits, status=HTTPStatus.TOO_MANY_REQUESTS))
        made = _made(request, form, wish)
        if made is not None:
            tried("appointment", request)
            return _with_code(redirect("public:appointment"), made.code or "")
        if form.has_error("time"):  # somebody was faster: show what is free now
            times = open_times(queries.read_book(now=now).free(wish.wish, now=now))
            form = _again(form, times, wish, request)
    context = {
        "form": form,
        "wish": wish,
        "times": times,
        "later": _later(request, times),
        "interpreted": found.completed(wish.wish).needs_interpreter,
        "asked_for": wish.cleaned_data["dolmetschen"],
        "query": urlencode({name: value for name, value in request.GET.items() if name != "ab"}),
    }
    return private(public_page(request, "public/appointment/times.html", context))


def _is_open() -> bool:
    """Whether nobody has locked the advice centre."""
    return allowed(PARTICIPANT, "advice.book_appointment")


def _closed(request: HttpRequest) -> HttpResponse:
    """No times, or the advice centre is locked; what somebody had typed by then can be sent again later."""
    typed = typed_words(request)
    status = HTTPStatus.SERVICE_UNAVAILABLE if typed else HTTPStatus.OK
    return private(public_page(request, CLOSED, {"typed": typed}, status=status))


def _booking(request: HttpRequest, times: list[OpenTime], wish: WishForm) -> BookingForm:
    return BookingForm(posted(request), times=times, shown=_shown(request, times), sites=_names(wish))


def _again(old: BookingForm, times: list[OpenTime], wish: WishForm, request: HttpRequest) -> BookingForm:
    """The same form with the times that are free now; what was typed and what was wrong stay."""
    form = BookingForm(old.data, times=times, shown=_shown(request, times), sites=_names(wish))
    form.is_valid()
    if "time" in form.fields and not form.has_error("time"):
        form.add_error("time", old.errors["time"][0])
    elif "time" not in form.fields:
        form.add_error(None, old.errors["time"][0])
    return form


def _made(request: HttpRequest, form: BookingForm, wish: WishForm) -> Appointment | None:
    """The appointment, or the place on the waiting list; None when the form has errors now."""
    if "time" in request.POST and "time" not in form.fields:
        form.is_valid()
        form.add_error(None, _("Diese Zeit ist gerade vergeben worden. Im Moment ist keine andere frei."))
        return None
    if not form.is_valid():
        return None
    common: dict[str, Any] = {
        **wish.answers, "address": form.cleaned_data["email"], "reading": get_language() or settings.LANGUAGE_CODE,
        "now": timezone.now(),
    }  # fmt: skip
    if form.times:
        time = form.cleaned_data["time"]
        return attempt(form, lambda: actions.book_appointment(actor=PARTICIPANT, time=time, **common))
    return attempt(form, lambda: actions.join_waiting_list(actor=PARTICIPANT, **common))


def _names(wish: WishForm) -> dict[int, str]:
    return {site.pk: site_words(site) for site in wish.sites.values()}


def _shown(request: HttpRequest, times: list[OpenTime]) -> list[OpenTime]:
    """The times of the page: a few days, from the first free one or from the day in the address."""
    from_day = _day(request.GET.get("ab", ""))
    later = [each for each in times if from_day is None or local_day(each.starts_at) >= from_day]
    return first_days(later or times)


def _later(request: HttpRequest, times: list[OpenTime]) -> str:
    """The day from which the next page shows times; empty when there are no more."""
    shown = _shown(request, times)
    after = times[times.index(shown[-1]) + 1 :] if shown else []
    return local_day(after[0].starts_at).isoformat() if after else ""


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


# --- with the code ----------------------------------------------------------------------------------------------------
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest) -> HttpResponse:
    """The appointment this browser knows the code of, and what can be done with it; else the code is asked for."""
    row = _known(request)
    if request.method == "POST":
        if "vergessen" in request.POST:
            return _forgetting(redirect("public:appointment_book"))
        if row is not None and "code" not in request.POST:
            return _act(request, row)
        return _found(request)
    if row is None:
        return private(public_page(request, "public/appointment/find.html", {"form": AppointmentCodeForm()}))
    return private(public_page(request, "public/appointment/appointment.html", _page(row)))


def _page(row: Appointment) -> dict[str, Any]:
    address = f"{printed_address('public:appointment')}#{row.code}"
    now = timezone.now()
    has_begun = row.starts_at is not None and row.starts_at <= now
    return {
        "row": row,
        "code": readable(row.code or ""),
        "qr": qr_svg(address, _("QR-Code zu diesem Termin")),
        "ahead": queries.place_in_line(row) if row.state == AppointmentState.WAITING else 0,
        "is_alive": row.is_alive and not has_begun,
        "address": address.partition("://")[2].partition("#")[0],
    }


def _found(request: HttpRequest) -> HttpResponse:
    """Look for the code somebody typed, and remember it."""
    form = AppointmentCodeForm(request.POST)
    if too_many("appointment-code", request, GUESSES):
        return private(public_page(request, TOO_MANY, status=HTTPStatus.TOO_MANY_REQUESTS))
    if form.is_valid():
        if queries.appointment_by_code(form.cleaned_data["code"]) is not None:
            return _with_code(redirect("public:appointment"), form.cleaned_data["code"])
        tried("appointment-code", request)
        form.add_error("code", _("Diesen Code gibt es bei uns nicht. Einige Tage nach dem Termin löschen wir ihn."))
    return private(public_page(request, "public/appointment/find.html", {"form": form}))


def _act(request: HttpRequest, row: Appointment) -> HttpResponse:
    """Call off, take an offer or leave it."""
    if not _is_open():
        return _closed(request)
    acts = {
        "absagen": actions.cancel_appointment, "annehmen": actions.accept_offer, "ablehnen": actions.decline_offer,
    }  # fmt: skip
    for name, act in acts.items():
        if name in request.POST:
            try:
                act(actor=PARTICIPANT, appointment=row, now=timezone.now())
            except DomainError as refusal:
                messages.error(request, str(refusal))
            break
    return private(redirect("public:appointment"))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest) -> HttpResponse:
    """Choose another time for the same appointment."""
    row, now = _known(request), timezone.now()
    if row is None or not row.is_alive or (row.starts_at is not None and row.starts_at <= now):
        return private(redirect("public:appointment"))
    if not _is_open():
        return _closed(request)
    form = _moving(request, row)
    if form.is_valid():
        time = form.cleaned_data["time"]
        if attempt(form, lambda: actions.move_appointment(
            actor=PARTICIPANT, appointment=row, time=time, now=timezone.now()
        )) is not None:  # fmt: skip
            messages.success(request, _("Ihr Termin ist verschoben."))
            return private(redirect("public:appointment"))
    context = {"form": form, "row": row, "times": form.times, "later": _later(request, list(form.times.values()))}
    return private(public_page(request, "public/appointment/move.html", context))


def _moving(request: HttpRequest, row: Appointment) -> TimeForm:
    now = timezone.now()
    free = queries.read_book(now=now, but=row).free(queries.wish_of(row), now=now)
    times = [each for each in open_times(free) if each.starts_at != row.starts_at or each.site != row.site_id]
    names = {site.pk: site_words(site) for site in queries.advised_sites(local_day(now))}
    return TimeForm(posted(request), times=times, shown=_shown(request, times), sites=names)


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The date for one's own calendar."""
    row = _known(request)
    if row is None or row.starts_at is None:
        return private(redirect("public:appointment"))
    return private(calendar_file(invitation(queries.calendar_entry(row, now=timezone.now())), "termin"))


def _known(request: HttpRequest) -> Appointment | None:
    """The appointment whose code this browser showed us less than half an hour ago."""
    code = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=COOKIE_LASTS)
    return queries.appointment_by_code(code) if code and is_valid(code) else None


def _with_code(response: HttpResponse, code: str) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE, code, salt=SALT, httponly=True, samesite="Lax", secure=settings.HTTPS, max_age=COOKIE_LASTS
    )
    return private(response)


def _forgetting(response: HttpResponse) -> HttpResponse:
    response.delete_cookie(COOKIE, samesite="Lax")
    return private(response)


urlpatterns: list[URLPattern] = [
    path("beratung/termin/", book, name="appointment_book"),
    path("beratung/termin/mein/", appointment, name="appointment"),
    path("beratung/termin/mein/verschieben/", move, name="appointment_move"),
    path("beratung/termin/mein/termin.ics", calendar, name="appointment_calendar"),
]
