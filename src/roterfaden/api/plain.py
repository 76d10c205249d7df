"""Short plain answers for machines: security contact, crawlers, health."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.places.models import Instance

VALID_FOR = timedelta(days=180)


@login_not_required
@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Whom to tell about a weakness (RFC 9116). Without a set-up house there is nobody to name: 404."""
    house = Instance.objects.order_by("pk").first()
    if house is None:
        return HttpResponse(status=404)
    expires = (timezone.now() + VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: {_contact(house)}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {settings.BASE_URL}{reverse('api:security_txt')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _contact(house: Instance) -> str:
    """The setting as an address with its scheme, or the mail address of the house."""
    named = settings.SECURITY_CONTACT
    return named if named.startswith(("https://", "mailto:", "tel:")) else f"mailto:{named or house.contact_email}"


@login_not_required
@require_safe
def robots_txt(_request: HttpRequest) -> HttpResponse:
    """Crawlers may read what is public; cards and the office are nobody's business."""
    lines = ("User-agent: *", "Disallow: /karte/", "Disallow: /*/karte/", "Disallow: /buero/", "Disallow: /konto/")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """Whether the server answers and reaches its database; nothing else is told."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    return JsonResponse({"status": "ok"})
