"""Berichte: open a report, look at what an audience would get, freeze it, publish it, prove it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.languages import codes
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.models import ReviewCycle
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.reporting import actions
from roterfaden.reporting.enums import Audience
from roterfaden.reporting.forms import EditionForm, EditionTextForm, ReportForm
from roterfaden.reporting.methods import Snapshot
from roterfaden.reporting.models import Edition, Report
from roterfaden.reporting.queries.content import snapshot_of, stored_judgements
from roterfaden.reporting.queries.editions import (
    EditionView,
    Recomputation,
    ReportRow,
    cycles_without_report,
    edition_view,
    editions_to_publish,
    prove_edition,
    report_list,
    report_row,
)
from roterfaden.reporting.queries.texts import TextLine, newest_text, text_lines
from roterfaden.ui.filters import lang_name
from roterfaden.ui.parts import Link, Text
from roterfaden.web.context import house_of
from roterfaden.web.editions import EDITION_FORMS, edition_file
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

add_entry(route="office:reports", label=gettext_lazy("Berichte"), position=130, permission="reporting.view_reports")

form_methods = require_http_methods(["GET", "HEAD", "POST"])
AUDIENCES = {"gruppe": Audience.GROUP, "gremien": Audience.COUNCIL, "oeffentlichkeit": Audience.PUBLIC}


@dataclass(frozen=True)
class ReportsPage:
    """All reports, and the closed reviews that have none."""

    reports: tuple[ReportRow, ...]
    waiting: tuple[ReviewCycle, ...]
    may_write: bool


@dataclass(frozen=True)
class AudienceChoice:
    """For whom an edition can be prepared."""

    path: str
    label: Text


@dataclass(frozen=True)
class ReportPage:
    """One report with its editions."""

    report: ReportRow
    audiences: tuple[AudienceChoice, ...]
    may_write: bool


@dataclass(frozen=True)
class PreviewPage:
    """What an audience would get now, with the form that freezes it."""

    report: Report
    audience_label: Text
    content: Snapshot
    form: BaseForm


@dataclass(frozen=True)
class EditionPage:
    """A frozen edition with the proof that it can be recomputed."""

    edition: EditionView
    content: Snapshot
    proof: Recomputation
    may_publish: bool
    forms: tuple[str, ...]
    texts: tuple[TextLine, ...]
    may_write: bool


@provides_tasks(130)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Closed reviews without report, frozen editions that have not gone out."""
    if not allowed(actor, "reporting.publish_edition"):
        return
    url = reverse("office:reports")
    waiting = cycles_without_report().count()
    title = ngettext(
        "Eine Überprüfung hat noch keinen Bericht", "%(count)s Überprüfungen haben noch keinen Bericht", waiting
    )
    yield Task(title % {"count": waiting}, _("Wer mitgewirkt hat, will wissen, was daraus wurde."), url, waiting)
    waiting = editions_to_publish().count()
    title = ngettext(
        "Eine Ausgabe ist noch nicht veröffentlicht", "%(count)s Ausgaben sind noch nicht veröffentlicht", waiting
    )
    yield Task(title % {"count": waiting}, _("Sie ist festgehalten und kann hinausgehen."), url, waiting)


@require_safe
@opens_with("reporting.view_reports")
def reports(request: HttpRequest) -> HttpResponse:
    """All reports with their editions."""
    context = ReportsPage(
        reports=report_list(),
        waiting=tuple(cycles_without_report().order_by("-reference_date", "-pk")),
        may_write=allowed(actor_of(request), "reporting.open_report"),
    )
    return office_page(request, "office/reports/reports.html", context)


@form_methods
@opens_with("reporting.open_report")
def open_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the report on a review."""
    cycle = get_visible(ReviewCycle.objects.all(), slug=slug)
    title = _("Bericht: %(review)s") % {"review": cycle.title}
    form = ReportForm(request.POST or None, initial={"title": title})
    if form.is_valid():
        address = free_slug(form.cleaned_data["title"], Report.objects.all())
        report = attempt(
            form,
            lambda: actions.open_report(
                actor=actor_of(request), cycle=cycle, slug=address, now=timezone.now(), **form.cleaned_data
            ),
        )
        if report:
            messages.success(request, _("Der Bericht ist angelegt. Sehen Sie sich an, was jede Seite bekommt."))
            return redirect("office:report", report.slug)
    crumbs = (Link(_("Berichte"), reverse("office:reports")),)
    lead = _("Aus einer Überprüfung entstehen bis zu drei Ausgaben: für Gruppe, Gremien und Öffentlichkeit.")
    page = FormPage(_("Bericht anlegen"), form, _("Anlegen"), reverse("office:reports"), crumbs, lead=lead)
    return form_page(request, page)


@require_safe
@opens_with("reporting.view_reports")
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One report: its editions, and for whom another can be frozen."""
    row = report_row(slug)
    if row is None:
        raise Http404
    context = ReportPage(
        report=row,
        audiences=tuple(AudienceChoice(name, audience.label) for name, audience in AUDIENCES.items()),
        may_write=allowed(actor_of(request), "reporting.freeze_edition"),
    )
    return office_page(request, "office/reports/report.html", context)


