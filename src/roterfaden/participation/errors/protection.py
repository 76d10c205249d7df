"""Refusals when words are sealed, agreements taken back, addresses left and periods set."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NothingToSeal(DomainError):
    """Somebody has to say which words."""

    message = _("Schreiben Sie, welche Wörter ausgelassen werden.")
    field = "passages"


class PassageNotFound(DomainError):
    """The words do not stand there."""

    message = _("Das steht so nicht im Text: „%(passage)s“. Kopieren Sie die Stelle genau.")
    field = "passages"


class TranslationNotLookedAt(DomainError):
    """A name in the original usually stands in the translation too."""

    message = _("Sagen Sie auch, welche Wörter in der Übersetzung (%(language)s) ausgelassen werden – oder dass keine.")


class ReasonNamesPassage(DomainError):
    """The reason is kept in the log, where nothing personal may stand."""

    message = _("Der Grund wiederholt ausgelassene Wörter. Er steht im Protokoll: Beschreiben Sie ihn ohne sie.")
    field = "reason"


class SealReasonMissing(DomainError):
    """Another reason than the usual ones is told."""

    message = _("Bitte nennen Sie den Grund, ohne die Wörter zu wiederholen.")
    field = "reason"


class PhotoShowsSealed(DomainError):
    """The picture shows what the text leaves out."""

    message = _("In diesem Beitrag sind Stellen ausgelassen. Auf dem Foto wären sie zu lesen.")


class NothingSealed(DomainError):
    """No words of this voice are left out."""

    message = _("In diesem Beitrag ist nichts ausgelassen.")


class OriginalErased(DomainError):
    """The period is over."""

    message = _("Das Original ist nach Ablauf der Frist gelöscht. Es gibt nur noch den Text mit den Auslassungen.")


class VoiceWithdrawn(DomainError):
    """The person took the voice back."""

    message = _("Die Person hat diesen Beitrag zurückgezogen.")


class NotWithdrawn(DomainError):
    """Only what was taken back can be given again."""

    message = _("Dieser Beitrag ist nicht zurückgezogen.")


class NoConsent(DomainError):
    """The person has not agreed to this, or not any more."""

    message = _("Diese Zustimmung gibt es nicht (mehr).")


class NotWithheld(DomainError):
    """Only a voice that is not shown can be looked at again."""

    message = _("Dieser Beitrag ist nicht zurückgehalten.")


class ReviewAskedAlready(DomainError):
    """One request at a time."""

    message = _("Sie haben schon um eine erneute Prüfung gebeten. Die Antwort steht bald hier.")


class ReviewAnsweredAlready(DomainError):
    """A request is answered once."""

    message = _("Diese Bitte ist schon beantwortet.")


class AnswerMissing(DomainError):
    """Whoever asks gets an answer in words."""

    message = _("Schreiben Sie eine Antwort. Die Person liest sie mit ihrem Code.")
    field = "answer"


class AddressLeftAlready(DomainError):
    """One address for each voice; another one replaces it only after it was removed."""

    message = _("Zu diesem Beitrag gibt es schon eine Adresse. Entfernen Sie sie zuerst.")
    field = "email"


class NoAddress(DomainError):
    """No address was left, or it is gone."""

    message = _("Zu diesem Beitrag gibt es keine E-Mail-Adresse.")


class PeriodTooLong(DomainError):
    """A period that never ends is none."""

    message = _("Die Frist muss zwischen 1 und %(limit)s Tagen liegen.")
    field = "days"


class PeriodReasonMissing(DomainError):
    """Others can follow why data is kept this long (Article 5 (2) GDPR)."""

    message = _("Schreiben Sie, warum die Daten so lange gebraucht werden.")
    field = "reason"


class PeriodUnchanged(DomainError):
    """A change changes something."""

    message = _("Diese Frist gilt schon.")
    field = "days"
