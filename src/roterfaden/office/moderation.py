"""What the pages around voices share: which processes somebody works in, and which one the address means."""

from django.http import Http404, HttpRequest

from roterfaden.accounts.enums import Role
from roterfaden.participation.models import Process, ProcessQuerySet
from roterfaden.web.pages import actor_of

MODERATION = (Role.STRATEGY_OFFICER, Role.MODERATOR)
PLANNING = (Role.STRATEGY_OFFICER,)


def own_processes(request: HttpRequest, *roles: str) -> ProcessQuerySet:
    """Processes in which this person holds one of `roles`, newest first."""
    return Process.objects.visible_to(actor_of(request), *roles).order_by("-opened_on", "pk")


def chosen_process(request: HttpRequest, *roles: str) -> tuple[Process | None, list[Process]]:
    """The process named in the address (`verfahren`) or the newest one, and all there are to choose from.

    404 when the address names one this person may not work in.
    """
    processes = list(own_processes(request, *roles))
    slug = request.GET.get("verfahren")
    if not slug:
        return (processes[0] if processes else None), processes
    for process in processes:
        if process.slug == slug:
            return process, processes
    raise Http404
