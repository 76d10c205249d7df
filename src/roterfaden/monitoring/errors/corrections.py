"""What counter-steering and early warnings refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class DueInPast(DomainError):
    """A correction is due on a day that is still to come."""

    message = _("Bitte nennen Sie einen Tag, der noch kommt.")
    field = "due_on"


class NotAGoalHere(DomainError):
    """The element is no goal of the version under review."""

    message = _("Das ist kein Ziel der überprüften Fassung.")
    field = "element"


class NotInTheDraft(DomainError):
    """The place named for the effect on the concept stands in no working draft of this concept."""

    message = _("Diese Stelle steht nicht im Arbeitsentwurf des Konzepts.")
    field = "draft_element"


class SignalClosed(DomainError):
    """What is done stays done."""

    message = _("Diese Frühwarnung ist schon erledigt.")


class SnoozeInPast(DomainError):
    """A warning is put off to a day that is still to come."""

    message = _("Zurückgestellt wird bis zu einem Tag, der noch kommt.")
    field = "until"


class SnoozeTooLong(DomainError):
    """A warning that sleeps for years warns nobody."""

    message = _("Höchstens ein Jahr. Danach soll jemand neu entscheiden.")
    field = "until"


class NotToFollowUp(DomainError):
    """A review looks after what was agreed before it, of its own concept."""

    message = _("Diese Gegensteuerung gehört nicht zu einer früheren Überprüfung desselben Konzepts.")
