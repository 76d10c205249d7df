"""A file that becomes the working draft of an empty concept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roterfaden.concept.methods.exchange import Exchanged, from_json, from_markdown
from roterfaden.kernel.containers import MEGABYTE
from roterfaden.kernel.errors import DomainError

LIMIT = 10 * MEGABYTE


class ExchangeForm(forms.Form):
    """A version as Markdown or JSON; what follows is in `document`."""

    upload = forms.FileField(
        label=_("Datei"),
        help_text=_("Eine Fassung, die Sie hier oder in einem anderen Landkreis heruntergeladen haben (.md, .json)."),
        widget=forms.FileInput(attrs={"accept": ".md,.json"}),
    )
    document: Exchanged

    def clean_upload(self) -> Any:
        """Read the file; what is wrong with it stands at the field."""
        upload = self.cleaned_data["upload"]
        if upload.size > LIMIT:
            raise forms.ValidationError(_("Diese Datei ist zu groß. Erlaubt sind bis zu 10 MB."))
        try:
            self.document = document_from(upload.read())
        except DomainError as error:
            raise forms.ValidationError(str(error)) from error
        return upload


def document_from(data: bytes) -> Exchanged:
    """The version in a file, Markdown or JSON by its first sign. Raises BrokenExchange."""
    text = data.decode("utf-8-sig", "replace")
    return from_json(text) if text.lstrip().startswith("{") else from_markdown(text)
