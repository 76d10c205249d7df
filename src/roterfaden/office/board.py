"""Pinnwand: cards that wait on one side, themes by field on the other; and one card with everything about it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import readable
from roterfaden.kernel.errors import DomainError
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, chosen_process, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.suggested import decided, suggest_on
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import (
    AssignForm,
    BoardFilter,
    DraftTranslationForm,
    SortForm,
    TranslationForm,
    WithholdForm,
)
from roterfaden.participation.methods import translator
from roterfaden.participation.models import Contribution, Process, Theme
from roterfaden.sorting.queries import suggestions_for
from roterfaden.web.pages import actor_of, get_visible, put_error

add_entry(route="office:board", label=gettext_lazy("Pinnwand"), position=50, permission="participation.view_board")


@require_safe
@opens_with("participation.view_board")
def board(request: HttpRequest) -> HttpResponse:
    """The wall: cards that wait on one side, fields with their themes and cards on the other."""
    process, processes = chosen_process(request, *MODERATION)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    filter_form = BoardFilter(request.GET, process=process)
    chosen = filter_form.chosen()
    state = chosen.get("stand", "unsorted")
    shown = page_of(
        request,
        queries.cards(
            process,
            state=state,
            kind=chosen.get("art", ""),
            event_slug=chosen["veranstaltung"].slug if "veranstaltung" in chosen else "",
        ),
    )
    wall = queries.board_of(process)
    waiting = [card for cards in queries.board_cards(list(shown), only_open=state == "unsorted") for card in cards]
    suggest_on(waiting)
    context = {
        "process": process,
        "processes": processes,
        "board": wall,
        "filter": filter_form,
        "is_filtered": bool(chosen.keys() - {"verfahren"}),
        "page": shown,
        "cards": waiting,
        "sort_form": SortForm(themes=wall.themes, auto_id="sort_%s"),
        "here": request.get_full_path(),
        "last_step": queries.last_step(process, actor_of(request)),
    }
    return office_page(request, "office/board/board.html", context)


def living_themes(process: Process) -> list[Theme]:
    """The themes cards may lie in, in the order of the fields."""
    return list(process.themes.living().select_related("field").order_by("field__number", "title", "pk"))


# --- one card -----------------------------------------------------------------------------------------------------
@require_safe
@opens_with("participation.view_board")
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card with everything that can be done to it."""
    return card_page(request, visible_card(request, pk))


