"""/api/office/v1/: what the office shows, and acts a program may do in its owner's name. Later subjects have modules.

Every operation needs a permit of the token and the right of its owner; lists hold what the owner may see.
"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelRefusal
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Schema, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError

from roterfaden.api.asking import ByKey, Key, Slug, a_page, only
from roterfaden.api.office import adoptions, courses, papers, records, signals, tasks
from roterfaden.api.office.shared import ERRORS, MISSING, OfProcess, area_of, one, own_processes, owner
from roterfaden.api.office.signing_in import TokenAuth, needs
from roterfaden.api.opendata.answers import problem
from roterfaden.api.opendata.records import Page
from roterfaden.concept.enums import ElementKind
from roterfaden.concept.models import Concept, Element, Version
from roterfaden.concept.queries import version_tree, working_draft
from roterfaden.implementation.actions import report_progress
from roterfaden.implementation.queries import adopted_version, initiatives, status_history
from roterfaden.indicators.actions import record_observation
from roterfaden.indicators.models import Series
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.machines.actions import note_use
from roterfaden.machines.enums import Permit
from roterfaden.machines.models import AccessToken
from roterfaden.participation.actions import capture_contribution
from roterfaden.participation.models import Contribution
from roterfaden.participation.queries import event_rows

api = NinjaAPI(
    title="Roter Faden – Büro",
    version="1",
    description=(
        "Was das Büro zeigt und tut, für Programme. Anmeldung mit einem Programmschlüssel (Authorization: Bearer …). "
        "Ein Schlüssel darf nie mehr als die Person, die ihn ausgegeben hat."
    ),
    auth=TokenAuth(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="office_programs",
)
for _module in (papers, adoptions, signals, tasks, courses):
    api.add_router("", _module.router)


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    told = "; ".join(f"{'.'.join(str(part) for part in each['loc'][1:])}: {each['msg']}" for each in error.errors)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, told)


@api.exception_handler(DomainError)
def _not_done(_request: HttpRequest, error: DomainError) -> HttpResponse:
    status = HTTPStatus.FORBIDDEN if isinstance(error, NotAllowed) else HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(status, str(error))


@api.exception_handler(ModelRefusal)
def _not_kept(_request: HttpRequest, error: ModelRefusal) -> HttpResponse:
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(error.messages))


@api.exception_handler(AuthenticationError)
def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return problem(HTTPStatus.UNAUTHORIZED, "Der Programmschlüssel fehlt oder gilt nicht.")


@api.exception_handler(PermissionDenied)
def _denied(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return problem(HTTPStatus.FORBIDDEN, "Die Person, die den Schlüssel ausgegeben hat, darf das nicht.")


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, "Das gibt es nicht, oder es ist für diesen Schlüssel nicht zu sehen.")


@api.exception_handler(HttpError)
def _refused(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, str(error))


class ContributionsAsked(OfProcess):
    """Contributions of one process, of one event, in one state of moderation."""

    event: Slug | None = None
    moderation: Slug | None = None


class ElementsAsked(ByKey):
    """Elements of the working draft, or of the frozen version `version`, in reading order; `after` counts places."""

    concept: Slug
    version: Slug | None = None


class SeriesAsked(ByKey):
    """Series of one indicator."""

    indicator: Slug | None = None


# --- who am I --------------------------------------------------------------------------------------------------------
@api.get("/", response={200: records.Whoami, **ERRORS}, url_name="whoami")
def whoami(request: HttpRequest) -> records.Whoami:
    """What this token is and may do."""
    only(request, Schema())
    token: AccessToken = request.auth  # type: ignore[attr-defined]
    note_use(actor=token.owner, token=token, now=timezone.now())
    roles = [" ".join(part for part in (role, scope.key) if part) for role, scope in token.owner.roles_held]
    return records.Whoami(token=token.name, permits=token.permits, roles=roles, ends_on=token.ends_on)


# --- participation ---------------------------------------------------------------------------------------------------
@api.get("/processes", response={200: Page[records.ProcessRecord], **ERRORS}, url_name="processes")
@needs(Permit.READ_PROCESSES, "participation.view_process")
def processes(request: HttpRequest, asked: Query[ByKey]) -> Any:
    """Processes the owner may open."""
    only(request, asked)
    rows = own_processes(request).filter(pk__gt=asked.after).select_related("area").order_by("pk")[: asked.limit + 1]
    return a_page(request, [records.ProcessRecord.of(row) for row in rows], asked, lambda each: each.id)


@api.get("/events", response={200: Page[records.EventRecord], **ERRORS}, url_name="events")
@needs(Permit.READ_PROCESSES, "participation.view_process")
def events(request: HttpRequest, asked: Query[OfProcess]) -> Any:
    """Events of these processes."""
    only(request, asked)
    found = event_rows(owner(request), process_slug=asked.process or "").filter(pk__gt=asked.after).order_by("pk")
    shown = [records.EventRecord.of(row) for row in found[: asked.limit + 1]]
    return a_page(request, shown, asked, lambda each: each.id)


@api.get("/contributions", response={200: Page[records.ContributionRecord], **ERRORS}, url_name="contributions")
@needs(Permit.READ_CONTRIBUTIONS, "participation.view_process")
def contributions(request: HttpRequest, asked: Query[ContributionsAsked]) -> Any:
    """Contributions of these processes in the order they were kept, unchecked ones included."""
    only(request, asked)
    rows = _contributions(request).filter(pk__gt=asked.after)
    if asked.process is not None:
        rows = rows.filter(process__slug=asked.process)
    if asked.event is not None:
        rows = rows.filter(event__slug=asked.event)
    if asked.moderation is not None:
        rows = rows.filter(moderation=asked.moderation)
    found = [records.ContributionRecord.of(row) for row in rows.order_by("pk")[: asked.limit + 1]]
    return a_page(request, found, asked, lambda each: each.id)


@api.get("/contributions/{pk}", response={200: records.ContributionRecord, **MISSING}, url_name="contribution")
@needs(Permit.READ_CONTRIBUTIONS, "participation.view_process")
def contribution(request: HttpRequest, pk: Path[Key]) -> Any:
    """One contribution."""
    only(request, Schema())
    return records.ContributionRecord.of(one(_contributions(request), pk=pk))


@api.post("/contributions", response={201: records.Captured, **MISSING})
@needs(Permit.WRITE_CONTRIBUTIONS, "participation.view_process")
def capture(request: HttpRequest, card: records.NewContribution) -> Any:
    """Capture a card. The same `client_id` again answers the card as it was kept."""
    only(request, Schema())
    process = one(own_processes(request), slug=card.process)
    group = one(process.actor_groups.all(), slug=card.actor_group) if card.actor_group else None
    kept = capture_contribution(
        actor=owner(request), process=process, kind=card.kind, text=card.text, language=card.language,
        channel=card.channel, event=one(process.events.all(), slug=card.event) if card.event else None,
        table=card.table, actor_group=group, area=area_of(card.area), weight=card.weight, said_on=card.said_on,
        code=card.code, client_id=card.client_id, late=card.late, now=timezone.now(),
    )  # fmt: skip
    shown = records.ContributionRecord.of(one(_contributions(request), pk=kept.pk))
    return Status(HTTPStatus.CREATED, records.Captured(**shown.model_dump(), code=str(kept.code)))


# --- concept and initiatives -----------------------------------------------------------------------------------------
@api.get("/elements", response={200: Page[records.ElementRecord], **MISSING}, url_name="elements")
@needs(Permit.READ_CONCEPT, "concept.view_concept")
def elements(request: HttpRequest, asked: Query[ElementsAsked]) -> Any:
    """The working draft of a concept, or a frozen version, element by element in reading order."""
    only(request, asked)
    concept = one(Concept.objects.all(), slug=asked.concept)
    if asked.version is None:
        version = working_draft(concept)
    else:
        version = one(Version.objects.select_related("concept").filter(concept=concept), slug=asked.version)
    nodes = list(enumerate(version_tree(version).nodes, start=1))[asked.after : asked.after + asked.limit + 1]
    places = {node.element.pk: place for place, node in nodes}
    found = [records.ElementRecord.of(node) for _place, node in nodes]
    return a_page(request, found, asked, lambda each: places[each.id])


@api.get("/initiatives", response={200: Page[records.InitiativeRecord], **ERRORS}, url_name="initiatives")
@needs(Permit.READ_INITIATIVES, "implementation.view_implementation")
def the_initiatives(request: HttpRequest, asked: Query[ByKey]) -> Any:
    """Initiatives of the adopted concept with their state, for the county."""
    only(request, asked)
    version = adopted_version()
    rows = initiatives(version, on=local_day(timezone.now())) if version else ()
    ordered = sorted((row for row in rows if row.element.pk > asked.after), key=lambda row: row.element.pk)
    found = [records.InitiativeRecord.of(row) for row in ordered[: asked.limit + 1]]
    return a_page(request, found, asked, lambda each: each.id)


@api.get("/initiatives/{pk}/statuses", response={200: Page[records.StatusRecord], **MISSING}, url_name="statuses")
@needs(Permit.READ_INITIATIVES, "implementation.view_implementation")
def statuses(request: HttpRequest, pk: Path[Key], asked: Query[ByKey]) -> Any:
    """What was said about an initiative, in the order it was said."""
    only(request, asked)
    rows = status_history(_initiative(pk)).filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1]
    return a_page(request, [records.StatusRecord.of(row) for row in rows], asked, lambda each: each.id)


@api.post("/initiatives/{pk}/statuses", response={201: records.StatusRecord, **MISSING})
@needs(Permit.WRITE_INITIATIVES, "implementation.view_implementation")
def report_status(request: HttpRequest, pk: Path[Key], said: records.NewStatus) -> Any:
    """Report how far an initiative is on a day. A second report for the same day supersedes the first."""
    only(request, Schema())
    made = report_progress(
        actor=owner(request), element=_initiative(pk), progress=said.progress, as_of=said.as_of,
        municipality=area_of(said.municipality), reason=said.reason, carried_on_by=said.carried_on_by,
        now=timezone.now(),
    )  # fmt: skip
    return Status(HTTPStatus.CREATED, records.StatusRecord.of(made))


# --- figures ---------------------------------------------------------------------------------------------------------
@api.get("/series", response={200: Page[records.OfficeSeries], **ERRORS}, url_name="series")
@needs(Permit.READ_FIGURES, "indicators.view_figures")
def series(request: HttpRequest, asked: Query[SeriesAsked]) -> Any:
    """Lines of figures. Their values are in the open interface, where small counts stay hidden."""
    only(request, asked)
    rows = Series.objects.select_related("definition__indicator", "area").filter(pk__gt=asked.after).order_by("pk")
    if asked.indicator is not None:
        rows = rows.filter(definition__indicator__slug=asked.indicator)
    found = [records.OfficeSeries.of(row) for row in rows[: asked.limit + 1]]
    return a_page(request, found, asked, lambda each: each.id)


@api.post("/observations", response={201: records.StoredObservation, **MISSING}, url_name="observations")
@needs(Permit.WRITE_FIGURES, "indicators.view_figures")
def add_observation(request: HttpRequest, value: records.NewObservation) -> Any:
    """Add a value. The same value again is answered as it was kept; another one for the same day is refused."""
    only(request, Schema())
    made = record_observation(
        actor=owner(request), series=one(Series.objects.select_related("definition", "area"), pk=value.series),
        period_start=value.period_start, period_end=value.period_end, raw=value.raw, known_on=value.known_on,
        base=value.base, source=value.source, now=timezone.now(),
    )  # fmt: skip
    return Status(HTTPStatus.CREATED, records.StoredObservation.of(made))


# --- rows ------------------------------------------------------------------------------------------------------------
def _contributions(request: HttpRequest) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(process__in=own_processes(request))
    return rows.select_related("process", "event", "actor_group", "area")


def _initiative(pk: int) -> Element:
    found: Element = one(Element.objects.filter(kind=ElementKind.INITIATIVE), pk=pk)
    return found
