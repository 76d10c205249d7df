"""How long personal data is kept unless the house decides otherwise. No database."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import Retention

LONGEST = 20 * 366
"""More days than this is no period but keeping for ever."""


@dataclass(frozen=True)
class RetentionDefault:
    """Days after which a kind of data is erased, counted from what, and what is erased."""

    days: int
    counted_from: str | Promise
    erased: str | Promise

    def last_kept(self, on: date, days: int) -> date:
        """Whatever its day is before this one has outlived its period on `on`."""
        return on - timedelta(days=days)


DEFAULTS: dict[str, RetentionDefault] = {
    Retention.UNCONFIRMED_ADDRESS: RetentionDefault(7, _("dem Tag, an dem sie eingetragen wurden"), _("die Adresse")),
    Retention.ADDRESS: RetentionDefault(365, _("dem Abschluss des Verfahrens"), _("die Adresse")),
    Retention.WITHDRAWN_WORDS: RetentionDefault(
        30, _("dem Tag, an dem der Beitrag zurückgezogen wurde"), _("die Worte; Nummer und Art bleiben")
    ),
    Retention.SEALED_ORIGINAL: RetentionDefault(
        365, _("dem Tag, an dem die Stellen ausgelassen wurden"), _("das Original; der Text mit […] bleibt")
    ),
    Retention.REVIEW_REQUEST: RetentionDefault(
        365, _("dem Tag der Antwort"), _("die Worte der Bitte; dass gefragt und geantwortet wurde, bleibt")
    ),
    Retention.FREE_CODE: RetentionDefault(
        180, _("der Veranstaltung, sonst der Ausgabe"), _("der Code; eine Karte damit lässt sich nicht erfassen")
    ),
    Retention.CARD_PHOTO: RetentionDefault(
        365, _("dem Abschluss des Verfahrens"), _("das Foto und was darauf gelesen wurde")
    ),
    Retention.FLAG_NOTE: RetentionDefault(
        180, _("dem Tag der Entscheidung"), _("die Erläuterung; Grund und Entscheidung bleiben")
    ),
    Retention.IMPORT_FILE: RetentionDefault(
        30, _("dem Tag, an dem die Liste vorgelegt wurde"), _("die Datei; das Ergebnis jeder Zeile bleibt")
    ),
    Retention.SOURCE_FILE: RetentionDefault(
        365, _("dem Abschluss des Verfahrens"), _("das Original; die Beiträge daraus bleiben")
    ),
}  # fmt: skip
