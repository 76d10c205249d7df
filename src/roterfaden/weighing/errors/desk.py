"""Refusals at the desk: whose work it is, answers for many, text modules."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class AlreadyOnDesk(DomainError):
    """Everything lies on one desk; what lies on another is handed over."""

    message = _("Das liegt schon auf einem Tisch. Laden Sie die Seite neu und geben Sie es weiter.")


class NoDesk(DomainError):
    """A person or a unit, not both and not neither."""

    message = _("Wählen Sie eine Person oder eine Stelle.")
    field = "desk"


class SameDesk(DomainError):
    """Handing over changes something."""

    message = _("Das liegt schon dort, mit derselben Frist.")
    field = "desk"


class ItemIsGone(DomainError):
    """Somebody else was faster."""

    message = _("Das liegt inzwischen auf einem anderen Tisch. Laden Sie die Seite neu.")


class OtherProcess(DomainError):
    """What lies on a desk, and what is answered together, belongs to one process."""

    message = _("Das gehört zu einem anderen Verfahren.")


class NobodyToAnswer(DomainError):
    """A batch has at least one voice."""

    message = _("Wählen Sie mindestens einen Beitrag.")


class AlreadyUndone(DomainError):
    """What is undone is not undone twice."""

    message = _("Diese gemeinsame Antwort ist schon zurückgenommen.")


class NotUndone(DomainError):
    """First somebody takes it back, then it is taken from one voice after the other."""

    message = _("Diese gemeinsame Antwort gilt noch.")


class StillAnswering(DomainError):
    """First all voices get their answer, then it can be taken back."""

    message = _("Die gemeinsame Antwort wird gerade noch eingetragen. Warten Sie, bis der Auftrag fertig ist.")


class UnknownGap(DomainError):
    """Nothing can fill it."""

    message = _("Die Lücke {%(name)s} gibt es nicht. Es gibt: %(known)s.")
    field = "plain_reason"


class TitleTaken(DomainError):
    """Two modules of one name cannot be told apart when picking."""

    message = _("Es gibt schon einen Textbaustein mit diesem Titel.")
    field = "title"


class ModuleUnchanged(DomainError):
    """A wording says something new."""

    message = _("Am Textbaustein ist nichts geändert.")


class ModuleIsRetired(DomainError):
    """What is not used any more is neither picked nor changed."""

    message = _("Der Textbaustein „%(title)s“ wird nicht mehr benutzt.")


class GapLeft(DomainError):
    """An answer goes out without gaps."""

    message = _("Füllen Sie die Lücke {%(name)s} oder streichen Sie sie.")
    field = "plain_reason"
