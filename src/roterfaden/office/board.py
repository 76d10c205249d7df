"""Pinnwand: checking cards, laying them into themes, and naming new themes."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.kernel.actors import Actor
from roterfaden.kernel.codes import readable
from roterfaden.kernel.errors import DomainError
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, chosen_process, own_processes
from roterfaden.office.my_day import Task, provides_tasks
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import AssignForm, BoardFilter, ThemeForm, TranslationForm, WithholdForm
from roterfaden.participation.models import Contribution, Process, Theme
from roterfaden.web.pages import actor_of, get_visible, put_error

add_entry(route="office:board", label=gettext_lazy("Pinnwand"), position=50, permission="participation.view_board")


@require_safe
@opens_with("participation.view_board")
def board(request: HttpRequest) -> HttpResponse:
    """The wall: cards that wait on top, fields with their themes below."""
    process, processes = chosen_process(request, *MODERATION)
    if process is None:
        return office_page(request, "office/board/no_process.html")
    return _board_page(request, process, processes)


def _board_page(request: HttpRequest, process: Process, processes: list[Process]) -> HttpResponse:
    filter_form = BoardFilter(request.GET, process=process)
    chosen = filter_form.chosen()
    rows = queries.cards(
        process,
        state=chosen.get("stand", "unsorted"),
        kind=chosen.get("art", ""),
        event_slug=chosen["veranstaltung"].slug if "veranstaltung" in chosen else "",
    )
    shown = page_of(request, rows)
    themes = _themes(process)
    context = {
        "process": process,
        "processes": processes,
        "board": queries.board_of(process),
        "filter": filter_form,
        "page": shown,
        "cards": [(card, AssignForm(prefix=f"karte-{card.pk}", themes=themes, with_reason=False)) for card in shown],
        "has_themes": bool(themes),
        "here": request.get_full_path(),
    }
    return office_page(request, "office/board/board.html", context)


def _themes(process: Process) -> list[Theme]:
    return list(process.themes.select_related("field").order_by("field__number", "title", "pk"))


@require_POST
@opens_with("participation.view_board")
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay one card into a theme and come back to where the person was."""
    card = _visible_card(request, pk)
    form = AssignForm(request.POST, prefix=f"karte-{card.pk}", themes=_themes(card.process))
    if _done(form, lambda: actions.assign_contribution(
        actor=actor_of(request), contribution=card, theme=form.cleaned_data["theme"],
        reason=form.cleaned_data.get("reason", ""), now=timezone.now(),
    )):  # fmt: skip
        messages.success(
            request,
            _("Beitrag %(number)s liegt jetzt im Thema „%(theme)s“.")
            % {"number": card.number, "theme": form.cleaned_data["theme"].title},
        )
        return redirect(_back(request, card))
    return _card_page(request, card, assign_form=form)


@require_safe
@opens_with("participation.view_board")
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One card with everything that can be done to it."""
    return _card_page(request, _visible_card(request, pk))


@require_POST
@opens_with("participation.view_board")
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read it."""
    shown = _visible_card(request, pk)
    try:
        actions.publish_contribution(actor=actor_of(request), contribution=shown, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Beitrag %(number)s ist veröffentlicht.") % {"number": shown.number})
    return redirect(_back(request, shown))


@require_POST
@opens_with("participation.view_board")
def withhold(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop showing it, for a reason."""
    shown = _visible_card(request, pk)
    form = WithholdForm(request.POST)
    if _done(form, lambda: actions.withhold_contribution(
        actor=actor_of(request), contribution=shown, reason=form.cleaned_data["reason"], now=timezone.now()
    )):  # fmt: skip
        messages.success(request, _("Beitrag %(number)s wird nicht mehr gezeigt.") % {"number": shown.number})
        return redirect("office:card", shown.pk)
    return _card_page(request, shown, withhold_form=form)


@require_POST
@opens_with("participation.view_board")
def translate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a translation beside the original."""
    shown = _visible_card(request, pk)
    form = TranslationForm(request.POST, prefix="uebersetzung")
    if _done(form, lambda: actions.translate_contribution(
        actor=actor_of(request), contribution=shown, now=timezone.now(), **form.cleaned_data
    )):  # fmt: skip
        messages.success(request, _("Die Übersetzung steht jetzt neben dem Original."))
        return redirect("office:card", shown.pk)
    return _card_page(request, shown, translation_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_board")
def theme_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Name a new theme."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    form = ThemeForm(request.POST or None, initial={"field": request.GET.get("feld")})
    if request.method == "POST" and form.is_valid():
        try:
            theme = actions.add_theme(
                actor=actor_of(request), process=process, now=timezone.now(),
                slug=free_slug(form.cleaned_data["title"], process.themes.all()), **form.cleaned_data,
            )  # fmt: skip
        except DomainError as error:
            put_error(form, error)
        else:
            messages.success(request, _("Das Thema „%(theme)s“ ist angelegt.") % {"theme": theme.title})
            return redirect(f"{reverse('office:board')}?verfahren={process.slug}")
    return office_page(request, "office/board/theme_new.html", {"process": process, "form": form})


@require_safe
@opens_with("participation.view_board")
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """One theme with the cards that lie in it."""
    themes = Theme.objects.filter(process__in=own_processes(request, *MODERATION)).select_related("process", "field")
    shown = get_visible(themes, pk=pk)
    context = {"theme": shown, "page": page_of(request, queries.theme_cards(shown))}
    return office_page(request, "office/board/theme.html", context)


def _visible_card(request: HttpRequest, pk: int) -> Contribution:
    rows = Contribution.objects.filter(process__in=own_processes(request, *MODERATION))
    return get_visible(rows.select_related("process", "event", "actor_group", "area"), pk=pk)


def _card_page(request: HttpRequest, shown: Contribution, **bound: BaseForm) -> HttpResponse:
    receipt = getattr(shown, "code", None)
    context = {
        "shown": queries.card_page(shown),
        "code": readable(receipt.code) if receipt else "",
        "assign_form": AssignForm(prefix=f"karte-{shown.pk}", themes=_themes(shown.process)),
        "withhold_form": WithholdForm(),
        "translation_form": TranslationForm(prefix="uebersetzung"),
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


def _back(request: HttpRequest, shown: Contribution) -> str:
    """The page the person came from, if it is one of ours; else the card."""
    wanted = request.POST.get("zurueck", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) and wanted.startswith("/"):
        return wanted
    return reverse("office:card", args=[shown.pk])


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
    path("pinnwand/thema/<int:pk>/", theme, name="theme"),
    path("pinnwand/<slug:slug>/thema-neu/", theme_new, name="theme_new"),
]
