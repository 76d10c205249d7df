"""Refusals on the board."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class IsWithheld(DomainError):
    """A withheld voice goes no further."""

    message = _("Beitrag %(number)s ist zurückgehalten. Veröffentlichen Sie ihn zuerst.")


class AlreadyInTheme(DomainError):
    """The card already lies there."""

    message = _("Beitrag %(number)s liegt schon in diesem Thema.")
    field = "theme"


class AlreadyOpen(DomainError):
    """The card lies in no theme, and cannot be taken out of one."""

    message = _("Beitrag %(number)s liegt in keinem Thema.")
    field = "theme"


class MovedMeanwhile(DomainError):
    """Somebody else was faster."""

    message = _("Beitrag %(number)s hat inzwischen jemand verschoben. Er liegt jetzt hier: %(place)s.")


class IsSplit(DomainError):
    """A split voice is moved part by part."""

    message = _("Beitrag %(number)s ist geteilt. Verschieben Sie die Teile einzeln.")


class PartIsGone(DomainError):
    """The passage is no part of the voice any more."""

    message = _("Beitrag %(number)s ist inzwischen anders geteilt. Diesen Teil gibt es so nicht mehr.")


class ThemeIsRetired(DomainError):
    """Nothing is laid into a theme that is not used any more."""

    message = _("Das Thema „%(theme)s“ wird nicht mehr benutzt.")
    field = "theme"


class ThemeHoldsCards(DomainError):
    """Cards never disappear with their theme."""

    message = _("Im Thema „%(theme)s“ liegen noch Karten (%(count)s). Verschieben Sie sie zuerst.")


class ThemeUnchanged(DomainError):
    """A revision says something new."""

    message = _("Am Thema ist nichts geändert.")


class SameTheme(DomainError):
    """A theme cannot be merged into itself."""

    message = _("Wählen Sie ein anderes Thema.")
    field = "into"


class PassagesOverlap(DomainError):
    """Every word belongs to one part."""

    message = _("Zwei Teile überschneiden sich. Jedes Wort gehört zu genau einem Teil.")
    field = "cut"


class OutsideText(DomainError):
    """The passage names words the text does not have."""

    message = _("Ein Teil liegt außerhalb des Textes.")
    field = "cut"


class NothingSplit(DomainError):
    """Splitting makes at least two parts."""

    message = _("Setzen Sie mindestens eine Leerzeile dorthin, wo ein neuer Teil beginnt.")
    field = "cut"


class NoStatement(DomainError):
    """Somebody said something; at least one part carries it."""

    message = _("Mindestens ein Teil muss eine eigene Aussage haben.")
    field = "cut"


class WordsChanged(DomainError):
    """The original stays as it is."""

    message = _("Der Wortlaut ist verändert. Bitte fügen Sie nur Leerzeilen ein; das Original bleibt, wie es ist.")
    field = "cut"


class SplitUnchanged(DomainError):
    """It is split like this already."""

    message = _("So ist Beitrag %(number)s schon geteilt.")
    field = "cut"


class NotSplit(DomainError):
    """Only a split voice can be joined."""

    message = _("Beitrag %(number)s ist nicht geteilt.")


class TooFewForGroup(DomainError):
    """A group has at least two voices."""

    message = _("Wählen Sie mindestens zwei Beiträge, die dasselbe sagen.")


class LeaderNotInGroup(DomainError):
    """Who leads belongs to the group."""

    message = _("Der Beitrag, der vorn stehen soll, gehört nicht zur Auswahl.")


class AlreadyGrouped(DomainError):
    """They form this group already, in this order."""

    message = _("Diese Beiträge sind schon so zusammengelegt.")


class NotInGroup(DomainError):
    """The voice stands alone."""

    message = _("Beitrag %(number)s gehört zu keiner Gruppe.")


class AlreadyUndone(DomainError):
    """What is undone is not undone twice."""

    message = _("Dieser Schritt ist schon zurückgenommen.")


class BuiltUpon(DomainError):
    """A later step rests on this one."""

    message = _("Ein späterer Schritt baut darauf auf („%(step)s“). Nehmen Sie zuerst diesen zurück.")


class NothingToUndo(DomainError):
    """Nobody has done anything here yet."""

    message = _("Es gibt keinen Schritt von Ihnen, der zurückgenommen werden kann.")


NO_THEME = _("in keinem Thema")
"""Where a card lies that lies nowhere."""
