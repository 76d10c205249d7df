"""Every component of the product as a strict tag, built into all templates.

A tag takes keyword arguments only; a misspelt, missing or surplus one is a TemplateSyntaxError when the template
compiles. Each tag has one template in ``ui/components`` and one entry on the gallery page. No queries in here.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from roterfaden.kernel import languages
from roterfaden.kernel.omissions import note_on
from roterfaden.ui import filters
from roterfaden.ui.charts import figures, shapes
from roterfaden.ui.codes import ALL_CODES
from roterfaden.ui.parts import Cell, Column, LanguageLink, Link, Row, Stage, ThreadStep

register = template.Library()
STATUSES_REMEMBERED = 512

for _filter in filters.ALL:
    register.filter(_filter.__name__, _filter)


def _component(component: str, /, **context: Any) -> SafeString:
    return render_to_string(f"ui/components/{component}.html", context)


def _trimmed(content: str) -> SafeString:
    """What the template engine has already escaped, without surrounding space (``strip`` forgets that it is safe)."""
    return mark_safe(content.strip())  # noqa: S308 -- output of a node list


def _one_of(value: str, allowed: Iterable[str], what: str) -> str:
    if value not in allowed:
        raise template.TemplateSyntaxError(f"unknown {what} {value!r}, allowed: {', '.join(sorted(allowed))}")
    return value


# --- the page ---------------------------------------------------------------------------------------------------
@register.simple_block_tag
def slot(content: str) -> SafeString:
    """A named piece of markup for another component: ``{% slot as buttons %}…{% endslot %}``."""
    return _trimmed(content)


@register.simple_tag
def page_head(
    *, title: str, lead: str = "", kicker: str = "", lang: str = "", actions: str = "", badge: str = ""
) -> SafeString:
    """The one h1 of a page with kicker above and one sentence of orientation below; ``actions``/``badge`` are slots."""
    return _component("page_head", title=title, lead=lead, kicker=kicker, lang=lang, actions=actions, badge=badge)


@register.simple_block_tag
def section(content: str, *, heading: str, level: int = 2, id: str = "", lead: str = "", aside: str = "") -> SafeString:  # noqa: A002
    """A titled part of a page; ``id`` makes it a link target, ``aside`` is a small slot beside the heading."""
    return _component("section", content=content, heading=heading, level=level, id=id, lead=lead, aside=aside)


@register.simple_block_tag
def grid(content: str, *, columns: int = 3) -> SafeString:
    """Children side by side in up to ``columns`` (2, 3 or 4) columns, one below the other on narrow screens."""
    _one_of(str(columns), ("2", "3", "4"), "number of columns")
    return _component("grid", content=content, columns=columns)


@register.simple_block_tag
def card(
    content: str,
    *,
    heading: str,
    level: int = 3,
    href: str = "",
    kicker: str = "",
    meta: str = "",
    lang: str = "",
    footer: str = "",
) -> SafeString:
    """A self-contained piece in a list. With ``href`` the heading is the link and the whole card reacts to it."""
    words = {"heading": heading, "kicker": kicker, "meta": meta, "footer": footer}
    return _component("card", content=content, level=level, href=href, lang=lang, **words)


@register.simple_block_tag
def breadcrumbs(content: str) -> SafeString:
    """The way back up; holds ``{% crumb %}`` tags and stands in the layout's ``breadcrumbs`` block."""
    return _component("breadcrumbs", content=content)


@register.simple_tag
def crumb(*, label: str, href: str = "") -> SafeString:
    """One breadcrumb; without ``href`` it is the current page."""
    return _component("crumb", label=label, href=href)


@register.simple_tag
def icon(*, name: str, label: str = "") -> SafeString:
    """An icon of ``ui/icons``; decorative unless it gets a ``label``. Pointing icons are mirrored right-to-left."""
    return render_to_string(
        "ui/components/icon.html", {"template": f"ui/icons/{name}.svg", "name": name, "label": label}
    )


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """The same page in each language: ``{% language_links as languages %}``. Used by the layouts."""
    request, site = context.get("request"), context.get("site")
    here = request.get_full_path() if request else "/"
    is_for_staff = getattr(request, "is_for_staff", False)
    offered = (
        languages.staff_codes() if is_for_staff else languages.offered_codes(site.closed_languages if site else ())
    )
    links = []
    for code in offered:
        info = get_language_info(code)
        links.append(
            LanguageLink(
                code,
                info["name_local"],
                translate_url(here, code),
                "rtl" if info["bidi"] else "ltr",
                code == get_language(),
            )
        )
    return links


