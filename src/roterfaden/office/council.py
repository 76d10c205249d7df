"""Gremien: bodies, papers, the order of consultation, resolutions and amendments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept.models import Version
from roterfaden.concept.queries import element_titles
from roterfaden.council import actions, queries
from roterfaden.council.enums import AmendmentKind
from roterfaden.council.forms import (
    AdoptedVersionForm,
    AmendmentForm,
    BodyForm,
    ConsultationForm,
    IncorporationForm,
    MeetingForm,
    ResolutionForm,
)
from roterfaden.council.methods import CHANGING
from roterfaden.council.models import Amendment, Body, Consultation, Meeting, Paper, Resolution
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.council_form import council_form, missing_in_words
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.places.queries import county
from roterfaden.ui.filters import day
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(route="office:council", label=gettext_lazy("Gremien"), position=80, permission="council.view_council")

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class CouncilPage:
    """Papers with their state, meetings to come, bodies."""

    drafts: tuple[queries.DraftRow, ...]
    today: date
    papers: tuple[queries.PaperRow, ...]
    meetings: tuple[queries.AgendaRow, ...]
    bodies: QuerySet[Body]
    may_draft: bool
    may_write: bool
    may_add_body: bool
    may_revise_body: bool


@provides_tasks(80)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Drafts with a deadline, resolutions to record after a meeting, amendments to work into the text."""
    url = reverse("office:council")
    if allowed(actor, "council.draft_paper"):
        yield from _due_drafts(on)
    if allowed(actor, "council.record_resolution"):
        waiting = queries.waiting_for_result(on).count()
        title = ngettext("Ein Beschluss fehlt", "%(count)s Beschlüsse fehlen", waiting) % {"count": waiting}
        yield Task(title, _("Die Sitzung war schon; halten Sie fest, was beschlossen wurde."), url, waiting)
    if allowed(actor, "council.incorporate_amendment"):
        waiting = Amendment.objects.open().count()
        title = ngettext("Ein Änderungsbeschluss ist offen", "%(count)s Änderungsbeschlüsse sind offen", waiting)
        text = _("Arbeiten Sie die Änderungen der Gremien in den Text ein.")
        yield Task(title % {"count": waiting}, text, url, waiting)


def _due_drafts(on: date) -> Iterable[Task]:
    """A task for each draft that has to be handed in soon, and for what of it is missing."""
    for row in queries.drafts():
        if row.deadlines is None or not (row.deadlines.is_soon(on) or row.deadlines.is_late(None, on)):
            continue
        title = _("Vorlage einbringen: %(reference)s") % {"reference": row.paper.reference}
        said = {"body": row.first_body, "day": day(row.deadlines.sits_on), "submit": day(row.deadlines.submit_by)}
        text = _("%(body)s tagt am %(day)s; Einreichung bis %(submit)s.") % said
        if row.unsigned:
            waits = ngettext("Eine Mitzeichnung fehlt.", "%(count)s Mitzeichnungen fehlen.", row.unsigned)
            text = f"{text} {waits % {'count': row.unsigned}}"
        yield Task(title, text, reverse("office:council_paper", args=[row.paper.pk]), 1, row.deadlines.submit_by)


@require_safe
@opens_with("council.view_council")
def council(request: HttpRequest) -> HttpResponse:
    """Papers, meetings and bodies on one page."""
    actor = actor_of(request)
    may_draft = allowed(actor, "council.draft_paper")
    context = CouncilPage(
        drafts=queries.drafts() if may_draft else (),
        today=local_day(timezone.now()),
        papers=queries.papers(),
        meetings=queries.meetings_from(timezone.now()),
        bodies=queries.bodies(),
        may_draft=may_draft,
        may_write=allowed(actor, "council.submit_paper"),
        may_add_body=allowed(actor, "council.add_body"),
        may_revise_body=allowed(actor, "council.revise_body"),
    )
    return office_page(request, "office/council/council.html", context)


@form_methods
@opens_with("council.add_body")
def add_body(request: HttpRequest) -> HttpResponse:
    """A new committee or council."""
    area = county()
    if area is None:
        raise Http404
    form = BodyForm(posted(request))
    if form.is_valid():
        body = attempt(
            form, lambda: actions.add_body(actor=actor_of(request), area=area, now=timezone.now(), **form.cleaned_data)
        )
        if body:
            messages.success(request, _("Das Gremium ist angelegt."))
            return redirect("office:council")
    return council_form(request, _("Gremium anlegen"), form, _("Anlegen"))


