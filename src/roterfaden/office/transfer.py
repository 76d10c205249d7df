"""Übertragung: a bundle for other houses, and bundles of others: looked at, adapted, taken over (ADR 52)."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places.queries import house
from roterfaden.transfer import actions, queries
from roterfaden.transfer.enums import ONLY_WHEN_ASKED, ArrivalState, Part
from roterfaden.transfer.forms import BundleFileForm, GiveForm, NamesForm, TakeForm
from roterfaden.transfer.methods import found_names
from roterfaden.transfer.models import Arrival, Origin, TransferKey
from roterfaden.transfer.tasks import TAKE_OVER
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "transfer.view_transfer"
TONES = {"open": "info", "started": "warning", "taken": "success", "discarded": "neutral"}

add_entry(route="office:transfer", label=gettext_lazy("Übertragung"), position=870, permission=OPENS)
describe(
    TAKE_OVER,
    back=lambda job: Link(
        gettext_lazy("Zum Bündel"), reverse("office:transfer_arrival", args=[job.arguments["arrival"]])
    ),
    counts={part.value: part.label for part in Part},
)  # fmt: skip


@dataclass(frozen=True)
class TransferPage:
    """What arrived, where things came from, and the two ways: in and out."""

    upload: BundleFileForm
    give: GiveForm
    page: Page[Arrival]
    rows: tuple[tuple[Arrival, str], ...]
    origins: QuerySet[Origin]
    key: TransferKey | None


@dataclass(frozen=True)
class ArrivalPage:
    """One bundle: who made it, its names with the places where they stand, and what it would do here."""

    arrival: Arrival
    tone: str
    names: NamesForm
    preview: queries.Preview
    take: TakeForm
    ticked: frozenset[str]
    other_keys: int
    job: Job | None
    taken: tuple[tuple[str, int], ...]


@require_safe
@opens_with(OPENS)
def transfer(request: HttpRequest) -> HttpResponse:
    """Both ways on one page."""
    return _overview(request, BundleFileForm(), _give_form())


@require_POST
@opens_with("transfer.receive_bundle")
def transfer_upload(request: HttpRequest) -> HttpResponse:
    """Take a bundle in, to be looked at."""
    form = BundleFileForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data["upload"].read()
        arrival = attempt(
            form, lambda: actions.receive_bundle(actor=actor_of(request), data=data, now=timezone.now())
        )  # fmt: skip
        if arrival is not None:
            return redirect("office:transfer_arrival", arrival.uid)
    return _overview(request, form, _give_form())


@require_POST
@opens_with("transfer.export_bundle")
def transfer_give(request: HttpRequest) -> HttpResponse:
    """The signed file of what was chosen."""
    form = GiveForm(request.POST)
    if form.is_valid():
        made = attempt(
            form, lambda: actions.export_bundle(actor=actor_of(request), choice=form.choice(), now=timezone.now())
        )  # fmt: skip
        if made is not None:
            response = HttpResponse(made.data, content_type="application/zip")
            response["Content-Disposition"] = f'attachment; filename="{made.name}"'
            return response
    return _overview(request, BundleFileForm(), form)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def transfer_arrival(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One bundle. POST: other names for those of the origin; the preview follows them."""
    arrival = _arrival(uid)
    if arrival.is_closed:
        messages.info(request, _("Dieses Bündel ist verworfen."))
        return redirect("office:transfer")
    names = _names_form(request, arrival)
    if names.is_valid():
        saved = attempt(names, lambda: actions.adapt_names(
            actor=actor_of(request), arrival=arrival, replacements=names.replacements(), now=timezone.now()
        ))  # fmt: skip
        if saved is not None:
            messages.success(request, _("Die Namen sind angepasst. Unten sehen Sie, wie es hier heißen wird."))
            return redirect("office:transfer_arrival", arrival.uid)
    preview = queries.preview(arrival)
    return _shown(request, arrival, names, preview, TakeForm(preview=preview, today=local_day(timezone.now())))


