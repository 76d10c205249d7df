"""What a program may do, how a delivery stands, and what can happen here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permit(TextChoices):
    """One thing a token allows (OAuth calls it a scope; here that word is the reach of a role)."""

    READ_PROCESSES = "processes:read", _("Verfahren und Veranstaltungen lesen")
    READ_CONTRIBUTIONS = "contributions:read", _("Beiträge lesen, auch ungeprüfte")
    WRITE_CONTRIBUTIONS = "contributions:write", _("Beiträge erfassen")
    READ_CONCEPT = "concept:read", _("Entwurf und Fassungen des Konzepts lesen")
    READ_INITIATIVES = "initiatives:read", _("Maßnahmen und ihren Stand lesen")
    WRITE_INITIATIVES = "initiatives:write", _("Stand von Maßnahmen melden")
    READ_FIGURES = "figures:read", _("Zahlen lesen")
    WRITE_FIGURES = "figures:write", _("Zahlen eintragen")
    READ_PAPERS = "papers:read", _("Vorlagen und ihre Beratung lesen, auch nichtöffentliche")
    READ_ADOPTIONS = "adoptions:read", _("Antworten der Kommunen lesen")
    READ_SIGNALS = "signals:read", _("Frühwarnungen lesen")
    WRITE_SIGNALS = "signals:write", _("Frühwarnungen zurückstellen und erledigen")
    READ_TASKS = "tasks:read", _("Aufgaben lesen")
    WRITE_TASKS = "tasks:write", _("Aufgaben als erledigt melden")
    READ_COURSES = "courses:read", _("Sprachkurse lesen, mit freien Plätzen")
    WRITE_COURSES = "courses:write", _("Sprachkurse anlegen, ändern, bestätigen und absagen")


class DeliveryState(TextChoices):
    """How far a delivery is. The last is final."""

    WAITING = "waiting", _("wartet")
    SENDING = "sending", _("wird übergeben")
    DELIVERED = "delivered", _("übergeben")


class Verb(TextChoices):
    """What can happen to tokens and webhooks."""

    TOKEN_ISSUED = "token.issued", _("hat den Schlüssel %(subject)s für ein Programm ausgegeben")
    TOKEN_REVOKED = "token.revoked", _("hat den Schlüssel %(subject)s gesperrt")
    TOKEN_USED = "token.used", _("hat ein Programm etwas ändern lassen: %(subject)s")
    WEBHOOK_ADDED = "webhook.added", _("lässt ein anderes Programm benachrichtigen: %(subject)s")
    WEBHOOK_PAUSED = "webhook.paused", _("hat die Benachrichtigung angehalten: %(subject)s")
    WEBHOOK_RESUMED = "webhook.resumed", _("hat die Benachrichtigung wieder aufgenommen: %(subject)s")
    WEBHOOK_REMOVED = "webhook.removed", _("hat die Benachrichtigung entfernt: %(subject)s")
