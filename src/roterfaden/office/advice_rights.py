"""Mit dem Code: finding a case, opening one of another team in an emergency, and what a person may ask for."""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.models import User
from roterfaden.advice import actions, forms, queries
from roterfaden.advice.enums import RequestKind
from roterfaden.advice.exports import receipt, told_paper
from roterfaden.advice.methods import interface_language
from roterfaden.advice.models import Case, CaseRequest
from roterfaden.kernel.time import local_day
from roterfaden.office.advice_records import person_of, private
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.parts import Link, Text
from roterfaden.web.context import house_of
from roterfaden.web.pages import attempt, get_visible, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Right:
    """One thing a person may ask for, by the last part of its address."""

    kind: RequestKind
    title: Text
    lead: Text
    submit: Text
    form: type[BaseForm]


RIGHTS = {
    "auskunft": Right(
        RequestKind.ACCESS, gettext_lazy("Auskunft geben"),
        gettext_lazy("Die Person bekommt alles, was unter ihrem Code steht: zum Lesen als PDF und als Datei (JSON)."),
        gettext_lazy("Auskunft herunterladen"), forms.CodeForm,
    ),
    "berichtigung": Right(
        RequestKind.RECTIFICATION, gettext_lazy("Angaben berichtigen"),
        gettext_lazy("Sprache und Kommune. Was in der Situation oder in Notizen steht, berichtigt das Team im Fall."),
        gettext_lazy("Berichtigen"), forms.CorrectForm,
    ),
    "loeschung": Right(
        RequestKind.ERASURE, gettext_lazy("Alles löschen"),
        gettext_lazy("Der Fall mit allen Gesprächen, Notizen und der Situationsanalyse. Gezählte Zahlen bleiben."),
        gettext_lazy("Endgültig löschen"), forms.EraseForm,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class CodePage:
    """The field for the code, what else a code is good for, and the last receipts."""

    form: forms.CodeForm
    rights: tuple[tuple[str, Right], ...]


@dataclass(frozen=True)
class ReceiptPage:
    """What was done, and the paper that says so."""

    done: CaseRequest
    pdf: str


@form_methods
@opens_with("advice.find_case")
def code(request: HttpRequest) -> HttpResponse:
    """Type the code somebody brings: to the case, or to the question whether it is an emergency."""
    me, now = person_of(request), timezone.now()
    form = forms.CodeForm(posted(request))
    if form.is_valid():
        found = attempt(form, lambda: actions.find_case(actor=me, code=form.cleaned_data["code"], now=now))
        if found:
            opens = queries.is_in_team(me, found) or queries.has_emergency(me, found, at=now)
            return redirect("office:advice_case" if opens else "office:advice_emergency", found.uid)
    page = CodePage(form, tuple(RIGHTS.items()))
    return private(office_page(request, "office/advice_centre/code.html", page))


@form_methods
@opens_with("advice.open_in_emergency")
def emergency(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Open a case of another team for some hours, for a reason."""
    me, now = person_of(request), timezone.now()
    row = get_visible(Case.objects.order_by("pk"), uid=uid)
    form = forms.EmergencyForm(posted(request))
    opened = None
    if form.is_valid():
        opened = attempt(form, lambda: actions.open_in_emergency(actor=me, case=row, now=now, **form.cleaned_data))
    if opened:
        messages.warning(request, _("Der Fall ist für vier Stunden offen. Das Team und die Leitung erfahren davon."))
        return redirect("office:advice_case", row.uid)
    page = FormPage(
        _("Fall im Notfall öffnen"), form, _("Öffnen"), reverse("office:advice_cases"),
        (Link(_("Fälle"), reverse("office:advice_cases")),),
        _("Dieser Fall gehört zu einem anderen Team. Sie können ihn lesen, wenn es nicht anders geht."),
        _("Das Öffnen steht im Protokoll. Das Team und die Leitung des Migrationszentrums erfahren davon."),
    )  # fmt: skip
    return private(form_page(request, page))


@form_methods
@opens_with("advice.find_case")
def right(request: HttpRequest, kind: str) -> HttpResponse:
    """Whoever holds the code asks to be told, to have it put right, or to have it deleted."""
    if kind not in RIGHTS:
        raise Http404
    me, now, asked = person_of(request), timezone.now(), RIGHTS[kind]
    extra: dict[str, Any] = {"on": local_day(now)} if asked.form is forms.CorrectForm else {}
    form = asked.form(posted(request), **extra)
    if form.is_valid():
        answer = attempt(form, lambda: _answer(request, asked, form, me, now))
        if answer:
            return private(answer)
    here = reverse("office:advice_code")
    crumbs = (Link(_("Code eingeben"), here),)
    return private(form_page(request, FormPage(asked.title, form, asked.submit, here, crumbs, asked.lead)))


def _answer(request: HttpRequest, asked: Right, form: BaseForm, me: User, now: datetime) -> HttpResponse:
    values = dict(form.cleaned_data)
    found = queries.case_with_code(values["code"])
    language = found.language if found else ""
    if asked.kind == RequestKind.ACCESS:
        told, done = actions.tell_about_case(actor=me, now=now, **values)
        house = house_of(request)
        paper = told_paper(told, language=language, site=house.name if house else "", made_at=now)
        slip = receipt(done, language=language, site=house.name if house else "")
        return _parcel(paper, slip, json.dumps(told.data(), ensure_ascii=False, indent=2))
    if asked.kind == RequestKind.RECTIFICATION:
        done = actions.correct_case(actor=me, now=now, **values)
        language = values["language"]
    else:
        values.pop("sure")
        done = actions.erase_case(actor=me, now=now, **values)
    query = urlencode({"sprache": interface_language(language)})
    return redirect(f"{reverse('office:advice_receipt', args=[done.uid])}?{query}")


def _parcel(paper: bytes, slip: bytes, data: str) -> HttpResponse:
    """The paper, the receipt and the data in one file to take away."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr("auskunft.pdf", paper)
        parcel.writestr("auskunft.json", data)
        parcel.writestr("bestaetigung.pdf", slip)
    response = HttpResponse(held.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, "auskunft.zip") or ""
    return response


@require_safe
@opens_with("advice.find_case")
def receipt_of(request: HttpRequest, uid: UUID) -> HttpResponse:
    """That it was done, as a page and (`als=pdf`) as a paper in two languages."""
    done = get_visible(CaseRequest.objects.filter(handled_by=person_of(request)), uid=uid)
    language = request.GET.get("sprache", "")
    if request.GET.get("als") == "pdf":
        house = house_of(request)
        return private(
            pdf_response(receipt(done, language=language, site=house.name if house else ""), _("Bestätigung"))
        )
    query = urlencode({"sprache": language, "als": "pdf"})
    return private(office_page(request, "office/advice_centre/receipt.html", ReceiptPage(done, f"?{query}")))


urlpatterns: list[URLPattern] = [
    path("beratung/code/", code, name="advice_code"),
    path("beratung/code/<slug:kind>/", right, name="advice_right"),
    path("beratung/notfall/<uuid:uid>/", emergency, name="advice_emergency"),
    path("beratung/bestaetigung/<uuid:uid>/", receipt_of, name="advice_receipt"),
]
