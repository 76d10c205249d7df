"""One municipality: its desk, element by element, several at once, and sending what is drafted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept.models import Version
from roterfaden.implementation import actions, queries
from roterfaden.implementation.actions import OneResolution
from roterfaden.implementation.enums import DraftSide
from roterfaden.implementation.forms import AnswerForm, DeskFilterForm, SendForm
from roterfaden.implementation.methods import values_of
from roterfaden.implementation.models import Adoption, InitiativeStatus, JointUnit
from roterfaden.implementation.queries import Desk, DeskFilter, DeskRow
from roterfaden.implementation.rules import side_of
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError, NotAllowed
from roterfaden.kernel.time import local_day
from roterfaden.monitoring.queries.views import TargetView, target_view
from roterfaden.office.nav import office_page, opens_with
from roterfaden.places.models import Area
from roterfaden.web.figures import promise
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

form_methods = require_http_methods(["GET", "HEAD", "POST"])
LISTED = ("stand", "feld", "art")
"""What of an address says which rows are listed; it travels along, so that "next" means next in the list."""


@dataclass(frozen=True)
class DeskPage:
    """The list. `is_own`: the person coordinates this municipality; otherwise it is answered on its behalf."""

    municipality: Area
    members: tuple[Area, ...]
    units: tuple[queries.UnitRow, ...]
    version: Version | None
    desk: Desk
    filter: DeskFilterForm
    listed: str
    reports: tuple[tuple[InitiativeStatus, str], ...]
    may_answer: bool
    is_own: bool
    excerpt: str


@dataclass(frozen=True)
class AnswerPage:
    """One element with the county's words, what was answered before, and the form."""

    municipality: Area
    row: DeskRow
    target: TargetView | None
    promise: str
    form: AnswerForm
    around: queries.Around
    before_url: str
    after_url: str
    history: tuple[Adoption, ...]
    listed: str
    is_own: bool


@dataclass(frozen=True)
class TogetherPage:
    """Several elements with one answer: the ticks and the form, then what would be written."""

    municipality: Area
    rows: tuple[DeskRow, ...]
    ticked: frozenset[int]
    chosen: tuple[DeskRow, ...]
    form: AnswerForm
    is_own: bool
    is_preview: bool = False
    answer_label: str = ""


@dataclass(frozen=True)
class SendPage:
    """What is drafted: complete answers to send, and those that lack something."""

    municipality: Area
    ready: tuple[DeskRow, ...]
    lacking: tuple[DeskRow, ...]
    form: SendForm
    is_own: bool


@require_safe
@opens_with("implementation.view_implementation")
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """The desk: everything offered, with answers, drafts and what waits."""
    actor, area = actor_of(request), _readable(request, slug)
    version = queries.offered_version(area)
    form = _filter_form(request, version)
    may_answer = _may_answer(actor, area, version)
    found = queries.desk(area, version, side=side_of(actor, area) if may_answer else None, chosen=_chosen(form))
    today = local_day(timezone.now())
    context = DeskPage(
        municipality=area,
        members=tuple(area.members.on(today).order_by("short_name", "pk")),
        units=queries.joint_units(on=today, member=area),
        version=version,
        desk=found,
        filter=form,
        listed=_listed(request),
        reports=queries.local_reports(area),
        may_answer=may_answer and bool(found.offers),
        is_own=side_of(actor, area) == DraftSide.OWN,
        excerpt=reverse("public:excerpt", args=[version.slug, "kommune", area.slug])
        if version and found.offers
        else "",
    )
    return office_page(request, "office/municipalities/municipality.html", context)


@form_methods
@opens_with("implementation.answer_adoption")
def answer(request: HttpRequest, slug: str, element_id: int) -> HttpResponse:
    """One element: read what the county adopted, draft the answer, go on to the next. Nothing is sent here."""
    actor, (area, version) = actor_of(request), _answerable(request, slug)
    found = queries.desk(area, version, side=side_of(actor, area))
    row = next((row for row in found.rows if row.element_id == element_id), None)
    if row is None:
        raise Http404
    units, target = _units(area), target_view(row.target) if row.target else None
    form = _answer_form(row, target, units, data=posted(request))
    around = queries.around((each for each in found.rows if _is_listed(request, each)), element_id)
    if form.is_valid() and attempt(form, lambda: _keep(actor, area, [row], form, units)):
        messages.success(request, _("Entworfen: %(title)s") % {"title": row.title})
        return redirect(_next(request, area, around))
    context = AnswerPage(
        municipality=area,
        row=row,
        target=target,
        promise=promise(target) if target and target.is_measurable else "",
        form=form,
        around=around,
        before_url=_address(request, area, around.before),
        after_url=_address(request, area, around.after),
        history=tuple(queries.answer_history(row.node.element, area)),
        listed=_listed(request),
        is_own=side_of(actor, area) == DraftSide.OWN,
    )
    return office_page(request, "office/municipalities/answer.html", context)


