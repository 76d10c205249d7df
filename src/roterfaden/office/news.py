"""Nachrichten: how many letters about news will be sent and were sent. Counts only: no address is ever shown."""

from collections import Counter
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.office.nav import office_page, opens_with
from roterfaden.ui.filters import day as written_day
from roterfaden.ui.parts import Column
from roterfaden.weighing.enums import NewsKind
from roterfaden.weighing.queries import pending_letters, written_letters

LOOKS_BACK = timedelta(days=30)


@require_safe
@opens_with("weighing.view_news")
def news(request: HttpRequest) -> HttpResponse:
    """What goes out next, and what went out in the last thirty days."""
    now = timezone.now()
    waiting = pending_letters(now)
    kinds = Counter(item.news.kind for letter in waiting for item in letter.items)
    labels = dict(NewsKind.choices)
    context = {
        "letters": len(waiting),
        "kinds": [(label, kinds[kind]) for kind, label in labels.items() if kinds[kind]],
        "columns": [Column(_("Tag")), Column(_("Nachrichten"), numeric=True)]
        + [Column(str(label), numeric=True) for label in labels.values()],
        "rows": [
            [written_day(each.day), each.letters, *(each.news.get(kind, 0) for kind in labels)]
            for each in written_letters(since=local_day(now) - LOOKS_BACK)
        ],
    }
    return office_page(request, "office/news/news.html", context)


urlpatterns: list[URLPattern] = [path("abwaegung/nachrichten/", news, name="news")]
