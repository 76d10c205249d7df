"""Forms of the office for guides and the words they explain."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.directory.models import Guide
from roterfaden.kernel.languages import codes
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.filters import lang_name
from roterfaden.ui.forms import LongText


class GuideForm(forms.Form):
    """A new guide."""

    title = forms.CharField(label=_("Titel"), max_length=160)
    slug = forms.SlugField(
        label=_("Kurzname in Adressen"), max_length=60,
        help_text=_("Kleinbuchstaben und Bindestriche, zum Beispiel erste-schritte. Bleibt für immer."),
    )  # fmt: skip
    field = forms.ModelChoiceField(
        label=_("Lebenslage"), queryset=FieldOfAction.objects.none(), required=False, empty_label=_("keine")
    )
    position = forms.IntegerField(label=_("Reihenfolge"), min_value=0, max_value=999, initial=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = FieldOfAction.objects.order_by("number", "pk")

    def clean_slug(self) -> str:
        """Nobody else has it."""
        slug: str = self.cleaned_data["slug"]
        if Guide.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("Diesen Kurznamen hat schon ein anderer Wegweiser."))
        return slug


class GuidePageForm(forms.Form):
    """A guide in one language."""

    title = forms.CharField(label=_("Titel"), max_length=160)
    lead = forms.CharField(label=_("Worum es geht, in einem Satz"), max_length=400, required=False, widget=LongText(2))
    body = forms.CharField(
        label=_("Text"), widget=LongText(22), max_length=40_000,
        help_text=_("Überschriften mit ## beginnen, Aufzählungen mit -. Schwierige Wörter: [[duldung]] zeigt das Wort "
                    "und darunter seine Erklärung."),
    )  # fmt: skip
    is_checked = forms.BooleanField(
        label=_("Geprüft: Das können alle lesen."),
        required=False,
        help_text=_("Ohne Häkchen bleibt es ein Entwurf, und alle lesen weiter die letzte geprüfte Fassung."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "lead", "body"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": "auto"}


class ExplanationForm(forms.Form):
    """A word and what it means; the same key in the same language replaces what stood there."""

    key = forms.SlugField(
        label=_("Schlüssel"), max_length=60,
        help_text=_("Derselbe in allen Sprachen, zum Beispiel aufenthaltstitel."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Sprache"))
    word = forms.CharField(label=_("Wort"), max_length=120)
    text = forms.CharField(label=_("Erklärung"), max_length=600, widget=LongText(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, lang_name(code)) for code in codes()]
