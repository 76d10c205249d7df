"""Refusals when a concept is linked with the one before it."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NotOfPredecessor(DomainError):
    """Only what stood in the concept before can continue in this one."""

    message = _("Dieses Element gehört nicht zum Vorgänger-Konzept.")


class OneTarget(DomainError):
    """Everything but a split continues in one place."""

    message = _("Nennen Sie genau ein Element des neuen Konzepts. Mehrere gibt es nur bei „geteilt“.")
    field = "targets"


class SeveralTargets(DomainError):
    """What was split continues in at least two places."""

    message = _("„Geteilt“ heißt: Es geht in mindestens zwei Elementen weiter.")
    field = "targets"


class NothingContinues(DomainError):
    """What was dropped continues nowhere."""

    message = _("„Gestrichen“ heißt: Es geht nirgends weiter. Lassen Sie das Element leer.")
    field = "targets"


class HasPredecessor(DomainError):
    """The concept before is already there, with a version of its own."""

    message = _("Der Vorgänger „%(title)s“ ist schon erfasst.")


class EmptyTitleList(DomainError):
    """A concept without a title is none."""

    message = _("In der Liste steht kein Titel.")
    field = "upload"


class EndsAfterSuccessor(DomainError):
    """The concept before began before this one."""

    message = _("Der Vorgänger muss vor diesem Konzept begonnen haben.")
    field = "starts_on"
