"""Answers of the municipalities as both surfaces show them: matrix and map."""

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from roterfaden.implementation.methods import AnswerCount
from roterfaden.implementation.queries import AGAIN, NOT_OFFERED, ElementRow
from roterfaden.places.models import Area
from roterfaden.ui.charts.figures import ADOPTION_KINDS
from roterfaden.ui.charts.shapes import AreaMap, CellKind, MapArea, Matrix, MatrixColumn, MatrixRow
from roterfaden.ui.filters import number
from roterfaden.web.maps import located, point_of, rings

KINDS = (
    *ADOPTION_KINDS,
    CellKind(AGAIN, pgettext_lazy("adoption", "neu gefragt"), "question", "none"),
    CellKind(NOT_OFFERED, pgettext_lazy("adoption", "nicht angeboten"), "dot", "none"),
)
QUARTERS = (25, 50, 75, 100)
"""Bounds of the map in percent: "everything" is a class of its own."""

Address = Callable[[Area], str]


def answers_matrix(
    rows: Sequence[ElementRow],
    areas: Sequence[Area],
    count: AnswerCount,
    *,
    address: Address,
    titles: Mapping[int, str] | None = None,
    row_address: Callable[[ElementRow], str] | None = None,
) -> Matrix:
    """Elements × municipalities. `titles` are those in the language of the page, by element."""
    shown = {kind for row in rows for kind in (cell.code for cell in row.cells)}
    return Matrix(
        question=_("Was übernehmen die Kommunen?"),
        answer=_("%(answered)s von %(offered)s Antworten liegen vor.")
        % {"answered": number(count.answered), "offered": number(count.offered)},
        rows=tuple(
            MatrixRow(
                f"{row.number} {(titles or {}).get(row.element.pk, row.title)}",
                tuple(cell.code for cell in row.cells),
                row_address(row) if row_address else "",
            )
            for row in rows
        ),
        columns=tuple(MatrixColumn(area.short_name, address(area)) for area in areas),
        row_name=_("Ziel oder Maßnahme"),
        kinds=tuple(kind for kind in KINDS if kind.code not in (AGAIN, NOT_OFFERED) or kind.code in shown),
    )


def answers_map(
    areas: Sequence[Area], counts: Mapping[int, AnswerCount], *, taken: bool, address: Address
) -> AreaMap | None:
    """The share of the offer each municipality has answered, or taken up; None where no place is known."""
    placed = located(_map_area(area, counts[area.pk], taken, address(area)) for area in areas)
    if not placed:
        return None
    return AreaMap(
        question=_("Wie viel haben die Kommunen übernommen?")
        if taken
        else _("Wie viel haben die Kommunen beantwortet?"),
        unit=_("Prozent des Angebots"),
        areas=placed,
        area_name=_("Kommune"),
        bounds=QUARTERS,
    )


def _map_area(area: Area, count: AnswerCount, taken: bool, address: str) -> MapArea:
    share = count.share_taken if taken else count.share_answered
    return MapArea(
        name=area.short_name,
        value=round(share * 100) if share is not None else None,
        text="" if share is not None else _("nicht angeboten"),
        rings=rings(area.geometry),
        point=point_of(area),
        url=address,
    )
