"""Abwägung: every published voice gets an answer with a reason, for the file and for the person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.concept import actions, queries
from roterfaden.concept.enums import Outcome
from roterfaden.concept.forms import ConsiderForm, IncorporateForm, WeighingFilter
from roterfaden.concept.models import Concept, Consideration
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import PLANNING, chosen_process, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.participation.models import Contribution, Process
from roterfaden.web.pages import actor_of, get_visible, put_error

add_entry(route="office:weighing", label=gettext_lazy("Abwägung"), position=60, permission="concept.view_weighing")

DONE = {"": False, "erledigt": True}


@require_safe
@opens_with("concept.view_weighing")
def weighing(request: HttpRequest) -> HttpResponse:
    """The list: what is open, what is done, by field of action."""
    process, processes = chosen_process(request, *PLANNING)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    form = WeighingFilter(request.GET)
    chosen = form.chosen()
    voices = queries.weighing_list(
        process,
        done=DONE.get(chosen.get("stand", "")),
        to_incorporate=chosen.get("stand") == "einarbeiten",
        field_slug=chosen["feld"].slug if "feld" in chosen else "",
        search=chosen.get("suche", ""),
    )
    shown = page_of(request, voices)
    context = {
        "process": process,
        "processes": processes,
        "progress": queries.weighing_progress(process),
        "filter": form,
        "page": shown,
        "rows": queries.weighing_rows(shown),
    }
    return office_page(request, "office/weighing/weighing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_weighing")
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one voice; "Vorschau" shows what the person will read without saving."""
    shown = _visible_voice(request, pk)
    form = _form(shown, request.POST or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        if "vorschau" in request.POST:
            preview = form.cleaned_data
        elif _consider(request, shown, form):
            messages.success(
                request, _("Die Antwort auf Beitrag %(number)s ist gespeichert.") % {"number": shown.number}
            )
            return redirect("office:weighing_voice", shown.pk)
    return _voice_page(request, shown, form, preview)


def _consider(request: HttpRequest, shown: Contribution, form: ConsiderForm) -> bool:
    try:
        actions.consider_contribution(
            actor=actor_of(request), contribution=shown, now=timezone.now(), **form.cleaned_data
        )
    except DomainError as error:
        put_error(form, error)
    except ValidationError as error:
        form.add_error(None, error.messages)
    return not form.errors


@require_POST
@opens_with("concept.view_weighing")
def incorporate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which wording a voice led to."""
    voices = Contribution.objects.filter(process__in=own_processes(request, *PLANNING))
    answers = Consideration.objects.filter(contribution__in=voices, element__isnull=False)
    answer = get_visible(answers.select_related("contribution__process", "element"), pk=pk)
    form = _incorporate_form(answer, request.POST)
    if form.is_valid():
        try:
            actions.incorporate_contribution(
                actor=actor_of(request),
                consideration=answer,
                revision=form.cleaned_data["revision"],
                now=timezone.now(),
            )
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Beitrag und Wortlaut sind verknüpft."))
    else:
        messages.error(request, _("Bitte wählen Sie den Wortlaut."))
    return redirect("office:weighing_voice", answer.contribution_id)


@require_POST
@opens_with("concept.view_weighing")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read the answers to a voice."""
    shown = _visible_voice(request, pk)
    try:
        actions.publish_answers(actor=actor_of(request), contribution=shown, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Die Antwort auf Beitrag %(number)s ist veröffentlicht.") % {"number": shown.number}
        )
    return redirect("office:weighing_voice", shown.pk)


def _visible_voice(request: HttpRequest, pk: int) -> Contribution:
    rows = Contribution.objects.filter(process__in=own_processes(request, *PLANNING)).published()
    return get_visible(rows.select_related("process", "event", "actor_group", "area"), pk=pk)


def _form(shown: Contribution, data: Any) -> ConsiderForm:
    outline = _outline(shown.process)
    numbers = {element.pk: label for element, label in outline}
    in_force = [
        (answer, f"{answer.get_outcome_display()}: {numbers.get(answer.element_id or 0, _('ohne Stelle im Konzept'))}")
        for answer in queries.considerations_in_force(shown)
    ]
    parts = [
        (part.segment, f"„{part.text}“") for part in queries.weighing_rows([shown])[0].parts if part.segment is not None
    ]
    initial = _present(in_force[0][0]) if in_force else {}
    return ConsiderForm(data, outline=outline, in_force=in_force, parts=parts, initial=initial)


def _present(answer: Consideration) -> dict[str, Any]:
    """The answer in force, to be worded anew."""
    words = {name: getattr(answer, name) for name in ("outcome", "referred_to", "reason", "plain_reason")}
    return words | {
        "segment": str(answer.segment_id or ""),
        "element": str(answer.element_id or ""),
        "supersedes": str(answer.pk),
    }


def _outline(process: Process) -> list[Any]:
    concept = Concept.objects.filter(process=process).order_by("-starts_on", "-pk").first()
    return queries.draft_outline(concept) if concept else []


def _incorporate_form(answer: Consideration, data: Any = None) -> IncorporateForm:
    revisions = list(answer.element.revisions.order_by("-number", "-pk")) if answer.element else []
    return IncorporateForm(data, revisions=revisions, prefix=f"antwort-{answer.pk}")


def _voice_page(
    request: HttpRequest, shown: Contribution, form: ConsiderForm, preview: dict[str, Any] | None
) -> HttpResponse:
    history = queries.consideration_history(shown)
    waiting = {
        row.consideration.pk: _incorporate_form(row.consideration)
        for row in history
        if row.holds and not row.wordings and row.consideration.outcome in (Outcome.TAKEN_UP, Outcome.PARTLY)
    }
    context = {
        "voice": shown,
        "row": queries.weighing_rows([shown])[0],
        "translations": shown.translations.order_by("language", "pk"),
        "answers": [(row, waiting.get(row.consideration.pk)) for row in history if row.holds],
        "to_publish": any(row.replaced_at is None and not row.consideration.published_at for row in history),
        "earlier": [row for row in history if not row.holds],
        "form": form,
        "preview": preview,
    }
    return office_page(request, "office/weighing/voice.html", context)


@provides_tasks(60)
def waiting_voices(actor: Actor, _on: date) -> Iterator[Task]:
    """Voices without an answer, and voices that were taken up but stand in no wording yet."""
    processes = Process.objects.visible_to(actor, *PLANNING).order_by("-opened_on", "pk")
    for process, open_voices, to_work_in in queries.weighing_waits(processes):
        address = f"{reverse('office:weighing')}?verfahren={process.slug}"
        to_weigh = ngettext("%(count)s Beitrag ist abzuwägen", "%(count)s Beiträge sind abzuwägen", open_voices)
        to_write = ngettext(
            "%(count)s Beitrag ist in den Text einzuarbeiten",
            "%(count)s Beiträge sind in den Text einzuarbeiten",
            to_work_in,
        )
        yield Task(to_weigh % {"count": open_voices}, process.title, address, open_voices)
        yield Task(to_write % {"count": to_work_in}, process.title, f"{address}&stand=einarbeiten", to_work_in)


urlpatterns: list[URLPattern] = [
    path("abwaegung/", weighing, name="weighing"),
    path("abwaegung/<int:pk>/", voice, name="weighing_voice"),
    path("abwaegung/<int:pk>/veroeffentlichen/", publish, name="weighing_publish"),
    path("abwaegung/antwort/<int:pk>/einarbeiten/", incorporate, name="weighing_incorporate"),
]
