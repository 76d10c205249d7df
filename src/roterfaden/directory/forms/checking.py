"""What an organisation says about its entries, one question for each."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.directory.enums import CorrectionKind
from roterfaden.directory.models import Service
from roterfaden.ui.forms import LongText

RIGHT = "right"


class CheckForm(forms.Form):
    """For each entry: it is right, something changed, it is gone, or no answer yet."""

    def __init__(self, *args: Any, services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = services
        for service in services:
            self.fields[f"stand_{service.pk}"] = forms.ChoiceField(
                label=service.title, required=False, widget=forms.RadioSelect,
                choices=[(RIGHT, _("Alles stimmt")), *CorrectionKind.choices],
            )  # fmt: skip
            self.fields[f"text_{service.pk}"] = forms.CharField(
                label=_("Was hat sich geändert?"), required=False, max_length=1000, widget=LongText(3)
            )

    def clean(self) -> dict[str, Any]:
        """Whoever says that something changed says what."""
        values = super().clean() or {}
        for service in self.services:
            said = values.get(f"stand_{service.pk}")
            if said == CorrectionKind.CHANGED and not values.get(f"text_{service.pk}", "").strip():
                self.add_error(f"text_{service.pk}", _("Bitte schreiben Sie, was sich geändert hat."))
        if not any(values.get(f"stand_{service.pk}") for service in self.services) and not self.errors:
            self.add_error(None, _("Bitte sagen Sie zu mindestens einem Angebot, ob es stimmt."))
        return values

    def answer(self) -> dict[str, Any]:
        """What the action takes: entries that are right, and those that are not with kind and words."""
        said = {service: self.cleaned_data[f"stand_{service.pk}"] for service in self.services}
        return {
            "right": [service for service, answer in said.items() if answer == RIGHT],
            "wrong": {
                service: (answer, self.cleaned_data[f"text_{service.pk}"])
                for service, answer in said.items()
                if answer in CorrectionKind.values
            },
        }
