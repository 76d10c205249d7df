"""What reading another council system refuses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class SourceKnown(DomainError):
    """The address is a source already."""

    message = _("Diese Adresse wird schon gelesen.")
    field = "url"


class SourcePaused(DomainError):
    """The source is not to be read."""

    message = _("Der Abgleich mit dieser Quelle ist angehalten.")


class PausedAlready(DomainError):
    """Nobody reads the source as it is."""

    message = _("Der Abgleich ist schon angehalten.")


class ActiveAlready(DomainError):
    """The source is read by itself."""

    message = _("Der Abgleich läuft schon regelmäßig.")


class SyncRunsAlready(DomainError):
    """Somebody else is reading the source at this moment."""

    message = _("Diese Quelle wird gerade schon gelesen.")


class SyncEnded(DomainError):
    """The reading is over, or somebody else has taken it up."""

    message = _("Dieser Abgleich ist beendet oder von einem anderen Vorgang übernommen.")


class NoOParl(DomainError):
    """What answers at the address is neither a system nor a body of OParl."""

    message = _("Unter dieser Adresse antwortet keine OParl-Schnittstelle.")
    field = "url"


class Unreadable(DomainError):
    """Not JSON, not even with good will."""

    message = _("Die Schnittstelle antwortet mit etwas, das nicht zu lesen ist.")


class Refused(DomainError):
    """The interface does not take the question (4xx)."""

    message = _("Die Schnittstelle lehnt die Anfrage ab (%(status)s).")


class SeveralBodies(DomainError):
    """A system with many bodies, and none has the official key of the area."""

    message = _(
        "Das System führt mehrere Körperschaften, und keine trägt den Schlüssel des Gebiets. "
        "Tragen Sie die Adresse der Körperschaft ein. Gefunden: %(names)s"
    )
    field = "url"


class NoPapersListed(DomainError):
    """The body names no list of papers on its own host."""

    message = _("Die Schnittstelle nennt keine Liste der Vorlagen auf ihrem eigenen Rechner.")
    field = "url"


class MatchDecided(DomainError):
    """A person has decided about this match."""

    message = _("Über diese Zuordnung ist schon entschieden.")


class MatchNotConfirmed(DomainError):
    """Only of papers that are ours decisions are copied."""

    message = _("Diese Zuordnung ist nicht bestätigt.")


class MatchedElsewhere(DomainError):
    """Another pair with one of these two papers has been confirmed."""

    message = _("Eine der beiden Vorlagen ist in dieser Quelle schon anders zugeordnet.")


class StepOfOtherPaper(DomainError):
    """The copied decision and the step recorded here belong to different papers."""

    message = _("Der abgeschriebene Beschluss gehört zu einer anderen Vorlage.")
