"""What people type when they say the concept in another language."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.enums import TextState
from roterfaden.concept.methods.text_tables import ReturnedText, returned_texts
from roterfaden.kernel.errors import DomainError
from roterfaden.kernel.tables import BYTES_LIMIT, read_table
from roterfaden.ui.forms import FilterForm, LongText

CHECKED = _("Ich habe den Text neben dem Deutschen gelesen: Er sagt dasselbe.")
CHECKED_SIMPLE = _("Menschen, für die Leichte Sprache da ist, haben diesen Text geprüft.")


class TextForm(forms.Form):
    """One element in another language. `revision` and `expected_number` say what the author saw."""

    title = forms.CharField(label=_("Titel"), max_length=300)
    body = forms.CharField(
        label=_("Text"), help_text=_("Absätze durch eine Leerzeile trennen, Listen mit „- “ beginnen."),
        widget=LongText(rows=12), required=False,
    )  # fmt: skip
    is_checked = forms.BooleanField(
        label=CHECKED, help_text=_("Ohne Haken bleibt der Text ein Entwurf, den nur das Büro sieht."), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    expected_number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, direction: str, is_simple: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "body"):
            self.fields[name].widget.attrs.update({"lang": language, "dir": direction})
        if is_simple:
            self.fields["is_checked"].label = CHECKED_SIMPLE


class TextFilterForm(FilterForm):
    """Which elements the list shows."""

    stand = forms.ChoiceField(label=_("Stand"), choices=[("", _("alle")), *TextState.choices])
    feld = forms.ChoiceField(label=_("Handlungsfeld"))

    def __init__(self, *args: Any, fields: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named: dict[str, Any] = self.fields
        named["feld"].choices = [("", _("alle")), *((name, name) for name in fields if name)]


class TextTableForm(forms.Form):
    """A table that came back; what it holds is in `rows`."""

    upload = forms.FileField(
        label=_("Tabelle"), help_text=_("Die Tabelle, die Sie hier geholt haben, mit den neuen Texten (.xlsx, .ods)."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )  # fmt: skip
    rows: list[ReturnedText]

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language = language

    def clean_upload(self) -> Any:
        """Read the table; what is wrong with it stands at the field."""
        upload = self.cleaned_data["upload"]
        try:
            self.rows = returned_texts(read_table(upload.read(BYTES_LIMIT + 1), upload.name or ""), self.language)
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        return upload


class TakeTextsForm(forms.Form):
    """What was read from the table, once more, so that nothing has to be kept in between."""

    rows = forms.JSONField(widget=forms.HiddenInput)
    is_checked = forms.BooleanField(
        label=CHECKED, help_text=_("Ohne Haken kommen die Texte als Entwürfe hinein."), required=False
    )

    def clean_rows(self) -> list[ReturnedText]:
        """The rows again; anything else is refused."""
        try:
            found = [ReturnedText(**row) for row in self.cleaned_data["rows"]]
            is_whole = all(
                isinstance(value, int if name in {"line", "revision", "text"} else str)
                for row in found
                for name, value in asdict(row).items()
            )
        except TypeError:
            is_whole = False
        if not is_whole:
            raise forms.ValidationError(_("Bitte wählen Sie die Tabelle noch einmal."))
        return found
