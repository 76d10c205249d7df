"""Forms for tokens and webhooks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.audit.registry import verbs
from roterfaden.machines.enums import Permit
from roterfaden.machines.methods import TOPICS
from roterfaden.ui.forms import DateInput


class TokenForm(forms.Form):
    """A key for one program."""

    name = forms.CharField(
        label=_("Wofür"),
        max_length=80,
        help_text=_("Welches Programm arbeitet damit? Zum Beispiel: Abruf fürs Intranet."),
    )
    permits = forms.MultipleChoiceField(
        label=_("Was das Programm darf"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nie mehr, als Sie selbst dürfen."),
    )
    ends_on = forms.DateField(label=_("Gilt bis"), widget=DateInput(), help_text=_("Höchstens ein Jahr."))

    def __init__(self, *args: Any, permits: Iterable[Permit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permits"].choices = [(permit.value, permit.label) for permit in permits]


class WebhookForm(forms.Form):
    """Another program that is told of events."""

    name = forms.CharField(label=_("Wer benachrichtigt wird"), max_length=80)
    url = forms.URLField(label=_("Adresse"), max_length=500, assume_scheme="https")
    topics = forms.MultipleChoiceField(
        label=_("Ereignisse"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Übermittelt wird, dass etwas geschah: Art, Nummer und Zeit. Keine Texte und keine Personen."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["topics"].choices = topic_choices()


def topic_choices() -> list[tuple[str, str]]:
    """Each topic with its German sentence, without the subject."""
    sentences = verbs()
    return [(topic, (str(sentences[topic]) % {"subject": "…"}).removeprefix("hat ")) for topic in TOPICS]
