"""What the register of places refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.containers import FileRefused
from roterfaden.kernel.errors import DomainError


class WrongParent(DomainError):
    """A member municipality belongs to a joint one, every other municipality to the county, the county to nobody."""

    message = _("Dieses Gebiet kann nicht zu dem genannten Gebiet gehören.")
    field = "parent"


class SetUpAlready(DomainError):
    """This installation belongs to a house already."""

    message = _("Die Einrichtung ist schon angelegt.")


class NotACounty(DomainError):
    """The house of an installation is a county or a municipality that exists."""

    message = _("Die Einrichtung braucht ein Gebiet, das heute besteht.")
    field = "county"


class GermanStays(DomainError):
    """German is the language of record and of the law."""

    message = _("Deutsch lässt sich nicht ausschalten.")


class UnknownLanguage(DomainError):
    """The interface has no such language."""

    message = _("Diese Sprache gibt es hier nicht.")


class OtherHouse(DomainError):
    """This installation holds data of another house, or areas nobody planned."""

    message = _("Hier ist schon „%(name)s“ eingerichtet. Für ein anderes Gebiet brauchen Sie eine eigene Installation.")


class AreasInTheWay(DomainError):
    """There are areas already that the directory does not hold like this."""

    message = _("Hier stehen schon Gebiete, die nicht zu diesem Verzeichnis passen: %(names)s.")


class KeyUnusable(DomainError):
    """Not an official key of a county, a joint municipality or a municipality."""

    message = _(
        "Bitte geben Sie einen amtlichen Schlüssel ein: 5 Ziffern für einen Landkreis oder eine kreisfreie Stadt, 8 für"
        " eine Gemeinde, 9 für eine Samtgemeinde."
    )
    field = "key"


class KeyUnknown(DomainError):
    """The directory holds nothing below this key."""

    message = _("Der Schlüssel %(key)s steht nicht in dieser Datei.")
    field = "key"


class DirectoryLineBroken(FileRefused):
    """A line that does not read like the others."""

    message = _("Zeile %(line)s dieser Datei lässt sich nicht lesen. Bitte laden Sie das Verzeichnis noch einmal.")


class DirectoryColumnMissing(FileRefused):
    """A table without the two columns nothing works without."""

    message = _(
        "In dieser Tabelle fehlt der Name oder der Schlüssel. Nennen Sie die Spalten „Name“ und „AGS“ oder „ARS“."
    )


class BoundariesUnreadable(FileRefused):
    """Not a GeoJSON collection of polygons with official keys."""

    message = _(
        "Diese Umrisse lassen sich nicht lesen. Gebraucht wird GeoJSON mit Flächen und der Eigenschaft „ARS“ oder"
        " „AGS“."
    )


class BoundariesElsewhere(FileRefused):
    """Coordinates that are no degrees in Germany."""

    message = _("Diese Umrisse liegen nicht in Deutschland. Gebraucht werden Länge und Breite in Grad (WGS 84).")


class NotAColour(DomainError):
    """Not written as the web writes colours."""

    message = _("Bitte schreiben Sie die Farbe als # und sechs Zeichen, zum Beispiel #1a5f2b.")
    field = "colour"


class TooLittleContrast(DomainError):
    """Text in this colour cannot be read by everybody."""

    message = _(
        "Diese Farbe ist zu schwach: Auf Weiß misst sie %(white)s : 1, auf Schwarz %(black)s : 1. Nötig sind auf Weiß "
        "mindestens %(needed)s : 1, damit alle die Schrift lesen können. Nehmen Sie einen dunkleren Ton."
    )
    field = "colour"
