"""Refusals around ways to courses."""

from django.utils.translation import gettext_lazy as _

from roterfaden.kernel.errors import DomainError


class TooManyWays(DomainError):
    """More rows than there are ways in a county."""

    message = _("Die Tabelle hat mehr als %(count)s Zeilen. Lassen Sie Kursorte weg, an denen kein Kurs stattfindet.")
    field = "upload"
