"""The way to the concept, and one field of action in it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from roterfaden.concept.models import Version
from roterfaden.kernel.time import local_day
from roterfaden.public.nav import page_language, public_page, reads_simply
from roterfaden.thread.queries.document import field_page, version_by_slug
from roterfaden.thread.queries.versions import current_version
from roterfaden.topics.models import FieldOfAction
from roterfaden.web.pages import get_visible


@login_not_required
@require_safe
def concept(request: HttpRequest) -> HttpResponse:
    """The newest version; before there is one, a page that says so."""
    version = current_version()
    if version is None:
        return public_page(request, "public/concept/none.html")
    return redirect("public:version", version.slug)


@login_not_required
@require_safe
def field(request: HttpRequest, slug: str, field_slug: str) -> HttpResponse:
    """One field of action: challenges, goals, initiatives, and the voices they come from."""
    topic = get_visible(FieldOfAction.objects.order_by("pk"), slug=field_slug)
    page = field_page(_readable(slug), topic, on=local_day(timezone.now()), language=page_language())
    if page is None:
        raise Http404
    context = {"page": page, "is_simple": reads_simply(page.version, page.element_id)}
    return public_page(request, "public/concept/field.html", context)


def _readable(slug: str) -> Version:
    found = version_by_slug(slug)
    if found is None:
        raise Http404
    return found
