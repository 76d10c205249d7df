"""Bedarf: the questions of the committee and of the round, each with its sentence, and the packs of the round."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from roterfaden.accounts.rules import allowed
from roterfaden.courses import actions, queries
from roterfaden.courses.exports import pack_pdf, pack_xlsx
from roterfaden.courses.methods.needs import HEAT, LINE, QUESTIONS, Answer, Sheet, answer, definitions
from roterfaden.courses.methods.needs.drawing import chart_of, columns_of, rows_of
from roterfaden.courses.models import RoundPack
from roterfaden.kernel.suppression import FEWEST
from roterfaden.kernel.time import local_day
from roterfaden.office.nav import add_entry, office_page, opens_with
from roterfaden.ui.charts.figures import Drawable
from roterfaden.ui.documents import pdf_response
from roterfaden.ui.parts import Column, Row, Text
from roterfaden.web.context import house_of
from roterfaden.web.pages import actor_of, get_visible

OPENS = "courses.view_needs"
FREEZES = "courses.freeze_round_pack"
SEES_ALL = "courses.view_candidates"
PACKS = "runde"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
add_entry(route="office:course_needs", label=gettext_lazy("Bedarf"), position=234, permission=OPENS)


@dataclass(frozen=True)
class ShownSheet:
    """A table and its picture, ready for the page; `kind` is that of the picture. `is_told`: the table below the
    picture says no more than the one the picture brings with it."""

    caption: str
    kind: str
    chart: Drawable | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_told: bool


@dataclass(frozen=True)
class Tab:
    """A way to another question."""

    url: str
    label: Text
    is_here: bool


@dataclass(frozen=True)
class NeedsPage:
    """The answer to one question. `smallest`: numbers of people below it are hidden from this reader; 0 hides none."""

    tabs: tuple[Tab, ...]
    answer: Answer
    sheets: tuple[ShownSheet, ...]
    definitions: tuple[tuple[str, str], ...]
    on: date
    smallest: int


@dataclass(frozen=True)
class PacksPage:
    """The packs that were frozen, the newest first."""

    tabs: tuple[Tab, ...]
    packs: tuple[RoundPack, ...]
    may_freeze: bool
    network: str


@require_http_methods(["GET", "HEAD", "POST"])
@opens_with(OPENS)
def needs(request: HttpRequest) -> HttpResponse:
    """One question (`?frage=`), or the packs; a POST freezes the pack of today."""
    actor, now = actor_of(request), timezone.now()
    if request.method == "POST":
        pack = actions.freeze_round_pack(actor=actor, now=now)
        messages.success(request, _("Die Zahlen sind festgehalten: %(name)s.") % {"name": pack.name})
        return redirect(f"{reverse('office:course_needs')}?frage={PACKS}")
    wanted = request.GET.get("frage", "")
    if wanted == PACKS:
        packs = PacksPage(
            _tabs(PACKS), tuple(queries.round_packs()), allowed(actor, FREEZES), settings.COURSE_MANAGEMENT_NAME
        )
        return office_page(request, "office/courses/packs.html", packs)
    question = wanted if wanted in QUESTIONS else next(iter(QUESTIONS))
    full = allowed(actor, SEES_ALL)
    facts = queries.need_facts(local_day(now))
    found = answer(facts, question, full=full)
    page = NeedsPage(
        tabs=_tabs(question), answer=found, sheets=tuple(_shown(sheet) for sheet in found.sheets if sheet.rows),
        definitions=definitions(facts), on=facts.on, smallest=0 if full else FEWEST,
    )  # fmt: skip
    return office_page(request, "office/courses/needs.html", page)


def _tabs(here: str) -> tuple[Tab, ...]:
    labels = {slug: label for slug, (label, _found) in QUESTIONS.items()} | {PACKS: gettext_lazy("Runde")}
    return tuple(Tab(f"?frage={slug}", label, slug == here) for slug, label in labels.items())


def _shown(sheet: Sheet) -> ShownSheet:
    kind = sheet.drawing.kind if sheet.drawing is not None else ""
    chart = chart_of(sheet)
    is_told = chart is not None and kind in (HEAT, LINE)
    return ShownSheet(sheet.caption, kind, chart, columns_of(sheet), rows_of(sheet), is_told)


@require_safe
@opens_with(OPENS)
def round_pack(request: HttpRequest, uid: UUID, form: str) -> HttpResponse | FileResponse:
    """A frozen pack as PDF or as table. Small numbers are hidden in it for everybody."""
    pack = get_visible(RoundPack.objects.all(), uid=uid)
    before, name = queries.pack_before(pack), f"bedarf-{pack.key}-{pack.number}"
    if form == "xlsx":
        made = pack_xlsx(pack, before)
        return FileResponse(made, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    if form != "pdf":
        raise Http404
    house = house_of(request)
    return pdf_response(pack_pdf(pack, before, site=house.name if house else ""), name)


urlpatterns: list[URLPattern] = [
    path("kurse/bedarf/", needs, name="course_needs"),
    path("kurse/bedarf/<uuid:uid>.<slug:form>", round_pack, name="round_pack"),
]
