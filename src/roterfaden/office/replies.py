"""Rückmeldungen: what people say to the answers they got, to be read one after the other."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import PLANNING, chosen_process, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation.models import Process
from roterfaden.web.pages import actor_of, get_visible
from roterfaden.weighing.actions import handle_reply
from roterfaden.weighing.models import Reply
from roterfaden.weighing.queries import reply_list, reply_waits


@require_safe
@opens_with("concept.view_weighing")
def replies(request: HttpRequest) -> HttpResponse:
    """What nobody has read yet; with `stand=alle` every reply in force."""
    process, processes = chosen_process(request, *PLANNING)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    shows_all = request.GET.get("stand") == "alle"
    page = page_of(request, reply_list(process, only_unread=not shows_all))
    context = {"process": process, "processes": processes, "shows_all": shows_all, "page": page}
    return office_page(request, "office/replies/replies.html", context)


@require_POST
@opens_with("concept.view_weighing")
def handle(request: HttpRequest, pk: int) -> HttpResponse:
    """Read: the words stay in the office, or everybody may read them."""
    rows = Reply.objects.filter(contribution__process__in=own_processes(request, *PLANNING))
    reply = get_visible(rows.select_related("contribution__process"), pk=pk)
    release = "zeigen" in request.POST
    try:
        handle_reply(actor=actor_of(request), reply=reply, release=release, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        shown = _("Die Rückmeldung ist gelesen, ihre Worte stehen jetzt beim Beitrag.")
        messages.success(request, shown if release else _("Die Rückmeldung ist gelesen."))
    return redirect(f"{reverse('office:replies')}?verfahren={reply.contribution.process.slug}")


@provides_tasks(63)
def unread_replies(actor: Actor, _on: date) -> Iterator[Task]:
    """Replies nobody has read."""
    processes = Process.objects.visible_to(actor, *PLANNING).order_by("-opened_on", "pk")
    for process, count in reply_waits(processes):
        title = ngettext("%(count)s Rückmeldung ist zu lesen", "%(count)s Rückmeldungen sind zu lesen", count)
        address = f"{reverse('office:replies')}?verfahren={process.slug}"
        yield Task(title % {"count": count}, process.title, address, count)


urlpatterns: list[URLPattern] = [
    path("abwaegung/rueckmeldungen/", replies, name="replies"),
    path("abwaegung/rueckmeldungen/<int:pk>/gelesen/", handle, name="reply_handle"),
]
