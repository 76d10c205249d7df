"""What every page knows about the house."""

from typing import Any

from django.http import HttpRequest

from roterfaden.places.models import Instance


def site(_request: HttpRequest) -> dict[str, Any]:
    """`site`: the instance with its county, or None before set-up. One query a page."""
    return {"site": Instance.objects.select_related("county").order_by("pk").first()}
