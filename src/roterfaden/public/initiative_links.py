"""The page somebody who cares for an initiative opens by the link in a mail: how it stands, without signing in.

Looking changes nothing: programs that look into mails open links, too. What is sent is shown first as everybody will
read it, and published with a second press of a button.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roterfaden.implementation.actions import report_by_link
from roterfaden.implementation.enums import Progress
from roterfaden.implementation.forms import LinkReportForm
from roterfaden.implementation.methods import LinkedOwner
from roterfaden.implementation.models import InitiativeStatus, UpdateLink
from roterfaden.implementation.queries import latest_progress, link_behind
from roterfaden.kernel.time import local_day
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import private, public_page
from roterfaden.web.pages import attempt, posted

GUESSES = 20
REPORTS = 30
"""Wrong links, and reports, from one address of the network in ten minutes."""
GONE, TOO_MANY = "public/initiative/link_gone.html", "public/card/too_many.html"

LinkView = Callable[[HttpRequest, str, UpdateLink], HttpResponse]


def linked(view: LinkView) -> Callable[..., HttpResponse]:
    """Decorator: the address holds a link of ours that opens now; the view gets it."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        if too_many("initiative-link", request, GUESSES) or too_many("initiative-report", request, REPORTS):
            return private(public_page(request, TOO_MANY, status=HTTPStatus.TOO_MANY_REQUESTS))
        found = link_behind(token, now=timezone.now())
        if found is None:
            tried("initiative-link", request)
            return private(public_page(request, GONE, status=HTTPStatus.NOT_FOUND))
        return private(view(request, token, found))

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@linked
def update(request: HttpRequest, token: str, link: UpdateLink) -> HttpResponse:
    """Say how the initiative stands: write, look at what will be published, publish."""
    today, standing = local_day(timezone.now()), _standing(link)
    form = LinkReportForm(posted(request), initial=_present(standing))
    preview = None
    if form.is_valid():
        if "veroeffentlichen" in request.POST:
            tried("initiative-report", request)
            if _reported(form, link):
                messages.success(request, _("Danke. Der Stand ist veröffentlicht."))
                return redirect("public:initiative_update", token)
        elif "aendern" not in request.POST:
            preview = {**form.cleaned_data, "label": Progress(form.cleaned_data["progress"]).label, "as_of": today}
    place = link.caretaker.municipality
    words = link.caretaker.element.revisions.order_by("-number", "-pk").first()
    context = {
        "link": link, "standing": standing, "title": words.title if words else "", "form": form, "preview": preview,
        "place": place.name if place else "", "element_id": link.caretaker.element_id, "until": link.expires_at,
    }  # fmt: skip
    return public_page(request, "public/initiative/update.html", context)


def _standing(link: UpdateLink) -> InitiativeStatus | None:
    """The last report in the place of this link."""
    element_id = link.caretaker.element_id
    return latest_progress([element_id], municipality=link.caretaker.municipality).get(element_id)


def _present(standing: InitiativeStatus | None) -> dict[str, str]:
    names = ("progress", "reason", "carried_on_by")
    return {name: getattr(standing, name) for name in names} if standing else {}


def _reported(form: LinkReportForm, link: UpdateLink) -> bool:
    actor = LinkedOwner(opens=link.caretaker_id, actor_id=str(link.caretaker_id))
    given = attempt(form, lambda: report_by_link(actor=actor, link=link, now=timezone.now(), **form.cleaned_data))
    return given is not None


urlpatterns: list[URLPattern] = [path("massnahmen/meldung/<str:token>/", update, name="initiative_update")]
