"""What the office types about the online stage and in the moderation queue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import CommentRule
from roterfaden.participation.models import Event
from roterfaden.topics.models import FieldOfAction


class DecisionForm(forms.Form):
    """Why something is not shown, or why it stays."""

    reason = forms.CharField(
        label=_("Grund"),
        help_text=_("Wer geschrieben hat, liest ihn mit dem Code. Zum Beispiel: beleidigt eine Gruppe von Menschen."),
        max_length=300, required=False,
    )  # fmt: skip


class CommentRuleForm(forms.Form):
    """How comments are treated."""

    rule = forms.ChoiceField(label=_("Kommentare"), choices=CommentRule.choices, widget=forms.RadioSelect)


class QuestionFieldsForm(forms.Form):
    """To which field of action each question of an online event belongs."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        chosen = dict(event.question_fields.values_list("question", "field"))
        kwargs["initial"] = {f"frage_{number}": field for number, field in chosen.items()}
        super().__init__(*args, **kwargs)
        fields = FieldOfAction.objects.order_by("number", "pk")
        for number, wordings in enumerate(event.asked, start=1):
            self.fields[f"frage_{number}"] = forms.ModelChoiceField(
                label=wordings[0].text, queryset=fields, required=False, empty_label=_("zu allen Handlungsfeldern")
            )

    def chosen(self) -> dict[int, FieldOfAction | None]:
        """Question (from 1) → field."""
        return {int(name.removeprefix("frage_")): field for name, field in self.cleaned_data.items()}
