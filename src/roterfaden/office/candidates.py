"""Personen: who waits for a course, by pseudonym; registering somebody; one person with clocks and history.

Names never stand in an address: people are found by POST, and each opening of a name is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.audit.registry import sentence
from roterfaden.courses import actions, queries
from roterfaden.courses.enums import TOLD, OpenPurpose, SeatState
from roterfaden.courses.forms import CandidateForm, OpenForm, SearchForm, candidate_initial
from roterfaden.courses.methods.learning import HourAccount
from roterfaden.courses.methods.words import PersonWords
from roterfaden.courses.models import Candidate, CourseType
from roterfaden.courses.queries.people import areas_of_people
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.lists import page_of
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places.models import Area
from roterfaden.ui.forms import FilterForm
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(
    route="office:candidates", label=gettext_lazy("Warteliste"), position=236, permission="courses.view_candidates"
)

form_methods = require_http_methods(["GET", "HEAD", "POST"])
STATES = (
    ("ohne-test", gettext_lazy("ohne Einstufung")),
    ("wartet", gettext_lazy("wartet auf einen Platz")),
    (SeatState.RESERVED.value, gettext_lazy("Platz reserviert")),
    (SeatState.CONFIRMED.value, gettext_lazy("Platz zugesagt")),
    (SeatState.STARTED.value, gettext_lazy("Kurs begonnen")),
    (SeatState.INTERRUPTED.value, gettext_lazy("Kurs unterbrochen")),
)
MATTERS = (
    ("ueberfaellig", gettext_lazy("Frist überschritten")),
    ("bald", gettext_lazy("Frist in zwei Wochen")),
    ("verpflichtet", gettext_lazy("mit Verpflichtung")),
    ("ohne-berechtigung", gettext_lazy("ohne Berechtigung")),
    ("betreuung", gettext_lazy("mit Kinderbetreuung")),
)


class CandidateFilter(FilterForm):
    """Which people are shown."""

    art = forms.ModelChoiceField(
        label=gettext_lazy("Kursart"), queryset=CourseType.objects.none(), to_field_name="slug",
        empty_label=gettext_lazy("alle"),
    )  # fmt: skip
    ort = forms.ModelChoiceField(
        label=gettext_lazy("Kommune"), queryset=Area.objects.none(), to_field_name="slug",
        empty_label=gettext_lazy("alle"),
    )  # fmt: skip
    stand = forms.ChoiceField(label=gettext_lazy("Stand"), choices=[("", gettext_lazy("alle")), *STATES])
    sache = forms.ChoiceField(label=gettext_lazy("Was auffällt"), choices=[("", gettext_lazy("alles")), *MATTERS])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["art"].queryset = CourseType.objects.order_by("name", "pk")
        self.fields["ort"].queryset = areas_of_people()
        self.fields["ort"].label_from_instance = lambda area: area.short_name


@dataclass(frozen=True)
class CandidatesPage:
    """People who wait, and how many of them something is due for."""

    form: CandidateFilter
    search: SearchForm
    page: Page[queries.CandidateRow]
    shown: int
    total: int
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class NewCandidatePage:
    """The form of a new person, with hints that somebody like this is known."""

    form: CandidateForm
    same: tuple[queries.SamePerson, ...]


@dataclass(frozen=True)
class PersonPage:
    """One person; `words` only where they were opened by this very request."""

    page: queries.CandidatePage
    candidate: Candidate
    words: PersonWords | None
    open_form: OpenForm
    history: tuple[tuple[datetime, str, str], ...]
    own: queries.OwnLine | None
    ways: tuple[queries.CourseWay, ...]
    today: date
    keeping: queries.PersonKeeping
    account: HourAccount | None


def waiting(pk_or_code: str) -> Candidate:
    """The person of an address, or 404."""
    rows = Candidate.objects.select_related("area", "recommended", "apart_from", "wished", "merged_into")
    return get_visible(rows, code=pk_or_code)


def crumbs_of(candidate: Candidate) -> tuple[Link, ...]:
    """The way back up from an act on one person."""
    return (
        Link(_("Warteliste"), reverse("office:candidates")),
        Link(candidate.pseudonym, reverse("office:candidate", args=[candidate.code])),
    )


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """A page with a name is kept by no cache on the way, and by no browser."""
    patch_cache_control(response, no_store=True, private=True)
    return response


@provides_tasks(236)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """People whose time is over."""
    if not allowed(actor, "courses.view_candidates"):
        return
    late = sum(row.is_late for row in queries.candidate_rows(Candidate.objects.active(), on))
    title = ngettext(
        "Bei einer Person ist eine Frist überschritten", "Bei %(count)s Personen ist eine Frist überschritten", late
    )
    text = _("Sie warten länger auf einen Sprachkurs, als das Gesetz vorsieht, oder ihre Berechtigung ist abgelaufen.")
    yield Task(title % {"count": late}, text, reverse("office:candidates") + "?sache=ueberfaellig", late)


@require_safe
@opens_with("courses.view_candidates")
def candidates(request: HttpRequest) -> HttpResponse:
    """The waiting list without names."""
    today = local_day(timezone.now())
    form = CandidateFilter(request.GET)
    rows = queries.candidate_rows(Candidate.objects.active(), today)
    chosen = form.chosen()
    shown = [row for row in rows if _fits(row, chosen)]
    counts = (
        (_("warten"), sum(row.seat is None for row in rows)),
        (_("ohne Einstufung"), sum(row.candidate.recommended is None for row in rows)),
        (_("Frist überschritten"), sum(row.is_late for row in rows)),
        (_("Platz reserviert oder zugesagt"), sum(row.seat is not None and row.seat.state in TOLD for row in rows)),
    )
    context = CandidatesPage(form, SearchForm(), page_of(request, shown), len(shown), len(rows), counts)
    return office_page(request, "office/candidates/candidates.html", context)


def _fits(row: queries.CandidateRow, chosen: dict[str, Any]) -> bool:
    candidate = row.candidate
    matters = {
        "ueberfaellig": row.is_late, "bald": any(clock.is_soon for clock in row.clocks), "verpflichtet": row.is_obliged,
        "ohne-berechtigung": row.entitlement is None, "betreuung": candidate.children > 0,
    }  # fmt: skip
    state = row.seat.state if row.seat else "ohne-test" if candidate.recommended is None else "wartet"
    return (
        ("art" not in chosen or candidate.recommended == chosen["art"])
        and ("ort" not in chosen or candidate.area == chosen["ort"])
        and ("stand" not in chosen or state == chosen["stand"])
        and ("sache" not in chosen or matters[chosen["sache"]])
    )


@require_POST
@opens_with("courses.view_candidates")
def candidate_search(request: HttpRequest) -> HttpResponse:
    """Somebody by pseudonym or name; the answer names pseudonyms only."""
    form = SearchForm(request.POST)
    found: list[Candidate] = []
    if form.is_valid():
        asked = form.cleaned_data
        one = queries.by_code(asked["code"]) if asked["code"] else None
        if one is not None:
            return redirect("office:candidate", one.code)
        if asked["family"]:
            rows = queries.named(asked["family"], asked["given"]).select_related("area", "recommended")
            found = list(rows.order_by("waiting_since", "pk")[:20])
    context = {"found": found, "search": SearchForm(initial=form.cleaned_data if form.is_valid() else None)}
    return kept_by_nobody(office_page(request, "office/candidates/found.html", context))


@form_methods
@opens_with("courses.register_candidate")
def candidate_new(request: HttpRequest) -> HttpResponse:
    """Register somebody; hints that the person is known come before anything is kept."""
    now = timezone.now()
    today = local_day(now)
    form = CandidateForm(posted(request), on=today, initial={"waiting_since": today, "language": "de"})
    same: tuple[queries.SamePerson, ...] = ()
    if form.is_valid():
        words = form.words()
        same = () if form.cleaned_data["anyway"] else queries.same_named(words.names)
        if same:
            form.fields["anyway"].widget = forms.CheckboxInput()
            form.add_error("anyway", _("Bitte vergleichen Sie die Einträge, bevor Sie einen zweiten anlegen."))
        else:
            made = attempt(form, lambda: actions.register_candidate(
                actor=actor_of(request), words=words, facts=form.facts(), entitlement=form.new_entitlement(), now=now
            ))  # fmt: skip
            if made is not None:
                messages.success(request, _("Angemeldet. Das Kennwort ist %(code)s.") % {"code": made.pseudonym})
                return redirect("office:candidate", made.code)
    return kept_by_nobody(office_page(request, "office/candidates/new.html", NewCandidatePage(form, same)))


@form_methods
@opens_with("courses.view_candidates")
def candidate(request: HttpRequest, code: str) -> HttpResponse:
    """One person. A POST opens name and address for this one look, and is recorded."""
    found, now = waiting(code), timezone.now()
    today = local_day(now)
    form = OpenForm(posted(request))
    words = None
    if form.is_valid():
        words = attempt(form, lambda: actions.open_candidate(
            actor=actor_of(request), candidate=found, purpose=form.cleaned_data["purpose"], now=now
        ))  # fmt: skip
    page = queries.candidate_page(found, today)
    history, keeping = _history(page, found), queries.person_keeping(found, on=today)
    ways = queries.ways_to_courses(found, today) if found.is_active else ()
    account = queries.hour_account(found, today)
    context = PersonPage(page, found, words, form, history, queries.own_line(found), ways, today, keeping, account)
    return kept_by_nobody(office_page(request, "office/candidates/candidate.html", context))


def _history(page: queries.CandidatePage, found: Candidate) -> tuple[tuple[datetime, str, str], ...]:
    """What happened, newest first: the log, and who opened the name for what."""
    events = [(row.at, sentence(row.verb, row.subject_label), "") for row in page.events]
    said = _("hat Namen und Anschrift geöffnet")
    opened = [(row.opened_at, said, str(row.get_purpose_display())) for row in queries.accesses_of(found)]
    return tuple(sorted([*events, *opened], key=lambda line: line[0], reverse=True))


@form_methods
@opens_with("courses.revise_candidate")
def candidate_revise(request: HttpRequest, code: str) -> HttpResponse:
    """Correct what is known of somebody. The form shows the name, so opening it is recorded once for each look."""
    found, now = waiting(code), timezone.now()
    if not found.words:
        raise Http404
    today = local_day(now)
    if request.method == "POST":
        form = CandidateForm(request.POST, candidate=found, on=today)
        if form.is_valid() and attempt(form, lambda: actions.revise_candidate(
            actor=actor_of(request), candidate=found, words=form.words(), facts=form.facts(), now=now
        )) is not None:  # fmt: skip
            messages.success(request, _("Die Angaben sind geändert."))
            return redirect("office:candidate", found.code)
    else:
        words = actions.open_candidate(
            actor=actor_of(request), candidate=found, purpose=OpenPurpose.REVISION, now=now
        )  # fmt: skip
        form = CandidateForm(candidate=found, on=today, initial=candidate_initial(found, words))
    context = {"form": form, "candidate": found, "crumbs": crumbs_of(found)}
    return kept_by_nobody(office_page(request, "office/candidates/revise.html", context))


urlpatterns: list[URLPattern] = [
    path("kurse/personen/", candidates, name="candidates"),
    path("kurse/personen/suche/", candidate_search, name="candidate_search"),
    path("kurse/personen/neu/", candidate_new, name="candidate_new"),
    path("kurse/personen/<slug:code>/", candidate, name="candidate"),
    path("kurse/personen/<slug:code>/aendern/", candidate_revise, name="candidate_revise"),
]
