"""Refusals around what becomes of a seat: days that do not fit, results, next steps, invitations by mail."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class DayAhead(DomainError):
    """What has not happened is not recorded."""

    message = _("Dieser Tag liegt in der Zukunft.")
    field = "on"


class DayTooEarly(DomainError):
    """A course is neither paused nor ended before somebody has begun it."""

    message = _("Dieser Tag liegt vor dem %(day)s, an dem das möglich wäre.")
    field = "on"


class NeverBegan(DomainError):
    """Without a course there is no result of one."""

    message = _("Diese Person hat den Kurs nicht begonnen.")


class OutcomeUnfit(DomainError):
    """A level for a test that is passed or not, or the other way round."""

    message = _("Dieses Ergebnis gibt es bei dieser Prüfung nicht.")
    field = "result"


class NotOpen(DomainError):
    """The course has not ended for this person, somebody has decided already, or this step is not possible."""

    message = _("Dieser Schritt ist hier nicht möglich, oder es ist schon entschieden.")
    field = "step"


class AdmissionMissing(DomainError):
    """A repetition is admitted by the federal office first (IntV § 13 (1))."""

    message = _("Bitte tragen Sie ein, wann das Bundesamt die Wiederholung zugelassen hat.")
    field = "admitted_on"


class NoAddress(DomainError):
    """There is no mail address of this person."""

    message = _("Von dieser Person ist keine E-Mail-Adresse bekannt. Nehmen Sie den Brief.")
    field = "way"


class InvitedAlready(DomainError):
    """The same mail is not sent twice."""

    message = _("Diese Einladung ist schon als E-Mail verschickt.")
    field = "way"


class NotInvitable(DomainError):
    """People are invited to a seat that is reserved or confirmed."""

    message = _("Einladen können Sie nur zu einem reservierten oder zugesagten Platz.")
