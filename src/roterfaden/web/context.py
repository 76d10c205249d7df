"""What every page knows about the house."""

from typing import Any, cast

from django.http import HttpRequest

from roterfaden.places.models import Instance


def site(request: HttpRequest) -> dict[str, Any]:
    """`site`: the instance with its county, or None before set-up. One query a page."""
    return {"site": house_of(request)}


def house_of(request: HttpRequest) -> Instance | None:
    """The instance with its county, asked for once in a request."""
    if not hasattr(request, "house"):
        request.house = Instance.objects.select_related("county").order_by("pk").first()
    return cast("Instance | None", request.house)
