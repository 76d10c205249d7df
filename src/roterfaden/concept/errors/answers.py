"""Refusals when voices are weighed."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class IsWithheld(DomainError):
    """A withheld voice goes no further."""

    message = _("Beitrag %(number)s ist zurückgehalten. Veröffentlichen Sie ihn zuerst.")


class NothingToPublish(DomainError):
    """Every answer in force is public already, or there is none."""

    message = _("Beitrag %(number)s hat keine Antwort, die noch nicht veröffentlicht ist.")


class AnswerIsPublic(DomainError):
    """What people have read is not taken back, it is answered anew."""

    message = _("Die Antwort auf Beitrag %(number)s ist veröffentlicht. Antworten Sie neu, statt sie zurückzunehmen.")


class PartIsGone(DomainError):
    """The passage is no part of the voice any more."""

    message = _("Beitrag %(number)s ist inzwischen anders geteilt. Diesen Teil gibt es so nicht mehr.")


class PlainReasonMissing(DomainError):
    """The person who spoke gets an answer they understand."""

    message = _("Schreiben Sie, was die Person lesen soll: in einfachen Worten, an sie gerichtet.")
    field = "plain_reason"


class ElementMissing(DomainError):
    """What is taken up stands somewhere."""

    message = _("Nennen Sie die Stelle im Konzept, an der das steht.")
    field = "element"


class ReceiverMissing(DomainError):
    """What is passed on has a receiver."""

    message = _("Nennen Sie die Stelle, an die der Beitrag weitergegeben wird.")
    field = "referred_to"


class AlreadySuperseded(DomainError):
    """Only what is valid now can be replaced or worked in."""

    message = _("Diese Abwägung ist inzwischen durch eine neuere ersetzt.")


class NothingToIncorporate(DomainError):
    """Only a voice that was taken up changes the text."""

    message = _("Nur ein Beitrag, der ganz oder teilweise aufgenommen ist, kann in den Text eingearbeitet werden.")


class RevisionOfOtherElement(DomainError):
    """The wording belongs to the element the voice was weighed at."""

    message = _("Dieser Wortlaut gehört zu einem anderen Element als die Abwägung.")


class AlreadyIncorporated(DomainError):
    """The link exists."""

    message = _("Dieser Beitrag ist in diesen Wortlaut schon eingearbeitet.")
