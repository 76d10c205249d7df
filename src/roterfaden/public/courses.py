"""Sprachkurse: who still has a free seat, for residents and those who advise them. No account, nothing personal."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from roterfaden.courses import queries
from roterfaden.courses.enums import CourseKind, Level, RunState, TimeOfDay
from roterfaden.courses.methods.weekly import WeeklyTime
from roterfaden.kernel.calendar import Appointment, subscription
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.public.nav import public_page
from roterfaden.public.registration import calendar_file
from roterfaden.ui.charts.shapes import AreaMap
from roterfaden.ui.forms import DateInput, FilterForm
from roterfaden.web.course_maps import courses_map
from roterfaden.web.course_words import ShownRun, shown_runs


class CourseFilter(FilterForm):
    """Which courses are shown: on a phone the first two questions, the others to open."""

    field_order = ("ort", "niveau")
    art = forms.ChoiceField(label=gettext_lazy("Art des Kurses"))
    niveau = forms.ChoiceField(
        label=gettext_lazy("Beginnt mit Niveau"), choices=[("", gettext_lazy("alle")), *Level.choices]
    )
    ort = forms.ChoiceField(label=gettext_lazy("Ort"))
    zeit = forms.ChoiceField(label=gettext_lazy("Tageszeit"), choices=[("", gettext_lazy("alle")), *TimeOfDay.choices])
    ab = forms.DateField(label=gettext_lazy("Beginnt ab"), widget=DateInput())
    kinder = forms.BooleanField(label=gettext_lazy("mit Kinderbetreuung"))
    frauen = forms.BooleanField(label=gettext_lazy("nur für Frauen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = local_day(timezone.now())
        kinds = {row.kind for row in queries.course_types(today)}
        self.fields["art"].choices = [("", _("alle")), *(each for each in CourseKind.choices if each[0] in kinds)]
        areas = [(area.slug, area.short_name) for area in queries.course_areas()]
        self.fields["ort"].choices = [("", _("alle")), *areas]

    def wanted(self) -> queries.RunFilter:
        """What is asked for."""
        chosen = self.chosen() if self.is_bound else {}
        return queries.RunFilter(
            to_join=True, kind=chosen.get("art", ""), level=chosen.get("niveau", ""), area=chosen.get("ort", ""),
            time_of_day=chosen.get("zeit", ""), starts_from=chosen.get("ab"), child_care=bool(chosen.get("kinder")),
            women_only=bool(chosen.get("frauen")),
        )  # fmt: skip


@dataclass(frozen=True)
class CoursesPage:
    """The courses with a free seat: those that will begin, and those that run already."""

    form: CourseFilter
    coming: list[ShownRun]
    running: list[ShownRun]
    count: int
    query: str
    name: str
    map: AreaMap | None


def _courses_in(area: Area) -> str:
    return f"{reverse('public:courses')}?{urlencode({'ort': area.slug})}"


@login_not_required
@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """The list: what, when, where, how many seats, whom to ask."""
    today = local_day(timezone.now())
    form = CourseFilter(request.GET or None)
    lines = queries.run_lines(form.wanted(), today)
    runs = shown_runs(lines)
    context = CoursesPage(
        form=form,
        coming=[shown for shown in runs if shown.line.run.state != RunState.RUNNING],
        running=[shown for shown in runs if shown.line.run.state == RunState.RUNNING],
        count=len(runs),
        query=request.GET.urlencode(),
        name=settings.COURSE_MANAGEMENT_NAME,
        map=courses_map(lines, today, address=_courses_in),
    )
    return public_page(request, "public/courses/courses.html", context)


@login_not_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The first lessons of the courses shown, as a calendar to subscribe to; `kurs` narrows to one."""
    now = timezone.now()
    lines = queries.run_lines(CourseFilter(request.GET or None).wanted(), local_day(now))
    one = request.GET.get("kurs", "")
    dates = [_appointment(line, now) for line in lines if not one or str(line.run.uid) == one]
    return calendar_file(subscription(_("Sprachkurse"), dates), "sprachkurse")


def _appointment(line: queries.RunLine, now: datetime) -> Appointment:
    run = line.run
    first, lesson = _first_lesson(run.starts_on, line.times)
    zone = timezone.get_default_timezone()
    title = "{}: {} {}–{}".format(_("Beginn"), CourseKind(run.course_type.kind).label, run.level_from, run.level_to)
    words = [
        _("Kurs %(number)s, %(provider)s") % {"number": run.number, "provider": run.provider.name},
        _("Noch nicht sicher: Der Kurs beginnt, wenn sich genug Menschen anmelden.")
        if run.state == RunState.PLANNED
        else "",
        run.note,
    ]
    return Appointment(
        uid=f"{run.uid}@{settings.BASE_URL.partition('://')[2]}", sequence=run.updated_on.toordinal(), title=title,
        starts_at=datetime.combine(first, lesson.starts, tzinfo=zone),
        ends_at=datetime.combine(first, lesson.ends, tzinfo=zone), stamped_at=now,
        place=_("online") if run.online else f"{run.site.name}, {run.site.address}",
        text="\n".join(filter(None, words)), url=f"{settings.BASE_URL}{reverse('public:courses')}#kurs-{run.uid}",
    )  # fmt: skip


def _first_lesson(starts_on: date, times: tuple[WeeklyTime, ...]) -> tuple[date, WeeklyTime]:
    """The first lesson of a course: on its first day or the next on which it is held; nine o'clock if nobody said."""
    for ahead in range(7):
        on = starts_on + timedelta(days=ahead)
        for each in times:
            if each.weekday == on.isoweekday():
                return on, each
    return starts_on, WeeklyTime(starts_on.isoweekday(), time(9), time(10))


urlpatterns: list[URLPattern] = [
    path("sprachkurse/", courses, name="courses"),
    path("sprachkurse/kurse.ics", calendar, name="courses_calendar"),
]
