"""Forms for the words of an edition by language."""

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.ui.forms import LongText


class EditionTextForm(forms.Form):
    """What the feedback says in one language."""

    title = forms.CharField(label=_("Titel"), max_length=300)
    body = forms.CharField(
        label=_("Text"),
        widget=LongText(rows=14),
        help_text=_("Was ist erreicht, was nicht, wie geht es weiter? Die Zahlen stehen darunter. Bitte keine Namen."),
    )
    is_checked = forms.BooleanField(
        label=_("Ein Mensch, der die Sprache spricht, hat den Text gelesen. Er kann gezeigt werden."), required=False
    )
