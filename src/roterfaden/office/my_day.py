"""Mein Tag: everything that waits for the person who signed in, gathered from all subjects.

A subject tells what waits with a function `(actor, on) -> Iterable[Task]` under `@provides_tasks(position)`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.nav import add_entry, office_page
from roterfaden.ui.parts import Text
from roterfaden.web.pages import actor_of

add_entry(route="office:my_day", label=_("Mein Tag"), position=10)


@dataclass(frozen=True)
class Task:
    """Something that waits: how many of what (the title says the count), why, and where it is done.

    A task with `count` 0 is left out. `due_on` if there is a deadline.
    """

    title: Text
    text: Text
    url: str
    count: int
    due_on: date | None = None


Provider = Callable[[Actor, date], Iterable[Task]]
_providers: list[tuple[int, Provider]] = []


def provides_tasks(position: int) -> Callable[[Provider], Provider]:
    """Decorator: this function tells what waits. Smaller positions come first; use the position of the nav entry."""

    def decorate(provider: Provider) -> Provider:
        _providers.append((position, provider))
        return provider

    return decorate


def tasks_for(actor: Actor, on: date) -> list[Task]:
    """All tasks that wait for `actor`: those with a deadline first, then in the order of the work."""
    providers = sorted(_providers, key=lambda pair: (pair[0], pair[1].__module__, pair[1].__name__))
    waiting = [task for _position, provider in providers for task in provider(actor, on) if task.count]
    return sorted(waiting, key=lambda task: (task.due_on is None, task.due_on or date.max))


@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    today = local_day(timezone.now())
    context = {"tasks": tasks_for(actor_of(request), today), "today": today}
    return office_page(request, "office/my_day/my_day.html", context)


urlpatterns: list[URLPattern] = [path("", my_day, name="my_day")]
