"""Office pages ask for a second factor; a refusal of the domain becomes a 403."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from roterfaden.kernel.errors import NotAllowed
from roterfaden.web.errors import forbidden

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    """An action that refuses the person (NotAllowed) answers with the 403 page, wherever it was called."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Word the refusal; leave every other exception alone."""
        return forbidden(request, exception) if isinstance(exception, NotAllowed) else None


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
