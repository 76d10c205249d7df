"""Forms in KERN: label above, help and error tied to the control, summary with links."""

from django import forms
from django.template import Context, Template

from roterfaden.ui.forms import DateInput, FilterForm


class Sample(forms.Form):
    title = forms.CharField(label="Titel", help_text="Kurz.")
    kind = forms.ChoiceField(label="Art", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label="Themen", choices=[("s", "S")], widget=forms.CheckboxSelectMultiple, required=False
    )
    on = forms.DateField(label="Am", widget=DateInput(), required=False)
    agreed = forms.BooleanField(label="Ich stimme zu.")
    secret = forms.CharField(widget=forms.HiddenInput(), required=False)


def render(form: forms.Form, source: str = "{% form form=form submit='Speichern' %}{% endform %}") -> str:
    return Template(source).render(Context({"form": form, "csrf_token": "t"}))


def test_field_ties_label_help_and_error_to_its_control():
    html = render(Sample({"kind": "a"}))

    assert '<label class="kern-label" for="id_title">Titel</label>' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'class="kern-form-input__input kern-form-input__input--error"' in html
    assert html.index("Kurz.") < html.index("<input", html.index("Kurz."))


def test_error_summary_links_to_the_first_control():
    html = render(Sample({}))

    assert '<a href="#id_title">Titel: ' in html
    assert '<a href="#id_kind_0">Art: ' in html
    assert '<a href="#id_agreed">Ich stimme zu: ' in html


def test_error_summary_shows_errors_of_the_whole_form():
    form = Sample({"title": "x", "kind": "a", "agreed": "on"})
    form.add_error(None, "Der Zeitraum ist vorbei.")

    assert "<li>Der Zeitraum ist vorbei.</li>" in render(form)


def test_choices_have_kern_classes_and_one_legend():
    html = render(Sample())

    assert html.count('type="radio"') == 2
    assert 'class="kern-form-check__radio"' in html
    assert 'class="kern-form-check__checkbox"' in html
    assert '<legend class="kern-label">Art</legend>' in html


def test_optional_fields_are_marked_and_required_ones_are_not():
    html = render(Sample())

    assert html.count("(freiwillig)") == 2


def test_filter_form_marks_nothing_and_requires_nothing():
    class Search(FilterForm):
        word = forms.CharField(label="Suche")

    form = Search({"word": ""})

    assert form.is_valid()
    assert form.chosen() == {}
    assert "(freiwillig)" not in Template("{% filter_bar form=form count=3 %}").render(Context({"form": form}))


def test_filter_bar_offers_reset_only_when_something_is_chosen():
    class Search(FilterForm):
        word = forms.CharField(label="Suche")

    source = Template("{% filter_bar form=form %}")

    assert "zurücksetzen" in source.render(Context({"form": Search({"word": "Kita"})}))
    assert "zurücksetzen" not in source.render(Context({"form": Search({})}))


def test_form_with_own_fields_adds_hidden_ones_and_token():
    html = render(Sample(), "{% form form=form submit='Weiter' %}{% field field=form.title %}{% endform %}")

    assert 'name="secret"' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert "Themen" not in html


def test_date_input_writes_iso_dates():
    assert 'type="date" name="on" value="2018-03-12"' in render(Sample(initial={"on": "2018-03-12"}))
