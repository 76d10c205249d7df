"""Themes of the Pinnwand: naming, reading, changing, merging and retiring them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from roterfaden.office.board import living_themes
from roterfaden.office.lists import page_of
from roterfaden.office.moderation import MODERATION, own_processes
from roterfaden.office.nav import office_page, opens_with
from roterfaden.office.slugs import free_slug
from roterfaden.participation import actions, queries
from roterfaden.participation.forms import MergeForm, ReasonForm, SortForm, ThemeChangeForm, ThemeForm
from roterfaden.participation.models import Theme
from roterfaden.web.pages import actor_of, attempt, get_visible, posted


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with("participation.view_board")
def theme_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Name a new theme."""
    process = get_visible(own_processes(request, *MODERATION), slug=slug)
    form = ThemeForm(posted(request), initial={"field": request.GET.get("feld")})
    if form.is_bound and form.is_valid():
        made = attempt(form, lambda: actions.add_theme(
            actor=actor_of(request), process=process, now=timezone.now(),
            slug=free_slug(form.cleaned_data["title"], process.themes.all()), **form.cleaned_data,
        ))  # fmt: skip
        if made is not None:
            messages.success(request, _("Das Thema „%(theme)s“ ist angelegt.") % {"theme": made.title})
            return redirect(f"{reverse('office:board')}?verfahren={process.slug}")
    return office_page(request, "office/board/theme_new.html", {"process": process, "form": form})


@require_safe
@opens_with("participation.view_board")
def theme(request: HttpRequest, pk: int) -> HttpResponse:
    """One theme with the cards that lie in it."""
    return _theme_page(request, _visible(request, pk))


@require_POST
@opens_with("participation.view_board")
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another title, summary or field of action."""
    shown = _visible(request, pk)
    form = ThemeChangeForm(request.POST, prefix="thema")
    return _act(
        request, shown, "change_form", form, _("Das Thema ist geändert."),
        lambda: actions.revise_theme(
            actor=actor_of(request), theme=shown, now=timezone.now(), **form.cleaned_data
        ),
    )  # fmt: skip


@require_POST
@opens_with("participation.view_board")
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """All cards go into another theme; this one is not used any more."""
    shown = _visible(request, pk)
    form = MergeForm(request.POST, prefix="ziel", themes=_others(shown))
    return _act(
        request, shown, "merge_form", form, _("Die Themen sind zusammengeführt."),
        lambda: actions.merge_themes(actor=actor_of(request), theme=shown, now=timezone.now(), **form.cleaned_data),
    )  # fmt: skip


@require_POST
@opens_with("participation.view_board")
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop using an empty theme."""
    shown = _visible(request, pk)
    form = ReasonForm(request.POST, prefix="ende")
    return _act(
        request, shown, "retire_form", form, _("Das Thema wird nicht mehr benutzt."),
        lambda: actions.retire_theme(actor=actor_of(request), theme=shown, now=timezone.now(), **form.cleaned_data),
    )  # fmt: skip


def _act(
    request: HttpRequest, shown: Theme, name: str, form: BaseForm, told: str, action: Callable[[], Theme]
) -> HttpResponse:
    """Run an action of the theme's page; afterwards the page of the theme it left behind."""
    if form.is_valid():
        result = attempt(form, action)
        if result is not None:
            messages.success(request, told)
            return redirect("office:theme", result.pk)
    return _theme_page(request, shown, **{name: form})


def _visible(request: HttpRequest, pk: int) -> Theme:
    themes = Theme.objects.filter(process__in=own_processes(request, *MODERATION))
    return get_visible(themes.select_related("process", "field", "merged_into"), pk=pk)


def _others(shown: Theme) -> list[Theme]:
    return [theme for theme in living_themes(shown.process) if theme.pk != shown.pk]


def _theme_page(request: HttpRequest, shown: Theme, **bound: Any) -> HttpResponse:
    page = page_of(request, queries.theme_cards(shown))
    present = {"field": shown.field.slug, "title": shown.title, "summary": shown.summary}
    context = {
        "theme": shown,
        "page": page,
        "cards": queries.lying_cards(page),
        "sort_form": SortForm(themes=_others(shown), auto_id="sort_%s"),
        "change_form": ThemeChangeForm(prefix="thema", initial=present),
        "merge_form": MergeForm(prefix="ziel", themes=_others(shown)),
        "retire_form": ReasonForm(prefix="ende"),
        "revisions": queries.theme_revisions(shown),
        "here": request.get_full_path(),
    }
    return office_page(request, "office/board/theme.html", context | bound)


urlpatterns: list[URLPattern] = [
    path("pinnwand/thema/<int:pk>/", theme, name="theme"),
    path("pinnwand/thema/<int:pk>/aendern/", change, name="theme_change"),
    path("pinnwand/thema/<int:pk>/zusammenfuehren/", merge, name="theme_merge"),
    path("pinnwand/thema/<int:pk>/stilllegen/", retire, name="theme_retire"),
    path("pinnwand/<slug:slug>/thema-neu/", theme_new, name="theme_new"),
]
