"""Where the link in a letter about news leads: what is new, and no more letters for whoever wants none."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.participation.models import Contribution
from roterfaden.public.limits import too_many, tried
from roterfaden.public.links import address_of_voice
from roterfaden.public.nav import private, public_page
from roterfaden.public.own_voice import PARTICIPANT
from roterfaden.ui.parts import Link
from roterfaden.weighing.actions import stop_news
from roterfaden.weighing.methods.letters import happened
from roterfaden.weighing.queries import letter_behind, news_in

GUESSES = 20


@login_not_required
@require_safe
def news(request: HttpRequest, token: str) -> HttpResponse:
    """What a letter told, each with its page; when it told of one own voice only, that page at once."""
    letter = None if too_many("news", request, GUESSES) else letter_behind(token)
    if letter is None:
        return _gone(request)
    told = news_in(letter)
    pages = {_page_of(each.contribution, is_own=each.is_own) for each in told}
    if len(pages) == 1:
        return private(redirect(pages.pop()))
    links = dict.fromkeys(
        Link(
            happened(each.kind, each.contribution.number, is_own=each.is_own),
            _page_of(each.contribution, is_own=each.is_own),
        )
        for each in told
    )
    context = {"links": list(links), "letter": letter, "token": token}
    return private(public_page(request, "public/news/news.html", context))


def _page_of(voice: Contribution, *, is_own: bool) -> str:
    receipt = getattr(voice, "code", None)
    if is_own and receipt is not None:
        return reverse("public:card_status", args=[receipt.code])
    return address_of_voice(voice)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Programs that look into mails open links: only the button stops the letters."""
    letter = None if too_many("news", request, GUESSES) else letter_behind(token)
    if letter is None:
        return _gone(request)
    if request.method == "POST":
        stop_news(actor=PARTICIPANT, letter=letter, now=timezone.now())
    context = {"is_done": request.method == "POST"}
    return private(public_page(request, "public/news/stop.html", context))


def _gone(request: HttpRequest) -> HttpResponse:
    tried("news", request)
    return private(public_page(request, "public/news/gone.html", {}, status=HTTPStatus.NOT_FOUND))


urlpatterns: list[URLPattern] = [
    path("neuigkeiten/<str:token>/", news, name="news"),
    path("neuigkeiten/<str:token>/abbestellen/", stop, name="news_stop"),
]
