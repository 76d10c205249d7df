"""Figures that come by themselves."""

from itertools import count
from typing import Any

from roterfaden.indicators.enums import FetchRhythm, InboxState
from roterfaden.indicators.models import FigureSource, ImportProfile, InboxFile
from tests.factories.base import NOW

_serial = count(1)


def import_profile(**values: Any) -> ImportProfile:
    """A profile; without a plan it reads nothing."""
    given = {"slug": f"profil-{next(_serial)}", "title": "Bevölkerung", "format": "flat", "plan": {}, "saved_at": NOW}
    return ImportProfile.objects.create(**given | values)


def figure_source(**values: Any) -> FigureSource:
    """An address that is due."""
    given: dict[str, Any] = {
        "title": "Bevölkerung", "url": f"https://zahlen.example/{next(_serial)}.csv", "rhythm": FetchRhythm.MONTHLY,
        "added_at": NOW, "next_at": NOW,
    }  # fmt: skip
    if "profile" not in values:
        given["profile"] = import_profile()
    return FigureSource.objects.create(**given | values)


def inbox_file(**values: Any) -> InboxFile:
    """A file that came through the drop-in folder."""
    given = {
        "name": "zahlen.csv", "checksum": f"{next(_serial):064d}", "size": 10, "state": InboxState.READ,
        "taken_at": NOW,
    }  # fmt: skip
    return InboxFile.objects.create(**given | values)
