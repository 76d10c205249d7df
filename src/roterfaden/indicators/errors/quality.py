"""What the work list of figures refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class AnswerWithoutReason(DomainError):
    """Somebody will ask why; the answer has to say it."""

    message = _("Bitte sagen Sie, warum.")
    field = "reason"


class PutOffWithoutDay(DomainError):
    """Putting off needs a day on which it comes back."""

    message = _("Bitte nennen Sie einen Tag in der Zukunft, an dem das wieder auf die Liste kommt.")
    field = "until"


class FindingGone(DomainError):
    """The newest check did not find it any more."""

    message = _("Das hat sich erledigt: Bei der letzten Prüfung fiel es nicht mehr auf.")


class NotAnswered(DomainError):
    """Nobody has said anything about it."""

    message = _("Dazu hat noch niemand Stellung genommen.")


class BroaderCircle(DomainError):
    """A value would be part of itself."""

    message = _("Eine Ausprägung kann nicht zu sich selbst gehören, auch nicht über andere.")
