"""Beratung eintragen: one talk in half a minute, the list of one's own, and the letter to another place."""

from dataclasses import dataclass, replace
from typing import TypeVar, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.models import User
from roterfaden.advice import actions, queries
from roterfaden.advice.exports import Addressee, referral_letter
from roterfaden.advice.forms import LetterForm, RecordForm
from roterfaden.advice.models import Appointment, Case, Consultation, WalkIn
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.parts import Link
from roterfaden.web.context import house_of
from roterfaden.web.pages import attempt, get_visible, posted

add_entry(
    route="office:advice_record", label=gettext_lazy("Beratung eintragen"), position=200,
    permission="advice.record_consultation",
)  # fmt: skip

Row = TypeVar("Row", bound=Model)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class RecordPage:
    """The form, for a case or for nobody in particular, and the talk recorded just before."""

    form: RecordForm
    case: Case | None
    saved: Consultation | None
    today_count: int


@dataclass(frozen=True)
class TalksPage:
    """What somebody recorded."""

    page: Page[Consultation]


@form_methods
@opens_with("advice.record_consultation")
def record(request: HttpRequest) -> HttpResponse:
    """Record a talk; the address may name the case it belongs to (`fall`), the appointment (`termin`) or the number
    (`nummer`) it follows from: then what is known stands there already."""
    me, now = person_of(request), timezone.now()
    today, case = local_day(now), _case(request, me)
    takes_note = case is not None and queries.has_consent(case)
    proposed = RecordForm.proposed(_defaults(request, me, case), on=today)
    form = RecordForm(posted(request), on=today, takes_note=takes_note, initial=proposed)
    if form.is_valid():
        made = attempt(form, lambda: actions.record_consultation(actor=me, case=case, now=now, **form.cleaned_data))
        if made:
            if case is not None:
                messages.success(request, _("Das Gespräch ist eingetragen."))
                return redirect("office:advice_case", case.uid)
            return redirect(f"{reverse('office:advice_record')}?eingetragen={made.uid}")
    own = queries.own_consultations(me)
    page = RecordPage(form, case, _saved(request, me), own.filter(held_on=today).count())
    return private(office_page(request, "office/advice_centre/record.html", page))


@require_safe
@opens_with("advice.record_consultation")
def talks(request: HttpRequest) -> HttpResponse:
    """One's own talks, newest first."""
    page = TalksPage(page_of(request, queries.own_consultations(person_of(request))))
    return private(office_page(request, "office/advice_centre/talks.html", page))


@require_POST
@opens_with("advice.drop_consultation")
def drop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Delete a talk recorded by mistake."""
    me = person_of(request)
    talk = get_visible(queries.own_consultations(me), uid=uid)
    try:
        actions.drop_consultation(actor=me, consultation=talk, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:advice_talks")
    messages.success(request, _("Das Gespräch ist gelöscht."))
    return redirect("office:advice_record")


@form_methods
@opens_with("advice.write_letter")
def letter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter somebody brings to another place: made now, kept nowhere."""
    me, now = person_of(request), timezone.now()
    talk = get_visible(queries.own_consultations(me), uid=uid)
    form = LetterForm(posted(request), initial={"language": talk.language, "organisation": talk.referred_to})
    if form.is_valid():
        place = form.cleaned_data["organisation"]
        actions.write_letter(actor=me, consultation=talk, referred_to=place, now=now)
        house = house_of(request)
        made = referral_letter(
            talk, _addressee(form), language=form.cleaned_data["language"],
            topics=[topic.name for topic in talk.topics.all()], site=house.name if house else "", made_at=now,
        )  # fmt: skip
        return private(pdf_response(made, _("Begleitschreiben")))
    page = FormPage(
        _("Begleitschreiben"), form, _("Als PDF herunterladen"), reverse("office:advice_talks"),
        (Link(_("Gespräche"), reverse("office:advice_talks")),),
        _("Ein Brief in zwei Sprachen, ohne Namen. Die Person nimmt ihn mit, Sie schicken nichts."),
    )  # fmt: skip
    return private(form_page(request, page))


def person_of(request: HttpRequest) -> User:
    """Who is signed in; every page here needs a role, so somebody is."""
    return cast("User", request.user)


def private(response: HttpResponse) -> HttpResponse:
    """Nothing of the advice centre is kept by a cache, neither on the way nor in the browser."""
    patch_cache_control(response, no_store=True, private=True)
    return response


def _case(request: HttpRequest, me: User) -> Case | None:
    wanted = request.GET.get("fall", "")
    if not wanted:
        return None
    rows = Case.objects.of_team_member(me).open().select_related("area")
    try:
        return get_visible(rows, uid=UUID(wanted))
    except ValueError:
        return get_visible(rows.none())


def _defaults(request: HttpRequest, me: User, case: Case | None) -> queries.Defaults:
    found = queries.record_defaults(me)
    if case is not None:
        return replace(found, language=case.language, area=case.area)
    appointment = _named(request, "termin", Appointment.objects.select_related("site", "topic"))
    if appointment is not None:
        return found.of_appointment(appointment)
    number = _named(request, "nummer", WalkIn.objects.select_related("site"))
    return found.of_number(number) if number is not None else found


def _named(request: HttpRequest, name: str, rows: QuerySet[Row]) -> Row | None:
    """The row the address names, or None: a form is there without it, too."""
    try:
        return rows.filter(uid=UUID(request.GET.get(name, ""))).first()
    except ValueError:
        return None


def _saved(request: HttpRequest, me: User) -> Consultation | None:
    try:
        uid = UUID(request.GET.get("eingetragen", ""))
    except ValueError:
        return None
    return queries.own_consultations(me).filter(uid=uid).first()


def _addressee(form: LetterForm) -> Addressee:
    place = form.cleaned_data["organisation"]
    if place is None:
        typed = form.cleaned_data["address"].splitlines()
        return Addressee(form.cleaned_data["name"], tuple(line.strip() for line in typed if line.strip()))
    site = place.sites.order_by("name", "pk").first()
    lines = (site.street, site.place, place.phone) if site else (place.phone,)
    return Addressee(place.name, tuple(line for line in lines if line))


urlpatterns: list[URLPattern] = [
    path("beratung/", record, name="advice_record"),
    path("beratung/gespraeche/", talks, name="advice_talks"),
    path("beratung/gespraeche/<uuid:uid>/loeschen/", drop, name="advice_talk_drop"),
    path("beratung/gespraeche/<uuid:uid>/brief/", letter, name="advice_letter"),
]
