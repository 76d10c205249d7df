"""What became of the rows of a file, as a table to keep."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from roterfaden.indicators.enums import RowOutcome
from roterfaden.indicators.models import ImportRun


def import_report_rows(run: ImportRun) -> tuple[list[str], Iterator[list[object]]]:
    """Heading and rows: first the reasons with their number, then the rows by line."""
    labels = {outcome.value: str(outcome.label) for outcome in RowOutcome}

    def rows() -> Iterator[list[object]]:
        for reason, count in run.tally.items():
            yield ["", labels["refused"], reason, count]
        for each in run.report:
            yield [each["row"] or "", labels.get(each["outcome"], each["outcome"]), each["reason"], 1]

    return [_("Zeile"), _("Ergebnis"), _("Grund"), _("Anzahl")], rows()
