"""Angebote einlesen: a table or an Open Referral document – the file, a look at every row, taking it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roterfaden.directory import actions, queries
from roterfaden.directory.enums import RowOutcome
from roterfaden.directory.forms import ListingForm
from roterfaden.directory.models import Listing
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.directory_desk import form_methods
from roterfaden.office.lists import page_of
from roterfaden.office.nav import office_page, opens_with
from roterfaden.web.pages import actor_of, attempt, get_visible

TONES = {
    RowOutcome.NEW: "success", RowOutcome.CHANGED: "info", RowOutcome.SAME: "neutral", RowOutcome.WRONG: "danger",
}  # fmt: skip


@form_methods
@opens_with("directory.prepare_listing")
def listings(request: HttpRequest) -> HttpResponse:
    """The file; below it what was brought before."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ListingForm(data, files)
    if form.is_valid():
        made = attempt(form, lambda: actions.prepare_listing(
            actor=actor_of(request), upload=form.cleaned_data["upload"], now=timezone.now()
        ))  # fmt: skip
        if made is not None:
            return redirect("office:listing", made.uid)
    page = page_of(request, queries.recent_listings())
    return office_page(request, "office/directory/listings.html", {"form": form, "page": page})


@form_methods
@opens_with("directory.take_listing")
def listing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What would become of each row; a press of the button takes all that is right."""
    row, now = get_visible(Listing.objects.all(), uid=uid), timezone.now()
    if request.method == "POST":
        try:
            taken = actions.take_listing(actor=actor_of(request), listing=row, now=now)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("office:listing", row.uid)
        count = taken.counts[RowOutcome.NEW] + taken.counts[RowOutcome.CHANGED]
        told = ngettext("Ein Angebot ist übernommen.", "%(count)s Angebote sind übernommen.", count)
        messages.success(request, told % {"count": count})
        return redirect("office:listing", row.uid)
    planner = queries.plan_listing(row, on=local_day(now))
    counts = row.counts or planner.counts()
    context = {
        "listing": row,
        "counts": [(RowOutcome(value).label, counts.get(value, 0)) for value in RowOutcome.values],
        "page": page_of(request, planner.planned),
        "may_take": any(counts.get(each, 0) for each in (RowOutcome.NEW.value, RowOutcome.CHANGED.value)),
        "title": _("Einlesen: %(name)s") % {"name": row.file_name},
    }
    context["rows"] = [(each, TONES[each.outcome]) for each in context["page"]]
    return office_page(request, "office/directory/listing.html", context)


urlpatterns: list[URLPattern] = [
    path("angebote/einlesen/", listings, name="listings"),
    path("angebote/einlesen/<uuid:uid>/", listing, name="listing"),
]
