"""The annex of an edition: every value it cites, with source, vintage and status. Small counts stay hidden."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roterfaden.indicators.enums import ObservationStatus
from roterfaden.indicators.queries import breakdown_label
from roterfaden.kernel.tables import write_csv, write_xlsx
from roterfaden.reporting.queries.annex import CitedValue

ANNEX_HEADS = (
    gettext_lazy("Messgröße"), gettext_lazy("Kurzname"), gettext_lazy("Gliederung"), gettext_lazy("Gebiet"),
    gettext_lazy("Schlüssel"), gettext_lazy("von"), gettext_lazy("bis"), gettext_lazy("Wert"), gettext_lazy("Einheit"),
    gettext_lazy("Bedeutung"), gettext_lazy("Hinweis"), gettext_lazy("bekannt seit"),
    gettext_lazy("Bevölkerungsbasis"), gettext_lazy("Quelle"), gettext_lazy("Nummer des Werts"),
)  # fmt: skip
WIDTHS = (40, 28, 26, 24, 12, 12, 12, 14, 12, 20, 20, 14, 30, 70, 10)


def annex_rows(cited: Iterable[CitedValue]) -> Iterator[list[Any]]:
    """One row for each value, in the order of the query."""
    for each in cited:
        value = each.value
        yield [
            each.title, each.slug, breakdown_label(each.breakdown), each.area, each.key, value.period_start, value.on,
            value.value, each.unit, str(ObservationStatus(value.status).label), str(value.words), value.known_on,
            value.base, value.source, value.observation_id,
        ]  # fmt: skip


def annex_xlsx(cited: Iterable[CitedValue], *, above: Sequence[str]) -> IO[bytes]:
    """The annex as a workbook; lines `above` say what it belongs to."""
    heads = [str(head) for head in ANNEX_HEADS]
    return write_xlsx(heads, annex_rows(cited), sheet=_("Werte"), widths=WIDTHS, above=above)


def annex_csv(cited: Iterable[CitedValue]) -> Iterator[bytes]:
    """The annex as CSV."""
    return write_csv([str(head) for head in ANNEX_HEADS], annex_rows(cited))