@register.simple_tag
def language_is_checked() -> bool:
    """Whether a person has read the words of this page's language: ``{% language_is_checked as checked %}``."""
    return languages.is_checked(get_language() or "")


# --- saying something ---------------------------------------------------------------------------------------------
TONES = ("info", "success", "warning", "danger")


@register.simple_block_tag
def callout(content: str, *, heading: str, tone: str = "info", level: int = 2) -> SafeString:
    """A note that belongs to the page (not announced). ``tone``: info, success, warning, danger."""
    return _component(
        "callout", content=content, heading=heading, tone=_one_of(tone, TONES, "tone"), level=level, live=False
    )


@register.simple_block_tag
def alert(content: str, *, heading: str, tone: str = "info") -> SafeString:
    """Something that has just happened; screen readers announce it. ``tone`` as in callout."""
    return _component(
        "callout", content=content, heading=heading, tone=_one_of(tone, TONES, "tone"), level=2, live=True
    )


@register.simple_tag
def badge(*, label: str, tone: str = "neutral", icon: str = "") -> SafeString:
    """A short word beside a title. ``tone``: neutral, info, success, warning, danger."""
    return _component("badge", label=label, tone=_one_of(tone, (*TONES, "neutral"), "tone"), icon=icon)


@register.simple_tag
def status(*, code: str, reason: str = "", detail: str = "") -> SafeString:
    """A goal's status or a voice's outcome by code: symbol, word and tone.

    ``detail`` says to whom the word applies ("weitergegeben: Polizeiinspektion"); ``reason`` is the sentence after it.
    """
    if code not in ALL_CODES:
        raise ValueError(f"unknown status code {code!r}")
    if detail or isinstance(reason, SafeString):
        return _component("status", status=ALL_CODES[code], reason=reason, detail=detail)
    return _status(code, str(reason), get_language() or "")


@lru_cache(maxsize=STATUSES_REMEMBERED)
def _status(code: str, reason: str, _language: str) -> SafeString:
    """The same few statuses and reasons stand on lists a hundred times."""
    return _component("status", status=ALL_CODES[code], reason=reason, detail="")


@register.simple_block_tag
def empty_state(content: str, *, heading: str, level: int = 2, action: str = "") -> SafeString:
    """Nothing to show: the content says why and what to do; ``action`` is a slot with one button."""
    return _component("empty_state", content=content, heading=heading, level=level, action=action)


@register.simple_tag
def source_note(
    *, source: str, url: str = "", as_of: date | None = None, licence: str = "", note: str = ""
) -> SafeString:
    """Where a figure or text comes from and which date it shows."""
    return _component("source_note", source=source, url=url, as_of=as_of, licence=licence, note=note)


# --- doing something ----------------------------------------------------------------------------------------------
KINDS = ("primary", "secondary", "tertiary")


@register.simple_tag
def button(
    *,
    label: str,
    kind: str = "primary",
    type: str = "submit",  # noqa: A002 -- the name HTML gives it
    name: str = "",
    value: str = "",
    icon: str = "",
    form: str = "",
    block: bool = False,
) -> SafeString:
    """A button that does something. ``kind``: primary (one a page), secondary, tertiary; ``form`` is a form's id."""
    return _component(
        "button",
        label=label,
        kind=_one_of(kind, KINDS, "kind"),
        type=type,
        name=name,
        value=value,
        icon=icon,
        form=form,
        block=block,
    )


@register.simple_tag
def link_button(
    *,
    label: str,
    href: str,
    kind: str = "secondary",
    icon: str = "",
    lang: str = "",
    download: bool = False,
    block: bool = False,
) -> SafeString:
    """A link that looks like a button because it starts something; ``download`` for files."""
    kind = _one_of(kind, KINDS, "kind")
    return _component(
        "link_button", label=label, href=href, kind=kind, icon=icon, lang=lang, download=download, block=block
    )


@register.simple_block_tag
def next_step(content: str, *, heading: str, href: str = "", label: str = "", level: int = 2) -> SafeString:
    """The one obvious next step of a page: a sentence and one button; further controls go into the content."""
    return _component("next_step", content=content, heading=heading, href=href, label=label, level=level)


@register.simple_tag
def steps(*, current: int, total: int, label: str = "") -> SafeString:
    """Where the reader is in a form of several pages: "Schritt 2 von 5"."""
    return _component("steps", current=current, total=total, label=label, each=range(1, total + 1))


