"""The table of ways as somebody brings it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WaysForm(forms.Form):
    """A table of ways."""

    upload = forms.FileField(
        label=_("Tabelle"), help_text=_("Excel (XLSX), ODS oder CSV, mit den Spalten der Vorlage von dieser Seite.")
    )
