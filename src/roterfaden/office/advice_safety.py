"""Zahlen und Sicherheit: what the head and the administration see of the advice centre. Numbers, locks, protocols."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.models import User
from roterfaden.accounts.rules import allowed
from roterfaden.advice import actions, queries
from roterfaden.advice.forms import LockForm
from roterfaden.advice.methods import PROOF_DAYS, TOLD_DAYS
from roterfaden.advice.models import AdviceLock, DeletionRun
from roterfaden.jobs.actions import start_job
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.advice_records import person_of, private
from roterfaden.office.jobs import describe
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.parts import Link
from roterfaden.web.pages import attempt, posted

add_entry(
    route="office:advice_numbers", label=gettext_lazy("Beratung in Zahlen"), position=208,
    permission="advice.view_numbers",
)  # fmt: skip
add_entry(
    route="office:advice_safety", label=gettext_lazy("Sicherheit der Beratung"), position=209,
    permission="advice.view_safety",
)  # fmt: skip
describe(
    "advice.delete",
    back=lambda _job: Link(_("Sicherheit der Beratung"), reverse("office:advice_safety")),
    counts={"deleted": gettext_lazy("gelöschte Einträge"), "batches": gettext_lazy("Teilschritte")},
)

SMALLEST = 3
"""Numbers below are not shown: a single talk in a small month may tell who it was."""


@dataclass(frozen=True)
class NumbersPage:
    """The last twelve months; small numbers as None."""

    rows: tuple[queries.MonthNumbers, ...]
    smallest: int


@dataclass(frozen=True)
class SafetyPage:
    """The lock, who opened cases in an emergency, what is kept and what the last deletion runs did."""

    lock: AdviceLock | None
    form: LockForm
    may_agree: bool
    openings: tuple[queries.Opening, ...]
    kept: tuple[queries.KeptRow, ...]
    due: int
    runs: tuple[DeletionRun, ...]


@require_safe
@opens_with("advice.view_numbers")
def numbers(request: HttpRequest) -> HttpResponse:
    """How many talks, month by month. Nothing by person, by case or by counsellor."""
    rows = queries.numbers_by_month(until=local_day(timezone.now()))
    page = NumbersPage(rows, SMALLEST)
    return private(office_page(request, "office/advice_centre/numbers.html", page))


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("advice.view_safety")
def safety(request: HttpRequest) -> HttpResponse:
    """Lock, unlock by two, delete what is due, and see who looked."""
    me, now = person_of(request), timezone.now()
    wanted = request.POST.get("akt", "sperren") if request.method == "POST" else ""
    form = LockForm(posted(request) if wanted == "sperren" else None)
    if wanted in STEPS:
        return _step(request, wanted, me)
    if form.is_valid() and _lock(form, me):
        messages.warning(request, _("Die Beratung ist gesperrt. Niemand öffnet, schreibt oder druckt dort etwas."))
        return redirect("office:advice_safety")
    lock = queries.standing_lock()
    kept = queries.kept_rows(on=local_day(now))
    page = SafetyPage(
        lock=lock, form=form,
        may_agree=lock is not None and lock.asked_by_id is not None and lock.asked_by_id != me.pk,
        openings=queries.openings(since=now - timedelta(days=PROOF_DAYS)), kept=kept,
        due=sum(row.due for row in kept), runs=queries.last_deletions(),
    )  # fmt: skip
    return private(office_page(request, "office/advice_centre/safety.html", page))


def _lock(form: LockForm, me: User) -> bool:
    made = attempt(form, lambda: actions.lock_advice(actor=me, now=timezone.now(), **form.cleaned_data))
    return made is not None


STEPS = ("beantragen", "freigeben", "loeschen")


def _step(request: HttpRequest, wanted: str, me: User) -> HttpResponse:
    now = timezone.now()
    try:
        if wanted == "loeschen":
            job = start_job(actor=me, kind="advice.delete", title=_("Löschlauf der Beratung"), arguments={}, now=now)
            return redirect("office:job", job.uid)
        if wanted == "beantragen":
            actions.ask_for_unlock(actor=me, now=now)
            messages.info(request, _("Die Freigabe ist beantragt. Eine zweite Person muss zustimmen."))
        else:
            actions.unlock_advice(actor=me, now=now)
            messages.success(request, _("Die Beratung ist wieder offen."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("office:advice_safety")


@provides_tasks(209)
def waiting(actor: Actor, on: date) -> list[Task]:
    """For the head and the administration: a lock to lift, and emergencies. For counsellors: that it is locked."""
    lock = queries.standing_lock() if _works_there(actor) else None
    found = []
    if lock is not None:
        guards = allowed(actor, "advice.view_safety")
        where = reverse("office:advice_safety") if guards else reverse("office:my_day")
        why = _("Zwei Personen aus Leitung oder Administration können sie freigeben.")
        found.append(Task(_("Die Beratung ist gesperrt"), why, where, 1))
    if isinstance(actor, User) and allowed(actor, "advice.view_safety"):
        since = timezone.now() - timedelta(days=TOLD_DAYS)
        opened = len(queries.openings(since=since))
        title = ngettext("Ein Fall wurde im Notfall geöffnet", "%(count)s Fälle wurden im Notfall geöffnet", opened)
        why = _("In den letzten zwei Wochen. Fragen Sie nach, wenn der Grund nicht klar ist.")
        found.append(Task(title % {"count": opened}, why, reverse("office:advice_safety"), opened))
    return found


def _works_there(actor: Actor) -> bool:
    held = {role for role, _scope in getattr(actor, "roles_held", ())}
    return bool(held & {"counsellor", "advice_lead", "administrator"})


urlpatterns: list[URLPattern] = [
    path("beratung/zahlen/", numbers, name="advice_numbers"),
    path("beratung/sicherheit/", safety, name="advice_safety"),
]
