"""What texts of editions refuse."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class NoFeedback(DomainError):
    """Only what goes to the people who took part is written in several languages."""

    message = _("Texte in mehreren Sprachen gibt es nur für die Rückmeldung an die Beteiligten.")


class NoSuchLanguage(DomainError):
    """The public pages do not have this language."""

    message = _("Diese Sprache gibt es auf den öffentlichen Seiten nicht.")
    field = "language"


class TextMissing(DomainError):
    """There is no text to check."""

    message = _("In dieser Sprache gibt es noch keinen Text.")