@form_methods
@opens_with("reporting.freeze_edition")
def freeze_edition(request: HttpRequest, slug: str, audience: str) -> HttpResponse:
    """Preview what an audience gets, and hold it fast."""
    if audience not in AUDIENCES:
        raise Http404
    rows = Report.objects.select_related("cycle__concept", "cycle__version")
    found, wanted, now = get_visible(rows, slug=slug), AUDIENCES[audience], timezone.now()
    form = EditionForm(request.POST or None, initial={"title": found.title})
    if form.is_valid():
        edition = attempt(
            form,
            lambda: actions.freeze_edition(
                actor=actor_of(request), report=found, audience=wanted, now=now, **form.cleaned_data
            ),
        )
        if edition:
            messages.success(request, _("Die Ausgabe ist festgehalten. Ihr Inhalt ändert sich nicht mehr."))
            return redirect("office:edition", edition.pk)
    judged = stored_judgements(found.cycle, now)
    content = snapshot_of(found.cycle, audience=wanted, at=now, judged=judged)
    context = PreviewPage(found, wanted.label, content, form)
    return office_page(request, "office/reports/preview.html", context)


@require_safe
@opens_with("reporting.view_reports")
def edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """A frozen edition as its audience reads it."""
    row = get_visible(Edition.objects.select_related("report__cycle__concept", "report__cycle__version"), pk=edition_id)
    view = edition_view(row, on=local_day(timezone.now()))
    context = EditionPage(
        edition=view,
        content=view.content,
        proof=prove_edition(row),
        may_publish=row.published_at is None and allowed(actor_of(request), "reporting.publish_edition", row),
        forms=EDITION_FORMS,
        texts=text_lines(row) if row.audience == Audience.PUBLIC else (),
        may_write=allowed(actor_of(request), "reporting.write_edition_text", row),
    )
    return office_page(request, "office/reports/edition.html", context)


@require_safe
@opens_with("reporting.view_reports")
def edition_download(request: HttpRequest, edition_id: int, form: str) -> HttpResponseBase:
    """The edition as PDF or Word document, or its figures as XLSX or CSV; `sprache` names that of a feedback."""
    row = get_visible(Edition.objects.select_related("report__cycle__version"), pk=edition_id)
    if form not in EDITION_FORMS:
        raise Http404
    house = house_of(request)
    language = request.GET.get("sprache", "de")
    with translation.override(language if language in codes() else "de"):
        view = edition_view(row, on=local_day(timezone.now()))
        made = edition_file(row, view, form, site=house.name if house else "", may_make=lambda: True)
    if made is None:
        raise Http404
    return made


@form_methods
@opens_with("reporting.write_edition_text")
def edition_text(request: HttpRequest, edition_id: int, language: str) -> HttpResponse:
    """What the feedback says in one language."""
    row = get_visible(Edition.objects.select_related("report__cycle"), pk=edition_id, audience=Audience.PUBLIC)
    if language not in codes():
        raise Http404
    newest = newest_text(row, language)
    given = {"title": newest.title, "body": newest.body} if newest else {"title": row.title, "body": row.foreword}
    form = EditionTextForm(posted(request), initial=given)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.write_edition_text(
                actor=actor_of(request), edition=row, language=language, now=timezone.now(), **form.cleaned_data
            ),
        )
        if done:
            messages.success(request, _("Der Text ist gespeichert."))
            return redirect("office:edition", row.pk)
    back = reverse("office:edition", args=[row.pk])
    crumbs = (Link(_("Berichte"), reverse("office:reports")), Link(row.title, back))
    title = _("Rückmeldung: %(language)s") % {"language": lang_name(language)}
    lead = _("Diese Worte lesen alle, die mitgemacht haben. Die Zahlen darunter bleiben, wie sie festgehalten sind.")
    return form_page(request, FormPage(title, form, _("Speichern"), back, crumbs, lead=lead))


@require_POST
@opens_with("reporting.check_edition_text")
def edition_text_check(request: HttpRequest, edition_id: int, language: str) -> HttpResponse:
    """Somebody has read a text and stands by it."""
    row = get_visible(Edition.objects.select_related("report__cycle"), pk=edition_id)
    try:
        actions.check_edition_text(actor=actor_of(request), edition=row, language=language, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Der Text gilt als geprüft."))
    return redirect("office:edition", row.pk)


@require_POST
@opens_with("reporting.publish_edition")
def publish_edition(request: HttpRequest, edition_id: int) -> HttpResponse:
    """Send an edition out."""
    row = get_visible(Edition.objects.select_related("report__cycle"), pk=edition_id)
    try:
        actions.publish_edition(actor=actor_of(request), edition=row, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Die Ausgabe ist veröffentlicht."))
    return redirect("office:edition", row.pk)


urlpatterns: list[URLPattern] = [
    path("berichte/", reports, name="reports"),
    path("berichte/neu/<slug:slug>/", open_report, name="report_open"),
    path("berichte/ausgaben/<int:edition_id>/", edition, name="edition"),
    path("berichte/ausgaben/<int:edition_id>/veroeffentlichen/", publish_edition, name="edition_publish"),
    path("berichte/ausgaben/<int:edition_id>/dokument.<slug:form>", edition_download, name="edition_file"),
    path("berichte/ausgaben/<int:edition_id>/texte/<slug:language>/", edition_text, name="edition_text"),
    path(
        "berichte/ausgaben/<int:edition_id>/texte/<slug:language>/geprueft/",
        edition_text_check,
        name="edition_text_check",
    ),
    path("berichte/<slug:slug>/", report, name="report"),
    path("berichte/<slug:slug>/ausgabe/<slug:audience>/", freeze_edition, name="edition_freeze"),
]