@form_methods
@opens_with("council.plan_meeting")
def plan_meeting(request: HttpRequest) -> HttpResponse:
    """A new sitting."""
    form = MeetingForm(posted(request))
    if form.is_valid():
        meeting = attempt(
            form, lambda: actions.plan_meeting(actor=actor_of(request), now=timezone.now(), **form.cleaned_data)
        )
        if meeting:
            messages.success(request, _("Die Sitzung steht im Kalender."))
            return redirect("office:council")
    return council_form(request, _("Sitzung planen"), form, _("Planen"))


@form_methods
@opens_with("council.publish_paper")
def paper_publicity(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Publish a paper, or take it away from the public."""
    row = get_visible(Paper.objects.all(), pk=paper_id)
    action = actions.withdraw_paper if row.is_public else actions.publish_paper
    form = Form(posted(request))
    if form.is_valid():
        changed = attempt(form, lambda: action(actor=actor_of(request), paper=row, now=timezone.now()))
        if changed:
            messages.success(request, _("Das ist geändert. Es gilt sofort."))
            return redirect("office:council_paper", row.pk)
    return _publicity(request, row.audit_label, form, row, is_public=row.is_public)


@form_methods
@opens_with("council.publish_meeting")
def meeting_publicity(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Make a sitting public or non-public."""
    row = get_visible(Meeting.objects.select_related("body"), pk=meeting_id)
    action = actions.withdraw_meeting if row.is_public else actions.publish_meeting
    form = Form(posted(request))
    if form.is_valid():
        changed = attempt(form, lambda: action(actor=actor_of(request), meeting=row, now=timezone.now()))
        if changed:
            messages.success(request, _("Das ist geändert. Es gilt sofort."))
            return redirect("office:council")
    return _publicity(request, row.audit_label, form, None, is_public=row.is_public)


@form_methods
@opens_with("council.plan_consultation")
def plan_consultation(request: HttpRequest, paper_id: int) -> HttpResponse:
    """The next step in the order of consultation."""
    row = get_visible(Paper.objects.all(), pk=paper_id)
    form = ConsultationForm(posted(request), paper=row)
    if form.is_valid():
        step = attempt(
            form,
            lambda: actions.plan_consultation(
                actor=actor_of(request), paper=row, now=timezone.now(), **form.cleaned_data
            ),
        )
        if step:
            messages.success(request, _("Die Beratung ist angesetzt."))
            return redirect("office:council_paper", row.pk)
    note = " ".join(missing_in_words(step) for step in queries.missing_steps(row))
    return council_form(request, _("Beratung ansetzen"), form, _("Ansetzen"), paper=row, note=note)


@form_methods
@opens_with("council.record_resolution")
def record_resolution(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """What the body resolved."""
    rows = Consultation.objects.select_related("paper", "meeting__body").filter(resolution=None)
    step = get_visible(rows, pk=consultation_id)
    initial = {"decided_on": local_day(step.meeting.starts_at), "text": step.paper.proposal}
    form = ResolutionForm(posted(request), consultation=step, initial=initial)
    if form.is_valid():
        resolution = attempt(
            form,
            lambda: actions.record_resolution(
                actor=actor_of(request), consultation=step, now=timezone.now(), **form.cleaned_data
            ),
        )
        if resolution:
            messages.success(request, _("Der Beschluss ist festgehalten."))
            return redirect("office:council_paper", step.paper_id)
    lead = _("Was einmal festgehalten ist, lässt sich nicht mehr ändern. Prüfen Sie Wortlaut und Stimmen.")
    title = _("Beschluss festhalten: %(body)s") % {"body": step.meeting.body.name}
    return council_form(request, title, form, _("Festhalten"), paper=step.paper, lead=lead)


@form_methods
@opens_with("council.record_amendment")
def record_amendment(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """A change the body made to one element."""
    resolution, about, version = _about_a_version(Resolution.objects.filter(result__in=CHANGING), resolution_id)
    form = AmendmentForm(posted(request), version=version)
    if form.is_valid():
        amendment = attempt(
            form,
            lambda: actions.record_amendment(
                actor=actor_of(request), resolution=resolution, now=timezone.now(), **form.cleaned_data
            ),
        )
        if amendment:
            messages.success(request, _("Der Änderungsbeschluss ist festgehalten und wartet auf die Einarbeitung."))
            return redirect("office:council_paper", about.pk)
    return council_form(request, _("Änderungsbeschluss festhalten"), form, _("Festhalten"), paper=about)


@form_methods
@opens_with("council.incorporate_amendment")
def incorporate_amendment(request: HttpRequest, amendment_id: int) -> HttpResponse:
    """In which wording an amendment has been worked in."""
    about_version = "resolution__consultation__paper__version__concept"
    rows = Amendment.objects.open().select_related("element", "destination", about_version)
    amendment = get_visible(rows, pk=amendment_id)
    about = amendment.resolution.consultation.paper
    form = IncorporationForm(posted(request), amendment=amendment)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.incorporate_amendment(
                actor=actor_of(request), amendment=amendment, now=timezone.now(), **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, _("Der Änderungsbeschluss ist eingearbeitet."))
            return redirect("office:council_paper", about.pk)
    return council_form(
        request, _("Änderungsbeschluss einarbeiten"), form, _("Als eingearbeitet festhalten"), paper=about,
        lead=amendment.text, note=proposed_in_words(amendment),
    )  # fmt: skip


@form_methods
@opens_with("council.adopt_version")
def adopt_version(request: HttpRequest, resolution_id: int) -> HttpResponse:
    """Freeze the text as the version the resolution adopted."""
    resolution, about, before = _about_a_version(Resolution.objects.adopting(), resolution_id)
    concept = before.concept
    form = AdoptedVersionForm(posted(request), concept=concept)
    if form.is_valid():
        version = attempt(
            form,
            lambda: actions.adopt_version(
                actor=actor_of(request), resolution=resolution, concept=concept, now=timezone.now(), **form.cleaned_data
            ),
        )
        if version:
            messages.success(request, _("Die beschlossene Fassung ist festgehalten. Jetzt kann sie angeboten werden."))
            return redirect("office:municipalities")
    lead = _("Der Arbeitsentwurf wird mit allen eingearbeiteten Änderungen als beschlossene Fassung festgehalten.")
    return council_form(request, _("Beschlossene Fassung festhalten"), form, _("Festhalten"), paper=about, lead=lead)


def proposed_in_words(amendment: Amendment) -> str:
    """What was resolved about the element, as one sentence to work in."""
    wording = " – ".join(part for part in (amendment.proposed_title, amendment.proposed_body) if part)
    said = f"{amendment.get_kind_display()}: {wording}" if wording else str(amendment.get_kind_display())
    if amendment.kind != AmendmentKind.MOVE:
        return said
    title = (
        element_titles([amendment.destination_id]).get(amendment.destination_id, "") if amendment.destination_id else ""
    )
    return _("verschieben unter: %(title)s") % {"title": title} if title else _("auf die oberste Ebene verschieben")


def _publicity(
    request: HttpRequest, name: str, form: BaseForm, about: Paper | None, *, is_public: bool
) -> HttpResponse:
    """Ask once, and say what follows."""
    if is_public:
        title = _("Nicht mehr veröffentlichen: %(name)s") % {"name": name}
        lead = _("Seiten und Schnittstellen zeigen es sofort nicht mehr, auch nicht, was dazu beschlossen wurde.")
        return council_form(request, title, form, _("Nicht mehr veröffentlichen"), paper=about, lead=lead)
    title = _("Veröffentlichen: %(name)s") % {"name": name}
    lead = _("Alle können es lesen, auch was dazu in öffentlicher Sitzung beschlossen wurde.")
    return council_form(request, title, form, _("Veröffentlichen"), paper=about, lead=lead)


def _about_a_version(rows: QuerySet[Resolution], resolution_id: int) -> tuple[Resolution, Paper, Version]:
    """The resolution, its paper and the version the paper is about; 404 for papers about something else."""
    resolution = get_visible(rows.select_related("consultation__paper__version__concept"), pk=resolution_id)
    about = resolution.consultation.paper
    if about.version is None:
        raise Http404
    return resolution, about, about.version


urlpatterns: list[URLPattern] = [
    path("gremien/", council, name="council"),
    path("gremien/neu/", add_body, name="council_body_add"),
    path("gremien/sitzung-neu/", plan_meeting, name="council_meeting_plan"),
    path("gremien/vorlagen/<int:paper_id>/oeffentlich/", paper_publicity, name="council_paper_publicity"),
    path("gremien/sitzungen/<int:meeting_id>/oeffentlich/", meeting_publicity, name="council_meeting_publicity"),
    path("gremien/vorlagen/<int:paper_id>/beratung-neu/", plan_consultation, name="council_consultation_plan"),
    path("gremien/beratungen/<int:consultation_id>/beschluss/", record_resolution, name="council_resolution_record"),
    path("gremien/beschluesse/<int:resolution_id>/aenderung/", record_amendment, name="council_amendment_record"),
    path("gremien/beschluesse/<int:resolution_id>/fassung/", adopt_version, name="council_version_adopt"),
    path(
        "gremien/aenderungen/<int:amendment_id>/einarbeiten/",
        incorporate_amendment,
        name="council_amendment_incorporate",
    ),
]
