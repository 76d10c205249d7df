"""What the register of places refuses."""

from django.utils.translation import gettext_lazy as _

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
