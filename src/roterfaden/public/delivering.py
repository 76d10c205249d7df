"""The page a place opens by link: the figures it is asked for. No account, no person, no index."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.monitoring import actions
from roterfaden.monitoring.forms import AnswersForm, FileForm
from roterfaden.monitoring.methods.links import DeliveringUnit
from roterfaden.monitoring.models import DataRequest
from roterfaden.monitoring.queries.asking import RequestPage, request_behind, request_page
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.web.pages import attempt, get_visible, posted

GUESSES = 20
SAVINGS = 60
"""Wrong links, and savings, from one address of the network in ten minutes."""


def asked_place(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: the address holds a link of ours; the view gets the request behind it."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
        if too_many("delivering", request, GUESSES) or too_many("delivering-save", request, SAVINGS):
            return private(public_page(request, "public/delivering/gone.html", status=HTTPStatus.TOO_MANY_REQUESTS))
        found = request_behind(token, now=timezone.now())
        if found is None:
            tried("delivering", request)
            return private(public_page(request, "public/delivering/gone.html", status=HTTPStatus.NOT_FOUND))
        if request.method == "POST":
            tried("delivering-save", request)
        return private(view(request, token, found, **named))

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@asked_place
def figures_asked(request: HttpRequest, token: str, asked: DataRequest) -> HttpResponse:
    """Fill in: "Zwischenspeichern" keeps everything as it is, "Abgeben" hands it in."""
    shown = _shown(asked)
    form = AnswersForm(posted(request), values=shown.values, note=asked.note)
    if form.is_valid() and _kept(request, form, asked):
        return redirect("public:figures_asked" if "speichern" in request.POST else "public:figures_receipt", token)
    return _page(request, token, shown, form, FileForm())


def _kept(request: HttpRequest, form: AnswersForm, asked: DataRequest) -> bool:
    is_draft = "speichern" in request.POST
    action = actions.save_answers if is_draft else actions.hand_in
    done = attempt(
        form,
        lambda: action(
            actor=_unit(asked), request=asked, said=form.said(), note=form.cleaned_data["anmerkung"], now=timezone.now()
        ),
    )
    if done is not None and is_draft:
        messages.success(request, _("Gespeichert. Mit demselben Link schreiben Sie später weiter."))
    return done is not None


@require_POST
@asked_place
def attach(request: HttpRequest, token: str, asked: DataRequest) -> HttpResponse:
    """Send a document along."""
    upload = FileForm(request.POST, request.FILES)
    if upload.is_valid():
        kept = attempt(
            upload,
            lambda: actions.attach_file(
                actor=_unit(asked), request=asked, upload=upload.cleaned_data["upload"], now=timezone.now()
            ),
        )
        if kept is not None:
            messages.success(request, _("Die Datei ist angehängt."))
            return redirect("public:figures_asked", token)
    shown = _shown(asked)
    return _page(request, token, shown, AnswersForm(None, values=shown.values, note=asked.note), upload)


@require_POST
@asked_place
def detach(request: HttpRequest, token: str, asked: DataRequest, pk: int) -> HttpResponse:
    """Take a document off again."""
    attached = get_visible(asked.files.select_related("request", "file"), pk=pk)
    try:
        actions.detach_file(actor=_unit(asked), attached=attached, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Die Datei ist entfernt."))
    return redirect("public:figures_asked", token)


@require_safe
@asked_place
def receipt(request: HttpRequest, token: str, asked: DataRequest) -> HttpResponse:
    """What was handed in, to print or keep."""
    context = {"asked": asked, "shown": _shown(asked), "token": token}
    return public_page(request, "public/delivering/receipt.html", context)


def _page(request: HttpRequest, token: str, shown: RequestPage, form: AnswersForm, upload: FileForm) -> HttpResponse:
    context = {"asked": shown.request, "shown": shown, "form": form, "upload": upload, "token": token}
    return public_page(request, "public/delivering/request.html", context)


def _shown(asked: DataRequest) -> RequestPage:
    return request_page(asked, on=local_day(timezone.now()))


def _unit(asked: DataRequest) -> DeliveringUnit:
    return DeliveringUnit(opens=asked.pk, actor_id=str(asked.deliverer_id))


urlpatterns: list[URLPattern] = [
    path("melden/<str:token>/", figures_asked, name="figures_asked"),
    path("melden/<str:token>/datei/", attach, name="figures_attach"),
    path("melden/<str:token>/datei/<int:pk>/entfernen/", detach, name="figures_detach"),
    path("melden/<str:token>/danke/", receipt, name="figures_receipt"),
]
