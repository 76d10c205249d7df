"""Forms about notes to other bodies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.courses.enums import NoteFact, PartnerKind
from roterfaden.courses.forms.reference import DatedForm
from roterfaden.courses.queries.notes import NoteOption
from roterfaden.ui.forms import LongText

WRITE, LEAVE = "write", "leave"


class NoteForm(forms.Form):
    """One note: written, or decided not to be. What a note needs is asked for by the action, so nothing is marked."""

    marks_optional = False

    decision = forms.ChoiceField(
        label=_("Entscheidung"), widget=forms.RadioSelect, initial=WRITE,
        choices=[(WRITE, _("Mitteilung schreiben")), (LEAVE, _("Nicht mitteilen"))],
    )  # fmt: skip
    addressee = forms.CharField(
        label=_("An"), max_length=300, required=False, widget=LongText(3),
        help_text=_("Stelle mit Anschrift, wie sie auf dem Brief stehen soll."),
    )  # fmt: skip
    commissioned = forms.BooleanField(
        label=_("Der Kursträger hat das festgestellt und uns beauftragt, es mitzuteilen."), required=False
    )

    def __init__(self, *args: Any, option: NoteOption, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressee"].initial = option.to
        if not option.by_law:
            del self.fields["commissioned"]

    def note(self) -> dict[str, Any]:
        """What the letter needs."""
        return {
            "addressee": self.cleaned_data["addressee"], "commissioned": self.cleaned_data.get("commissioned", False),
        }  # fmt: skip


class NoteRuleForm(DatedForm):
    """What the body that issues a way into a course is told without consent."""

    body = forms.ChoiceField(
        label=_("Wer es erfährt"), choices=[each for each in PartnerKind.choices if each[0] != PartnerKind.PROVIDER]
    )
    facts = forms.MultipleChoiceField(
        label=_("Was ohne Einwilligung mitgeteilt werden darf"), choices=NoteFact.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Nichts gewählt: nur mit Einwilligung."),
    )  # fmt: skip
    field_order = ("body", "facts")