@register.simple_block_tag(takes_context=True)
def form(
    context: Context,
    content: str,
    *,
    form: BaseForm,
    submit: str,
    action: str = "",
    method: str = "post",
    cancel: str = "",
    id: str = "",  # noqa: A002
    name: str = "",
    value: str = "",
    extra: str = "",
) -> SafeString:
    """A Django form: error summary with links on top, fields, one submit button.

    Without content all fields are shown; with content the content is the fields (``{% field %}``) in its own order,
    and hidden fields follow by themselves. ``cancel`` is the address of a way out, ``name``/``value`` go on the
    submit button, ``extra`` is a slot for further buttons beside it.
    """
    return _component(
        "form",
        content=_trimmed(content),
        form=form,
        submit=submit,
        action=action,
        method=_one_of(method, ("post", "get"), "method"),
        cancel=cancel,
        id=id,
        name=name,
        value=value,
        extra=extra,
        csrf_token=context.get("csrf_token", ""),
    )


@register.simple_tag
def field(*, field: BoundField) -> SafeString:
    """One field of a form: label above, help below the label, error, control."""
    return field.as_field_group()


@register.simple_tag
def error_summary(*, form: BaseForm) -> SafeString:
    """The summary of what is wrong, with links to the fields; the form tag brings its own."""
    return _component("error_summary", form=form)


