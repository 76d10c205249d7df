"""Alles mitnehmen: the whole stock as one locked file for whoever administers the house, and when it was backed up."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from roterfaden.accounts.models import User
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.archive import BackupNote, last_backup
from roterfaden.kernel.errors import DomainError
from roterfaden.office.jobs import describe
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.transfer import actions
from roterfaden.transfer.forms import TakeoutForm
from roterfaden.transfer.models import Takeout
from roterfaden.transfer.tasks import TAKE_OUT
from roterfaden.ui.parts import Link
from roterfaden.web.pages import attempt, get_visible, posted

OPENS = "transfer.view_takeouts"
SHOWN = 10

add_entry(route="office:takeout", label=gettext_lazy("Alles mitnehmen"), position=875, permission=OPENS)
describe(
    TAKE_OUT,
    back=lambda _job: Link(gettext_lazy("Zu „Alles mitnehmen“"), reverse("office:takeout")),
    counts={"tables": gettext_lazy("Tabellen"), "rows": gettext_lazy("Zeilen")},
)  # fmt: skip


@dataclass(frozen=True)
class TakeoutRow:
    """One order: whether it can be fetched now, and the job that makes it while it is being made."""

    takeout: Takeout
    is_ready: bool
    job: Job | None


@dataclass(frozen=True)
class TakeoutPage:
    """One's own orders, the form for the next, and the last backup of this installation."""

    rows: tuple[TakeoutRow, ...]
    form: TakeoutForm | None
    backup: BackupNote | None


@dataclass(frozen=True)
class KeyPage:
    """The secret key, shown this once; `job` is where the file is being made, `name` what it will be called."""

    secret: str
    name: str
    job: Job


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def takeout(request: HttpRequest) -> HttpResponse:
    """What can be taken along and what is there. POST: order it, and show the key once if the program made it."""
    person, now = _person(request), timezone.now()
    form = TakeoutForm(posted(request))
    if form.is_valid():
        ordered = attempt(form, lambda: actions.order_takeout(actor=person, now=now, **form.cleaned_data))
        if ordered:
            made, secret = ordered
            job = start_job(
                actor=person, kind=TAKE_OUT, title=_("Alles mitnehmen"), arguments={"takeout": str(made.uid)}, now=now
            )
            if not secret:
                return redirect("office:job", job.uid)
            return office_page(request, "office/takeout/key.html", KeyPage(secret, made.name, job))
    rows = _rows(Takeout.objects.filter(ordered_by=person).order_by("-ordered_at", "-pk")[:SHOWN], now)
    stands = any(row.takeout.ended_at is None for row in rows)
    context = TakeoutPage(rows, None if stands and not form.is_bound else form, last_backup())
    return office_page(request, "office/takeout/takeout.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@opens_with(OPENS)
def takeout_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file, for the person who ordered it. POST: throw it away."""
    person, now = _person(request), timezone.now()
    found = get_visible(Takeout.objects.filter(ordered_by=person), uid=uid)
    try:
        if request.method == "POST":
            actions.end_takeout(actor=person, takeout=found, now=now)
            messages.success(request, _("Die Datei ist gelöscht."))
        else:
            fetched = actions.fetch_takeout(actor=person, takeout=found, now=now)
            return FileResponse(
                fetched.file.open("rb"), as_attachment=True, filename=fetched.name,
                content_type="application/octet-stream",
            )  # fmt: skip
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("office:takeout")


def _rows(takeouts: QuerySet[Takeout], now: datetime) -> tuple[TakeoutRow, ...]:
    listed = list(takeouts)
    uids = [str(each.uid) for each in listed if each.made_at is None and each.ended_at is None]
    jobs = {job.arguments["takeout"]: job for job in Job.objects.filter(kind=TAKE_OUT, arguments__takeout__in=uids)}
    return tuple(TakeoutRow(each, each.is_ready(now), jobs.get(str(each.uid))) for each in listed)


def _person(request: HttpRequest) -> User:
    """Who is signed in; pages of the office open to nobody else."""
    assert isinstance(request.user, User)  # noqa: S101 -- LoginRequiredMiddleware has seen to it
    return request.user


urlpatterns: list[URLPattern] = [
    path("einstellungen/mitnehmen/", takeout, name="takeout"),
    path("einstellungen/mitnehmen/<uuid:uid>/", takeout_file, name="takeout_file"),
]
