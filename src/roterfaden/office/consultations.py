"""Beratung zu einer Fassung: opening and ending one, reading and answering what people said, and the synopsis."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept import actions, queries
from roterfaden.concept.forms import AnswerRemarksForm, ConsultationForm, RemarkFilter, WithholdRemarkForm
from roterfaden.concept.models import Concept, Consultation, ElementRevision, Remark, RemarkQuerySet, Version
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.time import local_day
from roterfaden.office.concepts import visible_concepts
from roterfaden.office.form_page import FormPage, form_page
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.participation.models import Process
from roterfaden.places.queries import house_name
from roterfaden.ui.parts import Link
from roterfaden.web.consulting import FILES, RemarkSynopsis, file_name, shown_remark, shown_remarks, synopsis_file
from roterfaden.web.pages import actor_of, attempt, get_visible, posted

MOST_AT_ONCE = 100
"""Remarks answered together."""


def _consultation(request: HttpRequest, pk: int) -> Consultation:
    """A consultation of a process this person moderates or plans, or 404."""
    found = get_visible(queries.consultations().filter(version__concept__in=visible_concepts(request)), pk=pk)
    if not allowed(actor_of(request), "concept.view_remarks", found):
        raise PermissionDenied
    return found


def _crumbs(found: Consultation) -> tuple[Link, ...]:
    concept = found.version.concept
    return (
        Link(concept.title, reverse("office:concept_draft", args=[concept.slug])),
        Link(_("Beratungen"), reverse("office:consultations", args=[concept.slug])),
        Link(found.title, reverse("office:consultation", args=[found.pk])),
    )


# --- consultations of a concept -----------------------------------------------------------------------------------
@require_safe
@opens_with("concept.view_remarks")
def consultations(request: HttpRequest, slug: str) -> HttpResponse:
    """All consultations on the versions of a concept, with what waits."""
    concept = get_visible(visible_concepts(request), slug=slug)
    rows = list(queries.consultations().filter(version__concept=concept))
    counts, today = queries.remark_counts(rows), local_day(timezone.now())
    context = {
        "concept": concept,
        "rows": [(row, *counts.get(row.pk, (0, 0)), row.is_running(today), row.is_over(today)) for row in rows],
        "may_open": allowed(actor_of(request), "concept.open_consultation", concept),
        "versions": queries.versions(concept),
    }
    return office_page(request, "office/consulting/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.open_consultation")
def consultation_open(request: HttpRequest, slug: str, version_slug: str) -> HttpResponse:
    """Ask about a frozen version."""
    concept = get_visible(visible_concepts(request), slug=slug)
    rows = Version.objects.filter(concept=concept).frozen().select_related("concept__process")
    version = get_visible(rows, slug=version_slug)
    if not allowed(actor_of(request), "concept.open_consultation", version):
        raise PermissionDenied
    process = version.concept.process
    groups = list(process.actor_groups.order_by("position", "pk")) if process else []
    today = local_day(timezone.now())
    form = ConsultationForm(posted(request), actor_groups=groups, initial={"starts_on": today})
    if form.is_valid():
        made = attempt(form, lambda: actions.open_consultation(
            actor=actor_of(request), version=version, now=timezone.now(),
            slug=free_slug(form.cleaned_data["title"], Consultation.objects.all()), **form.values(),
        ))  # fmt: skip
        if made:
            messages.success(request, _("Die Beratung „%(title)s“ ist eröffnet.") % {"title": made.title})
            return redirect("office:consultation", made.pk)
    back = reverse("office:consultations", args=[concept.slug])
    crumbs = (Link(concept.title, reverse("office:concept_draft", args=[concept.slug])), Link(_("Beratungen"), back))
    lead = _("Gefragt wird zur Fassung „%(title)s“. Jede Anmerkung bekommt eine Antwort, bevor die Politik berät.")
    page = FormPage(
        _("Beratung eröffnen"), form, _("Beratung eröffnen"), back, crumbs, lead=lead % {"title": version.title}
    )
    return form_page(request, page)


@require_POST
@opens_with("concept.close_consultation")
def consultation_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a consultation before its last day."""
    found = _consultation(request, pk)
    actions.close_consultation(actor=actor_of(request), consultation=found, now=timezone.now())
    messages.success(request, _("Die Beratung „%(title)s“ ist beendet.") % {"title": found.title})
    return redirect("office:consultation", found.pk)


