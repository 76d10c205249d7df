"""What plans of initiatives and their care refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class CarriedOnByMissing(DomainError):
    """What becomes part of regular work says what carries it on."""

    message = _("Bitte schreiben Sie, wer oder was die Arbeit weiterführt.")
    field = "carried_on_by"


class MovedNowhere(DomainError):
    """The milestone is due on that day already."""

    message = _("Der Meilenstein ist schon für diesen Tag geplant.")
    field = "to_on"


class FundingHasNoDays(DomainError):
    """A funding ends after it has begun."""

    message = _("Das Ende liegt vor dem Anfang.")
    field = "ends_on"


class NoLongerInForce(DomainError):
    """Somebody has changed this record in the meantime."""

    message = _("Jemand hat diesen Eintrag inzwischen geändert. Bitte laden Sie die Seite neu.")


class OtherInitiative(DomainError):
    """A record of one initiative is not continued by one of another."""

    message = _("Dieser Eintrag gehört zu einer anderen Maßnahme.")


class OtherConcept(DomainError):
    """Initiatives wait for initiatives of the same concept."""

    message = _("Diese Maßnahme gehört zu einem anderen Konzept.")
    field = "needs"


class NeedsItself(DomainError):
    """An initiative cannot wait for itself."""

    message = _("Eine Maßnahme kann nicht sich selbst voraussetzen.")
    field = "needs"


class NeededAlready(DomainError):
    """This dependency stands already."""

    message = _("Diese Voraussetzung steht schon da.")
    field = "needs"


class Circle(DomainError):
    """The initiatives would wait for each other and none could begin."""

    message = _("Das ergäbe einen Kreis: %(way)s. Dann könnte keine dieser Maßnahmen beginnen.")
    field = "needs"


class CaresAlready(DomainError):
    """This person cares for the initiative already."""

    message = _("Diese Person betreut die Maßnahme schon.")


class PersonOrAddress(DomainError):
    """A caretaker is one person: an account, or a mail address."""

    message = _("Bitte wählen Sie eine Person oder geben Sie eine E-Mail-Adresse an, nicht beides.")
    field = "person"


class LinkClosed(DomainError):
    """The link is too old, or somebody else cares for the initiative now."""

    message = _("Dieser Link gilt nicht mehr.")
