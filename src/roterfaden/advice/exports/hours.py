"""Hours sheets of interpreters: a table for the office, a page to sign for each person."""

from collections.abc import Sequence
from datetime import datetime
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.advice.methods import as_hours
from roterfaden.advice.queries import HoursSheet
from roterfaden.kernel.tables import write_xlsx
from roterfaden.ui.documents import pdf
from roterfaden.ui.filters import day, moment

TEMPLATE = "advice/typst/hours.typ"


def hours_table(sheets: Sequence[HoursSheet], *, above: str) -> IO[bytes]:
    """Every assignment of a month as XLSX, by person and time."""
    columns = [_("Name"), _("Beginn"), _("Sprache"), _("Minuten")]
    rows = [
        [sheet.interpreter.name, timezone.localtime(line.starts_at).replace(tzinfo=None), line.language, line.minutes]
        for sheet in sheets
        for line in sheet.lines
    ]
    return write_xlsx(columns, rows, sheet=_("Stunden"), widths=[32, 18, 20, 10], above=[above])


def hours_pdf(sheets: Sequence[HoursSheet], *, month: str, site: str, made_at: datetime) -> bytes:
    """One page for each person, with a line to sign. PDF/UA-1."""
    content: dict[str, Any] = {
        "title": _("Stundennachweis Dolmetschen, %(month)s") % {"month": month},
        "language": "de", "site": site, "day": day(made_at),
        "heads": [_("Beginn"), _("Sprache"), _("Dauer")],
        "total": _("Summe"), "signed": _("Datum, Unterschrift"),
        "sheets": [
            {
                "name": sheet.interpreter.name,
                "rows": [[moment(line.starts_at), line.language, as_hours(line.minutes)] for line in sheet.lines],
                "total": as_hours(sheet.minutes),
            }
            for sheet in sheets
        ],
    }  # fmt: skip
    return pdf(TEMPLATE, content, made_at=made_at)
