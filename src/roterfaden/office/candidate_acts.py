"""What is done for one person on the waiting list: test, entitlement, consent, decisions, a seat, merging."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roterfaden.courses import actions
from roterfaden.courses.forms import (
    AgreementForm,
    EntitlementFields,
    LeaveForm,
    LockForm,
    MergeForm,
    SeatForm,
    TestForm,
)
from roterfaden.courses.models import Agreement, Candidate, CandidateMerge, Entitlement, PlacementLock, SharingConsent
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.office.candidates import crumbs_of, form_methods, waiting
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link, Text
from roterfaden.web.pages import actor_of, attempt, get_visible, posted


def _act(
    request: HttpRequest,
    candidate: Candidate,
    form: BaseForm,
    action: Callable[[], Any],
    *,
    title: Text,
    submit: Text,
    done: Text,
    lead: Text = "",
) -> HttpResponse:
    """One form about one person: do it and go back to the page of the person."""
    if form.is_valid() and attempt(form, action) is not None:
        messages.success(request, str(done))
        return redirect("office:candidate", candidate.code)
    back = reverse("office:candidate", args=[candidate.code])
    return form_page(request, FormPage(title, form, submit, back, crumbs_of(candidate), lead))


def _today() -> date:
    return local_day(timezone.now())


@form_methods
@opens_with("courses.record_test")
def test(request: HttpRequest, code: str) -> HttpResponse:
    """An appointment, or a result."""
    found, now = waiting(code), timezone.now()
    form = TestForm(posted(request), on=_today(), initial={"taken_on": _today()})

    def act() -> object:
        values = form.cleaned_data
        if form.is_result:
            return actions.record_test(actor=actor_of(request), candidate=found, now=now, **form.result())
        return actions.plan_test(
            actor=actor_of(request), candidate=found, planned_for=values["planned_for"], place=values["place"], now=now
        )

    return _act(
        request, found, form, act, title=_("Einstufungstest"), submit=_("Eintragen"),
        done=_("Der Test ist eingetragen."),
        lead=_("Kursart und Kursabschnitt folgen aus dem Test. Nur eine Person darf davon abweichen, mit Grund."),
    )  # fmt: skip


@form_methods
@opens_with("courses.add_entitlement")
def entitlement(request: HttpRequest, code: str) -> HttpResponse:
    """A right, admission or obligation."""
    found = waiting(code)
    form = EntitlementFields(posted(request), on=_today())
    return _act(
        request, found, form,
        lambda: actions.add_entitlement(
            actor=actor_of(request), candidate=found, now=timezone.now(), **form.entitlement()
        ),
        title=_("Berechtigung eintragen"), submit=_("Eintragen"), done=_("Die Berechtigung ist eingetragen."),
    )  # fmt: skip


@require_POST
@opens_with("courses.end_entitlement")
def entitlement_end(request: HttpRequest, pk: int) -> HttpResponse:
    """It was withdrawn, or entered by mistake."""
    row = get_visible(Entitlement.objects.filter(ended_on=None).select_related("candidate"), pk=pk)
    actions.end_entitlement(actor=actor_of(request), entitlement=row, now=timezone.now())
    messages.success(request, _("Die Berechtigung gilt nicht mehr."))
    return redirect("office:candidate", row.candidate.code)


@require_POST
@opens_with("courses.allow_disclosure")
def consent(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Somebody consents that a partner is told, or takes it back."""
    found = waiting(code)
    agreement = get_visible(Agreement.objects.filter(ended_on=None), pk=pk)
    given = SharingConsent.objects.filter(candidate=found, agreement=agreement, withdrawn_on=None).first()

    def act() -> None:
        if given is not None:
            actions.withdraw_disclosure(actor=actor_of(request), consent=given, now=timezone.now())
        else:
            actions.allow_disclosure(actor=actor_of(request), candidate=found, agreement=agreement, now=timezone.now())

    return _said(request, found, act, _("Die Einwilligung ist eingetragen.") if given is None
                 else _("Die Einwilligung ist zurückgenommen. Der Partner erfährt ab jetzt nichts mehr."))  # fmt: skip


@form_methods
@opens_with("courses.remove_candidate")
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Take somebody off the list."""
    found = waiting(code)
    form = LeaveForm(posted(request))
    return _act(
        request, found, form,
        lambda: actions.remove_candidate(
            actor=actor_of(request), candidate=found, because=form.cleaned_data["because"], now=timezone.now()
        ),
        title=_("Aus der Warteliste nehmen"), submit=_("Aus der Warteliste nehmen"),
        done=_("Die Person wartet nicht mehr auf einen Platz."),
        lead=_("Die Angaben bleiben verschlossen, bis die Frist für ihre Löschung abgelaufen ist."),
    )  # fmt: skip


@form_methods
@opens_with("courses.merge_candidates")
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Two records are one person."""
    found = waiting(code)
    form = MergeForm(posted(request), initial={"other": request.GET.get("mit", "")})
    return _act(
        request, found, form,
        lambda: actions.merge_candidates(
            actor=actor_of(request), kept=found, dropped=form.cleaned_data["other"], reason=form.cleaned_data["reason"],
            now=timezone.now(),
        ),
        title=_("Einträge zusammenführen"), submit=_("Zusammenführen"), done=_("Die Einträge sind zusammengeführt."),
        lead=_(
            "Berechtigungen, Tests, Plätze und Einwilligungen des anderen Eintrags gehen auf diesen über. Es gilt der "
            "frühere Tag der Anmeldung. Sie können das wieder aufheben."
        ),
    )  # fmt: skip


