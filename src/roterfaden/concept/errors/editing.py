"""Refusals when elements are split and merged."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NotBelow(DomainError):
    """Only what stands directly below an element can go along with its second part."""

    message = _("Das steht nicht direkt unter diesem Element. Laden Sie die Seite neu.")
    field = "children"


class AnswerNotHere(DomainError):
    """Only answers at the element can go along with its second part."""

    message = _("Diese Antwort steht nicht mehr an diesem Element. Laden Sie die Seite neu.")
    field = "answers"


class NothingToMerge(DomainError):
    """Merging takes two."""

    message = _("Wählen Sie mindestens ein Element, das hier aufgeht.")
    field = "others"


class DifferentKinds(DomainError):
    """A goal and an initiative do not become one."""

    message = _("Nur Elemente derselben Art lassen sich zusammenführen.")
    field = "others"


class VoicesStandTwice(DomainError):
    """A voice with an answer at both would have two at one place."""

    message = _(
        "%(count)s Beiträge haben an mehreren dieser Elemente eine Antwort. Antworten Sie dort zuerst neu, mit einer "
        "Antwort an einer Stelle."
    )
    field = "others"
