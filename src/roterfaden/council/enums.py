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
    MOTION = "motion", _("Antrag")
    QUESTION = "question", _("Anfrage")
    ANSWER = "answer", _("Antwort auf eine Anfrage")


class Funding(TextChoices):
    """Whether the money is there: the box every paper has (egov.md §4)."""

    NOT_STATED = "", _("nicht angegeben")
    NO_COSTS = "no_costs", _("keine finanziellen Auswirkungen")
    BUDGETED = "budgeted", _("im Haushalt enthalten")
    PARTLY = "partly", _("teilweise im Haushalt enthalten")
    UNBUDGETED = "unbudgeted", _("nicht im Haushalt enthalten")


class AnnexKind(TextChoices):
    """What an annex is. All are kept as frozen bytes; a version or synopsis also names what it was made from."""

    VERSION = "version", _("Fassung des Konzepts")
    SYNOPSIS = "synopsis", _("Synopse zweier Fassungen")
    EDITION = "edition", _("Ausgabe eines Berichts")
    FILE = "file", _("Datei")


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


class AmendmentKind(TextChoices):
    """What politics changed about an element."""

    REWORD = "reword", _("neu fassen")
    INSERT = "insert", _("einfügen")
    STRIKE = "strike", _("streichen")
    MOVE = "move", _("verschieben")


class ForeignKind(TextChoices):
    """Which objects of another council system are kept. Nothing about persons is (ADR 40)."""

    PAPER = "paper", _("Vorlage")
    CONSULTATION = "consultation", _("Station der Beratungsfolge")
    AGENDA_ITEM = "agenda_item", _("Tagesordnungspunkt")
    MEETING = "meeting", _("Sitzung")
    ORGANIZATION = "organization", _("Gremium")


class SyncState(TextChoices):
    """How far a reading of another council system has come."""

    RUNNING = "running", _("läuft")
    DONE = "done", _("vollständig gelesen")
    PARTLY = "partly", _("teilweise gelesen")
    FAILED = "failed", _("nicht gelesen")


class SyncFault(TextChoices):
    """What was wrong with another council system's answers, and was survived."""

    LOOP = "loop", _("Eine Liste führt im Kreis; dort ist Schluss.")
    TOO_MANY_PAGES = "too_many_pages", _("Eine Liste hört nicht auf; nach der höchsten Seitenzahl ist Schluss.")
    OTHER_HOST = "other_host", _("Eine Adresse führt auf einen anderen Rechner; dorthin folgt das Programm nicht.")
    FILTER_REFUSED = "filter_refused", _("Die Frage nach Änderungen wird nicht verstanden; alles wird gelesen.")
    UNREADABLE = "unreadable", _("Eine Antwort ist nicht zu lesen.")
    NO_ID = "no_id", _("Ein Objekt hat keine Adresse und wird übergangen.")
    NO_TYPE = "no_type", _("Ein Objekt sagt nicht, was es ist; es gilt als das, was die Liste verspricht.")
    OTHER_TYPE = "other_type", _("Ein Objekt ist etwas anderes, als die Liste verspricht, und wird übergangen.")
    WRONG_VALUE = "wrong_value", _("Eine Angabe hat die falsche Form und ist gedeutet.")
    NOT_FOUND = "not_found", _("Eine verwiesene Adresse gibt es nicht.")
    NOT_READ = "not_read", _("Eine Adresse war auch nach mehreren Versuchen nicht zu lesen.")


class MatchState(TextChoices):
    """Whether a paper in another council system is ours."""

    PROPOSED = "proposed", _("vorgeschlagen")
    CONFIRMED = "confirmed", _("bestätigt")
    REFUSED = "refused", _("abgelehnt")


class MatchReason(TextChoices):
    """Why two papers may be the same, or may not. `%(value)s` is filled in where it stands."""

    SAME_REFERENCE = "same_reference", _("dieselbe Nummer: %(value)s")
    SHARED_REFERENCE = "shared_reference", _("%(value)s Vorlagen tragen dort diese Nummer")
    OTHER_REFERENCE = "other_reference", _("eine andere Nummer: %(value)s")
    SAME_TITLE = "same_title", _("derselbe Betreff")
    SIMILAR_TITLE = "similar_title", _("ein ähnlicher Betreff (%(value)s %%)")
    OTHER_TITLE = "other_title", _("ein anderer Betreff")
    SAME_DAY = "same_day", _("derselbe Tag")
    DAYS_APART = "days_apart", _("Abstand in Tagen: %(value)s")


