"""Refusals in the room: cards sent twice, slips, photos, the wall."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class OtherCardKept(DomainError):
    """The identifier of the device stands for another card already."""

    message = _("Diese Karte ist schon als Beitrag %(number)s angekommen, aber mit anderem Inhalt.")


class NoSuchQuestion(DomainError):
    """The event asks fewer questions."""

    message = _("Diese Frage wird bei der Veranstaltung nicht gestellt.")
    field = "question"


class PhonesNotTaken(DomainError):
    """The event takes cards on paper only, or none any more."""

    message = _("Diese Veranstaltung nimmt zurzeit keine Karten vom Telefon an. Fragen Sie bitte die Moderation.")


class NoSlipAnyMore(DomainError):
    """Only what was typed a moment ago, and nobody has checked yet, can be a slip."""

    message = _("Beitrag %(number)s lässt sich nicht mehr als Fehleingabe zurücknehmen. Halten Sie ihn zurück.")


class NotYourCard(DomainError):
    """A slip is taken back by whoever made it."""

    message = _("Beitrag %(number)s hat jemand anderes erfasst. Halten Sie ihn zurück, wenn er nicht stimmt.")


class CardHasPhoto(DomainError):
    """A card has one photo."""

    message = _("Zu Beitrag %(number)s gibt es schon ein anderes Foto.")
    field = "photo"


class AltMissing(DomainError):
    """Who does not see a photo reads what is on it."""

    message = _("Schreiben Sie, was auf dem Foto zu sehen ist.")
    field = "alt"


class NotPublished(DomainError):
    """A photo is shown beside the card it shows, so the card comes first."""

    message = _("Ein Foto lässt sich erst freigeben, wenn seine Karte veröffentlicht ist.")


class PhotoReleased(DomainError):
    """Releasing twice changes nothing."""

    message = _("Dieses Foto ist schon freigegeben.")


class PhotoNotReleased(DomainError):
    """Nobody but moderation sees it anyway."""

    message = _("Dieses Foto ist nicht freigegeben.")


class PhotoNotLookedAt(DomainError):
    """A photo may show what the words of a card do not say: a signature, a face, an address."""

    message = _("Sehen Sie das Foto an und bestätigen Sie, dass darauf niemand zu erkennen ist.")
    field = "shows_nobody"