@require_POST
@opens_with("participation.view_board")
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay one card, or one part of it, into a theme and come back to where the person was."""
    shown = visible_card(request, pk)
    segment = (
        shown.segments.filter(pk=request.POST["teil"]).first() if request.POST.get("teil", "").isdecimal() else None
    )
    form = AssignForm(request.POST, prefix=assign_prefix(shown, segment), themes=living_themes(shown.process))
    if _done(form, lambda: actions.assign_contribution(
        actor=actor_of(request), contribution=shown, segment=segment, theme=form.cleaned_data["theme"],
        reason=form.cleaned_data.get("reason", ""), now=timezone.now(),
    )):  # fmt: skip
        if segment is None:
            decided(request, shown.process, [shown], form.cleaned_data["theme"], timezone.now())
        messages.success(
            request,
            _("Beitrag %(number)s liegt jetzt im Thema „%(theme)s“.")
            % {"number": shown.number, "theme": form.cleaned_data["theme"].title},
        )
        return redirect(back(request, shown))
    return card_page(request, shown, assign_form=form)


@require_POST
@opens_with("participation.view_board")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read it."""
    shown = visible_card(request, pk)
    try:
        actions.publish_contribution(actor=actor_of(request), contribution=shown, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Beitrag %(number)s ist veröffentlicht.") % {"number": shown.number})
    return redirect(back(request, shown))


@require_POST
@opens_with("participation.view_board")
def withhold(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop showing it, for a reason."""
    shown = visible_card(request, pk)
    form = WithholdForm(request.POST)
    if _done(form, lambda: actions.withhold_contribution(
        actor=actor_of(request), contribution=shown, reason=form.cleaned_data["reason"], now=timezone.now()
    )):  # fmt: skip
        messages.success(request, _("Beitrag %(number)s wird nicht mehr gezeigt.") % {"number": shown.number})
        return redirect("office:card", shown.pk)
    return card_page(request, shown, withhold_form=form)


@require_POST
@opens_with("participation.view_board")
def translate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a translation beside the original."""
    shown = visible_card(request, pk)
    form = TranslationForm(request.POST, prefix="uebersetzung")
    if _done(form, lambda: actions.translate_contribution(
        actor=actor_of(request), contribution=shown, now=timezone.now(), **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("Die Übersetzung steht jetzt neben dem Original."))
        return redirect("office:card", shown.pk)
    return card_page(request, shown, translation_form=form)


def visible_card(request: HttpRequest, pk: int) -> Contribution:
    """A card of a process this person works in, or 404."""
    rows = Contribution.objects.filter(process__in=own_processes(request, *MODERATION))
    return get_visible(rows.select_related("process", "event", "actor_group", "area"), pk=pk)


def assign_prefix(shown: Contribution, segment: Any) -> str:
    """Keeps the forms of the parts of one card apart."""
    return f"karte-{shown.pk}-{segment.pk}" if segment else f"karte-{shown.pk}"


def card_page(request: HttpRequest, shown: Contribution, **bound: BaseForm) -> HttpResponse:
    """The page of one card; `bound` are forms that could not be done."""
    receipt = getattr(shown, "code", None)
    found, themes = queries.card_page(shown), living_themes(shown.process)
    refused = bound.get("assign_form")
    forms = [AssignForm(prefix=assign_prefix(shown, card.segment), themes=themes) for card in found.cards]
    context = {
        "shown": found,
        "code": readable(receipt.code) if receipt else "",
        "places": [
            (card, refused if refused is not None and refused.prefix == form.prefix else form)
            for card, form in zip(found.cards, forms, strict=True)
        ],
        "sources": queries.sources_for(shown),
        "suggestions": suggestions_for([shown])[shown.pk],
        "here": reverse("office:card", args=[shown.pk]),
        "steps": queries.told_steps(queries.board_steps(shown.process, contribution=shown)[:20]),
        "withhold_form": WithholdForm(),
        "translation_form": TranslationForm(prefix="uebersetzung"),
        "draft_form": DraftTranslationForm(prefix="entwurf", original=shown.language) if translator() else None,
        "protection": queries.seal_page(shown),
        "own": queries.own_voice(shown),
    }
    return office_page(request, "office/board/card.html", context | bound)


def _done(form: BaseForm, change: Any) -> bool:
    """Run the action of a valid form; a refusal becomes an error of the form."""
    if not form.is_valid():
        return False
    try:
        change()
    except DomainError as error:
        put_error(form, error)
    except ValidationError as error:
        form.add_error(None, error.messages)
    return not form.errors


def back(request: HttpRequest, shown: Contribution | None = None) -> str:
    """The page the person came from, if it is one of ours; else the card, or the board."""
    wanted = request.POST.get("zurueck", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) and wanted.startswith("/"):
        return wanted
    return reverse("office:card", args=[shown.pk]) if shown else reverse("office:board")


@provides_tasks(50)
def waiting_cards(actor: Actor, _on: date) -> Iterator[Task]:
    """Cards that nobody has checked, and cards that lie in no theme."""
    processes = Process.objects.visible_to(actor, *MODERATION).order_by("-opened_on", "pk")
    for waiting in queries.waiting_cards(processes):
        address = f"{reverse('office:board')}?verfahren={waiting.process.slug}"
        to_check = ngettext("%(count)s Karte ist zu prüfen", "%(count)s Karten sind zu prüfen", waiting.pending)
        to_sort = ngettext(
            "%(count)s Karte liegt in keinem Thema", "%(count)s Karten liegen in keinem Thema", waiting.unsorted
        )
        title = waiting.process.title
        yield Task(to_check % {"count": waiting.pending}, title, f"{address}&stand=pending", waiting.pending)
        yield Task(to_sort % {"count": waiting.unsorted}, title, address, waiting.unsorted)


urlpatterns: list[URLPattern] = [
    path("pinnwand/", board, name="board"),
    path("pinnwand/karte/<int:pk>/", card, name="card"),
    path("pinnwand/karte/<int:pk>/zuordnen/", assign, name="card_assign"),
    path("pinnwand/karte/<int:pk>/veroeffentlichen/", publish, name="card_publish"),
    path("pinnwand/karte/<int:pk>/zurueckhalten/", withhold, name="card_withhold"),
    path("pinnwand/karte/<int:pk>/uebersetzen/", translate, name="card_translate"),
]
