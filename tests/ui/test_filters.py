"""Numbers, dates, languages and CommonMark by the language of the page."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from roterfaden.ui import filters


@pytest.mark.parametrize(
    ("value", "decimals", "german"),
    [(1234.5, 1, "1.234,5"), (Decimal("0.25"), 2, "0,25"), (-3, 0, "−3"), (0, 1, "0,0"), (None, 1, ""), ("", 0, "")],
)
def test_number_in_german(value, decimals, german):
    assert filters.number(value, decimals) == german


@pytest.mark.parametrize(("language", "text"), [("en", "12,345.7"), ("ar", "12,345.7"), ("de", "12.345,7")])
def test_number_follows_the_language(language, text):
    with translation.override(language):
        assert filters.number(12345.67, 1) == text


def test_percent_takes_a_share():
    assert filters.percent(0.2549, 1) == "25,5\N{NO-BREAK SPACE}%"
    assert filters.percent(None) == ""


def test_day_and_moment_are_local():
    late = datetime(2018, 3, 12, 23, 30, tzinfo=UTC)

    assert filters.day(date(2018, 3, 12)) == "12. März 2018"
    assert filters.day(late) == "13. März 2018"
    assert filters.moment(late) == "13. März 2018, 00:30 Uhr"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2018, 3, 12), date(2018, 3, 12), "12. März 2018"),
        (date(2018, 3, 12), None, "ab 12. März 2018"),
        (None, date(2018, 3, 12), "bis 12. März 2018"),
        (None, None, ""),
    ],
)
def test_period_with_one_day_or_open_end(start, end, text):
    assert filters.period(start, end) == text


def test_period_within_a_month_names_month_and_year_once():
    text = filters.period(date(2018, 3, 12), date(2018, 3, 29))

    assert text.count("März") == 1
    assert text.count("2018") == 1


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("fa-AF", "rtl"), ("de", "ltr"), ("", "auto")])
def test_text_dir(code, direction):
    assert filters.text_dir(code) == direction


def test_lang_name_in_its_own_script():
    assert filters.lang_name("uk") == "українська"
    assert filters.lang_name("xx-unknown") == "xx-unknown"
    assert filters.lang_name("") == ""


def test_markdown_switches_html_and_pictures_off():
    html = filters.markdown("<script>x</script>\n\n[böse](javascript:alert(1))\n\n![Bild](x.png)")

    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html


def test_markdown_sets_headings_from_a_level_on_and_stops_at_six():
    assert "<h3>a</h3>" in filters.markdown("# a", 3)
    assert "<h3>a</h3>" in filters.markdown("#### a", 3)
    assert "<h6>b</h6>" in filters.markdown("# a\n## b", 6)


def test_plain_leaves_words_only():
    assert filters.plain("# Titel\n\nEin **fetter** [Link](/x/),\nneue Zeile") == "Titel Ein fetter Link, neue Zeile"
