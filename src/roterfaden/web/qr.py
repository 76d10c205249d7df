"""QR codes for paper: as inline SVG, which prints sharp and needs no second request."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def printed_address(route: str, *args: str | int) -> str:
    """A full address as printed: without a language, so that the reader chooses."""
    with translation.override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse(route, args=args)


def card_address(code: str) -> str:
    """The full address of the status page of a card."""
    return printed_address("public:card_status", code)


def card_qr(code: str) -> SafeString:
    """The QR code of a card."""
    return qr_svg(card_address(code), _("QR-Code zur Seite dieser Karte"))


def qr_svg(address: str, title: str, *, mask: int | None = None) -> SafeString:
    """The QR code of `address`; 15 % may be dirty (level M). Without quiet zone: the style sheet adds it.

    `mask` fixes one of the eight patterns instead of weighing all of them: much faster, as readable on a screen.
    `title` is what a screen reader says; no part of it may come from people.
    """
    svg = segno.make(address, error="m", micro=False, mask=mask).svg_inline(
        scale=1, border=0, omitsize=True, svgclass="rf-qr", lineclass=None, title=title
    )
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 -- made here from an address and our words
