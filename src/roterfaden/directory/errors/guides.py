"""What cannot be done with a guide."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class GermanFirst(DomainError):
    """A translation needs German words that are checked."""

    message = _("Schreiben und prüfen Sie zuerst die deutsche Seite.")
    field = "language"


class NothingChecked(DomainError):
    """A guide without a checked German page."""

    message = _("Der Wegweiser lässt sich veröffentlichen, sobald die deutsche Seite geprüft ist.")


class AddressTaken(DomainError):
    """Another guide has this short name."""

    message = _("Diesen Kurznamen hat schon ein anderer Wegweiser.")
    field = "slug"
