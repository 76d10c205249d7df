"""Abgleich: other council systems, which of their papers are ours, and what was decided there (ADR 40)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.council import actions, queries
from roterfaden.council.enums import MatchReason, MatchState, Result, SyncFault
from roterfaden.council.forms import SourceForm, TakeOverForm
from roterfaden.council.models import Consultation, CopiedDecision, Match, Source, SyncRun
from roterfaden.council.tasks import COUNTED, READ_SOURCE
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.jobs import describe
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.places.queries import county
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "council.view_council"
READS = "council.begin_sync"
DECIDES = "council.confirm_match"
TONES = {"running": "info", "done": "success", "partly": "warning", "failed": "danger"}
MATCHES_SHOWN = 100

describe(
    READ_SOURCE,
    back=lambda job: Link(_("Zum Ratsinformationssystem"), _source_url(job)),
    counts=dict(zip(COUNTED, (
        gettext_lazy("Seiten gelesen"), gettext_lazy("neue Angaben"), gettext_lazy("geänderte Angaben"),
        gettext_lazy("unveränderte Angaben"), gettext_lazy("entzogene Vorlagen"),
        gettext_lazy("vorgeschlagene Zuordnungen"), gettext_lazy("abgeschriebene Beschlüsse"),
    ), strict=True)),
)  # fmt: skip


@dataclass(frozen=True)
class SourcesPage:
    """Sources, matches that wait for a decision, matches that are settled."""

    rows: tuple[queries.SourceRow, ...]
    waiting: tuple[tuple[Match, str], ...]
    confirmed: QuerySet[Match]
    may_add: bool


@dataclass(frozen=True)
class SourcePage:
    """One source with its last readings; each with a tone, and its faults in words."""

    source: Source
    runs: tuple[tuple[SyncRun, str, tuple[tuple[str, int], ...]], ...]
    job: Job | None
    may_read: bool


@dataclass(frozen=True)
class MatchView:
    """Two papers side by side, why they may be the same, and their steps with what differs in words."""

    match: Match
    reasons: tuple[str, ...]
    sides: tuple[tuple[queries.Side, tuple[str, ...]], ...]
    has_steps: bool
    is_confirmed: bool
    may_decide: bool
    may_take_over: bool


@provides_tasks(81)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Papers of another system that may be ours."""
    if allowed(actor, DECIDES):
        waiting = queries.matches_waiting().count()
        title = ngettext("Eine Vorlage ist zuzuordnen", "%(count)s Vorlagen sind zuzuordnen", waiting)
        text = _("Im Ratsinformationssystem stehen Vorlagen, die unsere sein können.")
        yield Task(title % {"count": waiting}, text, reverse("office:council_sources"), waiting)


@require_safe
@opens_with(OPENS)
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, and the matches to decide about."""
    waiting = queries.matches_waiting()[:MATCHES_SHOWN]
    context = SourcesPage(
        rows=queries.sources(),
        waiting=tuple((match, ", ".join(_in_words(match))) for match in waiting),
        confirmed=queries.matches_confirmed()[:MATCHES_SHOWN],
        may_add=allowed(actor_of(request), "council.add_source"),
    )
    return office_page(request, "office/council/sync/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("council.add_source")
def add_source(request: HttpRequest) -> HttpResponse:
    """A new source. It is read when somebody says so, and by itself from then on."""
    form = SourceForm(posted(request), initial={"area": county()})
    if form.is_valid():
        source = attempt(
            form, lambda: actions.add_source(actor=actor_of(request), now=timezone.now(), **form.cleaned_data)
        )
        if source:
            messages.success(request, _("Die Quelle ist angelegt. Lesen Sie sie jetzt zum ersten Mal."))
            return redirect("office:council_source", source.pk)
    lead = _("Das Programm liest dort nur, und nur auf diesem einen Rechner. Angaben zu Personen nimmt es nicht auf.")
    return form_page(request, FormPage(
        title=_("Ratsinformationssystem anlegen"), form=form, submit=_("Anlegen"), lead=lead,
        cancel=reverse("office:council_sources"), crumbs=_crumbs(),
    ))  # fmt: skip


@require_safe
@opens_with(OPENS)
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source: what is known of it, and how its last readings went."""
    found = get_visible(Source.objects.select_related("area"), pk=pk)
    job = Job.objects.open().filter(kind=READ_SOURCE, arguments__source=pk).order_by("-pk").first()
    context = SourcePage(
        source=found,
        runs=tuple((run, TONES[run.state], _faults(run)) for run in queries.runs_of(found)),
        job=job if job is not None and job.started_by == request.user else None,
        may_read=allowed(actor_of(request), READS),
    )
    return office_page(request, "office/council/sync/source.html", context)


@require_POST
@opens_with(READS)
def read_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a source read now, in the background; everything when `ganz` is sent along."""
    found = get_visible(Source.objects.all(), pk=pk)
    if not found.is_active:
        messages.info(request, _("Der Abgleich mit dieser Quelle ist angehalten."))
        return redirect("office:council_source", pk)
    title = _("Ratsinformationssystem lesen: %(name)s") % {"name": found.name}
    arguments = {"source": found.pk, "full": "ganz" in request.POST}
    job = start_job(
        actor=actor_of(request), kind=READ_SOURCE, title=title[:200], arguments=arguments, now=timezone.now()
    )
    return redirect("office:job", job.uid)


@require_POST
@opens_with("council.pause_source")
def turn_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a source no more, or again."""
    found = get_visible(Source.objects.all(), pk=pk)
    action = actions.pause_source if found.is_active else actions.resume_source
    action(actor=actor_of(request), source=found, now=timezone.now())
    told = _("Der Abgleich läuft wieder.") if found.is_active else _("Der Abgleich ist angehalten.")
    messages.success(request, told)
    return redirect("office:council_source", pk)


