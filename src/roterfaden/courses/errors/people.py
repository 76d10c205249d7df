"""Refusals about people who wait."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NameMissing(DomainError):
    """A person without a name cannot be recognised again."""

    message = _(
        "Bitte geben Sie Vornamen und Familiennamen an. Wer nur einen Namen führt, trägt ihn in beide Felder ein."
    )
    field = "family"


class BornInFuture(DomainError):
    """Nobody is born tomorrow."""

    message = _("Das Geburtsdatum liegt in der Zukunft.")
    field = "born_on"


class NoSlot(DomainError):
    """Nobody can be placed who can never come."""

    message = _("Bitte wählen Sie mindestens eine Tageszeit.")
    field = "slots"


class NotRecommendable(DomainError):
    """The course type has no such section."""

    message = _("Diese Kursart hat nur %(sections)s Kursabschnitte.")
    field = "section"


class NoLongerWaits(DomainError):
    """The person has left the list, or the record was merged into another."""

    message = _("Diese Person steht nicht mehr auf der Warteliste.")


class StillHasSeat(DomainError):
    """Whoever has a seat gives it back first."""

    message = _("Diese Person hat noch einen Platz. Beenden Sie zuerst den Platz.")


class WordsErased(DomainError):
    """The period is over; the words are gone."""

    message = _("Name und Anschrift sind gelöscht, die Frist ist abgelaufen.")


class SameRecord(DomainError):
    """A record cannot be merged with itself."""

    message = _("Das ist derselbe Eintrag. Bitte geben Sie das Kennwort des anderen an.")
    field = "other"


class UnknownCode(DomainError):
    """There is nobody with this pseudonym."""

    message = _("Dieses Kennwort gibt es nicht. Bitte prüfen Sie die Zeichen.")
    field = "other"


class BothHaveSeats(DomainError):
    """Two seats would become seats of one person."""

    message = _("Beide Einträge haben einen Platz. Beenden Sie zuerst einen der beiden Plätze.")


class PartedAlready(DomainError):
    """Somebody was faster."""

    message = _("Diese Zusammenführung ist schon aufgehoben.")


class EntitlementInOrder(DomainError):
    """It ends before it was issued."""

    message = _("Die Berechtigung endet, bevor sie ausgestellt ist.")
    field = "valid_until"


class ResultFromFuture(DomainError):
    """A result cannot come from tomorrow."""

    message = _("Der Test liegt in der Zukunft. Tragen Sie ihn als Termin ein.")
    field = "taken_on"


class NothingDisclosed(DomainError):
    """An agreement that tells nothing needs no consent."""

    message = _("Bitte wählen Sie, was der Partner erfahren darf.")
    field = "discloses"
