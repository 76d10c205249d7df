"""Sprachkurse: the desk of the coordinator and of providers who sign in, and the coordinator's calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.courses import queries
from roterfaden.courses.enums import CourseKind, TimeOfDay
from roterfaden.courses.models import CourseRun
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.forms import FilterForm
from roterfaden.web.course_desk import Desk, desk_import, desk_list, desk_run, desk_state, desk_table
from roterfaden.web.pages import actor_of

OPENS = "courses.view_offers"
PAGES = {
    "list": "office:courses", "new": "office:course_new", "run": "office:course", "state": "office:course_state",
    "table": "office:courses_table", "import": "office:courses_import",
}  # fmt: skip
STEP = timedelta(weeks=13)

add_entry(route="office:courses", label=gettext_lazy("Sprachkurse"), position=230, permission=OPENS)
add_entry(
    route="office:course_calendar", label=gettext_lazy("Kurskalender"), position=231, permission="courses.view_calendar"
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@provides_tasks(230)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Courses to confirm, to decide, and such whose state has passed."""
    if not allowed(actor, OPENS):
        return
    waiting = queries.waiting_runs(queries.kept_codes(actor), on)
    url = reverse("office:courses")
    told: tuple[tuple[int, str, str], ...] = (
        (
            waiting.stale,
            ngettext("Ein Kurs ist zu bestätigen", "%(count)s Kurse sind zu bestätigen", waiting.stale),
            _("Stimmen Zeiten und freie Plätze noch? Ein Haken genügt."),
        ),
        (
            waiting.undecided,
            ngettext(
                "Ein Kurs beginnt bald und ist nur geplant",
                "%(count)s Kurse beginnen bald und sind nur geplant",
                waiting.undecided,
            ),
            _("Findet er statt, oder wird er abgesagt?"),
        ),
        (
            waiting.passed,
            ngettext(
                "Bei einem Kurs ist der Stand veraltet",
                "Bei %(count)s Kursen ist der Stand veraltet",
                waiting.passed,
            ),
            _("Hat er begonnen? Ist er zu Ende?"),
        ),
    )
    for count, title, text in told:
        if count:
            yield Task(title % {"count": count}, text, url, count)


def _desk(request: HttpRequest) -> Desk:
    actor = actor_of(request)
    return Desk(
        actor=actor, providers=tuple(queries.providers_kept_by(actor)), is_shared=queries.kept_codes(actor) is None,
        frame="office/base.html", render=office_page,
        address=lambda name, *args: reverse(PAGES[name], args=args),
        affected=_affected if allowed(actor, "courses.start_plan") else None,
    )  # fmt: skip


def _affected(run: CourseRun) -> str:
    return reverse("office:run_falls_through", args=[run.uid])


@form_methods
@opens_with(OPENS)
def courses(request: HttpRequest) -> HttpResponse:
    """The list; a POST confirms."""
    return desk_list(request, _desk(request))


@form_methods
@opens_with(OPENS)
def course_new(request: HttpRequest) -> HttpResponse:
    """A new course."""
    return desk_run(request, _desk(request))


@form_methods
@opens_with(OPENS)
def course(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One course."""
    return desk_run(request, _desk(request), uid)


@require_POST
@opens_with(OPENS)
def course_state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where a course goes next."""
    return desk_state(request, _desk(request), uid)


@require_safe
@opens_with(OPENS)
def courses_table(request: HttpRequest) -> HttpResponseBase:
    """The list as a table."""
    return desk_table(request, _desk(request))


@form_methods
@opens_with(OPENS)
def courses_import(request: HttpRequest) -> HttpResponse:
    """Bringing a table."""
    return desk_import(request, _desk(request))


# --- the calendar -----------------------------------------------------------------------------------------------------
class CalendarFilter(FilterForm):
    """What the calendar shows: weeks of three months, or the timetable of one week."""

    ansicht = forms.ChoiceField(
        label=gettext_lazy("Ansicht"),
        choices=[("", gettext_lazy("drei Monate")), ("woche", gettext_lazy("Stundenplan einer Woche"))],
    )
    tag = forms.DateField(label=gettext_lazy("Ab"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    traeger = forms.ChoiceField(label=gettext_lazy("Träger"))
    art = forms.ChoiceField(label=gettext_lazy("Kursart"), choices=[("", gettext_lazy("alle")), *CourseKind.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.providers = {str(row.code): row for row in queries.providers()}
        names = [(code, row.name) for code, row in self.providers.items()]
        self.fields["traeger"].choices = [("", _("alle")), *names]


@dataclass(frozen=True)
class CalendarPage:
    """Weeks, or the timetable of one week, with the way back and on."""

    form: CalendarFilter
    weeks: list[queries.CalendarWeek]
    days: list[queries.TimetableDay]
    parts: list[str]
    first: date
    earlier: str
    later: str


@require_safe
@opens_with("courses.view_calendar")
def calendar(request: HttpRequest) -> HttpResponse:
    """What begins and ends when, or who is taught when."""
    today = local_day(timezone.now())
    form = CalendarFilter(request.GET or None)
    chosen = form.chosen() if form.is_bound else {}
    first = queries.monday_of(chosen.get("tag") or today)
    is_week = chosen.get("ansicht") == "woche"
    provider = form.providers.get(chosen.get("traeger", ""))
    wanted = queries.RunFilter(
        provider=provider.pk if provider else None, kind=chosen.get("art", ""), states=queries.CALENDAR_STATES
    )
    step = timedelta(weeks=1) if is_week else STEP
    days = queries.timetable(wanted, week=first, on=today) if is_week else []
    return office_page(
        request,
        "office/courses/calendar.html",
        CalendarPage(
            form=form,
            weeks=[] if is_week else queries.calendar_weeks(wanted, first=first, on=today),
            days=days,
            parts=[str(part.label) for part in TimeOfDay if part != TimeOfDay.WEEKEND],
            first=first,
            earlier=_moved(request, first - step),
            later=_moved(request, first + step),
        ),
    )


def _moved(request: HttpRequest, day: date) -> str:
    query = request.GET.copy()
    query["tag"] = day.isoformat()
    return f"?{query.urlencode()}"


urlpatterns: list[URLPattern] = [
    path("kurse/", courses, name="courses"),
    path("kurse/neu/", course_new, name="course_new"),
    path("kurse/tabelle.xlsx", courses_table, name="courses_table"),
    path("kurse/einlesen/", courses_import, name="courses_import"),
    path("kurse/kalender/", calendar, name="course_calendar"),
    path("kurse/<uuid:uid>/", course, name="course"),
    path("kurse/<uuid:uid>/stand/", course_state, name="course_state"),
]
