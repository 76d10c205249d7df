"""What the records of bodies and sittings refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class BodyDoesNotExist(DomainError):
    """The body is not yet or no longer in office on that day."""

    message = _("Das Gremium besteht an diesem Tag nicht.")
    field = "starts_at"


class BodyMeetsInPrivate(DomainError):
    """The Kreisausschuss never meets in public (§ 78 (2) NKomVG), nor does a body that is not public."""

    message = _("Dieses Gremium tagt nicht öffentlich.")
    field = "is_public"


class MeetingsAfterTheEnd(DomainError):
    """The body has sittings on or after the day it ends."""

    message = _(
        "Nach diesem Tag sind noch Sitzungen geplant: %(count)s. Legen Sie einen Nachfolger an, er übernimmt sie."
    )
    field = "on"


class EndsBeforeItBegins(DomainError):
    """A body exists at least one day."""

    message = _("Dieser Tag liegt nicht nach dem Tag, an dem das Gremium begonnen hat.")
    field = "on"


class EndedAlready(DomainError):
    """The body has an end."""

    message = _("Dieses Gremium hat schon ein Ende.")


class OrderHasNoDecision(DomainError):
    """Somebody has to decide, and nothing comes after."""

    message = _("Die Beratungsfolge muss mit genau einer Entscheidung enden.")


class StepTwice(DomainError):
    """The same kind of body does the same twice."""

    message = _("Ein Schritt steht doppelt in der Beratungsfolge.")


class InvitesBeforeSubmission(DomainError):
    """Papers are handed in before the invitation goes out."""

    message = _("Die Einreichungsfrist kann nicht kürzer sein als die Ladungsfrist.")
    field = "submission_days"
