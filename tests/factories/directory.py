"""Organisations, services and guides."""

from itertools import count
from typing import Any

from roterfaden.directory.enums import PageStatus
from roterfaden.directory.models import (
    DirectoryEntry,
    Guide,
    GuidePage,
    OpeningHours,
    Organisation,
    Service,
    ServiceLanguage,
    Site,
)
from tests.factories.base import NOW, municipality

_serial = count(1)


def organisation(**values: Any) -> Organisation:
    """An organisation that can be asked by mail."""
    number = next(_serial)
    return Organisation.objects.create(
        **{"name": f"Verein {number}", "email": f"verein{number}@example.org", "phone": "0541 123"} | values
    )


def place(house: Organisation | None = None, *, hours: str = "", **values: Any) -> Site:
    """A site, open from nine to twelve on the weekdays whose numbers stand in `hours`."""
    found = Site.objects.create(
        **{
            "organisation": house or organisation(), "name": f"Haus {next(_serial)}", "street": "Am Markt 1",
            "postcode": "49324", "town": "Melle", "area": values.pop("area", None) or municipality(),
        }
        | values
    )  # fmt: skip
    OpeningHours.objects.bulk_create(
        OpeningHours(site=found, weekday=int(day), opens="09:00", closes="12:00") for day in hours
    )
    return found


def service(title: str = "Beratung", *, languages: str = "de", topics: tuple[Any, ...] = (), **values: Any) -> Service:
    """A service with its entry in the search index."""
    where = values.pop("site", None)
    found = Service.objects.create(
        **{
            "organisation": where.organisation if where else values.pop("organisation", None) or organisation(),
            "site": where, "title": title, "changed_at": NOW,
        }
        | values
    )  # fmt: skip
    ServiceLanguage.objects.bulk_create(ServiceLanguage(service=found, language=code) for code in languages.split())
    found.fields.set(topics)
    DirectoryEntry.objects.renew_services([found.pk])
    return found


def guide(slug: str = "erste-schritte", **words: str) -> Guide:
    """A published guide with a German page."""
    found = Guide.objects.create(slug=slug, title="Erste Schritte", published_at=NOW)
    GuidePage.objects.create(
        **{
            "guide": found, "language": "de", "number": 1, "title": "Erste Schritte", "body": "Melden Sie sich an.",
            "status": PageStatus.CHECKED, "made_at": NOW,
        }
        | words
    )  # fmt: skip
    DirectoryEntry.objects.renew_guides([found.pk])
    return found
