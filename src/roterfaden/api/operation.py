"""For those who run the machine: ready to serve, and figures for a watch in the format of Prometheus."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from roterfaden.jobs.enums import JobState
from roterfaden.jobs.models import Job
from roterfaden.jobs.queries import workforce
from roterfaden.participation.models import Contribution
from roterfaden.post.queries import overview

BEARER = "Bearer "


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> JsonResponse:
    """Whether this process may get requests: the database answers and has every migration. 503 otherwise."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    if behind:
        return JsonResponse({"status": "migrations are missing"}, status=503)
    return JsonResponse({"status": "ready"})


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Background work, mail and voices as gauges; nothing personal. Hidden unless the setting names a token."""
    given = request.headers.get("Authorization", "").removeprefix(BEARER)
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(generate_latest(_measured()), content_type=CONTENT_TYPE_LATEST)


def _measured() -> CollectorRegistry:
    """All gauges, read from the database now, so that every process of the server tells the same."""
    registry, now = CollectorRegistry(), timezone.now()
    work, post = workforce(now), overview(now)
    figures = {
        "workers": ("Processes that do background work.", work.processes),
        "worker_memory_bytes": ("Memory they share.", work.kilobytes * 1000),
        "jobs_waiting": ("Jobs nobody has begun.", work.waiting),
        "jobs_running": ("Jobs somebody is at.", work.running),
        "jobs_failed": ("Jobs that failed, ever.", Job.objects.filter(state=JobState.FAILED).count()),
        "messages_waiting": ("Messages that have not left.", post.waiting),
        "messages_failed": ("Messages given up.", post.failed),
        "contributions": ("Contributions, whatever their state.", Contribution.objects.count()),
    }
    for name, (words, value) in figures.items():
        Gauge(f"roterfaden_{name}", words, registry=registry).set(value)
    return registry
