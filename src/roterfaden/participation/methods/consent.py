"""What people agree to, word for word. A version in use is never changed: a new wording is a new version."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from roterfaden.participation.enums import Channel, ConsentPurpose

CURRENT_TEXT = "2026-11"
"""The version shown now."""

SAYS_SO = frozenset({Channel.CARD, Channel.PHONE, Channel.ONLINE})
"""Ways on which people read what they agree to before they hand in or send: it stands on the card and on the page."""

CONSENT_TEXTS: dict[str, dict[str, str | Promise]] = {
    "2026-11": {
        ConsentPurpose.PUBLISH: _(
            "Mein Beitrag darf ohne meinen Namen veröffentlicht werden. Mit dem Code auf meiner Karte kann ich ihn "
            "jederzeit zurückziehen."
        ),
        ConsentPurpose.QUOTE: _("Mein Beitrag darf in Berichten zitiert werden, auch gedruckt und ohne meinen Namen."),
        ConsentPurpose.INFORM: _(
            "Sie dürfen mir eine E-Mail schreiben, wenn es zu meinem Beitrag etwas Neues gibt, oder zu einem, den ich "
            "unterstützt oder kommentiert habe. Meine Adresse sieht niemand, und ich kann sie jederzeit entfernen."
        ),
    },
}


@dataclass(frozen=True)
class Agreement:
    """One thing somebody can agree to, as it is worded now."""

    purpose: str
    words: str | Promise


def consent_text(purpose: str, version: str = CURRENT_TEXT) -> str:
    """What a version says about a purpose, in the language of the reader."""
    return str(CONSENT_TEXTS[version][purpose])


def agreements() -> tuple[Agreement, ...]:
    """Everything one can agree to now, in the order it is asked."""
    return tuple(Agreement(purpose, CONSENT_TEXTS[CURRENT_TEXT][purpose]) for purpose in ConsentPurpose.values)
