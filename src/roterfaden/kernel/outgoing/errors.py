"""What can go wrong when the program asks another machine, in words for the person who wanted it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class FetchError(DomainError):
    """Something could not be read from another machine."""

    message = _("Das ließ sich nicht abrufen.")


class AddressNotUnderstood(FetchError):
    """Not an address of the web: another scheme, no host, a password inside."""

    message = _("Das ist keine Adresse, die das Programm abrufen kann. Sie beginnt mit https://.")
    field = "url"


class HostNotAllowed(FetchError):
    """Whoever asks may ask certain hosts only; a redirect or link leads elsewhere."""

    message = _("Die Adresse führt zu %(host)s. Dorthin folgt das Programm nicht.")
    field = "url"


class AddressIsPrivate(FetchError):
    """The name leads into an internal network, and the operator has not allowed that for this host."""

    message = _("%(host)s liegt in einem internen Netz. Die Administration kann den Namen freigeben.")
    field = "url"


class HostUnknown(FetchError):
    """Nobody knows this name."""

    message = _("%(host)s ist nicht zu finden.")
    field = "url"


class RedirectedTooOften(FetchError):
    """The host sends us round in circles."""

    message = _("%(host)s leitet immer weiter.")


class CertificateInvalid(FetchError):
    """The host cannot prove who it is."""

    message = _("%(host)s kann nicht nachweisen, wer es ist: Das Zertifikat ist ungültig.")


class AnswerTooLarge(FetchError):
    """More than may be read at once, perhaps only after unpacking."""

    message = _("Die Antwort von %(host)s ist zu groß.")


class AnswerUnreadable(FetchError):
    """Not HTTP, or packed in a way that cannot be unpacked."""

    message = _("Die Antwort von %(host)s ist nicht zu lesen.")


class TooSlow(FetchError):
    """The time for the whole errand, with all attempts, is over."""

    message = _("%(host)s antwortet zu langsam.")


class Passing(FetchError):
    """It may work in a moment: these are tried again. `after` are the seconds the host asked us to wait, if it did."""

    def __init__(self, *, after: float | None = None, **details: Any) -> None:
        super().__init__(**details)
        self.after = after


class Unreachable(Passing):
    """No connection, or it broke off."""

    message = _("%(host)s antwortet nicht.")


class ServerFails(Passing):
    """The host says that it cannot at the moment (5xx) or that we ask too often (429)."""

    message = _("%(host)s meldet einen Fehler (%(status)s).")
