"""QR codes for paper: as inline SVG, which prints sharp and needs no second request."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def card_address(code: str) -> str:
    """The full address of the status page of a card, as printed: without a language, so that the reader chooses."""
    with translation.override(settings.LANGUAGE_CODE):
        return settings.BASE_URL + reverse("public:card_status", args=[code])


def card_qr(code: str) -> SafeString:
    """The QR code of a card; 15 % may be dirty (level M). Without quiet zone: the style sheet adds it."""
    svg = segno.make(card_address(code), error="m", micro=False).svg_inline(
        scale=1,
        border=0,
        omitsize=True,
        svgclass="office-qr",
        lineclass=None,
        title=_("QR-Code zur Seite dieser Karte"),
    )
    return mark_safe(svg.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 -- made here from a code and a fixed title
