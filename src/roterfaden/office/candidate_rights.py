"""Rechte einer Person auf der Warteliste: when her data go, holding that back, being told everything, erasing."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from roterfaden.courses import actions, queries
from roterfaden.courses.exports import told_pdf
from roterfaden.courses.forms import EraseCandidateForm, HoldForm
from roterfaden.courses.models import Candidate
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.candidates import crumbs_of, form_methods, kept_by_nobody, waiting
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.context import house_of
from roterfaden.web.pages import actor_of, attempt


@dataclass(frozen=True)
class RightsPage:
    """When what goes, and the forms for the other rights."""

    candidate: Candidate
    keeping: queries.PersonKeeping
    hold_form: HoldForm
    erase_form: EraseCandidateForm
    crumbs: tuple[Link, ...]


@form_methods
@opens_with("courses.erase_candidate")
def candidate_rights(request: HttpRequest, code: str) -> HttpResponse:
    """One page for all rights; `akt` says which form was sent."""
    found, now = waiting(code), timezone.now()
    today, act = local_day(now), request.POST.get("akt", "") if request.method == "POST" else ""
    hold_form = HoldForm(request.POST if act == "sperren" else None, on=today)
    erase_form = EraseCandidateForm(request.POST if act == "loeschen" else None)
    if act in ACTS:
        return ACTS[act](request, found, now)
    if hold_form.is_valid() and attempt(hold_form, lambda: actions.set_hold(
        actor=actor_of(request), candidate=found, now=now, **hold_form.cleaned_data
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Löschsperre ist eingetragen."))
        return redirect("office:candidate_rights", found.code)
    if erase_form.is_valid():
        left = attempt(erase_form, lambda: actions.erase_candidate(actor=actor_of(request), candidate=found, now=now))
        if left is not None:
            messages.success(request, _("Alles über die Person ist gelöscht. Was gezählt war, bleibt gezählt."))
            return redirect("office:candidates")
    page = RightsPage(found, queries.person_keeping(found, on=today), hold_form, erase_form, crumbs_of(found))
    return kept_by_nobody(office_page(request, "office/candidates/rights.html", page))


def _told(request: HttpRequest, candidate: Candidate, now: datetime) -> HttpResponse:
    """Everything in one file to take away: to read and as data."""
    told = actions.tell_candidate(actor=actor_of(request), candidate=candidate, now=now)
    house = house_of(request)
    paper = told_pdf(told, language=candidate.language, site=house.name if house else "", made_at=now)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr("auskunft.pdf", paper)
        parcel.writestr("auskunft.json", json.dumps(told.data(), ensure_ascii=False, indent=2))
    response = HttpResponse(held.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, "auskunft.zip") or ""
    return kept_by_nobody(response)


def _free(request: HttpRequest, candidate: Candidate, now: datetime) -> HttpResponse:
    hold = queries.standing_hold(candidate, on=local_day(now))
    if hold is not None:
        try:
            actions.end_hold(actor=actor_of(request), hold=hold, now=now)
            messages.success(request, _("Die Löschsperre ist aufgehoben."))
        except DomainError as error:
            messages.error(request, str(error))
    return redirect("office:candidate_rights", candidate.code)


ACTS: dict[str, Callable[[HttpRequest, Candidate, datetime], HttpResponse]] = {"auskunft": _told, "freigeben": _free}

urlpatterns: list[URLPattern] = [
    path("kurse/personen/<slug:code>/rechte/", candidate_rights, name="candidate_rights"),
]
