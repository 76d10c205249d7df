"""Which language a page speaks; office pages ask for a second factor; a refusal of the domain becomes a 403."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import get_language

from roterfaden.kernel import languages
from roterfaden.kernel.errors import NotAllowed
from roterfaden.web.context import house_of
from roterfaden.web.errors import forbidden

GetResponse = Callable[[HttpRequest], HttpResponse]
FOR_STAFF = ("/buero/", "/konto/")
"""Where pages for staff begin, behind the prefix of the language."""


class RefusalMiddleware:
    """An action that refuses the person (NotAllowed) answers with the 403 page, wherever it was called."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Word the refusal; leave every other exception alone."""
        return forbidden(request, exception) if isinstance(exception, NotAllowed) else None


class LanguageMiddleware:
    """No page is half translated: staff read German or English, residents the languages the house offers (ADR 29).

    A page for staff under another prefix is German. A language the house has switched off leads to the German page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> HttpResponse | None:
        """Decide when the address is known; German needs no question."""
        language = get_language() or settings.LANGUAGE_CODE
        request.is_for_staff = request.path_info.removeprefix(f"/{language}").startswith(FOR_STAFF)
        if language == settings.LANGUAGE_CODE:
            return None
        if request.is_for_staff:
            if language not in languages.staff_codes():
                _speak_german(request)
            return None
        house = house_of(request)
        if house is None or language in languages.offered_codes(house.closed_languages):
            return None
        if request.method in {"GET", "HEAD"}:
            return redirect(translate_url(request.get_full_path(), settings.LANGUAGE_CODE))
        _speak_german(request)
        return None


def _speak_german(request: HttpRequest) -> None:
    translation.activate(settings.LANGUAGE_CODE)
    request.LANGUAGE_CODE = settings.LANGUAGE_CODE


class SecondFactorMiddleware:
    """Whoever opens an office page without a second factor is led to set one up (setting FADEN_SECOND_FACTOR)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> HttpResponse | None:
        """Only the namespace `office` is guarded; resolved here because the match is known from now on."""
        match = request.resolver_match
        if settings.SECOND_FACTOR == "optional" or match is None or "office" not in match.namespaces:
            return None
        if not request.user.is_authenticated or is_mfa_enabled(request.user):
            return None
        return redirect("mfa_activate_totp")
