"""What was reported, edition by edition; the feedback to those who took part in their language."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import public_page
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.models import Edition
from roterfaden.reporting.queries.editions import edition_view, public_reports
from roterfaden.reporting.queries.texts import readable_languages
from roterfaden.web.context import house_of
from roterfaden.web.editions import EDITION_FORMS, edition_file
from roterfaden.web.feedback import feedback
from roterfaden.web.pages import get_visible

DOCUMENTS = 10
"""Files that have to be made first, for one address in ten minutes."""


@login_not_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """All published reports."""
    return public_page(request, "public/report/reports.html", {"reports": public_reports()})


@login_not_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition to read, with what has changed in the figures since."""
    found = _published(pk)
    view = edition_view(found, on=local_day(timezone.now()))
    is_feedback = found.audience == Audience.PUBLIC
    context = {
        "view": view, "content": view.content, "forms": EDITION_FORMS,
        "told": feedback(found, view.content) if is_feedback else None,
        "spoken": readable_languages(found) if is_feedback else (),
    }  # fmt: skip
    return public_page(request, "public/report/report.html", context)


@login_not_required
@require_safe
def report_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The same to take away, in the language of the page; or its figures."""
    found = _published(pk)
    if form not in EDITION_FORMS:
        raise Http404
    house = house_of(request)
    view = edition_view(found, on=local_day(timezone.now()))
    made = edition_file(found, view, form, site=house.name if house else "", may_make=lambda: _may_make(request))
    if made is None:
        return public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    return made


def _published(pk: int) -> Edition:
    return get_visible(Edition.objects.public().select_related("report__cycle__version"), pk=pk)


def _may_make(request: HttpRequest) -> bool:
    """Whether this address may have another file made; counts it."""
    if too_many("written", request, DOCUMENTS):
        return False
    tried("written", request)
    return True


urlpatterns: list[URLPattern] = [
    path("berichte/", reports, name="reports"),
    path("berichte/<int:pk>/", report, name="report"),
    path("berichte/<int:pk>/dokument.<slug:form>", report_file, name="report_file"),
]
