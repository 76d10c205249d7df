"""Refusals when a Word document or a file of another program is taken in."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NothingToRead(DomainError):
    """A document without a single word."""

    message = _("In diesem Dokument steht kein Text.")
    field = "upload"


class WordIsTakenIn(DomainError):
    """What is in the draft cannot be mapped anew."""

    message = _("Dieses Dokument ist schon eingelesen. Ändern Sie die Elemente im Entwurf.")


class SameTwice(DomainError):
    """The same file with the same choices has been taken in before."""

    message = _("Diese Datei ist mit derselben Zuordnung schon eingelesen.")


class MappingHasGaps(DomainError):
    """Pieces that cannot stand where they are."""

    message = _("Noch stehen nicht alle Stücke an einem möglichen Platz (%(count)s). Ändern Sie dort Art oder Ebene.")


class NothingChosen(DomainError):
    """Everything is left out."""

    message = _("So wird nichts übernommen. Wählen Sie mindestens ein Stück, das ein Element wird.")


class GoalReasonMissing(DomainError):
    """Goals without a measure say why."""

    message = _("Schreiben Sie, warum die Ziele noch nicht messbar sind.")
    field = "goal_reason"


class DraftNotEmpty(DomainError):
    """A whole concept is taken into an empty draft only."""

    message = _(
        "Der Arbeitsentwurf ist nicht leer. Eine ganze Fassung lässt sich nur in einen leeren Entwurf einlesen."
    )
    field = "upload"


class BrokenExchange(DomainError):
    """A file that does not follow the format; `where` names the place."""

    message = _("Diese Datei ist kein Konzept in unserem Format: %(where)s")
    field = "upload"


class UnknownInFile(DomainError):
    """The file names a series or a field of action that does not exist here."""

    message = _("Hier unbekannt: %(names)s. Legen Sie das zuerst an, oder streichen Sie es in der Datei.")
    field = "upload"
