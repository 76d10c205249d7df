"""Where people met and will meet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.participation.models import Contribution, Event
from roterfaden.public.nav import public_page
from roterfaden.thread.queries.voices import VoiceFilter, voice_rows, voices
from roterfaden.web.pages import get_visible

VOICES_SHOWN = 5


@login_not_required
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Coming events first, past ones below."""
    now = timezone.now()
    rows = list(Event.objects.select_related("process", "area").order_by("starts_at", "pk"))
    context = {
        "coming": [row for row in rows if row.ends_at >= now],
        "past": [row for row in reversed(rows) if row.ends_at < now],
    }
    return public_page(request, "public/event/events.html", context)


@login_not_required
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event: when, where, for whom, and what was said there."""
    found = get_visible(Event.objects.select_related("process", "stage", "area"), slug=slug)
    context = {
        "event": found,
        "is_over": found.ends_at < timezone.now(),
        "groups": found.actor_groups.order_by("position", "pk"),
        "voice_count": Contribution.objects.published().filter(event=found).count(),
        "voices": voice_rows(voices(VoiceFilter(event=found.slug, sort="punkte"))[:VOICES_SHOWN]),
    }
    return public_page(request, "public/event/event.html", context)
