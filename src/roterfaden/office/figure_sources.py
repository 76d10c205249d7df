"""Zahlen, die von selbst kommen: addresses that are read regularly, the drop-in folder, and what went wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.indicators import actions
from roterfaden.indicators.enums import FetchState, InboxState, RowOutcome
from roterfaden.indicators.forms import FigureSourceForm, ProfilePatternForm
from roterfaden.indicators.models import FigureSource, ImportProfile, InboxFile
from roterfaden.indicators.queries import figure_sources, inbox_fault, inbox_files, profiles
from roterfaden.indicators.tasks import FETCH_SOURCE, READ_INBOX
from roterfaden.jobs.actions import start_job
from roterfaden.kernel.actors import Actor
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "indicators.save_figure_source"
form_methods = require_http_methods(["GET", "HEAD", "POST"])
TONES = {
    FetchState.NEW: "info", FetchState.READ: "success", FetchState.UNCHANGED: "success", FetchState.FAILED: "danger",
}  # fmt: skip

describe(
    FETCH_SOURCE,
    back=lambda job: Link(gettext_lazy("Zu den Quellen"), reverse("office:figure_sources")),
    counts={outcome.value: outcome.label for outcome in RowOutcome},
)
describe(
    READ_INBOX,
    back=lambda job: Link(gettext_lazy("Zum Eingangsordner"), reverse("office:figure_sources")),
    counts={state.value: state.label for state in InboxState},
)


@dataclass(frozen=True)
class SourcesPage:
    """Addresses with their tone, profiles, the folder with what is wrong with it, and what came through it."""

    sources: tuple[tuple[FigureSource, str], ...]
    profiles: QuerySet[ImportProfile]
    folder: Path | None
    fault: str
    files: Page[InboxFile]


@provides_tasks(111)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """What did not come by itself."""
    if not allowed(actor, OPENS):
        return
    address = reverse("office:figure_sources")
    failing = FigureSource.objects.failing().count()
    title = ngettext(
        "Eine Quelle von Zahlen lässt sich nicht lesen", "%(count)s Quellen von Zahlen lassen sich nicht lesen", failing
    )
    yield Task(title % {"count": failing}, _("Dort steht, was nicht ging."), address, failing)
    waiting = InboxFile.objects.waiting_for_people().count()
    title = ngettext(
        "Eine Datei im Eingangsordner ist nicht eingelesen",
        "%(count)s Dateien im Eingangsordner sind nicht eingelesen",
        waiting,
    )
    yield Task(title % {"count": waiting}, _("Die Datei ist noch da."), f"{address}#eingang", waiting)


@require_safe
@opens_with(OPENS)
def sources(request: HttpRequest) -> HttpResponse:
    """Everything that comes by itself, and how it went."""
    context = SourcesPage(
        sources=tuple((row, TONES[FetchState(row.state)]) for row in figure_sources()),
        profiles=profiles(),
        folder=settings.INBOX,
        fault=inbox_fault(settings.INBOX),
        files=page_of(request, inbox_files()),
    )
    return office_page(request, "office/figures/sources.html", context)


@form_methods
@opens_with(OPENS)
def source(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """A new address, or one that is read already."""
    found = get_visible(FigureSource.objects.select_related("profile"), pk=pk) if pk else None
    form = FigureSourceForm(posted(request), initial=FigureSourceForm.begin_with(found) if found else None)
    if form.is_valid():
        saved = attempt(
            form,
            lambda: actions.save_figure_source(
                actor=actor_of(request), source=found, now=timezone.now(), **form.cleaned_data
            ),
        )
        if saved:
            messages.success(request, _("Gespeichert. Der Abruf geschieht im Hintergrund."))
            return redirect("office:figure_sources")
    title = found.title if found else _("Neue Quelle von Zahlen")
    lead = _("Das Programm liest dort nur diese eine Datei. Was nicht geht, steht in „Mein Tag“.")
    return form_page(request, FormPage(title, form, _("Speichern"), _back(), _crumbs(), lead=lead))


@require_POST
@opens_with(OPENS)
def source_fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at an address now."""
    found = get_visible(FigureSource.objects.all(), pk=pk)
    title = _("Zahlen abrufen: %(title)s") % {"title": found.title}
    job = start_job(
        actor=actor_of(request), kind=FETCH_SOURCE, title=title[:200], arguments={"source": found.pk},
        now=timezone.now(),
    )  # fmt: skip
    return redirect("office:job", job.uid)


@form_methods
@opens_with("indicators.match_profile")
def profile_pattern(request: HttpRequest, slug: str) -> HttpResponse:
    """Which files of the drop-in folder a profile is for."""
    found = get_visible(ImportProfile.objects.all(), slug=slug)
    form = ProfilePatternForm(posted(request), initial={"file_pattern": found.file_pattern})
    if form.is_valid():
        saved = attempt(
            form,
            lambda: actions.match_profile(
                actor=actor_of(request), profile=found, now=timezone.now(), **form.cleaned_data
            ),
        )
        if saved:
            messages.success(request, _("Gespeichert."))
            return redirect("office:figure_sources")
    lead = _("Dateien mit so einem Namen werden mit diesem Profil gelesen.")
    return form_page(request, FormPage(found.title, form, _("Speichern"), _back(), _crumbs(), lead=lead))


@require_POST
@opens_with("indicators.settle_inbox_file")
def inbox_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody has to look at this file any more."""
    found = get_visible(InboxFile.objects.waiting_for_people(), pk=pk)
    actions.settle_inbox_file(actor=actor_of(request), file=found, now=timezone.now())
    return redirect(f"{_back()}#eingang")


def _back() -> str:
    return reverse("office:figure_sources")


def _crumbs() -> tuple[Link, ...]:
    return Link(_("Zahlen"), reverse("office:figures")), Link(_("Quellen"), _back())


urlpatterns: list[URLPattern] = [
    path("zahlen/quellen/", sources, name="figure_sources"),
    path("zahlen/quellen/neu/", source, name="figure_source_new"),
    path("zahlen/quellen/<int:pk>/", source, name="figure_source"),
    path("zahlen/quellen/<int:pk>/jetzt/", source_fetch, name="figure_source_fetch"),
    path("zahlen/quellen/profile/<slug:slug>/", profile_pattern, name="figure_profile"),
    path("zahlen/quellen/dateien/<int:pk>/erledigt/", inbox_settle, name="figure_inbox_settle"),
]
