"""What is chosen at the counter of the waiting room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.advice.methods import language_choices


class DrawForm(forms.Form):
    """A number for somebody who has come; the language if they said so."""

    language = forms.ChoiceField(label=_("Sprache"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["language"].choices = [("", _("nicht gefragt")), *language_choices()]


class CallForm(forms.Form):
    """Where whoever is called shall go."""

    room = forms.CharField(label=_("Raum"), max_length=40)
