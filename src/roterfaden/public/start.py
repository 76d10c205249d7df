"""The first page: what this is, where we are, three doors."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.courses.queries import are_courses_coming
from roterfaden.kernel.time import local_day
from roterfaden.public import pictures
from roterfaden.public.nav import public_page
from roterfaden.public.not_yet import needs_house
from roterfaden.public.threads import knot
from roterfaden.thread.queries.start import StageLine, start_page

SHOWN = 4


@login_not_required
@require_safe
@needs_house
def start(request: HttpRequest) -> HttpResponse:
    """What this is, where we are, what comes next, what changed last."""
    now = timezone.now()
    found = start_page(now=now)
    context = {
        "page": found,
        "stages": pictures.stages(_around(found.stages)),
        "news": [knot(step) for step in found.news],
        "has_courses": are_courses_coming(local_day(now)),
    }
    return public_page(request, "public/start/start.html", context)


def _around(lines: tuple[StageLine, ...]) -> tuple[StageLine, ...]:
    """The stages next to where we are: the last one done, the current ones, the next one; all of a short process."""
    if len(lines) <= SHOWN:
        return lines
    here = next((place for place, line in enumerate(lines) if line.state != "done"), len(lines) - 1)
    start = max(0, min(here - 1, len(lines) - SHOWN))
    return lines[start : start + SHOWN]
