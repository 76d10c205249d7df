"""Refusals when voices are captured, checked and translated."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class StageNotOpen(DomainError):
    """No stage opens this kind to this group on that day."""

    message = _(
        "Beiträge der Art „%(kind)s“ sind am %(day)s nicht vorgesehen – für diese Gruppe oder in diesem Zeitraum."
    )
    field = "kind"


class SaidInFuture(DomainError):
    """A voice cannot be dated after the day it is captured."""

    message = _("Der Tag, an dem das gesagt wurde, liegt in der Zukunft.")
    field = "said_on"


class EmptyText(DomainError):
    """There are no words."""

    message = _("Bitte schreiben Sie, was auf der Karte steht.")
    field = "text"


class WrongCode(DomainError):
    """The check sign does not fit: somebody mistyped."""

    message = _("Dieser Code ist nicht richtig geschrieben. Bitte vergleichen Sie ihn mit der Karte.")
    field = "code"


class UnknownCode(DomainError):
    """Well written, but never issued in this process."""

    message = _("Diesen Code gibt es in diesem Beteiligungsprozess nicht.")
    field = "code"


class UsedCode(DomainError):
    """Another card was captured with this code."""

    message = _("Zu diesem Code ist schon eine Karte erfasst: Beitrag %(number)s.")
    field = "code"


class CodeOfOtherEvent(DomainError):
    """The card was printed for another event."""

    message = _("Diese Karte wurde für eine andere Veranstaltung gedruckt: %(event)s.")
    field = "code"


class NotAPartner(DomainError):
    """Voices belong to a partner municipality, not to the county or to a member municipality."""

    message = _(
        "%(area)s ist am %(day)s keine Stadt, Gemeinde oder Samtgemeinde, mit der der Landkreis zusammenarbeitet."
    )
    field = "area"


class NoSuchTable(DomainError):
    """The event has fewer tables."""

    message = _("Diese Veranstaltung hat nur %(tables)s Tische.")
    field = "table"


class ReasonMissing(DomainError):
    """What is withheld is withheld for a reason."""

    message = _("Bitte nennen Sie den Grund. Er bleibt bei dem Beitrag stehen.")
    field = "reason"


class AlreadyPublished(DomainError):
    """Publishing twice changes nothing."""

    message = _("Dieser Beitrag ist schon veröffentlicht.")


class AlreadyWithheld(DomainError):
    """Withholding twice changes nothing."""

    message = _("Dieser Beitrag ist schon zurückgehalten.")


class SameLanguage(DomainError):
    """The original needs no translation into its own language."""

    message = _("Der Beitrag ist schon in dieser Sprache geschrieben.")
    field = "language"


class CheckedTranslationExists(DomainError):
    """A machine never replaces what a person has checked."""

    message = _("Eine Person hat schon eine Übersetzung in diese Sprache geprüft. Eine maschinelle ersetzt sie nicht.")
    field = "status"


class NothingToPrint(DomainError):
    """A sheet of cards holds between one card and the limit."""

    message = _("Bitte geben Sie eine Zahl zwischen 1 und %(limit)s an.")
    field = "count"
