"""What was reported, edition by edition."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.public.nav import public_page
from roterfaden.reporting.models import Edition
from roterfaden.reporting.queries.editions import edition_view, public_reports
from roterfaden.web.pages import get_visible


@login_not_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """All published reports."""
    return public_page(request, "public/report/reports.html", {"reports": public_reports()})


@login_not_required
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One edition to read, with what has changed in the figures since."""
    found = get_visible(Edition.objects.public().select_related("report__cycle"), pk=pk)
    view = edition_view(found, on=local_day(timezone.now()))
    return public_page(request, "public/report/report.html", {"view": view, "content": view.content})
