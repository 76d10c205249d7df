"""The page a unit opens by link: the voices it is asked about, and its advice. No account, no person, no index."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.web.pages import attempt, posted
from roterfaden.weighing.actions import give_advice, save_advice
from roterfaden.weighing.forms import AdviceForm
from roterfaden.weighing.methods import AdvisingUnit
from roterfaden.weighing.models import AdviceRequest
from roterfaden.weighing.queries import advice_page, request_behind

GUESSES = 20
SAVINGS = 60
"""Wrong links, and savings, from one address of the network in ten minutes."""

UnitView = Callable[[HttpRequest, str, AdviceRequest], HttpResponse]


def asked_unit(view: UnitView) -> Callable[..., HttpResponse]:
    """Decorator: the address holds a link of ours; the view gets the request behind it."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        if too_many("advice", request, GUESSES) or too_many("advice-save", request, SAVINGS):
            return private(public_page(request, "public/expert/gone.html", status=HTTPStatus.TOO_MANY_REQUESTS))
        found = request_behind(token, now=timezone.now())
        if found is None:
            tried("advice", request)
            return private(public_page(request, "public/expert/gone.html", status=HTTPStatus.NOT_FOUND))
        return private(view(request, token, found))

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@asked_unit
def advice(request: HttpRequest, token: str, asked: AdviceRequest) -> HttpResponse:
    """Write advice: "Zwischenspeichern" keeps everything as it is, "Rat abgeben" hands over what is complete."""
    shown = advice_page(asked)
    form = AdviceForm(posted(request), voices=shown.voices)
    if form.is_valid():
        tried("advice-save", request)
        if _kept(request, form, asked):
            return redirect("public:advice" if "speichern" in request.POST else "public:advice_thanks", token)
    context = {"asked": asked, "shown": shown, "form": form, "token": token}
    return public_page(request, "public/expert/advice.html", context)


def _kept(request: HttpRequest, form: AdviceForm, asked: AdviceRequest) -> bool:
    actor = AdvisingUnit(opens=asked.pk, actor_id=str(asked.unit_id))
    action = save_advice if "speichern" in request.POST else give_advice
    done = attempt(form, lambda: action(actor=actor, request=asked, said=form.said(), now=timezone.now()))
    if done is not None and action is save_advice:
        messages.success(request, _("Gespeichert. Mit demselben Link schreiben Sie später weiter."))
    return done is not None


@require_safe
@asked_unit
def thanks(request: HttpRequest, token: str, asked: AdviceRequest) -> HttpResponse:
    """What was advised, and what is still open."""
    context = {"asked": asked, "shown": advice_page(asked), "token": token}
    return public_page(request, "public/expert/thanks.html", context)


urlpatterns: list[URLPattern] = [
    path("fachrat/<str:token>/", advice, name="advice"),
    path("fachrat/<str:token>/danke/", thanks, name="advice_thanks"),
]
