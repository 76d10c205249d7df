"""What indicators refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class UnreadableToken(DomainError):
    """Neither a number nor a known sign."""

    message = _(
        "„%(raw)s“ ist weder eine Zahl noch ein bekanntes Zeichen. "
        "Erlaubt sind Zahlen wie 1.234,5 und die Zeichen - . / x ..."
    )
    field = "raw"


class AmbiguousNumber(DomainError):
    """A thousand in one notation, a fraction in the other; nobody guesses."""

    message = _(
        "„%(raw)s“ kann eine ganze Zahl mit Tausenderpunkt oder eine Kommazahl sein. "
        "Bitte schreiben Sie die Zahl ohne Tausenderzeichen."
    )
    field = "raw"


class NumberTooLarge(DomainError):
    """More than twelve digits before the decimal mark."""

    message = _("„%(raw)s“ ist größer, als hier gespeichert werden kann. Bitte prüfen Sie die Einheit.")
    field = "raw"


class NumberWithSign(DomainError):
    """A number was given a meaning that says there is none."""

    message = _("„%(raw)s“ ist eine Zahl. Die Bedeutung „%(meaning)s“ passt nur zu einem Zeichen.")
    field = "status"


class SignWithoutNumber(DomainError):
    """A sign was given a meaning that needs a number. A dash never becomes zero."""

    message = _("„%(raw)s“ ist ein Zeichen und keine Zahl. Bitte wählen Sie aus, was es bedeutet.")
    field = "status"


class DefinitionNotNewer(DomainError):
    """A new definition has to begin after the one before it."""

    message = _(
        "Diese Messgröße ist schon bis zu einem späteren Tag festgelegt. Eine neue Definition muss danach beginnen."
    )
    field = "valid_from"


class BreakExists(DomainError):
    """This day is marked already."""

    message = _("Für diesen Tag ist schon ein Bruch vermerkt.")
    field = "on"


class PeriodUpsideDown(DomainError):
    """A period ends before it begins."""

    message = _("Das Ende des Zeitraums liegt vor seinem Anfang.")
    field = "period_end"


class KnownInFuture(DomainError):
    """Nothing can be known before its day has come."""

    message = _("Der Datenstand liegt in der Zukunft.")
    field = "known_on"


class VintageExists(DomainError):
    """For this period and this day another value is recorded; values are superseded, never edited."""

    message = _(
        "Für diesen Zeitraum und Datenstand ist schon ein anderer Wert eingetragen (%(raw)s). "
        "Ein neuer Wert braucht einen neueren Datenstand."
    )
    field = "known_on"


class UnknownIndicator(DomainError):
    """The row names an indicator that is not defined."""

    message = _("Die Messgröße „%(slug)s“ ist nicht festgelegt.")


class UnknownArea(DomainError):
    """The row names an area key that is not known."""

    message = _("Ein Gebiet mit dem Schlüssel „%(key)s“ ist nicht bekannt.")


class DenominatorMissing(DomainError):
    """A share has to say of what; without it small shares would be taken for small counts."""

    message = _("Eine Quote braucht eine Angabe, worauf sie sich bezieht.")
    field = "denominator"


class SlugTaken(DomainError):
    """Another indicator, or a page of the program, has this address."""

    message = _("Diesen Kurznamen gibt es schon.")
    field = "slug"


class AreaLimitTooLow(DomainError):
    """Small areas need a higher limit than the others, or none of their own."""

    message = _("Für kleine Gebiete muss die Zahl größer sein als %(usual)s, die überall gilt.")
    field = "minimum_count"
