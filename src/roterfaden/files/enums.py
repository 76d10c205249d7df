"""What can happen to kept files."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verb(TextChoices):
    """What can happen to kept files."""

    FILE_KEPT = "file.kept", _("hat eine Datei aufgenommen: %(subject)s")
    FILE_DISCARDED = "file.discarded", _("hat eine Datei gelöscht: %(subject)s")
