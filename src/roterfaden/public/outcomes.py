"""What became of all voices, drawn and counted: every number opens the voices behind it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from roterfaden.public.links import voices_address
from roterfaden.public.nav import public_page
from roterfaden.thread.queries.outcomes import BY_FIELD, BY_GROUP, BY_KIND, OutcomesPage, outcomes_page
from roterfaden.thread.queries.voices import UNANSWERED, choices
from roterfaden.ui.charts.shapes import FlowChart, FlowNode, Ribbon
from roterfaden.ui.filters import number
from roterfaden.ui.parts import Link
from roterfaden.web.outcomes import OutcomesFilter
from roterfaden.weighing.queries import reply_counts

BEGINNINGS = {
    BY_FIELD: gettext_lazy("Handlungsfeld"), BY_KIND: gettext_lazy("Art"), BY_GROUP: gettext_lazy("Akteursgruppe"),
}  # fmt: skip
SWITCH = "von"


@login_not_required
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """What became of everything that was said, from field, kind or group to outcome."""
    offered = choices()
    form = OutcomesFilter(request.GET, offered=offered)
    by = request.GET.get(SWITCH, "")
    by = by if by in BEGINNINGS else BY_FIELD
    page = outcomes_page(form.wanted(), by, offered)
    chosen = form.narrowing()
    context = {
        "page": page,
        "replies": reply_counts(),
        "form": form,
        "by": by,
        "switch": [Link(label, _with(request.GET, by=name), active=name == by) for name, label in BEGINNINGS.items()],
        "chart": _chart(page, by, chosen) if page.total else None,
        "narrowed": form.in_words() if chosen else "",
        "query": _with(request.GET)[1:],
    }
    return public_page(request, "public/outcome/outcomes.html", context)


def _with(query: QueryDict, by: str = "") -> str:
    """The filters of the page as a query string, with another beginning of the flow."""
    kept = query.copy()
    kept.pop(SWITCH, None)
    if by and by != BY_FIELD:
        kept[SWITCH] = by
    return f"?{kept.urlencode()}"


def _chart(page: OutcomesPage, by: str, chosen: dict[str, Any]) -> FlowChart:
    rows = page.rows
    question = ngettext("Was wurde aus %(count)s Beitrag?", "Was wurde aus %(count)s Beiträgen?", page.total)
    return FlowChart(
        question=question % {"count": number(page.total)},
        unit=_("Beiträge"),
        sources=tuple(
            FlowNode(row.slug, row.name, row.total, voices_address(**chosen | {by: row.slug})) for row in rows
        ),
        targets=tuple(
            FlowNode(
                end.code, end.label, end.count, voices_address(**chosen, ergebnis=end.code),
                is_open=end.code == UNANSWERED,
            )
            for end in page.ends
        ),
        ribbons=tuple(
            Ribbon(row.slug, end.code, end.count, voices_address(**chosen | {by: row.slug}, ergebnis=end.code))
            for row in rows
            for end in row.counts
            if end.count
        ),
        source_name=BEGINNINGS[by],
        target_name=_("Ergebnis"),
        total=page.total,
        url=voices_address(**chosen),
    )  # fmt: skip
