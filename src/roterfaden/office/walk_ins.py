"""Warteraum: numbers for people who come without an appointment; drawing, calling, the slip, the display."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.advice import actions, queries
from roterfaden.advice.forms import CallForm, DrawForm
from roterfaden.advice.models import WalkIn
from roterfaden.directory.models import Site
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.advice_records import person_of, private
from roterfaden.office.appointments import SEES
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(route="office:walk_ins", label=gettext_lazy("Warteraum"), position=221, permission=SEES)


@dataclass(frozen=True)
class WalkInsPage:
    """The numbers of one site today, with the forms to draw and to call."""

    place: Site | None
    places: tuple[Site, ...]
    line: queries.Line | None
    draw: DrawForm
    call: CallForm


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(SEES)
def walk_ins(request: HttpRequest) -> HttpResponse:
    """Who waits. Sent, the page draws a number and leads to its slip, or calls the next one."""
    now = timezone.now()
    places = tuple(queries.advised_sites(local_day(now)))
    place = next(
        (each for each in places if str(each.uid) == request.GET.get("ort", "")), places[0] if places else None
    )
    own = queries.counsellor_of(person_of(request))
    drawing = "ziehen" in request.POST
    draw = DrawForm(posted(request) if drawing else None)
    call = CallForm(posted(request) if not drawing else None, initial={"room": own.room if own else ""})
    if place is not None and draw.is_valid():
        made = attempt(
            draw, lambda: actions.draw_number(actor=actor_of(request), site=place, now=now, **draw.cleaned_data)
        )
        if made is not None:
            return redirect("office:walk_in_slip", made.uid)
    if place is not None and call.is_valid():
        called = attempt(
            call, lambda: actions.call_next(actor=actor_of(request), site=place, now=now, **call.cleaned_data)
        )
        if called is not None:
            messages.success(request, _("Aufgerufen: Nummer %(number)s.") % {"number": called.number})
            return redirect(_address(place))
    line = queries.line(place, local_day(now)) if place else None
    return private(office_page(request, "office/walk_ins/walk_ins.html", WalkInsPage(place, places, line, draw, call)))


@require_POST
@opens_with(SEES)
def act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Call this number, or end it: not there any more, or advised; whoever advised records the talk next."""
    row, now, actor = get_visible(WalkIn.objects.select_related("site"), uid=uid), timezone.now(), actor_of(request)
    own = queries.counsellor_of(person_of(request))
    try:
        if "aufrufen" in request.POST:
            room = row.room or (own.room if own else "")
            actions.call_number(actor=actor, walk_in=row, room=room, now=now)
            messages.success(request, _("Aufgerufen: Nummer %(number)s.") % {"number": row.number})
        else:
            actions.end_walk_in(actor=actor, walk_in=row, came="beraten" in request.POST, now=now)
            if "beraten" in request.POST and own and row.counsellor_id == own.pk:
                return redirect(f"{reverse('office:advice_record')}?nummer={row.uid}")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(_address(row.site))


@require_safe
@opens_with(SEES)
def slip(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The number on paper: large, with how many come before."""
    found = queries.slip(uid)
    if found is None:
        raise Http404
    context = {"slip": found, "back": _address(found.walk_in.site)}
    return private(office_page(request, "office/walk_ins/slip.html", context))


def _address(place: Site) -> str:
    return f"{reverse('office:walk_ins')}?ort={place.uid}"


urlpatterns: list[URLPattern] = [
    path("beratung/warteraum/", walk_ins, name="walk_ins"),
    path("beratung/warteraum/<uuid:uid>/", slip, name="walk_in_slip"),
    path("beratung/warteraum/<uuid:uid>/tun/", act, name="walk_in_act"),
]