class Verb(TextChoices):
    """What can happen in the bodies."""

    SOURCE_ADDED = "source.added", _("hat das Ratsinformationssystem %(subject)s als Quelle angelegt")
    SOURCE_PAUSED = "source.paused", _("hat den Abgleich mit %(subject)s angehalten")
    SOURCE_RESUMED = "source.resumed", _("hat den Abgleich mit %(subject)s wieder aufgenommen")
    SYNC_BEGUN = "sync.begun", _("hat begonnen, %(subject)s zu lesen")
    SYNC_ENDED = "sync.ended", _("hat %(subject)s gelesen")
    MATCH_PROPOSED = "match.proposed", _("hat eine Zuordnung vorgeschlagen: %(subject)s")
    MATCH_CONFIRMED = "match.confirmed", _("hat die Zuordnung bestätigt: %(subject)s")
    MATCH_REFUSED = "match.refused", _("hat die Zuordnung abgelehnt: %(subject)s")
    DECISION_COPIED = "decision.copied", _("hat einen Beschluss abgeschrieben: %(subject)s")
    DECISION_TAKEN_OVER = "decision.taken_over", _("hat den abgeschriebenen Beschluss zu %(subject)s übernommen")
    BODY_ENDED = "body.ended", _("hat das Gremium %(subject)s beendet")
    BODY_REPLACED = "body.replaced", _("hat das Gremium %(subject)s als Nachfolger angelegt")
    BODY_REVISED = "body.revised", _("hat die Angaben zum Gremium %(subject)s geändert")
    ORDER_SET = "order.set", _("hat die übliche Beratungsfolge festgelegt: %(subject)s")
    PAPER_DRAFTED = "paper.drafted", _("hat die Vorlage %(subject)s entworfen")
    PAPER_REVISED = "paper.revised", _("hat den Entwurf der Vorlage %(subject)s geändert")
    SIGNOFF_ASKED = "signoff.asked", _("hat um Mitzeichnung gebeten: %(subject)s")
    SIGNOFF_RECORDED = "signoff.recorded", _("hat die Mitzeichnung festgehalten: %(subject)s")
    SIGNOFF_DROPPED = "signoff.dropped", _("hat die Bitte um Mitzeichnung zurückgenommen: %(subject)s")
    ANNEX_ADDED = "annex.added", _("hat die Anlage %(subject)s beigefügt")
    ANNEX_PUBLISHED = "annex.published", _("hat die Anlage %(subject)s öffentlich gemacht")
    ANNEX_WITHDRAWN = "annex.withdrawn", _("hat die Anlage %(subject)s nichtöffentlich gemacht")
    BODY_ADDED = "body.added", _("hat das Gremium %(subject)s angelegt")
    MEETING_PLANNED = "meeting.planned", _("hat die Sitzung %(subject)s geplant")
    PAPER_SUBMITTED = "paper.submitted", _("hat die Vorlage %(subject)s eingebracht")
    PAPER_PUBLISHED = "paper.published", _("hat die Vorlage %(subject)s veröffentlicht")
    PAPER_WITHDRAWN = "paper.withdrawn", _("hat die Vorlage %(subject)s der Öffentlichkeit entzogen")
    MEETING_PUBLISHED = "meeting.published", _("hat die Sitzung %(subject)s öffentlich gemacht")
    MEETING_WITHDRAWN = "meeting.withdrawn", _("hat die Sitzung %(subject)s nichtöffentlich gemacht")
    CONSULTATION_PLANNED = "consultation.planned", _("hat die Beratungsfolge ergänzt: %(subject)s")
    RESOLUTION_RECORDED = "resolution.recorded", _("hat den Beschluss zu %(subject)s festgehalten")
    AMENDMENT_RECORDED = "amendment.recorded", _("hat einen Änderungsbeschluss festgehalten: %(subject)s")
    AMENDMENT_INCORPORATED = "amendment.incorporated", _("hat einen Änderungsbeschluss eingearbeitet: %(subject)s")
    VERSION_ADOPTED = "version.adopted", _("hat den Beschluss zu %(subject)s als beschlossene Fassung festgehalten")
