"""Which answers to publish."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.models import Element
from roterfaden.participation.models import Theme
from roterfaden.ui.forms import FilterForm


class PublishFilter(FilterForm):
    """Answers at one place of the concept, or to one theme."""

    element = forms.ChoiceField(label=_("Stelle im Konzept"))
    thema = forms.ModelChoiceField(label=_("Thema"), queryset=Theme.objects.none(), empty_label=_("alle"))
    verfahren = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any, *, outline: Iterable[tuple[Element, str]], themes: QuerySet[Theme], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        places = [(str(element.pk), label) for element, label in outline]
        self.fields["element"].choices = [("", _("alle")), *places]
        self.fields["thema"].queryset = themes
