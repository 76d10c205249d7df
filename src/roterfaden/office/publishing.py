"""Publishing the answers to many voices at once: read them as people will read them, then publish."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from roterfaden.concept.models import Concept, Element
from roterfaden.concept.queries import draft_outline
from roterfaden.jobs.actions import start_job
from roterfaden.jobs.models import Job
from roterfaden.kernel.errors import DomainError
from roterfaden.office.jobs import describe
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import PLANNING, chosen_process
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation.models import Process, Theme, VoiceGroup
from roterfaden.ui.parts import Link
from roterfaden.web.pages import actor_of, get_visible
from roterfaden.weighing.actions import publish_together
from roterfaden.weighing.forms import PublishFilter
from roterfaden.weighing.queries import Selection, publish_rows, voices_to_publish
from roterfaden.weighing.tasks import PUBLISH_TOGETHER

AT_ONCE = 200
"""More voices than this are published in the background."""
SELECTED, ALL = "auswahl", "alle"

describe(
    PUBLISH_TOGETHER,
    back=lambda _job: Link(gettext_lazy("Zum Veröffentlichen"), reverse("office:publishing")),
    counts={
        "published": gettext_lazy("Beiträge mit veröffentlichter Antwort"),
        "refused": gettext_lazy("abgelehnt"),
        "left": gettext_lazy("nicht mehr bearbeitet"),
    },
)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_weighing")
def publishing(request: HttpRequest) -> HttpResponse:
    """What waits to be published, by element, theme or group; with POST the ticked voices, or all that are chosen."""
    process, processes = chosen_process(request, *PLANNING)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    form = PublishFilter(request.GET, outline=_outline(process), themes=_themes(process))
    selection = _selection(form, process, request.GET.get("gruppe", ""))
    waiting = voices_to_publish(process, selection)
    if request.method == "POST":
        return _publish(request, process, list(waiting.values_list("pk", flat=True)))
    page = page_of(request, waiting)
    context = {
        "process": process,
        "processes": processes,
        "filter": form,
        "group": selection.group,
        "page": page,
        "rows": publish_rows(page),
        "total": page.paginator.count,
        "in_background": page.paginator.count > AT_ONCE,
    }
    return office_page(request, "office/publishing/publishing.html", context)


def _publish(request: HttpRequest, process: Process, waiting: list[int]) -> HttpResponse:
    """Only what the filters in the address show can be published, whatever was sent."""
    ticked = {int(key) for key in request.POST.getlist("beitrag") if key.isdigit()}
    chosen = waiting if ALL in request.POST else [key for key in waiting if key in ticked]
    back = redirect(request.get_full_path())
    if len(chosen) > AT_ONCE:
        return redirect("office:job", _in_background(request, process, chosen).uid)
    try:
        result = publish_together(actor=actor_of(request), process=process, voices=chosen, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return back
    if result.done:
        told = ngettext(
            "Die Antwort auf einen Beitrag ist veröffentlicht.",
            "Die Antworten auf %(count)s Beiträge sind veröffentlicht.",
            result.done,
        )  # fmt: skip
        messages.success(request, told % {"count": result.done})
    for number, why in result.refused:
        messages.warning(request, _("Beitrag %(number)s: %(why)s") % {"number": number, "why": why})
    return back


def _in_background(request: HttpRequest, process: Process, chosen: list[int]) -> Job:
    title = _("Antworten veröffentlichen: %(process)s") % {"process": process.title}
    arguments: dict[str, Any] = {"process": process.pk, "voices": chosen}
    return start_job(
        actor=actor_of(request), kind=PUBLISH_TOGETHER, title=title, arguments=arguments, now=timezone.now()
    )


def _selection(form: PublishFilter, process: Process, group: str) -> Selection:
    chosen = form.chosen()
    elements = Element.objects.filter(concept__process=process)
    groups = VoiceGroup.objects.filter(process=process)
    return Selection(
        element=elements.filter(pk=chosen["element"]).first() if "element" in chosen else None,
        theme=chosen.get("thema"),
        group=get_visible(groups, pk=int(group)) if group.isdigit() else None,
    )


def _outline(process: Process) -> list[tuple[Element, str]]:
    concept = Concept.objects.filter(process=process).order_by("-starts_on", "-pk").first()
    return draft_outline(concept) if concept else []


def _themes(process: Process) -> Any:
    return Theme.objects.filter(process=process).order_by("title", "pk")


urlpatterns: list[URLPattern] = [path("abwaegung/veroeffentlichen/", publishing, name="publishing")]
