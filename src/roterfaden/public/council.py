"""What the bodies had before them and what they resolved."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from roterfaden.council.exports import FORMS
from roterfaden.council.models import Annex, Paper
from roterfaden.council.queries import paper_page
from roterfaden.council.queries import resolutions as all_resolutions
from roterfaden.public.nav import public_page
from roterfaden.thread.queries.versions import readable_versions
from roterfaden.web.context import house_of
from roterfaden.web.files import send_file
from roterfaden.web.pages import get_visible
from roterfaden.web.papers import money_facts, paper_bytes, paper_document, paper_response, proposal_heading

KEEP = "laden"
"""With this in the address a file is saved, without it a browser may show it."""


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
        "votes": tuple(found.group_votes.order_by("position", "pk")),
        "version": readable_versions().filter(pk__in=[paper.version_id]).first(),
    }
    return public_page(request, "public/council/resolution.html", context)


@login_not_required
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A public paper: what is proposed, its way through the bodies, its public files."""
    row = _paper(pk)
    context = {
        "paper": row,
        "page": paper_page(row, public=True),
        "proposal_heading": proposal_heading(row),
        "money": money_facts(row),
        "refers_to": row.refers_to if row.refers_to and row.refers_to.is_public else None,
        "forms": tuple(FORMS),
        "version": readable_versions().filter(pk__in=[row.version_id]).first(),
    }
    return public_page(request, "public/council/paper.html", context)


@login_not_required
@require_safe
def paper_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A public paper as a file: what in it is public."""
    if form not in FORMS:
        raise Http404
    row = _paper(pk)
    page, house = paper_page(row, public=True), house_of(request)
    document = paper_document(page, house, now=timezone.now())
    address = f"{settings.BASE_URL}{reverse('public:paper', args=[row.pk])}"
    made = paper_bytes(page, form, document, house, address)
    return paper_response(made, row, form, as_attachment=KEEP in request.GET or form != "pdf")


@login_not_required
@require_safe
def annex(request: HttpRequest, uid: str) -> FileResponse:
    """A public annex of a public paper, as it was attached. Its address cannot be guessed, and does not have to be."""
    row = get_visible(Annex.objects.public().select_related("file"), uid=uid)
    response = send_file(row.file)
    response["Content-Disposition"] = content_disposition_header(KEEP in request.GET, row.download_name) or "inline"
    return response


def _paper(pk: int) -> Paper:
    return get_visible(Paper.objects.public().select_related("version__concept", "refers_to"), pk=pk)
