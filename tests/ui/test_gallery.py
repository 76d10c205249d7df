"""The gallery shows every component, and nothing on it breaks the rules of the house."""

import re

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import reverse
from django.utils.html import escape

from roterfaden.ui import filters, gallery
from roterfaden.ui.templatetags import faden

TAGS = sorted(faden.register.tags)


@pytest.fixture
def html(page_client) -> str:
    return page_client.get(reverse("ui:gallery")).content.decode()


@pytest.mark.django_db
def test_gallery_shows_every_tag(html):
    assert sorted(gallery.signatures()) == TAGS
    assert [name for name, written in gallery.signatures().items() if escape(written) not in html] == []


@pytest.mark.django_db
def test_gallery_shows_every_filter(html):
    shown = set(re.findall(r"<dt>([a-z_]+)", html)) | set(re.findall(r"<code>([a-z_]+):\d</code>", html))

    assert {function.__name__ for function in filters.ALL} <= shown


@pytest.mark.django_db
def test_gallery_holds_no_inline_code(html):
    assert re.findall(r"<[^>]*\s(?:style|on[a-z]+)\s*=", html) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert "<style" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_gallery_opens_in_each_language(page_client, language):
    answer = page_client.get(f"/{language}{reverse('ui:gallery')}")

    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in answer.content.decode()


@pytest.mark.django_db
def test_gallery_loads_mirrored_kern_only_for_right_to_left(page_client, html):
    assert "kern.min.css" in html
    assert "kern.rtl.min.css" not in html
    assert "kern.rtl.min.css" in page_client.get(f"/ar{reverse('ui:gallery')}").content.decode()


@pytest.mark.django_db
def test_gallery_form_with_errors_answers_422_and_keeps_input(page_client):
    answer = page_client.post(reverse("ui:gallery"), {"title": "Mein Titel", "kind": "goal"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Mein Titel"' in text
    assert '<a href="#id_text">Ihr Beitrag: ' in text


@pytest.mark.parametrize("name", TAGS)
def test_tag_with_misspelt_argument_does_not_compile(name):
    with pytest.raises(TemplateSyntaxError, match=r"unexpected keyword argument 'colour'"):
        Template(f"{{% {name} colour='red' %}}{{% end{name} %}}")


@pytest.mark.parametrize("source", ["{% card %}x{% endcard %}", "{% status %}", "{% button kind='primary' %}"])
def test_tag_without_needed_argument_does_not_compile(source):
    with pytest.raises(TemplateSyntaxError, match="did not receive value"):
        Template(source)


@pytest.mark.parametrize(
    "source",
    ["{% badge label='x' tone='pink' %}", "{% grid columns=7 %}{% endgrid %}", "{% button label='x' kind='huge' %}"],
)
def test_tag_with_unknown_choice_is_refused(source):
    with pytest.raises(TemplateSyntaxError, match="unknown"):
        Template(source).render(Context())
