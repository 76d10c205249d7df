"""What participation refuses, each with its name and a sentence for the person at the screen."""

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


class OtherProcess(DomainError):
    """Two things that are linked must belong to one process."""

    message = _("Das gehört zu einem anderen Beteiligungsprozess.")


class EventOutsideStage(DomainError):
    """An event takes place while its stage is open."""

    message = _("Die Veranstaltung liegt außerhalb des Abschnitts „%(stage)s“.")
    field = "starts_at"


class EventWouldLieOutside(DomainError):
    """The events of a step take place while it is open."""

    message = _("Die Veranstaltung „%(event)s“ läge dann außerhalb des Abschnitts. Ändern Sie zuerst ihren Termin.")
    field = "starts_on"


class TableInUse(DomainError):
    """Cards name the table they were written at."""

    message = _("Es gibt schon Karten von Tisch %(table)s. So viele Tische muss die Veranstaltung haben.")
    field = "tables"


class NothingChanged(DomainError):
    """A change changes something."""

    message = _("Sie haben nichts geändert.")


class NoSuchTemplate(DomainError):
    """There is no template of this name."""

    message = _("Dieses Muster gibt es nicht.")
    field = "template"


class NoGate(DomainError):
    """Nothing has to be true before the next step."""

    message = _("Für diesen Abschnitt ist keine Bedingung festgelegt.")


class GatePassedAlready(DomainError):
    """Somebody has said so before."""

    message = _("Die Bedingung ist schon als erfüllt festgehalten.")


class GateReasonMissing(DomainError):
    """Others can follow how one knows."""

    message = _("Schreiben Sie, woran man sieht, dass die Bedingung erfüllt ist.")
    field = "reason"


class PassedInFuture(DomainError):
    """A gate is passed once it is passed."""

    message = _("Dieser Tag liegt in der Zukunft.")
    field = "passed_on"


class NothingToPrint(DomainError):
    """A sheet of cards holds between one card and the limit."""

    message = _("Bitte geben Sie eine Zahl zwischen 1 und %(limit)s an.")
    field = "count"


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


class IsWithheld(DomainError):
    """A withheld voice goes no further."""

    message = _("Beitrag %(number)s ist zurückgehalten. Veröffentlichen Sie ihn zuerst.")


class AlreadyInTheme(DomainError):
    """The card already lies there."""

    message = _("Beitrag %(number)s liegt schon in diesem Thema.")
    field = "theme"
