"""Kinds of areas and what can happen to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaKind(TextChoices):
    """Levels of the county. The partners of the strategy are unitary and joint municipalities."""

    COUNTY = "county", _("Landkreis")
    UNITARY = "unitary", _("Einheitsgemeinde")
    JOINT = "joint", _("Samtgemeinde")
    MEMBER = "member", _("Mitgliedsgemeinde")


class Verb(TextChoices):
    """What can happen to places."""

    AREA_ADDED = "area.added", _("hat das Gebiet %(subject)s aufgenommen")
    INSTANCE_SET_UP = "instance.set_up", _("hat die Einrichtung %(subject)s angelegt")
    LANGUAGES_OFFERED = "languages.offered", _("hat die Sprachen der Seiten festgelegt: %(subject)s")
