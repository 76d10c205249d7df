"""The addresses of open data: files and catalogue, and the interface below /api/v1/."""

import hashlib
import json
from typing import IO, Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from roterfaden.api.opendata.addresses import address
from roterfaden.api.opendata.answers import View, open_to_all, problem, written
from roterfaden.api.opendata.catalogue import FORMATS, MEDIA_TYPES, catalogue
from roterfaden.api.opendata.catalogue import written as graph_written
from roterfaden.api.opendata.interface import api, own_licence
from roterfaden.api.opendata.open_sdg import open_sdg_file
from roterfaden.api.opendata.schema import openapi
from roterfaden.api.opendata.tables import csv_file, json_content, resource, table_schema
from roterfaden.kernel.time import local_day
from roterfaden.places.queries import house
from roterfaden.thread.queries.datasets import Dataset, data_rows, datasets, series_of
from roterfaden.thread.queries.open_goals import open_goals

PIECE = 64 * 1024


@open_to_all
def dataset_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """All values of an indicator as CSV."""
    found = _dataset(slug)
    made = csv_file(data_rows(series_of(slug), on=local_day(timezone.now()), own=own_licence()))
    response = _sent(request, made, f"{found.slug}.csv", "text/csv; charset=utf-8; header=present")
    response["Link"] = f'<{address("api:dataset_schema", slug)}>; rel="describedby"'
    return response


@open_to_all
def dataset_json(_request: HttpRequest, slug: str) -> HttpResponseBase:
    """All values of an indicator as JSON, with what they are."""
    found = _dataset(slug)
    rows = data_rows(series_of(slug), on=local_day(timezone.now()), own=own_licence())
    return HttpResponse(json_content(found, rows), content_type="application/json")


@open_to_all
def dataset_schema(_request: HttpRequest, slug: str) -> HttpResponseBase:
    """The columns of the CSV as Table Schema."""
    _dataset(slug)
    return written(table_schema(), media_type="application/schema+json")


@open_to_all
def data_package(_request: HttpRequest) -> HttpResponseBase:
    """All data sets as one Data Package."""
    found = house()
    if found is None:
        raise Http404
    sets = [each for each in _datasets() if not each.is_empty]
    return written({
        "profile": "tabular-data-package", "name": "roterfaden", "title": found.name,
        "homepage": address("public:data"), "resources": [resource(each) for each in sets],
    })  # fmt: skip


@open_to_all
def the_catalogue(_request: HttpRequest, form: str) -> HttpResponseBase:
    """The catalogue as DCAT-AP.de 3.0."""
    found = house()
    if found is None or form not in FORMATS:
        raise Http404
    graph = catalogue(found, _datasets(), own=own_licence(), contributor=settings.OPEN_DATA_CONTRIBUTOR)
    return HttpResponse(graph_written(graph, form), content_type=f"{MEDIA_TYPES[form]}; charset=utf-8")


@open_to_all
def open_sdg(request: HttpRequest) -> HttpResponseBase:
    """Everything as an Open SDG site reads it."""
    today = local_day(timezone.now())
    sets = [each for each in _datasets() if not each.is_empty]
    made = open_sdg_file(sets, data_rows(series_of(), on=today, own=own_licence()), open_goals())
    return _sent(request, made, "open-sdg.zip", "application/zip")


@open_to_all
def v1_openapi(_request: HttpRequest) -> HttpResponseBase:
    """The description of the interface."""
    return written(json.loads(json.dumps(openapi(), default=str)))


@open_to_all
def v1_nothing(_request: HttpRequest, rest: str) -> HttpResponseBase:
    """Every other address below /api/v1/: an error as an object, too."""
    return problem(404, "Unter dieser Adresse ist nichts veröffentlicht.")


def _datasets() -> tuple[Dataset, ...]:
    return datasets(on=local_day(timezone.now()), own=own_licence())


def _dataset(slug: str) -> Dataset:
    found = datasets(on=local_day(timezone.now()), own=own_licence(), slug=slug)
    if not found:
        raise Http404
    return found[0]


def _sent(request: HttpRequest, made: IO[bytes], name: str, media_type: str) -> HttpResponseBase:
    """A file to keep, recognised by its content; nothing of it when the reader has it already."""
    digest = hashlib.sha256()
    while piece := made.read(PIECE):
        digest.update(piece)
    tag = quote_etag(digest.hexdigest()[:32])
    unchanged = get_conditional_response(request, tag)
    if unchanged is not None:
        made.close()
        return unchanged
    made.seek(0)
    response = FileResponse(made, as_attachment=True, filename=name, content_type=media_type)
    response["ETag"] = tag
    return response


def _interface() -> list[URLPattern]:
    """The operations of the library under our names, each behind `open_to_all`."""
    patterns: list[Any] = api.urls[0]
    found = []
    for pattern in patterns:
        if pattern.name == "api-root":  # only names the place; what stands there is `entry`
            continue
        callback: View = open_to_all(pattern.callback)
        found.append(path(f"api/v1/{pattern.pattern._route}", callback, name=f"v1_{pattern.name}"))
    return found


urlpatterns: list[URLPattern] = [
    path("daten/datapackage.json", data_package, name="data_package"),
    path("daten/open-sdg.zip", open_sdg, name="open_sdg"),
    path("daten/<slug:slug>.schema.json", dataset_schema, name="dataset_schema"),
    path("daten/<slug:slug>.csv", dataset_csv, name="dataset_csv"),
    path("daten/<slug:slug>.json", dataset_json, name="dataset_json"),
    path("katalog.<slug:form>", the_catalogue, name="catalogue"),
    path("api/v1/openapi.json", v1_openapi, name="v1_openapi"),
    *_interface(),
    re_path(r"^api/v1/(?P<rest>.*)$", v1_nothing, name="v1_nothing"),
]