@require_POST
@opens_with("courses.part_candidates")
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """They are two people after all."""
    row = get_visible(CandidateMerge.objects.select_related("kept", "dropped"), pk=pk)
    return _said(
        request, row.kept, lambda: actions.part_candidates(actor=actor_of(request), merge=row, now=timezone.now()),
        _("Die Einträge sind wieder getrennt."),
    )  # fmt: skip


@form_methods
@opens_with("courses.set_lock")
def lock(request: HttpRequest, code: str) -> HttpResponse:
    """Decide before the next run."""
    found = waiting(code)
    form = LockForm(posted(request), on=_today(), initial=request.GET.dict())
    return _act(
        request, found, form,
        lambda: actions.set_lock(actor=actor_of(request), candidate=found, now=timezone.now(), **form.cleaned_data),
        title=_("Für den nächsten Vorschlag festlegen"), submit=_("Festlegen"),
        done=_("Festgelegt. Der nächste Vorschlag hält sich daran."),
        lead=_("Das teilt der Person nichts mit. Alle anderen werden beim nächsten Lauf neu verteilt."),
    )  # fmt: skip


@require_POST
@opens_with("courses.end_lock")
def lock_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision no longer holds."""
    row = get_visible(PlacementLock.objects.current().select_related("candidate", "run"), pk=pk)
    return _said(
        request, row.candidate, lambda: actions.end_lock(actor=actor_of(request), lock=row, now=timezone.now()),
        _("Die Festlegung ist aufgehoben."),
    )  # fmt: skip


@form_methods
@opens_with("courses.reserve_seat")
def seat(request: HttpRequest, code: str) -> HttpResponse:
    """A seat other than the proposed one, with a reason."""
    found = waiting(code)
    form = SeatForm(posted(request), on=_today())
    return _act(
        request, found, form,
        lambda: actions.reserve_seat(actor=actor_of(request), candidate=found, now=timezone.now(), **form.cleaned_data),
        title=_("Anders entscheiden als vorgeschlagen"), submit=_("Platz reservieren"),
        done=_("Der Platz ist reserviert."),
        lead=_(
            "Die Regeln des Vorschlags gelten hier nicht. Weicht der Kurs von der Einstufung ab, verlangt § 11 Abs. 2 "
            "IntV, dass der Grund dasteht."
        ),
    )  # fmt: skip


@form_methods
@opens_with("courses.save_agreement")
def agreements(request: HttpRequest) -> HttpResponse:
    """What the network has agreed with its partners, and a new agreement."""
    form = AgreementForm(posted(request), initial={"valid_from": _today()})
    if form.is_valid() and attempt(form, lambda: actions.save_agreement(
        actor=actor_of(request), agreement=form.save(commit=False), now=timezone.now()
    )) is not None:  # fmt: skip
        messages.success(request, _("Die Vereinbarung ist eingetragen."))
        return redirect("office:agreements")
    rows = Agreement.objects.filter(ended_on=None).order_by("kind", "name", "pk")
    crumbs = (Link(_("Warteliste"), reverse("office:candidates")),)
    context = {"form": form, "rows": rows, "crumbs": crumbs}
    return office_page(request, "office/candidates/agreements.html", context)


def _said(request: HttpRequest, candidate: Candidate, action: Callable[[], object], thanks: str) -> HttpResponse:
    try:
        action()
        messages.success(request, thanks)
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("office:candidate", candidate.code)


urlpatterns: list[URLPattern] = [
    path("kurse/personen/<slug:code>/test/", test, name="candidate_test"),
    path("kurse/personen/<slug:code>/berechtigung/", entitlement, name="candidate_entitlement"),
    path("kurse/berechtigungen/<int:pk>/beenden/", entitlement_end, name="entitlement_end"),
    path("kurse/personen/<slug:code>/einwilligung/<int:pk>/", consent, name="candidate_consent"),
    path("kurse/personen/<slug:code>/ausscheiden/", leave, name="candidate_leave"),
    path("kurse/personen/<slug:code>/zusammenfuehren/", merge, name="candidate_merge"),
    path("kurse/zusammenfuehrungen/<int:pk>/aufheben/", part, name="merge_part"),
    path("kurse/personen/<slug:code>/festlegen/", lock, name="candidate_lock"),
    path("kurse/festlegungen/<int:pk>/aufheben/", lock_end, name="lock_end"),
    path("kurse/personen/<slug:code>/platz/", seat, name="candidate_seat"),
    path("kurse/vereinbarungen/", agreements, name="agreements"),
]
