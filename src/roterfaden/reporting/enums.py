"""Vocabulary of reporting."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who hears of the review, each in an edition of its own."""

    GROUP = "group", _("Koordinierungsgruppe")
    COUNCIL = "council", _("politische Gremien")
    PUBLIC = "public", _("Öffentlichkeit und Beteiligte")


class Verb(TextChoices):
    """What can happen to reports."""

    REPORT_OPENED = "report.opened", _("hat den Bericht %(subject)s angelegt")
    EDITION_FROZEN = "edition.frozen", _("hat die Ausgabe %(subject)s festgehalten")
    EDITION_PUBLISHED = "edition.published", _("hat die Ausgabe %(subject)s veröffentlicht")
