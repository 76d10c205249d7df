"""Kinds of areas and what can happen to them."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaKind(TextChoices):
    """Levels of the county. The partners of the strategy are unitary and joint municipalities."""

    COUNTY = "county", _("Landkreis")
    UNITARY = "unitary", _("Einheitsgemeinde")
    JOINT = "joint", _("Samtgemeinde")
    MEMBER = "member", _("Mitgliedsgemeinde")


class Level(StrEnum):
    """What a line of an official directory describes."""

    COUNTY = "county"
    JOINT = "joint"
    MUNICIPALITY = "municipality"

    @property
    def digits(self) -> int:
        """How many digits a Regionalschlüssel of this level has."""
        return {"county": 5, "joint": 9, "municipality": 12}[self.value]


class HouseKind(TextChoices):
    """What an installation can be set up for."""

    COUNTY = "county", _("Landkreis")
    TOWN = "town", _("Stadt oder Gemeinde")
    JOINT = "joint", _("Samtgemeinde oder Verbandsgemeinde")


class DoubtKind(TextChoices):
    """What a person should look at before a house is set up; the words stand before the names it is about."""

    OLD_DIRECTORY = "old_directory", _("Das Verzeichnis ist alt. Sein Stand")
    UNNAMED = "unnamed", _("Ohne Namen in der Datei")
    SAME_NAME = "same_name", _("Gleicher Name; die Adresse der Seite enthält deshalb den Schlüssel")
    ADMINISTRATIVE = "administrative", _("Nicht aufgenommen, weil ihre Gemeinden selbst entscheiden")
    WITHOUT_MEMBERS = "without_members", _("Nicht aufgenommen, weil keine Gemeinde dazu in der Datei steht")
    UNINCORPORATED = "unincorporated", _("Gemeindefreie Gebiete, nicht aufgenommen")
    UNINCORPORATED_INHABITED = "unincorporated_inhabited", _("Bewohnte gemeindefreie Gebiete, nicht aufgenommen")
    WITHOUT_OUTLINE = "without_outline", _("Ohne Umriss")


class HousePage(TextChoices):
    """Pages the program writes and the house adds to."""

    ACCESSIBILITY = "accessibility", _("Erklärung zur Barrierefreiheit")
    PRIVACY = "privacy", _("Datenschutz")
    IMPRINT = "imprint", _("Impressum")


class Verb(TextChoices):
    """What can happen to places."""

    AREA_ADDED = "area.added", _("hat das Gebiet %(subject)s aufgenommen")
    INSTANCE_SET_UP = "instance.set_up", _("hat die Einrichtung %(subject)s angelegt")
    HOUSE_CHANGED = "house.changed", _("hat die Angaben zur Einrichtung %(subject)s geändert")
    LOOK_CHANGED = "look.changed", _("hat das Aussehen der Einrichtung %(subject)s geändert")
    HOUSE_TEXT_WRITTEN = "house_text.written", _("hat den eigenen Text der Seite %(subject)s geschrieben")
    LANGUAGES_OFFERED = "languages.offered", _("hat die Sprachen der Seiten festgelegt: %(subject)s")
