"""Refusals of the placement."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NobodyWaits(DomainError):
    """A run needs people."""

    message = _("Niemand mit einem Testergebnis wartet auf einen Platz.")


class NoCourses(DomainError):
    """A run needs courses."""

    message = _("Kein geplanter Kurs beginnt in den nächsten Wochen.")


class PlanEnded(DomainError):
    """The run has a result, or was given up."""

    message = _("Dieser Lauf ist schon beendet.")


class NoPlanPossible(DomainError):
    """The decisions of people leave no plan that keeps every rule."""

    message = _(
        "Mit den Festlegungen und zugesagten Plätzen lässt sich kein Vorschlag finden, der alle Regeln einhält: "
        "In einem Kurs sind mehr Menschen festgelegt, als er Plätze hat, oder zu wenige, um zustande zu kommen."
    )


class NoPlanFound(DomainError):
    """Time was over before any plan was found; there may be one."""

    message = _("In der Zeit, die der Lauf hat, ist kein Vorschlag gefunden. Lassen Sie noch einmal rechnen.")


class PlanBroken(DomainError):
    """The independent check found a broken rule: nothing of this run is kept."""

    message = _(
        "Die unabhängige Prüfung hat den Vorschlag verworfen. Bitte melden Sie das der Stelle, die das Programm "
        "betreibt."
    )


class ReasonForDecisionMissing(DomainError):
    """A decision against the proposal says why."""

    message = _("Bitte begründen Sie die Entscheidung. Die Begründung steht im Verlauf der Person.")
    field = "reason"


class DecidedAlready(DomainError):
    """There is a decision about this person and course."""

    message = _("Für diese Person und diesen Kurs gibt es schon eine Festlegung.")


class HasSeat(DomainError):
    """One seat at a time."""

    message = _("Diese Person hat schon einen Platz.")


class RunNotOffered(DomainError):
    """Seats are given in courses that are still to come."""

    message = _("In diesem Kurs werden keine Plätze mehr vergeben.")


class RunFull(DomainError):
    """No free seat."""

    message = _("Kurs %(number)s ist voll.")


class CareFull(DomainError):
    """Not enough child care."""

    message = _("In Kurs %(number)s reichen die Plätze der Kinderbetreuung nicht.")


class NoSuchStep(DomainError):
    """A seat does not go from here to there."""

    message = _("Von „%(before)s“ geht es nicht zu „%(after)s“.")
    field = "state"


class NothingToConfirm(DomainError):
    """Nobody on this proposal can be told any more."""

    message = _("Es gibt niemanden mehr, dem auf Grund dieses Vorschlags ein Platz reserviert werden kann.")