@form_methods
@opens_with("implementation.answer_adoption")
def answer_several(request: HttpRequest, slug: str) -> HttpResponse:
    """One answer for several elements: tick, write, see what it will apply to, then it is drafted for each."""
    actor, (area, version) = actor_of(request), _answerable(request, slug)
    found = queries.desk(area, version, side=side_of(actor, area))
    if not found.rows:
        raise Http404
    units = _units(area)
    form = AnswerForm(posted(request), units=units, has_target=False)
    waiting = {row.element_id for row in found.rows if row.waits and row.draft is None}
    ticked = frozenset(int(key) for key in request.POST.getlist("elemente") if key.isdecimal())
    chosen = tuple(row for row in found.rows if row.element_id in ticked)
    page = TogetherPage(
        municipality=area,
        rows=found.rows,
        ticked=ticked if form.is_bound else frozenset(waiting),
        chosen=chosen,
        form=form,
        is_own=side_of(actor, area) == DraftSide.OWN,
    )
    if form.is_bound and "aendern" not in request.POST:
        if not chosen:
            form.add_error(None, _("Kreuzen Sie mindestens ein Ziel oder eine Maßnahme an."))
        elif form.is_valid() and not form.values().answer:
            form.add_error("answer", _("Wählen Sie eine Antwort."))
        elif form.is_valid() and "entwerfen" in request.POST:
            if attempt(form, lambda: _keep(actor, area, chosen, form, units)):
                text = ngettext("Eine Antwort ist entworfen.", "%(count)s Antworten sind entworfen.", len(chosen))
                messages.success(request, text % {"count": len(chosen)})
                return redirect("office:municipality_send", area.slug)
        elif form.is_valid():
            label = dict(form.fields["answer"].choices)[form.values().answer]
            page = replace(page, is_preview=True, answer_label=str(label))
    return office_page(request, "office/municipalities/together.html", page)