@require_POST
@opens_with("transfer.start_take_over")
def transfer_take(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take over what is ticked, in the background."""
    arrival = _arrival(uid)
    preview = queries.preview(arrival)
    form = TakeForm(request.POST, preview=preview, today=local_day(timezone.now()))
    actor, now = actor_of(request), timezone.now()
    if form.is_valid():
        started = attempt(form, lambda: actions.start_take_over(
            actor=actor, arrival=arrival, picks=form.cleaned_data["picks"], wishes=form.wishes(), now=now
        ))  # fmt: skip
        if started is not None:
            title = _("Bündel übernehmen: %(house)s") % {"house": arrival.origin.name}
            job = start_job(actor=actor, kind=TAKE_OVER, title=title, arguments={"arrival": str(arrival.uid)}, now=now)
            return redirect("office:job", job.uid)
    return _shown(request, arrival, _names_form(None, arrival), preview, form)


@require_POST
@opens_with("transfer.discard_bundle")
def transfer_discard(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Throw a bundle away; what was taken over stays."""
    try:
        actions.discard_bundle(actor=actor_of(request), arrival=_arrival(uid), now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Das Bündel ist verworfen. Was Sie daraus übernommen haben, bleibt."))
    return redirect("office:transfer")


def _overview(request: HttpRequest, upload: BundleFileForm, give: GiveForm) -> HttpResponse:
    page = page_of(request, queries.arrivals())
    context = TransferPage(
        upload, give, page, tuple((row, TONES[row.state]) for row in page), queries.origins(), queries.house_key()
    )
    return office_page(request, "office/transfer/transfer.html", context)


def _give_form() -> GiveForm:
    process, version = queries.offered_processes().first(), queries.offered_versions().first()
    about = {Part.PROCESS: process, Part.LETTERS: process, Part.CONCEPT: version}
    chosen = [part for part in Part if part not in ONLY_WHEN_ASKED]
    parts = [part.value for part in chosen if part not in about or about[part] is not None]
    return GiveForm(initial={"parts": parts, "process": process, "version": version})


def _arrival(uid: UUID) -> Arrival:
    return get_visible(Arrival.objects.select_related("origin"), uid=uid)


def _names_form(request: HttpRequest | None, arrival: Arrival) -> NamesForm:
    instance = house()
    here = queries.sender(instance, local_day(timezone.now())) if instance else arrival.said
    found = found_names(arrival.parts, arrival.said, here, arrival.replacements)
    return NamesForm(posted(request) if request else None, found=found, chosen=arrival.replacements)


def _shown(
    request: HttpRequest, arrival: Arrival, names: NamesForm, preview: queries.Preview, take: TakeForm
) -> HttpResponse:
    job = Job.objects.open().filter(kind=TAKE_OVER, arguments__arrival=str(arrival.uid)).order_by("-pk").first()
    context = ArrivalPage(
        arrival=arrival, tone=TONES[arrival.state], names=names, preview=preview, take=take,
        ticked=take.chosen if take.is_bound else preview.proposed, other_keys=queries.other_keys(arrival.origin),
        job=job if job is not None and job.started_by == request.user else None,
        taken=tuple((str(Part(part).label), count) for part, count in arrival.result.items())
        if arrival.state == ArrivalState.TAKEN else (),
    )  # fmt: skip
    return office_page(request, "office/transfer/arrival.html", context)


urlpatterns: list[URLPattern] = [
    path("uebertragung/", transfer, name="transfer"),
    path("uebertragung/hochladen/", transfer_upload, name="transfer_upload"),
    path("uebertragung/erstellen/", transfer_give, name="transfer_give"),
    path("uebertragung/<uuid:uid>/", transfer_arrival, name="transfer_arrival"),
    path("uebertragung/<uuid:uid>/uebernehmen/", transfer_take, name="transfer_take"),
    path("uebertragung/<uuid:uid>/verwerfen/", transfer_discard, name="transfer_discard"),
]
