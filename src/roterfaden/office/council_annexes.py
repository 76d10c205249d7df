"""Gremien: what is attached to a paper: files people bring, documents the program sets and keeps as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.concept.exports import written_pdf
from roterfaden.concept.models import Version
from roterfaden.concept.queries import comparison
from roterfaden.council import actions
from roterfaden.council.enums import AnnexKind
from roterfaden.council.forms import OWN_FILE, AnnexForm
from roterfaden.council.models import Annex, Paper
from roterfaden.kernel.time import local_day
from roterfaden.office.council_form import council_form, paper_for
from roterfaden.office.nav import opens_with
from roterfaden.reporting.exports import edition_document
from roterfaden.reporting.models import Edition
from roterfaden.reporting.queries.editions import edition_view
from roterfaden.thread.queries.reading import reading
from roterfaden.ui.filters import day
from roterfaden.web.comparing_docx import author_of, comparison_docx
from roterfaden.web.context import house_of
from roterfaden.web.files import send_file
from roterfaden.web.pages import actor_of, attempt, get_visible, posted
from roterfaden.web.reading import document_bytes, version_document

NEWEST = 20
"""How many versions and editions are offered as annex."""
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@opens_with("council.add_annex")
def add_annex(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Attach a file, or something the program sets and keeps as it is today."""
    row = paper_for(actor_of(request), paper_id)
    if not allowed(actor_of(request), "council.add_annex", row):
        raise PermissionDenied
    made = _offers(row)
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AnnexForm(data, files, made=[(key, offer.label) for key, offer in made.items()])
    if form.is_valid():
        annex = attempt(form, lambda: _attach(request, row, form, made))
        if annex:
            messages.success(request, _("Die Anlage ist beigefügt. Sie ändert sich nicht mehr."))
            return redirect("office:council_paper", row.pk)
    lead = _("Was Sie beifügen, wird so aufbewahrt, wie es heute ist.")
    return council_form(request, _("Anlage beifügen"), form, _("Beifügen"), paper=row, lead=lead)


@form_methods
@opens_with("council.publish_annex")
def annex_publicity(request: HttpRequest, annex_id: int) -> HttpResponse:
    """Publish an annex, or take it away from the public."""
    row = get_visible(Annex.objects.select_related("paper", "version", "before"), pk=annex_id)
    action = actions.withdraw_annex if row.is_public else actions.publish_annex
    form = Form(posted(request))
    if form.is_valid():
        changed = attempt(form, lambda: action(actor=actor_of(request), annex=row, now=timezone.now()))
        if changed:
            messages.success(request, _("Das ist geändert. Es gilt sofort."))
            return redirect("office:council_paper", row.paper_id)
    words = _("Nicht mehr veröffentlichen") if row.is_public else _("Veröffentlichen")
    return council_form(request, f"{words}: {row.title}", form, words, paper=row.paper)


@require_safe
@opens_with("council.view_council")
def annex_file(request: HttpRequest, annex_id: int) -> FileResponse:
    """An annex as it was attached."""
    row = get_visible(Annex.objects.select_related("paper", "file"), pk=annex_id)
    paper_for(actor_of(request), row.paper_id)  # who may not see the draft may not see what is attached
    return send_file(row.file)


@dataclass(frozen=True)
class _Offer:
    """Something the program can set: how it is called, what it is made from, and how."""

    label: str
    kind: str
    title: str
    ending: str
    source: str
    make: Callable[[HttpRequest], bytes]
    version: Version | None = None
    before: Version | None = None


def _offers(row: Paper) -> dict[str, _Offer]:
    """Frozen versions of the concept the paper is about (of all where it is about none), synopses, and editions."""
    versions = Version.objects.frozen().select_related("concept", "based_on").order_by("-frozen_at", "-pk")
    if row.version is not None:
        versions = versions.filter(concept=row.version.concept_id)
    found: dict[str, _Offer] = {}
    for version in versions[:NEWEST]:
        said = {"title": version.title, "day": day(version.frozen_at), "checksum": version.checksum[:12]}
        source = _("Fassung vom %(day)s, Prüfsumme %(checksum)s") % said
        found[f"version-{version.pk}"] = _Offer(
            _("Fassung: %(title)s") % said, AnnexKind.VERSION, version.title, "pdf", source,
            partial(_version_pdf, version), version,
        )  # fmt: skip
        before = version.based_on
        if before is not None and before.is_frozen:
            named = {"before": before.title, "after": version.title}
            found[f"synopse-{version.pk}"] = _Offer(
                _("Synopse: %(before)s – %(after)s") % named, AnnexKind.SYNOPSIS,
                _("Synopse: %(before)s – %(after)s") % named, "docx", source,
                partial(_synopsis, before, version), version, before,
            )  # fmt: skip
    editions = Edition.objects.public().select_related("report__cycle").order_by("-published_at", "-pk")
    return found | {f"ausgabe-{row.pk}": _edition_offer(row) for row in editions[:NEWEST]}


def _edition_offer(row: Edition) -> _Offer:
    said = {"title": row.title, "number": row.number, "checksum": row.checksum[:12]}
    return _Offer(
        _("Ausgabe: %(title)s") % said, AnnexKind.EDITION, row.title, "pdf",
        _("Ausgabe %(number)s, Prüfsumme %(checksum)s") % said, partial(_edition_pdf, row),
    )  # fmt: skip


def _edition_pdf(row: Edition, request: HttpRequest) -> bytes:
    house = house_of(request)
    view = edition_view(row, on=local_day(row.frozen_at))
    return written_pdf(edition_document(view, site=house.name if house else ""))


def _version_pdf(version: Version, request: HttpRequest) -> bytes:
    with translation.override(settings.LANGUAGE_CODE):
        read = reading(version, language=settings.LANGUAGE_CODE, on=local_day(timezone.now()))
        document = version_document(read, house_of(request))
        made = document_bytes(document, "pdf", may_make=lambda: True)
    return made or b""


def _synopsis(before: Version, after: Version, request: HttpRequest) -> bytes:
    with translation.override(settings.LANGUAGE_CODE):
        made = comparison_docx(
            comparison(before, after), author=author_of(request), made_at=after.frozen_at or timezone.now(),
            language=settings.LANGUAGE_CODE,
        )  # fmt: skip
        return made.read()


def _attach(request: HttpRequest, row: Paper, form: AnnexForm, made: dict[str, _Offer]) -> Annex:
    values, actor, now = form.cleaned_data, actor_of(request), timezone.now()
    if values["what"] == OWN_FILE:
        upload = values["upload"]
        return actions.add_annex(
            actor=actor, paper=row, kind=AnnexKind.FILE, title=values["title"] or upload.name[:240], upload=upload,
            is_public=values["is_public"], now=now,
        )  # fmt: skip
    offer = made[values["what"]]
    upload = ContentFile(offer.make(request), name=f"anlage.{offer.ending}")
    return actions.add_annex(
        actor=actor, paper=row, kind=offer.kind, title=values["title"] or offer.title[:240], upload=upload,
        version=offer.version, before=offer.before, source=offer.source, is_public=values["is_public"], now=now,
    )  # fmt: skip


urlpatterns: list[URLPattern] = [
    path("gremien/vorlagen/<int:paper_id>/anlage-neu/", add_annex, name="council_annex_add"),
    path("gremien/anlagen/<int:annex_id>/", annex_file, name="council_annex_file"),
    path("gremien/anlagen/<int:annex_id>/oeffentlich/", annex_publicity, name="council_annex_publicity"),
]
