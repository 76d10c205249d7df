"""A participation process: its stages, and who was heard."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.kernel.time import local_day
from roterfaden.participation.models import Contribution, Process
from roterfaden.public import pictures
from roterfaden.public.nav import public_page
from roterfaden.thread.queries.heard import heard_page
from roterfaden.thread.queries.timeline import process_timeline
from roterfaden.thread.queries.versions import readable_versions
from roterfaden.ui.filters import day
from roterfaden.web.pages import get_visible


@login_not_required
@require_safe
def process(request: HttpRequest, slug: str) -> HttpResponse:
    """Where we are, what one can do now, every stage with its dates, documents."""
    found = get_visible(Process.objects.all(), slug=slug)
    context = {
        "process": found,
        "timeline": process_timeline(found, now=timezone.now()),
        "versions": readable_versions().filter(concept__process=found),
        "voices": Contribution.objects.published().filter(process=found).count(),
    }
    return public_page(request, "public/process/process.html", context)


@login_not_required
@require_safe
def heard(request: HttpRequest, slug: str) -> HttpResponse:
    """Voices by group and municipality, and who is missing."""
    found = get_visible(Process.objects.all(), slug=slug)
    page = heard_page(found, on=local_day(timezone.now()))
    context = {
        "page": page,
        "groups": pictures.heard_groups(page) if page.groups else None,
        "map": pictures.heard_map(page),
        "shares": pictures.heard_shares(page),
        "days": ", ".join(day(each) for each in page.population_days),
    }
    return public_page(request, "public/process/heard.html", context)
