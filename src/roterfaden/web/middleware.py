"""Which language a page speaks; office pages ask for signing in and a second factor; a refusal becomes a 403.

And what many entries of a page ask the database is asked once (kernel.once).
"""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import get_language

from roterfaden.kernel import languages
from roterfaden.kernel.errors import NotAllowed
from roterfaden.kernel.once import remembering
from roterfaden.web.again import typed_words
from roterfaden.web.context import house_of
from roterfaden.web.errors import forbidden, signed_out

GetResponse = Callable[[HttpRequest], HttpResponse]
FOR_STAFF = ("/buero/", "/konto/")
"""Where pages for staff begin, behind the prefix of the language."""


class OnceMiddleware:
    """Questions asked through `kernel.once` are asked once in a request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembering():
            return self.get_response(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Whoever is not signed in is led to the page where one signs in; what they had typed by then is not lost."""

    def handle_no_permission(  # type: ignore[override]  # Django knows no answer but the way to the door
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        """A form somebody filled in answers with a page that holds what was typed; everything else is led on."""
        if typed_words(request):
            return signed_out(request)
        return super().handle_no_permission(request, view_func)


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
