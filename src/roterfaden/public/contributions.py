"""All published voices: search, filters, export; and one voice with its way."""

import csv
from collections.abc import Iterator

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from roterfaden.concept.enums import Outcome
from roterfaden.participation.models import Theme
from roterfaden.public.nav import public_page
from roterfaden.thread.queries.versions import current_version, nodes_of
from roterfaden.thread.queries.voice import voice_by_number, voice_story
from roterfaden.thread.queries.voices import UNANSWERED, Choices, VoiceFilter, VoiceRow, choices, voice_rows, voices
from roterfaden.ui.forms import FilterForm

PAGE_SIZE = 50
EXPORT_AT_ONCE = 500
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ALL = ("", gettext_lazy("Alle"))


class VoicesFilter(FilterForm):
    """What narrows the list; the names stand in addresses."""

    suche = forms.CharField(label=gettext_lazy("Suche im Text"), max_length=100)
    feld = forms.ChoiceField(label=gettext_lazy("Handlungsfeld"))
    gruppe = forms.ChoiceField(label=gettext_lazy("Akteursgruppe"))
    kommune = forms.ChoiceField(label=gettext_lazy("Kommune"))
    art = forms.ChoiceField(label=gettext_lazy("Art"))
    sprache = forms.ChoiceField(label=gettext_lazy("Sprache"))
    ergebnis = forms.ChoiceField(
        label=gettext_lazy("Was daraus wurde"),
        choices=[ALL, *Outcome.choices, (UNANSWERED, gettext_lazy("noch keine Antwort"))],
    )
    veranstaltung = forms.ChoiceField(label=gettext_lazy("Veranstaltung"))
    ordnung = forms.ChoiceField(
        label=gettext_lazy("Reihenfolge"),
        choices=[
            ("", gettext_lazy("neueste zuerst")),
            ("alt", gettext_lazy("älteste zuerst")),
            ("punkte", gettext_lazy("meiste Punkte zuerst")),
            ("kurz", gettext_lazy("kürzeste zuerst")),
        ],
    )
    thema = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    ziel = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: object, offered: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (
            ("feld", offered.fields),
            ("gruppe", offered.actor_groups),
            ("kommune", offered.areas),
            ("art", offered.kinds),
            ("sprache", offered.languages),
            ("veranstaltung", offered.events),
        ):
            self.fields[name].choices = [ALL, *found]

    def wanted(self) -> VoiceFilter:
        """The filter for the query; what is not valid does not narrow."""
        chosen = self.chosen()
        return VoiceFilter(
            words=chosen.get("suche", ""),
            field=chosen.get("feld", ""),
            theme=chosen.get("thema"),
            element=chosen.get("ziel"),
            actor_group=chosen.get("gruppe", ""),
            area=chosen.get("kommune", ""),
            kind=chosen.get("art", ""),
            language=chosen.get("sprache", ""),
            outcome=chosen.get("ergebnis", ""),
            event=chosen.get("veranstaltung", ""),
            sort=chosen.get("ordnung", "neu"),
        )


@login_not_required
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """The list of voices. HTMX asks only for the list when a filter changes."""
    form = VoicesFilter(request.GET, offered=choices())
    wanted = form.wanted()
    found = Paginator(voices(wanted), PAGE_SIZE).get_page(request.GET.get("seite"))
    query = request.GET.copy()
    query.pop("seite", None)
    context = {
        "form": form,
        "page": found,
        "rows": voice_rows(found.object_list),
        "total": found.paginator.count,
        "query": query.urlencode(),
        "about": _about(wanted),
    }
    is_partial = request.htmx and not request.htmx.boosted
    template = "public/contribution/_list.html" if is_partial else "public/contribution/contributions.html"
    return public_page(request, template, context)


def _about(wanted: VoiceFilter) -> str:
    """The title of the theme or goal the list is narrowed to by a link from its page. One query."""
    if wanted.theme is not None:
        return Theme.objects.filter(pk=wanted.theme).values_list("title", flat=True).first() or ""
    if wanted.element is not None:
        node = nodes_of(current_version()).filter(element=wanted.element).first()
        return node.revision.title if node else ""
    return ""


@login_not_required
@require_safe
def contributions_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Exactly the voices the list shows, all pages, in the same order."""
    wanted = VoicesFilter(request.GET, offered=choices()).wanted()
    lines = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    response = StreamingHttpResponse(
        (lines.writerow(row) for row in _export(wanted)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="beitraege.csv"'
    return response


class _Echo:
    """What csv.writer writes to: hands each line on."""

    def write(self, line: str) -> str:
        return line


def _export(wanted: VoiceFilter) -> Iterator[tuple[object, ...]]:
    yield (
        "\ufeff" + _("Nummer"), _("gesagt am"), _("Art"), _("Text"), _("Sprache"), _("Übersetzung ins Deutsche"),
        _("Akteursgruppe"), _("Kommune"), _("Herkunft"), _("Punkte"), _("Handlungsfeld"), _("Thema"), _("Ergebnis"),
    )  # fmt: skip
    rows = voices(wanted)
    for start in range(0, rows.count(), EXPORT_AT_ONCE):
        for row in voice_rows(rows[start : start + EXPORT_AT_ONCE]):
            yield tuple(_harmless(cell) for cell in _cells(row))


def _cells(row: VoiceRow) -> tuple[object, ...]:
    marks = ", ".join(str(Outcome(mark.code).label) for mark in row.outcomes)
    return (
        row.number, row.said_on.isoformat(), row.kind_label, row.text, row.language, row.translation, row.actor_group,
        row.place, row.origin, row.weight, row.field_name, row.theme, marks,
    )  # fmt: skip


def _harmless(cell: object) -> object:
    """A text that a spreadsheet program would take for a formula gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


@login_not_required
@require_safe
def contribution(request: HttpRequest, number: int) -> HttpResponse:
    """One voice and what became of it."""
    voice = voice_by_number(number)
    if voice is None:
        raise Http404
    return public_page(request, "public/contribution/contribution.html", {"story": voice_story(voice)})
