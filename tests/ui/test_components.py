"""Components one by one: escaping, languages, codes, paths, lists."""

from datetime import date

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from roterfaden.ui.codes import OUTCOMES, STATUSES
from roterfaden.ui.parts import Cell, Column, Stage, ThreadStep


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_voice_escapes_and_carries_language_and_direction():
    html = render("{% voice lang='ar' %}{{ text }}{% endvoice %}", text="<b>مرحبا</b>")

    assert '<blockquote lang="ar" dir="rtl">&lt;b&gt;مرحبا&lt;/b&gt;</blockquote>' in html


def test_voice_marks_machine_translation():
    html = render("{% voice lang='tr' translation='Guten Tag' machine=True %}Merhaba{% endvoice %}")

    assert "Maschinell übersetzt · Original: Türkçe" in html


def test_card_escapes_heading_and_keeps_markup_of_its_content():
    html = render("{% card heading=title %}<p>Text</p>{% endcard %}", title="<i>")

    assert "&lt;i&gt;" in html
    assert "<p>Text</p>" in html


def test_slot_passes_markup_into_another_component():
    html = render("{% slot as more %} <b>mehr</b> {% endslot %}{% page_head title='Ziele' actions=more %}")

    assert '<div class="rf-actions"><b>mehr</b></div>' in html


@pytest.mark.parametrize("code", [*STATUSES, *OUTCOMES])
def test_status_has_symbol_and_word(code):
    html = render("{% status code=code %}", code=code)

    assert "<svg" in html
    assert str((STATUSES | OUTCOMES)[code].word) in html


def test_status_symbols_differ_within_each_family():
    for family in (STATUSES, OUTCOMES):
        assert len({status.icon for status in family.values()}) == len(family)


def test_status_with_unknown_code_is_refused():
    with pytest.raises(ValueError, match="unknown status code 'green'"):
        render("{% status code='green' %}")


def test_fact_without_content_is_left_out():
    assert "Zuständig" not in render(
        "{% facts %}{% fact label='Zuständig' %}{{ empty }}{% endfact %}{% endfacts %}", empty=""
    )


def test_timeline_says_where_we_are():
    stages = [Stage("Foren", "done"), Stage("Entwurf", "current", date(2017, 9, 1)), Stage("Beschluss", "upcoming")]

    html = render("{% timeline stages=stages label='Schritte' %}", stages=stages)

    assert html.count('aria-current="step"') == 1
    assert html.index("Entwurf") < html.index("Wir sind hier") < html.index("Beschluss")
    assert "ab 1. September 2017" in html


def test_thread_path_links_every_knot_but_the_current_one():
    steps = [
        ThreadStep("Beitrag", "Abendkurse", "/beitraege/1/", date(2017, 3, 8)),
        ThreadStep(
            "Ziel", "Sprachkurs abschließen", "/ziele/2/", code="taken_up", reason="Steht im Ziel.", current=True
        ),
        ThreadStep("Zahl", "22,8 %", "/zahlen/3/"),
    ]

    html = render("{% thread_path steps=steps label='Faden' %}", steps=steps)

    assert '<ol class="rf-thread" aria-label="Faden">' in html
    assert 'href="/beitraege/1/"' in html
    assert 'href="/ziele/2/"' not in html
    assert 'href="/zahlen/3/"' in html
    assert '<time datetime="2017-03-08">8. März 2017</time>' in html
    assert "Steht im Ziel." in html


def test_data_table_has_scopes_and_scrolls_by_keyboard():
    columns = [Column("Kommune", row_head=True), Column("Beiträge", numeric=True)]
    rows = [(Cell("Bramsche", "/kommunen/bramsche/"), 12), ("Melle", None)]

    html = render("{% data_table caption='Liste' columns=columns rows=rows %}", columns=columns, rows=rows)

    assert 'role="region" tabindex="0" aria-label="Liste"' in html
    assert '<th scope="row"><a href="/kommunen/bramsche/">Bramsche</a></th><td class="rf-num">12</td>' in html
    assert '<td class="rf-num"></td>' in html


def test_data_table_with_short_row_is_refused():
    with pytest.raises(ValueError, match="zip"):
        render("{% data_table caption='x' columns=c rows=r %}", c=[Column("a"), Column("b")], r=[("1",)])


def test_pagination_keeps_the_query():
    request = RequestFactory().get("/beitraege/", {"suche": "Kita", "art": ["a", "b"], "seite": "2"})

    html = render("{% pagination page=page %}", page=Paginator(range(120), 50).page(2), request=request)

    assert 'href="?suche=Kita&amp;art=a&amp;art=b&amp;seite=3"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_of_one_page_shows_nothing():
    assert render("{% pagination page=page %}", page=Paginator(range(3), 50).page(1)).strip() == ""


def test_language_links_lead_to_the_same_page_in_its_own_name():
    request = RequestFactory().get("/baukasten/?seite=2")

    html = render(
        "{% language_links as all %}{% for each in all %}{{ each.name }}={{ each.url }};{% endfor %}", request=request
    )

    assert html.startswith("Deutsch=/baukasten/?seite=2;Leichte Sprache=/de-simple/baukasten/?seite=2;English=/en/")
    assert html.count(";") == len(settings.LANGUAGES)
