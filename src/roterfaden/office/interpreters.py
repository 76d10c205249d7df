"""Dolmetschen: the pool of interpreters, and the hours sheets of a month."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.advice import actions, queries
from roterfaden.advice.exports import hours_pdf, hours_table
from roterfaden.advice.forms import InterpreterForm, RecordInterpretingForm
from roterfaden.advice.methods import as_hours, language_choices, months_after
from roterfaden.advice.models import Interpreter
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.advice_records import private
from roterfaden.office.appointments import SEES
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.forms import FilterForm
from roterfaden.ui.parts import Link
from roterfaden.web.context import house_of
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

add_entry(route="office:interpreters", label=gettext_lazy("Dolmetschen"), position=222, permission=SEES)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


class PoolFilter(FilterForm):
    """Who interprets one language."""

    sprache = forms.ChoiceField(label=gettext_lazy("Sprache"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["sprache"].choices = [("", gettext_lazy("alle")), *language_choices()]


@dataclass(frozen=True)
class SheetsPage:
    """The hours of a month, by person."""

    month: date
    before: date
    after: date
    sheets: tuple[tuple[queries.HoursSheet, str], ...]
    total: str


@require_safe
@opens_with(SEES)
def interpreters(request: HttpRequest) -> HttpResponse:
    """The pool."""
    form = PoolFilter(request.GET)
    rows = queries.interpreter_rows(form.chosen().get("sprache", ""))
    return private(office_page(request, "office/interpreters/interpreters.html", {"form": form, "rows": rows}))


@form_methods
@opens_with(SEES)
def new(request: HttpRequest) -> HttpResponse:
    """Somebody joins the pool."""
    form = InterpreterForm(posted(request))
    if form.is_valid() and attempt(form, lambda: actions.add_interpreter(
        actor=actor_of(request), now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Eingetragen."))
        return redirect("office:interpreters")
    return _page(request, _("Dolmetschende Person eintragen"), form, _("Eintragen"))


@form_methods
@opens_with(SEES)
def interpreter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change what is known of somebody."""
    row = _row(uid)
    known = {
        "name": row.name, "languages": row.languages, "half_days": row.half_days, "email": queries.opened(row.email),
        "phone": queries.opened(row.phone),
    }  # fmt: skip
    form = InterpreterForm(posted(request), initial=known)
    if form.is_valid() and attempt(form, lambda: actions.revise_interpreter(
        actor=actor_of(request), interpreter=row, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Geändert."))
        return redirect("office:interpreters")
    return _page(request, _("Dolmetschende Person ändern"), form, _("Speichern"))


@require_POST
@opens_with(SEES)
def retire(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Somebody leaves the pool."""
    try:
        actions.retire_interpreter(actor=actor_of(request), interpreter=_row(uid), now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Aus der Liste genommen. Adresse und Telefon sind gelöscht."))
    return redirect("office:interpreters")


@form_methods
@opens_with(SEES)
def record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter a time nobody was asked for in writing."""
    row = _row(uid)
    form = RecordInterpretingForm(posted(request), languages=row.languages)
    if form.is_valid() and attempt(form, lambda: actions.record_interpreting(
        actor=actor_of(request), interpreter=row, now=timezone.now(), **form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Zeit ist eingetragen."))
        return redirect("office:interpreters")
    return _page(request, _("Dolmetschzeit nachtragen"), form, _("Eintragen"), lead=row.name)


@require_safe
@opens_with(SEES)
def sheets(request: HttpRequest) -> HttpResponse:
    """The hours of a month."""
    month = _month(request)
    found = queries.hours_sheets(month)
    context = SheetsPage(
        month, months_after(month, -1), months_after(month, 1),
        tuple((sheet, as_hours(sheet.minutes)) for sheet in found), as_hours(sum(sheet.minutes for sheet in found)),
    )  # fmt: skip
    return private(office_page(request, "office/interpreters/sheets.html", context))


@require_safe
@opens_with(SEES)
def sheets_file(request: HttpRequest, form: str) -> HttpResponse | FileResponse:
    """The hours of a month to take away: as table, or as pages to sign."""
    month = _month(request)
    found, words = queries.hours_sheets(month), date_format(month, "F Y")
    if form == "xlsx":
        table = hours_table(found, above=_("Dolmetschzeiten, %(month)s") % {"month": words})
        return FileResponse(table, as_attachment=True, filename=f"dolmetschen-{month:%Y-%m}.xlsx", content_type=XLSX)
    if form != "pdf" or not found:
        raise Http404
    house = house_of(request)
    made = hours_pdf(found, month=words, site=house.name if house else "", made_at=timezone.now())
    return private(pdf_response(made, f"stundennachweis-{month:%Y-%m}"))


def _row(uid: UUID) -> Interpreter:
    return get_visible(Interpreter.objects.filter(retired_at=None), uid=uid)


def _month(request: HttpRequest) -> date:
    """The month in the address (2026-11), else the last one that is over."""
    try:
        return date.fromisoformat(f"{request.GET.get('monat', '')}-01")
    except ValueError:
        return (local_day(timezone.now()).replace(day=1) - timedelta(days=1)).replace(day=1)


def _page(request: HttpRequest, title: str, form: forms.Form, submit: str, lead: str = "") -> HttpResponse:
    here = reverse("office:interpreters")
    return private(form_page(request, FormPage(title, form, submit, here, (Link(_("Dolmetschen"), here),), lead=lead)))


urlpatterns: list[URLPattern] = [
    path("beratung/dolmetschende/", interpreters, name="interpreters"),
    path("beratung/dolmetschende/neu/", new, name="interpreter_new"),
    path("beratung/dolmetschende/stunden/", sheets, name="interpreter_hours"),
    path("beratung/dolmetschende/stunden.<slug:form>", sheets_file, name="interpreter_hours_file"),
    path("beratung/dolmetschende/<uuid:uid>/", interpreter, name="interpreter"),
    path("beratung/dolmetschende/<uuid:uid>/ausscheiden/", retire, name="interpreter_retire"),
    path("beratung/dolmetschende/<uuid:uid>/nachtragen/", record, name="interpreter_record"),
]
