"""The whole concept to read, to search and to take away; and what of it concerns one field or one municipality."""

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roterfaden.concept.enums import ElementKind
from roterfaden.concept.methods.written.document import levels
from roterfaden.concept.models import Version
from roterfaden.kernel.time import local_day
from roterfaden.places.models import Area
from roterfaden.public.consultations import consultations_now
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import public_page, reads_simply
from roterfaden.thread.queries.document import version_by_slug
from roterfaden.thread.queries.excerpt import (
    Excerpt,
    excerpt_for_field,
    excerpt_for_municipality,
    fields_of,
    municipalities_of,
)
from roterfaden.thread.queries.reading import Reading, ReadPassage, find, reading
from roterfaden.topics.models import FieldOfAction
from roterfaden.ui.charts.spark import spark
from roterfaden.ui.forms import FilterForm
from roterfaden.web.context import house_of
from roterfaden.web.figures import chart_point, promise
from roterfaden.web.pages import get_visible
from roterfaden.web.reading import (
    FORMS,
    document_bytes,
    excerpt_document,
    file_response,
    made_files,
    place_facts,
    version_document,
    version_file,
)

BELOW_TITLE = 2
CONTENTS_DEPTH = 1
DOCUMENTS = 10
"""Files that have to be made first, for one address in ten minutes."""
FIELD, MUNICIPALITY = "feld", "kommune"
ONLY_TAKEN = "uebernommen"
"""The value of `umfang` that leaves the excerpt of a municipality at what it takes up."""


