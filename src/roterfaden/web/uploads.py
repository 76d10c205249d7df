"""Every file somebody sends is shown to the scanner before a view sees it, whatever the page (setting
FADEN_UPLOAD_SCANNER)."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roterfaden.kernel.containers import FileRefused
from roterfaden.kernel.scanning import scan
from roterfaden.web.cards import errors

logger = logging.getLogger("roterfaden.uploads")


class UploadMiddleware:
    """Asks the scanner about each file of a request and answers 422 itself when one must not come in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: object) -> HttpResponse | None:
        """Only forms bring files; without a scanner nothing is read here."""
        if not settings.UPLOAD_SCANNER or request.content_type != "multipart/form-data":
            return None
        for name in request.FILES:
            for file in request.FILES.getlist(name):
                try:
                    scan(file)
                except FileRefused as refusal:
                    logger.warning("an upload was refused: %s", type(refusal).__name__)
                    return _refused(request, refusal, name)
        return None


def _refused(request: HttpRequest, refusal: FileRefused, field: str) -> HttpResponse:
    """A page for people; for devices that send cards, JSON as they read it."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if "X-Faden-Device" in request.headers or "application/json" in request.headers.get("Accept", ""):
        return errors([(field, str(refusal))], status)
    return render(request, "web/upload_refused.html", {"reason": str(refusal)}, status=status)
