"""The answers of the municipalities as XLSX: the matrix, and every answer with its reasons."""

from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from roterfaden.implementation.enums import Answer
from roterfaden.implementation.methods import TAKEN
from roterfaden.implementation.models import Adoption
from roterfaden.implementation.queries import AGAIN, NOT_OFFERED, AdoptionMatrix, ElementRow, all_answers
from roterfaden.kernel.tables import write_xlsx

MATRIX, ANSWERS = "matrix", "antworten"


def handover_file(what: str, found: AdoptionMatrix) -> IO[bytes]:
    """What is shown of the matrix, as "matrix" or as the list of "antworten"."""
    return matrix_file(found) if what == MATRIX else answers_file(found)


def matrix_file(found: AdoptionMatrix) -> IO[bytes]:
    """Elements × municipalities, each cell in words, with the counts of each row."""
    labels = {code: str(label) for code, label in Answer.choices} | {
        "": _("offen"), AGAIN: _("neu gefragt"), NOT_OFFERED: _("nicht angeboten"),
    }  # fmt: skip
    columns = [_("Nr."), _("Ziel oder Maßnahme"), _("Art"), _("Handlungsfeld")]
    columns += [area.short_name for area in found.municipalities]
    columns += [_("angeboten"), _("beantwortet"), _("übernommen")]
    rows = (_matrix_row(row, labels) for row in found.rows)
    widths = (8, 44, 12, 26, *(14 for _area in found.municipalities), 11, 11, 11)
    return write_xlsx(columns, rows, sheet=_("Matrix"), widths=widths, above=[found.version.title])


def answers_file(found: AdoptionMatrix) -> IO[bytes]:
    """One line for each answer in force to what the matrix shows: wording, reason, resolution, role."""
    columns = [
        _("Kommune"), _("Nr."), _("Ziel oder Maßnahme"), _("Antwort"), _("Eigener Wortlaut"), _("Eigener Zielwert"),
        _("Eigener Zieltermin"), _("Erledigt seit"), _("Begründung"), _("Gemeinsam als"), _("Gremium"), _("Beschluss"),
        _("beschlossen am"), _("geantwortet am"), _("in der Rolle"),
    ]  # fmt: skip
    widths = (24, 8, 40, 16, 44, 12, 12, 10, 44, 24, 20, 22, 14, 14, 24)
    return write_xlsx(
        columns, _answer_rows(found), sheet=_("Antworten"), widths=widths, above=[found.version.title], wrapped=True
    )


def _matrix_row(row: ElementRow, labels: dict[str, str]) -> tuple[Any, ...]:
    field = row.element.field
    return (
        row.number,
        row.title,
        str(row.element.get_kind_display()),
        field.name if field else "",
        *(labels[cell.code] for cell in row.cells),
        row.count.offered,
        row.count.answered,
        sum(cell.answer in TAKEN for cell in row.cells),
    )


def _answer_rows(found: AdoptionMatrix) -> Iterator[tuple[Any, ...]]:
    places = {row.element.pk: row for row in found.rows}
    shown = {area.pk for area in found.municipalities}
    for answer in all_answers(found.version):
        if answer.element_id in places and answer.municipality_id in shown:
            yield _answer_row(answer, places[answer.element_id])


def _answer_row(answer: Adoption, row: ElementRow) -> tuple[Any, ...]:
    return (
        answer.municipality.name,
        row.number,
        row.title,
        str(answer.get_answer_display()),
        answer.adapted_text,
        answer.own_target_value,
        answer.own_target_on,
        answer.done_since,
        answer.reason,
        answer.joint_unit.name if answer.joint_unit else "",
        answer.resolution_body,
        answer.resolution_reference,
        answer.resolved_on,
        answer.made_at.date(),
        answer.role_label,
    )
