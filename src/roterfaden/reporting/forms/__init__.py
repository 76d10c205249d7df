"""Forms of reporting. They check what is typed; what is allowed, the actions say."""

from roterfaden.reporting.forms.editions import EditionForm, ReportForm
from roterfaden.reporting.forms.sheets import AddFigureForm, SheetEditionForm, TemplateFileForm
from roterfaden.reporting.forms.texts import EditionTextForm

__all__ = ["AddFigureForm", "EditionForm", "EditionTextForm", "ReportForm", "SheetEditionForm", "TemplateFileForm"]
