"""Template filters: numbers and dates by CLDR, languages, CommonMark. Each takes the language of the page."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_time
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, get_language_info
from django.utils.translation import gettext as _
from markdown_it.token import Token

from roterfaden.ui.prose import COMMONMARK, Ranks

RTL_LANGUAGES = frozenset({"ar", "ckb", "fa", "he", "ku-arab", "ps", "ur", "yi"})
SIMPLE = "de-simple"
"""Leichte Sprache: German with the registered variant "simple" (BCP 47)."""
REGIONS = {"en": "en_GB"}  # the English catalogue is British; without a region CLDR writes "March 12, 2018, 6:30 PM"
ISOLATE, END = "\u2067", "\u2069"  # right-to-left isolate and its end (Unicode UAX 9)
LOWEST_HEADING = 6
TEXTS_REMEMBERED = 2_048
"""Wordings that stand on pages again and again; the texts of two large concepts."""


def base_language(code: str) -> str:
    """The language without its variant: "de-simple" → "de". What people write in, and what CLDR has words for."""
    return code.partition("-")[0]


def writing_language(known: Collection[str]) -> str:
    """The language to propose to somebody who writes here: that of the page, if it is among `known`, else German."""
    language = base_language(get_language() or "de")
    return language if language in known else "de"


def current_locale() -> Locale:
    """The CLDR locale of the active language, of German for Leichte Sprache and where Babel knows none."""
    language = base_language(get_language() or "de")
    try:
        return Locale.parse(REGIONS.get(language, language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale("de")


def number(value: float | Decimal | None, decimals: int = 0) -> str:
    """``1234.5|number:1`` → "1.234,5" in German. An empty value stays empty, so a missing figure never reads as 0."""
    if value is None or value == "":
        return ""
    pattern = "#,##0" + ("." + "0" * int(decimals) if int(decimals) else "")
    return format_decimal(value, format=pattern, locale=current_locale()).replace("-", "−")


def percent(value: float | Decimal | None, decimals: int = 0) -> str:
    """A share between 0 and 1 as percent: ``0.254|percent:1`` → "25,4 %"."""
    if value is None or value == "":
        return ""
    locale = current_locale()
    pattern = locale.percent_formats[None].pattern
    if int(decimals):
        pattern = pattern.replace("0", "0." + "0" * int(decimals), 1)
    return format_percent(value, format=pattern, locale=locale).replace("-", "−")


def day(value: date | datetime | None, style: str = "long") -> str:
    """A date: "12. März 2018". ``style`` is long, medium, short or full as in CLDR."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return _whole(format_date(value, format=style, locale=current_locale()))


def moment(value: datetime | None) -> str:
    """Date and time in local time: "12. März 2018, 18:30 Uhr"."""
    if value is None or value == "":
        return ""
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    words = {"day": day(value), "time": format_time(value.time(), format="short", locale=current_locale())}
    return _whole(_("%(day)s, %(time)s Uhr") % words)


def period(start: date | None, end: date | None = None) -> str:
    """First and last day as one phrase: ``starts_on|period:ends_on`` → "3.–17. März 2018"; or "ab …", or "bis …"."""
    if start and end:
        first, last = _local_day(start), _local_day(end)
        return day(first) if first == last else _whole(format_interval(first, last, "yMMMMd", locale=current_locale()))
    if start:
        return _("ab %(day)s") % {"day": day(start)}
    if end:
        return _("bis %(day)s") % {"day": day(end)}
    return ""


def _whole(words: str) -> str:
    """A date in one piece: right-to-left, the day would otherwise join a Latin name before it and leave its month."""
    return f"{ISOLATE}{words}{END}" if get_language_bidi() else words


def _local_day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def lang_name(code: str) -> str:
    """The name of a language in that language: ``"ar"|lang_name`` → "العربية"."""
    if not code:
        return ""
    if code == SIMPLE:
        return str(get_language_info(code)["name_local"])
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name()
    except (UnknownLocaleError, ValueError):
        try:
            name = get_language_info(code)["name_local"]
        except KeyError:
            return code
    return name or code


def text_dir(code: str) -> str:
    """Writing direction of a language: "rtl" or "ltr"; "auto" when the language is not known."""
    if not code:
        return "auto"
    lowered = code.lower()
    return "rtl" if lowered in RTL_LANGUAGES or lowered.split("-")[0] in RTL_LANGUAGES else "ltr"


def markdown(text: str, top: int = 2) -> SafeString:
    """CommonMark (with tables) to HTML. HTML input stays text, images are off. The highest headings of the text become
    level ``top``, and no level is skipped."""
    return _html(str(text), int(top)) if text else mark_safe("")


@lru_cache(maxsize=TEXTS_REMEMBERED)
def _html(text: str, top: int) -> SafeString:
    tokens = COMMONMARK.parse(text)
    _set_headings(tokens, top)
    html = COMMONMARK.renderer.render(tokens, COMMONMARK.options, {})
    # markdown-it escapes every text and, with html=False, every tag of the source; links are limited to safe schemes.
    return mark_safe(f'<div class="rf-prose">{html}</div>')  # noqa: S308 -- see above


def _set_headings(tokens: list[Token], top: int) -> None:
    ranks, tag = Ranks(), ""
    for token in tokens:
        if token.type == "heading_open":
            tag = f"h{min(top + ranks.of(int(token.tag[1])), LOWEST_HEADING)}"
        if token.type in {"heading_open", "heading_close"}:
            token.tag = tag


def plain(text: str) -> str:
    """CommonMark without its marks, for excerpts and page titles; escaped by the template as usual."""
    tokens = COMMONMARK.parse(str(text or ""))
    return " ".join("".join(_words(child) for child in token.children) for token in tokens if token.children).strip()


def _words(token: Token) -> str:
    return (
        " "
        if token.type in {"softbreak", "hardbreak"}
        else token.content
        if token.type in {"text", "code_inline"}
        else ""
    )


ALL = (number, percent, day, moment, period, lang_name, text_dir, markdown, plain)