# --- the work list ------------------------------------------------------------------------------------------------
@require_safe
@opens_with("concept.view_remarks")
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, in the order of the text, and what is still open."""
    found = _consultation(request, pk)
    places = [
        (each.node.element_id, f"{each.node.number} {each.node.revision.title}")
        for each in queries.consulted_elements(found, internal=True)
        if each.remarks
    ]
    form = RemarkFilter(request.GET, places=places)
    chosen = form.chosen()
    page = page_of(request, _narrowed(found, chosen))
    today = local_day(timezone.now())
    total, waiting = queries.remark_counts([found]).get(found.pk, (0, 0))
    context = {
        "consultation": found, "crumbs": _crumbs(found)[:-1], "form": form, "page": page,
        "remarks": shown_remarks(queries.remark_rows(page.object_list, internal=True), differences=False),
        "total": total, "waiting": waiting, "is_running": found.is_running(today), "is_over": found.is_over(today),
        "groups": [row for row in found.groups.all() if row.code], "base": request.build_absolute_uri("/")[:-1],
        "may_answer": allowed(actor_of(request), "concept.answer_remarks", found),
    }  # fmt: skip
    return office_page(request, "office/consulting/consultation.html", context)


def _narrowed(found: Consultation, chosen: dict[str, Any]) -> RemarkQuerySet:
    rows = Remark.objects.filter(consultation=found)
    state = chosen.get("stand", "")
    if state == "pruefen":
        rows = rows.filter(moderation="pending", withdrawn_at=None)
    elif state == "beantwortet":
        rows = rows.counting().exclude(pk__in=rows.unsettled().values("pk"))
    elif state == "zurueckgehalten":
        rows = rows.filter(moderation="withheld")
    elif state == "":
        rows = rows.unsettled()
    if chosen.get("stelle"):
        rows = rows.filter(element=chosen["stelle"])
    return queries.with_place(rows)


# --- one remark ---------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_remarks")
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """One remark in its place: let it count or withhold it, and answer it."""
    found, form, withhold = _remark(request, pk), None, WithholdRemarkForm()
    concept = found.consultation.version.concept
    may_answer = allowed(actor_of(request), "concept.answer_remarks", found)
    decision = request.POST.get("entscheidung", "")
    if may_answer:
        form = _answer_form(request if not decision else None, concept, [found])
    if request.method == "POST" and decision:
        withhold = WithholdRemarkForm(request.POST) if decision == "withheld" else withhold
        if _decide(request, found, decision, withhold):
            return redirect("office:remark", found.pk)
    elif form is not None and form.is_valid() and _answer(request, form, [found]):
        return redirect(_next_open(found))
    row = queries.remark_rows([found], internal=True)[0]
    context = {
        "shown": shown_remark(row), "crumbs": _crumbs(found.consultation), "form": form, "withhold": withhold,
        "states": found.states.select_related("version", "made_by", "revision").order_by("-made_at", "-pk"),
        "draft_node": row.now,
    }  # fmt: skip
    return office_page(request, "office/consulting/remark.html", context)


def _remark(request: HttpRequest, pk: int) -> Remark:
    rows = Remark.objects.filter(consultation__version__concept__in=visible_concepts(request))
    found = get_visible(queries.with_place(rows), pk=pk)
    if not allowed(actor_of(request), "concept.view_remarks", found):
        raise PermissionDenied
    return found


def _decide(request: HttpRequest, found: Remark, decision: str, withhold: WithholdRemarkForm) -> bool:
    """Let a remark count, or withhold it; False with the refusal in the form."""
    actor, now = actor_of(request), timezone.now()
    if decision == "published":
        actions.publish_remark(actor=actor, remark=found, now=now)
        messages.success(request, _("Anmerkung %(number)s zählt jetzt mit.") % {"number": found.number})
        return True
    if decision == "withheld" and withhold.is_valid():
        done = attempt(withhold, lambda: actions.withhold_remark(
            actor=actor, remark=found, reason=withhold.cleaned_data["why"], now=now
        ))  # fmt: skip
        return done is not None
    return False


def _answer_form(request: HttpRequest | None, concept: Concept, found: list[Remark]) -> AnswerRemarksForm:
    newest_seen = max(each.consultation.version.number for each in found)
    revisions = (
        ElementRevision.objects.filter(element=found[0].element_id, number__gt=found[0].revision.number)
        if len(found) == 1
        else ElementRevision.objects.none()
    )
    return AnswerRemarksForm(
        posted(request) if request else None, outline=queries.draft_outline(concept),
        revisions=list(revisions.order_by("-number", "-pk")),
        versions=[each for each in queries.versions(concept) if each.number > newest_seen],
    )  # fmt: skip


def _answer(request: HttpRequest, form: AnswerRemarksForm, found: list[Remark]) -> bool:
    made = attempt(form, lambda: actions.answer_remarks(
        actor=actor_of(request), remarks=found, now=timezone.now(), **form.values()
    ))  # fmt: skip
    if made is None:
        return False
    told = ngettext("%(count)s Anmerkung ist beantwortet.", "%(count)s Anmerkungen sind beantwortet.", len(made))
    messages.success(request, told % {"count": len(made)})
    return True


def _next_open(found: Remark) -> str:
    """The next remark without an answer in the order of the text; else the list."""
    rest = queries.with_place(Remark.objects.filter(consultation=found.consultation_id).unsettled())
    following = rest.exclude(pk=found.pk).first()
    if following is None:
        return reverse("office:consultation", args=[found.consultation_id])
    return reverse("office:remark", args=[following.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.answer_remarks")
def remarks_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer for several remarks of a consultation; `anmerkung` names them."""
    found = _consultation(request, pk)
    if not allowed(actor_of(request), "concept.answer_remarks", found):
        raise PermissionDenied
    named = request.POST if request.method == "POST" else request.GET
    keys = [int(key) for key in named.getlist("anmerkung") if key.isdecimal() and len(key) < 9][:MOST_AT_ONCE]  # noqa: PLR2004 -- fits an integer column
    chosen = list(queries.with_place(Remark.objects.filter(consultation=found, pk__in=keys)))
    if not chosen:
        messages.warning(request, _("Wählen Sie mindestens eine Anmerkung."))
        return redirect("office:consultation", found.pk)
    form = _answer_form(request, found.version.concept, chosen)
    if form.is_valid() and _answer(request, form, chosen):
        return redirect("office:consultation", found.pk)
    context = {
        "consultation": found, "crumbs": _crumbs(found), "form": form,
        "remarks": shown_remarks(queries.remark_rows(chosen, internal=True), differences=False),
    }  # fmt: skip
    return office_page(request, "office/consulting/together.html", context)


