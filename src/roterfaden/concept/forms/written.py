"""Bringing an office template."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordTemplateForm(forms.Form):
    """The file; what is in it is checked by the action."""

    upload = forms.FileField(
        label=_("Neue Vorlage"),
        help_text=_("Eine DOCX-Datei bis 25 MB ohne Makros. Der Platzhalter {{ inhalt }} muss darin stehen."),
    )
