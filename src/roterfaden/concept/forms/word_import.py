"""What people choose when a Word document becomes part of the draft."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.enums import BlockUse
from roterfaden.concept.methods.word_import import DEEPEST, Choice
from roterfaden.concept.models import WordBlock
from roterfaden.ui.forms import LongText


class WordFileForm(forms.Form):
    """A Word document."""

    upload = forms.FileField(
        label=_("Word-Dokument"),
        help_text=_("Eine Datei im Format DOCX, bis zu 25 MB. Noch wird nichts in den Entwurf übernommen."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,  # the domain says what is wrong with it
    )


class WordBlocksForm(forms.Form):
    """What becomes of each of some pieces: its kind and how deep it stands."""

    marks_optional = False  # everything is set already

    def __init__(self, *args: Any, blocks: Sequence[WordBlock], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks = blocks
        depths = [(each, str(each)) for each in range(1, DEEPEST + 1)]
        for block in blocks:
            self.fields[f"use_{block.number}"] = forms.ChoiceField(
                label=_("Wird"), choices=BlockUse.choices, initial=block.use
            )
            self.fields[f"depth_{block.number}"] = forms.TypedChoiceField(
                label=_("Ebene"), choices=depths, coerce=int, initial=block.depth
            )

    def fields_of(self, block: WordBlock) -> tuple[forms.BoundField, forms.BoundField]:
        """The two fields of a piece."""
        return self[f"use_{block.number}"], self[f"depth_{block.number}"]

    def choices(self) -> dict[int, Choice]:
        """The valid form as the actions take it."""
        given = self.cleaned_data
        return {each.number: Choice(given[f"use_{each.number}"], given[f"depth_{each.number}"]) for each in self.blocks}


class WordStartForm(forms.Form):
    """What goals say as long as nobody has given them a measure."""

    goal_reason = forms.CharField(
        label=_("Warum sind die Ziele noch nicht messbar?"),
        help_text=_("Das steht an jedem Ziel aus diesem Dokument, bis Sie dort Messgröße und Zielwert eintragen."),
        widget=LongText(rows=2),
    )
