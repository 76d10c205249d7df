"""A page that is one form: the same shape for every act of the office."""

from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from roterfaden.office.nav import office_page
from roterfaden.ui.parts import Link, Text


@dataclass(frozen=True)
class FormPage:
    """Title, one sentence, the form, the words on its button, the way out and the way back up."""

    title: Text
    form: BaseForm
    submit: Text
    cancel: str
    crumbs: tuple[Link, ...]
    lead: Text = ""
    note: Text = ""


def form_page(request: HttpRequest, page: FormPage) -> HttpResponse:
    """Show the form; 422 when it has errors."""
    return office_page(request, "office/form_page.html", page)
