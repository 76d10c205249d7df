"""What reports on initiatives refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NotAnInitiative(DomainError):
    """Progress and milestones belong to initiatives."""

    message = _("Einen Stand und Meilensteine haben nur Maßnahmen.")


class StateInFuture(DomainError):
    """Nobody knows the state of a later day."""

    message = _("Das Datum liegt in der Zukunft.")
    field = "as_of"


class ReachedAlready(DomainError):
    """The milestone has been reached before."""

    message = _("Dieser Meilenstein ist schon erledigt.")


class ReachedInFuture(DomainError):
    """A milestone is reached on a day that has come."""

    message = _("Das Datum liegt in der Zukunft.")
    field = "done_on"