@form_methods
@opens_with("implementation.answer_adoption")
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything drafted, with what it lacks; what is ticked is sent, from then on everybody can read it."""
    actor, (area, version) = actor_of(request), _answerable(request, slug)
    side = side_of(actor, area)
    found = queries.desk(area, version, side=side)
    ready = tuple(row for row in found.rows if row.draft is not None and not row.lacks)
    keys = [row.element_id for row in ready]
    form = SendForm(posted(request), complete=keys, initial={"elements": keys})
    if form.is_valid():
        values = form.cleaned_data
        taken = OneResolution(values["resolution_body"], values["resolution_reference"], values["resolved_on"])
        sent = attempt(
            form,
            lambda: actions.send_answers(
                actor=actor, municipality=area, elements=values["elements"], resolution=taken, now=timezone.now()
            ),
        )
        if sent:
            _tell(request, sent)
            return redirect("office:municipality", area.slug)
    context = SendPage(
        municipality=area,
        ready=ready,
        lacking=tuple(row for row in found.rows if row.lacks),
        form=form,
        is_own=side == DraftSide.OWN,
    )
    return office_page(request, "office/municipalities/send.html", context)


@require_POST
@opens_with("implementation.answer_adoption")
def draft_drop(request: HttpRequest, slug: str, element_id: int) -> HttpResponse:
    """Throw a draft away."""
    area, version = _answerable(request, slug)
    row = _offered_row(request, area, version, element_id)
    _do(request, actions.drop_draft, area, row, _("Der Entwurf ist verworfen."))
    return redirect(_address(request, area, element_id))


@require_POST
@opens_with("implementation.answer_adoption")
def proposal(request: HttpRequest, slug: str, element_id: int) -> HttpResponse:
    """Join what another member of a joint unit proposes, or leave it."""
    area, version = _answerable(request, slug)
    row = _offered_row(request, area, version, element_id)
    if "anschliessen" in request.POST:
        _do(request, actions.join_proposal, area, row, _("Übernommen in Ihren Entwurf. Gesendet ist noch nichts."))
    else:
        _do(request, actions.decline_proposal, area, row, _("Der Vorschlag ist abgelehnt."))
    return redirect(_address(request, area, element_id))


# --- parts --------------------------------------------------------------------------------------------------------
def _readable(request: HttpRequest, slug: str) -> Area:
    """A municipality the person may read. Which ones there are is public; what is on their desks is not."""
    area = get_visible(Area.objects.partners(), slug=slug)
    if not allowed(actor_of(request), "implementation.view_municipality", area):
        raise PermissionDenied
    return area


def _answerable(request: HttpRequest, slug: str) -> tuple[Area, Version | None]:
    """A municipality the person may answer for, with the version it was offered."""
    area = get_visible(Area.objects.partners(), slug=slug)
    version = queries.offered_version(area)
    if not _may_answer(actor_of(request), area, version):
        raise PermissionDenied
    return area, version


def _may_answer(actor: Actor, area: Area, version: Version | None) -> bool:
    """As its coordinator, or as an officer of the process the version came from; the action asks once more."""
    permission = "implementation.answer_adoption"
    return allowed(actor, permission, area) or (version is not None and allowed(actor, permission, version))


def _offered_row(request: HttpRequest, area: Area, version: Version | None, element_id: int) -> DeskRow:
    rows = queries.desk(area, version, side=side_of(actor_of(request), area)).rows
    found = next((row for row in rows if row.element_id == element_id), None)
    if found is None:
        raise Http404
    return found


def _do(request: HttpRequest, action: Any, area: Area, row: DeskRow, done: str) -> None:
    try:
        action(actor=actor_of(request), municipality=area, element=row.node.element, now=timezone.now())
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)


def _keep(actor: Actor, area: Area, rows: Sequence[DeskRow], form: AnswerForm, units: Sequence[JointUnit]) -> Any:
    return actions.keep_drafts(
        actor=actor, municipality=area, elements=[row.node.element for row in rows], values=form.values(),
        joint_unit=form.unit(units), now=timezone.now(),
    )  # fmt: skip


def _answer_form(row: DeskRow, target: TargetView | None, units: Sequence[JointUnit], *, data: Any) -> AnswerForm:
    """The form with the draft, or else the answer in force, in it."""
    source = row.draft or row.adoption
    initial = values_of(source).as_dict() | {"joint_unit": source.joint_unit_id} if source else None
    measurable = target is not None and target.is_measurable
    return AnswerForm(
        data, units=units, unit=target.unit if target and measurable else "", has_target=measurable, initial=initial
    )


def _units(area: Area) -> list[JointUnit]:
    return [row.unit for row in queries.joint_units(on=local_day(timezone.now()), member=area)]


def _filter_form(request: HttpRequest, version: Version | None) -> DeskFilterForm:
    return DeskFilterForm(request.GET, fields_of=queries.fields_offered(version) if version else [])


def _chosen(form: DeskFilterForm) -> DeskFilter:
    chosen = form.chosen()
    return DeskFilter(chosen.get("feld", ""), chosen.get("art", ""), chosen.get("stand", ""))


def _is_listed(request: HttpRequest, row: DeskRow) -> bool:
    """Whether the list somebody works through holds a row. One that is drafted stays where it was."""
    wanted = DeskFilter(request.GET.get("feld", ""), request.GET.get("art", ""), request.GET.get("stand", ""))
    return queries.fits(row, wanted)


def _listed(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in list(kept):
        if name not in LISTED or not kept[name]:
            del kept[name]
    return kept.urlencode()


def _address(request: HttpRequest, area: Area, element_id: int | None) -> str:
    if element_id is None:
        return ""
    listed = _listed(request)
    return reverse("office:municipality_answer", args=[area.slug, element_id]) + (f"?{listed}" if listed else "")


def _next(request: HttpRequest, area: Area, around: queries.Around) -> str:
    if "weiter" not in request.POST:
        return request.get_full_path()
    if around.after is not None:
        return _address(request, area, around.after)
    messages.info(request, _("Das war das Letzte in dieser Liste. Prüfen Sie Ihre Entwürfe und senden Sie sie."))
    return reverse("office:municipality_send", args=[area.slug])


def _tell(request: HttpRequest, sent: actions.Sent) -> None:
    count = len(sent.adoptions)
    text = ngettext("Eine Antwort ist gesendet.", "%(count)s Antworten sind gesendet.", count)
    messages.success(request, text % {"count": count})
    if sent.proposed:
        told = ngettext(
            "Einer anderen Kommune ist eine gemeinsame Antwort vorgeschlagen.",
            "Anderen Kommunen sind %(count)s gemeinsame Antworten vorgeschlagen.",
            sent.proposed,
        )
        messages.info(request, told % {"count": sent.proposed})


ONE = "kommunen/<slug:slug>"
urlpatterns: list[URLPattern] = [
    path(f"{ONE}/", municipality, name="municipality"),
    path(f"{ONE}/gemeinsam/", answer_several, name="municipality_answers"),
    path(f"{ONE}/senden/", send, name="municipality_send"),
    path(f"{ONE}/ziele/<int:element_id>/", answer, name="municipality_answer"),
    path(f"{ONE}/ziele/<int:element_id>/verwerfen/", draft_drop, name="municipality_draft_drop"),
    path(f"{ONE}/ziele/<int:element_id>/vorschlag/", proposal, name="municipality_proposal"),
]
