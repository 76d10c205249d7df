"""Refusals around an event: agenda, registration, invitations, counts, documentation."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class EventIsCancelled(DomainError):
    """A called-off event does not change any more."""

    message = _("Die Veranstaltung ist abgesagt.")


class EventIsOver(DomainError):
    """What is over is not called off and takes nobody in."""

    message = _("Die Veranstaltung ist schon vorbei.")


class CancelReasonMissing(DomainError):
    """People who wanted to come are told why."""

    message = _("Schreiben Sie, warum die Veranstaltung ausfällt. Das lesen alle, die kommen wollten.")
    field = "reason"


class UnknownQuestion(DomainError):
    """The agenda names questions by their number."""

    message = _("Frage %(number)s gibt es nicht. Die Veranstaltung hat %(count)s Fragen.")
    field = "agenda"


class WindowTooLate(DomainError):
    """Registration ends before the event does."""

    message = _("Die Anmeldung muss enden, bevor die Veranstaltung endet.")
    field = "registration_until"


class WindowTurned(DomainError):
    """Registration ends after it begins."""

    message = _("Das Ende der Anmeldung liegt nicht nach ihrem Beginn.")
    field = "registration_until"


class RegistrationClosed(DomainError):
    """Registration has a window."""

    message = _("Zurzeit kann man sich nicht anmelden.")


class InvitationNeeded(DomainError):
    """Only invited people come to an internal round."""

    message = _("Zu dieser Runde meldet man sich mit dem Link aus der Einladung an.")


class OtherEvent(DomainError):
    """An invitation is for one event."""

    message = _("Das gehört zu einer anderen Veranstaltung.")


class AlreadyCancelled(DomainError):
    """A seat is given back once."""

    message = _("Diese Anmeldung ist schon zurückgenommen.")


class TooManyChildren(DomainError):
    """Nobody brings twenty children."""

    message = _("Bitte rufen Sie uns an, wenn Sie mehr als %(limit)s Kinder mitbringen.")
    field = "children_6_to_12"


class NothingToImport(DomainError):
    """A list has rows."""

    message = _("Die Liste ist leer.")
    field = "pasted"


class UnknownColumns(DomainError):
    """The first row of a list names its columns."""

    message = _(
        "Die erste Zeile muss die Spalten nennen, mindestens „Einrichtung“ oder „Name“ "
        "(auf Englisch „Institution“ oder „Name“)."
    )
    field = "pasted"


class TooManyRows(DomainError):
    """A list of invitees is read at once."""

    message = _("Die Liste hat mehr als %(limit)s Zeilen.")
    field = "pasted"


class NotInvitable(DomainError):
    """An invitation needs a name."""

    message = _("Nennen Sie eine Einrichtung oder einen Namen.")
    field = "organisation"


class OnListAlready(DomainError):
    """Nobody stands on a list twice."""

    message = _("Diese Adresse steht schon auf der Liste.")
    field = "email"


class HasRegistered(DomainError):
    """Somebody who comes is not taken off the list."""

    message = _("Zu dieser Einladung gibt es eine Anmeldung.")


class GermanTextMissing(DomainError):
    """Every invitation has a German text."""

    message = _("Betreff und Text dürfen nicht leer sein.")
    field = "text"


class NobodyToInvite(DomainError):
    """There is nobody to write to."""

    message = _("Es gibt niemanden, dem Sie noch schreiben können.")


class MoreThanAll(DomainError):
    """The parts of a count are not more than the whole."""

    message = _("Unter „%(part)s“ sind es zusammen %(sum)s, insgesamt aber nur %(total)s Menschen.")
    field = "total"


class NotStarted(DomainError):
    """People are counted once they can have come."""

    message = _("Das geht erst am Tag der Veranstaltung.")


class DocumentationEmpty(DomainError):
    """What is published has words."""

    message = _("Schreiben Sie zuerst, was war und wie es weitergeht.")
    field = "summary"


class DocumentationPublished(DomainError):
    """Published once."""

    message = _("Die Dokumentation ist schon veröffentlicht.")


class DocumentationNotPublished(DomainError):
    """Only what is published can be withdrawn."""

    message = _("Die Dokumentation ist nicht veröffentlicht.")


class PhotoNeedsAlt(DomainError):
    """Whoever cannot see a photo reads what it shows."""

    message = _("Beschreiben Sie, was auf dem Foto zu sehen ist.")
    field = "alt"


class PhotoConsentMissing(DomainError):
    """A photo is released for a reason."""

    message = _("Sagen Sie, warum das Foto gezeigt werden darf.")
    field = "consent"


class ErasedLater(DomainError):
    """Lists are needed for a while after the event."""

    message = _("Die Frist dieser Veranstaltung ist noch nicht abgelaufen.")