# --- synopsis -----------------------------------------------------------------------------------------------------
@require_safe
@opens_with("concept.view_remarks")
def synopsis(request: HttpRequest, pk: int) -> HttpResponse:
    """Every remark beside the wording then, the answer, and the wording now."""
    found = _consultation(request, pk)
    page = page_of(request, queries.remarks_seen(found, internal=True))
    sheet = _sheet(found, queries.remark_rows(page.object_list, internal=True))
    context = {"consultation": found, "crumbs": _crumbs(found), "sheet": sheet, "page": page, "rows": sheet.cells()}
    return office_page(request, "office/consulting/synopsis.html", context)


@require_safe
@opens_with("concept.view_remarks")
def synopsis_download(request: HttpRequest, pk: int, form: str) -> FileResponse:
    """The whole synopsis as a file, with what only the office reads."""
    found = _consultation(request, pk)
    if form not in FILES:
        raise Http404
    sheet = _sheet(found, queries.remark_rows(queries.remarks_seen(found, internal=True), internal=True))
    return FileResponse(
        synopsis_file(sheet, form), as_attachment=True, filename=file_name(sheet, form), content_type=FILES[form]
    )


def _sheet(found: Consultation, rows: list[queries.RemarkRow]) -> RemarkSynopsis:
    return RemarkSynopsis(found, rows, internal=True, site=house_name(), made_at=timezone.now())


# --- my day -------------------------------------------------------------------------------------------------------
@provides_tasks(70)
def waiting(actor: Actor, _on: date) -> Iterator[Task]:
    """Remarks nobody has read or answered."""
    processes = Process.objects.visible_to(actor, *MODERATION)
    concepts = Concept.objects.filter(process__in=processes)
    for found, unread, still_open in queries.consultations_waiting(concepts):
        address = reverse("office:consultation", args=[found.pk])
        read = ngettext("%(count)s Anmerkung ist zu lesen", "%(count)s Anmerkungen sind zu lesen", unread)
        answer = ngettext("%(count)s Anmerkung ist offen", "%(count)s Anmerkungen sind offen", still_open)
        yield Task(read % {"count": unread}, found.title, f"{address}?stand=pruefen", unread)
        yield Task(answer % {"count": still_open}, found.title, address, still_open)


@provides_tasks(71)
def asked(actor: Actor, on: date) -> Iterator[Task]:
    """Internal rounds that ask this person."""
    for found in queries.consultations().filter(
        audience="accounts", starts_on__lte=on, ends_on__gte=on, closed_at=None
    ):
        if allowed(actor, "concept.add_remark", found.door(on)):
            address = reverse("public:consultation", args=[found.slug])
            yield Task(_("Ihre Meinung ist gefragt"), found.title, address, 1, found.ends_on)


urlpatterns: list[URLPattern] = [
    path("konzept/<slug:slug>/beratungen/", consultations, name="consultations"),
    path("konzept/<slug:slug>/fassungen/<slug:version_slug>/beraten/", consultation_open, name="consultation_open"),
    path("konzept/beratungen/<int:pk>/", consultation, name="consultation"),
    path("konzept/beratungen/<int:pk>/beenden/", consultation_close, name="consultation_close"),
    path("konzept/beratungen/<int:pk>/beantworten/", remarks_answer, name="remarks_answer"),
    path("konzept/beratungen/<int:pk>/tabelle/", synopsis, name="remark_synopsis"),
    path("konzept/beratungen/<int:pk>/tabelle.<slug:form>", synopsis_download, name="remark_synopsis_file"),
    path("konzept/anmerkung/<int:pk>/", remark, name="remark"),
]
