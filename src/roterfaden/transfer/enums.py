"""The parts of a bundle, what may become of an object in it, and what can happen here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """What a bundle may hold, in the order in which it is taken over."""

    FIELDS = "fields", _("Handlungsfelder")
    INDICATORS = "indicators", _("Messgrößen")
    PROCESS = "process", _("Verfahren als Muster")
    CONCEPT = "concept", _("Konzept")
    MODULES = "modules", _("Textbausteine")
    LETTERS = "letters", _("Einladungstexte")
    GUIDES = "guides", _("Wegweiser")
    TEXTS = "texts", _("Rechtliche Seiten")


ONLY_WHEN_ASKED = frozenset({Part.TEXTS})
"""Goes along and is taken over only when somebody ticks it: legal pages name people and say what one house does."""


class State(TextChoices):
    """What an object of a bundle is to this house."""

    NEW = "new", _("wird angelegt")
    SAME = "same", _("ist hier genauso")
    CHANGED_THERE = "changed_there", _("dort geändert")
    CHANGED_HERE = "changed_here", _("hier geändert")
    CONFLICT = "conflict", _("hier und dort geändert")
    OTHER_HERE = "other_here", _("gibt es hier anders")
    REMOVED_HERE = "removed_here", _("hier entfernt")
    WAITS = "waits", _("wartet")
    GONE_THERE = "gone_there", _("dort entfallen")


TAKEN_BY_ITSELF = frozenset({State.NEW, State.CHANGED_THERE, State.WAITS})
"""What is ticked until somebody decides otherwise. What waits is taken once there is a place for it."""
TAKEABLE = TAKEN_BY_ITSELF | {State.CONFLICT, State.OTHER_HERE}
"""What can be taken over at all."""


class ArrivalState(TextChoices):
    """How far a bundle that arrived is."""

    OPEN = "open", _("angesehen")
    STARTED = "started", _("wird übernommen")
    TAKEN = "taken", _("übernommen")
    DISCARDED = "discarded", _("verworfen")


class Verb(TextChoices):
    """What can happen to bundles, and to files with the whole stock."""

    BUNDLE_EXPORTED = "bundle.exported", _("hat mit %(subject)s ein Bündel zum Weitergeben erstellt")
    BUNDLE_RECEIVED = "bundle.received", _("hat das Bündel %(subject)s entgegengenommen")
    BUNDLE_NAMES_ADAPTED = "bundle.names_adapted", _("hat Namen im Bündel %(subject)s angepasst")
    BUNDLE_STARTED = "bundle.started", _("hat die Übernahme des Bündels %(subject)s begonnen")
    BUNDLE_TAKEN_OVER = "bundle.taken_over", _("hat das Bündel %(subject)s übernommen")
    BUNDLE_DISCARDED = "bundle.discarded", _("hat das Bündel %(subject)s verworfen")
    TAKEOUT_ORDERED = "takeout.ordered", _("hat den ganzen Bestand zum Mitnehmen bestellt: %(subject)s")
    TAKEOUT_MADE = "takeout.made", _("hat den ganzen Bestand in eine verschlossene Datei geschrieben: %(subject)s")
    TAKEOUT_FETCHED = "takeout.fetched", _("hat den ganzen Bestand abgeholt: %(subject)s")
    TAKEOUT_ENDED = "takeout.ended", _("hat die Datei mit dem ganzen Bestand gelöscht: %(subject)s")
