"""What the bodies resolved."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from roterfaden.council.queries import paper_page
from roterfaden.council.queries import resolutions as all_resolutions
from roterfaden.public.nav import public_page
from roterfaden.thread.queries.versions import readable_versions
from roterfaden.web.pages import get_visible


@login_not_required
@require_safe
def resolutions(request: HttpRequest) -> HttpResponse:
    """All public resolutions, newest first."""
    return public_page(request, "public/council/resolutions.html", {"resolutions": all_resolutions(public=True)})


@login_not_required
@require_safe
def resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """One resolution with its paper, the order of consultation and the changes politics made."""
    found = get_visible(all_resolutions(public=True), pk=pk)
    paper = found.consultation.paper
    context = {
        "resolution": found,
        "paper_page": paper_page(paper, public=True),
        "version": readable_versions().filter(pk__in=[paper.version_id]).first(),
    }
    return public_page(request, "public/council/resolution.html", context)