@require_safe
@opens_with(OPENS)
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """Two papers side by side."""
    found = get_visible(Match.objects.select_related("paper", "foreign__source", "decided_by"), pk=pk)
    sides = queries.match_page(found).sides
    actor, is_confirmed = actor_of(request), found.state == MatchState.CONFIRMED
    context = MatchView(
        match=found,
        reasons=_in_words(found),
        sides=tuple((side, _differences(side)) for side in sides),
        has_steps=any(side.step for side in sides),
        is_confirmed=is_confirmed,
        may_decide=allowed(actor, DECIDES),
        may_take_over=is_confirmed and allowed(actor, "council.take_over_decision"),
    )
    return office_page(request, "office/council/sync/match.html", context)


@require_POST
@opens_with(DECIDES)
def decide_match(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a paper there is ours, or that it is not."""
    found, is_ours = get_visible(Match.objects.all(), pk=pk), request.POST.get("antwort") == "ja"
    action = actions.confirm_match if is_ours else actions.refuse_match
    try:
        action(actor=actor_of(request), match=found, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:council_match", pk)
    if is_ours:
        messages.success(request, _("Die Vorlage ist zugeordnet. Was dort beschlossen ist, wird abgeschrieben."))
        return redirect("office:council_match", pk)
    messages.success(request, _("Die Vorlage ist nicht unsere. Sie wird nicht noch einmal vorgeschlagen."))
    return redirect("office:council_sources")


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("council.take_over_decision")
def take_over(request: HttpRequest, pk: int, consultation_id: int) -> HttpResponse:
    """Read over what was copied, and record it as our resolution."""
    rows = CopiedDecision.objects.in_force().filter(match__state=MatchState.CONFIRMED)
    copied = get_visible(rows.select_related("match__paper"), pk=pk)
    steps = Consultation.objects.filter(resolution=None, paper=copied.match.paper_id)
    step = get_visible(steps.select_related("paper", "meeting__body"), pk=consultation_id)
    day = local_day(copied.starts_at or step.meeting.starts_at)
    form = TakeOverForm(posted(request), copied=copied, consultation=step, initial={"decided_on": day})
    if form.is_valid():
        resolution = attempt(form, lambda: actions.take_over_decision(
            actor=actor_of(request), copied=copied, consultation=step, now=timezone.now(), **form.cleaned_data
        ))  # fmt: skip
        if resolution:
            messages.success(request, _("Der Beschluss ist festgehalten."))
            return redirect("office:council_match", copied.match_id)
    title = _("Beschluss übernehmen: %(body)s") % {"body": step.meeting.body.name}
    words = copied.result_words or _("ohne Angabe")
    lead = _("Dort steht: „%(words)s“. Prüfen Sie Ergebnis und Wortlaut; danach lässt sich beides nicht mehr ändern.")
    up = Link(copied.match.paper.reference, reverse("office:council_match", args=[copied.match_id]))
    return form_page(request, FormPage(
        title=title, form=form, submit=_("Festhalten"), lead=lead % {"words": words}, cancel=up.url,
        crumbs=(*_crumbs(), up),
    ))  # fmt: skip


def _crumbs() -> tuple[Link, ...]:
    return (
        Link(_("Gremien"), reverse("office:council")),
        Link(_("Abgleich"), reverse("office:council_sources")),
    )


def _source_url(job: Job) -> str:
    return reverse("office:council_source", args=[job.arguments["source"]])


def _in_words(match: Match) -> tuple[str, ...]:
    return tuple(str(MatchReason(code).label) % {"value": value} for code, value in match.reasons)


def _faults(run: SyncRun) -> tuple[tuple[str, int], ...]:
    return tuple((str(SyncFault(code).label), count) for code, count in run.faults.items())


def _differences(side: queries.Side) -> tuple[str, ...]:
    """What is not the same here and there."""
    told = []
    for each in side.differences:
        if each.what == "result":
            pair = {"ours": Result(each.ours).label, "theirs": Result(each.theirs).label}
            told.append(_("Hier „%(ours)s“, dort „%(theirs)s“.") % pair)
        else:
            told.append(_("Der Tag des Beschlusses ist ein anderer."))
    return tuple(told)


urlpatterns: list[URLPattern] = [
    path("gremien/abgleich/", sources, name="council_sources"),
    path("gremien/abgleich/neu/", add_source, name="council_source_add"),
    path("gremien/abgleich/<int:pk>/", source, name="council_source"),
    path("gremien/abgleich/<int:pk>/lesen/", read_source, name="council_source_read"),
    path("gremien/abgleich/<int:pk>/schalten/", turn_source, name="council_source_turn"),
    path("gremien/abgleich/zuordnung/<int:pk>/", match, name="council_match"),
    path("gremien/abgleich/zuordnung/<int:pk>/entscheiden/", decide_match, name="council_match_decide"),
    path("gremien/abgleich/beschluss/<int:pk>/<int:consultation_id>/", take_over, name="council_decision_take_over"),
]
