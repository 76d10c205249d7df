"""Reports and their editions, texts of editions by language, data sheets."""

from roterfaden.reporting.models.editions import Citation, Edition, EditionQuerySet, Report
from roterfaden.reporting.models.sheets import Sheet, SheetCitation, SheetEdition, SheetEditionQuerySet, SheetTemplate
from roterfaden.reporting.models.texts import EditionText, EditionTextQuerySet

__all__ = [
    "Citation",
    "Edition",
    "EditionQuerySet",
    "EditionText",
    "EditionTextQuerySet",
    "Report",
    "Sheet",
    "SheetCitation",
    "SheetEdition",
    "SheetEditionQuerySet",
    "SheetTemplate",
]
