"""Abwägung: the workbench. Every published voice gets an answer with a reason, for the file and for the person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.accounts.models import User
from roterfaden.concept import actions as concept
from roterfaden.concept import queries as answers
from roterfaden.concept.enums import Outcome
from roterfaden.concept.forms import IncorporateForm
from roterfaden.concept.models import Concept, Consideration
from roterfaden.kernel.actors import Actor
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.time import local_day
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import PLANNING, chosen_process, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.weighing_desks import desk_form
from roterfaden.participation.models import Contribution, Process
from roterfaden.web.pages import actor_of, attempt, get_visible
from roterfaden.weighing import actions, queries
from roterfaden.weighing.forms import DeskFilter, WeighForm
from roterfaden.weighing.methods.modules import filled
from roterfaden.weighing.queries.filling import gap_values

add_entry(route="office:weighing", label=gettext_lazy("Abwägung"), position=60, permission="concept.view_weighing")

STATES = {
    "": "open", "erledigt": "done", "einarbeiten": "incorporate", "rat": "advice", "entwurf": "drafted",
    "unveroeffentlicht": "unpublished", "veroeffentlicht": "published", "alle": "all",
}  # fmt: skip
DESKS = {"mein": "mine", "faellig": "due", "keiner": "nobody"}
ORDERS = {"": "number", "thema": "theme", "stelle": "element"}
LISTED = ("stand", "tisch", "thema", "stelle", "feld", "suche", "nach")
"""What of an address says which voices are listed; it travels along, so that "next" means next in the list."""


@require_safe
@opens_with("concept.view_weighing")
def weighing(request: HttpRequest) -> HttpResponse:
    """The list: what is open, mine, due, begun, published, by theme or place in the concept."""
    process, processes = chosen_process(request, *PLANNING)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    form, listing = _listing(request, process)
    shown = page_of(request, queries.listed_voices(process, listing))
    context = {
        "process": process,
        "processes": processes,
        "progress": answers.weighing_progress(process),
        "unassigned": queries.unassigned(process),
        "filter": form,
        "page": shown,
        "rows": queries.desk_rows(shown, user=listing.user),
        "listed": _listed(request),
        "theme": listing.theme,
    }
    return office_page(request, "office/weighing/weighing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("concept.view_weighing")
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one voice. Only "save" answers: preview, draft and the buttons that insert words change nothing else."""
    shown = _visible_voice(request, pk)
    if request.method != "POST":
        draft = queries.draft_of(_key(request), shown)
        return _voice_page(request, shown, _form(shown, initial=draft.values if draft else None), draft=draft)
    data = request.POST.copy()
    if "einfuegen" in data or "uebernehmen" in data:
        return _voice_page(request, shown, _inserted(shown, data))
    form = _form(shown, data)
    if "entwurf" in data:
        return _keep_draft(request, shown, form)
    if form.is_valid() and "vorschau" in data:
        return _voice_page(request, shown, form, preview=form.cleaned_data)
    if form.is_valid():
        return _answer(request, shown, form)
    return _voice_page(request, shown, form)


def _answer(request: HttpRequest, shown: Contribution, form: WeighForm) -> HttpResponse:
    """Save, and go on to the next voice of the list if asked to."""
    after = queries.around(shown.process, _listing(request, shown.process)[1], shown).after
    saved = attempt(form, lambda: actions.answer_voice(
        actor=actor_of(request), contribution=shown, now=timezone.now(), **form.answer()
    ))  # fmt: skip
    if saved is None:
        return _voice_page(request, shown, form)
    messages.success(request, _("Die Antwort auf Beitrag %(number)s ist gespeichert.") % {"number": shown.number})
    if "weiter" not in request.POST:
        return redirect(_address(request, shown.pk))
    if after is None or after == shown.pk:
        messages.info(request, _("Das war der letzte Beitrag dieser Liste."))
        return redirect(f"{reverse('office:weighing')}?verfahren={shown.process.slug}&{_listed(request)}")
    return redirect(_address(request, after))


def _keep_draft(request: HttpRequest, shown: Contribution, form: WeighForm) -> HttpResponse:
    """Keep what is typed. A script asks quietly while somebody types; the button says that it is kept."""
    if isinstance(request.user, User):
        actions.keep_draft(actor=request.user, contribution=shown, values=form.typed(), now=timezone.now())
    if request.headers.get("X-Quiet"):
        return HttpResponse(status=204)
    messages.success(request, _("Gemerkt. Noch ist die Antwort nicht gespeichert."))
    return redirect(_address(request, shown.pk))


