"""What reporting refuses."""

from roterfaden.reporting.errors.editions import (
    AlreadyPublished,
    NothingToReport,
    ReportExists,
    ReviewStillOpen,
    SlugTaken,
)
from roterfaden.reporting.errors.sheets import (
    FigureTwice,
    NoMunicipality,
    NothingToMove,
    SheetTemplateEmpty,
    TemplateUnreadable,
    UnknownChapter,
)
from roterfaden.reporting.errors.texts import NoFeedback, NoSuchLanguage, TextMissing

__all__ = [
    "AlreadyPublished",
    "FigureTwice",
    "NoFeedback",
    "NoMunicipality",
    "NoSuchLanguage",
    "NothingToMove",
    "NothingToReport",
    "ReportExists",
    "ReviewStillOpen",
    "SheetTemplateEmpty",
    "SlugTaken",
    "TemplateUnreadable",
    "TextMissing",
    "UnknownChapter",
]
