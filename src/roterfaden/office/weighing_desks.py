"""Tische: who weighs what until when, handed over with a note, and what is late."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.models import User
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.moderation import PLANNING, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation.models import Contribution, Process, Theme, VoiceGroup
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.weighing import actions, queries
from roterfaden.weighing.forms import DeskForm
from roterfaden.weighing.models import DeskItem, Unit

add_entry(route="office:desks", label=gettext_lazy("Tische"), position=62, permission="concept.view_weighing")

KINDS: dict[str, type[Contribution | VoiceGroup | Theme]] = {
    "beitrag": Contribution, "gruppe": VoiceGroup, "thema": Theme,
}  # fmt: skip


@require_safe
@opens_with("concept.view_weighing")
def desks(request: HttpRequest) -> HttpResponse:
    """Every desk with what lies on it, what still waits there and what is late."""
    processes = own_processes(request, *PLANNING)
    context = {
        "desks": queries.desks(processes, on=local_day(timezone.now())),
        "mine": f"p{request.user.pk}",
        "nobody": [(process, count) for process in processes if (count := queries.unassigned(process))],
    }
    return office_page(request, "office/weighing/desks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_weighing")
def desk(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Put a voice, a group or a theme on a desk, or hand it over."""
    subject = _subject(request, kind, pk)
    item = queries.items_with_desk().filter(**{_field(kind): subject}).first()
    form = desk_form(subject.process, item, posted(request))
    if form.is_bound and form.is_valid():
        saved = attempt(form, lambda: _put(actor_of(request), subject, item, form.cleaned_data))
        if saved is not None:
            messages.success(request, _("Das liegt jetzt hier: %(desk)s.") % {"desk": saved.owner})
            return redirect(_back(request))
    context = {"subject": subject, "item": item, "form": form, "kind": kind, "back": _back(request)}
    return office_page(request, "office/weighing/desk.html", context)


@require_POST
@opens_with("concept.view_weighing")
def desk_clear(request: HttpRequest, pk: int) -> HttpResponse:
    """Take something off a desk."""
    items = DeskItem.objects.filter(process__in=own_processes(request, *PLANNING))
    item = get_visible(items.select_related("process"), pk=pk)
    try:
        actions.take_off_desk(actor=actor_of(request), item=item, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Das liegt auf keinem Tisch mehr."))
    return redirect(_back(request))


def desk_form(process: Process, item: DeskItem | None, data: Any = None) -> DeskForm:
    """Whose work it is, with the present desk filled in. Two queries."""
    initial = {"desk": item.desk_key, "due_on": item.due_on} if item else {}
    people = list(queries.weighers(process, now=timezone.now()))
    return DeskForm(data, people=people, units=list(Unit.objects.active().order_by("name", "pk")), initial=initial)


def _put(actor: Actor, subject: Any, item: DeskItem | None, values: dict[str, Any]) -> DeskItem:
    if item is None:
        return actions.put_on_desk(actor=actor, subject=subject, now=timezone.now(), **values)
    return actions.hand_over_item(actor=actor, item=item, now=timezone.now(), **values)


def _field(kind: str) -> str:
    return {"beitrag": "contribution", "gruppe": "group", "thema": "theme"}[kind]


def _subject(request: HttpRequest, kind: str, pk: int) -> Any:
    model = KINDS.get(kind)
    if model is None:
        raise Http404
    rows: Any = model._default_manager.filter(process__in=own_processes(request, *PLANNING).order_by())
    return get_visible(rows.select_related("process"), pk=pk)


def _back(request: HttpRequest) -> str:
    """Where the person came from, if that is a page of this house."""
    wanted = request.POST.get("zurueck") or request.GET.get("zurueck") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else reverse("office:desks")


@provides_tasks(59)
def on_my_desk(actor: Actor, on: date) -> Iterator[Task]:
    """Voices that wait on the desk of this person, with the next deadline; those with a passed one apart."""
    if not isinstance(actor, User):
        return
    processes = Process.objects.visible_to(actor, *PLANNING)
    for process, mine in queries.waiting_on_desks(processes, actor, on=on):
        address = f"{reverse('office:weighing')}?verfahren={process.slug}&tisch=mein"
        title = ngettext(
            "%(count)s Beitrag liegt auf Ihrem Tisch", "%(count)s Beiträge liegen auf Ihrem Tisch", mine.open
        )
        late = ngettext("davon %(count)s überfällig", "davon %(count)s überfällig", mine.late) % {"count": mine.late}
        text = f"{process.title} · {late}" if mine.late else process.title
        yield Task(title % {"count": mine.open}, text, address, mine.open, mine.next_due)


urlpatterns: list[URLPattern] = [
    path("tische/", desks, name="desks"),
    path("tische/<str:kind>/<int:pk>/", desk, name="desk"),
    path("tische/<int:pk>/abraeumen/", desk_clear, name="desk_clear"),
]
