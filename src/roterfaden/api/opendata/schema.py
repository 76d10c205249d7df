"""The description of the interface for programs: OpenAPI 3.1, with what our own answers add to the library's."""

from typing import Any

from django.conf import settings

from roterfaden.api.opendata.interface import api

ROOT = "/api/v1"


def openapi() -> dict[str, Any]:
    """The whole description. Every operation may also answer that there were too many requests."""
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    found["servers"] = [{"url": settings.BASE_URL}]
    limited = {
        "description": "Too many requests from this address; Retry-After says in how many seconds to go on.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        "headers": {"Retry-After": {"schema": {"type": "integer"}}},
    }
    for operations in found["paths"].values():
        for operation in operations.values():
            operation["responses"]["429"] = limited
            operation["responses"]["304"] = {"description": "Unchanged since the ETag of If-None-Match."}
    return found
