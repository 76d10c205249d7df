"""Setting the data sheets of an edition in the background, one after the other."""

import time

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from roterfaden.files.actions import keep_document
from roterfaden.jobs.methods import Progress, job
from roterfaden.places.queries import house
from roterfaden.reporting.actions import keep_sheet_file
from roterfaden.reporting.exports import page_count, sheet_pdf
from roterfaden.reporting.exports.archive import file_name
from roterfaden.reporting.models import SheetEdition
from roterfaden.reporting.queries.sheets import sheet_content_of, unset_sheets

SET_SHEETS = "reporting.set_sheets"
PURPOSE = "datasheet"


@job(SET_SHEETS)
def set_sheets(progress: Progress, *, edition: int) -> None:
    """Set every sheet that has no PDF yet; begun again after a crash it goes on where it stopped."""
    found = SheetEdition.objects.get(pk=edition)
    instance = house()
    total = found.sheets.count()
    done = total - found.sheets.filter(file=None).count()
    pages = size = spent = 0
    for sheet in unset_sheets(found):
        if progress.cancelled:
            break
        progress.set(done, total, _("Datenspiegeln"))
        begun = time.perf_counter()
        made = sheet_pdf(
            sheet_content_of(sheet), edition=found.title, checksum=sheet.checksum,
            site=instance.name if instance else "", made_at=found.frozen_at,
        )  # fmt: skip
        milliseconds = round(1000 * (time.perf_counter() - begun))
        now = timezone.now()
        kept = keep_document(
            actor=progress.actor, upload=ContentFile(made, name=file_name(sheet)), purpose=PURPOSE, now=now
        )
        keep_sheet_file(
            actor=progress.actor, sheet=sheet, file=kept, pages=page_count(made), milliseconds=milliseconds, now=now
        )
        done, pages, size, spent = done + 1, pages + page_count(made), size + len(made), spent + milliseconds
    progress.set(done, total, _("Datenspiegeln"))
    progress.finish({"sheets": done, "pages": pages, "kilobytes": size // 1000, "seconds": round(spent / 1000)})
