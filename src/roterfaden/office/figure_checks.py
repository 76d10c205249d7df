"""Auffällige Zahlen: what the checks found, what was made of it; and how breakdowns are called."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.indicators import actions, queries
from roterfaden.indicators.forms import BreakdownForm, FigureFindingFilter, FindingAnswerForm
from roterfaden.indicators.models import FigureFinding, FindingAnswer
from roterfaden.indicators.tasks import CHECK_FIGURES
from roterfaden.jobs.actions import start_job
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "indicators.view_findings"
add_entry(route="office:figure_checks", label=gettext_lazy("Auffällige Zahlen"), position=111, permission=OPENS)

describe(
    CHECK_FIGURES,
    back=lambda _job: Link(gettext_lazy("Zu den auffälligen Zahlen"), reverse("office:figure_checks")),
    counts={
        "series": gettext_lazy("geprüfte Reihen"),
        "values": gettext_lazy("geprüfte Werte"),
        "came": gettext_lazy("neue Auffälligkeiten"),
        "went": gettext_lazy("erledigte Auffälligkeiten"),
    },
)


@provides_tasks(111)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Findings nobody has answered."""
    if not allowed(actor, OPENS):
        return
    waiting = FigureFinding.objects.open(on).count()
    title = ngettext("%(count)s auffällige Zahl ist anzusehen", "%(count)s auffällige Zahlen sind anzusehen", waiting)
    lead = _("Ein Fehler der Quelle, ein Ereignis oder ein Bruch: Sagen Sie, was es ist.")
    yield Task(title % {"count": waiting}, lead, reverse("office:figure_checks"), waiting)


@require_safe
@opens_with(OPENS)
def figure_checks(request: HttpRequest) -> HttpResponse:
    """The work list, the most serious first."""
    today = local_day(timezone.now())
    form = FigureFindingFilter(request.GET, indicators=queries.checked_indicators())
    page = page_of(request, queries.figure_findings(on=today, **form.wanted()))
    context = {
        "form": form, "page": page, "rows": queries.shown_findings(page, on=today),
        "progress": queries.check_progress(today), "may_check": allowed(actor_of(request), "indicators.keep_findings"),
    }  # fmt: skip
    return office_page(request, "office/figures/checks.html", context)


@require_POST
@opens_with("indicators.keep_findings")
def figure_checks_run(request: HttpRequest) -> HttpResponse:
    """Check all figures now, in the background."""
    title = _("Zahlen prüfen")
    job = start_job(actor=actor_of(request), kind=CHECK_FIGURES, title=title, arguments={}, now=timezone.now())
    return redirect("office:job", job.uid)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def figure_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding, what was said about it before, and the form to say what it is."""
    row = _visible(pk)
    form = FindingAnswerForm(posted(request))
    if form.is_valid() and attempt(form, lambda: _answer(request, row, form)) is not None:
        messages.success(request, _("Ihre Antwort ist festgehalten."))
        return redirect("office:figure_checks")
    (shown,) = queries.shown_findings([row], on=local_day(timezone.now()))
    history = row.answers.select_related("made_by").order_by("-made_at", "-pk")
    context = {
        "row": shown, "form": form, "history": history,
        "may_answer": allowed(actor_of(request), "indicators.answer_finding", row),
    }  # fmt: skip
    return office_page(request, "office/figures/finding.html", context)


def _answer(request: HttpRequest, row: FigureFinding, form: FindingAnswerForm) -> FindingAnswer:
    return actions.answer_finding(actor=actor_of(request), finding=row, now=timezone.now(), **form.cleaned_data)


@require_POST
@opens_with(OPENS)
def figure_finding_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a finding back on the list."""
    try:
        actions.reopen_finding(actor=actor_of(request), finding=_visible(pk), now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Das steht wieder auf der Liste."))
    return redirect("office:figure_finding", pk)


def _visible(pk: int) -> FigureFinding:
    return get_visible(FigureFinding.objects.select_related("indicator"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("indicators.name_breakdowns")
def figure_breakdowns(request: HttpRequest) -> HttpResponse:
    """All dimensions figures are broken down by; the one the address names as a form."""
    found, address = queries.breakdowns_in_use(), reverse("office:figure_breakdowns")
    wanted = request.GET.get("merkmal", "")
    if not wanted:
        return office_page(request, "office/figures/breakdowns.html", {"rows": found})
    row = next((each for each in found if each.dimension == wanted), None)
    if row is None:
        raise Http404
    form = BreakdownForm(posted(request), values=row.values, terms=row.terms)
    if form.is_valid():
        names = [actions.Naming(*each) for each in form.named()]
        done = attempt(
            form,
            lambda: actions.name_breakdowns(actor=actor_of(request), dimension=wanted, names=names, now=timezone.now()),
        )
        if done is not None:
            messages.success(request, _("Die Bezeichnungen sind gespeichert und stehen ab jetzt auf allen Seiten."))
            return redirect(address)
    up = (Link(_("Zahlen"), reverse("office:figures")), Link(_("Gliederungen"), address))
    lead = _(
        "Wie Menschen dazu sagen. Was zu etwas anderem gehört, wird nicht mit ihm zusammengezählt – danach richten "
        "sich Summenprüfung und Schutz kleiner Zahlen."
    )
    return form_page(request, FormPage(row.words, form, _("Speichern"), address, up, lead=lead))


urlpatterns: list[URLPattern] = [
    path("zahlen/pruefen/", figure_checks, name="figure_checks"),
    path("zahlen/pruefen/jetzt/", figure_checks_run, name="figure_checks_run"),
    path("zahlen/pruefen/<int:pk>/", figure_finding, name="figure_finding"),
    path("zahlen/pruefen/<int:pk>/wieder-aufnehmen/", figure_finding_reopen, name="figure_finding_reopen"),
    path("zahlen/gliederungen/", figure_breakdowns, name="figure_breakdowns"),
]
