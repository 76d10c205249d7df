"""What became of each piece of a Word document, as rows of a table."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from roterfaden.concept.models import WordBlock, WordDocument
from roterfaden.concept.queries import element_titles, word_report


def word_report_rows(document: WordDocument) -> tuple[list[str], Iterator[list[object]]]:
    """Headings and rows: every piece in the order of the document; what the file leaves no choice about at the end."""
    rows = list(word_report(document))
    titles = element_titles([each.element_id for each in rows if each.element_id])
    heading = [_("Nummer"), _("Art"), _("Text"), _("Was daraus wurde"), _("Element oder Grund")]
    return heading, (_row(each, titles) for each in rows)


def _row(block: WordBlock, titles: dict[int, str]) -> list[object]:
    became = titles.get(block.element_id, "") if block.element_id else str(block.left_because)
    kind = "" if block.is_fixed else str(block.get_kind_display())
    return [block.number, kind, block.plain, str(block.get_use_display()), became]
