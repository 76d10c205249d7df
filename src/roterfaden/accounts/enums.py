"""Roles, scopes and verbs of people."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What somebody does here. Slugs are stored; labels may change."""

    STRATEGY_OFFICER = "strategy_officer", _("Strategische Planung")
    MODERATOR = "moderator", _("Moderation und Erfassung")
    GOAL_OWNER = "goal_owner", _("Zielverantwortung")
    MUNICIPAL_COORDINATOR = "municipal_coordinator", _("Koordination in der Kommune")
    COUNCIL_CLERK = "council_clerk", _("Sitzungsdienst")
    COORDINATION_GROUP = "coordination_group", _("Koordinierungsgruppe")
    COUNSELLOR = "counsellor", _("Beratung im Migrationszentrum")
    ADVICE_LEAD = "advice_lead", _("Leitung des Migrationszentrums")
    COURSE_COORDINATOR = "course_coordinator", _("Kurskoordination")
    PROVIDER = "provider", _("Kursträger")
    AUDITOR = "auditor", _("Revision")
    ADMINISTRATOR = "administrator", _("Administration")


ROLE_DESCRIPTIONS = {
    Role.STRATEGY_OFFICER: _("Plant den Prozess, ordnet Beiträge, wägt ab, schreibt am Konzept und berichtet."),
    Role.MODERATOR: _("Erfasst Karten in Veranstaltungen und ordnet sie Themen zu."),
    Role.GOAL_OWNER: _("Liefert Zahlen und den Umsetzungsstand zu den eigenen Zielen."),
    Role.MUNICIPAL_COORDINATOR: _("Antwortet für die eigene Kommune auf das Angebot der Ziele."),
    Role.COUNCIL_CLERK: _("Führt Gremien, Vorlagen, Beratungsfolge und Beschlüsse."),
    Role.COORDINATION_GROUP: _("Bewertet die Zielerreichung und vereinbart Gegensteuerung."),
    Role.COUNSELLOR: _("Berät Menschen im Migrationszentrum."),
    Role.ADVICE_LEAD: _("Sieht Zahlen der Beratung, keine Fälle, und kann die Beratung sperren und freigeben."),
    Role.COURSE_COORDINATOR: _("Vermittelt Plätze in Integrationskursen."),
    Role.PROVIDER: _("Pflegt die eigenen Kurse."),
    Role.AUDITOR: _("Liest das Protokoll und prüft seine Unversehrtheit."),
    Role.ADMINISTRATOR: _("Richtet Zugänge und Rollen ein. Sieht keine Beratungsfälle."),
}


class ScopeKind(TextChoices):
    """How far a role reaches."""

    COUNTY = "county", _("ganzer Landkreis")
    PROCESS = "process", _("ein Beteiligungsprozess")
    MUNICIPALITY = "municipality", _("eine Kommune")
    BODY = "body", _("ein Gremium")
    PROVIDER = "provider", _("ein Kursträger")


class Verb(TextChoices):
    """What can happen to accounts."""

    USER_INVITED = "user.invited", _("hat den Zugang %(subject)s angelegt")
    ROLE_GRANTED = "role.granted", _("hat die Rolle %(subject)s erteilt")
    ROLE_REVOKED = "role.revoked", _("hat die Rolle %(subject)s entzogen")
    USER_DEACTIVATED = "user.deactivated", _("hat den Zugang %(subject)s gesperrt")
