"""Sorting on the Pinnwand: moving, grouping and publishing many cards at once, the history of it, and taking it back.

The page sends one form and gets a page back; the script of the board sends the same form and gets JSON back.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from roterfaden.kernel.errors import DomainError
from roterfaden.office.board import back, living_themes
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.office.suggested import decided, grouped
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import SortForm
from roterfaden.participation.methods import Card
from roterfaden.participation.models import BoardStep, Contribution, Process
from roterfaden.web.pages import actor_of, get_visible

CARDS_OF_THE_PAST = 6
"""How many cards of each theme a board of the past shows."""


@dataclass
class Result:
    """What became of an order: a sentence about what was done, a sentence for each card that was not, and the step."""

    done: str = ""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Name of the card (empty: the order as a whole) and why."""
    step: BoardStep | None = None
    moved: list[tuple[str, str]] = field(default_factory=list)
    """Name of a card that lies elsewhere now, and its new key."""


Order = Callable[[HttpRequest, Process, SortForm], Result]


@require_POST
@opens_with("participation.view_board")
def sort(request: HttpRequest, slug: str) -> HttpResponse:
    """Do what the button says (`do`) to all ticked cards, and say honestly what was done and what was not."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    form = SortForm(request.POST, themes=living_themes(process))
    order = ORDERS.get(request.POST.get("do", ""), _nothing)
    if form.is_valid():
        result = order(request, process, form)
    else:
        result = Result(refused=[("", str(error)) for errors in form.errors.values() for error in errors])
    if request.headers.get("Accept") == "application/json":
        return _as_json(process, result)
    if result.done:
        messages.success(request, result.done)
    for sentence in dict.fromkeys(sentence for _name, sentence in result.refused):
        messages.warning(request, sentence)
    return redirect(back(request))


def _as_json(process: Process, result: Result) -> JsonResponse:
    wall = queries.board_of(process, shown=0)
    counts = {str(row.theme.pk): row.total for column in wall.fields for row in column.themes}
    answer: dict[str, Any] = {
        "done": result.done,
        "moved": dict(result.moved),
        "refused": [{"card": name, "reason": reason} for name, reason in result.refused],
        "counts": counts,
        "open": wall.unsorted,
        "undo": reverse("office:board_undo", args=[result.step.pk]) if result.step else "",
    }
    return JsonResponse(answer, status=HTTPStatus.OK if result.done else HTTPStatus.CONFLICT)


# --- orders -------------------------------------------------------------------------------------------------------
def _move(request: HttpRequest, process: Process, form: SortForm) -> Result:
    """Into the chosen theme, or onto the open list; what leads a group brings along what lies beside it."""
    if not form.cleaned_data["theme"]:
        return Result(refused=[("", _("Wählen Sie, wohin die Karten sollen."))])
    cards = queries.with_fellows(form.cleaned_data["cards"])
    return _attempt(lambda now: _moved(request, process, form, cards, now))


def _moved(request: HttpRequest, process: Process, form: SortForm, cards: list[Card], now: datetime) -> Result:
    theme = form.place
    moved = actions.assign_contributions(
        actor=actor_of(request), process=process, cards=cards, theme=theme, reason=form.cleaned_data["reason"], now=now
    )
    decided(request, process, [place.contribution for place in moved.done if place.segment is None], theme, now)
    count = len(moved.done)
    done = ""
    if count and theme is not None:
        sentence = ngettext(
            "%(count)s Karte liegt jetzt im Thema „%(theme)s“.", "%(count)s Karten liegen jetzt im Thema „%(theme)s“.",
            count,
        )  # fmt: skip
        done = sentence % {"count": count, "theme": theme.title}
    elif count:
        sentence = ngettext(
            "%(count)s Karte liegt jetzt in keinem Thema.", "%(count)s Karten liegen jetzt in keinem Thema.", count
        )
        done = sentence % {"count": count}
    lies = {row.slot: row for row in moved.assignments}
    keys = [queries.BoardCard(p.contribution, p.segment, lies.get(p.slot), 0, leads=False) for p in moved.done]
    return Result(
        done=done,
        refused=[(_name_of(card), str(error)) for card, error in moved.refused],
        step=moved.step,
        moved=[(card.name, card.key) for card in keys],
    )


def _group(request: HttpRequest, process: Process, form: SortForm) -> Result:
    """Put the ticked voices together; who leads can be changed on the page of each."""
    voices = _voices(process, form.cleaned_data["cards"])

    def group(now: datetime) -> Result:
        actions.group_contributions(
            actor=actor_of(request), process=process, contributions=voices, reason=form.cleaned_data["reason"], now=now
        )
        grouped(request, process, voices, now)
        numbers = ", ".join(str(voice.number) for voice in voices)
        return Result(
            done=_("Diese Beiträge gehören jetzt zusammen: %(numbers)s. Jeder bleibt für sich lesbar.")
            % {"numbers": numbers},
            step=queries.last_step(process, actor_of(request)),
        )

    return _attempt(group)


def _publish(request: HttpRequest, process: Process, form: SortForm) -> Result:
    """Publish each ticked voice that waits for it."""
    result, published = Result(), 0
    for voice in _voices(process, form.cleaned_data["cards"]):
        try:
            actions.publish_contribution(actor=actor_of(request), contribution=voice, now=timezone.now())
        except DomainError as error:
            told = _("Beitrag %(number)s: %(reason)s") % {"number": voice.number, "reason": str(error)}
            result.refused.append((str(voice.pk), told))
        else:
            published += 1
    if published:
        sentence = ngettext(
            "%(count)s Beitrag ist veröffentlicht.", "%(count)s Beiträge sind veröffentlicht.", published
        )
        result.done = sentence % {"count": published}
    return result


def _nothing(_request: HttpRequest, _process: Process, _form: SortForm) -> Result:
    return Result(refused=[("", _("Wählen Sie, was mit den Karten geschehen soll."))])


ORDERS: dict[str, Order] = {"move": _move, "group": _group, "publish": _publish}


def _attempt(order: Callable[[datetime], Result]) -> Result:
    try:
        return order(timezone.now())
    except DomainError as error:
        return Result(refused=[("", str(error))])


def _voices(process: Process, cards: Iterable[Card]) -> list[Contribution]:
    """The voices of the ticked cards, each once, in the order of the page."""
    found = {
        voice.pk: voice
        for voice in Contribution.objects.filter(process=process, pk__in=[card.contribution for card in cards])
    }
    return [found[pk] for pk in dict.fromkeys(card.contribution for card in cards) if pk in found]


def _name_of(card: Card) -> str:
    return f"{card.contribution}-{card.segment}" if card.segment else str(card.contribution)


# --- history ------------------------------------------------------------------------------------------------------
@require_safe
@opens_with("participation.view_board")
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Who did what on the board, when and why; every step can be taken back."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    shown = page_of(request, queries.board_steps(process))
    context = {
        "process": process,
        "page": shown,
        "steps": queries.told_steps(shown),
        "last_step": queries.last_step(process, actor_of(request)),
        "here": request.get_full_path(),
    }
    return office_page(request, "office/board/history.html", context)


@require_POST
@opens_with("participation.view_board")
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one step back."""
    steps = BoardStep.objects.filter(process__in=own_processes(request, *MODERATION))
    step = get_visible(steps.select_related("process"), pk=pk)
    try:
        actions.undo_step(actor=actor_of(request), step=step, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Zurückgenommen: %(step)s.") % {"step": step.get_kind_display()})
    return redirect(back(request))


@require_safe
@opens_with("participation.view_board")
def then(request: HttpRequest, slug: str) -> HttpResponse:
    """The board as it was after a step (`schritt`) or at a moment (`am`); without either as it is now."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    wanted = request.GET.get("schritt", "")
    step = BoardStep.objects.filter(process=process, pk=wanted).first() if wanted.isdecimal() else None
    moment = step.made_at if step else _moment(request.GET.get("am", ""))
    context = {"process": process, "then": queries.board_then_page(process, moment, shown=CARDS_OF_THE_PAST)}
    return office_page(request, "office/board/then.html", context)


def _moment(typed: str) -> datetime:
    """What an address calls a moment, in local time; now if it makes no sense."""
    try:
        found = parse_datetime(typed)
    except ValueError:
        found = None
    if found is None:
        return timezone.now()
    return timezone.make_aware(found) if timezone.is_naive(found) else found


urlpatterns: list[URLPattern] = [
    path("pinnwand/schritt/<int:pk>/zuruecknehmen/", undo, name="board_undo"),
    path("pinnwand/<slug:slug>/sortieren/", sort, name="board_sort"),
    path("pinnwand/<slug:slug>/verlauf/", history, name="board_history"),
    path("pinnwand/<slug:slug>/stand/", then, name="board_then"),
]
