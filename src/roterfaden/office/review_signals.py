"""Frühwarnungen: the inbox between reviews, and counter-steering from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.monitoring import actions
from roterfaden.monitoring.forms import CloseForm, CorrectionForm, SnoozeForm
from roterfaden.monitoring.models import ReviewCycle, Signal
from roterfaden.monitoring.queries.corrections import draft_places
from roterfaden.monitoring.queries.inbox import ASLEEP, BOXES, CLOSED, INBOX, SignalRow, box, signal_rows, with_subjects
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.parts import Link, Text
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

OPENS = "monitoring.view_review"
LABELS: dict[str, Text] = {
    INBOX: gettext_lazy("Offen"), ASLEEP: gettext_lazy("Zurückgestellt"), CLOSED: gettext_lazy("Erledigt"),
}  # fmt: skip
FIRST_SNOOZE = timedelta(days=90)

add_entry(route="office:signals", label=gettext_lazy("Frühwarnungen"), position=122, permission=OPENS)

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class InboxPage:
    """The warnings of one box."""

    rows: tuple[SignalRow, ...]
    page: Page
    box: str
    boxes: tuple[tuple[str, Text], ...]
    may_work: bool


@provides_tasks(122)
def tasks(actor: Actor, on: date) -> Iterable[Task]:
    """Warnings nobody has looked at."""
    if not allowed(actor, "monitoring.close_signal"):
        return
    waiting = box(INBOX, on=on).count()
    title = ngettext("Eine Frühwarnung ist offen", "%(count)s Frühwarnungen sind offen", waiting) % {"count": waiting}
    text = _("Gegensteuern, mit Grund zurückstellen oder mit Grund erledigen.")
    yield Task(title, text, reverse("office:signals"), waiting)


@require_safe
@opens_with(OPENS)
def inbox(request: HttpRequest) -> HttpResponse:
    """Open warnings; `stand` in the address chooses those put off or done with."""
    on = local_day(timezone.now())
    wanted = request.GET.get("stand", INBOX)
    name = wanted if wanted in BOXES else INBOX
    page = page_of(request, with_subjects(box(name, on=on)))
    context = InboxPage(
        rows=signal_rows(page, on=on), page=page, box=name, boxes=tuple((each, LABELS[each]) for each in BOXES),
        may_work=allowed(actor_of(request), "monitoring.close_signal"),
    )  # fmt: skip
    return office_page(request, "office/review/signals.html", context)


@form_methods
@opens_with("monitoring.snooze_signal")
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a warning off."""
    signal, row, now = *_signal(pk), timezone.now()
    form = SnoozeForm(posted(request), initial={"until": local_day(now) + FIRST_SNOOZE})
    if form.is_valid():
        done = attempt(
            form, lambda: actions.snooze_signal(actor=actor_of(request), signal=signal, now=now, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("Zurückgestellt. An diesem Tag steht die Warnung wieder hier."))
            return redirect("office:signals")
    return _form(request, _("Zurückstellen: %(about)s"), row, form, _("Zurückstellen"))


@form_methods
@opens_with("monitoring.close_signal")
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Be done with a warning."""
    signal, row = _signal(pk)
    form = CloseForm(posted(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.close_signal(
                actor=actor_of(request), signal=signal, now=timezone.now(), **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Erledigt. Der Grund bleibt nachlesbar."))
            return redirect("office:signals")
    return _form(request, _("Erledigen: %(about)s"), row, form, _("Erledigen"))


@form_methods
@opens_with("monitoring.agree_correction")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Counter-steering from a warning: into the open review, or between two."""
    signal, row = _signal(pk)
    if not row.goal or signal.element is None:
        raise Http404
    element = signal.element
    cycles = ReviewCycle.objects.filter(concept=element.concept_id, closed_at=None)
    cycle = cycles.order_by("-reference_date", "-pk").first()
    start = {"fact": f"{row.sentence} {row.why}".strip()}
    form = CorrectionForm(posted(request), places=draft_places(element.concept), initial=start)
    if form.is_valid():
        made = attempt(
            form,
            lambda: actions.agree_correction(
                actor=actor_of(request),
                cycle=cycle,
                element=element,
                signal=signal,
                now=timezone.now(),
                **form.agreed(),
            ),
        )
        if made is not None:
            messages.success(request, _("Die Gegensteuerung ist vereinbart. Die Warnung können Sie jetzt erledigen."))
            return redirect("office:signals")
    return _form(request, _("Gegensteuern: %(about)s"), row, form, _("Vereinbaren"))


def _signal(pk: int) -> tuple[Signal, SignalRow]:
    """An open warning with its words."""
    rows = Signal.objects.open().select_related("element__concept", "request__deliverer", "request__cycle")
    signal = get_visible(rows, pk=pk)
    (row,) = signal_rows([signal], on=signal.raised_at.date())
    return signal, row


def _form(
    request: HttpRequest, title: str, row: SignalRow, form: SnoozeForm | CloseForm | CorrectionForm, submit: str
) -> HttpResponse:
    back = reverse("office:signals")
    crumbs = (Link(_("Frühwarnungen"), back),)
    lead = f"{row.sentence} {row.why}".strip()
    return form_page(request, FormPage(title % {"about": row.about}, form, submit, back, crumbs, lead))


urlpatterns: list[URLPattern] = [
    path("fruehwarnungen/", inbox, name="signals"),
    path("fruehwarnungen/<int:pk>/zurueckstellen/", snooze, name="signal_snooze"),
    path("fruehwarnungen/<int:pk>/erledigen/", close, name="signal_close"),
    path("fruehwarnungen/<int:pk>/gegensteuern/", correct, name="signal_correct"),
]