class SearchForm(FilterForm):
    """Words somebody looks for in the text."""

    suche = forms.CharField(
        label=gettext_lazy("Im Konzept suchen"), max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A passage as the page shows it; `level` is that of its heading."""

    passage: ReadPassage
    level: int
    promise: str
    drawing: SafeString
    facts: tuple[tuple[str, str], ...]
    more_href: str
    more_label: str

    @property
    def inner_level(self) -> int:
        """The level of headings inside its text."""
        return self.level + 1


@login_not_required
@require_safe
def version(request: HttpRequest, slug: str) -> HttpResponse:
    """A version from beginning to end, with contents; with ?suche= the places that hold the words."""
    page = _reading(slug)
    form = SearchForm(request.GET)
    typed = form.chosen().get("suche", "")
    context = {
        "page": page,
        "lines": _lines(page.version, page.passages),
        "contents": _contents(page.passages),
        "form": form,
        "typed": typed,
        "found": find(page.passages, typed, page.language) if typed else None,
        "files": made_files(page.version),
        "address": settings.BASE_URL + request.path,
        "consultations": consultations_now(page.version),
        "told": sum(not passage.text.is_original for passage in page.passages),
        "total": len(page.passages),
        "is_simple": reads_simply(page.version),
    }
    return public_page(request, "public/reading/version.html", context)


@login_not_required
@require_safe
def version_document_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The whole version as a file."""
    if form not in FORMS:
        raise Http404
    page = _reading(slug)
    document = version_document(page, house_of(request))
    made = version_file(page.version, form, document, may_make=lambda: _may_make(request))
    return _sent(request, made, page.version.slug, form)


@login_not_required
@require_safe
def excerpt_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Which excerpts there are."""
    page = _reading(slug)
    context = {"page": page, "fields": fields_of(page), "areas": municipalities_of(page.version)}
    return public_page(request, "public/reading/choose.html", context)


@login_not_required
@require_safe
def excerpt(request: HttpRequest, slug: str, what: str, key: str) -> HttpResponse:
    """What of the version concerns one field or one municipality."""
    page = _reading(slug)
    found, name = _excerpt(request, page, what, key)
    only_taken = _only_taken(request)
    context = {
        "page": page,
        "excerpt": found,
        "name": name,
        "what": what,
        "key": key,
        "lines": _lines(page.version, found.passages, found),
        "forms": FORMS,
        "only_taken": only_taken,
        "narrowed": f"?umfang={ONLY_TAKEN}" if only_taken else "",
        "address": settings.BASE_URL + request.get_full_path() if only_taken else settings.BASE_URL + request.path,
    }
    return public_page(request, "public/reading/excerpt.html", context)


@login_not_required
@require_safe
def excerpt_file(request: HttpRequest, slug: str, what: str, key: str, form: str) -> HttpResponse:
    """The same as a file."""
    if form not in FORMS:
        raise Http404
    page = _reading(slug)
    found, name = _excerpt(request, page, what, key)
    today = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    document = excerpt_document(found, house_of(request), name=name, now=today)
    made = document_bytes(document, form, may_make=lambda: _may_make(request))
    return _sent(request, made, f"{page.version.slug}-{key}{f'-{ONLY_TAKEN}' if _only_taken(request) else ''}", form)


def _reading(slug: str) -> Reading:
    found = version_by_slug(slug)
    if found is None:
        raise Http404
    return reading(found, language=get_language() or settings.LANGUAGE_CODE, on=local_day(timezone.now()))


def _only_taken(request: HttpRequest) -> bool:
    return request.GET.get("umfang") == ONLY_TAKEN


def _excerpt(request: HttpRequest, page: Reading, what: str, key: str) -> tuple[Excerpt, str]:
    """The excerpt and the name of what it is about; 404 where there is nothing."""
    if what == FIELD:
        field = get_visible(FieldOfAction.objects.order_by("pk"), slug=key)
        found, name = excerpt_for_field(page, field), field.name
    elif what == MUNICIPALITY:
        area = get_visible(Area.objects.partners(), slug=key)
        today, name = local_day(timezone.now()), area.name
        found = excerpt_for_municipality(page, area, on=today, only_taken=_only_taken(request))
    else:
        raise Http404
    if found is None:
        raise Http404
    return found, name


def _may_make(request: HttpRequest) -> bool:
    """Whether this address may have another file made; counts it."""
    if too_many("written", request, DOCUMENTS):
        return False
    tried("written", request)
    return True


def _sent(request: HttpRequest, made: bytes | None, name: str, form: str) -> HttpResponse:
    if made is None:
        return public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    return file_response(made, name, form)


def _lines(version: Version, passages: tuple[ReadPassage, ...], found: Excerpt | None = None) -> list[Line]:
    """Passages with headings that skip no level; in an excerpt also with what is known of the place."""
    found_levels = levels([passage.depth for passage in passages], top=BELOW_TITLE)
    return [_line(version, passage, level, found) for passage, level in zip(passages, found_levels, strict=True)]


def _line(version: Version, passage: ReadPassage, level: int, found: Excerpt | None) -> Line:
    said = tuple(place_facts(passage, found)) if found is not None else ()
    href, label = _more(version, passage)
    goal = passage.goal
    if goal is None or not goal.target.is_measurable:
        return Line(passage, level, "", SafeString(""), said, href, label)
    aim = float(goal.target.target_value) if goal.target.target_value is not None else None
    drawing = spark([chart_point(value) for value in goal.values], aim)
    return Line(passage, level, promise(goal.target), drawing, said, href, label)


def _more(version: Version, passage: ReadPassage) -> tuple[str, str]:
    """The page with everything about an element, and the words of the link; empty where there is none."""
    if passage.is_goal:
        return reverse("public:goal", args=[passage.element_id]), _("Alles zu diesem Ziel")
    if passage.is_initiative:
        return reverse("public:initiative", args=[passage.element_id]), _("Alles zu dieser Maßnahme")
    if passage.kind == ElementKind.FIELD and passage.field_slug:
        return reverse("public:field", args=[version.slug, passage.field_slug]), _("Alles zu diesem Handlungsfeld")
    return "", ""


def _contents(passages: tuple[ReadPassage, ...]) -> list[tuple[ReadPassage, list[ReadPassage]]]:
    """The highest elements, each with those right below it."""
    found: list[tuple[ReadPassage, list[ReadPassage]]] = []
    for passage in passages:
        if passage.depth == 0 or not found:
            found.append((passage, []))
        elif passage.depth <= CONTENTS_DEPTH:
            found[-1][1].append(passage)
    return found


ONE = "konzept/fassungen/<slug:slug>"
urlpatterns: list[URLPattern] = [
    path(f"{ONE}/dokument.<slug:form>", version_document_file, name="version_file"),
    path(f"{ONE}/auszug/", excerpt_choose, name="excerpt_choose"),
    path(f"{ONE}/auszug/<slug:what>/<slug:key>/", excerpt, name="excerpt"),
    path(f"{ONE}/auszug/<slug:what>/<slug:key>.<slug:form>", excerpt_file, name="excerpt_file"),
    path("konzept/<slug:slug>/", version, name="version"),
]