@require_POST
@opens_with("concept.view_weighing")
def draft_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin anew: throw away what was typed."""
    shown = _visible_voice(request, pk)
    if isinstance(request.user, User):
        actions.drop_draft(actor=request.user, contribution=shown, now=timezone.now())
        messages.success(request, _("Das Angefangene ist verworfen."))
    return redirect(_address(request, shown.pk))


def _inserted(shown: Contribution, data: Any) -> WeighForm:
    """The form with the words of a text module, or of another answer, put behind what is typed. Nothing is saved."""
    form = _form(shown, data)
    form.is_valid()
    typed = form.cleaned_data
    values = gap_values(
        shown, segment=typed.get("segment"), element=typed.get("element"), referred_to=typed.get("referred_to", "")
    )
    if "uebernehmen" in data:
        others = Consideration.objects.in_force().filter(contribution__process=shown.process_id)
        words = get_visible(others, pk=int(data["uebernehmen"]) if data["uebernehmen"].isdecimal() else 0)
        new = {
            "outcome": words.outcome, "element": str(words.element_id or ""), "referred_to": words.referred_to,
            "plain_reason": words.plain_reason, "reason": words.reason,
        }  # fmt: skip
    elif typed.get("pick") is not None:
        module = typed["pick"]
        new = {
            "outcome": module.module.outcome, "module": str(module.pk),
            "plain_reason": filled(module.plain_reason, values), "reason": filled(module.file_reason, values),
        }  # fmt: skip
    else:
        new = {}
    kept = {name: data.get(name, "") for name in form.fields}
    for name, words_in in new.items():
        is_text = name in ("plain_reason", "reason")
        kept[name] = "\n\n".join(part for part in (kept[name].strip(), words_in) if part) if is_text else words_in
    return _form(shown, initial=kept)


@require_POST
@opens_with("concept.view_weighing")
def incorporate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which wording a voice led to."""
    voices = Contribution.objects.filter(process__in=own_processes(request, *PLANNING))
    rows = Consideration.objects.filter(contribution__in=voices, element__isnull=False)
    answer = get_visible(rows.select_related("contribution__process", "element"), pk=pk)
    form = _incorporate_form(answer, request.POST)
    if form.is_valid():
        try:
            concept.incorporate_contribution(
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
    return redirect(_address(request, answer.contribution_id))


@require_POST
@opens_with("concept.view_weighing")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read the answers to a voice."""
    shown = _visible_voice(request, pk)
    try:
        concept.publish_answers(actor=actor_of(request), contribution=shown, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Die Antwort auf Beitrag %(number)s ist veröffentlicht.") % {"number": shown.number}
        )
    return redirect(_address(request, shown.pk))


# --- the list and its neighbours ----------------------------------------------------------------------------------
def _key(request: HttpRequest) -> int | None:
    return request.user.pk if isinstance(request.user, User) else None


def _listing(request: HttpRequest, process: Process) -> tuple[DeskFilter, queries.Listing]:
    today = local_day(timezone.now())
    form = DeskFilter(
        request.GET,
        themes=list(queries.themes_of(process)),
        outline=outline_of(process),
        desks=queries.desks(Process.objects.filter(pk=process.pk), on=today),
    )
    chosen = form.chosen()
    desk = chosen.get("tisch", "")
    listing = queries.Listing(
        user=_key(request),
        on=today,
        state=STATES[chosen.get("stand", "")],
        desk=DESKS.get(desk, desk),
        theme=chosen.get("thema"),
        element=chosen.get("stelle"),
        field_slug=chosen["feld"].slug if "feld" in chosen else "",
        search=chosen.get("suche", ""),
        order=ORDERS[chosen.get("nach", "")],
    )
    return form, listing


def _listed(request: HttpRequest) -> str:
    """The part of the address that says which list somebody works through."""
    kept = request.GET.copy()
    for name in list(kept):
        if name not in LISTED or not kept[name]:
            del kept[name]
    return kept.urlencode()


def _address(request: HttpRequest, pk: int) -> str:
    listed = _listed(request)
    return reverse("office:weighing_voice", args=[pk]) + (f"?{listed}" if listed else "")


def _visible_voice(request: HttpRequest, pk: int) -> Contribution:
    rows = Contribution.objects.filter(process__in=own_processes(request, *PLANNING)).published()
    return get_visible(rows.select_related("process", "event", "actor_group", "area"), pk=pk)


# --- forms --------------------------------------------------------------------------------------------------------
def _form(shown: Contribution, data: Any = None, initial: dict[str, Any] | None = None) -> WeighForm:
    outline = outline_of(shown.process)
    numbers = {element.pk: label for element, label in outline}
    in_force = [
        (answer, f"{answer.get_outcome_display()}: {numbers.get(answer.element_id or 0, _('ohne Stelle im Konzept'))}")
        for answer in answers.considerations_in_force(shown)
    ]
    parts = [
        (part.segment, f"„{part.text}“") for part in answers.weighing_rows([shown])[0].parts if part.segment is not None
    ]
    present = _present(in_force[0][0]) if in_force else {}
    return WeighForm(
        data, outline=outline, in_force=in_force, parts=parts, modules=list(queries.pickable_modules()),
        initial=present | (initial or {}),
    )  # fmt: skip


def _present(answer: Consideration) -> dict[str, Any]:
    """The answer in force, to be worded anew."""
    words = {name: getattr(answer, name) for name in ("outcome", "referred_to", "reason", "plain_reason")}
    return words | {
        "segment": str(answer.segment_id or ""),
        "element": str(answer.element_id or ""),
        "supersedes": str(answer.pk),
    }


def outline_of(process: Process) -> list[Any]:
    """The places of the newest concept of a process; none while there is no concept. Two queries."""
    newest = Concept.objects.filter(process=process).order_by("-starts_on", "-pk").first()
    return answers.draft_outline(newest) if newest else []


def _incorporate_form(answer: Consideration, data: Any = None) -> IncorporateForm:
    revisions = list(answer.element.revisions.order_by("-number", "-pk")) if answer.element else []
    return IncorporateForm(data, revisions=revisions, prefix=f"antwort-{answer.pk}")


def _voice_page(
    request: HttpRequest,
    shown: Contribution,
    form: WeighForm,
    *,
    preview: dict[str, Any] | None = None,
    draft: Any = None,
) -> HttpResponse:
    history = answers.consideration_history(shown)
    together = queries.answered_together(row.consideration for row in history)
    waiting = {
        row.consideration.pk: _incorporate_form(row.consideration)
        for row in history
        if row.holds and not row.wordings and row.consideration.outcome in (Outcome.TAKEN_UP, Outcome.PARTLY)
    }
    row = answers.weighing_rows([shown])[0]
    group, fellows = queries.fellows(shown)
    item = queries.item_of(shown)
    own_item = item if item is not None and item.contribution_id == shown.pk else None
    around = queries.around(shown.process, _listing(request, shown.process)[1], shown)
    context = {
        "voice": shown,
        "row": row,
        "translations": shown.translations.order_by("language", "pk"),
        "answers": [
            (one, waiting.get(one.consideration.pk), together.get(one.consideration.pk)) for one in history if one.holds
        ],
        "to_publish": any(one.replaced_at is None and not one.consideration.published_at for one in history),
        "earlier": [(one, together.get(one.consideration.pk)) for one in history if not one.holds],
        "form": form,
        "preview": preview,
        "draft": draft,
        "group": group,
        "fellows": fellows,
        "alike": queries.answered_alike(shown, row.themes),
        "advice": queries.advice_beside(shown),
        "item": item,
        "own_item": own_item,
        "desk_form": desk_form(shown.process, own_item or item),
        "desk_history": queries.desk_history(shown),
        "around": around,
        "before_url": _address(request, around.before) if around.before else "",
        "after_url": _address(request, around.after) if around.after else "",
        "listed": _listed(request),
    }
    return office_page(request, "office/weighing/voice.html", context)


@provides_tasks(60)
def waiting_voices(actor: Actor, _on: date) -> Iterator[Task]:
    """Voices without an answer, and voices that were taken up but stand in no wording yet."""
    processes = Process.objects.visible_to(actor, *PLANNING).order_by("-opened_on", "pk")
    for process, open_voices, to_work_in in answers.weighing_waits(processes):
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
    path("abwaegung/<int:pk>/verwerfen/", draft_drop, name="weighing_draft_drop"),
    path("abwaegung/<int:pk>/veroeffentlichen/", publish, name="weighing_publish"),
    path("abwaegung/antwort/<int:pk>/einarbeiten/", incorporate, name="weighing_incorporate"),
]
