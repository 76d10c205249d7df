"""Kommunen: who was offered what, what they answered, as list, matrix, map and file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept.models import Version
from roterfaden.implementation import queries
from roterfaden.implementation.exports import handover_file
from roterfaden.implementation.forms import MatrixFilterForm
from roterfaden.implementation.methods import AnswerCount
from roterfaden.implementation.queries import MatrixFilter
from roterfaden.implementation.rules import is_county_staff, own_municipalities
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places.models import Area
from roterfaden.places.queries import partners
from roterfaden.ui.charts.shapes import AreaMap, Matrix
from roterfaden.web.handover import answers_map, answers_matrix
from roterfaden.web.pages import actor_of

add_entry(
    route="office:municipalities",
    label=gettext_lazy("Kommunen"),
    position=90,
    permission="implementation.view_implementation",
)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {"matrix": "kommunen-matrix.xlsx", "antworten": "kommunen-antworten.xlsx"}


@dataclass(frozen=True)
class MunicipalitiesPage:
    """All municipalities the person may see, with the matrix of their answers to the version that was offered."""

    version: Version | None
    not_offered_yet: Version | None
    rows: tuple[queries.MunicipalityRow, ...]
    own: tuple[str, ...]
    without_person: frozenset[int]
    count: AnswerCount | None
    filter: MatrixFilterForm | None
    elements: tuple[queries.ElementRow, ...]
    matrix: Matrix | None
    map: AreaMap | None
    today: date
    is_county: bool
    may_offer: bool
    may_renew: bool
    address: str


def own_keys(actor: Actor) -> tuple[str, ...]:
    """Keys of the municipalities the actor coordinates."""
    return own_municipalities(actor)


def readable_keys(actor: Actor) -> tuple[str, ...] | None:
    """Whose desks the actor may read: those of the own municipalities; None is all."""
    sees_all = is_county_staff(actor) or allowed(actor, "accounts.view_people")
    return None if sees_all else own_keys(actor)


@provides_tasks(90)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """What waits: for coordinators their own answers, drafts and proposals; for the county who is late."""
    keys = own_keys(actor)
    may_offer = allowed(actor, "implementation.make_offer")
    if keys:
        yield from _own_tasks(keys, on)
    if may_offer and (version := queries.offered_version()) is not None:
        yield from _county_tasks(version, on)


def _own_tasks(keys: tuple[str, ...], on: date) -> Iterable[Task]:
    begun = queries.waiting_at_home(keys)
    own = partners(on).filter(key__in=keys)
    rows = [
        row for area in own for row in queries.municipalities(queries.offered_version(area), on=on, keys=[area.key])
    ]
    for row in rows:
        address = reverse("office:municipality", args=[row.municipality.slug])
        name = {"name": row.municipality.name}
        drafts, proposals = begun.get(row.municipality.key, (0, 0))
        if row.waiting:
            title = ngettext("Eine Antwort an den Landkreis ist offen", "%(count)s Antworten sind offen", row.waiting)
            text = _("Entscheiden Sie für %(name)s: übernehmen, anpassen, schon erledigt oder trifft nicht zu.")
            yield Task(title % {"count": row.waiting}, text % name, f"{address}?stand=waiting", row.waiting,
                       row.answer_by)  # fmt: skip
        if drafts:
            title = ngettext("Eine Antwort ist entworfen", "%(count)s Antworten sind entworfen", drafts)
            text = _("Sie gelten erst, wenn Sie sie für %(name)s senden.")
            yield Task(title % {"count": drafts}, text % name,
                       reverse("office:municipality_send", args=[row.municipality.slug]), drafts)  # fmt: skip
        if proposals:
            title = ngettext(
                "Eine gemeinsame Antwort ist vorgeschlagen", "%(count)s gemeinsame Antworten sind vorgeschlagen",
                proposals,
            )  # fmt: skip
            text = _("Schließt sich %(name)s an?")
            yield Task(title % {"count": proposals}, text % name, address, proposals)


def _county_tasks(version: Version, on: date) -> Iterable[Task]:
    newest = queries.adopted_version()
    if newest is not None and newest != version and queries.version_before(newest) is not None:
        yield Task(
            _("Die neue Fassung ist noch nicht angeboten"),
            _("Sehen Sie, was von den Antworten weiter gilt, und bieten Sie „%(title)s“ an.") % {"title": newest.title},
            reverse("office:municipalities_renew"), 1,
        )  # fmt: skip
    late = [row for row in queries.municipalities(version, on=on) if row.is_late(on)]
    if late:
        title = ngettext("Eine Kommune hat nicht alles beantwortet", "%(count)s Kommunen haben nicht alles beantwortet",
                         len(late))  # fmt: skip
        text = _("Der Termin ist vorbei. Rufen Sie an oder antworten Sie im Namen der Kommune.")
        yield Task(title % {"count": len(late)}, text, reverse("office:municipalities"), len(late))


@require_safe
@opens_with("implementation.view_implementation")
def municipalities(request: HttpRequest) -> HttpResponse:
    """Who was asked, who has answered, the matrix element × municipality, and the map. Coordinators see their own."""
    actor, now = actor_of(request), timezone.now()
    today, keys = local_day(now), readable_keys(actor)
    version, newest = queries.offered_version(), queries.adopted_version()
    form = MatrixFilterForm(request.GET, fields_of=queries.fields_offered(version)) if version else None
    chosen = form.chosen() if form else {}
    found = queries.matrix(version, on=today, chosen=_matrix_filter(chosen), keys=keys) if version else None
    rows = queries.municipalities(version, on=today, keys=keys)
    known = queries.coordinated(now=now)
    may_offer = newest is not None and allowed(actor, "implementation.make_offer", newest)
    context = MunicipalitiesPage(
        version=version,
        not_offered_yet=newest if newest != version else None,
        rows=rows,
        own=own_keys(actor),
        without_person=frozenset(row.municipality.pk for row in rows if row.municipality.key not in known),
        count=found.count if found else None,
        filter=form,
        elements=found.rows if found else (),
        matrix=_matrix(found) if found and found.rows else None,
        map=_map(found, taken="karte" in chosen) if found and found.rows and keys is None else None,
        today=today,
        is_county=keys is None,
        may_offer=may_offer,
        may_renew=may_offer and newest is not None and newest != version and bool(queries.version_before(newest)),
        address=request.GET.urlencode(),
    )
    return office_page(request, "office/municipalities/municipalities.html", context)


@require_safe
@opens_with("implementation.view_implementation")
def municipalities_file(request: HttpRequest, what: str) -> HttpResponse | FileResponse:
    """The matrix, or all answers with reasons, as XLSX: exactly what the page shows."""
    version = queries.offered_version()
    if what not in FILES or version is None:
        raise Http404
    form = MatrixFilterForm(request.GET, fields_of=queries.fields_offered(version))
    found = queries.matrix(
        version, on=local_day(timezone.now()), chosen=_matrix_filter(form.chosen()),
        keys=readable_keys(actor_of(request)),
    )  # fmt: skip
    made = handover_file(what, found)
    return FileResponse(made, as_attachment=True, filename=FILES[what], content_type=XLSX)


def _matrix(found: queries.AdoptionMatrix) -> Matrix:
    return answers_matrix(found.rows, found.municipalities, found.count, address=_address)


def _map(found: queries.AdoptionMatrix, *, taken: bool) -> AreaMap | None:
    return answers_map(found.municipalities, found.by_municipality, taken=taken, address=_address)


def _address(area: Area) -> str:
    return reverse("office:municipality", args=[area.slug])


def _matrix_filter(chosen: dict[str, Any]) -> MatrixFilter:
    return MatrixFilter(chosen.get("feld", ""), chosen.get("art", ""), chosen.get("antwort", ""))


urlpatterns: list[URLPattern] = [
    path("kommunen/", municipalities, name="municipalities"),
    path("kommunen/dateien/<slug:what>.xlsx", municipalities_file, name="municipalities_file"),
]
