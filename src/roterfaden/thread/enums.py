"""The stations of the red thread."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Station(TextChoices):
    """Where the thread passes, in the order of the chain (design.md §1)."""

    VOICE = "voice", _("Beitrag")
    THEME = "theme", _("Thema")
    CONSIDERATION = "consideration", _("Abwägung")
    WORDING = "wording", _("Wortlaut")
    VERSION = "version", _("Fassung")
    RESOLUTION = "resolution", _("Beschluss")
    ADOPTION = "adoption", _("Übernahme durch Kommunen")
    INITIATIVE = "initiative", _("Maßnahme")
    FIGURE = "figure", _("Zahl")
    ASSESSMENT = "assessment", _("Beurteilung")
    CORRECTION = "correction", _("Gegensteuerung")
    REPORT = "report", _("Bericht")


class Focus(TextChoices):
    """What a thread can be asked about; the values stand in addresses and are therefore German."""

    CONTRIBUTION = "beitrag", _("Beitrag")
    THEME = "thema", _("Thema")
    ELEMENT = "element", _("Ziel oder Maßnahme")
    RESOLUTION = "beschluss", _("Beschluss")
    EDITION = "bericht", _("Bericht")
