"""The addresses of OParl 1.1 under /oparl/v1.1/: one for each object and list, without language and account."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from roterfaden.api.oparl import objects, rows
from roterfaden.api.oparl.addresses import own
from roterfaden.api.oparl.answers import Answer, NothingThere, machine
from roterfaden.api.oparl.filters import asked
from roterfaden.api.oparl.lists import page
from roterfaden.api.oparl.rows import Source
from roterfaden.council.models import Body
from roterfaden.places.models import Instance

ROOT = "oparl/v1.1/"
View = Callable[..., HttpResponse]


@machine
def system(_request: HttpRequest) -> Answer:
    """The entrance."""
    house = _house()
    return Answer(objects.system(house), house.set_up_at)


@machine
def bodies(request: HttpRequest) -> Answer:
    """The list of the one body."""
    return Answer(page(own("bodies"), [rows.bodies()], asked(request.GET), _house()))


@machine
def body(_request: HttpRequest, key: str) -> Answer:
    """The county."""
    house = _house_of(key)
    return Answer(objects.body(house), house.set_up_at)


@machine
def organization_meetings(request: HttpRequest, pk: int) -> Answer:
    """Public meetings of one body."""
    source = rows.meetings(body=_organization(pk))
    return Answer(page(own("organization_meetings", pk), [source], asked(request.GET), _house()))


@machine
def organization_consultations(request: HttpRequest, pk: int) -> Answer:
    """Public steps in meetings of one body."""
    source = rows.consultations(meeting__body=_organization(pk))
    return Answer(page(own("organization_consultations", pk), [source], asked(request.GET), _house()))


@machine
def file(request: HttpRequest, key: str) -> Answer:
    """A published version, synopsis or edition, a public paper or one of its annexes."""
    prefix, _dash, pk = key.rpartition("-")
    source = rows.files().get(prefix)
    if source is None or not pk.isascii() or not pk.isdigit():
        raise NothingThere
    return _one(request, source, int(pk))


@machine
def nothing(_request: HttpRequest, rest: str) -> Answer:
    """Every other address below /oparl/: an error as JSON, too."""
    raise NothingThere


def _house() -> Instance:
    house = Instance.objects.select_related("county").order_by("pk").first()
    if house is None:
        raise NothingThere
    return house


def _house_of(key: str) -> Instance:
    house = _house()
    if house.county.key != key:
        raise NothingThere
    return house


def _organization(pk: int) -> Body:
    found = Body.objects.filter(pk=pk).first()
    if found is None:
        raise NothingThere
    return found


def _one(request: HttpRequest, source: Source, pk: int) -> Answer:
    """One object, or what is left of it."""
    row = source.ever.filter(pk=pk).first()
    if row is None:
        raise NothingThere
    internal = asked(request.GET).internal
    return Answer(source.with_tombstones([row], _house(), internal=internal)[0], getattr(row, source.modified))


def _list_of(name: str, *sources: Callable[[], Source]) -> View:
    """The list `name` of the county, made from `sources`; without one it is empty because we keep no such records."""

    @machine
    def listed(request: HttpRequest, key: str) -> Answer:
        house = _house_of(key)
        found = [source() for source in sources]
        return Answer(page(own(name, key), found, asked(request.GET), house))

    return listed


def _object_of(source: Callable[[], Source]) -> View:
    @machine
    def one(request: HttpRequest, pk: int) -> Answer:
        return _one(request, source(), pk)

    return one


@machine
def files(request: HttpRequest, key: str) -> Answer:
    """Everything there is to read as a whole."""
    house = _house_of(key)
    return Answer(page(own("files", key), list(rows.files().values()), asked(request.GET), house))


def _path(address: str, view: Any, name: str) -> URLPattern:
    return path(f"{ROOT}{address}", view, name=f"oparl_{name}")


urlpatterns: list[URLPattern] = [
    _path("system", system, "system"),
    _path("bodies", bodies, "bodies"),
    _path("body/<slug:key>", body, "body"),
    _path("body/<slug:key>/organizations", _list_of("organizations", rows.organizations), "organizations"),
    _path("body/<slug:key>/persons", _list_of("persons"), "persons"),
    _path("body/<slug:key>/memberships", _list_of("memberships"), "memberships"),
    _path("body/<slug:key>/legislativeterms", _list_of("legislative_terms"), "legislative_terms"),
    _path("body/<slug:key>/meetings", _list_of("meetings", rows.meetings), "meetings"),
    _path("body/<slug:key>/locations", _list_of("locations", rows.locations), "locations"),
    _path("body/<slug:key>/papers", _list_of("papers", rows.papers), "papers"),
    _path("body/<slug:key>/consultations", _list_of("consultations", rows.consultations), "consultations"),
    _path("body/<slug:key>/agendaitems", _list_of("agenda_items", rows.agenda_items), "agenda_items"),
    _path("body/<slug:key>/files", files, "files"),
    _path("organization/<int:pk>", _object_of(rows.organizations), "organization"),
    _path("organization/<int:pk>/meetings", organization_meetings, "organization_meetings"),
    _path("organization/<int:pk>/consultations", organization_consultations, "organization_consultations"),
    _path("meeting/<int:pk>", _object_of(rows.meetings), "meeting"),
    _path("location/<int:pk>", _object_of(rows.locations), "location"),
    _path("paper/<int:pk>", _object_of(rows.papers), "paper"),
    _path("consultation/<int:pk>", _object_of(rows.consultations), "consultation"),
    _path("agendaitem/<int:pk>", _object_of(rows.agenda_items), "agenda_item"),
    _path("file/<slug:key>", file, "file"),
    re_path(r"^oparl/(?P<rest>.*)$", nothing, name="oparl_nothing"),
]
