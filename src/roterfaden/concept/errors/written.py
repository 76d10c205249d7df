"""What keeps a Word file from serving as office template."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.containers import FileRefused


class NotAPlaceholder(FileRefused):
    """Braces with more in them than a name."""

    message = _(
        "„%(found)s“ ist kein Platzhalter. In doppelten geschweiften Klammern darf nur ein Name stehen, zum Beispiel "
        "{{ titel }}."
    )


class UnknownPlaceholder(FileRefused):
    """A name nobody fills."""

    message = _("Den Platzhalter „%(name)s“ gibt es nicht. Möglich sind: %(known)s.")


class NoPlaceForContent(FileRefused):
    """The place where the text belongs is missing, or in a cell, a box or a header."""

    message = _("Der Platzhalter „%(name)s“ muss allein in einem eigenen Absatz im Text stehen.")


class ContentsTwice(FileRefused):
    """The same text would stand there twice."""

    message = _("Der Platzhalter „%(name)s“ kommt mehrmals vor. Er darf nur einmal stehen.")


class ImageWithoutWords(FileRefused):
    """A picture that is silent for people who do not see it."""

    message = _(
        "Ein Bild in der Vorlage hat keinen Alternativtext. Beschreiben Sie es in Word (Alternativtext bearbeiten) "
        "oder markieren Sie es dort als dekorativ."
    )


class LeadsOutside(FileRefused):
    """The template would load something from another place when it is opened."""

    message = _("Die Vorlage lädt etwas von außen nach (verknüpfte Datei). Bitte betten Sie es ein.")


class BuiltInAlready(FileRefused):
    """There is nothing to go back from."""

    message = _("Es gilt schon die mitgelieferte Vorlage.")


class NoSuchTemplate(FileRefused):
    """Nothing is written in a template of this kind."""

    message = _("Diese Art von Dokument gibt es hier nicht.")
