"""Refusals when people are asked about a version."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class VersionIsOpen(DomainError):
    """People are asked about what no longer changes."""

    message = _("Fragen lässt sich nur zu einer festgehaltenen Fassung. Halten Sie den Entwurf zuerst fest.")


class GroupsMissing(DomainError):
    """A consultation for some names them."""

    message = _("Wählen Sie mindestens eine Gruppe, die gefragt ist.")
    field = "groups"


class WrongDays(DomainError):
    """A consultation ends after it begins, and not before today."""

    message = _("Der letzte Tag muss nach dem ersten liegen und darf nicht vorbei sein.")
    field = "ends_on"


class ConsultationOver(DomainError):
    """Nothing can be ended twice."""

    message = _("Diese Beratung ist schon beendet.")


class ConsultationClosed(DomainError):
    """Nobody can say anything now."""

    message = _("Die Beratung ist gerade nicht offen.")


class ElementNotShown(DomainError):
    """Only what stands in the version can be remarked on."""

    message = _("Diese Stelle steht nicht in der Fassung, um die es geht.")


class KindNotTaken(DomainError):
    """The office asks for something else."""

    message = _("Das ist in dieser Beratung nicht gefragt.")
    field = "kind"


class NothingSaid(DomainError):
    """A remark without words."""

    message = _("Bitte schreiben Sie etwas.")
    field = "text"


class ProposalMissing(DomainError):
    """A proposal says how it should read, and otherwise than now."""

    message = _("Schreiben Sie, wie die Stelle lauten soll – anders, als sie jetzt lautet.")
    field = "proposed"


class PassageNotThere(DomainError):
    """The passage does not stand like this in the frozen text."""

    message = _("Diese Textstelle steht so nicht im Text. Wählen Sie sie noch einmal.")
    field = "passage"


class RemarkWithdrawn(DomainError):
    """What was taken back is neither shown nor answered."""

    message = _("Diese Anmerkung ist zurückgezogen.")


class RemarkDecided(DomainError):
    """Nothing would change."""

    message = _("Das ist schon so entschieden.")


class NotYourRemark(DomainError):
    """Only who wrote it takes it back."""

    message = _("Diese Anmerkung gehört nicht zu diesem Code oder Zugang.")


class RemarkIsWithheld(DomainError):
    """What is withheld gets no answer."""

    message = _("Anmerkung %(number)s ist zurückgehalten. Veröffentlichen Sie sie zuerst.")


class NewWordingMissing(DomainError):
    """What was worked in stands in a wording that is newer than the one people saw."""

    message = _(
        "„Eingearbeitet“ heißt: Der Text liest sich jetzt anders. Wählen Sie den neuen Wortlaut, in dem es steht."
    )
    field = "revision"


class VersionIsOlder(DomainError):
    """An answer is about what came after."""

    message = _("Eine Antwort gilt für den Entwurf oder für eine spätere Fassung.")
    field = "version"


class NoRemarks(DomainError):
    """An answer answers something."""

    message = _("Wählen Sie mindestens eine Anmerkung.")


class OtherConsultation(DomainError):
    """One answer for several remarks stays within one concept."""

    message = _("Diese Anmerkungen gehören zu verschiedenen Konzepten.")


class RemarksOpen(DomainError):
    """Nobody who was asked is passed over."""

    message = _(
        "%(count)s Anmerkungen aus der Beratung sind noch offen. Beantworten Sie sie zuerst, dann geht es weiter."
    )
    field = "kind"


class AddressThere(DomainError):
    """One address is enough."""

    message = _("Zu diesem Code ist schon eine E-Mail-Adresse eingetragen.")


class NoRemarkAddress(DomainError):
    """The link is too old, or the address is gone."""

    message = _("Diese Adresse gibt es nicht mehr, oder der Link ist zu alt.")
