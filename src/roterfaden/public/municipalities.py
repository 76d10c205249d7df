"""The municipalities, which answer for themselves."""

from collections.abc import Sequence

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from roterfaden.implementation.queries import MatrixFilter, fields_offered, offered_version
from roterfaden.kernel.time import local_day
from roterfaden.public import pictures
from roterfaden.public.nav import page_language, public_page
from roterfaden.reporting.queries.sheets import has_public_sheet
from roterfaden.thread.queries.municipality import OfferedLine, municipalities_page, municipality_page, public_areas
from roterfaden.ui.forms import FilterForm
from roterfaden.web.figures import promise
from roterfaden.web.pages import get_visible

TAKEN = "uebernommen"


class AnswerFilter(FilterForm):
    """What of the answers is shown."""

    feld = forms.ChoiceField(label=_("Handlungsfeld"))
    karte = forms.ChoiceField(
        label=_("Karte zeigt"), choices=[("", _("Anteil beantwortet")), (TAKEN, _("Anteil übernommen"))]
    )

    def __init__(self, *args: object, fields_of: Sequence[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feld"].choices = [("", _("Alle")), *fields_of]


@login_not_required
@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """Map and matrix of the answers."""
    version = offered_version()
    form = AnswerFilter(request.GET, fields_of=fields_offered(version) if version else ())
    chosen = form.chosen()
    page = municipalities_page(
        version, on=local_day(timezone.now()), language=page_language(), chosen=MatrixFilter(chosen.get("feld", ""))
    )
    context = {
        "page": page,
        "form": form,
        "map": pictures.adoption_map(page, taken=chosen.get("karte") == TAKEN),
        "matrix": pictures.adoption_matrix(page),
    }
    return public_page(request, "public/municipality/municipalities.html", context)


@login_not_required
@require_safe
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """One municipality: what it was offered, its answers, its figures, its voices."""
    today = local_day(timezone.now())
    page = municipality_page(get_visible(public_areas(today), slug=slug), on=today, language=page_language())
    context = {
        "page": page,
        "answered": [(line, _promise(line)) for line in page.answered],
        "has_sheet": has_public_sheet(page.area),
    }
    return public_page(request, "public/municipality/municipality.html", context)


def _promise(line: OfferedLine) -> str:
    """What the county promises, in words; empty where it is not measurable."""
    return promise(line.target) if line.target is not None and line.target.is_measurable else ""
