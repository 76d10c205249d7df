"""All data sheets of an edition in one archive, with a table of what they came to."""

import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO

from django.utils.translation import gettext as _

from roterfaden.files.queries import content
from roterfaden.kernel.tables import write_csv
from roterfaden.reporting.models import Sheet, SheetEdition

IN_MEMORY = 4 * 1024 * 1024
REPORT = "bericht.csv"


def sheets_zip(edition: SheetEdition) -> IO[bytes]:
    """The PDFs that are set, and a CSV with pages, size, seconds and checksum of each. One query."""
    sheets = list(edition.sheets.select_related("area", "file").defer("snapshot").order_by("area__short_name", "pk"))
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the caller reads and closes it
    moment = edition.frozen_at.timetuple()[:6]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for sheet in sheets:
            if sheet.file is not None:
                archive.writestr(zipfile.ZipInfo(file_name(sheet), moment), content(sheet.file))
        archive.writestr(zipfile.ZipInfo(REPORT, moment), b"".join(_report(sheets)))
    made.seek(0)
    return made


def file_name(sheet: Sheet) -> str:
    """The name of the PDF of one sheet."""
    return f"datenspiegel-{sheet.area.slug}.pdf"


def _report(sheets: list[Sheet]) -> Iterator[bytes]:
    heads = [_("Kommune"), _("Schlüssel"), _("Datei"), _("Seiten"), _("Byte"), _("Sekunden"), _("Prüfsumme")]
    return write_csv(heads, (_line(sheet) for sheet in sheets))


def _line(sheet: Sheet) -> list[object]:
    if sheet.file is None:
        return [sheet.area.name, sheet.area.key, "", None, None, None, sheet.checksum]
    seconds = sheet.milliseconds / 1000 if sheet.milliseconds is not None else None
    return [sheet.area.name, sheet.area.key, file_name(sheet), sheet.pages, sheet.file.size, seconds, sheet.checksum]
