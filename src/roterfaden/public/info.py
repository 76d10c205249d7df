"""Pages the law asks for, and the one in Leichte Sprache."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth.decorators import login_not_required
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from roterfaden.places.enums import HousePage
from roterfaden.places.queries import house_texts
from roterfaden.public.disclosures import disclosures
from roterfaden.public.nav import public_page
from roterfaden.public.not_yet import needs_house
from roterfaden.web.context import house_of

LOWER_SAXONY = "03"
"""How official keys of Lower Saxony begin: its law stands on the page on accessibility."""


@dataclass(frozen=True)
class StoredFields:
    """What one kind of record keeps about people, read from its own privacy declaration."""

    name: str
    personal: tuple[str, ...]


@login_not_required
@require_safe
@needs_house
def plain_language(request: HttpRequest) -> HttpResponse:
    """What this is, in Leichte Sprache."""
    return public_page(request, "public/info/plain_language.html")


@login_not_required
@require_safe
@needs_house
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement under § 9b NBGG; in another Land the house names its own law and office."""
    house = house_of(request)
    knows_law = house is not None and house.county.ars.startswith(LOWER_SAXONY)
    return public_page(
        request, "public/info/accessibility.html",
        {"knows_law": knows_law, "own": house_texts().get(HousePage.ACCESSIBILITY, "")},
    )  # fmt: skip


@login_not_required
@require_safe
@needs_house
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored about people, from the models; what is done with it, from the settings; the house's own words."""
    return public_page(
        request, "public/info/privacy.html",
        {"stored": personal_fields(), "told": disclosures(), "own": house_texts().get(HousePage.PRIVACY, "")},
    )  # fmt: skip


@login_not_required
@require_safe
@needs_house
def imprint(request: HttpRequest) -> HttpResponse:
    """Who is responsible."""
    return public_page(request, "public/info/imprint.html", {"own": house_texts().get(HousePage.IMPRINT, "")})


def personal_fields() -> list[StoredFields]:
    """Every model of the house that holds something personal, with the words for its fields."""
    found = [
        StoredFields(str(model._meta.verbose_name), _personal_words(model))
        for model in apps.get_models()
        if model.__module__.startswith("roterfaden.")
    ]
    return sorted((each for each in found if each.personal), key=lambda each: each.name)


def _personal_words(model: type[Model]) -> tuple[str, ...]:
    names = getattr(model, "Privacy", None)
    return tuple(
        str(field.verbose_name) for field in model._meta.fields if names is not None and field.name in names.personal
    )
