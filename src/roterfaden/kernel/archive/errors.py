"""What can be wrong with an archive, or with the place it shall be loaded into."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NotAnArchive(DomainError):
    """Not a file of ours."""

    message = _("Das ist keine Sicherung von Roter Faden.")


class ArchiveLocked(DomainError):
    """Encrypted, and no key was given or the key does not fit."""

    message = _("Die Sicherung ist verschlüsselt. Nennen Sie mit --identity die Datei mit dem passenden Schlüssel.")


class ArchiveDamaged(DomainError):
    """A part is missing or not what the manifest says."""

    message = _("Die Sicherung ist beschädigt: %(part)s.")


class OtherVersion(DomainError):
    """Made by a program with other tables."""

    message = _(
        "Die Sicherung gehört zu einer anderen Version des Programms (%(names)s). Laden Sie sie mit jener Version und "
        "führen Sie danach die neue aus."
    )


class TargetNotEmpty(DomainError):
    """Something is there already; nothing is overwritten."""

    message = _("Am Ziel ist schon etwas: %(what)s. Eine Sicherung wird nur in eine leere Installation geladen.")
