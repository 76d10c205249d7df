"""Versions of the concept side by side, what a version is, how an element came to read so, and the concept before."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from roterfaden.concept import queries
from roterfaden.concept.models import Version
from roterfaden.public.limits import too_many, tried
from roterfaden.public.nav import content_language, public_page
from roterfaden.thread.queries.document import version_by_slug
from roterfaden.thread.queries.element import element_history
from roterfaden.thread.queries.versions import current_version, readable_versions
from roterfaden.web.comparing import (
    ALL,
    CompareForm,
    changed_facts,
    comparison_page,
    marked,
    plain_facts,
    summary_sentences,
)
from roterfaden.web.comparing_docx import DOCX, author_of, comparison_docx

DOCUMENTS = 10
"""Word documents one address may ask for within ten minutes."""


@login_not_required
@require_safe
def compare_choose(request: HttpRequest) -> HttpResponse:
    """From the form to the address of a comparison; without a choice the newest version with the one before it."""
    chosen = version_by_slug(request.GET.get("zu", "")) or current_version()
    if chosen is None:
        return redirect("public:concept")
    versions = _siblings(chosen)
    older = next((each for each in versions if each.slug == request.GET.get("von")), None)
    if older is None:
        older = next((each for each in versions if each.number < chosen.number), chosen)
    address = reverse("public:compare", args=[older.slug, chosen.slug])
    return redirect(f"{address}?zeigen={ALL}" if request.GET.get("zeigen") == ALL else address)


@login_not_required
@require_safe
def compare(request: HttpRequest, old: str, new: str) -> HttpResponse:
    """Two published versions of one concept, word by word."""
    before, after, versions = _pair(old, new)
    shows_all = request.GET.get("zeigen") == ALL
    lang = content_language()
    page = comparison_page(
        queries.comparison(before, after), shows_all=shows_all, lang=lang,
        href=lambda row: reverse("public:element_history", args=[row.element_id]),
    )  # fmt: skip
    chosen = {"von": before.slug, "zu": after.slug, "zeigen": ALL if shows_all else ""}
    form = CompareForm(chosen, versions=versions)
    context = {"page": page, "told": summary_sentences(page.counts), "form": form, "several": len(versions) > 1}
    return public_page(request, "public/comparing/compare.html", context)


@login_not_required
@require_safe
def compare_docx(request: HttpRequest, old: str, new: str) -> FileResponse | HttpResponse:
    """The same as a Word document with tracked changes."""
    before, after, _versions = _pair(old, new)
    if too_many("comparison", request, DOCUMENTS):
        return public_page(request, "public/card/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    tried("comparison", request)
    with translation.override(settings.LANGUAGE_CODE):
        made = comparison_docx(
            queries.comparison(before, after), author=author_of(request), made_at=timezone.now(),
            language=settings.LANGUAGE_CODE,
        )  # fmt: skip
    name = f"aenderungen-{before.slug}-{after.slug}.docx"
    return FileResponse(made, as_attachment=True, filename=name, content_type=DOCX)


@login_not_required
@require_safe
def version_about(request: HttpRequest, slug: str) -> HttpResponse:
    """What a version is: kind, day, checksum, whether it is intact, and what changed since the one before."""
    version = _readable(slug)
    versions = _siblings(version)
    before = next((each for each in versions if each.number < version.number), None)
    context = {
        "version": version,
        "before": before,
        "is_intact": queries.is_intact(version),
        "told": summary_sentences(queries.change_counts(before, version)) if before else [],
        "versions": versions,
        "is_current": versions[0].pk == version.pk,
    }
    return public_page(request, "public/comparing/version.html", context)


@login_not_required
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every wording of an element residents could read, who decided, and the voices behind each change."""
    found = element_history(pk)
    if found is None:
        raise Http404
    lang = content_language()
    steps = []
    before = None
    for step in found.steps:
        now = queries.Standing(step.shown_in[0].number, 0, step.revision, step.target)
        said = changed_facts(before, now, lang) if before else plain_facts(now)
        steps.append({"step": step, "title": marked(step.title, lang), "body": marked(step.body, lang), "facts": said})
        before = now
    context = {"found": found, "steps": steps, "remarks": queries.remarks_outside(pk)}
    return public_page(request, "public/comparing/history.html", context)


@login_not_required
@require_safe
def predecessor(request: HttpRequest) -> HttpResponse:
    """What of the concept before continues in this one."""
    version = current_version()
    before = queries.predecessor_version(version.concept) if version else None
    if version is None or before is None:
        raise Http404
    found = queries.continuing(before, version)
    wanted = request.GET.get("art", "")
    rows = [row for row in found.rows if not wanted or _is_of(row, wanted)]
    context = {"found": found, "rows": rows, "wanted": wanted, "shown": len(rows)}
    return public_page(request, "public/comparing/predecessor.html", context)


def _is_of(row: queries.FormerElement, wanted: str) -> bool:
    return row.is_open if wanted == "offen" else any(link.kind == wanted for link in row.links)


def _readable(slug: str) -> Version:
    found = version_by_slug(slug)
    if found is None:
        raise Http404
    return found


def _siblings(version: Version) -> list[Version]:
    """The readable versions of the same concept, newest first."""
    return list(readable_versions().filter(concept=version.concept_id))


def _pair(old: str, new: str) -> tuple[Version, Version, list[Version]]:
    after = _readable(new)
    versions = _siblings(after)
    before = next((each for each in versions if each.slug == old), None)
    if before is None:
        raise Http404
    return before, after, versions


urlpatterns: list[URLPattern] = [
    path("konzept/vergleich/", compare_choose, name="compare_choose"),
    path("konzept/vergleich/<slug:old>/<slug:new>/", compare, name="compare"),
    path("konzept/vergleich/<slug:old>/<slug:new>.docx", compare_docx, name="compare_docx"),
    path("konzept/fassungen/<slug:slug>/", version_about, name="version_about"),
    path("konzept/element/<int:pk>/verlauf/", history, name="element_history"),
    path("konzept/vorgaenger/", predecessor, name="predecessor"),
]
