"""What cannot be read or taken of a listing somebody brought."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class ListingUnreadable(DomainError):
    """Neither a table nor a document of services."""

    message = _("Diese Datei enthält keine Angebote, die das Programm lesen kann.")
    field = "upload"


class ColumnsMissing(DomainError):
    """A table without the columns nothing can be said without."""

    message = _("In der Tabelle fehlt: %(columns)s.")
    field = "upload"


class ListingTooLarge(DomainError):
    """More entries than are read at once."""

    message = _("Es sind mehr als %(limit)s Angebote. Bitte teilen Sie die Datei.")
    field = "upload"


class TakenAlready(DomainError):
    """The listing was taken before."""

    message = _("Diese Angebote sind schon übernommen.")


class NothingToTake(DomainError):
    """No row can be taken."""

    message = _("Keine Zeile lässt sich übernehmen.")
