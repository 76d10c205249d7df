"""Löschfristen der Sprachkurse: what is kept by which rule, what is due, what is held back, and what the runs did."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from roterfaden.accounts.rules import allowed
from roterfaden.courses import queries
from roterfaden.courses.enums import KeptKind, Unit
from roterfaden.courses.models import DeletionHold, DeletionRun
from roterfaden.courses.tasks import DELETE_COURSE_RECORDS
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.methods import periodic_named
from roterfaden.jobs.queries import somebody_works
from roterfaden.kernel.time import local_day
from roterfaden.office.jobs import describe
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.filters import number
from roterfaden.ui.forms import DateInput, FilterForm
from roterfaden.ui.parts import Link, Text
from roterfaden.web.pages import actor_of

add_entry(
    route="office:course_keeping", label=gettext_lazy("Löschfristen der Kurse"), position=239,
    permission="courses.view_keeping",
)  # fmt: skip
describe(
    DELETE_COURSE_RECORDS,
    back=lambda _job: Link(_("Löschfristen der Kurse"), reverse("office:course_keeping")),
    counts={"deleted": gettext_lazy("gelöschte Einträge"), "batches": gettext_lazy("Teilschritte")},
)

COUNTS_FROM: dict[str, Text] = {
    KeptKind.WORDS: gettext_lazy(
        "ab Kursbeginn oder Ausscheiden, spätestens ab dem letzten Eintrag; nach zurückgenommener Einwilligung sofort"
    ),
    KeptKind.TESTS: gettext_lazy("ab dem Ende des Jahres, in dem der Test war"),
    KeptKind.FACTS: gettext_lazy("ab dem letzten Eintrag zur Person oder dem Ende des Kurses"),
    KeptKind.PLANS: gettext_lazy("ab dem Tag, an dem gerechnet wurde"),
    KeptKind.ACCESSES: gettext_lazy("ab dem Tag der Einsicht"),
}
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ShownKind:
    """One kind in words: its periods with their sources, and what they count from."""

    row: queries.KindRow
    periods: tuple[tuple[str, str], ...]
    counts_from: Text


class DryRunForm(FilterForm):
    """For which day the numbers are shown."""

    am = forms.DateField(label=gettext_lazy("Probelauf für den"), widget=DateInput())


@dataclass(frozen=True)
class KeepingPage:
    """The kinds with their numbers on a day, holds, runs, and when the worker does it next (None: nobody works)."""

    form: DryRunForm
    on: date
    is_today: bool
    rows: tuple[ShownKind, ...]
    due: int
    holds: tuple[DeletionHold, ...]
    runs: tuple[DeletionRun, ...]
    next_run: datetime | None
    may_delete: bool
    names_people: bool


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("courses.view_keeping")
def course_keeping(request: HttpRequest) -> HttpResponse:
    """Numbers for a day, which change nothing; a POST starts to delete what is due today."""
    actor, now = actor_of(request), timezone.now()
    if request.method == "POST":
        if not allowed(actor, "courses.begin_deletion"):
            raise PermissionDenied
        job = start_job(
            actor=actor, kind=DELETE_COURSE_RECORDS, title=_("Löschlauf der Sprachkurse"), arguments={}, now=now
        )
        return redirect("office:job", job.uid)
    form = DryRunForm(request.GET)
    today = local_day(now)
    on = form.chosen().get("am", today)
    rows = queries.kind_rows(on=on)
    night = periodic_named("courses.delete_course_records")
    page = KeepingPage(
        form=form, on=on, is_today=on == today, rows=tuple(map(_shown, rows)),
        due=sum(row.due for row in rows), holds=queries.standing_holds(on=today), runs=queries.last_deletions(),
        next_run=night.slot(now) + A_DAY if somebody_works(now) else None,
        may_delete=allowed(actor, "courses.begin_deletion"), names_people=allowed(actor, "courses.view_candidates"),
    )  # fmt: skip
    return office_page(request, "office/courses/keeping.html", page)


def _shown(row: queries.KindRow) -> ShownKind:
    periods = tuple(
        (f"{number(value.value, 0)} {Unit(value.unit).label}", value.source) for _name, value in row.rules
    )  # fmt: skip
    return ShownKind(row, tuple(dict.fromkeys(periods)), COUNTS_FROM[row.kind])


urlpatterns: list[URLPattern] = [
    path("kurse/loeschen/", course_keeping, name="course_keeping"),
]
