"""All published voices: search, filters, export; and one voice with its way."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roterfaden.concept.enums import Outcome
from roterfaden.kernel.tables import write_csv
from roterfaden.kernel.time import local_day
from roterfaden.participation.enums import Language
from roterfaden.participation.models import Theme
from roterfaden.participation.queries import shown_photo
from roterfaden.public.links import address_of_voice
from roterfaden.public.nav import house_name, page_language, public_page
from roterfaden.public.talk import shown_voice, talk_about
from roterfaden.thread.queries.versions import current_version, nodes_of
from roterfaden.thread.queries.voice import voice_story, voices_numbered
from roterfaden.thread.queries.voices import (
    NOWHERE,
    UNANSWERED,
    Choices,
    VoiceFilter,
    VoiceRow,
    choices,
    find_voices,
    voice_rows,
)
from roterfaden.ui.forms import FilterForm
from roterfaden.web.files import send_file

PAGE_SIZE = 50
EXPORT_AT_ONCE = 500
FEED_SIZE = 50
ALL = ("", gettext_lazy("Alle"))


class VoicesFilter(FilterForm):
    """What narrows the list; the names stand in addresses."""

    suche = forms.CharField(
        label=gettext_lazy("Suche"), max_length=100, widget=forms.TextInput(attrs={"type": "search", "dir": "auto"})
    )
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
            ("", gettext_lazy("passend, sonst neueste")),
            ("neu", gettext_lazy("neueste zuerst")),
            ("alt", gettext_lazy("älteste zuerst")),
            ("unterstuetzt", gettext_lazy("meiste Unterstützung zuerst")),
            ("punkte", gettext_lazy("meiste Punkte zuerst")),
            ("kurz", gettext_lazy("kürzeste zuerst")),
            ("zufall", gettext_lazy("zufällig, jeden Tag neu")),
        ],
    )
    thema = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    ziel = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    frage = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

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
        self.fields["feld"].choices.append((NOWHERE, gettext_lazy("ohne Handlungsfeld")))
        self.fields["gruppe"].choices.append((NOWHERE, gettext_lazy("ohne Angabe")))

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
            question=chosen.get("frage"),
            sort=chosen.get("ordnung", ""),
            reads=get_language() or Language.DE,
            on=local_day(timezone.now()),
        )


@login_not_required
@require_safe
def contributions(request: HttpRequest) -> HttpResponse:
    """The list of voices. HTMX asks only for the list when a filter changes."""
    form = VoicesFilter(request.GET, offered=choices())
    wanted = form.wanted()
    found = find_voices(wanted)
    shown = Paginator(found.rows, PAGE_SIZE).get_page(request.GET.get("seite"))
    query = request.GET.copy()
    query.pop("seite", None)
    context = {
        "form": form,
        "page": shown,
        "rows": voice_rows(shown.object_list, found.asked, with_talk=True),
        "total": shown.paginator.count,
        "query": query.urlencode(),
        "about": _about(wanted),
        "words": wanted.words,
        "is_loose": found.is_loose,
        "elsewhere": _without_filters(wanted) if not shown.paginator.count else 0,
    }
    is_partial = request.htmx and not request.htmx.boosted
    template = "public/contribution/_list.html" if is_partial else "public/contribution/contributions.html"
    return public_page(request, template, context)


def _without_filters(wanted: VoiceFilter) -> int:
    """How many voices the words alone would find, when together with the filters they find none."""
    alone = VoiceFilter(words=wanted.words, reads=wanted.reads)
    return find_voices(alone).rows.count() if wanted.words else 0


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
    lines = write_csv(_columns(), _rows(request, wanted))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="beitraege.csv"'
    return response


def _columns() -> tuple[str, ...]:
    return (
        _("Nummer"), _("gesagt am"), _("Art"), _("Text"), _("Sprache"), _("Übersetzung ins Deutsche"),
        _("Akteursgruppe"), _("Kommune"), _("Herkunft"), _("Punkte"), _("Handlungsfeld"), _("Thema"), _("Ergebnis"),
        _("Unterstützung"), _("Kommentare"), _("Seite"),
    )  # fmt: skip


def _rows(request: HttpRequest, wanted: VoiceFilter) -> Iterator[tuple[object, ...]]:
    rows = find_voices(wanted).rows
    for start in range(0, rows.count(), EXPORT_AT_ONCE):
        for row in voice_rows(rows[start : start + EXPORT_AT_ONCE], with_talk=True):
            page = reverse("public:contribution", args=[row.process, row.number])
            yield (*_cells(row), request.build_absolute_uri(page))


def _cells(row: VoiceRow) -> tuple[object, ...]:
    marks = ", ".join(str(Outcome(mark.code).label) for mark in row.outcomes)
    return (
        row.number, row.said_on, row.kind_label, row.text, row.language, row.translation, row.actor_group,
        row.place, row.origin, row.weight, row.field_name, row.theme, marks, row.supporters, row.comments,
    )  # fmt: skip


@login_not_required
@require_safe
def contribution(request: HttpRequest, process: str, number: int) -> HttpResponse:
    """One voice, what became of it, who supports it and what others say."""
    voice = shown_voice(process, number)
    context = {
        "story": voice_story(voice, page_language()),
        "photo": shown_photo(voice),
        "report_url": reverse("public:flag", args=[process, number]),
    }
    return public_page(request, "public/contribution/contribution.html", context | talk_about(request, voice))


@login_not_required
@require_safe
def contribution_short(request: HttpRequest, number: int, rest: str = "") -> HttpResponse:
    """The short address, as on older paper: leads on when one process has this number, else asks which is meant."""
    found = list(voices_numbered(number))
    if not found:
        raise Http404
    if len(found) > 1:
        return public_page(request, "public/contribution/which.html", {"number": number, "voices": found})
    address = address_of_voice(found[0]) + rest
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address)


@login_not_required
@require_safe
def contribution_photo(request: HttpRequest, process: str, number: int) -> FileResponse:
    """The released photo of a voice. Kept nowhere: its author may take the voice back; under no name people gave it."""
    photo = shown_photo(shown_voice(process, number))
    if photo is None:
        raise Http404
    response = send_file(photo.kept, as_attachment=False)
    response["Content-Disposition"] = f'inline; filename="{process}-{number}.{photo.kept.ending}"'
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def contributions_feed(request: HttpRequest) -> HttpResponse:
    """The voices the filter finds, those published last first, as an Atom feed (RFC 4287)."""
    form = VoicesFilter(request.GET, offered=choices())
    rows = find_voices(form.wanted()).rows.filter(search_entry__isnull=False)
    rows = rows.order_by("-search_entry__published_at", "-pk")
    home = request.build_absolute_uri(reverse("public:contributions"))
    query = request.GET.urlencode()
    feed = VoicesFeed(
        title=_("Beiträge") if not query else _("Beiträge, ausgewählt"), link=f"{home}?{query}" if query else home,
        description="", author_name=house_name(), language=get_language() or "de",
        feed_url=request.build_absolute_uri(),
    )  # fmt: skip
    for row in rows.select_related("process", "search_entry")[:FEED_SIZE]:
        feed.add_item(
            title=_("Beitrag %(number)s · %(kind)s") % {"number": row.number, "kind": row.get_kind_display()},
            link=request.build_absolute_uri(address_of_voice(row)),
            description=row.words.text, language=row.language,
            pubdate=row.search_entry.published_at, updateddate=row.search_entry.published_at,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


class VoicesFeed(Atom1Feed):
    """Atom in which each entry says its language."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}
