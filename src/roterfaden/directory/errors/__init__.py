"""What the directory refuses."""

from roterfaden.directory.errors.directory import (
    CheckedInFuture,
    CorrectionEmpty,
    DaysNotUnderstood,
    HoursNotUnderstood,
    LinkIsOver,
    NotGerman,
    ServiceIsOver,
    SettledAlready,
    SiteElsewhere,
)
from roterfaden.directory.errors.guides import AddressTaken, GermanFirst, NothingChecked
from roterfaden.directory.errors.listing import (
    ColumnsMissing,
    ListingTooLarge,
    ListingUnreadable,
    NothingToTake,
    TakenAlready,
)

__all__ = [
    "AddressTaken",
    "CheckedInFuture",
    "ColumnsMissing",
    "CorrectionEmpty",
    "DaysNotUnderstood",
    "GermanFirst",
    "HoursNotUnderstood",
    "LinkIsOver",
    "ListingTooLarge",
    "ListingUnreadable",
    "NotGerman",
    "NothingChecked",
    "NothingToTake",
    "ServiceIsOver",
    "SettledAlready",
    "SiteElsewhere",
    "TakenAlready",
]