@register.simple_tag
def filter_bar(
    *, form: BaseForm, count: int | None = None, action: str = "", unit: str = "", reset: str = "?", first: int = 0
) -> SafeString:
    """A GET form above a list that survives in the address; ``count`` with ``unit`` says how many are shown.

    Of a long one the ``first`` fields stand on a phone, the others open below them.
    """
    chosen = {name for name in form.fields if form.is_bound and form.data.get(name) not in ("", None)}
    shown, more = (fields := form.visible_fields())[: first or None], fields[first:] if first else []
    return _component(
        "filter_bar", form=form, count=count, action=action, unit=unit or _("Treffer"), reset=reset, first=shown,
        more=more, active=bool(chosen), is_open=any(field.name in chosen for field in more),
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def pagination(context: Context, *, page: Page, param: str = "seite", label: str = "") -> SafeString:
    """Pages of a list; keeps every other part of the query string."""
    query = context["request"].GET.copy() if context.get("request") else None

    def href(number: int) -> str:
        if query is None:
            return f"?{param}={number}"
        query[param] = str(number)
        return f"?{query.urlencode()}"

    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    links = [
        Link(str(number), href(number) if isinstance(number, int) else "", number == page.number) for number in numbers
    ]
    return _component(
        "pagination",
        page=page,
        links=links,
        label=label or _("Seiten"),
        previous=href(page.previous_page_number()) if page.has_previous() else "",
        following=href(page.next_page_number()) if page.has_next() else "",
    )


# --- showing what is known ------------------------------------------------------------------------------------------
@register.simple_block_tag
def voice(
    content: str,
    *,
    lang: str = "de",
    meta: str = "",
    href: str = "",
    number: str = "",
    translation: str = "",
    translation_lang: str = "de",
    machine: bool = False,
) -> SafeString:
    """A person's own words, in their language and direction, beside the red rule.

    The content is the original text (escaped by the template). ``number`` names the card, ``meta`` where and when it
    was said, ``translation`` its translation into ``translation_lang``, ``machine`` whether a machine made it. A note
    says when words were left out or taken back (kernel.omissions).
    """
    return _component(
        "voice",
        content=_trimmed(content),
        lang=lang,
        meta=meta,
        href=href,
        number=number,
        translation=translation,
        translation_lang=translation_lang,
        machine=machine,
        note=note_on(content),
    )


@register.simple_block_tag
def facts(content: str, *, columns: bool = False) -> SafeString:
    """A definition list of ``{% fact %}``; ``columns`` sets the facts side by side."""
    return _component("facts", content=content, columns=columns)


@register.simple_block_tag
def fact(content: str, *, label: str) -> SafeString:
    """One line of ``{% facts %}``; left out when it has no content."""
    return _component("fact", content=_trimmed(content), label=label)


@register.simple_tag
def timeline(*, stages: Sequence[Stage], label: str, level: int = 3) -> SafeString:
    """The stages of a process on the red thread, with "wir sind hier"; across the page up to six, else down it."""
    return _component("timeline", stages=stages, label=label, level=level)


@register.simple_tag
def thread_path(*, steps: Sequence[ThreadStep], label: str, level: int = 3) -> SafeString:
    """The red thread: an ordered list of knots with dates, reasons and roles, each with a page being a link."""
    return _component("thread_path", steps=steps, label=label, level=level)


@register.simple_tag
def data_table(
    *, caption: str, columns: Sequence[Column], rows: Sequence[Row], caption_hidden: bool = False, note: str = ""
) -> SafeString:
    """A table from Python: ``columns`` (Column) and ``rows`` (text, number or Cell for each column)."""
    lines = [[(column, _as_cell(value)) for column, value in zip(columns, row, strict=True)] for row in rows]
    return _component(
        "data_table", caption=caption, columns=columns, lines=lines, caption_hidden=caption_hidden, note=note
    )


def _as_cell(value: Cell | object) -> Cell:
    return value if isinstance(value, Cell) else Cell(text="" if value is None else value)  # type: ignore[arg-type]


@register.simple_block_tag
def table(content: str, *, caption: str, caption_hidden: bool = False) -> SafeString:
    """A table whose thead and tbody the template writes itself, in a region that scrolls by keyboard."""
    return _component("table", content=content, caption=caption, caption_hidden=caption_hidden)


# --- charts -------------------------------------------------------------------------------------------------------
def _figure(kind: type, chart: figures.Drawable, level: int, source: str) -> SafeString:
    if not isinstance(chart, kind):
        raise TypeError(f"expected {kind.__name__}, got {type(chart).__name__}")
    return _component("chart", figure=figures.figure(chart), level=level, source=source)


@register.simple_tag
def chart_line(*, chart: shapes.LineChart, level: int = 3, source: str = "") -> SafeString:
    """Observations against target path, forecast band, baseline and breaks; the numbers as a table below."""
    return _figure(shapes.LineChart, chart, level, source)


@register.simple_tag
def chart_bar(*, chart: shapes.BarChart, level: int = 3, source: str = "") -> SafeString:
    """Horizontal bars with an optional reference line; the numbers as a table below."""
    return _figure(shapes.BarChart, chart, level, source)


@register.simple_tag
def chart_dumbbell(*, chart: shapes.DumbbellChart, level: int = 3, source: str = "") -> SafeString:
    """Then and now for several rows; the numbers as a table below."""
    return _figure(shapes.DumbbellChart, chart, level, source)


@register.simple_tag
def chart_schedule(*, chart: shapes.ScheduleChart, level: int = 3, source: str = "") -> SafeString:
    """Spans of time as bars with single days in them, and today as the red thread; the same as a table below."""
    return _figure(shapes.ScheduleChart, chart, level, source)


@register.simple_tag
def chart_plan(*, chart: shapes.PlanChart, level: int = 3, source: str = "") -> SafeString:
    """Plans as bars by state with milestones, end of funding, what waits for what, and today; the same as a table."""
    return _figure(shapes.PlanChart, chart, level, source)


@register.simple_tag
def chart_flow(*, chart: shapes.FlowChart, level: int = 3, source: str = "") -> SafeString:
    """From where things came to what became of them; nodes and ribbons are links, the numbers a table below."""
    return _figure(shapes.FlowChart, chart, level, source)


@register.simple_tag
def chart_heat(*, chart: shapes.HeatMatrix, level: int = 3, source: str = "") -> SafeString:
    """Rows against columns, darker is more, each cell with its number; the numbers as a table below."""
    return _figure(shapes.HeatMatrix, chart, level, source)


@register.simple_tag
def small_multiples(*, chart: shapes.SmallMultiples, level: int = 3, source: str = "") -> SafeString:
    """One small line for each place on one scale; the numbers as a table below."""
    return _figure(shapes.SmallMultiples, chart, level, source)


@register.simple_tag
def map_areas(*, chart: shapes.AreaMap, level: int = 3, source: str = "") -> SafeString:
    """Values by place: areas where the geometry is known, circles otherwise; the numbers as a table below."""
    return _figure(shapes.AreaMap, chart, level, source)


@register.simple_tag
def matrix(*, chart: shapes.Matrix, level: int = 3, source: str = "") -> SafeString:
    """Goals × municipalities as a table of symbols with words for screen readers and a key of the symbols."""
    if not isinstance(chart, shapes.Matrix):
        raise TypeError(f"expected Matrix, got {type(chart).__name__}")
    return _component("matrix", matrix=figures.matrix(chart), chart=chart, level=level, source=source)
