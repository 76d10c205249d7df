"""What is refused when files come by themselves."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class SourceRefused(DomainError):
    """The host answers, but does not give the file."""

    message = _("Die Adresse gibt keine Datei heraus (Antwort %(status)s).")


class SourceTooLarge(DomainError):
    """More than a file that is kept may have."""

    message = _("Die Datei ist größer als %(most)s MB. Legen Sie sie in den Eingangsordner.")


class ShapeChanged(DomainError):
    """Variables or headings are others than those the profile was made for."""

    message = _(
        "Die Datei ist anders aufgebaut als bisher. "
        "Bitte ordnen Sie sie von Hand zu, und merken Sie sich das Profil neu."
    )


class NothingTaken(DomainError):
    """Read to the end, and not one value was ours."""

    message = _("In der Datei war kein Wert, den wir übernehmen konnten. Der Bericht nennt die Gründe.")


class SourceExists(DomainError):
    """One address is read once."""

    message = _("Diese Adresse wird schon abgerufen.")
    field = "url"


class InboxMissing(DomainError):
    """The folder of FADEN_INBOX does not exist, or the program may not move files in it."""

    message = _("Der Eingangsordner fehlt, oder das Programm darf darin nichts verschieben.")


class ReadingStopped(DomainError):
    """Somebody stopped the job."""

    message = _("Das Einlesen wurde abgebrochen. Was gelesen war, bleibt; der Rest kommt beim nächsten Mal.")
