"""From all voices to outcomes, every number a link."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roterfaden.concept.enums import Outcome
from roterfaden.public.links import voices_address
from roterfaden.public.nav import public_page
from roterfaden.thread.queries.outcomes import OutcomeRow, outcomes_page
from roterfaden.thread.queries.voices import UNANSWERED
from roterfaden.ui.charts.shapes import Bar, BarChart
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Cell, Column, Row


@login_not_required
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """What became of everything that was said."""
    page = outcomes_page()
    bars = [Bar(tally.label, tally.count, url=voices_address(ergebnis=tally.code)) for tally in page.tallies]
    bars.append(Bar(_("noch keine Antwort"), page.unanswered, url=voices_address(ergebnis=UNANSWERED)))
    chart = BarChart(
        question=_("Was wurde aus den Beiträgen?"), unit=_("Beiträge"), bars=tuple(bars), label_name=_("Ergebnis")
    )
    context = {
        "page": page,
        "chart": chart,
        "field_columns": _columns(_("Handlungsfeld")),
        "field_rows": [_row(row, "feld") for row in page.by_field],
        "group_columns": _columns(_("Akteursgruppe")),
        "group_rows": [_row(row, "gruppe") for row in page.by_group],
    }
    return public_page(request, "public/outcome/outcomes.html", context)


def _columns(name: str) -> list[Column]:
    labels = [_("Beiträge"), *(str(outcome.label) for outcome in Outcome), _("offen")]
    return [Column(name, row_head=True), *(Column(label, numeric=True) for label in labels)]


def _row(row: OutcomeRow, name: str) -> Row:
    cells = [Cell(number(row.total), voices_address(**{name: row.slug}))]
    cells += [
        Cell(number(each.count), voices_address(**{name: row.slug, "ergebnis": each.code}) if each.count else "")
        for each in row.counts
    ]
    return [row.name, *cells]
