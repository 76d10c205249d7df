"""The gallery: every component with its parameters, for designers, developers and the tests."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roterfaden.ui import gallery as examples


@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component; the example form shows its errors after "Speichern"."""
    form = examples.ExampleForm(request.POST or None)
    context = {
        **examples.context(),
        "form": form,
        "filter_form": examples.ExampleFilter(request.GET or None),
        "page": Paginator(range(480), 50).get_page(request.GET.get("seite")),
    }
    return render(
        request, "ui/pages/gallery.html", context, status=422 if form.is_bound and not form.is_valid() else 200
    )
