"""The municipalities, which answer for themselves."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.places.queries import partners
from roterfaden.public import pictures
from roterfaden.public.nav import page_language, public_page
from roterfaden.thread.queries.municipality import municipalities_page, municipality_page
from roterfaden.web.pages import get_visible


@login_not_required
@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """Map and matrix of the answers."""
    page = municipalities_page(on=local_day(timezone.now()), language=page_language())
    context = {
        "page": page,
        "map": pictures.answers_map(page),
        "matrix": pictures.adoption_matrix(page) if page.areas and page.goals else None,
    }
    return public_page(request, "public/municipality/municipalities.html", context)


@login_not_required
@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """One municipality: its answers, its figures, its voices."""
    today = local_day(timezone.now())
    area = get_visible(partners(today).select_related("parent"), slug=slug)
    page = municipality_page(area, on=today, language=page_language())
    return public_page(request, "public/municipality/municipality.html", {"page": page})
