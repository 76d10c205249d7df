"""Office pages ask for a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

GetResponse = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Whoever opens an office page without a second factor is led to set one up (setting FADEN_SECOND_FACTOR)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> HttpResponse | None:
        """Only the namespace `office` is guarded; resolved here because the match is known from now on."""
        match = request.resolver_match
        if settings.SECOND_FACTOR != "required" or match is None or "office" not in match.namespaces:
            return None
        if not request.user.is_authenticated or is_mfa_enabled(request.user):
            return None
        return redirect("mfa_activate_totp")
