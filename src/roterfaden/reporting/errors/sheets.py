"""What data sheets refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class TemplateUnreadable(DomainError):
    """The arrangement does not have the shape of one."""

    message = _("Diese Vorlage lässt sich nicht lesen: %(reason)s")


class SheetTemplateEmpty(DomainError):
    """A sheet without a single figure is none."""

    message = _("Die Vorlage braucht mindestens ein Kapitel mit einer Messgröße.")


class FigureTwice(DomainError):
    """A figure stands once in a sheet."""

    message = _("Diese Messgröße steht schon in der Vorlage.")
    field = "figure"


class UnknownChapter(DomainError):
    """There is no such chapter."""

    message = _("Dieses Kapitel gibt es in der Vorlage nicht.")


class NothingToMove(DomainError):
    """It stands at the end already, or is gone."""

    message = _("Hier lässt sich nichts verschieben. Vielleicht hat jemand die Vorlage gerade geändert.")


class NoMunicipality(DomainError):
    """There is nobody to make a sheet for."""

    message = _("Es gibt noch keine Kommunen. Legen Sie zuerst die Gebiete an.")
