"""Vocabulary of the political bodies."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BodyKind(TextChoices):
    """Bodies of a county in Lower Saxony (NKomVG)."""

    COMMITTEE = "committee", _("Fachausschuss")
    EXECUTIVE_COMMITTEE = "executive_committee", _("Kreisausschuss")
    COUNCIL = "council", _("Kreistag")
    COORDINATION_GROUP = "coordination_group", _("Koordinierungsgruppe")


class PaperKind(TextChoices):
    """Kinds of papers for a body (domain.md §7.3)."""

    DECISION = "decision", _("Beschlussvorlage")
    INFORMATION = "information", _("Mitteilungsvorlage")


class ConsultationRole(TextChoices):
    """What a body does with a paper in the order of consultation."""

    PRELIMINARY = "preliminary", _("Vorberatung")
    PREPARING = "preparing", _("Vorbereitung")
    DECIDING = "deciding", _("Entscheidung")
    NOTING = "noting", _("Kenntnisnahme")


class Result(TextChoices):
    """How a consultation ended."""

    ADOPTED = "adopted", _("unverändert beschlossen")
    ADOPTED_WITH_CHANGES = "adopted_with_changes", _("geändert beschlossen")
    RECOMMENDED = "recommended", _("zur Annahme empfohlen")
    REJECTED = "rejected", _("abgelehnt")
    DEFERRED = "deferred", _("vertagt")
    NOTED = "noted", _("zur Kenntnis genommen")


class Verb(TextChoices):
    """What can happen in the bodies."""

    BODY_ADDED = "body.added", _("hat das Gremium %(subject)s angelegt")
    MEETING_PLANNED = "meeting.planned", _("hat die Sitzung %(subject)s geplant")
    PAPER_SUBMITTED = "paper.submitted", _("hat die Vorlage %(subject)s eingebracht")
    PAPER_PUBLISHED = "paper.published", _("hat die Vorlage %(subject)s veröffentlicht")
    PAPER_WITHDRAWN = "paper.withdrawn", _("hat die Vorlage %(subject)s der Öffentlichkeit entzogen")
    MEETING_PUBLISHED = "meeting.published", _("hat die Sitzung %(subject)s öffentlich gemacht")
    MEETING_WITHDRAWN = "meeting.withdrawn", _("hat die Sitzung %(subject)s nichtöffentlich gemacht")
    CONSULTATION_PLANNED = "consultation.planned", _("hat die Beratung %(subject)s angesetzt")
    RESOLUTION_RECORDED = "resolution.recorded", _("hat den Beschluss zu %(subject)s festgehalten")
    AMENDMENT_RECORDED = "amendment.recorded", _("hat einen Änderungsbeschluss festgehalten: %(subject)s")
    AMENDMENT_INCORPORATED = "amendment.incorporated", _("hat einen Änderungsbeschluss eingearbeitet: %(subject)s")
    VERSION_ADOPTED = "version.adopted", _("hat den Beschluss zu %(subject)s als beschlossene Fassung festgehalten")
