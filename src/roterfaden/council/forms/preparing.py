"""Forms for signing a draft and for what is attached."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.council.models import Paper, SignOff
from roterfaden.ui.forms import DateInput, LongText
from roterfaden.weighing.models import Unit

OWN_FILE = "file"


class SignOffAskForm(forms.Form):
    """Which unit has to co-sign."""

    unit = forms.ModelChoiceField(label=_("Fachstelle"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = SignOff.objects.current().filter(paper=paper).values("unit")
        self.fields["unit"].queryset = Unit.objects.active().exclude(pk__in=asked).order_by("name", "pk")


class SignOffForm(forms.Form):
    """What a unit answered."""

    agrees = forms.TypedChoiceField(
        label=_("Antwort"), widget=forms.RadioSelect, coerce=lambda value: value == "yes",
        choices=[("yes", _("zeichnet mit")), ("no", _("zeichnet nicht mit"))],
    )  # fmt: skip
    signed_on = forms.DateField(label=_("am"), widget=DateInput())
    note = forms.CharField(
        label=_("Anmerkung"), required=False, widget=LongText(3),
        help_text=_("Nötig, wenn die Stelle nicht mitzeichnet."),
    )  # fmt: skip


class AnnexForm(forms.Form):
    """Something to attach: a file somebody brings, or a document the program sets and keeps as it is today."""

    what = forms.ChoiceField(label=_("Was fügen Sie bei?"))
    upload = forms.FileField(
        label=_("Datei"), required=False, help_text=_("PDF, DOCX, ODT, XLSX, ODS, CSV oder TXT, bis 25 MB.")
    )
    title = forms.CharField(
        label=_("Titel"), max_length=240, required=False,
        help_text=_("Leer lassen, dann heißt die Anlage wie das, was Sie beifügen."),
    )  # fmt: skip
    is_public = forms.BooleanField(label=_("öffentlich"), required=False, initial=True)

    def __init__(self, *args: Any, made: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [(OWN_FILE, _("eine eigene Datei")), *made]

    def clean(self) -> dict[str, Any]:
        """A file of one's own needs the file."""
        values = super().clean() or {}
        if values.get("what") == OWN_FILE and not values.get("upload") and "upload" not in self.errors:
            self.add_error("upload", _("Wählen Sie die Datei aus."))
        return values
