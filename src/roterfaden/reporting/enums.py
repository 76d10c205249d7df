"""Vocabulary of reporting."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who hears of the review, each in an edition of its own."""

    GROUP = "group", _("Koordinierungsgruppe")
    COUNCIL = "council", _("politische Gremien")
    PUBLIC = "public", _("Öffentlichkeit und Beteiligte")


class Comparing(TextChoices):
    """How a figure of a municipality is set beside that of the county."""

    DIFFERENCE = "difference", _("Unterschied")
    SHARE = "share", _("Anteil am Landkreis")
    NONE = "none", _("kein Vergleich")


class Absence(TextChoices):
    """Why a data sheet has no figure. Never a zero, never an empty cell without a word."""

    NOT_DEFINED = "not_defined", _("Diese Messgröße führt der Landkreis noch nicht.")
    NO_VALUE = "no_value", _("Dazu liegt noch kein Wert vor.")
    COUNTY_ONLY = "county_only", _("Diese Zahl gibt es nur für den ganzen Landkreis.")
    HIDDEN = "hidden", _("Die Zahl ist klein. Wir zeigen sie nicht, damit niemand erkannt wird.")
    SIGN = "sign", _("Die Quelle nennt keine Zahl:")


class Move(TextChoices):
    """Where a chapter or a figure of a data sheet goes."""

    UP = "up", _("nach oben")
    DOWN = "down", _("nach unten")


class Verb(TextChoices):
    """What can happen to reports."""

    REPORT_OPENED = "report.opened", _("hat den Bericht %(subject)s angelegt")
    EDITION_FROZEN = "edition.frozen", _("hat die Ausgabe %(subject)s festgehalten")
    EDITION_PUBLISHED = "edition.published", _("hat die Ausgabe %(subject)s veröffentlicht")
    TEXT_WRITTEN = "edition.text_written", _("hat den Text einer Ausgabe geschrieben: %(subject)s")
    TEXT_PROPOSED = "edition.text_proposed", _("hat den Text einer Ausgabe maschinell übersetzt: %(subject)s")
    TEXT_CHECKED = "edition.text_checked", _("hat den Text einer Ausgabe geprüft: %(subject)s")
    TEMPLATE_ARRANGED = "sheets.arranged", _("hat die Vorlage der Datenspiegel geändert: %(subject)s")
    SHEETS_FROZEN = "sheets.frozen", _("hat die Datenspiegel %(subject)s festgehalten")
    SHEETS_PUBLISHED = "sheets.published", _("hat die Datenspiegel %(subject)s veröffentlicht")
    SHEET_SET = "sheets.set", _("hat einen Datenspiegel gesetzt: %(subject)s")
