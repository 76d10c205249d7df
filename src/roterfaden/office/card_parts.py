"""One card that says several things: splitting it, joining it again; and taking it out of a group."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from roterfaden.concept.queries import considerations_in_force
from roterfaden.kernel.errors import DomainError
from roterfaden.office.board import living_themes, visible_card
from roterfaden.office.nav import office_page, opens_with
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import CutForm, PartForm
from roterfaden.participation.methods import Passage, count_words, passages_from_cuts, quote, with_cuts
from roterfaden.participation.models import Contribution
from roterfaden.web.pages import actor_of, posted, put_error


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_board")
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """First the text with its cuts, then the parts with the theme of each; nothing is saved before the second."""
    shown = visible_card(request, pk)
    parts = queries.current_parts([shown])[shown.pk]
    old = [Passage(part.segment.first_word, part.segment.last_word, part.speaks) for part in parts]
    form = CutForm(posted(request), initial={"cut": with_cuts(shown.text, old)})
    passages: tuple[Passage, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            passages = passages_from_cuts(shown.text, form.cleaned_data["cut"])
        except DomainError as error:
            put_error(form, error)
    part_forms = _part_forms(request, shown, passages, old)
    is_sent = bool(passages) and "teilen" in request.POST and all(part.is_valid() for part in part_forms)
    if is_sent and _split(request, shown, form, passages, part_forms):
        messages.success(request, _("Beitrag %(number)s ist geteilt.") % {"number": shown.number})
        return redirect("office:card", shown.pk)
    words = count_words(shown.text)
    context = {
        "card": shown,
        "form": form,
        "parts": [
            (quote(shown.text, *passage.marks, words), part) for passage, part in zip(passages, part_forms, strict=True)
        ],
        "is_split": bool(parts),
        "answered": considerations_in_force(shown).filter(segment__isnull=False).count(),
    }
    return office_page(request, "office/board/split.html", context)


def _part_forms(
    request: HttpRequest, shown: Contribution, passages: tuple[Passage, ...], old: list[Passage]
) -> list[PartForm]:
    """A form for each part; what is not typed yet is how it is now."""
    themes = living_themes(shown.process)
    lying = {
        (place.segment.first_word, place.segment.last_word) if place.segment else None: place.assignment
        for place in queries.places_of([shown]).values()
    }
    silent = {passage.marks for passage in old if not passage.speaks}
    forms = []
    for number, passage in enumerate(passages):
        lies = lying.get(passage.marks) or lying.get(None)
        initial = {"theme": str(lies.theme_id) if lies else "", "silent": passage.marks in silent}
        data = request.POST if "teilen" in request.POST else None
        forms.append(PartForm(data, prefix=f"teil-{number}", themes=themes, initial=initial))
    return forms


def _split(
    request: HttpRequest, shown: Contribution, form: CutForm, passages: tuple[Passage, ...], part_forms: list[PartForm]
) -> bool:
    spoken = [
        Passage(*passage.marks, speaks=not part.cleaned_data["silent"])
        for passage, part in zip(passages, part_forms, strict=True)
    ]
    themes = {passage.marks: part.place for passage, part in zip(spoken, part_forms, strict=True) if passage.speaks}
    try:
        actions.split_contribution(
            actor=actor_of(request), contribution=shown, passages=spoken, themes=themes, now=timezone.now()
        )
    except DomainError as error:
        put_error(form, error)
    return not form.errors


@require_POST
@opens_with("participation.view_board")
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it one card again."""
    shown = visible_card(request, pk)
    try:
        actions.join_contribution(actor=actor_of(request), contribution=shown, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Beitrag %(number)s ist wieder eine Karte.") % {"number": shown.number})
    return redirect("office:card", shown.pk)


@require_POST
@opens_with("participation.view_board")
def ungroup(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of its group."""
    shown = visible_card(request, pk)
    try:
        actions.ungroup_contributions(
            actor=actor_of(request), process=shown.process, contributions=[shown], now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Beitrag %(number)s steht wieder für sich.") % {"number": shown.number})
    return redirect("office:card", shown.pk)


@require_POST
@opens_with("participation.view_board")
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it stand in front of its group."""
    shown = visible_card(request, pk)
    try:
        actions.group_contributions(
            actor=actor_of(request), process=shown.process, leading=shown, now=timezone.now(),
            contributions=list(queries.group_members(shown)),
        )  # fmt: skip
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Beitrag %(number)s steht jetzt vorn.") % {"number": shown.number})
    return redirect("office:card", shown.pk)


urlpatterns: list[URLPattern] = [
    path("pinnwand/karte/<int:pk>/teilen/", split, name="card_split"),
    path("pinnwand/karte/<int:pk>/zusammenfuegen/", join, name="card_join"),
    path("pinnwand/karte/<int:pk>/loesen/", ungroup, name="card_ungroup"),
    path("pinnwand/karte/<int:pk>/voranstellen/", lead, name="card_lead"),
]
